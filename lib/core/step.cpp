#include "lib/core/step.hpp"

#include <algorithm>

#include "lib/core/context.hpp"
#include "lib/core/migrate.hpp"

namespace sanhuan {

// ---- Context: what every part of a step uses -----------------------------------------------------------------------

Context::Context(const Plan& plan, const Registers& registers, CaseState& state, Entries& out,
                 const Unjudged* unjudged) noexcept
    : plan_(plan),
      registers_(registers),
      state_(state),
      out_(out),
      unjudged_(unjudged),
      type_(&plan.rules.case_types[state.head().type.value]),
      process_(&plan.rules.processes[type_->process.value]),
      process_plan_(&plan.processes[type_->process.value]),
      layout_(&plan.layouts[state.head().type.value]) {}

void Context::begin_entry(EntryKind kind, Instant at, Instant stood_at, Instant happened) {
  now_ = at;
  stood_ = stood_at;
  when_ = happened == Instant::never() ? at : happened;
  rule_ = {};
  children_opened_ = 0;
  Entry& entry = out_.entries.emplace_back();
  entry.kind = kind;
  entry.at = at;
  entry.stood_at = stood_at;
  entry.occurred = happened;
  entry.actor.kind = Holder::Kind::system;
  entry.sequence = head().sequence + 1;
  entry.first_change = static_cast<std::uint32_t>(out_.changes.size());
}

void Context::end_entry() noexcept {
  Entry& entry = out_.entries.back();
  entry.change_count = static_cast<std::uint32_t>(out_.changes.size()) - entry.first_change;
  head().sequence = entry.sequence;
  head().last = entry.at;
}

void Context::drop_changes() noexcept {
  const Entry& entry = out_.entries.back();
  for (std::size_t i = entry.first_change; i < out_.changes.size(); ++i)
    out_.effects -= out_.changes[i].kind == ChangeKind::effect ? 1 : 0;
  std::erase_if(out_.children, [&](const ChildOpening& c) { return c.entry == entry.sequence; });
  out_.changes.resize(entry.first_change);
}

Subject Context::subject() const noexcept {
  Subject s;
  s.slots = &layout_->slots;
  s.facts = state_.facts();
  if (const Cold* cold = state_.cold()) {
    s.text = &cold->text;
    s.text_known = &cold->text_known;
    s.lists = &cold->lists;
  }
  s.calendar = registers_.calendar.get();
  s.level = head().level;
  s.organisation = registers_.organisation.get();
  s.context = this;
  s.ask = [](const void* self, const model::Code& code) noexcept {
    return static_cast<const Context*>(self)->ask(code);
  };
  return s;
}

Scalar Context::ask(const model::Code& code) const noexcept {
  const auto yes_or_no = [](bool b) { return Scalar::of(b ? 1 : 0); };
  const auto enough = [](model::Quantity quantity, std::uint32_t n, std::uint32_t some, std::uint32_t all) {
    switch (quantity) {
      case model::Quantity::all: return some == all;
      case model::Quantity::majority: return 2 * some > all;
      case model::Quantity::any: return some > 0;
      case model::Quantity::at_least: return some >= n;
    }
    return false;
  };
  switch (code.op) {
    case model::Op::ever_overdue: return yes_or_no((head().breaches != 0) == (code.a == 0));
    case model::Op::this_unit: return acting_ ? Scalar::of(acting_.value) : Scalar::unknown();
    case model::Op::today: return Scalar::of(calendar().local_day(now_).value);
    case model::Op::anchor: {
      const Instant at = state_.anchor(*layout_, rules().events[code.a].anchor_latest);
      return at == Instant::before_all() ? Scalar::unknown() : Scalar::of(at.ms);
    }
    case model::Op::happened: {
      const Instant at = state_.anchor(*layout_, rules().events[code.a].anchor_latest);
      return yes_or_no(at != Instant::before_all() && at >= since_);
    }
    case model::Op::closed: return yes_or_no(head().closed);
    case model::Op::running_clock: return yes_or_no(state_.has_running_clock());
    case model::Op::held: return yes_or_no(state_.is_held());
    case model::Op::children: {
      std::uint32_t closed = 0, all = 0;
      if (const Cold* cold = state_.cold()) {
        for (const Cold::Child& child : cold->children) closed += child.closed ? 1 : 0;
        all = static_cast<std::uint32_t>(cold->children.size());
      }
      if (code.a == model::any_children) return yes_or_no(all != 0);
      return yes_or_no(all != 0 && enough(static_cast<model::Quantity>(code.a >> 16), code.a & 0xffff, closed, all));
    }
    default: break;
  }
  const DeadlineId id(code.a);
  switch (code.op) {
    case model::Op::deadline_done: return yes_or_no(state_.summary(*layout_, id)->fulfilled > 0);
    case model::Op::deadline_count: {
      const DeadlineSummary* summary = state_.summary(*layout_, id);
      return yes_or_no(enough(static_cast<model::Quantity>(code.b >> 16), code.b & 0xffff, summary->fulfilled,
                              summary->opened));
    }
    case model::Op::deadline_rung: {
      std::uint32_t open = 0, fired = 0;
      for (const Obligation& o : state_.obligations()) {
        if (o.deadline != id) continue;
        ++open;
        fired += o.has_fired(code.b & 0xffff) ? 1 : 0;
      }
      return yes_or_no(open > 0 && enough(static_cast<model::Quantity>(code.b >> 24), code.b >> 16 & 0xff, fired, open));
    }
    case model::Op::deadline_armed:
      for (const Obligation& o : state_.obligations())
        if (o.deadline == id && o.clock != ClockState::waiting) return yes_or_no(true);
      return yes_or_no(false);
    default:  // deadline_due: unknown while it waits or is suspended (3.3d)
      for (const Obligation& o : state_.obligations())
        if (o.deadline == id && o.clock == ClockState::running) return Scalar::of(o.due.ms);
      return Scalar::unknown();
  }
}

Scalar Context::scalar(FactId id) const noexcept {
  const model::Fact& f = fact(id);
  return f.type.list || f.type.kind == FactKind::text ? Scalar::unknown() : state_.fact(*layout_, f.slot);
}

bool Context::set_scalar(FactId id, Scalar value, RuleId rule) {
  const model::Fact& f = fact(id);
  if (value.known && (value.bits < f.low || value.bits > f.high)) return false;
  const Scalar before = state_.fact(*layout_, f.slot);
  if (before == value) return true;
  state_.set_fact(*layout_, f.slot, value);
  change(ChangeKind::fact, id.value, value.known ? 0 : 1, value.bits, rule);
  if (before.known || f.type.kind != FactKind::unit) return true;
  if (brought_ != nullptr) brought_->units.push_back(id);
  else hand_over(id);
  return true;
}

void Context::set_list(FactId id, std::vector<std::int64_t> members, RuleId rule) {
  auto& list = cold().lists[fact(id).slot];
  if (list == members) return;
  std::swap(list, members);
  change(ChangeKind::fact, id.value, 0, static_cast<std::int64_t>(list.size()), rule);
  if (brought_ != nullptr) brought_->lists.emplace_back(id, std::move(members));
  else members_changed(id, members);
}

void Context::learn(FactId id, const Value& value, RuleId rule) {
  const model::Fact& f = fact(id);
  if (f.type.list) {
    set_list(id, value.list, rule);
  } else if (f.type.kind == FactKind::text) {
    cold().text[f.slot] = value.text;
    cold().text_known[f.slot] = value.known() ? 1 : 0;
    change(ChangeKind::fact, id.value, value.known() ? 0 : 1, 0, rule);
  } else {
    set_scalar(id, value.known() ? Scalar::of(value.number) : Scalar::unknown(), rule);
  }
}

void Context::learn(const Event& event, Brought& brought) {
  brought_ = &brought;
  const model::Event& declared = rules().events[event.event.value];
  for (const PayloadField& p : event.payload) {
    const model::Field& field = rules().fields[declared.fields.first + p.field];
    const FactId fact = head().type.value < field.fact.size() ? field.fact[head().type.value] : FactId{};
    if (fact && p.value.known()) learn(fact, p.value, declared.rule);
  }
  brought_ = nullptr;
  for (const FactId unit : brought.units) hand_over(unit);
  for (const auto& [list, before] : brought.lists) members_changed(list, before);
  brought.units.clear();
  brought.lists.clear();
}

void Context::forget_personal() {
  for (std::uint32_t i = 0; i < type_->facts.count; ++i) {
    const model::Fact& f = fact(FactId(i));
    if (!f.personal) continue;
    const bool scalar = !f.type.list && f.type.kind != FactKind::text;
    if (scalar ? !state_.fact(*layout_, f.slot).known : state_.cold() == nullptr) continue;
    if (scalar) {
      state_.set_fact(*layout_, f.slot, Scalar::unknown());
    } else if (f.type.list) {
      cold().lists[f.slot].clear();
    } else {
      if (cold().text_known[f.slot] == 0) continue;
      cold().text[f.slot].clear();
      cold().text_known[f.slot] = 0;
    }
    change(ChangeKind::fact, i, 1, 0, {});
  }
}

// ---- the stepper ---------------------------------------------------------------------------------------------------

struct Stepper::Impl {
  Impl(const RulebookData& data, Registers r) : plan(data), registers(std::move(r)) {}

