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
  // Within X, which is not left, what bounds the way back is how often it has come to where X begins.
  const ScopeId counted = then.named && !holds(then.named, head().leaf) ? then.named : then.target;
  if (then.at_most == 0 || state_.entries_of(*layout_, counted) < then.at_most) return then.target;
  enabled = then.afterwards.valid();
  return then.afterwards;
}

namespace {
// A move to a final stage leaves everything, the root included (3.2).
bool closes(const model::Process& process, ScopeId target) noexcept {
  return process.scopes[target.value].kind == ScopeKind::final;
}
}  // namespace

ScopeId Context::kept_for(ScopeId target) const noexcept {
  const ScopeId leaf = head().leaf, sleeping = head().sleeping;
  if (target == leaf || target == sleeping) return scope(target).parent;  // entered anew
  const ScopeId awake = common(leaf, target);
  const ScopeId asleep = sleeping ? common(sleeping, target) : awake;
  return scope(asleep).depth > scope(awake).depth ? asleep : awake;
}

DeadlineId Context::still_owed(const Consequence& then, ScopeId target) const noexcept {
  if (!target || head().obligations == 0) return {};
  const ScopeId leaf = head().leaf;
  const bool closing = closes(*process_, target);
  ScopeId kept;  // what is declared in it or around it is not left
  if (!closing && then.move != Move::back && target != leaf) {
    if (scope(target).side && !head().sleeping) return {};
    kept = kept_for(target);
  }
  const ScopeId sleeping = head().sleeping;
  // Back, or on to another side stage, only what is around the side stage alone is left.
  const bool sleeps_on = sleeping && !closing && (then.move == Move::back || (target != leaf && scope(target).side));
  if (then.move == Move::back) kept = sleeping;
  for (const Obligation& o : state_.obligations()) {
    const model::Deadline& d = deadline(o.deadline);
    if (o.right || d.request || (giving_back_ != nullptr && o.unit == given_.giver)) continue;
    const bool left = closing || (kept ? !holds(d.scope, kept) && !(sleeps_on && holds(d.scope, sleeping)) : d.scope == leaf);
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
      choice.refusal = guarded(Unmet::Why::unknown, t.rule, t.guard);
      return choice;
    }
    bool enabled = false;
    const ScopeId target = target_of(t.then, enabled);
    if (open == Truth::no || !enabled) {
      const Refusal refusal = open == Truth::no ? guarded(Unmet::Why::no, t.rule, t.guard) : guarded(Unmet::Why::used_up, t.rule);
      if (!choice.refusal) choice.refusal = refusal;
      continue;
    }
    choice.refusal = {};
    if (const DeadlineId owed = still_owed(t.then, target))
      choice.refusal = {Refused::owed, {}, owed, t.rule};
    else
      choice.transition = id;
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

// While a case moves, what is entered is what was not left yet, or has its obligations already: a list that changes on the
// way opens nothing anywhere else (4.1c).
Refusal Context::leave_up_to(ScopeId outer, ScopeId inner, ScopeId kept, ScopeId beside, const Consequence& then) {
  for (ScopeId s = inner; s && s != outer && !holds(s, kept); s = scope(s).parent) {
    leave_scope(s, then);
    entered_ = {scope(s).parent, beside};
    if (const Refusal refusal = act(scope(s).on_exit.actions, nullptr)) return refusal;
  }
  return {};
}

Refusal Context::enter_from_above(ScopeId top_exclusive, ScopeId leaf) {
  std::array<ScopeId, 8> path{};
  std::size_t depth = 0;
  for (ScopeId s = leaf; s && s != top_exclusive; s = scope(s).parent) path[depth++] = s;
  Refusal refusal;
  while (depth > 0 && !refusal) {
    const ScopeId entered = path[--depth];
    state_.count_entry(*layout_, entered);
    acting_ = {};  // whoever moved the case, entering is nobody's doing
    entered_ = {scope(entered).parent, head().sleeping};
    refusal = act(scope(entered).on_entry.actions, nullptr);
    open_obligations(entered);
  }
  entered_.reset();
  return refusal;
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
  const ScopeId sleeping = head().sleeping;
  Refusal refusal = leave_up_to({}, head().leaf, sleeping, sleeping, then);
  entered_ = {sleeping, {}};
  if (!refusal) refusal = act(then.actions, at_hand);
  entered_.reset();
  if (refusal) return refusal;
  moved(sleeping, change_flag::back, rule);
  head().sleeping = {};
  go_on();
  return {};
}

// What a side stage suspends stands still no longer than the case is there, however it leaves (2.7a, 3.4).
void Context::go_on() {
  for (Obligation& o : state_.obligations()) resume(o, suspended_by_stage, now_);
}

bool Context::is_entered(ScopeId s) const noexcept {
  if (head().closed) return false;
  const Entered now = entered_.value_or(Entered{head().leaf, head().sleeping});
  return (now.leaf && holds(s, now.leaf)) || (now.sleeping && holds(s, now.sleeping));
}

// What a side stage suspends stands still for as long as the case is there, also what is armed meanwhile (2.7a).
void Context::stand_still_here(Obligation& o) {
  if (!head().sleeping) return;
  const auto& suspends = scope(head().leaf).suspends;
  if (std::find(suspends.begin(), suspends.end(), o.deadline) != suspends.end())
    suspend(o, suspended_by_stage, now_);
}

// Entering a side stage leaves nothing: the stage it is entered from sleeps (3.4). From another one what sleeps sleeps on.
Refusal Context::enter_side_stage(ScopeId target, RuleId rule) {
  const ScopeId kept = kept_for(target);
  const bool beside = head().sleeping.valid();
  if (!beside) head().sleeping = head().leaf;
  moved(target, change_flag::sleeps, rule);
  if (beside) go_on();
  for (Obligation& o : state_.obligations()) stand_still_here(o);
  return enter_from_above(kept, target);
}

Refusal Context::go_to(ScopeId target, const Consequence& then, const Obligation* at_hand, RuleId rule) {
  const ScopeId leaf = head().leaf, sleeping = head().sleeping;
  const bool closing = closes(*process_, target);
  if (scope(target).side && target != leaf) {
    if (sleeping) {  // side stages do not nest: the one the case is in is left
      const ScopeId stays = kept_for(target);
      if (const Refusal refusal = leave_up_to(common(leaf, sleeping), leaf, stays, sleeping, then)) return refusal;
      entered_ = {stays, sleeping};
    }
    const Refusal refusal = act(then.actions, at_hand);
    entered_.reset();
    if (refusal) return refusal;
    if (giving_back_ != nullptr) forget_giver(name_of_giver());
    return enter_side_stage(target, rule);
  }
  const FactId giver = giving_back_ != nullptr ? name_of_giver() : FactId{};
  // A stage that is entered anew leaves what sleeps beside it; any other move wakes it, and leaves of both what does not
  // hold the target.
  const bool anew = target == leaf, wakes = sleeping && !anew;
  const ScopeId beside = anew ? sleeping : ScopeId{};
  const ScopeId kept = closing ? ScopeId{} : kept_for(target);
  Refusal refusal;
  ScopeId rest = leaf;
  if (wakes) {
    rest = common(leaf, sleeping);
    refusal = leave_up_to(rest, leaf, kept, sleeping, then);
    if (!refusal) refusal = leave_up_to(rest, sleeping, kept, kept, then);
    head().sleeping = {};
  }
  if (!refusal) refusal = leave_up_to({}, rest, kept, beside, then);
  entered_ = {kept, beside};
  if (!refusal) refusal = act(then.actions, at_hand);
  entered_.reset();
  if (refusal) return refusal;
  if (giving_back_ != nullptr) forget_giver(giver);
  if (!closing) {
    moved(target, 0, rule);
    if (wakes) go_on();
    return enter_from_above(kept, target);
  }
  moved(target, change_flag::closes, rule);
  head().closed = true;
  if (!process_->reopenings.empty()) cold().closed_at = now_;
  state_.count_entry(*layout_, target);
  return {};
}

Refusal Context::take(const Consequence& then, const Obligation* at_hand, RuleId rule) {
  rule_ = rule;
  if (then.move == Move::stay) return act(then.actions, at_hand);
  if (then.move == Move::back)
    return head().sleeping ? go_back(then, at_hand, rule) : act(then.actions, at_hand);
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
