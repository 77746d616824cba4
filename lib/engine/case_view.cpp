#include "lib/engine/case_view.hpp"

#include "lib/core/message.hpp"

namespace sanhuan {

CaseView view_of(const Rulebook& rulebook, const CaseLayout& layout, const CaseState& state, std::string_view id) {
  const RulebookData& rules = rulebook.data();
  const CaseState::Header& head = state.head();
  const model::CaseType& type = rules.case_types[head.type.value];
  const model::Process& process = rules.processes[type.process.value];
  CaseView view;
  view.id = id;
  view.type = rules.text(type.key);
  view.stage = rules.text(process.scopes[head.leaf.value].key);
  view.stage_name = rules.text(process.scopes[head.leaf.value].name);
  view.closed = head.closed;
  view.level = head.level;
  view.opened = head.opened;
  view.last = head.last;
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    const model::Fact& fact = rules.facts[type.facts.first + f];
    const Value value = read_fact(rules, layout, state, FactId(f));
    if (value.known() && !(fact.type.list && value.list.empty()))
      view.facts.emplace_back(rules.text(fact.name), rulebook.show_value(fact.type, value));
  }
  for (const Obligation& o : state.obligations()) {
    const model::Deadline& d = process.deadlines[o.deadline.value];
    ObligationView& v = view.obligations.emplace_back();
    v.key = rules.text(d.key);
    v.name = rules.text(d.name);
    v.responsibility = rules.text(process.responsibilities[d.responsibility.value].name);
    v.holder = o.holder();
    v.due = o.clock == ClockState::running ? o.due : Instant::never();
    v.waiting = o.clock == ClockState::waiting;
    v.suspended = o.clock == ClockState::suspended;
    v.right = o.right;
    v.breached = o.breached;
    v.provisional = o.provisional;
  }
  return view;
}

}  // namespace sanhuan