  Plan plan;
  Registers registers;
  Undo undo;                              // as the timers left the case, to go back to on a refusal
  std::vector<TransitionId> transitions;  // that the actor may take
  Serials to_fulfil, to_touch;
  Brought brought;

  bool right_type(const FactType& type, std::int64_t low, std::int64_t high, const Value& value) const noexcept;
  bool is_known(const CaseState&, const model::Fact&) const noexcept;
  FactId still_missing(const CaseState&) const noexcept;
  Refusal unknown_at_first(const Context&) const noexcept;
  Answer check_form(const CaseState&, const Event&) const noexcept;
  Answer check_payload(const CaseState&, const Event&) const noexcept;
  Refusal handle(Context&, const Event&);
  Refusal handle_closed(Context&, const Event&);
  Answer check_late(const CaseState&, const Event&) const noexcept;
  bool may_reopen(const CaseState&, EventId) const noexcept;
};

namespace {

Answer malformed(Malformed detail, std::uint16_t field = 0xffff) noexcept {
  Answer answer;
  answer.refused = Refused::malformed;
  answer.detail = detail;
  answer.field = field;
  return answer;
}

Answer refused(const Refusal& refusal) noexcept {
  Answer answer;
  answer.refused = refusal.why;
  answer.missing = refusal.missing;
  answer.owed = refusal.owed;
  answer.rule = refusal.rule;
  return answer;
}

}  // namespace

bool Stepper::Impl::right_type(const FactType& type, std::int64_t low, std::int64_t high,
                               const Value& value) const noexcept {
  const Organisation& organisation = *registers.organisation;
  const ValueBounds bounds = bounds_of_type(plan.rules, type);
  const auto scalar_fits = [&](std::int64_t v) {
    if (v < bounds.low || v > bounds.high || v < low || v > high) return false;
    switch (type.kind) {
      case FactKind::unit: return static_cast<std::size_t>(v) < organisation.size();
      case FactKind::grid:
        return static_cast<std::size_t>(v) < organisation.size() && organisation.unit(UnitId(v)).level == Level::grid;
      case FactKind::role: return static_cast<std::size_t>(v) < plan.rules.roles.size();
      case FactKind::level: return v != 0;
      case FactKind::text: return false;
      default: return true;
    }
  };
  if (type.list)
    return value.tag == Value::Tag::list && value.list.size() <= list_members_max &&
           std::all_of(value.list.begin(), value.list.end(), scalar_fits);
  if (type.kind == FactKind::text) return value.tag == Value::Tag::text;
  return value.tag == Value::Tag::number && scalar_fits(value.number);
}

bool Stepper::Impl::is_known(const CaseState& state, const model::Fact& f) const noexcept {
  if (f.type.list) return true;  // a list starts empty, not unknown (10)
  if (f.type.kind == FactKind::text) return state.cold() != nullptr && state.cold()->text_known[f.slot] != 0;
  return state.fact(plan.layouts[state.head().type.value], f.slot).known;
}

// 3.3.2: declared, complete, of the right types, in time. Nothing happens where it is not, not even timers.
Answer Stepper::Impl::check_form(const CaseState& state, const Event& event) const noexcept {
  const CaseState::Header& head = state.head();
  if (!head.leaf) return malformed(Malformed::not_open);
  if (event.event == model::escalation_event || event.event.value >= plan.rules.events.size())
    return malformed(Malformed::unknown_event);
  if (head.closed && !may_reopen(state, event.event)) return malformed(Malformed::case_closed);
  if (event.at < head.last) return malformed(Malformed::time_backwards);
  if (event.occurred != Instant::never())
    if (const Answer late = check_late(state, event); late.rejected()) return late;
  if (event.payload.empty() && plan.plain_events[event.event.value]) return {};
  return check_payload(state, event);
}

bool Stepper::Impl::may_reopen(const CaseState& state, EventId event) const noexcept {
  const model::CaseType& type = plan.rules.case_types[state.head().type.value];
  return reopening_by(plan.rules.processes[type.process.value], state.head().leaf, event) != nullptr;
}

// 4.6: declared, by whom it may be, in its window, and not before all that waits for it was opened.
Answer Stepper::Impl::check_late(const CaseState& state, const Event& event) const noexcept {
  const model::Event& declared = plan.rules.events[event.event.value];
  const Calendar& calendar = *registers.calendar;
  if (declared.late_days == 0 || event.occurred > event.at) return malformed(Malformed::late_entry);
  const Day earliest = calendar.subtract_working_days(calendar.local_day(event.at), declared.late_days);
  if (calendar.local_day(event.occurred) < earliest || event.occurred < state.head().opened)
    return malformed(Malformed::late_entry);
  Entries none;
  const Context context(plan, registers, const_cast<CaseState&>(state), none, nullptr);  // only asked
  if (!context.acts_as(event.by, declared.late_by, nullptr)) return malformed(Malformed::late_entry);
  bool waits = false, touches = false;
  for (const Obligation& o : state.obligations()) {
    const std::uint8_t is = context.process_plan().relation(event.event, o.deadline);
    if ((is & (relation::fulfils | relation::befalls)) == 0) continue;
    if ((is & relation::befalls) == 0 && context.asleep(o)) continue;  // not fulfilled while its stage sleeps (3.4)
    waits = true;
    touches = touches || !context.opened_after(o, event.occurred);
  }
  return waits && !touches ? malformed(Malformed::late_entry) : Answer{};
}

Answer Stepper::Impl::check_payload(const CaseState& state, const Event& event) const noexcept {
  const RulebookData& data = plan.rules;
  const model::Event& declared = data.events[event.event.value];
  const CaseTypeId type = state.head().type;
  const auto given = [&](std::uint32_t field) {
    return std::any_of(event.payload.begin(), event.payload.end(),
                       [&](const PayloadField& p) { return p.field == field && p.value.known(); });
  };
  for (const PayloadField& p : event.payload) {
    if (p.field >= declared.fields.count) return malformed(Malformed::wrong_type, p.field);
    const model::Field& field = data.fields[declared.fields.first + p.field];
    if (p.value.known() && !right_type(field.type, field.low, field.high, p.value))
      return malformed(Malformed::wrong_type, p.field);
  }
  for (std::uint32_t i = 0; i < declared.fields.count; ++i) {
    const model::Field& field = data.fields[declared.fields.first + i];
    if (!field.required || given(i)) continue;
    const FactId fact = type.value < field.fact.size() ? field.fact[type.value] : FactId{};
    if (!fact || !is_known(state, data.facts[data.case_types[type.value].facts.first + fact.value]))
      return malformed(Malformed::missing_field, static_cast<std::uint16_t>(i));
  }
  return {};
}

FactId Stepper::Impl::still_missing(const CaseState& state) const noexcept {
  const model::CaseType& type = plan.rules.case_types[state.head().type.value];
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    const model::Fact& fact = plan.rules.facts[type.facts.first + f];
    if (!fact.optional && !is_known(state, fact)) return FactId(f);
  }
  return {};
}

