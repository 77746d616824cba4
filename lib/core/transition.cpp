// Choosing a transition, leaving, acting, entering, settling. Semantics 3.3.7–3.3.10, 3.4.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::Consequence;
using model::Move;
using model::Scope;
using model::ScopeKind;
using model::Transition;

ScopeId Context::target_of(const Consequence& then, bool& enabled) const noexcept {
  enabled = true;
  switch (then.move) {
    case Move::stay: return {};
    case Move::back: return head().sleeping;
    case Move::go: break;
  }
  if (then.at_most == 0 || state_.entries_of(*layout_, then.target) < then.at_most) return then.target;
  enabled = then.afterwards.valid();
  return then.afterwards;
}

namespace {
// A move to a final stage leaves everything, the root included (3.2).
bool closes(const model::Process& process, ScopeId target) noexcept {
  return process.scopes[target.value].kind == ScopeKind::final;
}
}  // namespace

DeadlineId Context::still_owed(const Consequence& then, ScopeId target) const noexcept {
  if (!target || head().obligations == 0) return {};
  const ScopeId leaf = head().leaf;
  const bool closing = closes(*process_, target);
  ScopeId kept;  // what is declared in it or around it is not left
  if (!closing && then.move != Move::back && target != leaf) {
    if (scope(target).side) return {};
    kept = common(head().sleeping ? common(leaf, head().sleeping) : leaf, target);
  }
  for (const Obligation& o : state_.obligations()) {
    const model::Deadline& d = deadline(o.deadline);
    if (o.right || d.request || (giving_back_ != nullptr && o.unit == given_.giver)) continue;
    const bool left = closing || (kept ? !holds(d.scope, kept) : d.scope == leaf);
    if (left && !ends(then, o.deadline)) return o.deadline;
  }
  return {};
}

Context::Choice Context::choose(std::span<const TransitionId> allowed) {
  Choice choice;
  for (const TransitionId id : allowed) {
    const Transition& t = process_->transitions[id.value];
    acting_ = acts_for(event_->by, t.actor);
    const Truth open = guard(t.guard);
    if (open == Truth::unknown) {
      choice.refusal = {Refused::guarded, missing(t.guard), {}, t.rule};
      return choice;
    }
    bool enabled = false;
    const ScopeId target = target_of(t.then, enabled);
    if (open == Truth::no || !enabled) {
      if (!choice.refusal) choice.refusal = {Refused::guarded, {}, {}, t.rule};
      continue;
    }
    choice.refusal = {};
    if (const DeadlineId owed = still_owed(t.then, target)) choice.refusal = {Refused::owed, {}, owed, t.rule};
    else choice.transition = id;
    return choice;
  }
  return choice;
}

void Context::leave_scope(ScopeId left, const Consequence& why) {
  for (std::size_t i = 0; i < state_.obligations().size();) {
    const Obligation& o = state_.obligations()[i];
    const model::Deadline& d = deadline(o.deadline);
    if (d.scope != left) {
      ++i;
      continue;
    }
    const bool lapses = o.right || d.request;
    const bool returns = giving_back_ != nullptr && o.unit == given_.giver;
    if (returns && !lapses) carry_over(o);
    close(i, ends(why, o.deadline) ? ChangeKind::waived
             : lapses              ? ChangeKind::lapsed
             : returns             ? ChangeKind::returned
                                   : ChangeKind::waived);
  }
}

void Context::enter_from_above(ScopeId top_exclusive, ScopeId leaf) {
  std::array<ScopeId, 8> path{};
  std::size_t depth = 0;
  for (ScopeId s = leaf; s && s != top_exclusive; s = scope(s).parent) path[depth++] = s;
  while (depth > 0) {
    const ScopeId entered = path[--depth];
    state_.count_entry(*layout_, entered);
    acting_ = {};  // whoever moved the case, entering is nobody's doing
    act(scope(entered).on_entry.actions, nullptr);
    open_obligations(entered);
  }
}

void Context::enter() {
  moved(process_->initial, 0, {});
  enter_from_above(ScopeId{}, head().leaf);
}

void Context::moved(ScopeId to, std::uint8_t how, RuleId rule) {
  change(ChangeKind::moved, to.value, head().leaf.value, 0, rule).flags = how;
  head().leaf = to;
}

Refusal Context::go_back(const Consequence& then, const Obligation* at_hand, RuleId rule) {
  const ScopeId side = head().leaf;
  leave_scope(side, then);
  act(scope(side).on_exit.actions, nullptr);
  if (const Refusal refusal = act_between(head().sleeping, then, at_hand)) return refusal;
  moved(head().sleeping, change_flag::back, rule);
  head().sleeping = {};
  for (std::size_t i = 0; i < state_.obligations().size(); ++i) resume(state_.obligations()[i], suspended_by_stage, now_);
  return {};
}

