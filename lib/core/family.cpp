// What a case asks of others and hears from them: children (录入), revisions of registers. Semantics 3.6, 2.3b.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

Refusal Context::open_child(const model::Action& action, std::uint32_t index) {
  const auto& known = state_.cold() == nullptr ? std::vector<Cold::Child>{} : state_.cold()->children;
  if (known.size() >= children_max) return {Refused::bound, {}, {}, action.rule};
  const model::CaseType& type = rules().case_types[action.case_type.value];
  ChildOpening opening;
  opening.entry = entry().sequence;
  opening.position = children_opened_++;
  opening.at = entry().at;
  opening.type = action.case_type;
  for (std::uint32_t i = 0; i < action.assigns.count; ++i) {
    const model::Assign& assign = rules().assigns[action.assigns.first + i];
    const model::Fact& of_child = rules().facts[type.facts.first + assign.fact.value];
    if (of_child.type.list) {
      if (auto members = values(assign.value, assign.members)) opening.facts.emplace_back(assign.fact, Value::of(std::move(*members)));
    } else if (of_child.type.kind == FactKind::text) {
      if (auto text = text_value(assign.value)) opening.facts.emplace_back(assign.fact, Value::of(std::move(*text)));
    } else if (const Scalar scalar = value(assign.value); scalar.known) {
      opening.facts.emplace_back(assign.fact, Value::of(scalar.bits));
    }
  }
  cold().children.push_back({opening.entry, opening.position, opening.type, false});
  change(ChangeKind::child, opening.type.value, opening.position, 0, action.rule);
  effect(index, {}, nullptr);
  out_.children.push_back(std::move(opening));
  return {};
}

void Context::child_closed(std::uint32_t entry, std::uint16_t position) {
  if (state_.cold() == nullptr) return;
  for (Cold::Child& child : cold().children) {
    if (child.entry != entry || child.position != position || child.closed) continue;
    child.closed = true;
    change(ChangeKind::child_closed, child.type.value, position, entry, {});
  }
}

bool Context::recount_all() {
  const std::size_t before = out_.changes.size();
  for (Obligation& o : state_.obligations()) {
    succeed(o);
    if (o.clock != ClockState::running) continue;
    const model::Deadline& d = deadline(o.deadline);
    const bool counts = !o.breached && d.calendar_change != model::CalendarChange::unchanged;
    const ClockCount now = counts ? count(o) : ClockCount{};
    if (counts && d.calendar_change == model::CalendarChange::never_earlier && now.due < o.due) {
      befall(o, {o.due, {}, 0, ClockEventKind::floor});
    } else if (counts && now.due != o.due) {
      recount(o, ChangeKind::recounted, {});
    } else if (counts) {
      o.provisional = now.provisional;
    }
  }
  // Their days may count otherwise now, also where the due stays (2.3b); of what is held back, after the time to decide.
  for (Obligation& o : state_.obligations()) place_rungs(o);
  return out_.changes.size() != before;
}

}  // namespace sanhuan
