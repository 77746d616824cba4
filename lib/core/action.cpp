// What rules do beside moving: facts, effects, escalation, what befalls clocks. Semantics 4.3, 4.4, 4.9, 6.1.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::Action;
using model::Op;
using model::Verb;

bool Context::names(const Action& action, DeadlineId d) const noexcept {
  if (action.all_deadlines) return true;
  for (std::uint32_t i = 0; i < action.deadlines.count; ++i)
    if (rules().deadline_lists[action.deadlines.first + i] == d) return true;
  return false;
}

bool Context::ends(const model::Consequence& then, DeadlineId d) const noexcept {
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    const Action& action = rules().actions[then.actions.first + i];
    if (action.verb == Verb::end && names(action, d)) return true;
  }
  return false;
}

void Context::end_deadlines(const Action& action) {
  for (std::size_t i = 0; i < state_.obligations().size();) {
    if (names(action, state_.obligations()[i].deadline))
      close(i, ChangeKind::waived);
    else
      ++i;
  }
}

// ---- effects -------------------------------------------------------------------------------------------------------

void Context::effect(std::uint32_t index, Holder to, const Obligation* at_hand, std::uint8_t flags) {
  const Action& action = rules().actions[index];
  Change& sent =
      change(ChangeKind::effect, static_cast<std::uint32_t>(action.verb), index, to.packed(), action.rule);
  sent.at = stood_;
  sent.flags = flags;
  if (to.kind == Holder::Kind::nobody && !action.to.empty()) sent.flags |= change_flag::unaddressed;
  // A score of a rung is taken back should its breach be none (4.6).
  const bool scores = action.verb == Verb::penalise || action.verb == Verb::reward;
  if (!scores || at_hand == nullptr) return;
  if (Obligation* o = find(at_hand->serial)) {
    o->in_cold = true;
    cold().scored.push_back({o->serial, index, to.packed()});
  }
}

void Context::send(std::uint32_t index, const Obligation* at_hand) {
  const Action& action = rules().actions[index];
  const bool each = action.to.count == 1 && rules().refs[action.to.first].kind == model::RefKind::each_of;
  if (each) {
    if (state_.cold() == nullptr) return;
    const auto members = state_.cold()->lists[fact(rules().refs[action.to.first].fact).slot];
    for (const std::int64_t member : members)
      effect(index, {Holder::Kind::unit, {}, organisation().current(UnitId(member))}, at_hand);
    return;
  }
  const Holder to = first_known(action.to, at_hand);
  // A rung with nobody to address passes to the next one up at once, on the record (4.3).
  if (to.kind == Holder::Kind::nobody && !action.to.empty() && at_hand != nullptr &&
      entry().kind == EntryKind::timer) {
    if (const UnitId above = unit_above())
      return effect(index, {Holder::Kind::unit, {}, above}, at_hand, change_flag::passed_up);
  }
  effect(index, to, at_hand);
}

void Context::caused(Obligation& supervision) {
  supervision.in_cold = true;
  if (Obligation* const cause = find(escalating_)) cause->in_cold = true;
  cold().causes.push_back({supervision.serial, escalating_});
}

