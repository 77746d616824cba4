// Clocks of obligations: anchors, arming, what befalls them, the ladder's places. Semantics 2.5–2.8, 4.2b, 4.3.
#include "lib/calendar/clock.hpp"

#include <algorithm>

#include "lib/core/context.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

using model::AnchorKind;
using model::BoundKind;
using model::ClassChange;
using model::Deadline;
using model::Rung;
using model::RungKind;

namespace {

// Working hours where no office ever opens never end.
Instant after(Instant at) noexcept { return at == Instant::never() ? at : at + 1; }

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

// As far as a clock that starts at `from` sees it: who held it before holds it from its beginning.
std::vector<ClockEvent> since(const std::vector<ClockEvent>& history, Instant from) {
  std::vector<ClockEvent> seen;
  for (const ClockEvent& event : history) {
    switch (event.kind) {
      case ClockEventKind::suspended:
        seen.push_back(event);
        seen.back().at = std::max(event.at, from);
        break;
      case ClockEventKind::resumed:
        if (event.at > from) seen.push_back(event);
        else std::erase_if(seen, [&](const ClockEvent& s) { return s.kind == ClockEventKind::suspended && holders_after(holders_after(0, s), event) == 0; });
        break;
      case ClockEventKind::carried: break;
      case ClockEventKind::extended_raw: case ClockEventKind::extended_rolled: case ClockEventKind::floor:
        seen.push_back(event);
        break;
    }
  }
  return seen;
}

}  // namespace

bool Context::as_received() const noexcept {
  if (!type_->channel) return false;
  const Scalar channel = scalar(type_->channel);
  return channel.known && channel.bits < 64 && (type_->channels_as_received >> channel.bits & 1) != 0;
}

std::optional<Instant> Context::anchor_of(AnchorKind kind, model::Range events, Instant entered) const noexcept {
  if (kind == AnchorKind::entry) return entered;
  const bool first = kind == AnchorKind::first;
  Instant found = Instant::before_all();
  for (std::uint32_t i = 0; i < events.count; ++i) {
    const model::Event& event = rules().events[rules().event_lists[events.first + i].value];
    const Instant at = state_.anchor(*layout_, first ? event.anchor_first : event.anchor_latest);
    if (at == Instant::before_all()) continue;
    if (found == Instant::before_all()) found = at;
    found = first ? std::min(found, at) : std::max(found, at);
  }
  if (found == Instant::before_all()) return std::nullopt;
  return found;
}

// ---- how it is counted ---------------------------------------------------------------------------------------------

const Cold::Counted* Context::counted(const Obligation& o) const noexcept {
  return o.in_cold ? record_of(state_.cold()->counted, o.serial) : nullptr;
}

Cold::Counted& Context::counted(Obligation& o) {
  if (Cold::Counted* const known = record_of(cold().counted, o.serial)) return *known;
  o.in_cold = true;
  Cold::Counted& made = cold().counted.emplace_back();
  made.serial = o.serial;
  return made;
}

const Cold::Kept* Context::kept(const Obligation& o) const noexcept {
  return o.in_cold ? record_of(state_.cold()->kept, o.serial) : nullptr;
}

// Which line of 若 … 则 限 holds, from 1; 0: none, the length of 自. Unknown counts as not true (2.5b).
std::uint8_t Context::class_of(const Deadline& d) const noexcept {
  for (std::uint32_t i = 0; i < d.class_limits.count; ++i)
    if (guard(rules().class_limits[d.class_limits.first + i].when) == Truth::yes) return static_cast<std::uint8_t>(i + 1);
  return 0;
}

Length Context::length_of(const Deadline& d, std::uint8_t limit) const noexcept {
  return limit == 0 ? d.length : rules().class_limits[d.class_limits.first + limit - 1u].length;
}

Length Context::length_of(const Obligation& o) const noexcept { return measure_of(o).first; }

Context::Measure Context::measure_of(const Obligation& o) const noexcept {
  const Deadline& d = deadline(o.deadline);
  const Cold::Counted* const c = counted(o);
  Measure m{d.length, d.bound.kind, d.bound.length, c == nullptr ? Instant::before_all() : c->second, o.as_received};
  if (const Cold::Kept* const k = kept(o)) {
    m.first = k->first, m.bound = k->bound, m.second = k->second;
  } else if (!d.class_limits.empty()) {
    m.first = length_of(d, o.clock == ClockState::waiting ? class_of(d) : c == nullptr ? std::uint8_t{0} : c->limit);
  }
  return m;
}

std::vector<ClockEvent> Context::history_of(const Obligation& o) const {
  std::vector<ClockEvent> history;
  if (!o.in_cold) return history;
  for (const Cold::Befell& b : state_.cold()->history)
    if (b.serial == o.serial) history.push_back(b.event);
  return history;
}

