// A stored case folded again from its entries: where its snapshot does not serve, and to check what is stored (7.5).
//
// What was received goes through `step` again, timers one by one, under the registers that each entry names; what comes
// out must be the entries that are there, byte for byte.
#pragma once

#include <string>

#include "lib/engine/stored_case.hpp"

namespace sanhuan {

struct Refolded {
  Sentence wrong;              // the first that is not as it was; empty: all is
  std::uint32_t sequence = 0;  // where
  std::size_t erased = 0;      // personal values that had to be made up (7.3: nothing may depend on them)
  bool same() const noexcept { return wrong.en.empty(); }
};

// `c` has head and book; afterwards it has its state.
Refolded refold(Reader&, Books&, StoredCase& c);

}  // namespace sanhuan
