// What the two sides of a comparison that failed come to, for the report of a scenario. Decides nothing: whether the
// comparison holds is asked of the step.
#pragma once

#include "lib/replay/case_fold.hpp"
#include "lib/replay/scenario.hpp"

namespace sanhuan {

// With its text, each side that is neither a fact nor a due, which are told as they stand; unknown ones empty.
std::vector<std::pair<std::string, std::string>> sides_of(const CaseFold&, const FoldedCase&, const Expectation&, Instant now);

}  // namespace sanhuan
