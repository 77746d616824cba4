// Clocks of obligations: anchors, arming, the ladder's places, suspension, extension. Semantics 2.6–2.8, 4.2b, 4.3.
#include <algorithm>

#include "lib/calendar/clock.hpp"
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

bool Context::as_received(const Deadline& deadline) const noexcept {
  if (deadline.as_received) return true;
  if (!type_->channel) return false;
  const Scalar channel = scalar(type_->channel);
  return channel.known && channel.bits < 64 && (type_->channels_as_received >> channel.bits & 1) != 0;
}

std::optional<Instant> Context::anchor_of(const Deadline& deadline, Instant entered) const noexcept {
  if (deadline.anchor == AnchorKind::entry) return entered;
  const bool first = deadline.anchor == AnchorKind::first;
  Instant found = Instant::before_all();
  for (std::uint32_t i = 0; i < deadline.anchor_events.count; ++i) {
    const model::Event& event = rules().events[rules().event_lists[deadline.anchor_events.first + i].value];
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
  if (o.clock != ClockState::running || o.unjudged) return;
  const Deadline& d = deadline(o.deadline);
  // What follows the breach cannot be the earliest as long as the breach itself has not come.
  std::uint32_t waiting = ~o.fired & ((std::uint32_t{1} << d.rungs.count) - 1);
  if (!o.has_fired(d.breach_rung)) {
    o.next_timer = o.due + 1;
    waiting &= process_plan_->warnings[o.deadline.value];
  }
  for (std::uint32_t r = 0; waiting != 0; ++r, waiting >>= 1)
    if ((waiting & 1) != 0) o.next_timer = std::min(o.next_timer, rung_place(o, r));
}

ClockCount Context::count(const Obligation& o) const noexcept {
  const Deadline& d = deadline(o.deadline);
  const auto deemed = [&](Instant at) { return o.as_received ? at : calendar().deemed(at); };
  std::vector<ClockEvent> history;
  if (o.has_history) {
    for (const Cold::Befell& b : state_.cold()->history) {
      if (b.serial != o.serial) continue;
      history.push_back(b.event);
      history.back().at = deemed(b.event.at);
    }
  }
  return count_clock(calendar(), deemed(o.anchor), d.length, history);
}

void Context::arm(Obligation& o, Instant anchor) {
  const Deadline& d = deadline(o.deadline);
  o.anchor = anchor;
  o.as_received = as_received(d);
  const Instant deemed = o.as_received ? anchor : calendar().deemed(anchor);
  const Due result = due(calendar(), deemed, d.length);
  o.due = result.at;
  o.provisional = result.provisional;
  o.clock = ClockState::running;
  place_rungs(o);
}

Change& Context::change_of_due(ChangeKind kind, const Obligation& o, std::int64_t value) {
  Change& c = change(kind, o, value);
  c.at = o.due;
  c.flags = static_cast<std::uint8_t>((o.provisional ? change_flag::provisional : 0) |
                                      (o.as_received ? change_flag::as_received : 0));
  return c;
}

void Context::restart(Obligation& o, Instant anchor) {
  if (o.has_history) {
    std::erase_if(cold().history, [&](const Cold::Befell& b) { return b.serial == o.serial; });
    std::erase_if(cold().suspended, [&](const Cold::Suspended& s) { return s.serial == o.serial; });
    o.has_history = false;
  }
  o.fired = 0;
  arm(o, anchor);
  change_of_due(ChangeKind::armed, o, anchor.ms);
}

void Context::recount(Obligation& o, ChangeKind kind, RuleId rule) {
  const Instant before = o.due;
  const ClockCount now = count(o);
  o.due = now.due;
  o.provisional = now.provisional;
  if (o.due > before)
    for (std::uint32_t r = 0; r < deadline(o.deadline).rungs.count; ++r)
      if (o.has_fired(r) && rung_place(o, r) > now_) o.set_fired(r, false);
  place_rungs(o);
  Change& moved = change_of_due(kind, o, now.raw.value);
  if (rule) moved.rule = rule;
}

std::uint8_t& Context::suspenders(const Obligation& o) {
  for (Cold::Suspended& s : cold().suspended)
    if (s.serial == o.serial) return s.by;
  return cold().suspended.emplace_back(Cold::Suspended{o.serial, 0}).by;
}

void Context::suspend(Obligation& o, std::uint8_t by) {
  if (o.clock == ClockState::waiting || o.breached) return;
  std::uint8_t& suspenders_of = suspenders(o);
  suspenders_of |= by;
  if (o.clock == ClockState::suspended) return;
  o.has_history = true;
  cold().history.push_back({o.serial, {now_, {}, 0, ClockEventKind::suspended}});
  o.clock = ClockState::suspended;
  o.next_timer = Instant::never();
  change(ChangeKind::suspended, o, count(o).left);
}

void Context::resume(Obligation& o, std::uint8_t by) {
  if (o.clock != ClockState::suspended) return;
  std::uint8_t& suspenders_of = suspenders(o);
  if ((suspenders_of & by) == 0) return;
  suspenders_of &= static_cast<std::uint8_t>(~by);
  if (suspenders_of != 0) return;
  std::erase_if(cold().suspended, [&](const Cold::Suspended& s) { return s.serial == o.serial; });
  cold().history.push_back({o.serial, {now_, {}, 0, ClockEventKind::resumed}});
  o.clock = ClockState::running;
  recount(o, ChangeKind::resumed, {});
}

std::uint32_t Context::extensions_of(const Obligation& o) const noexcept {
  if (!o.has_history) return 0;
  std::uint32_t n = 0;
  for (const Cold::Befell& b : state_.cold()->history)
    if (b.serial == o.serial && (b.event.kind == ClockEventKind::extended_raw || b.event.kind == ClockEventKind::extended_rolled))
      ++n;
  return n;
}

void Context::extend(Obligation& o, RuleId rule) {
  const model::Extension& extension = deadline(o.deadline).extension;
  const auto kind = extension.from_rolled ? ClockEventKind::extended_rolled : ClockEventKind::extended_raw;
  cold().history.push_back({o.serial, {now_, extension.at_most, 0, kind}});
  o.has_history = true;
  recount(o, ChangeKind::extended, rule);
}

}  // namespace sanhuan
