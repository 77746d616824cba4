// Clocks of obligations: anchors, arming, the ladder's places, suspension, extension. Semantics 2.5–2.8, 4.2b, 4.3.
#include <algorithm>

#include "lib/core/context.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

using model::AnchorKind;
using model::Deadline;
using model::Rung;
using model::RungKind;

namespace {

// The day that a due belongs to: 24:00 belongs to the day it ends (4.3).
Day day_of_due(const Calendar& calendar, Instant due) noexcept { return calendar.local_day(due - 1); }

// `ms` of office time before `from`, walking back over the days (剩余 N个工作小时).
Instant subtract_office_time(const Calendar& calendar, Instant from, std::int64_t ms) noexcept {
  Day day = calendar.local_day(from);
  std::int64_t left = ms;
  while (calendar.covers(day)) {
    const auto& spans = calendar.office(day);
    const Instant midnight = calendar.zone().midnight(day);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
      const Instant opens = midnight + span->from_minute * ms_per_minute;
      const Instant closes = std::min(midnight + span->to_minute * ms_per_minute, from);
      if (closes <= opens) continue;
      if (closes - opens >= left) return closes - left;
      left -= closes - opens;
    }
    day = day - 1;
  }
  return calendar.zone().midnight(calendar.data().first);
}

Instant before_due(const Calendar& calendar, Instant due, Length length) noexcept {
  switch (length.unit) {
    case LengthUnit::minute: return due - length.count * ms_per_minute;
    case LengthUnit::hour: return due - length.count * ms_per_hour;
    case LengthUnit::working_hour: return subtract_office_time(calendar, due, length.count * ms_per_hour);
    case LengthUnit::working_day:
      return calendar.opening(
          calendar.subtract_working_days(day_of_due(calendar, due), static_cast<std::int32_t>(length.count)));
    default: return calendar.opening(day_of_due(calendar, due) - static_cast<std::int32_t>(length.count));
  }
}

// 逾期 满 L: elapsed lengths from the due, others to the end of the L-th day after its date.
Instant after_due(const Calendar& calendar, Instant due_at, Length length) noexcept {
  if (counts_elapsed(length.unit)) return due(calendar, due_at, length).at;
  // The last millisecond of the due's day is an anchor inside that day whichever way days end.
  return due(calendar, due_at - 1, length).at;
}

}  // namespace

Instant Context::deemed_for(const Deadline& deadline, Instant at) const noexcept {
  if (deadline.as_received) return at;
  if (type_->channel) {
    const Scalar channel = scalar(type_->channel);
    if (channel.known && channel.bits < 64 && (type_->channels_as_received >> channel.bits & 1) != 0) return at;
  }
  return calendar().deemed(at);
}

std::optional<Instant> Context::anchor_of(const Deadline& deadline, Instant entered) const noexcept {
  if (deadline.anchor == AnchorKind::entry) return entered;
  Instant found = Instant::before_all();
  for (std::uint32_t i = 0; i < deadline.anchor_events.count; ++i) {
    const model::Event& event = rules().events[rules().event_lists[deadline.anchor_events.first + i].value];
    const bool first = deadline.anchor == AnchorKind::first;
    const Instant at = state_.anchor(*layout_, first ? event.anchor_first : event.anchor_latest);
    if (at == Instant::before_all()) continue;
    if (found == Instant::before_all()) found = at;
    found = first ? std::min(found, at) : std::max(found, at);
  }
  if (found == Instant::before_all()) return std::nullopt;
  return found;
}

Instant Context::rung_place(const Obligation& o, std::uint32_t rung) const noexcept {
  const Deadline& d = deadline(o.deadline);
  const Rung& r = rules().rungs[d.rungs.first + rung];
  if (r.after >= 0) return due(calendar(), rung_place(o, static_cast<std::uint32_t>(r.after)), r.length).at;
  switch (r.kind) {
    case RungKind::remaining: return before_due(calendar(), o.due, r.length);
    case RungKind::breach: return o.due + 1;
    case RungKind::after_full: return after_due(calendar(), o.due, r.length);
    case RungKind::nth_day: {
      const Day day = calendar().add_working_days(day_of_due(calendar(), o.due),
                                                  static_cast<std::int32_t>(r.length.count));
      // Without office hours the next day opens at the very 24:00 that still keeps the deadline (2.4).
      return std::max(calendar().opening(day), o.due + 1);
    }
  }
  return Instant::never();
}

void Context::place_rungs(Obligation& o) noexcept {
  o.next_timer = Instant::never();
  if (o.state != ObligationState::running || o.unjudged) return;
  const std::uint32_t rungs = deadline(o.deadline).rungs.count;
  for (std::uint32_t r = 0; r < rungs; ++r)
    if ((o.fired >> r & 1) == 0) o.next_timer = std::min(o.next_timer, rung_place(o, r));
}

