#include "dsl/resolve/bounds.hpp"

#include <algorithm>

namespace sanhuan::dsl {

namespace {

constexpr double minutes_per_day = 24 * 60;
constexpr double office_minutes_min = 4 * 60;  // of a working day, where a pack has short ones

// From any day of the published calendar to the n-th working day after it.
DayBounds working_days(const Calendar& calendar, std::int32_t n) {
  DayBounds bounds{static_cast<double>(n), static_cast<double>(n)};
  const Day last = calendar.data().last;
  for (Day day = calendar.data().first; day < last; day = day + 1) {
    const Day end = calendar.add_working_days(day, n);
    if (end > last) break;
    bounds.longest = std::max(bounds.longest, static_cast<double>(end - day));
  }
  bounds.longest += 2;  // 9.2c
  return bounds;
}

double roll_max(const Calendar& calendar, const Length& length) {
  return rolls(length) ? working_days(calendar, 1).longest : 0;
}

}  // namespace

DayBounds bounds_of(const Calendar& calendar, const Length& length) {
  const double n = length.count;
  const double roll = roll_max(calendar, length);
  switch (length.unit) {
    case LengthUnit::minute: return {n / minutes_per_day, n / minutes_per_day};
    case LengthUnit::hour: return {n / 24, n / 24};
    case LengthUnit::working_hour: {
      const auto days = static_cast<std::int32_t>(n * 60 / office_minutes_min) + 1;
      return {n / 24, working_days(calendar, days).longest};
    }
    case LengthUnit::same_day: return {0, 1 + roll};
    case LengthUnit::next_day: return {1, 2 + roll};
    case LengthUnit::working_day: return working_days(calendar, static_cast<std::int32_t>(length.count));
    case LengthUnit::calendar_day: return {n, n + 1 + roll};
    case LengthUnit::month: return {28 * n, 31 * n + 1 + roll};
    case LengthUnit::year: return {365 * n, 366 * n + 1 + roll};
    case LengthUnit::nth_working_day: {
      const DayBounds rest = working_days(calendar, static_cast<std::int32_t>(length.count));
      return {n - 1, rest.longest};
    }
    case LengthUnit::nth_calendar_day: return {n - 1, n + roll};
  }
  return {};
}

bool surely_longer(const Calendar& calendar, const Length& a, const Length& b) {
  if (a.unit == b.unit) return a.count > b.count;
  return bounds_of(calendar, a).shortest >= bounds_of(calendar, b).longest;
}

bool may_be_longer(const Calendar& calendar, const Length& a, const Length& b) {
  if (a.unit == b.unit) return a.count > b.count;
  return bounds_of(calendar, a).longest > bounds_of(calendar, b).longest;
}

}  // namespace sanhuan::dsl
