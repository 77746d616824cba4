// Obligations: opened with their scope, fulfilled, handed over, closed. Semantics 4.1–4.2b, 8.3b.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::AnchorKind;
using model::Deadline;

namespace {

bool contains(const RulebookData& rules, model::Range events, EventId event) noexcept {
  for (std::uint32_t i = 0; i < events.count; ++i)
    if (rules.event_lists[events.first + i] == event) return true;
  return false;
}

void saturate(std::uint8_t& counter) noexcept {
  if (counter < 255) ++counter;
}

}  // namespace

bool Context::in_scope(const Obligation& o, ScopeId scope) const noexcept {
  return deadline(o.deadline).scope == scope;
}

bool Context::asleep(const Obligation& o) const noexcept {
  // The sleeping stage and what lies inside its ring's stage; ring and root are shared with the side stage.
  return state_.sleeping && !holds(deadline(o.deadline).scope, state_.leaf) &&
         holds(deadline(o.deadline).scope, state_.sleeping);
}

void Context::open_obligations(ScopeId entered) {
  const model::Range range = scope(entered).deadlines;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const DeadlineId id(range.first + i);
    const Deadline& d = deadline(id);
    DeadlineSummary& summary = state_.summary(*layout_, id);
    summary.opened = summary.fulfilled = summary.late = 0;
    // In the thread nothing is owed until the anchor happens (4.2b).
    const bool of_thread = scope(entered).kind == model::ScopeKind::root;
    if (of_thread && d.anchor != AnchorKind::entry && !anchor_of(d, now_)) continue;
    open_obligation(id, now_);
  }
}

void Context::open_obligation(DeadlineId id, Instant entered) {
  const Deadline& d = deadline(id);
  if (d.only_if && guard(d.only_if) != Truth::yes) return;
  const model::Responsibility& responsibility = process_->responsibilities[d.responsibility.value];
  const RuleId rule = d.rule;

  const auto open_for = [&](Holder holder, bool stand_in) {
    if (state_.obligations().size() >= obligations_max) {
      bound_reached_ = true;
      return;
    }
    Obligation& o = state_.add_obligation();  // may move the block: what lies in it is looked up after
    DeadlineSummary& summary = state_.summary(*layout_, id);
    o.deadline = id;
    o.holder_kind = holder.kind;
    o.unit = holder.unit;
    o.role = holder.role;
    o.stand_in = stand_in;
    o.right = d.modal == model::Modal::may;
    o.unjudged = unjudged_ != nullptr && unjudged_->covers(id);
    const bool of_thread = scope(d.scope).kind == model::ScopeKind::root;
    o.ordinal = of_thread ? static_cast<std::uint16_t>(summary.opened + 1) : state_.entries_of(*layout_, d.scope);
    saturate(summary.opened);
    Change& opened = change(ChangeKind::opened, o, holder.packed());
    opened.flags = static_cast<std::uint8_t>((o.right ? 1 : 0) | (stand_in ? 2 : 0));
    opened.rule = rule;
    if (o.unjudged) change(ChangeKind::unjudged, o);
    if (const auto anchor = anchor_of(d, entered)) arm(o, *anchor);
  };

  if (responsibility.each) {
    const model::Ref& ref = rules().refs[responsibility.holder.first];
    const ColdFacts* cold = state_.cold();
    if (cold == nullptr) return;
    const auto& members = cold->lists[fact(ref.fact).slot];
    for (std::size_t i = 0; i < members.size(); ++i)
      if (std::find(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(i), members[i]) ==
          members.begin() + static_cast<std::ptrdiff_t>(i))
        open_for({Holder::Kind::unit, {}, UnitId(members[i])}, false);
    return;
  }
  const Holder holder = first_known(d.request ? d.by : responsibility.holder, nullptr);
  if (holder.kind != Holder::Kind::nobody) return open_for(holder, false);
  if (process_->fallback) return open_for({Holder::Kind::unit, {}, process_->fallback}, true);
  open_for({}, true);
}

bool Context::awaits(const Obligation& o, EventId event) const noexcept {
  return contains(rules(), deadline(o.deadline).fulfilled_by, event) && !asleep(o);
}

bool Context::may_fulfil(const Obligation& o, const Actor& actor) const noexcept {
  const Deadline& d = deadline(o.deadline);
  return d.by.empty() ? acts_as_holder(actor, o) : acts_as(actor, d.by, &o);
}

