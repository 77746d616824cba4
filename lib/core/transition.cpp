// Choosing a transition, leaving, acting, entering, settling. Semantics 3.3.7–3.3.10, 3.4.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::Consequence;
using model::Move;
using model::Scope;
using model::ScopeKind;
using model::Transition;

bool Context::holds(ScopeId outer, ScopeId inner) const noexcept {
  for (ScopeId s = inner; s; s = scope(s).parent)
    if (s == outer) return true;
  return false;
}

ScopeId Context::common(ScopeId a, ScopeId b) const noexcept {
  while (a != b) {
    if (scope(a).depth >= scope(b).depth) a = scope(a).parent;
    else b = scope(b).parent;
  }
  return a;
}

std::optional<ScopeId> Context::target_of(const Consequence& then, bool& enabled) const noexcept {
  enabled = true;
  switch (then.move) {
    case Move::stay: return std::nullopt;
    case Move::back: return state_.sleeping;
    case Move::go: break;
  }
  if (then.at_most == 0 || state_.entries_of(*layout_, then.target) < then.at_most) return then.target;
  enabled = then.afterwards.valid();
  return enabled ? std::optional(then.afterwards) : std::nullopt;
}

namespace {
// A move to a final stage leaves everything, the root included (3.2).
bool closes(const model::Process& process, ScopeId target) noexcept {
  return process.scopes[target.value].kind == ScopeKind::final;
}
}  // namespace

DeadlineId Context::still_owed(const Consequence& then, std::optional<ScopeId> target) const noexcept {
  if (!target) return {};
  const auto left = [&](ScopeId declared) {
    if (closes(*process_, *target)) return true;
    if (then.move == Move::back) return declared == state_.leaf;
    if (scope(*target).side) return false;
    if (*target == state_.leaf) return declared == state_.leaf;
    const ScopeId kept = common(state_.sleeping ? common(state_.leaf, state_.sleeping) : state_.leaf, *target);
    return !holds(declared, kept);
  };
  for (const Obligation& o : state_.obligations())
    if (!o.right && !deadline(o.deadline).request && left(deadline(o.deadline).scope) && !ends(then, o.deadline))
      return o.deadline;
  return {};
}

Context::Choice Context::choose(std::span<const TransitionId> allowed) const {
  Choice choice;
  for (const TransitionId id : allowed) {
    const Transition& t = process_->transitions[id.value];
    const Truth open = guard(t.guard);
    if (open == Truth::unknown) {
      choice.refusal = {Refused::guarded, missing(t.guard), {}, t.rule};
      return choice;
    }
    bool enabled = false;
    const auto target = target_of(t.then, enabled);
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
    if (!in_scope(o, left)) {
      ++i;
      continue;
    }
    const bool lapses = o.right || deadline(o.deadline).request;
    close(i, ends(why, o.deadline) ? ChangeKind::waived : lapses ? ChangeKind::lapsed
             : giving_back_        ? ChangeKind::returned
                                   : ChangeKind::waived);
  }
  change(ChangeKind::left, left.value, 0, 0, rule_);
}

void Context::enter_from_above(ScopeId top_exclusive, ScopeId leaf) {
  std::array<ScopeId, 8> path{};
  std::size_t depth = 0;
  for (ScopeId s = leaf; s && s != top_exclusive; s = scope(s).parent) path[depth++] = s;
  while (depth > 0) {
    const ScopeId entered = path[--depth];
    state_.count_entry(*layout_, entered);
    change(ChangeKind::entered, entered.value, 0, 0, rule_);
    act(scope(entered).on_entry.actions, nullptr);
    open_obligations(entered);
  }
}

