// A whole ledger as JSON lines (docs/ledger-format.md, "A ledger as lines"), and back.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>

#include "cli/text.hpp"
#include "sanhuan/archive.hpp"

namespace sanhuan::cli {

std::unique_ptr<ArchiveSink> archive_writer(std::ostream&);

// What was wrong, and in which line, from 1.
struct BadArchive {
  std::uint64_t line = 0;
  Both what;
};

// The first line says which ledger it was, and the copy is made by that.
std::optional<StoreInfo> read_archive_head(std::istream&, BadArchive&);
// The lines behind it, up to the last one. Error where the sink refuses a record: `line` is then where it stands.
std::optional<BadArchive> read_archive_lines(std::istream&, const StoreInfo&, ArchiveSink&, std::uint64_t& line);

}  // namespace sanhuan::cli
