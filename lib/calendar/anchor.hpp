// From which instant a length is really counted: semantics 2.6.
#pragma once

#include "sanhuan/due.hpp"

namespace sanhuan {

// Where days end at closing, 当天 and the ordinals take an anchor after closing or on a rest day as of the next
// opening, whether the pack deems or not: otherwise they would end before they began.
Instant counted_from(const Calendar&, Instant anchor, LengthUnit) noexcept;

}  // namespace sanhuan