Refusal Context::go_back(const Consequence& then, const Obligation* at_hand, RuleId rule) {
  const ScopeId side = state_.leaf;
  leave_scope(side, then);
  act(scope(side).on_exit.actions, nullptr);
  if (const Refusal refusal = act(then.actions, at_hand)) return refusal;
  state_.leaf = state_.sleeping;
  state_.sleeping = {};
  change(ChangeKind::went, state_.leaf.value, 0, 0, rule);
  for (std::size_t i = 0; i < state_.obligations().size(); ++i) resume(state_.obligations()[i], suspended_by_stage);
  return {};
}

Refusal Context::go_to(ScopeId target, const Consequence& then, const Obligation* at_hand, RuleId rule) {
  const bool closing = closes(*process_, target);
  const bool side = scope(target).side && target != state_.leaf;
  // Leaving, inside out: clocks stop, exit actions. A side stage leaves nothing; the stage it was entered from sleeps.
  const ScopeId kept = closing ? ScopeId{}
                       : side  ? state_.leaf
                       : target == state_.leaf
                           ? scope(target).parent
                           : common(state_.sleeping ? common(state_.leaf, state_.sleeping) : state_.leaf, target);
  if (!side) {
    const auto leave_from = [&](ScopeId inner, ScopeId outer) {
      for (ScopeId s = inner; s && s != outer; s = scope(s).parent) {
        leave_scope(s, then);
        act(scope(s).on_exit.actions, nullptr);
      }
    };
    if (state_.sleeping && target != state_.leaf) {
      const ScopeId shared = common(state_.leaf, state_.sleeping);
      leave_from(state_.leaf, shared);
      leave_from(state_.sleeping, shared);
      state_.sleeping = {};
      leave_from(shared, kept);
    } else {
      leave_from(state_.leaf, kept);
    }
  }
  if (const Refusal refusal = act(then.actions, at_hand)) return refusal;
  change(ChangeKind::went, target.value, 0, 0, rule);
  if (side) {
    state_.sleeping = state_.leaf;
    change(ChangeKind::slept, state_.sleeping.value, 0, 0, rule);
    const Scope& s = scope(target);
    for (std::size_t i = 0; i < state_.obligations().size(); ++i) {
      Obligation& o = state_.obligations()[i];
      const bool named = std::find(s.suspends.begin(), s.suspends.end(), o.deadline) != s.suspends.end();
      if (named || s.suspends_rest) suspend(o, suspended_by_stage);
    }
    state_.leaf = target;
    enter_from_above(common(state_.sleeping, target), target);
    return {};
  }
  state_.leaf = target;
  if (closing) {
    state_.count_entry(*layout_, target);
    state_.closed = true;
    change(ChangeKind::closed, target.value, 0, 0, rule);
    return {};
  }
  enter_from_above(kept, target);
  return {};
}

Refusal Context::take(const Consequence& then, const Obligation* at_hand, RuleId rule) {
  rule_ = rule;
  bool enabled = false;
  const auto target = target_of(then, enabled);
  if (!target) return act(then.actions, at_hand);
  if (then.move == Move::back) return state_.sleeping ? go_back(then, at_hand, rule) : Refusal{};
  if (state_.entries_of(*layout_, *target) >= entries_of_scope_max) return {Refused::bound, {}, {}, rule};
  return go_to(*target, then, at_hand, rule);
}

Refusal Context::settle() {
  for (std::uint32_t steps = 0; !state_.closed; ++steps) {
    if (steps == eventless_steps_max) return {Refused::bound, {}, {}, rule_};
    const model::Range range = process_->eventless[state_.leaf.value];
    bool moved = false;
    for (std::uint32_t i = 0; i < range.count && !moved; ++i) {
      const Transition& t = process_->transitions[process_->candidate_list[range.first + i].value];
      if (guard(t.guard) != Truth::yes) continue;
      bool enabled = false;
      const auto target = target_of(t.then, enabled);
      if (!enabled || still_owed(t.then, target)) continue;
      if (const Refusal refusal = take(t.then, nullptr, t.rule)) return refusal;
      moved = true;
    }
    if (!moved) break;
  }
  return {};
}

}  // namespace sanhuan
