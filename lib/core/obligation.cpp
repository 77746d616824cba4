// Obligations: opened with their scope, fulfilled, touched by events, closed. Semantics 4.1–4.2b, 4.6, 8.3b.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::AnchorKind;
using model::Deadline;
using model::ReopenPolicy;

Obligation* Context::find(std::uint16_t serial) noexcept {
  const auto open = state_.obligations();
  return record_of(open, serial);
}

// With the sleeping stage sleeps what lies inside its ring's stage; ring and root are shared with the side stage.
bool Context::sleeps(const Obligation& o) const noexcept {
  const ScopeId declared = deadline(o.deadline).scope;
  return !holds(declared, head().leaf) && holds(declared, head().sleeping);
}

// ---- opening -------------------------------------------------------------------------------------------------------

void Context::open_obligations(ScopeId entered) {
  const model::Range range = scope(entered).deadlines;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const DeadlineId id(range.first + i);
    const Deadline& d = deadline(id);
    if (in_thread(d)) {
      if (DeadlineSummary* summary = reopening_ != nullptr ? state_.summary(*layout_, id) : nullptr) *summary = {summary->opened, 0, summary->opened};
      // In the thread nothing is owed until the anchor happens (4.2b).
      if (d.anchor != AnchorKind::entry && !anchor_of(d, now_)) continue;
      if (reopening_ != nullptr) {
        ReopenPolicy policy = reopening_->rest;
        for (const auto& [named, said] : reopening_->deadlines)
          if (named == id) policy = said;
        if (policy == ReopenPolicy::leave_out) continue;
        const std::uint32_t before = head().last_serial;
        open_obligation(id, now_);
        if (policy == ReopenPolicy::unaffected) continue;
        for (Obligation& o : state_.obligations())
          if (o.serial > before && o.clock == ClockState::running && o.anchor != now_) restart(o, now_);
        continue;
      }
    } else if (DeadlineSummary* summary = state_.summary(*layout_, id)) {
      *summary = {};
    }
    open_obligation(id, now_);
  }
}

void Context::open_for(DeadlineId id, Holder holder, bool stand_in, Instant entered) {
  if (head().obligations >= obligations_max || head().last_serial >= obligations_ever_max) {
    bound_reached_ = true;
    return;
  }
  const Deadline& d = deadline(id);
  Obligation& o = state_.add_obligation();  // may move the block: what lies in it is looked up after
  o.deadline = id;
  o.hold(holder);
  o.stand_in = stand_in;
  o.right = d.modal == model::Modal::may;
  o.unjudged = unjudged_ != nullptr && unjudged_->covers(id);
  DeadlineSummary* const summary = state_.summary(*layout_, id);
  if (summary != nullptr) ++summary->opened;
  const std::uint32_t ordinal = in_thread(d) || d.request ? summary->opened : state_.entries_of(*layout_, d.scope);
  o.ordinal = static_cast<std::uint8_t>(std::min<std::uint32_t>(ordinal, 255));
  if (d.bound.kind != model::BoundKind::none && d.bound.anchor == AnchorKind::entry) counted(o).second = entered;
  if (process_plan_->late[id.value]) {
    o.in_cold = true;
    cold().opened.push_back({o.serial, now_});
  }
  const Cold* const known = state_.cold();
  if (known != nullptr && !known->carried.empty() && !d.request) {
    const auto carried = std::find_if(known->carried.begin(), known->carried.end(),
                                      [&](const Cold::Carried& c) { return c.deadline == id; });
    if (carried != known->carried.end()) {
      befall(o, {when_, {}, carried->left, ClockEventKind::carried});
      std::erase_if(cold().carried, [&](const Cold::Carried& c) { return c.deadline == id; });
    }
  }
  if (const auto anchor = anchor_of(d, entered)) arm(o, *anchor);
  Change& opened = change_of_due(ChangeKind::opened, o, o.anchor.ms);
  opened.extra = o.ordinal;
  opened.holder = holder.packed();
  opened.flags |= static_cast<std::uint8_t>(
      (o.right ? change_flag::right : 0) | (stand_in ? change_flag::stand_in : 0) |
      (o.unjudged ? change_flag::unjudged : 0) | (d.request ? change_flag::request : 0));
  stand_still_here(o);
}

