#include "lib/calendar/length_bounds.hpp"

#include <algorithm>
#include <limits>

namespace sanhuan {

namespace {

constexpr double minutes_per_day = 24 * 60;
constexpr double office_minutes_min = 4 * 60;  // of a working day, where a pack has short ones

// Minutes of the working day with the fewest; 0 where one has no office hours.
std::int64_t shortest_office_day(const Calendar& calendar) {
  std::int64_t shortest = std::numeric_limits<std::int64_t>::max();
  for (Day day = calendar.data().first; day <= calendar.data().last; day = day + 1) {
    if (!calendar.works(day)) continue;
    std::int64_t minutes = 0;
    for (const OfficeSpan& span : calendar.office(day)) minutes += span.to_minute - span.from_minute;
    shortest = std::min(shortest, minutes);
  }
  return shortest;
}

}  // namespace

// From any day of the published calendar to the n-th working day after it.
DayBounds LengthBounds::working_days(std::int32_t n) {
  const auto known = working_days_.find(n);
  if (known != working_days_.end()) return known->second;
  DayBounds bounds{static_cast<double>(n), static_cast<double>(n)};
  const Day last = calendar_.data().last;
  for (Day day = calendar_.data().first; day < last; day = day + 1) {
    const Day end = calendar_.add_working_days(day, n);
    if (end > last) break;
    bounds.longest = std::max(bounds.longest, static_cast<double>(end - day));
  }
  bounds.longest += 2;  // 9.2c
  working_days_.emplace(n, bounds);
  return bounds;
}

DayBounds LengthBounds::of(const Length& length) {
  const double n = length.count;
  const double roll = rolls(length) ? working_days(1).longest : 0;
  switch (length.unit) {
    case LengthUnit::minute: return {n / minutes_per_day, n / minutes_per_day};
    case LengthUnit::hour: return {n / 24, n / 24};
    case LengthUnit::working_hour: {
      const auto days = static_cast<std::int32_t>(n * 60 / office_minutes_min) + 1;
      return {n / 24, working_days(days).longest};
    }
    case LengthUnit::same_day: return {0, 1 + roll};
    case LengthUnit::next_day: return {1, 2 + roll};
    case LengthUnit::working_day: return working_days(static_cast<std::int32_t>(length.count));
    case LengthUnit::calendar_day: return {n, n + 1 + roll};
    case LengthUnit::month: return {28 * n, 31 * n + 1 + roll};
    case LengthUnit::year: return {365 * n, 366 * n + 1 + roll};
    case LengthUnit::nth_working_day: {
      const DayBounds rest = working_days(static_cast<std::int32_t>(length.count));
      return {n - 1, rest.longest};
    }
    case LengthUnit::nth_calendar_day: return {n - 1, n + roll};
  }
  return {};
}

bool LengthBounds::surely_longer(const Length& a, const Length& b) {
  if (a.unit == b.unit) return a.count > b.count;
  return of(a).shortest >= of(b).longest;
}

// At most so many working days after the day that the clock starts on, its end comes: the n-th of them before the end is not
// after that day. Of the ordinals and 当天 it is the day that counts as the first, before which the clock has started.
std::int64_t LengthBounds::working_days_behind(const Length& length) {
  constexpr std::int64_t minutes_a_day = 24 * 60, days_a_month = 31, days_a_year = 366;
  const auto parts = [](std::int64_t whole, std::int64_t part) { return (whole + part - 1) / part; };
  const std::int64_t n = length.count;
  switch (length.unit) {
    case LengthUnit::minute: return parts(n, minutes_a_day);
    case LengthUnit::hour: return parts(n * 60, minutes_a_day);
    case LengthUnit::working_hour: {
      const std::int64_t office = shortest_office_day(calendar_);
      return office == 0 ? std::numeric_limits<std::int64_t>::max() : parts(n * 60, office);
    }
    case LengthUnit::same_day: return 0;
    case LengthUnit::next_day: return 1;
    case LengthUnit::working_day: case LengthUnit::calendar_day: return n;
    case LengthUnit::month: return days_a_month * n;
    case LengthUnit::year: return days_a_year * n;
    case LengthUnit::nth_working_day: case LengthUnit::nth_calendar_day: return n - 1;
  }
  return std::numeric_limits<std::int64_t>::max();
}

bool LengthBounds::before_start(const Length& ahead, const Length& length) {
  if (surely_longer(ahead, length)) return true;
  return ahead.unit == LengthUnit::working_day && ahead.count > working_days_behind(length);
}

bool LengthBounds::may_be_longer(const Length& a, const Length& b) {
  if (a.unit == b.unit) return a.count > b.count;
  return of(a).longest > of(b).longest;
}

}  // namespace sanhuan
