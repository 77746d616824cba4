// How long a length can be at most and at least, in days, whatever the anchor. Semantics 9.2c.
#pragma once

#include "sanhuan/calendar.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan::dsl {

struct DayBounds {
  double shortest = 0, longest = 0;
};

DayBounds bounds_of(const Calendar&, const Length&);
// `a` is longer than `b` could ever be.
bool surely_longer(const Calendar&, const Length& a, const Length& b);
// The longest that `a` can be is longer than the longest that `b` can be.
bool may_be_longer(const Calendar&, const Length& a, const Length& b);

}  // namespace sanhuan::dsl
