// Clocks that come under other rules: 从旧, 从新, 从新兼从有利. Semantics 8.2.
#include <algorithm>

#include "lib/core/context.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

using model::BoundKind;
using model::ClockRule;
using model::Deadline;

// The end of the day of the migration, at closing or midnight as days end; midnight where closing is over.
Instant Context::tonight() const noexcept {
  const Day today = calendar().local_day(now_);
  const Instant end = calendar().end_of(today);
  return end >= now_ ? end : calendar().zone().midnight(today + 1);
}

// By what these rules would count the clock: its class, its second limit, how its instants are deemed.
Context::Measure Context::measure_anew(const Obligation& o) const noexcept {
  const Deadline& d = deadline(o.deadline);
  Measure m{length_of(d, class_of(d)), d.bound.kind, d.bound.length, Instant::before_all(), as_received(d)};
  if (o.clock == ClockState::waiting || m.bound == BoundKind::none) return m;
  if (const auto from = anchor_of(d.bound.anchor, d.bound.anchor_events, o.anchor)) m.from = *from;
  return m;
}

// When it would be due if it ran from now on: a clock that stands still goes on, one that waits begins.
Instant Context::would_be_due(const Obligation& o, const Measure& m) const noexcept {
  if (o.clock == ClockState::waiting) return due(calendar(), m.as_received ? now_ : calendar().deemed(now_), m.first).at;
  return count(o, m, o.clock == ClockState::suspended ? now_ : Instant::never()).due;
}

void Context::take_over(Obligation& o, const Measure& before, ClockRule rule, RuleId line) {
  const Measure anew = measure_anew(o);
  const bool better = rule == ClockRule::better_rule && std::max(would_be_due(o, anew), tonight()) > would_be_due(o, before);
  if (rule == ClockRule::new_rule || better) count_anew(o, anew, line);
  else keep_measure(o, before);
}

// Its length goes with it, for whatever befalls the clock later.
void Context::keep_measure(Obligation& o, const Measure& m) {
  auto& all = cold().kept;
  std::erase_if(all, [&](const Cold::Kept& k) { return k.serial == o.serial; });
  all.push_back({o.serial, m.first, m.bound, m.second});
  o.in_cold = true;
}

void Context::count_anew(Obligation& o, const Measure& m, RuleId line) {
  const Deadline& d = deadline(o.deadline);
  if (o.in_cold) std::erase_if(cold().kept, [&](const Cold::Kept& k) { return k.serial == o.serial; });
  o.as_received = m.as_received;
  if (!d.class_limits.empty()) counted(o).limit = class_of(d);
  if (m.bound != BoundKind::none) counted(o).second = m.from;
  if (o.clock == ClockState::waiting) return;
  if (o.clock == ClockState::suspended) {
    befall(o, {tonight(), {}, 0, ClockEventKind::floor});
    change(ChangeKind::suspended, o, count(o).left).rule = line;
    return;
  }
  if (count(o).due < tonight()) befall(o, {tonight(), {}, 0, ClockEventKind::floor});
  if (count(o).due != o.due) recount(o, ChangeKind::recounted, line);
}

void Context::not_before_tonight(Obligation& o, RuleId line) {
  if (o.clock != ClockState::running || o.due >= tonight()) return;
  befall(o, {tonight(), {}, 0, ClockEventKind::floor});
  recount(o, ChangeKind::recounted, line);
}

// A clock waits no longer for what has happened, or where these rules wait for nothing.
void Context::start_if_it_may(Obligation& o, RuleId line) {
  if (o.clock != ClockState::waiting) return;
  const auto anchor = anchor_of(deadline(o.deadline), now_);
  if (!anchor) return;
  arm(o, *anchor);
  change_of_due(ChangeKind::armed, o, anchor->ms).rule = line;
  not_before_tonight(o, line);
  stand_still_here(o);
}

// Rungs that only these rules have do nothing for the time before them. `had`: those that the rules before had as well.
void Context::pass_over(Obligation& o, std::uint32_t had) {
  const std::uint32_t rungs = deadline(o.deadline).rungs.count;
  for (std::uint32_t r = 0; r < rungs && o.clock == ClockState::running; ++r)
    if ((had >> r & 1) == 0 && rung_place(o, r) <= now_) o.set_fired(r, true);
  place_rungs(o);
}

}  // namespace sanhuan