void Context::close(std::size_t index, ChangeKind how) {
  const Obligation& o = state_.obligations()[index];
  change(how, o).flags = static_cast<std::uint8_t>((o.breached ? 1 : 0) | (o.right ? 2 : 0));
  state_.remove_obligation(index);
}

void Context::fulfil(std::span<const std::uint16_t> which) {
  std::size_t closed = 0;  // each one closed moves those behind it up
  for (const std::uint16_t position : which) {
    const std::size_t index = position - closed++;
    const DeadlineId id = state_.obligations()[index].deadline;
    saturate(state_.summary(*layout_, id).fulfilled);
    close(index, ChangeKind::fulfilled);
  }
}

void Context::happened(EventId event) {
  const model::Event& e = rules().events[event.value];
  if (e.anchor_latest != 0xffff) state_.set_anchor(*layout_, e.anchor_latest, now_);
  if (e.anchor_first != 0xffff && state_.anchor(*layout_, e.anchor_first) == Instant::before_all())
    state_.set_anchor(*layout_, e.anchor_first, now_);

  for (std::size_t i = 0; i < state_.obligations().size(); ++i) {
    Obligation& o = state_.obligations()[i];
    const Deadline& d = deadline(o.deadline);
    if (o.state == ObligationState::waiting && d.anchor != AnchorKind::entry &&
        contains(rules(), d.anchor_events, event)) {
      if (const auto anchor = anchor_of(d, now_)) arm(o, *anchor);
    } else if (d.restart == event && event && !o.breached) {
      o.fired = 0;
      arm(o, now_);
    }
  }
  // The thread's deadlines open with their anchor, and again once the last is settled (4.2b); so does the decision
  // on a return.
  const auto open_with_anchor = [&](DeadlineId id) {
    const Deadline& d = deadline(id);
    if (d.anchor == AnchorKind::entry || !contains(rules(), d.anchor_events, event)) return;
    if (d.anchor == AnchorKind::first && state_.summary(*layout_, id).opened != 0) return;
    const auto open = state_.obligations();
    if (std::none_of(open.begin(), open.end(), [&](const Obligation& o) { return o.deadline == id; }))
      open_obligation(id, now_);
  };
  const model::Range thread = process_->scopes[0].deadlines;
  for (std::uint32_t i = 0; i < thread.count; ++i) open_with_anchor(DeadlineId(thread.first + i));
  if (const model::Return* asked = return_asked_by(event)) open_with_anchor(asked->decision);
}

void Context::hand_over(FactId known) {
  for (std::size_t i = 0; i < state_.obligations().size(); ++i) {
    Obligation& o = state_.obligations()[i];
    if (!o.stand_in) continue;
    const model::Range refs = process_->responsibilities[deadline(o.deadline).responsibility.value].holder;
    bool names_it = false;
    for (std::uint32_t r = 0; r < refs.count; ++r) names_it |= rules().refs[refs.first + r].fact == known;
    if (!names_it) continue;
    const Holder holder = first_known(refs, nullptr);
    if (holder.kind == Holder::Kind::nobody) continue;
    o.holder_kind = holder.kind;
    o.unit = holder.unit;
    o.role = holder.role;
    o.stand_in = false;
    change(ChangeKind::reassigned, o, holder.packed());
  }
}

bool Context::named_by_clock(const Obligation& o, EventId event, const Actor& actor, bool& allowed) const noexcept {
  const Deadline& d = deadline(o.deadline);
  bool named = false;
  if (d.extension.times != 0 && d.extension.grant == event && !d.extension.ask &&
      o.state != ObligationState::waiting && o.extensions < d.extension.times &&
      (!d.extension.before_expiry || now_ <= o.due)) {
    named = true;
    allowed |= acts_as(actor, d.extension.approver, &o);
  }
  for (std::uint32_t i = 0; i < d.exclusions.count; ++i) {
    const model::Exclusion& exclusion = rules().exclusions[d.exclusions.first + i];
    if (exclusion.from != event && exclusion.to != event) continue;
    named = true;
    allowed |= may_fulfil(o, actor);
  }
  if (d.restart && d.restart == event) {
    named = true;
    allowed |= may_fulfil(o, actor);
  }
  return named;
}

void Context::apply_to_clocks(EventId event, std::span<const std::uint16_t> which) {
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
      if (exclusion.from == event) suspend(o, suspended_by_exclusion);
      if (exclusion.to == event) resume(o, suspended_by_exclusion);
    }
  }
}

}  // namespace sanhuan