bool Context::owes(DeadlineId id, UnitId unit) const noexcept {
  const auto open = state_.obligations();
  return std::any_of(open.begin(), open.end(), [&](const Obligation& o) { return o.deadline == id && o.unit == unit; });
}

void Context::open_obligation(DeadlineId id, Instant entered) {
  const Deadline& d = deadline(id);
  if (d.only_if && guard(d.only_if) != Truth::yes) return;
  // By the date of its anchor where it has a clock, else of the step (8.0).
  if (!d.valid.always() && !valid(d.valid, anchor_of(d, entered).value_or(now_))) return;
  const model::Responsibility& responsibility = process_->responsibilities[d.responsibility.value];
  if (!d.request) {
    Holder always = process_plan_->holders[d.responsibility.value];
    if (always.kind != Holder::Kind::nobody) {
      if (always.unit) always.unit = organisation().current(always.unit);
      return open_for(id, always, false, entered);
    }
    if (responsibility.each) {
      if (state_.cold() == nullptr) return;
      // A copy: opening may change the cold part.
      const auto members = state_.cold()->lists[fact(rules().refs[responsibility.holder.first].fact).slot];
      for (const std::int64_t member : members) {
        const UnitId unit = organisation().current(UnitId(member));
        if (!owes(id, unit)) open_for(id, {Holder::Kind::unit, {}, unit}, false, entered);
      }
      return;
    }
  }
  const Holder holder = first_known(d.request ? d.by : responsibility.holder, nullptr);
  if (holder.kind != Holder::Kind::nobody) return open_for(id, holder, false, entered);
  open_for(id, stand_in(), true, entered);
}

Holder Context::stand_in() const noexcept {
  const UnitId unit = process_->fallback;
  return unit ? Holder{Holder::Kind::unit, {}, organisation().current(unit)} : Holder{};
}

// ---- fulfilling ----------------------------------------------------------------------------------------------------

bool Context::may_fulfil(const Obligation& o, const Actor& actor) const noexcept {
  const Deadline& d = deadline(o.deadline);
  // Entered late by the one who may: it counts as done by whom the rules name (4.6). Where several owe the same it
  // must be told whose it was.
  if (event_ != nullptr && event_->occurred != Instant::never()) {
    if (opened_after(o, event_->occurred)) return false;
    if (!process_->responsibilities[d.responsibility.value].each) return true;
  }
  return d.by.empty() ? acts_as_holder(actor, o) : acts_as(actor, d.by, &o) || acts_as_delegate(actor, o);  // 4.8
}

bool Context::opened_after(const Obligation& o, Instant at) const noexcept {
  const Cold::Opened* const opened = o.in_cold ? record_of(state_.cold()->opened, o.serial) : nullptr;
  return opened != nullptr && opened->at > at;
}

void Context::close_if_open(std::uint16_t serial, ChangeKind how) {
  if (Obligation* const o = find(serial)) close(static_cast<std::size_t>(o - state_.obligations().data()), how);
}

void Context::close(std::size_t index, ChangeKind how) {
  const Obligation& o = state_.obligations()[index];
  Change& closed = change(how, o);
  if (how == ChangeKind::fulfilled) closed.at = when_;
  closed.flags = static_cast<std::uint8_t>((o.breached ? change_flag::late : 0) |
                                           (o.right ? change_flag::right : 0));
  const std::uint16_t serial = o.serial;
  const bool asked = o.in_cold && asked_for(o) != nullptr;
  if (o.in_cold) cold();  // what it knows of it goes with it
  if (asked) close_requests_of(serial);
  // A request stands behind its subject: closing it has not moved what is closed here.
  state_.remove_obligation(index);
}

