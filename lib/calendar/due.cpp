#include "sanhuan/due.hpp"

#include <algorithm>

#include "lib/calendar/anchor.hpp"

namespace sanhuan {
namespace {

Day forward(Day from, std::int64_t days) noexcept {
  return days < last_day - from ? from + static_cast<std::int32_t>(days) : last_day;
}

// 民法典 202: the corresponding date, or the last of its month where there is none.
Day months_later(Day from, std::int64_t months) noexcept {
  const CivilDate date = civil(from);
  const std::int64_t month = date.year * std::int64_t{12} + (date.month - 1) + months;
  if (month / 12 > 9999) return last_day;
  const auto year = static_cast<std::int32_t>(month / 12);
  const auto month_of_year = static_cast<std::int32_t>(month % 12) + 1;
  const std::int32_t day = std::min<std::int32_t>(date.day, days_in_month(year, month_of_year));
  return day_of({year, static_cast<std::uint8_t>(month_of_year), static_cast<std::uint8_t>(day)});
}

Due marked(const Calendar& calendar, Due result, Instant anchor) noexcept {
  result.provisional = result.provisional || !calendar.covers(calendar.local_day(anchor));
  return result;
}

Due elapsed(const Calendar& calendar, Instant anchor, std::int64_t ms) noexcept {
  const Instant at = anchor.ms > INT64_MAX - ms ? Instant::never() : anchor + ms;
  const Day day = calendar.local_day(at);
  return marked(calendar, {at, day, day, calendar.provisional(day)}, anchor);
}

// Office time that ends at 24:00 ends on the day before that midnight.
Due in_office_time(const Calendar& calendar, Instant anchor, std::int64_t ms) noexcept {
  const Instant at = calendar.add_office_time(anchor, ms);
  const Day day = calendar.local_day(at - 1);
  return marked(calendar, {at, day, day, calendar.provisional(day)}, anchor);
}

}  // namespace

Instant counted_from(const Calendar& calendar, Instant anchor, LengthUnit unit) noexcept {
  const bool of_that_day = unit == LengthUnit::same_day || unit == LengthUnit::nth_working_day ||
                           unit == LengthUnit::nth_calendar_day;
  if (!of_that_day || !calendar.policy().ends_at_closing) return anchor;
  const Day day = calendar.local_day(anchor);
  const bool in_time = calendar.works(day) && anchor <= calendar.closing(day);
  return in_time ? anchor : calendar.next_opening(anchor);
}

bool counts_working_days(LengthUnit unit) noexcept {
  return unit == LengthUnit::working_day || unit == LengthUnit::nth_working_day;
}

bool counts_elapsed(LengthUnit unit) noexcept {
  return unit == LengthUnit::minute || unit == LengthUnit::hour || unit == LengthUnit::working_hour;
}

bool rolls(Length length) noexcept {
  switch (length.unit) {
    case LengthUnit::minute:
    case LengthUnit::hour:
    case LengthUnit::working_hour:
    case LengthUnit::same_day:
    case LengthUnit::working_day:
    case LengthUnit::nth_working_day: return false;
    case LengthUnit::calendar_day:
    case LengthUnit::month:
    case LengthUnit::year: return length.roll != Roll::no_roll;
    case LengthUnit::next_day:
    case LengthUnit::nth_calendar_day: return length.roll == Roll::roll;
  }
  return false;
}

Due due_on(const Calendar& calendar, Day raw, Length length) noexcept {
  // Counting working days ends on one; a resumed clock with none left may not (2.8).
  const bool roll = rolls(length) || counts_working_days(length.unit);
  const Day day = roll ? calendar.rolled(raw) : raw;
  return {calendar.end_of(day), raw, day, calendar.provisional(day)};
}

Due due_by_steps(const Calendar& calendar, Instant anchor, Length length) noexcept {
  const Day from = calendar.local_day(counted_from(calendar, anchor, length.unit));
  const std::int64_t count = length.count;
  const auto n = static_cast<std::int32_t>(std::min<std::int64_t>(count, INT32_MAX));
  const auto on = [&](Day raw) { return marked(calendar, due_on(calendar, raw, length), anchor); };
  switch (length.unit) {
    case LengthUnit::minute: return elapsed(calendar, anchor, count * ms_per_minute);
    case LengthUnit::hour: return elapsed(calendar, anchor, count * ms_per_hour);
    case LengthUnit::working_hour: return in_office_time(calendar, anchor, count * ms_per_hour);
    case LengthUnit::same_day: return on(from);
    case LengthUnit::next_day: return on(forward(from, 1));
    case LengthUnit::working_day: return on(calendar.add_working_days(from, n));
    case LengthUnit::calendar_day: return on(forward(from, count));
    case LengthUnit::month: return on(months_later(from, count));
    case LengthUnit::year: return on(months_later(from, count * 12));
    case LengthUnit::nth_calendar_day: return on(forward(from, count - 1));
    case LengthUnit::nth_working_day: return on(calendar.add_working_days(from - 1, n));
  }
  return {Instant::never(), last_day, last_day, true};
}

}  // namespace sanhuan
