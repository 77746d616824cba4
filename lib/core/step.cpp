#include "lib/core/step.hpp"

#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

// ---- Context: what every part of a step uses -----------------------------------------------------------------------

namespace {

Holder as_holder(const Actor& actor) noexcept {
  switch (actor.kind) {
    case Actor::Kind::petitioner: return {Holder::Kind::petitioner, {}, {}};
    case Actor::Kind::system: return {Holder::Kind::system, {}, {}};
    case Actor::Kind::unit: break;
  }
  return {actor.roles[0] ? Holder::Kind::role : Holder::Kind::unit, actor.roles[0], actor.unit};
}

}  // namespace

Context::Context(const Rules& rules, CaseState& state, Entries& out, const Unjudged* unjudged) noexcept
    : rules_(rules),
      state_(state),
      out_(out),
      unjudged_(unjudged),
      type_(&rules.data->case_types[state.type.value]),
      process_(&rules.data->processes[type_->process.value]),
      layout_(&rules.layouts[state.type.value]) {}

void Context::begin_entry(EntryKind kind, Instant at, Instant stood_at) {
  now_ = at;
  stood_ = stood_at;
  rule_ = {};
  Entry& entry = out_.entries.emplace_back();
  entry.kind = kind;
  entry.at = at;
  entry.stood_at = stood_at;
  entry.sequence = state_.sequence + 1;
  entry.first_change = static_cast<std::uint32_t>(out_.changes.size());
  entry.actor = {Holder::Kind::system, {}, {}};
}

void Context::end_entry() noexcept {
  Entry& entry = out_.entries.back();
  entry.change_count = static_cast<std::uint32_t>(out_.changes.size()) - entry.first_change;
  state_.sequence = entry.sequence;
  state_.last = entry.at;
}

void Context::drop_changes() noexcept { out_.changes.resize(out_.entries.back().first_change); }

Change& Context::change(ChangeKind kind, std::uint32_t a, std::uint32_t b, std::int64_t value, RuleId rule) {
  Change& c = out_.changes.emplace_back();
  c.kind = kind;
  c.a = static_cast<std::uint16_t>(a);
  c.b = b;
  c.at = now_;
  c.value = value;
  c.rule = rule;
  return c;
}

Change& Context::change(ChangeKind kind, const Obligation& o, std::int64_t value) {
  Change& c = change(kind, o.deadline.value, o.ordinal, value, deadline(o.deadline).rule);
  c.holder = o.holder().packed();
  return c;
}

Subject Context::subject() const noexcept {
  Subject s;
  s.facts = state_.facts(*layout_);
  s.known = state_.known(*layout_);
  if (const ColdFacts* cold = state_.cold()) {
    s.text_known = &cold->text_known;
    s.lists = &cold->lists;
  }
  s.level = state_.level;
  s.organisation = rules_.registers.organisation.get();
  s.context = this;
  s.deadline = [](const void* self, const model::Code& code) noexcept {
    return static_cast<const Context*>(self)->ask_deadline(code);
  };
  return s;
}

Scalar Context::ask_deadline(const model::Code& code) const noexcept {
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
  if (code.op == model::Op::ever_overdue) return yes_or_no(state_.ever_breached == (code.a == 0));
  const DeadlineId id(code.a);
  switch (code.op) {
    case model::Op::deadline_done: return yes_or_no(state_.summary(*layout_, id).fulfilled > 0);
    case model::Op::deadline_count: {
      const DeadlineSummary& summary = state_.summary(*layout_, id);
      return yes_or_no(enough(static_cast<model::Quantity>(code.b >> 16), code.b & 0xffff, summary.fulfilled,
                              summary.opened));
    }
    case model::Op::deadline_rung: {
      std::uint32_t open = 0, fired = 0;
      for (const Obligation& o : state_.obligations()) {
        if (o.deadline != id) continue;
        ++open;
        fired += o.fired >> (code.b & 0xffff) & 1;
      }
      return yes_or_no(open > 0 && enough(static_cast<model::Quantity>(code.b >> 24), code.b >> 16 & 0xff, fired, open));
    }
    case model::Op::deadline_armed:
      for (const Obligation& o : state_.obligations())
        if (o.deadline == id && o.state != ObligationState::waiting) return yes_or_no(true);
      return yes_or_no(false);
    default:  // deadline_due: unknown while it waits or is suspended (3.3d)
      for (const Obligation& o : state_.obligations())
        if (o.deadline == id && o.state == ObligationState::running) return Scalar::of(o.due.ms);
      return Scalar::unknown();
  }
}