void Context::fulfil(const Serials& which) {
  for (const std::uint16_t serial : which) {
    Obligation* const o = find(serial);
    if (o == nullptr) continue;
    if (DeadlineSummary* summary = state_.summary(*layout_, o->deadline)) ++summary->fulfilled;
    if (disproves(*o, when_)) reverse(*o);
    close(static_cast<std::size_t>(o - state_.obligations().data()), ChangeKind::fulfilled);
  }
  waive_supervision();
}

// ---- what events are to clocks -------------------------------------------------------------------------------------

void Context::first_happened_earlier(EventId event, Instant at, RuleId rule) {
  const model::Event& e = rules().events[event.value];
  if (e.anchor_first == 0xffff) return;
  const Instant before = state_.anchor(*layout_, e.anchor_first);
  if (before != Instant::before_all() && before <= at) return;
  // What runs from the first as it was; a clock that was started anew runs from elsewhere (2.7).
  std::vector<std::uint16_t> from_first;
  for (const Obligation& o : state_.obligations()) {
    const Deadline& d = deadline(o.deadline);
    if (d.anchor != AnchorKind::first || (process_plan_->relation(event, o.deadline) & relation::anchors) == 0) continue;
    if (o.clock != ClockState::waiting && anchor_of(d, o.anchor) == o.anchor) from_first.push_back(o.serial);
  }
  state_.set_anchor(*layout_, e.anchor_first, at);
  for (Obligation& o : state_.obligations()) {
    const Deadline& d = deadline(o.deadline);
    if (o.clock == ClockState::waiting || o.breached) continue;
    const std::uint8_t is = process_plan_->relation(event, o.deadline);
    bool moved = false;
    if (std::find(from_first.begin(), from_first.end(), o.serial) != from_first.end()) {
      const Instant anchor = anchor_of(d, o.anchor).value_or(at);
      moved = anchor != o.anchor;
      o.anchor = anchor;
    }
    // The second limit may run from it too (2.5c).
    if (before != Instant::before_all() && d.bound.anchor == AnchorKind::first && (is & relation::bounds) != 0) {
      const Instant second = anchor_of(d.bound.anchor, d.bound.anchor_events, now_).value_or(at);
      moved |= counted(o).second != second;
      counted(o).second = second;
    }
    if (!moved) continue;
    if (o.clock == ClockState::running) recount(o, ChangeKind::recounted, rule);
    else change_of_due(ChangeKind::recounted, o, o.anchor.ms).at = Instant::never();  // it stands still
  }
}

void Context::happened(EventId event) {
  const model::Event& e = rules().events[event.value];
  if (e.anchor_latest != 0xffff) {
    const Instant latest = state_.anchor(*layout_, e.anchor_latest);
    state_.set_anchor(*layout_, e.anchor_latest, std::max(latest, when_));
  }
  const bool again = e.anchor_first != 0xffff && state_.anchor(*layout_, e.anchor_first) != Instant::before_all();
  if (e.anchor_first != 0xffff) first_happened_earlier(event, when_, {});

  const std::uint8_t touches = process_plan_->touches[event.value];
  if ((touches & (relation::anchors | relation::restarts | relation::bounds)) == 0) return;
  for (Obligation& o : state_.obligations()) {
    const std::uint8_t is = process_plan_->relation(event, o.deadline);
    if (o.clock == ClockState::waiting && (is & relation::anchors) != 0) {
      arm_waiting(o);
    } else if (o.clock != ClockState::waiting && (is & relation::restarts) != 0 && !opened_after(o, when_)) {
      if (disproves(o, when_)) reverse(o);  // it started again in time
      if (!o.breached) restart(o, when_);
    }
  }
  waive_supervision();
  if ((touches & relation::bounds) != 0) bound_by(event);
  if ((touches & relation::opens) != 0) open_thread(event, again);
}

void Context::happened_elsewhere(EventId event) {
  for (Obligation& o : state_.obligations())
    if (o.clock == ClockState::waiting && (process_plan_->relation(event, o.deadline) & relation::anchors) != 0) arm_waiting(o);
  bound_by(event);
  open_thread(event, false);
}

void Context::arm_waiting(Obligation& o) {
  const auto anchor = anchor_of(deadline(o.deadline), now_);
  if (!anchor) return;
  arm(o, *anchor);
  change_of_due(ChangeKind::armed, o, anchor->ms);
  stand_still_here(o);
}

