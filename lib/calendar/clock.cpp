#include "lib/calendar/clock.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace sanhuan {

namespace {

void end_on(const Calendar& calendar, Day raw, Length length, ClockCount& count) noexcept {
  const Due end = due_on(calendar, raw, length);
  count.raw = raw;
  count.due = end.at;
  count.provisional = end.provisional;
}

void end_at(const Calendar& calendar, Instant due, ClockCount& count) noexcept {
  count.due = due;
  count.raw = calendar.local_day(due - 1);
  count.provisional = calendar.provisional(count.raw);
}

// Counts on what is left from `from`. A working-day clock with none left ends with that day, or with the next
// working day after a rest day (2.8).
void go_on(const Calendar& calendar, Instant from, std::int64_t left, Length length, ClockCount& count) noexcept {
  const Day day = calendar.local_day(from);
  const auto days = static_cast<std::int32_t>(left);
  switch (length.unit) {
    case LengthUnit::minute:
    case LengthUnit::hour: return end_at(calendar, from + left, count);
    case LengthUnit::working_hour: return end_at(calendar, calendar.add_office_time(from, left), count);
    case LengthUnit::working_day:
    case LengthUnit::nth_working_day:
      return end_on(calendar, days == 0 ? calendar.next_working_day(day) : calendar.add_working_days(day, days),
                    length, count);
    case LengthUnit::same_day:
    case LengthUnit::next_day:
    case LengthUnit::calendar_day:
    case LengthUnit::month:
    case LengthUnit::year:
    case LengthUnit::nth_calendar_day: return end_on(calendar, day + days, length, count);
  }
}

// Added to the end as a length is added to an anchor's day, then rolled as the clock rolls (2.7b). `raw`: its raw end, a
// floor aside.
void extend(const Calendar& calendar, const ClockEvent& extension, Day raw, Length length, ClockCount& count) noexcept {
  const Length more = extension.length;
  if (counts_elapsed(more.unit)) return end_at(calendar, due(calendar, count.due, more).at, count);
  const bool from_rolled = extension.kind == ClockEventKind::extended_rolled;
  const Day from = from_rolled ? calendar.local_day(count.due - 1) : raw;
  const auto days = static_cast<std::int32_t>(more.count);
  switch (more.unit) {
    case LengthUnit::working_day: return end_on(calendar, calendar.add_working_days(from, days), length, count);
    case LengthUnit::month:
    case LengthUnit::year:
      return end_on(calendar, due(calendar, calendar.zone().midnight(from), more).raw, length, count);
    default: return end_on(calendar, from + days, length, count);
  }
}

}  // namespace

std::int64_t left_at(const Calendar& calendar, const ClockCount& count, Length length, Instant at) noexcept {
  if (!count.running) return count.left;
  switch (length.unit) {
    case LengthUnit::minute:
    case LengthUnit::hour: return std::max<std::int64_t>(count.due - at, 0);
    case LengthUnit::working_hour: return calendar.office_time_between(at, count.due);
    case LengthUnit::working_day:
    case LengthUnit::nth_working_day:
      return std::max(calendar.working_days_between(calendar.local_day(at), count.raw), 0);
    case LengthUnit::same_day:
    case LengthUnit::next_day:
    case LengthUnit::calendar_day:
    case LengthUnit::month:
    case LengthUnit::year:
    case LengthUnit::nth_calendar_day: return std::max(count.raw - calendar.local_day(at), 0);
  }
  return 0;
}

ClockCount count_clock(const Calendar& calendar, Instant anchor, Length length,
                       std::span<const ClockEvent> history) noexcept {
  ClockCount count;
  const Due first = due(calendar, anchor, length);
  count.due = first.at;
  count.raw = first.raw;
  count.provisional = first.provisional;
  std::optional<Day> below;  // the raw end where a floor holds the due above it
  const auto add = [&](const ClockEvent& extension) { extend(calendar, extension, std::exchange(below, {}).value_or(count.raw), length, count); };
  const auto again = [&](Instant from, std::int64_t left) {
    below.reset();
    go_on(calendar, from, left, length, count);
  };
  const auto lift = [&](Instant floor) {
    if (count.due >= floor) return;
    below = below.value_or(count.raw);
    end_at(calendar, floor, count);
  };
  // An extension granted while the clock stands still is added when it goes on.
  const auto extensions_until = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
      if (history[i].kind == ClockEventKind::extended_raw || history[i].kind == ClockEventKind::extended_rolled)
        add(history[i]);
  };
  std::size_t suspended_at = 0;
  std::uint64_t held = 0;
  Instant floor = Instant::before_all();  // holds from then on, whatever befalls the clock later (2.3b)
  for (std::size_t i = 0; i < history.size(); ++i) {
    const ClockEvent& event = history[i];
    switch (event.kind) {
      case ClockEventKind::carried: again(std::max(anchor, event.at), event.left); break;
      case ClockEventKind::suspended:
        held = holders_after(held, event);
        if (!count.running) break;
        count.left = left_at(calendar, count, length, event.at);
        count.running = false;
        suspended_at = i;
        break;
      case ClockEventKind::resumed:
        held = holders_after(held, event);
        if (held != 0 || count.running) break;
        // What is counted in days is as it was if it goes on the same day, its raw end too (2.8).
        if (counts_elapsed(length.unit) || calendar.local_day(event.at) != calendar.local_day(history[suspended_at].at))
          again(event.at, count.left);
        count.running = true;
        count.left = 0;
        extensions_until(suspended_at, i);
        break;
      case ClockEventKind::floor: floor = std::max(floor, event.at); break;
      case ClockEventKind::extended_raw:
      case ClockEventKind::extended_rolled:
        if (count.running) add(event);
        break;
    }
    if (count.running) lift(floor);
  }
  return count;
}

}  // namespace sanhuan
