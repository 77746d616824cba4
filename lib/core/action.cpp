// What rules do beside moving: facts, effects, escalation, ending of clocks. Semantics 4.4, 6.1.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::Action;
using model::Verb;

namespace {

bool names(const RulebookData& rules, const Action& action, DeadlineId d) noexcept {
  if (action.all_deadlines) return true;
  for (std::uint32_t i = 0; i < action.deadlines.count; ++i)
    if (rules.deadline_lists[action.deadlines.first + i] == d) return true;
  return false;
}

}  // namespace

bool Context::ends(const model::Consequence& then, DeadlineId d) const noexcept {
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    const Action& action = rules().actions[then.actions.first + i];
    if (action.verb == Verb::end && names(rules(), action, d)) return true;
  }
  return false;
}

void Context::end_deadlines(const Action& action) {
  for (std::size_t i = 0; i < state_.obligations().size();) {
    if (names(rules(), action, state_.obligations()[i].deadline)) close(i, ChangeKind::waived);
    else ++i;
  }
}

void Context::effect(std::uint32_t index, Holder to) {
  const Action& action = rules().actions[index];
  Change& sent = change(ChangeKind::effect, static_cast<std::uint32_t>(action.verb), index, to.packed(), action.rule);
  sent.at = stood_;
  if (to.kind == Holder::Kind::nobody) sent.flags = change_flag::unaddressed;
  ++out_.effects;
}

void Context::escalate(const Action& action, std::uint32_t index, const Obligation* at_hand) {
  const Level from = head().level;
  Holder supervisor = first_known(action.by, at_hand);
  Level to = from;
  bool at_top = false;
  if (!action.by.empty()) {
    if (supervisor.unit) to = std::max(to, organisation().unit(supervisor.unit).level);
  } else if (const bool moved_already = state_.cold() != nullptr && state_.cold()->last_escalation == stood_;
             !moved_already && (from == Level::district || from == Level::unknown)) {
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
  if (to != from) {
    head().level = to;
    change(ChangeKind::level, static_cast<std::uint32_t>(to), static_cast<std::uint32_t>(from),
           supervisor.unit.value, action.rule);
  }
  Change& escalated = change(ChangeKind::escalated, static_cast<std::uint32_t>(to), static_cast<std::uint32_t>(from),
                             supervisor.packed(), action.rule);
  escalated.at = stood_;
  escalated.flags = at_top ? change_flag::at_top : 0;
  effect(index, supervisor);
  if (at_top) act(process_->at_top.actions, at_hand);
  happened(model::escalation_event);
}

Refusal Context::set(const Action& action) {
  const model::Expression& expression = rules().expressions[action.value.value];
  const model::Code& first = rules().code[expression.code.first];
  if (action.verb == Verb::set && expression.code.count == 1 && first.op == model::Op::text_const) {
    learn(action.fact, Value::of(std::string(rules().text(StringId(first.a)))), action.rule);
    return {};
  }
  const bool clears = expression.code.count == 1 && first.op == model::Op::push_unknown;
  const Scalar result = value(action.value);
  bool decided = result.known || clears;
  if (decided && action.verb == Verb::set) {
    decided = set_scalar(action.fact, result, action.rule);
  } else if (decided) {
    const Level from = head().level;
    head().level = result.known ? static_cast<Level>(result.bits) : Level::unknown;
    change(ChangeKind::level, static_cast<std::uint32_t>(head().level), static_cast<std::uint32_t>(from),
           static_cast<std::int64_t>(UnitId{}.value), action.rule);
  }
  // What a timer can't decide stays as it was: there is nobody to ask.
  if (decided || entry().kind == EntryKind::timer) return {};
  return {Refused::undecided, missing(action.value), {}, action.rule};
}

Refusal Context::act_all(model::Range actions, const Obligation* at_hand) {
  for (std::uint32_t i = 0; i < actions.count; ++i) {
    const std::uint32_t index = actions.first + i;
    const Action& action = rules().actions[index];
    switch (action.verb) {
      case Verb::set:
      case Verb::set_level:
        if (const Refusal refusal = set(action)) return refusal;
        break;
      case Verb::escalate: escalate(action, index, at_hand); break;
      case Verb::end: end_deadlines(action); break;
      case Verb::suspend:
        for (Obligation& o : state_.obligations())
          if (names(rules(), action, o.deadline)) suspend(o, suspended_by_verb);
        break;
      case Verb::resume:
        for (Obligation& o : state_.obligations())
          if (names(rules(), action, o.deadline)) resume(o, suspended_by_verb);
        break;
      case Verb::interrupt:
        for (Obligation& o : state_.obligations())
          if (names(rules(), action, o.deadline) && o.clock != ClockState::waiting && !o.breached) restart(o, now_);
        break;
      case Verb::deem:
        change(ChangeKind::deemed, at_hand != nullptr ? at_hand->deadline.value : DeadlineId::none_value, index, 0,
               action.rule);
        break;
      case Verb::notify: case Verb::inform: case Verb::urge: case Verb::supervise: case Verb::yellow_card:
      case Verb::red_card: case Verb::penalise: case Verb::reward: case Verb::open_case: case Verb::merge:
      case Verb::designate: case Verb::host: {
        const bool each = action.to.count == 1 && rules().refs[action.to.first].kind == model::RefKind::each_of;
        if (!each) {
          effect(index, first_known(action.to, at_hand));
        } else if (const Cold* cold = state_.cold()) {
          for (const std::int64_t member : cold->lists[fact(rules().refs[action.to.first].fact).slot])
            effect(index, {Holder::Kind::unit, {}, UnitId(member)});
        }
        break;
      }
    }
  }
  return {};
}

}  // namespace sanhuan