// Whether 自 首次 E 或 F has had its first by another of them.
bool Context::began(const Deadline& d, EventId event) const noexcept {
  for (std::uint32_t i = 0; i < d.anchor_events.count; ++i) {
    const EventId other = rules().event_lists[d.anchor_events.first + i];
    if (other != event && state_.anchor(*layout_, rules().events[other.value].anchor_first) != Instant::before_all()) return true;
  }
  return false;
}

void Context::open_thread(EventId event, bool again) {
  if (!is_entered(ScopeId(0))) return;
  // The thread's deadlines open with their anchor, and again once the last is settled (4.2b). Requests open with what
  // asks for them.
  for (std::size_t i = 0; i < process_->deadlines.size(); ++i) {
    const DeadlineId id(i);
    const Deadline& d = deadline(id);
    if ((process_plan_->relation(event, id) & relation::opens) == 0 || d.request) continue;
    const auto open = state_.obligations();
    const auto same = std::find_if(open.begin(), open.end(), [&](const Obligation& o) { return o.deadline == id; });
    if (same != open.end()) {
      // One more breach holds up the supervision that is open already (4.6).
      if (event == model::escalation_event && state_.cold() != nullptr) caused(*same);
      // Of several each owes once at a time: who has done his owes again (4.1b).
      if (!process_->responsibilities[d.responsibility.value].each) continue;
    }
    if (d.anchor == AnchorKind::first && (again || began(d, event))) continue;  // the first decided, 仅当 too
    const std::uint16_t last = head().last_serial;
    open_obligation(id, now_);
    if (event != model::escalation_event) continue;
    for (std::size_t k = 0; k < state_.obligations().size(); ++k)
      if (state_.obligations()[k].serial > last) caused(state_.obligations()[k]);
  }
}

bool Context::named_by_clock(const Obligation& o, const Actor& actor, bool& allowed, Refusal& refusal) const {
  const std::uint8_t is = process_plan_->relation(event_->event, o.deadline);
  const model::Extension& extension = deadline(o.deadline).extension;
  bool named = false;
  if ((is & relation::extends) != 0 && o.clock != ClockState::waiting && extensions_of(o) < extension.times &&
      (!extension.before_expiry || when_ <= o.due || o.clock == ClockState::suspended)) {
    named = true;
    allowed |= acts_as(actor, extension.approver, &o);
  }
  if ((is & relation::asks) != 0 && o.clock != ClockState::waiting && extensions_of(o) < extension.times &&
      asked_for(o) == nullptr) {
    named = true;
    const bool in_time = !extension.before_expiry || when_ <= o.due || o.clock == ClockState::suspended;
    if (acts_as_holder(actor, o)) {
      if (in_time) allowed = true;
      else refusal = guarded(Unmet::Why::too_late, extension.rule);
    }
  }
  if ((is & (relation::excludes | relation::restarts)) != 0) {
    named = true;
    allowed |= may_fulfil(o, actor);
  }
  return named;
}

Refusal Context::apply_to_clocks(const Serials& which) {
  const EventId event = event_->event;
  for (const std::uint16_t serial : which) {
    Obligation* const o = find(serial);
    if (o == nullptr) continue;
    const Deadline& d = deadline(o->deadline);
    const std::uint8_t is = process_plan_->relation(event, o->deadline);
    if ((is & relation::extends) != 0) {
      if (const Refusal refusal = grant(*o, nullptr)) return refusal;
    } else if ((is & relation::excludes) != 0) {
      for (std::uint32_t k = 0; k < d.exclusions.count; ++k) {
        const model::Exclusion& exclusion = rules().exclusions[d.exclusions.first + k];
        const auto by = static_cast<std::uint8_t>(suspended_by_exclusion << std::min(k, exclusions_told_apart - 1));
        if (exclusion.from == event) suspend(*o, by, when_);
        if (exclusion.to == event) resume(*o, by, when_);
      }
    }
  }
  waive_supervision();
  return {};
}

}  // namespace sanhuan
