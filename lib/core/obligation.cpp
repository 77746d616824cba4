// Obligations: opened with their scope, fulfilled, handed over, closed. Semantics 4.1–4.2b, 8.3b.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::AnchorKind;
using model::Deadline;

namespace {

void saturate(std::uint8_t& counter) noexcept {
  if (counter < 255) ++counter;
}

}  // namespace

// With the sleeping stage sleeps what lies inside its ring's stage; ring and root are shared with the side stage.
bool Context::sleeps(const Obligation& o) const noexcept {
  const ScopeId declared = deadline(o.deadline).scope;
  return !holds(declared, head().leaf) && holds(declared, head().sleeping);
}

void Context::open_obligations(ScopeId entered) {
  const model::Range range = scope(entered).deadlines;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const DeadlineId id(range.first + i);
    const Deadline& d = deadline(id);
    // In the thread nothing is owed until the anchor happens (4.2b).
    if (in_thread(d)) {
      if (d.anchor != AnchorKind::entry && !anchor_of(d, now_)) continue;
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
  if (summary != nullptr) saturate(summary->opened);
  o.ordinal = in_thread(d) ? summary->opened : state_.entries_of(*layout_, d.scope);
  if (const auto anchor = anchor_of(d, entered)) arm(o, *anchor);
  Change& opened = change_of_due(ChangeKind::opened, o, o.anchor.ms);
  opened.extra = o.ordinal;
  opened.holder = holder.packed();
  opened.flags |= static_cast<std::uint8_t>((o.right ? change_flag::right : 0) |
                                            (stand_in ? change_flag::stand_in : 0) |
                                            (o.unjudged ? change_flag::unjudged : 0));
}

void Context::open_obligation(DeadlineId id, Instant entered) {
  const Deadline& d = deadline(id);
  if (d.only_if && guard(d.only_if) != Truth::yes) return;
  if (!d.request) {
    const Holder& always = process_plan_->holders[d.responsibility.value];
    if (always.kind != Holder::Kind::nobody) return open_for(id, always, false, entered);
  }
  const model::Responsibility& responsibility = process_->responsibilities[d.responsibility.value];
  if (responsibility.each) {
    if (state_.cold() == nullptr) return;
    const auto& members = state_.cold()->lists[fact(rules().refs[responsibility.holder.first].fact).slot];
    for (auto member = members.begin(); member != members.end(); ++member)
      if (std::find(members.begin(), member, *member) == member)
        open_for(id, {Holder::Kind::unit, {}, UnitId(*member)}, false, entered);
    return;
  }
  const Holder holder = first_known(d.request ? d.by : responsibility.holder, nullptr);
  if (holder.kind != Holder::Kind::nobody) return open_for(id, holder, false, entered);
  if (process_->fallback) return open_for(id, {Holder::Kind::unit, {}, process_->fallback}, true, entered);
  open_for(id, {}, true, entered);
}

bool Context::may_fulfil(const Obligation& o, const Actor& actor) const noexcept {
  const Deadline& d = deadline(o.deadline);
  return d.by.empty() ? acts_as_holder(actor, o) : acts_as(actor, d.by, &o);
}

void Context::close(std::size_t index, ChangeKind how) {
  const Obligation& o = state_.obligations()[index];
  change(how, o).flags = static_cast<std::uint8_t>((o.breached ? change_flag::late : 0) |
                                                     (o.right ? change_flag::right : 0));
  if (o.has_history) cold();  // its history goes with it
  state_.remove_obligation(index);
}

void Context::fulfil(const Positions& which) {
  std::size_t closed = 0;  // each one closed moves those behind it up
  for (const std::uint16_t position : which) {
    const std::size_t index = position - closed++;
    if (DeadlineSummary* summary = state_.summary(*layout_, state_.obligations()[index].deadline))
      saturate(summary->fulfilled);
    close(index, ChangeKind::fulfilled);
  }
}

void Context::happened(EventId event) {
  const model::Event& e = rules().events[event.value];
  if (e.anchor_latest != 0xffff) state_.set_anchor(*layout_, e.anchor_latest, now_);
  if (e.anchor_first != 0xffff && state_.anchor(*layout_, e.anchor_first) == Instant::before_all())
    state_.set_anchor(*layout_, e.anchor_first, now_);

  const std::uint8_t touches = process_plan_->touches[event.value];
  if ((touches & (relation::anchors | relation::restarts)) == 0) return;
  for (Obligation& o : state_.obligations()) {
    const std::uint8_t is = process_plan_->relation(event, o.deadline);
    if (o.clock == ClockState::waiting && (is & relation::anchors) != 0) {
      if (const auto anchor = anchor_of(deadline(o.deadline), now_)) {
        arm(o, *anchor);
        change_of_due(ChangeKind::armed, o, anchor->ms);
      }
    } else if ((is & relation::restarts) != 0 && !o.breached) {
      restart(o, now_);
    }
  }
  if ((touches & relation::opens) == 0) return;
  // The thread's deadlines open with their anchor, and again once the last is settled (4.2b); so does the decision
  // on a return.
  const model::Return* const asked = return_asked_by(event);
  for (std::size_t i = 0; i < process_->deadlines.size(); ++i) {
    const DeadlineId id(i);
    if ((process_plan_->relation(event, id) & relation::opens) == 0) continue;
    const Deadline& d = deadline(id);
    if (d.request && (asked == nullptr || asked->decision != id)) continue;
    if (d.anchor == AnchorKind::first && state_.summary(*layout_, id)->opened != 0) continue;
    const auto open = state_.obligations();
    if (std::none_of(open.begin(), open.end(), [&](const Obligation& o) { return o.deadline == id; }))
      open_obligation(id, now_);
  }
}

void Context::hand_over(FactId known) {
  for (Obligation& o : state_.obligations()) {
    if (!o.stand_in) continue;
    const model::Range refs = process_->responsibilities[deadline(o.deadline).responsibility.value].holder;
    bool names_it = false;
    for (std::uint32_t r = 0; r < refs.count; ++r) names_it |= rules().refs[refs.first + r].fact == known;
    if (!names_it) continue;
    const Holder holder = first_known(refs, nullptr);
    if (holder.kind == Holder::Kind::nobody) continue;
    o.hold(holder);
    o.stand_in = false;
    change(ChangeKind::reassigned, o, holder.packed());
  }
}

bool Context::named_by_clock(const Obligation& o, EventId event, const Actor& actor, bool& allowed) const noexcept {
  const std::uint8_t is = process_plan_->relation(event, o.deadline);
  bool named = false;
  if ((is & relation::extends) != 0) {
    const model::Extension& extension = deadline(o.deadline).extension;
    if (!extension.ask && o.clock != ClockState::waiting && extensions_of(o) < extension.times &&
        (!extension.before_expiry || now_ <= o.due)) {
      named = true;
      allowed |= acts_as(actor, extension.approver, &o);
    }
  }
  if ((is & (relation::excludes | relation::restarts)) != 0) {
    named = true;
    allowed |= may_fulfil(o, actor);
  }
  return named;
}

void Context::apply_to_clocks(EventId event, const Positions& which) {
  for (const std::uint16_t position : which) {
    Obligation& o = state_.obligations()[position];
    const Deadline& d = deadline(o.deadline);
    if (d.extension.times != 0 && d.extension.grant == event) {
      extend(o, d.extension.rule);
      // What is done with the granting (则 告知 …) has no move and opens nothing.
      const Obligation at_hand = o;
      act(d.extension.then.actions, &at_hand);
      continue;
    }
    for (std::uint32_t k = 0; k < d.exclusions.count; ++k) {
      const model::Exclusion& exclusion = rules().exclusions[d.exclusions.first + k];
      const auto by = static_cast<std::uint8_t>(suspended_by_exclusion << std::min(k, exclusions_told_apart - 1));
      if (exclusion.from == event) suspend(o, by);
      if (exclusion.to == event) resume(o, by);
    }
  }
}

}  // namespace sanhuan