// The actions of a move, done when scopes were left and none is entered yet: what is declared in `kept` or around it is as
// it was, nothing opens in what was left.
Refusal Context::act_between(ScopeId kept, const Consequence& then, const Obligation* at_hand) {
  moving_ = true;
  kept_ = kept;
  const Refusal refusal = act(then.actions, at_hand);
  moving_ = false;
  return refusal;
}

bool Context::is_entered(ScopeId s) const noexcept {
  if (moving_) return kept_ && holds(s, kept_);
  return holds(s, head().leaf) || (head().sleeping && holds(s, head().sleeping));
}

// What a side stage suspends stands still for as long as the case is there, also what is armed meanwhile (2.7a).
void Context::stand_still_here(Obligation& o) {
  if (!head().sleeping) return;
  const auto& suspends = scope(head().leaf).suspends;
  if (std::find(suspends.begin(), suspends.end(), o.deadline) != suspends.end()) suspend(o, suspended_by_stage, now_);
}

// Entering a side stage leaves nothing: the stage it is entered from sleeps (3.4).
void Context::enter_side_stage(ScopeId target, RuleId rule) {
  head().sleeping = head().leaf;
  moved(target, change_flag::sleeps, rule);
  for (Obligation& o : state_.obligations()) stand_still_here(o);
  enter_from_above(common(head().sleeping, target), target);
}

Refusal Context::go_to(ScopeId target, const Consequence& then, const Obligation* at_hand, RuleId rule) {
  const ScopeId leaf = head().leaf, sleeping = head().sleeping;
  const bool closing = closes(*process_, target);
  const bool side = scope(target).side && target != leaf;
  // Leaving, inside out: clocks stop, exit actions.
  const auto leave_from = [&](ScopeId inner, ScopeId outer) {
    for (ScopeId s = inner; s && s != outer; s = scope(s).parent) {
      leave_scope(s, then);
      act(scope(s).on_exit.actions, nullptr);
    }
  };
  const FactId giver = giving_back_ != nullptr ? name_of_giver() : FactId{};
  ScopeId kept;  // the nearest scope that holds leaf and target; none when the case closes
  if (target == leaf) {
    kept = scope(target).parent;
    leave_from(leaf, kept);
  } else if (!side) {
    const ScopeId shared = sleeping ? common(leaf, sleeping) : leaf;
    if (!closing) kept = common(shared, target);
    if (sleeping) {
      leave_from(leaf, shared);
      leave_from(sleeping, shared);
      head().sleeping = {};
    }
    leave_from(shared, kept);
  }
  if (const Refusal refusal = side ? act(then.actions, at_hand) : act_between(kept, then, at_hand)) return refusal;
  if (giving_back_ != nullptr) forget_giver(giver);
  if (side) {
    enter_side_stage(target, rule);
  } else if (closing) {
    moved(target, change_flag::closes, rule);
    head().closed = true;
    if (!process_->reopenings.empty()) cold().closed_at = now_;
    state_.count_entry(*layout_, target);
  } else {
    moved(target, 0, rule);
    enter_from_above(kept, target);
  }
  return {};
}

Refusal Context::take(const Consequence& then, const Obligation* at_hand, RuleId rule) {
  rule_ = rule;
  if (then.move == Move::stay) return act(then.actions, at_hand);
  if (then.move == Move::back) return head().sleeping ? go_back(then, at_hand, rule) : act(then.actions, at_hand);
  bool enabled = false;
  const ScopeId target = target_of(then, enabled);
  if (!target) return act(then.actions, at_hand);
  if (state_.entries_of(*layout_, target) >= entries_of_scope_max) return {Refused::bound, {}, {}, rule};
  return go_to(target, then, at_hand, rule);
}

Refusal Context::settle_eventless() {
  acting_ = {};
  for (std::uint32_t steps = 0; !head().closed; ++steps) {
    const model::Range range = process_->eventless[head().leaf.value];
    bool moved = false;
    for (std::uint32_t i = 0; i < range.count && !moved; ++i) {
      const Transition& t = process_->transitions[process_->candidate_list[range.first + i].value];
      if (!valid(t.valid, now_) || guard(t.guard) != Truth::yes) continue;
      bool enabled = false;
      const ScopeId target = target_of(t.then, enabled);
      if (!enabled || still_owed(t.then, target)) continue;
      if (steps == eventless_steps_max) return {Refused::bound, {}, {}, t.rule};
      if (const Refusal refusal = take(t.then, nullptr, t.rule)) return refusal;
      moved = true;
    }
    if (!moved) break;
  }
  return {};
}

}  // namespace sanhuan
