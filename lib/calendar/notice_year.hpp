// Which year's notice arranges a day: semantics 2.3.
//
// A notice may still change late December of the year before it. None since 2007 has reached further back
// than 29 December; from the 25th on we call the answer open.
#pragma once

#include "sanhuan/instant.hpp"

namespace sanhuan {

inline Day first_day_open_after(std::int32_t year) noexcept { return day_of({year, 12, 25}); }

inline std::int32_t notice_year(Day d) noexcept {
  const std::int32_t year = civil(d).year;
  return d < first_day_open_after(year) ? year : year + 1;
}

}  // namespace sanhuan