// 3.3.4 to 3.3.10, with the entry begun. A refusal leaves it to the caller to go back.
Refusal Stepper::Impl::handle(Context& context, const Event& event) {
  const model::Process& process = context.process();
  const CaseState::Header& head = context.head();
  if (head.closed) return handle_closed(context, event);
  transitions.clear();
  to_fulfil.clear();
  to_touch.clear();
  const bool late = event.occurred != Instant::never();  // by one who may speak for whom the rules name (4.6)
  const model::Range range = process.candidates[head.leaf.value * plan.rules.events.size() + event.event.value];
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
  } else if (granted != nullptr) {
    if (const Refusal given = context.give_back(*granted, asked)) return given;
  }
  context.recount_handed_over();
  context.reclassify();
  if (const Refusal settled = context.settle()) return settled;
  if (context.bound_reached()) return {Refused::bound, {}, {}, {}};
  return unknown_at_first(context);
}

Refusal Stepper::Impl::handle_closed(Context& context, const Event& event) {
  const model::Reopening* const reopening = reopening_by(context.process(), context.head().leaf, event.event);
  if (reopening == nullptr) return {Refused::not_accepted, {}, {}, {}};  // a timer closed it after its form was looked at
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
  const FactId missing = still_missing(context.state());
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

Answer Stepper::open(CaseState& state, const Opening& opening, Entries& out, const Unjudged* unjudged) {
  const RulebookData& data = impl_->plan.rules;
  if (!opening.type || opening.type.value >= data.case_types.size() || !data.case_types[opening.type.value].process)
    return malformed(Malformed::not_open);
  if (state.head().leaf) return malformed(Malformed::not_open);
  const Calendar& calendar = *impl_->registers.calendar;
  if (!calendar.covers(calendar.local_day(opening.at))) return malformed(Malformed::outside_calendar);
  const model::CaseType& type = data.case_types[opening.type.value];
  for (const auto& [id, value] : opening.facts) {
    if (!id || id.value >= type.facts.count) return malformed(Malformed::wrong_type);
    const model::Fact& fact = data.facts[type.facts.first + id.value];
    if (value.known() && !impl_->right_type(fact.type, fact.low, fact.high, value))
      return malformed(Malformed::wrong_type, id.value);
  }
  Context context(impl_->plan, impl_->registers, state, out, unjudged);
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

Answer Stepper::step(CaseState& state, const Event& event, Entries& out, const Unjudged* unjudged) {
  const Answer formed = form(state, event);
  return formed.rejected() ? formed : step_again(state, event, out, unjudged);
}

Answer Stepper::form(const CaseState& state, const Event& event) const noexcept { return impl_->check_form(state, event); }

Answer Stepper::step_again(CaseState& state, const Event& event, Entries& out, const Unjudged* unjudged) {
  Context context(impl_->plan, impl_->registers, state, out, unjudged);
  context.fire_timers(event.at, timers_per_step_max);  // what they did stands, whatever becomes of the event
  impl_->undo.begin(state);
  context.handle_with(&event, &impl_->undo);

  const Instant reported = event.reported == Instant::never() ? event.at : event.reported;
  context.begin_entry(EntryKind::event, event.at, reported, event.occurred);
  Entry& entry = context.entry();
  entry.event = event.event;
  entry.assumed = event.assumed;
  entry.actor = as_holder(event.by);
  Answer answer;
  const Refusal refusal = impl_->handle(context, event);
  context.handle_with(nullptr, nullptr);
  if (refusal) {
    impl_->undo.back(state);
    context.drop_changes();
    context.entry().kind = EntryKind::refusal;
    context.entry().refused = refusal.why;
    answer = refused(refusal);
  } else {
    state.head().begun = true;
  }
  context.end_entry();
  answer.sequence = state.head().sequence;
  context.fire_timers(event.at, timers_per_step_max);  // what was already past when it was armed, last
  return answer;
}

bool Stepper::child_closed(CaseState& state, std::uint32_t entry, std::uint16_t position, Instant at, Entries& out,
                           const Unjudged* unjudged) {
  at = std::max(at, state.head().last);
  Context context(impl_->plan, impl_->registers, state, out, unjudged);
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

bool Stepper::recount(CaseState& state, Instant at, Entries& out, const Unjudged* unjudged) {
  if (!state.head().leaf || state.head().closed) return false;
  at = std::max(at, state.head().last);
  Context context(impl_->plan, impl_->registers, state, out, unjudged);
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

Obstacles Stepper::migrate(const Stepper& from, const CaseState& before, const Counterparts& to, const Past& past,
                           Instant at, Holder by, CaseState& after, Entries& out) {
  at = std::max(at, before.head().last);
  Entries none;
  Context was(from.impl_->plan, impl_->registers, const_cast<CaseState&>(before), none, nullptr);  // only asked
  was.look_at(at);
  after.assign(make(to.type()));
  after.head().sequence = before.head().sequence;
  const std::size_t first_entry = out.entries.size(), first_change = out.changes.size();
  Context context(impl_->plan, impl_->registers, after, out, nullptr);
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
  Context context(impl_->plan, impl_->registers, state, out, nullptr);
  context.begin_entry(EntryKind::erasure, at, at);
  context.entry().actor = by;
  context.forget_personal();
  context.end_entry();
}

std::uint32_t Stepper::advance(CaseState& state, Instant now, Entries& out, const Unjudged* unjudged,
                               std::uint32_t budget) {
  if (!state.head().leaf || state.head().closed || state.next_timer() > now) return 0;
  return Context(impl_->plan, impl_->registers, state, out, unjudged).fire_timers(now, budget);
}

Truth Stepper::holds(const CaseState& state, ExpressionId guard, Instant now, Instant since) const {
  Entries none;
  Context context(impl_->plan, impl_->registers, const_cast<CaseState&>(state), none, nullptr);  // only asked
  context.look_at(now, since);
  return context.guard(guard);
}

bool Stepper::as_received(const CaseState& state) const noexcept {
  Entries none;
  return Context(impl_->plan, impl_->registers, const_cast<CaseState&>(state), none, nullptr).as_received();  // only asked
}

void Stepper::set_registers(Registers registers) { impl_->registers = std::move(registers); }
const Registers& Stepper::registers() const noexcept { return impl_->registers; }
const RulebookData& Stepper::rules() const noexcept { return impl_->plan.rules; }

}  // namespace sanhuan
