// When each clock of a case warned, was breached, and whether it stands still: for people, not for comparing.
#pragma once

#include <vector>

#include "lib/replay/case_fold.hpp"

namespace sanhuan {

// `obligations` are those of the fold, in its order.
void mark_clocks(const CaseFold&, std::vector<ObligationOutcome>& obligations);

}  // namespace sanhuan