Truth Context::guard(ExpressionId id) const noexcept {
  return id ? evaluate_guard(rules(), rules_.tables, id, subject()) : Truth::yes;
}
Scalar Context::value(ExpressionId id) const noexcept { return evaluate(rules(), rules_.tables, id, subject()); }
FactId Context::missing(ExpressionId id) const noexcept {
  return first_unknown(rules(), rules_.tables, id, state_.type, subject());
}

Scalar Context::scalar(FactId id) const noexcept {
  const model::Fact& f = fact(id);
  return f.type.list || f.type.kind == FactKind::text ? Scalar::unknown() : state_.fact(*layout_, f.slot);
}

void Context::set_scalar(FactId id, Scalar value, RuleId rule) {
  const model::Fact& f = fact(id);
  const Scalar before = state_.fact(*layout_, f.slot);
  if (before == value) return;
  state_.set_fact(*layout_, f.slot, value);
  change(ChangeKind::fact, id.value, value.known ? 0 : 1, value.bits, rule);
  if (!before.known && f.type.kind == FactKind::unit) hand_over(id);
}

void Context::learn(FactId id, const Value& value, RuleId rule) {
  const model::Fact& f = fact(id);
  if (f.type.list) {
    auto& list = state_.cold(*layout_).lists[f.slot];
    if (list == value.list) return;
    list = value.list;
    change(ChangeKind::fact, id.value, 0, static_cast<std::int64_t>(list.size()), rule);
  } else if (f.type.kind == FactKind::text) {
    ColdFacts& cold = state_.cold(*layout_);
    cold.text[f.slot] = value.text;
    cold.text_known[f.slot] = value.known() ? 1 : 0;
    change(ChangeKind::fact, id.value, value.known() ? 0 : 1, 0, rule);
  } else {
    set_scalar(id, value.known() ? Scalar::of(value.number) : Scalar::unknown(), rule);
  }
}

// ---- the stepper ---------------------------------------------------------------------------------------------------

struct Stepper::Impl {
  Rules rules;
  CaseState before;                        // as the timers left it, to go back to on a refusal
  std::vector<TransitionId> transitions;   // that the actor may take
  std::vector<std::uint16_t> to_fulfil, to_touch;

