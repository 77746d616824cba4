#include "lib/core/step.hpp"

#include <algorithm>

#include "lib/core/context.hpp"
#include "lib/core/form.hpp"
#include "lib/core/migrate.hpp"

namespace sanhuan {

struct Stepper::Impl {
  Impl(const RulebookData& data, Registers r) : plan(data), registers(std::move(r)) {}

  Plan plan;
  Registers registers;
  Undo undo;                              // as the timers left the case, to go back to on a refusal
  std::vector<TransitionId> transitions;  // that the actor may take
  Serials to_fulfil, to_touch;
  Brought brought;
  std::vector<Judged> judged;             // conditions in the way of the event at hand

  Form form() const noexcept { return Form(plan, registers); }
  Refusal unknown_at_first(const Context&) const noexcept;
  Refusal handle(Context&, const Event&);
  Refusal handle_closed(Context&, const Event&);
};

namespace {

Answer refused(const Refusal& refusal) noexcept {
  Answer answer;
  answer.refused = refusal.why;
  answer.missing = refusal.missing;
  answer.owed = refusal.owed;
  answer.rule = refusal.rule;
  return answer;
}

}  // namespace

// 3.3.4 to 3.3.10, with the entry begun. A refusal leaves it to the caller to go back.
Refusal Stepper::Impl::handle(Context& context, const Event& event) {
  const model::Process& process = context.process();
  const CaseState::Header& head = context.head();
  if (head.closed) return handle_closed(context, event);
  transitions.clear();
  to_fulfil.clear();
  to_touch.clear();
  const bool late = event.occurred != Instant::never();  // by one who may speak for whom the rules name (4.6)
  const model::Range range =
      process.candidates[head.leaf.value * plan.rules.events.size() + event.event.value];
  bool named = range.count != 0;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const TransitionId id = process.candidate_list[range.first + i];
    const model::Transition& t = process.transitions[id.value];
    if (!t.valid.always() && !t.valid.holds(context.calendar().local_day(context.when()))) continue;
    const bool acts = late || t.actor.empty() || context.acts_as(event.by, t.actor, nullptr);
    if (acts && (t.powers == 0 || context.has_power(event.by, t.powers))) transitions.push_back(id);
  }
  const std::uint8_t touches = context.process_plan().touches[event.event.value];
  Refusal refusal;
  if ((touches & (relation::fulfils | relation::befalls)) != 0) {
    for (const Obligation& o : context.state().obligations()) {
      const std::uint8_t is = context.process_plan().relation(event.event, o.deadline);
      if ((is & relation::fulfils) != 0 && !context.asleep(o)) {
        named = true;
        if (context.may_fulfil(o, event.by)) to_fulfil.add(o.serial);
      }
      if ((is & relation::befalls) == 0 || (late && context.opened_after(o, event.occurred))) continue;
      bool allowed = false;
      named |= context.named_by_clock(o, event.by, allowed, refusal);
      if (allowed) to_touch.add(o.serial);
    }
  }
  const model::Return *asks = nullptr, *granted = nullptr;
  if (!process.returns.empty()) {
    if (const model::Return* asked = context.return_asked_by(event.event)) {
      named = true;
      if (context.holds_work(*asked, event.by)) {
        refusal = context.may_ask(*asked);
        if (!refusal) asks = asked;
      }
    }
    granted = context.return_granted_by(event.event, to_fulfil);
  }
  if (!named) return {Refused::not_accepted, {}, {}, {}};
  if (transitions.empty() && to_fulfil.empty() && to_touch.empty() && asks == nullptr)
    return refusal ? refusal : Refusal{Refused::not_allowed, {}, {}, {}};

  const Cold::Asked asked = granted != nullptr ? context.asked_return(*granted) : Cold::Asked{};
  if (!event.payload.empty()) context.learn(event, brought);
  if (!to_touch.empty())
    if (const Refusal clocks = context.apply_to_clocks(to_touch)) return clocks;
  if (!to_fulfil.empty()) {
    if (const Refusal decided = context.decide(to_fulfil)) return decided;
    context.fulfil(to_fulfil);
  }
  context.happened(event.event);
  context.recount_handed_over();
  // After it has happened: the time to decide runs from this asking.
  if (!to_touch.empty()) context.ask_extensions(to_touch);
  if (asks != nullptr) context.ask_return(*asks);
  if (!transitions.empty()) {
    const Context::Choice choice = context.choose(transitions);
    if (choice.refusal) return choice.refusal;
    const model::Transition& taken = process.transitions[choice.transition.value];
    if (const Refusal moved = context.take(taken.then, nullptr, taken.rule)) return moved;
    // A line that moves the case and a return that does: such a pack does not load; by other means the line has moved it.
    if (taken.then.move != model::Move::stay) granted = nullptr;
  }
  if (granted != nullptr)
    if (const Refusal given = context.give_back(*granted, asked)) return given;
  context.recount_handed_over();
  context.reclassify();
  if (const Refusal settled = context.settle()) return settled;
  if (context.bound_reached()) return {Refused::bound, {}, {}, {}};
  return unknown_at_first(context);
}