void Context::arm(Obligation& o, Instant anchor) {
  const Deadline& d = deadline(o.deadline);
  o.anchor = deemed_for(d, anchor);
  const Due result = due(calendar(), o.anchor, d.length);
  o.due = result.at;
  o.raw = result.raw;
  o.provisional = result.provisional;
  o.state = ObligationState::running;
  place_rungs(o);
  change(ChangeKind::anchored, o, o.anchor.ms).at = anchor;
  Change& armed = change(ChangeKind::armed, o, o.raw.value);
  armed.at = o.due;
  armed.flags = o.provisional ? 1 : 0;
}

void Context::suspend(Obligation& o, std::uint8_t by) {
  if (o.state == ObligationState::waiting || o.breached || o.right) return;
  const bool running = o.suspensions == 0;
  o.suspensions |= by;
  if (!running) return;
  const Deadline& d = deadline(o.deadline);
  const Instant from = deemed_for(d, now_);
  switch (d.length.unit) {
    case LengthUnit::minute:
    case LengthUnit::hour: o.left = std::max<std::int64_t>(o.due - from, 0); break;
    case LengthUnit::working_hour: o.left = calendar().office_time_between(from, o.due); break;
    case LengthUnit::working_day:
    case LengthUnit::nth_working_day:
      o.left = std::max(calendar().working_days_between(calendar().local_day(from), o.raw), 0);
      break;
    default: o.left = std::max(o.raw - calendar().local_day(from), 0); break;
  }
  o.state = ObligationState::suspended;
  o.next_timer = Instant::never();
  change(ChangeKind::suspended, o, o.left);
}

void Context::resume(Obligation& o, std::uint8_t by) {
  if (o.state != ObligationState::suspended || (o.suspensions & by) == 0) return;
  o.suspensions &= static_cast<std::uint8_t>(~by);
  if (o.suspensions != 0) return;
  const Deadline& d = deadline(o.deadline);
  const Instant from = deemed_for(d, now_);
  const Day day = calendar().local_day(from);
  const Instant before = o.due;
  switch (d.length.unit) {
    case LengthUnit::minute:
    case LengthUnit::hour: o.due = from + o.left; break;
    case LengthUnit::working_hour: o.due = calendar().add_office_time(from, o.left); break;
    default: {
      // Counting days left after the day of suspension, counted on from the day of resumption (2.8); a working-day
      // clock with none left ends with that day, or with the next working day after a rest day.
      const bool working = counts_working_days(d.length.unit);
      const auto left = static_cast<std::int32_t>(o.left);
      if (left == 0) o.raw = working ? calendar().next_working_day(day) : day;
      else o.raw = working ? calendar().add_working_days(day, left) : day + left;
      const Due result = due_on(calendar(), o.raw, d.length);
      o.due = result.at;
      o.provisional = result.provisional;
      break;
    }
  }
  o.left = 0;
  o.state = ObligationState::running;
  if (o.due > before)
    for (std::uint32_t r = 0; r < d.rungs.count; ++r)
      if ((o.fired >> r & 1) != 0 && rung_place(o, r) > now_) o.fired &= ~(std::uint32_t{1} << r);
  place_rungs(o);
  Change& resumed = change(ChangeKind::resumed, o, o.raw.value);
  resumed.at = o.due;
  resumed.flags = o.provisional ? 1 : 0;
}

void Context::extend(Obligation& o, RuleId rule) {
  const Deadline& d = deadline(o.deadline);
  const model::Extension& extension = d.extension;
  const Day from = extension.from_rolled ? day_of_due(calendar(), o.due) : o.raw;
  const auto count = static_cast<std::int32_t>(extension.at_most.count);
  const Instant before = o.due;
  if (counts_elapsed(extension.at_most.unit)) {
    o.due = due(calendar(), o.due, extension.at_most).at;
  } else {
    // Added to the end as a length is added to an anchor's day (2.7b), then rolled again.
    switch (extension.at_most.unit) {
      case LengthUnit::working_day: o.raw = calendar().add_working_days(from, count); break;
      case LengthUnit::month:
      case LengthUnit::year: {
        Length unrolled = extension.at_most;
        unrolled.roll = Roll::no_roll;
        o.raw = due(calendar(), calendar().zone().midnight(from), unrolled).raw;
        break;
      }
      default: o.raw = from + count; break;
    }
    const Due result = due_on(calendar(), o.raw, d.length);
    o.due = result.at;
    o.provisional = result.provisional;
  }
  ++o.extensions;
  if (o.due > before)
    for (std::uint32_t r = 0; r < d.rungs.count; ++r)
      if ((o.fired >> r & 1) != 0 && rung_place(o, r) > now_) o.fired &= ~(std::uint32_t{1} << r);
  place_rungs(o);
  Change& extended = change(ChangeKind::extended, o, o.raw.value);
  extended.at = o.due;
  extended.flags = o.provisional ? 1 : 0;
  extended.rule = rule;
}

}  // namespace sanhuan
