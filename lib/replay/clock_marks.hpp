// When each clock of a case warned, was breached, and whether it stands still: for people, not for comparing.
#pragma once

#include <vector>

#include "lib/replay/folded_case.hpp"

namespace sanhuan {

// `obligations` are those of the fold, in its order.
void mark_clocks(const FoldedCase&, std::vector<ObligationOutcome>& obligations);

}  // namespace sanhuan
