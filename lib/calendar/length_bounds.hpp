// How long a length can be at most and at least, in days, whatever the anchor. Semantics 9.2c.
#pragma once

#include <cstdint>
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
  // So long before the end of `length` is before its start, whatever the start (4.3).
  bool before_start(const Length& ahead, const Length& length);
  // The longest that `a` can be is longer than the longest that `b` can be.
  bool may_be_longer(const Length& a, const Length& b);

 private:
  std::int64_t working_days_behind(const Length&);
  DayBounds working_days(std::int32_t n);

  const Calendar& calendar_;
  std::map<std::int32_t, DayBounds> working_days_;
};

}  // namespace sanhuan
