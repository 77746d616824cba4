#include <algorithm>

#include "lib/calendar/anchor.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {
namespace {

// 36,600 working days are some 53,700 days. A trace that would be longer stops here.
constexpr std::int32_t trace_days_max = 60'000;

bool counts_anchor_day(LengthUnit unit) noexcept {
  return unit == LengthUnit::same_day || unit == LengthUnit::nth_working_day ||
         unit == LengthUnit::nth_calendar_day;
}

bool counts(const Calendar& calendar, LengthUnit unit, Day day, bool works) noexcept {
  if (unit == LengthUnit::working_hour) return !calendar.office(day).empty();
  return works || !counts_working_days(unit);
}

TraceDay::Role role_of(const TraceDay& day, Day from, const Due& result) noexcept {
  using Role = TraceDay::Role;
  if (day.day == result.day) return Role::end;
  if (day.day == from) return Role::anchor;
  if (day.day > result.raw) return Role::rolled_over;
  return day.counts ? Role::counted : Role::passed;
}

}  // namespace

Trace trace(const Calendar& calendar, Instant anchor, Length length, bool deem) {
  Trace out;
  out.anchor = anchor;
  out.deemed = counted_from(calendar, deem ? calendar.deemed(anchor) : anchor, length.unit);
  out.result = due(calendar, out.deemed, length);

  const bool elapsed = counts_elapsed(length.unit);
  const Day from = calendar.local_day(out.deemed);
  const Day first_counted = elapsed || counts_anchor_day(length.unit) ? from : from + 1;
  const Day begin = calendar.local_day(anchor);
  const bool endless = out.result.at == Instant::never();
  const Day last = endless ? begin : std::min(out.result.day, begin + (trace_days_max - 1));
  std::int32_t ordinal = 0;
  for (Day day = begin; day <= last; day = day + 1) {
    Calendar::Why why = calendar.why(day);
    TraceDay line;
    line.day = day;
    line.works = why.works;
    line.counts =
        day >= first_counted && day <= out.result.raw && counts(calendar, length.unit, day, why.works);
    if (line.counts && !elapsed) line.ordinal = ++ordinal;
    line.reason = why.reason;
    line.name = std::move(why.name);
    line.source = std::move(why.source);
    line.role = role_of(line, from, out.result);
    out.days.push_back(std::move(line));
  }
  return out;
}

}  // namespace sanhuan