ClockCount Context::count(const Obligation& o, const Measure& m, Instant goes_on, Instant until) const noexcept {
  const auto deemed = [&](Instant at) { return m.as_received ? at : calendar().deemed(at); };
  std::vector<ClockEvent> history = history_of(o);
  std::erase_if(history, [&](const ClockEvent& e) { return e.kind != ClockEventKind::floor && e.at > until; });
  for (ClockEvent& event : history)
    if (event.kind != ClockEventKind::floor) event.at = deemed(event.at);
  if (goes_on != Instant::never()) history.push_back({deemed(goes_on), {}, -1, ClockEventKind::resumed});
  const ClockCount first = count_clock(calendar(), deemed(o.anchor), m.first, history);
  if (m.bound == BoundKind::none || m.from == Instant::before_all()) return first;
  const Instant from = deemed(m.from);
  const ClockCount second = count_clock(calendar(), from, m.second, since(history, from));
  const bool takes_second = m.bound == BoundKind::no_later ? second.due < first.due : second.due > first.due;
  return takes_second ? second : first;
}

void Context::arm(Obligation& o, Instant anchor) {
  const Deadline& d = deadline(o.deadline);
  o.anchor = anchor;
  o.as_received = as_received(d);
  o.clock = ClockState::running;
  if (!d.class_limits.empty()) counted(o).limit = class_of(d);
  // That of 自 进入本环节 is known since the opening.
  if (d.bound.kind != BoundKind::none && d.bound.anchor != AnchorKind::entry)
    if (const auto second = anchor_of(d.bound.anchor, d.bound.anchor_events, anchor)) counted(o).second = *second;
  if (o.in_cold) {
    const ClockCount result = count(o);
    o.due = result.due;
    o.provisional = result.provisional;
  } else {
    const Due result = due(calendar(), o.as_received ? anchor : calendar().deemed(anchor), d.length);
    o.due = result.at;
    o.provisional = result.provisional;
  }
  place_rungs(o);
}

Change& Context::change_of_due(ChangeKind kind, const Obligation& o, std::int64_t value) {
  Change& c = change(kind, o, value);
  c.at = o.due;
  c.flags = static_cast<std::uint8_t>((o.provisional ? change_flag::provisional : 0) |
                                      (o.as_received ? change_flag::as_received : 0));
  return c;
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
  Change& moved = change_of_due(kind, o, kind == ChangeKind::recounted ? o.anchor.ms : now.raw.value);
  if (rule) moved.rule = rule;
}

// From nothing: of what befell it only what came after the new anchor still counts, and who held it then.
void Context::restart(Obligation& o, Instant anchor) {
  const bool suspended = o.clock == ClockState::suspended;  // who holds it holds it still
  if (o.in_cold) {
    std::vector<ClockEvent> after = since(history_of(o), anchor);
    std::erase_if(cold().history, [&](const Cold::Befell& b) { return b.serial == o.serial; });
    for (const ClockEvent& event : after) {
      const bool holds = event.kind == ClockEventKind::suspended || event.kind == ClockEventKind::resumed;
      if (holds || (event.kind != ClockEventKind::floor && event.at > anchor)) befall(o, event);
    }
  }
  o.fired = 0;
  arm(o, anchor);
  change_of_due(ChangeKind::armed, o, anchor.ms);
  if (!suspended) return;
  o.clock = ClockState::suspended;
  o.next_timer = Instant::never();
  change(ChangeKind::suspended, o, count(o).left);
}

// ---- what befalls it -----------------------------------------------------------------------------------------------

// In order of time: what is entered late may have happened before what is there already.
void Context::befall(Obligation& o, ClockEvent event) {
  auto& history = cold().history;
  if (history.size() >= clock_events_max) {
    bound_reached_ = true;
    return;
  }
  o.in_cold = true;
  const auto after = std::find_if(history.begin(), history.end(), [&](const Cold::Befell& b) {
    return b.serial == o.serial && b.event.at > event.at && b.event.kind != ClockEventKind::floor;
  });
  history.insert(after, {o.serial, event});
}

std::uint8_t& Context::suspenders(Obligation& o) {
  if (Cold::Suspended* const known = record_of(cold().suspended, o.serial)) return known->by;
  o.in_cold = true;
  return cold().suspended.emplace_back(Cold::Suspended{o.serial, 0}).by;
}

void Context::suspend(Obligation& o, std::uint8_t by, Instant at) {
  if (o.clock == ClockState::waiting) return;
  if (disproves(o, at)) reverse(o);  // it stood still in time
  if (o.breached) return;
  if (at >= now_ && o.clock == ClockState::suspended && (suspenders(o) & by) != 0) return;  // a second A before B
  befall(o, {at, {}, by, ClockEventKind::suspended});
  held_by_whom(o);
}