Refusal Context::escalate(const Action& action, std::uint32_t index, const Obligation* at_hand) {
  const Level from = head().level;
  Holder supervisor = first_known(action.by, at_hand);
  Level to = from;
  bool at_top = false;
  const bool moved_already = state_.cold() != nullptr && state_.cold()->last_escalation == stood_;
  if (!action.by.empty()) {
    if (supervisor.unit) to = std::max(to, organisation().unit(supervisor.unit).level);
  } else if (!moved_already && (from == Level::district || from == Level::unknown)) {
    at_top = true;
  } else {
    // Two obligations that escalate at one instant move the level once (4.4).
    to = moved_already ? from : static_cast<Level>(static_cast<std::uint8_t>(from) + 1);
    const UnitId place = locality();
    UnitId above = place ? organisation().ancestor(place, to) : UnitId{};
    if (!above) {
      const Holder whose = first_known(action.to, at_hand);
      if (whose.unit) above = organisation().centre(to, whose.unit);
    }
    if (above) supervisor = {Holder::Kind::unit, {}, above};
  }
  cold().last_escalation = stood_;
  if (supervisor.unit) cold().supervisor = supervisor.unit;
  if (to != from) {
    head().level = to;
    change(ChangeKind::level, static_cast<std::uint32_t>(to), static_cast<std::uint32_t>(from),
           supervisor.unit.value, action.rule);
  }
  Change& escalated = change(ChangeKind::escalated, static_cast<std::uint32_t>(to),
                             static_cast<std::uint32_t>(from), supervisor.packed(), action.rule);
  escalated.at = stood_;
  escalated.flags = at_top ? change_flag::at_top : 0;
  effect(index, supervisor, at_hand);
  const Refusal refusal = at_top ? act(process_->at_top.actions, at_hand) : Refusal{};
  escalating_ = at_hand != nullptr ? at_hand->serial : 0;
  happened(model::escalation_event);
  escalating_ = 0;
  return refusal;
}

// ---- facts ---------------------------------------------------------------------------------------------------------

std::optional<std::string> Context::text_value(ExpressionId id) const {
  const model::Code& first = rules().code[rules().expressions[id.value].code.first];
  if (first.op == Op::text_const) return std::string(rules().text(StringId(first.a)));
  const Cold* cold = state_.cold();
  if (first.op != Op::text_copy || cold == nullptr || cold->text_known[first.a] == 0) return std::nullopt;
  return cold->text[first.a];
}

std::optional<std::vector<std::int64_t>> Context::values(ExpressionId one, model::Range members) const {
  std::vector<std::int64_t> all;
  const auto read = [&](ExpressionId id) -> std::optional<std::vector<std::int64_t>> {
    const model::Code& first = rules().code[rules().expressions[id.value].code.first];
    if (first.op == Op::list_copy) {
      const Cold* cold = state_.cold();
      return cold == nullptr ? std::vector<std::int64_t>{} : cold->lists[first.a];
    }
    if (first.op == Op::table_list) return plan_.evaluator.list(TableId(first.a), first.b, subject());
    const Scalar scalar = value(id);
    if (!scalar.known) return std::nullopt;
    return std::vector{scalar.bits};
  };
  const auto add = [&](ExpressionId id) {
    const auto named = read(id);
    const model::Range code = rules().expressions[id.value].code;
    if (named && rules().code[code.first + code.count - 1].op == Op::list_without) {  // 除了 …
      std::erase_if(
          all, [&](std::int64_t m) { return std::find(named->begin(), named->end(), m) != named->end(); });
    } else if (named) {
      all.insert(all.end(), named->begin(), named->end());
    }
    return named.has_value();
  };
  bool known = members.count != 0 || add(one);
  for (std::uint32_t i = 0; i < members.count && known; ++i) known = add(rules().results[members.first + i]);
  if (!known || all.size() > list_members_max) return std::nullopt;
  return all;
}

Refusal Context::set(const Action& action) {
  const bool level = action.verb == Verb::set_level;
  const bool clears = action.members.empty() && rules().expressions[action.value.value].code.count == 1 &&
                      rules().code[rules().expressions[action.value.value].code.first].op == Op::push_unknown;
  bool decided = true;
  if (!level && fact(action.fact).type.list) {
    std::optional<std::vector<std::int64_t>> listed{std::in_place};
    if (!clears) listed = values(action.value, action.members);
    decided = listed.has_value();
    if (decided) set_list(action.fact, std::move(*listed), action.rule);
  } else if (!level && fact(action.fact).type.kind == FactKind::text) {
    Value said;
    if (!clears)
      if (auto text = text_value(action.value)) said = Value::of(std::move(*text));
    decided = clears || said.known();
    if (decided) learn(action.fact, said, action.rule);
  } else {
    const Scalar result = value(action.value);
    decided = result.known || clears;
    if (decided && !level) {
      decided = set_scalar(action.fact, result, action.rule);
    } else if (decided) {
      const Level from = head().level;
      head().level = result.known ? static_cast<Level>(result.bits) : Level::unknown;
      change(ChangeKind::level, static_cast<std::uint32_t>(head().level), static_cast<std::uint32_t>(from),
             static_cast<std::int64_t>(UnitId{}.value), action.rule);
    }
  }
  // What a timer can't decide stays as it was: there is nobody to ask.
  if (decided || entry().kind == EntryKind::timer) return {};
  FactId unknown;
  const auto goes_by = [&](ExpressionId value) {
    if (!value) return;
    if (judged_ != nullptr) judged_->push_back({Unmet::Why::undecided, action.rule, value});
    if (!unknown) unknown = missing(value);
  };
  if (judged_ != nullptr) judged_->clear();  // what a guard before it came to is no reason
  goes_by(action.value);
  for (std::uint32_t i = 0; i < action.members.count; ++i) goes_by(rules().results[action.members.first + i]);
  return {Refused::undecided, unknown, {}, action.rule};
}

