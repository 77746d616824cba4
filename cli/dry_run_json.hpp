// A dry-run as JSON: the document that `docs/cli.md` promises, and the parts that `--shard` writes.
#pragma once

#include <variant>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cli/dry_run_page.hpp"
#include "cli/text.hpp"

namespace sanhuan::cli {

nlohmann::ordered_json report_json(const DryRunReport&);

// One shard's page with what is needed to put the whole together again.
struct DryRunPart {
  std::uint32_t shard = 0, shards = 1;
  DryRunPage page;
};
nlohmann::ordered_json part_json(const DryRunPart&);
std::variant<DryRunPart, Both> read_part(std::string_view text);  // Both: why it is no part

}  // namespace sanhuan::cli