Refusal Stepper::Impl::handle_closed(Context& context, const Event& event) {
  const model::Reopening* const reopening = reopening_by(context.process(), context.head().leaf, event.event);
  if (reopening == nullptr)
    return {Refused::not_accepted, {}, {}, {}};  // a timer closed it after its form was looked at
  if (const Refusal refusal = context.may_reopen(*reopening)) return refusal;
  if (!event.payload.empty()) context.learn(event, brought);
  context.happened(event.event);
  if (const Refusal refusal = context.reopen(*reopening)) return refusal;
  context.reclassify();
  if (const Refusal refusal = context.settle()) return refusal;
  if (context.bound_reached()) return {Refused::bound, {}, {}, {}};
  return unknown_at_first(context);
}

// 10: a fact that may not be missing is known by the end of the first event that is accepted.
Refusal Stepper::Impl::unknown_at_first(const Context& context) const noexcept {
  if (context.head().begun) return {};
  const FactId missing = form().still_missing(context.state());
  return missing ? Refusal{Refused::undecided, missing, {}, {}} : Refusal{};
}

Stepper::Stepper(const RulebookData& data, Registers registers)
    : impl_(std::make_unique<Impl>(data, std::move(registers))) {}
Stepper::~Stepper() = default;
Stepper::Stepper(Stepper&&) noexcept = default;

CaseState Stepper::make(CaseTypeId type) const {
  const RulebookData& data = impl_->plan.rules;
  const CaseLayout& layout = impl_->plan.layouts[type.value];
  CaseState state(type, layout);
  const model::CaseType& case_type = data.case_types[type.value];
  for (std::uint32_t f = 0; f < case_type.facts.count; ++f) {
    const model::Fact& fact = data.facts[case_type.facts.first + f];
    if (fact.has_default) state.set_fact(layout, fact.slot, Scalar::of(fact.default_value));
  }
  return state;
}

const CaseLayout& Stepper::layout(CaseTypeId type) const noexcept { return impl_->plan.layouts[type.value]; }

bool Stepper::opens_cases(CaseTypeId type) const noexcept {
  const ProcessId process = impl_->plan.rules.case_types[type.value].process;
  return process && impl_->plan.processes[process.value].opens_cases;
}

Answer Stepper::open(CaseState& state, const Opening& opening, Entries& out, const Unjudged* unjudged,
                     EntryListener* listener) {
  const RulebookData& data = impl_->plan.rules;
  if (!opening.type || opening.type.value >= data.case_types.size() ||
      !data.case_types[opening.type.value].process)
    return malformed(Malformed::not_open);
  if (state.head().leaf) return malformed(Malformed::not_open);
  const Calendar& calendar = *impl_->registers.calendar;
  if (!calendar.covers(calendar.local_day(opening.at))) return malformed(Malformed::outside_calendar);
  const model::CaseType& type = data.case_types[opening.type.value];
  for (const auto& [id, value] : opening.facts) {
    if (!id || id.value >= type.facts.count) return malformed(Malformed::wrong_type);
    const model::Fact& fact = data.facts[type.facts.first + id.value];
    if (value.known() && !impl_->form().right_type(fact.type, fact.low, fact.high, value))
      return malformed(Malformed::wrong_type, id.value);
  }
  Context context(impl_->plan, impl_->registers, state, out, unjudged, listener);
  context.begin_entry(EntryKind::opened, opening.at, opening.at);
  context.entry().actor = as_holder(opening.by);
  state.head().opened = state.head().last = opening.at;
  for (const auto& [fact, value] : opening.facts) context.learn(fact, value, type.rule);
  context.enter();
  context.reclassify();
  context.settle();
  context.end_entry();
  context.fire_timers(opening.at, timers_per_step_max);
  Answer answer;
  answer.sequence = state.head().sequence;
  return answer;
}

Answer Stepper::step(CaseState& state, const Event& event, Entries& out, const Unjudged* unjudged,
                     EntryListener* listener) {
  const Answer formed = form(state, event);
  return formed.rejected() ? formed : step_again(state, event, out, unjudged, listener);
}

Answer Stepper::form(const CaseState& state, const Event& event) const noexcept {
  return impl_->form().check(state, event);
}

