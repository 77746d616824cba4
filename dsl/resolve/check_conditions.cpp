// E0436, E0448, E0449: what a condition and an action may ask for where they stand.
#include "dsl/resolve/checks.hpp"
#include "lib/eval/reads.hpp"

namespace sanhuan::dsl {

// 仅当 is judged once, when the obligation would open, so what it reads must be known then (4.1).
void check_only_if(const CheckInput& in) {
  const model::CaseType& type = in.rules.case_types[in.process.case_type.value];
  for (const model::Deadline& deadline : in.process.deadlines) {
    if (!deadline.only_if) continue;
    const FactReads reads = reads_of(in.rules, deadline.only_if);
    for (std::uint32_t i = 0; i < type.facts.count; ++i) {
      const model::Fact& fact = in.rules.facts[type.facts.first + i];
      if (!fact.optional || fact.has_default || fact.type.list || !reads.has(fact)) continue;
      in.sink.report("E0436", in.place(in.rules.expressions[deadline.only_if.value].rule),
                     {in.name(deadline.name), in.name(fact.name)})
          .notes.push_back({in.place(fact.rule), "要素可缺", "the fact is optional"});
      break;
    }
  }
}

// 一旦 and 限 are looked at when something happens; a day that passes is nothing that happens (2.5b, 3.3.10).
void check_today(const CheckInput& in) {
  const auto check = [&](ExpressionId id) {
    if (id && reads_of(in.rules, id).today) in.sink.report("E0448", in.place(in.rules.expressions[id.value].rule));
  };
  for (const model::Transition& t : in.process.transitions)
    if (!t.event) check(t.guard);
  for (const model::Deadline& d : in.process.deadlines)
    for (std::uint32_t i = 0; i < d.class_limits.count; ++i)
      check(in.rules.class_limits[d.class_limits.first + i].when);
}

// 录入 (3.6)
void check_children(const CheckInput& in) {
  for_actions(in, [&](const model::Action& action) {
    if (action.verb != model::Verb::open_case || in.context.with_process.contains(action.case_type)) return;
    in.sink.report("E0449", in.place(action.rule), {in.name(in.rules.case_types[action.case_type.value].name)});
  });
}

}  // namespace sanhuan::dsl
