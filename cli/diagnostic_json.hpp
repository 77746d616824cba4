// A diagnostic as `--json` prints it; the keys are in docs/cli.md.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/text.hpp"
#include "sanhuan/pack.hpp"

namespace sanhuan::cli {

nlohmann::ordered_json as_json(const Diagnostic&, const std::vector<PackFile>&, Voice);

}  // namespace sanhuan::cli