Answer Stepper::step_again(CaseState& state, const Event& event, Entries& out, const Unjudged* unjudged,
                           EntryListener* listener) {
  Context context(impl_->plan, impl_->registers, state, out, unjudged, listener);
  context.fire_timers(event.at, timers_per_step_max);  // what they did stands, whatever becomes of the event
  impl_->undo.begin(state);
  impl_->judged.clear();
  context.handle_with(&event, &impl_->undo, &impl_->judged);

  const Instant reported = event.reported == Instant::never() ? event.at : event.reported;
  context.begin_entry(EntryKind::event, event.at, reported, event.occurred);
  Entry& entry = context.entry();
  entry.event = event.event;
  entry.assumed = event.assumed;
  entry.actor = as_holder(event.by);
  Answer answer;
  const Refusal refusal = impl_->handle(context, event);
  const bool undecided = refusal.why == Refused::undecided && refusal.rule;  // by a line, not for want of what must be known
  if (refusal.why == Refused::guarded || undecided) context.tell_unmet();  // of the case as it was when it was asked
  context.handle_with(nullptr, nullptr, nullptr);
  if (refusal) {
    impl_->undo.back(state);
    context.drop_changes();
    context.entry().kind = EntryKind::refusal;
    context.entry().refused = refusal.why;
    answer = refused(refusal);
  } else {
    state.head().begun = true;
  }
  context.end_entry(refusal ? nullptr : &event);
  answer.sequence = state.head().sequence;
  context.fire_timers(event.at, timers_per_step_max);  // what was already past when it was armed, last
  return answer;
}

bool Stepper::child_closed(CaseState& state, std::uint32_t entry, std::uint16_t position, Instant at,
                           Entries& out, const Unjudged* unjudged, EntryListener* listener) {
  at = std::max(at, state.head().last);
  Context context(impl_->plan, impl_->registers, state, out, unjudged, listener);
  context.fire_timers(at, timers_per_step_max);
  context.begin_entry(EntryKind::child, at, at);
  context.child_closed(entry, position);
  const bool found = out.changes.size() > context.entry().first_change;
  context.reclassify();
  context.settle();
  context.end_entry();
  context.fire_timers(at, timers_per_step_max);
  return found;
}

bool Stepper::recount(CaseState& state, Instant at, Entries& out, const Unjudged* unjudged, EntryListener* listener) {
  if (!state.head().leaf || state.head().closed) return false;
  at = std::max(at, state.head().last);
  Context context(impl_->plan, impl_->registers, state, out, unjudged, listener);
  context.begin_entry(EntryKind::recomputed, at, at);
  const bool moved = context.recount_all();
  if (!moved) {
    out.entries.pop_back();
    return false;
  }
  context.settle();
  context.end_entry();
  context.fire_timers(at, timers_per_step_max);
  return true;
}

Obstacles Stepper::migrate(const Stepper& from, const CaseState& before, const Counterparts& to,
                           const Past& past, Instant at, Holder by, CaseState& after, Entries& out,
                           EntryListener* listener) {
  at = std::max(at, before.head().last);
  Entries none;
  Context was(from.impl_->plan, impl_->registers, const_cast<CaseState&>(before), none);  // only asked
  was.look_at(at);
  after.assign(make(to.type()));
  after.head().sequence = before.head().sequence;
  const std::size_t first_entry = out.entries.size(), first_change = out.changes.size();
  Context context(impl_->plan, impl_->registers, after, out, nullptr, listener);
  context.begin_entry(EntryKind::migration, at, at);
  context.entry().actor = by;
  Obstacles obstacles = carry(was, context, to, past);
  if (!obstacles.empty()) {
    out.entries.resize(first_entry);
    out.changes.resize(first_change);
    return obstacles;
  }
  context.end_entry();
  context.fire_timers(at, timers_per_step_max);
  return obstacles;
}

void Stepper::forget_personal(CaseState& state, Instant at, Holder by, Entries& out) {
  at = std::max(at, state.head().last);
  Context context(impl_->plan, impl_->registers, state, out);
  context.begin_entry(EntryKind::erasure, at, at);
  context.entry().actor = by;
  context.forget_personal();
  context.end_entry();
}

std::uint32_t Stepper::advance(CaseState& state, Instant now, Entries& out, const Unjudged* unjudged,
                               std::uint32_t budget, EntryListener* listener) {
  if (!state.head().leaf || state.head().closed || state.next_timer() > now) return 0;
  return Context(impl_->plan, impl_->registers, state, out, unjudged, listener).fire_timers(now, budget);
}

Truth Stepper::holds(const CaseState& state, ExpressionId guard, Instant now, Instant since) const {
  Entries none;
  Context context(impl_->plan, impl_->registers, const_cast<CaseState&>(state), none);  // only asked
  context.look_at(now, since);
  return context.guard(guard);
}

Scalar Stepper::value(const CaseState& state, ExpressionId expression, Instant now) const {
  Entries none;
  Context context(impl_->plan, impl_->registers, const_cast<CaseState&>(state), none);  // only asked
  context.look_at(now);
  return context.value(expression);
}

bool Stepper::as_received(const CaseState& state) const noexcept {
  Entries none;
  return Context(impl_->plan, impl_->registers, const_cast<CaseState&>(state), none)
      .as_received();  // only asked
}

void Stepper::set_registers(Registers registers) { impl_->registers = std::move(registers); }
const Registers& Stepper::registers() const noexcept { return impl_->registers; }
const RulebookData& Stepper::rules() const noexcept { return impl_->plan.rules; }

}  // namespace sanhuan
