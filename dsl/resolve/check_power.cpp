// E0410, W0410, E0411: escalation needs a top and a place to climb from; a holder who may be nobody needs somebody
// behind him (semantics 4.2b, 4.4).
#include "dsl/resolve/checks.hpp"

namespace sanhuan::dsl {

namespace {

// Every consequence of the process with what it does.
template <class F>
void for_consequences(const CheckInput& in, F&& f) {
  for (const model::Transition& t : in.process.transitions) f(t.then);
  for (const model::Deadline& d : in.process.deadlines) {
    for (std::uint32_t r = 0; r < d.rungs.count; ++r) f(in.rules.rungs[d.rungs.first + r].then);
    f(d.extension.then);
  }
  for (const model::Scope& s : in.process.scopes) {
    f(s.on_entry);
    f(s.on_exit);
  }
  for (const model::Return& r : in.process.returns) f(r.overdue);
}

}  // namespace

void check_escalation(const CheckInput& in) {
  const model::Action* escalation = nullptr;       // the first of any kind
  const model::Action* without_by = nullptr;       // one that may have to go past the top
  bool sets_level = false;
  for_consequences(in, [&](const model::Consequence& then) {
    for (std::uint32_t i = 0; i < then.actions.count; ++i) {
      const model::Action& action = in.rules.actions[then.actions.first + i];
      sets_level = sets_level || action.verb == model::Verb::set_level;
      if (action.verb != model::Verb::escalate) continue;
      if (escalation == nullptr) escalation = &action;
      if (without_by == nullptr && action.by.empty()) without_by = &action;
    }
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

}  // namespace sanhuan::dsl
