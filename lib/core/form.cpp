#include "lib/core/form.hpp"

#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

Answer malformed(Malformed detail, std::uint16_t field) noexcept {
  Answer answer;
  answer.refused = Refused::malformed;
  answer.detail = detail;
  answer.field = field;
  return answer;
}

bool Form::right_type(const FactType& type, std::int64_t low, std::int64_t high,
                      const Value& value) const noexcept {
  const Organisation& organisation = *registers_.organisation;
  const ValueBounds bounds = bounds_of_type(plan_.rules, type);
  const auto scalar_fits = [&](std::int64_t v) {
    if (v < bounds.low || v > bounds.high || v < low || v > high) return false;
    switch (type.kind) {
      case FactKind::unit: return static_cast<std::size_t>(v) < organisation.size();
      case FactKind::grid:
        return static_cast<std::size_t>(v) < organisation.size() &&
               organisation.unit(UnitId(v)).level == Level::grid;
      case FactKind::role: return static_cast<std::size_t>(v) < plan_.rules.roles.size();
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

bool Form::is_known(const CaseState& state, const model::Fact& f) const noexcept {
  if (f.type.list) return true;  // a list starts empty, not unknown (10)
  if (f.type.kind == FactKind::text) return state.cold() != nullptr && state.cold()->text_known[f.slot] != 0;
  return state.fact(plan_.layouts[state.head().type.value], f.slot).known;
}

// 3.3.2: declared, complete, of the right types, in time. Nothing happens where it is not, not even timers.
Answer Form::check(const CaseState& state, const Event& event) const noexcept {
  const CaseState::Header& head = state.head();
  if (!head.leaf) return malformed(Malformed::not_open);
  if (event.event == model::escalation_event || event.event.value >= plan_.rules.events.size())
    return malformed(Malformed::unknown_event);
  if (head.closed && !may_reopen(state, event.event)) return malformed(Malformed::case_closed);
  if (event.at < head.last) return malformed(Malformed::time_backwards);
  if (event.occurred != Instant::never())
    if (const Answer late = check_late(state, event); late.rejected()) return late;
  if (event.payload.empty() && plan_.plain_events[event.event.value]) return {};
  return check_payload(state, event);
}

bool Form::may_reopen(const CaseState& state, EventId event) const noexcept {
  const model::CaseType& type = plan_.rules.case_types[state.head().type.value];
  return reopening_by(plan_.rules.processes[type.process.value], state.head().leaf, event) != nullptr;
}

// 4.6: declared, by whom it may be, in its window, and not before all that waits for it was opened.
Answer Form::check_late(const CaseState& state, const Event& event) const noexcept {
  const model::Event& declared = plan_.rules.events[event.event.value];
  const Calendar& calendar = *registers_.calendar;
  if (declared.late_days == 0 || event.occurred > event.at) return malformed(Malformed::late_entry);
  const Day earliest = calendar.subtract_working_days(calendar.local_day(event.at), declared.late_days);
  if (calendar.local_day(event.occurred) < earliest || event.occurred < state.head().opened)
    return malformed(Malformed::late_entry);
  Entries none;
  const Context context(plan_, registers_, const_cast<CaseState&>(state), none);  // only asked
  if (!context.acts_as(event.by, declared.late_by, nullptr)) return malformed(Malformed::late_entry);
  bool waits = false, touches = false;
  for (const Obligation& o : state.obligations()) {
    const std::uint8_t is = context.process_plan().relation(event.event, o.deadline);
    if ((is & (relation::fulfils | relation::befalls)) == 0) continue;
    if ((is & relation::befalls) == 0 && context.asleep(o))
      continue;  // not fulfilled while its stage sleeps (3.4)
    waits = true;
    touches = touches || !context.opened_after(o, event.occurred);
  }
  return waits && !touches ? malformed(Malformed::late_entry) : Answer{};
}

Answer Form::check_payload(const CaseState& state, const Event& event) const noexcept {
  const RulebookData& data = plan_.rules;
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

FactId Form::still_missing(const CaseState& state) const noexcept {
  const model::CaseType& type = plan_.rules.case_types[state.head().type.value];
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    const model::Fact& fact = plan_.rules.facts[type.facts.first + f];
    if (!fact.optional && !is_known(state, fact)) return FactId(f);
  }
  return {};
}

}  // namespace sanhuan