  bool right_type(const FactType& type, const Value& value) const noexcept;
  bool is_known(const CaseState&, const model::Fact&) const noexcept;
  FactId still_missing(const CaseState&) const noexcept;
  Answer check_form(const CaseState&, const Event&) const noexcept;
  Answer handle(Context&, const Event&);
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

bool Stepper::Impl::right_type(const FactType& type, const Value& value) const noexcept {
  const RulebookData& data = *rules.data;
  const auto scalar_fits = [&](std::int64_t v) {
    switch (type.kind) {
      case FactKind::boolean: return v == 0 || v == 1;
      case FactKind::enumeration: return v >= 0 && v < data.enumerations[type.enumeration.value].values.count;
      case FactKind::unit: return v >= 0 && static_cast<std::size_t>(v) < rules.registers.organisation->size();
      case FactKind::grid:
        return v >= 0 && static_cast<std::size_t>(v) < rules.registers.organisation->size() &&
               rules.registers.organisation->unit(UnitId(v)).level == Level::grid;
      case FactKind::role: return v >= 0 && static_cast<std::size_t>(v) < data.roles.size();
      case FactKind::level: return v >= 1 && v <= static_cast<std::int64_t>(Level::district);
      case FactKind::integer: case FactKind::decimal: case FactKind::money: case FactKind::date:
      case FactKind::instant: return true;
      case FactKind::text: return false;
    }
    return false;
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
  return state.fact(rules.layouts[state.type.value], f.slot).known;
}

// 3.3.2: declared, complete, of the right types, in time. Nothing happens where it is not, not even timers.
Answer Stepper::Impl::check_form(const CaseState& state, const Event& event) const noexcept {
  const RulebookData& data = *rules.data;
  if (!state.leaf) return malformed(Malformed::not_open);
  if (state.closed) return malformed(Malformed::case_closed);
  if (!event.event || event.event == model::escalation_event || event.event.value >= data.events.size())
    return malformed(Malformed::unknown_event);
  if (event.at < state.last) return malformed(Malformed::time_backwards);
  const model::Event& declared = data.events[event.event.value];
  const model::CaseType& type = data.case_types[state.type.value];
  const auto given = [&](std::uint32_t field) {
    return std::any_of(event.payload.begin(), event.payload.end(),
                       [&](const PayloadField& p) { return p.field == field && p.value.known(); });
  };
  for (const PayloadField& p : event.payload) {
    if (p.field >= declared.fields.count) return malformed(Malformed::wrong_type, p.field);
    const model::Field& field = data.fields[declared.fields.first + p.field];
    if (p.value.known() && !right_type(field.type, p.value)) return malformed(Malformed::wrong_type, p.field);
  }
  for (std::uint32_t i = 0; i < declared.fields.count; ++i) {
    const model::Field& field = data.fields[declared.fields.first + i];
    if (!field.required || given(i)) continue;
    const FactId fact = state.type.value < field.fact.size() ? field.fact[state.type.value] : FactId{};
    if (!fact || !is_known(state, data.facts[type.facts.first + fact.value]))
      return malformed(Malformed::missing_field, static_cast<std::uint16_t>(i));
  }
  return {};
}

// 10: a fact that may not be missing is known by the end of the first event that is accepted.
FactId Stepper::Impl::still_missing(const CaseState& state) const noexcept {
  const RulebookData& data = *rules.data;
  const model::CaseType& type = data.case_types[state.type.value];
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    const model::Fact& fact = data.facts[type.facts.first + f];
    if (!fact.optional && !is_known(state, fact)) return FactId(f);
  }
  return {};
}

// 3.3.4 to 3.3.10, with the entry begun. A refusal leaves it to the caller to go back.
Answer Stepper::Impl::handle(Context& context, const Event& event) {
  const RulebookData& data = *rules.data;
  const model::Process& process = context.process();
  CaseState& state = context.state();
  bool named = false;
  transitions.clear();
  to_fulfil.clear();
  to_touch.clear();
  if (!state.closed) {
    const model::Range range = process.candidates[state.leaf.value * data.events.size() + event.event.value];
    named = !range.empty();
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const TransitionId id = process.candidate_list[range.first + i];
      if (context.acts_as(event.by, process.transitions[id.value].actor, nullptr)) transitions.push_back(id);
    }
    const auto open = state.obligations();
    for (std::size_t i = 0; process.touched[event.event.value] != 0 && i < open.size(); ++i) {
      if (context.awaits(open[i], event.event)) {
        named = true;
        if (context.may_fulfil(open[i], event.by)) to_fulfil.push_back(static_cast<std::uint16_t>(i));
      }
      bool allowed = false;
      if (context.named_by_clock(open[i], event.event, event.by, allowed)) {
        named = true;
        if (allowed) to_touch.push_back(static_cast<std::uint16_t>(i));
      }
    }
  }
  bool asks = false;
  if (const model::Return* asked = context.return_asked_by(event.event); asked != nullptr && !state.closed) {
    named = true;
    if (context.holds_work(*asked, event.by)) {
      if (const Refusal refusal = context.may_ask(*asked)) return refused(refusal);
      asks = true;
    }
  }
  if (!named) return refused({Refused::not_accepted, {}, {}, {}});
  if (transitions.empty() && to_fulfil.empty() && to_touch.empty() && !asks)
    return refused({Refused::not_allowed, {}, {}, {}});
  const model::Return* granted = context.return_granted_by(event.event, to_fulfil);

  const model::Event& declared = data.events[event.event.value];
  for (const PayloadField& p : event.payload) {
    const model::Field& field = data.fields[declared.fields.first + p.field];
    const FactId fact = state.type.value < field.fact.size() ? field.fact[state.type.value] : FactId{};
    if (fact && p.value.known()) context.learn(fact, p.value, declared.rule);
  }
  context.apply_to_clocks(event.event, to_touch);
  context.fulfil(to_fulfil);
  context.happened(event.event);
  if (!transitions.empty()) {
    const Context::Choice choice = context.choose(transitions);
    if (choice.refusal) return refused(choice.refusal);
    const model::Transition& taken = process.transitions[choice.transition.value];
    if (const Refusal refusal = context.take(taken.then, nullptr, taken.rule)) return refused(refusal);
  }
  if (granted != nullptr && transitions.empty()) {
    if (const Refusal refusal = context.give_back(*granted)) return refused(refusal);
  }
  if (const Refusal refusal = context.settle()) return refused(refusal);
  if (context.bound_reached()) return refused({Refused::bound, {}, {}, {}});
  if (!state.begun)
    if (const FactId missing = still_missing(state)) return refused({Refused::undecided, missing, {}, {}});
  return {};
}

