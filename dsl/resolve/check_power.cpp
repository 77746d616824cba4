// E0410, W0410, E0411, E0451: escalation needs a top and a place to climb from; a holder who may be nobody needs
// somebody behind him; who acts needs the power for it (semantics 3.3e, 4.2b, 4.4).
#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/checks.hpp"

namespace sanhuan::dsl {

void check_escalation(const CheckInput& in) {
  const model::Action* escalation = nullptr;       // the first of any kind
  const model::Action* without_by = nullptr;       // one that may have to go past the top
  bool sets_level = false;
  for_actions(in, [&](const model::Action& action) {
    sets_level = sets_level || action.verb == model::Verb::set_level;
    if (action.verb != model::Verb::escalate) return;
    if (escalation == nullptr) escalation = &action;
    if (without_by == nullptr && action.by.empty()) without_by = &action;
  });
  if (escalation == nullptr) return;
  const bool head_read = !in.draft.scopes[0].has_hole;
  if (!in.process.locality && head_read) in.sink.report("E0410", in.place(escalation->rule), {Arg("属地", "locality")});
  if (without_by != nullptr && in.process.at_top.actions.empty() && head_read && !in.draft.line.first(NodeKind::top))
    in.sink.report("E0412", in.place(without_by->rule));
  if (!sets_level && in.draft.sound) in.sink.report("W0410", in.place(escalation->rule));
}

void check_fallback(const CheckInput& in) {
  if (in.process.fallback || in.draft.scopes[0].has_hole || in.draft.line.first(NodeKind::fallback)) return;
  const model::CaseType& type = in.rules.case_types[in.process.case_type.value];
  for (std::size_t i = 0; i < in.process.responsibilities.size(); ++i) {
    const model::Refs holder = in.process.responsibilities[i].holder;
    for (std::uint32_t r = 0; r < holder.count; ++r) {
      const model::Ref& ref = in.rules.refs[holder.first + r];
      if (ref.kind != model::RefKind::fact && ref.kind != model::RefKind::fact_level) continue;
      const model::Fact& fact = in.rules.facts[type.facts.first + ref.fact.value];
      if (!fact.optional || fact.has_default) continue;
      in.sink.report("E0411", in.draft.responsibility_places[i],
                     {in.name(in.process.responsibilities[i].name), in.name(fact.name)});
      break;
    }
  }
}

namespace {

// The level that a reference means whatever the case; unknown where the case decides.
Level level_of(const CheckInput& in, const model::Ref& ref) {
  if (ref.kind == model::RefKind::fact_level) return ref.level;
  return ref.kind == model::RefKind::unit ? in.context.organisation.unit(ref.unit).level : Level::unknown;
}

Arg missing_powers(std::uint8_t missing) {
  Arg shown("");
  const auto add = [&](std::uint8_t bit, std::string_view zh, std::string_view en) {
    if ((missing & bit) == 0) return;
    shown.zh.append(shown.zh.empty() ? "" : "、").append(zh);
    shown.en.append(shown.en.empty() ? "" : ", ").append(en);
  };
  add(power::command, "指挥调度", "command");
  add(power::assign, "分流指派", "assign");
  add(power::supervise, "督查督办", "supervise");
  add(power::assess, "考核奖惩", "assess");
  return shown;
}

void check_actor(const CheckInput& in, model::Refs actor, std::uint8_t powers, RuleId line) {
  for (std::uint32_t r = 0; powers != 0 && r < actor.count; ++r) {
    const model::Ref& ref = in.rules.refs[actor.first + r];
    const Level level = level_of(in, ref);
    if (level == Level::unknown) continue;
    const std::uint8_t missing = powers & static_cast<std::uint8_t>(~in.context.organisation.powers(level));
    if (missing == 0) continue;
    const std::string who = ref.kind == model::RefKind::unit
                                ? in.context.organisation.unit(ref.unit).name
                                : in.name(in.rules.facts[in.rules.case_types[in.process.case_type.value].facts.first +
                                                         ref.fact.value].name);
    in.sink.report("E0451", in.place(line), {who, missing_powers(missing)});
    return;
  }
}

}  // namespace

// A line whose actor can never have the power would never be taken. What a clock does, of a return too, the rules do.
void check_powers(const CheckInput& in) {
  for (const model::Transition& t : in.process.transitions) check_actor(in, t.actor, t.powers, t.rule);
  for (const model::Reopening& r : in.process.reopenings)
    check_actor(in, r.actor, powers_needed(in.rules, r.then), r.rule);
  for (const model::Deadline& d : in.process.deadlines)
    check_actor(in, d.extension.approver, powers_needed(in.rules, d.extension.then), d.extension.rule);
}

}  // namespace sanhuan::dsl
