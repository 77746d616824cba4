// How long a length can be at most and at least, in days, whatever the anchor. Semantics 9.2c.
#pragma once

#include <map>

#include "sanhuan/calendar.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

struct DayBounds {
  double shortest = 0, longest = 0;
};

// Looks over the whole published calendar for each new length, and remembers it.
class LengthBounds {
 public:
  explicit LengthBounds(const Calendar& calendar) : calendar_(calendar) {}

  DayBounds of(const Length&);
  // `a` is longer than `b` could ever be.
  bool surely_longer(const Length& a, const Length& b);
  // The longest that `a` can be is longer than the longest that `b` can be.
  bool may_be_longer(const Length& a, const Length& b);

 private:
  DayBounds working_days(std::int32_t n);

  const Calendar& calendar_;
  std::map<std::int32_t, DayBounds> working_days_;
};

}  // namespace sanhuan