Stepper::Stepper(const RulebookData& data, Registers registers) : impl_(std::make_unique<Impl>()) {
  impl_->rules.data = &data;
  impl_->rules.tables = index_tables(data);
  for (const model::CaseType& type : data.case_types) impl_->rules.layouts.push_back(CaseLayout::of(data, type));
  impl_->rules.registers = std::move(registers);
}
Stepper::~Stepper() = default;
Stepper::Stepper(Stepper&&) noexcept = default;

CaseState Stepper::make(CaseTypeId type) const {
  const RulebookData& data = *impl_->rules.data;
  const CaseLayout& layout = impl_->rules.layouts[type.value];
  CaseState state(layout);
  state.type = type;
  const model::CaseType& case_type = data.case_types[type.value];
  for (std::uint32_t f = 0; f < case_type.facts.count; ++f) {
    const model::Fact& fact = data.facts[case_type.facts.first + f];
    if (fact.has_default) state.set_fact(layout, fact.slot, Scalar::of(fact.default_value));
  }
  return state;
}

const CaseLayout& Stepper::layout(CaseTypeId type) const noexcept { return impl_->rules.layouts[type.value]; }

Answer Stepper::open(CaseState& state, const Opening& opening, Entries& out, const Unjudged* unjudged) {
  const RulebookData& data = *impl_->rules.data;
  if (!opening.type || opening.type.value >= data.case_types.size() || !data.case_types[opening.type.value].process)
    return malformed(Malformed::not_open);
  if (state.leaf) return malformed(Malformed::not_open);
  const Calendar& calendar = *impl_->rules.registers.calendar;
  if (!calendar.covers(calendar.local_day(opening.at))) return malformed(Malformed::outside_calendar);
  const model::CaseType& type = data.case_types[opening.type.value];
  for (const auto& [fact, value] : opening.facts) {
    if (!fact || fact.value >= type.facts.count) return malformed(Malformed::wrong_type);
    if (value.known() && !impl_->right_type(data.facts[type.facts.first + fact.value].type, value))
      return malformed(Malformed::wrong_type, fact.value);
  }
  Context context(impl_->rules, state, out, unjudged);
  context.begin_entry(EntryKind::opened, opening.at, opening.at);
  context.entry().actor = as_holder(opening.by);
  state.opened = state.last = opening.at;
  for (const auto& [fact, value] : opening.facts) context.learn(fact, value, type.rule);
  state.leaf = context.process().initial;
  context.enter_from_above(ScopeId{}, state.leaf);
  context.settle();
  context.end_entry();
  context.fire_timers(opening.at, timers_per_step_max);
  Answer answer;
  answer.sequence = state.sequence;
  return answer;
}

Answer Stepper::step(CaseState& state, const Event& event, Entries& out, const Unjudged* unjudged) {
  if (const Answer form = impl_->check_form(state, event); form.rejected()) return form;
  Context context(impl_->rules, state, out, unjudged);
  context.fire_timers(event.at, timers_per_step_max);  // what they did stands, whatever becomes of the event
  const CaseLayout& layout = impl_->rules.layouts[state.type.value];
  impl_->before.assign(state, layout);

  context.begin_entry(EntryKind::event, event.at, event.at);
  Entry& entry = context.entry();
  entry.event = event.event;
  entry.assumed = event.assumed;
  entry.actor = as_holder(event.by);
  Answer answer = impl_->handle(context, event);
  if (answer.rejected()) {
    state.assign(impl_->before, layout);
    context.drop_changes();
    Entry& refusal = context.entry();
    refusal.kind = EntryKind::refusal;
    refusal.refused = answer.refused;
  } else {
    state.begun = true;
  }
  context.end_entry();
  answer.sequence = state.sequence;
  context.fire_timers(event.at, timers_per_step_max);  // what was already past when it was armed, last
  return answer;
}

std::uint32_t Stepper::advance(CaseState& state, Instant now, Entries& out, const Unjudged* unjudged,
                               std::uint32_t budget) {
  if (!state.leaf || state.closed) return 0;
  return Context(impl_->rules, state, out, unjudged).fire_timers(now, budget);
}

void Stepper::set_registers(Registers registers) { impl_->rules.registers = std::move(registers); }
const Registers& Stepper::registers() const noexcept { return impl_->rules.registers; }
const RulebookData& Stepper::rules() const noexcept { return *impl_->rules.data; }

}  // namespace sanhuan