void Context::merge(const Action& action) {
  const Scalar at = value(action.value);
  if (!at.known) return;
  const model::Event& e = rules().events[action.event.value];
  const auto before = [&](std::uint16_t slot) {
    return slot == 0xffff ? Instant::never() : state_.anchor(*layout_, slot);
  };
  const Instant first = before(e.anchor_first != 0xffff ? e.anchor_first : e.anchor_latest);
  const bool happened_before = first != Instant::before_all();
  if (happened_before && first <= Instant{at.bits}) return;
  if (!happened_before && e.anchor_latest != 0xffff) state_.set_anchor(*layout_, e.anchor_latest, {at.bits});
  change(ChangeKind::merged, action.event.value, 0, 0, action.rule).at = {at.bits};
  first_happened_earlier(action.event, {at.bits}, action.rule);
  if (!happened_before) happened_elsewhere(action.event);
}

// ---- one after another ---------------------------------------------------------------------------------------------

// What a timer does cannot be refused: what is undecided there is left out, and the rest is done (3.3b).
Refusal Context::act_all(model::Range actions, const Obligation* at_hand) {
  if (at_hand != nullptr) acting_ = at_hand->unit;
  const bool refusable = event_ != nullptr;
  for (std::uint32_t i = 0; i < actions.count; ++i) {
    const std::uint32_t index = actions.first + i;
    const Action& action = rules().actions[index];
    switch (action.verb) {
      case Verb::set:
      case Verb::set_level:
        if (const Refusal refusal = set(action); refusal && refusable) return refusal;
        break;
      case Verb::escalate:
        if (const Refusal refusal = escalate(action, index, at_hand); refusal && refusable) return refusal;
        break;
      case Verb::end: end_deadlines(action); break;
      case Verb::suspend:
        for (Obligation& o : state_.obligations())
          if (names(action, o.deadline)) suspend(o, suspended_by_verb, now_);
        break;
      case Verb::resume:
        for (Obligation& o : state_.obligations())
          if (names(action, o.deadline)) resume(o, suspended_by_verb, now_);
        break;
      case Verb::interrupt:
        for (Obligation& o : state_.obligations())
          if (names(action, o.deadline) && o.clock != ClockState::waiting && !o.breached) restart(o, now_);
        break;
      case Verb::transfer: transfer(action, at_hand); break;
      case Verb::delegate:
      case Verb::recall: delegate(action, at_hand); break;
      case Verb::deem:
        change(ChangeKind::deemed, at_hand != nullptr ? at_hand->deadline.value : DeadlineId::none_value,
               index, 0, action.rule);
        break;
      case Verb::open_case:
        if (const Refusal refusal = open_child(action, index); refusal && refusable) return refusal;
        break;
      case Verb::merge:
        if (action.event)
          merge(action);
        else
          send(index, at_hand);
        break;
      case Verb::notify:
      case Verb::inform:
      case Verb::urge:
      case Verb::supervise:
      case Verb::yellow_card:
      case Verb::red_card:
      case Verb::penalise:
      case Verb::reward:
      case Verb::designate:
      case Verb::host: send(index, at_hand); break;
    }
  }
  return {};
}

}  // namespace sanhuan