void Context::resume(Obligation& o, std::uint8_t by, Instant at) {
  if (o.clock != ClockState::suspended) {  // what is entered late may end a span that is over, or whose beginning is not entered yet (4.6)
    if (at >= now_ || o.clock == ClockState::waiting || o.breached) return;
  } else if (at >= now_ && (suspenders(o) & by) == 0) {
    return;
  }
  befall(o, {at, {}, by, ClockEventKind::resumed});
  held_by_whom(o);
}

// What the history comes to: whatever was entered late, a clock stands still as long as anybody holds it (2.7a).
void Context::held_by_whom(Obligation& o) {
  std::uint64_t held = 0;
  for (const ClockEvent& event : history_of(o)) held = holders_after(held, event);
  const bool stood_still = o.clock == ClockState::suspended;
  if (held == 0) {
    std::erase_if(cold().suspended, [&](const Cold::Suspended& s) { return s.serial == o.serial; });
    o.clock = ClockState::running;
    if (stood_still) recount(o, ChangeKind::resumed, {});
    else if (count(o).due != o.due) recount(o, ChangeKind::recounted, {});
    return;
  }
  suspenders(o) = static_cast<std::uint8_t>(held);
  if (stood_still) return;
  o.clock = ClockState::suspended;
  o.next_timer = Instant::never();
  change(ChangeKind::suspended, o, count(o).left);
}

void Context::bound_by(EventId event) {
  for (Obligation& o : state_.obligations()) {
    if (o.clock == ClockState::waiting || (process_plan_->relation(event, o.deadline) & relation::bounds) == 0) continue;
    if (kept(o) != nullptr && kept(o)->bound == BoundKind::none) continue;
    const model::Bound& bound = deadline(o.deadline).bound;
    const Instant second = anchor_of(bound.anchor, bound.anchor_events, now_).value_or(now_);  // it has just happened
    if (counted(o).second == second) continue;
    counted(o).second = second;
    if (o.breached) continue;
    if (o.clock == ClockState::running) recount(o, ChangeKind::recounted, {});
  }
}

void Context::reclassify() {
  if (!process_plan_->has_class_limits) return;
  for (Obligation& o : state_.obligations()) {
    const Deadline& d = deadline(o.deadline);
    if (d.class_limits.empty() || d.class_change == ClassChange::unchanged) continue;
    if (o.clock == ClockState::waiting || o.breached || kept(o) != nullptr) continue;
    const std::uint8_t limit = class_of(d);
    if (counted(o).limit == limit) continue;
    counted(o).limit = limit;
    const RuleId line = limit == 0 ? d.rule : rules().class_limits[d.class_limits.first + limit - 1u].rule;
    if (d.class_change == ClassChange::restart) restart(o, now_);
    else if (o.clock == ClockState::running) recount(o, ChangeKind::recounted, line);
  }
}

// ---- the ladder ----------------------------------------------------------------------------------------------------

Instant Context::rung_place(const Obligation& o, std::uint32_t rung) const noexcept {
  const Deadline& d = deadline(o.deadline);
  const Rung& r = rules().rungs[d.rungs.first + rung];
  if (r.after >= 0) return due(calendar(), rung_place(o, static_cast<std::uint32_t>(r.after)), r.length).at;
  switch (r.kind) {
    case RungKind::remaining: return before_due(calendar(), o.due, r.length);
    case RungKind::breach: return after(o.due);
    case RungKind::after_full: return after_due(calendar(), o.due, r.length);
    case RungKind::nth_day: {
      const Day day = calendar().add_working_days(day_of_due(calendar(), o.due),
                                                  static_cast<std::int32_t>(r.length.count));
      // Without office hours the next day opens at the very 24:00 that still keeps the deadline (2.4).
      return std::max(calendar().opening(day), after(o.due));
    }
  }
  return Instant::never();
}

Instant Context::rung_fires(const Obligation& o, std::uint32_t rung) const noexcept {
  const Instant place = rung_place(o, rung);
  if (!o.held || (process_plan_->held_back[o.deadline.value] >> rung & 1) == 0) return place;
  const Cold::Asked* asked = asked_for(o);
  if (asked == nullptr) return place;
  for (const Obligation& request : state_.obligations())
    if (request.serial == asked->request) return std::max(place, after(request.due));
  return place;
}

void Context::place_rungs(Obligation& o) noexcept {
  o.next_timer = Instant::never();
  if (o.clock != ClockState::running || o.unjudged) return;
  const Deadline& d = deadline(o.deadline);
  std::uint32_t waiting = ~o.fired & ((std::uint32_t{1} << d.rungs.count) - 1);
  // What follows the breach cannot be the earliest as long as the breach itself has not come.
  if (!o.breached && !o.has_fired(d.breach_rung)) {
    o.next_timer = after(o.due);
    waiting &= process_plan_->warnings[o.deadline.value];
  }
  for (std::uint32_t r = 0; waiting != 0; ++r, waiting >>= 1)
    if ((waiting & 1) != 0) o.next_timer = std::min(o.next_timer, rung_fires(o, r));
}

}  // namespace sanhuan
