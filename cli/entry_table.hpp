// The entries of a ledger as a table (CSV) and as an event log for process mining (XES, IEEE 1849).
#pragma once

#include <cstdint>
#include <iosfwd>

#include "cli/text.hpp"
#include "sanhuan/entry_list.hpp"

namespace sanhuan::cli {

struct Written {
  std::uint64_t cases = 0, entries = 0;
  bool replaced = false;  // somewhere, what the form cannot hold
};

// Numbers of people are hidden unless `unmasked`.
Written write_entries_csv(Store&, std::ostream&, Voice, bool unmasked);
Written write_entries_xes(Store&, std::ostream&, Voice, bool unmasked);

}  // namespace sanhuan::cli
