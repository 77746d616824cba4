// E0436: 仅当 is judged once, when the obligation would open, so what it reads must be known then (semantics 4.1).
#include "dsl/resolve/checks.hpp"
#include "dsl/resolve/reads.hpp"

namespace sanhuan::dsl {

void check_only_if(const CheckInput& in) {
  const model::CaseType& type = in.rules.case_types[in.process.case_type.value];
  for (const model::Deadline& deadline : in.process.deadlines) {
    if (!deadline.only_if) continue;
    const Reads reads = reads_of(in.rules, deadline.only_if);
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

}  // namespace sanhuan::dsl
