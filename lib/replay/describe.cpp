#include "lib/replay/describe.hpp"

#include "lib/core/message.hpp"
#include "lib/rulebook/keywords.hpp"

namespace sanhuan {

std::string holder_name(const Rulebook& rulebook, Holder holder) {
  switch (holder.kind) {
    case Holder::Kind::nobody: return {};
    case Holder::Kind::petitioner: return "petitioner";
    case Holder::Kind::system: return "system";
    case Holder::Kind::unit: return std::string(rulebook.unit_name(holder.unit));
    case Holder::Kind::role: break;
  }
  const std::string_view role = rulebook.role_name(holder.role);
  std::string name(rulebook.unit_name(holder.unit));
  if (!name.empty()) name += ' ';
  return name.append(role);
}

std::string_view keyword(ObligationOutcome::State state) noexcept {
  using State = ObligationOutcome::State;
  switch (state) {
    case State::open: return "open";
    case State::fulfilled: return "fulfilled";
    case State::waived: return "waived";
    case State::returned: return "returned";
    case State::lapsed: return "lapsed";
    case State::reassigned: return "reassigned";
  }
  return "";
}

std::string verb_name(const RulebookData& rules, const FoldedRung& rung) {
  return std::string(rung.host_name ? rules.text(rung.host_name) : keyword(rung.verb));
}

std::string place_text(const Rulebook& rulebook, RuleId rule) {
  const Place place = rulebook.place(rule);
  if (!place.known()) return {};
  return std::string(rulebook.file(place.file)) + ':' + std::to_string(place.line);
}

CitedRule cited(const Rulebook& rulebook, RuleId rule) {
  CitedRule result;
  result.place = place_text(rulebook, rule);
  for (const Rulebook::Basis& basis : rulebook.bases(rule))
    result.bases.push_back({std::string(basis.text), basis.presumed});
  return result;
}

ObligationOutcome describe(const Rulebook& rulebook, const model::Process& process, const FoldedObligation& from) {
  const RulebookData& rules = rulebook.data();
  const model::Deadline& deadline = process.deadlines[from.deadline.value];
  ObligationOutcome o;
  o.key = rules.text(deadline.key);
  o.name = rules.text(deadline.name);
  o.responsibility = rules.text(process.responsibilities[deadline.responsibility.value].key);
  o.holder = from.holder;
  o.holder_name = holder_name(rulebook, from.holder);
  o.ordinal = from.ordinal;
  o.opened = from.opened;
  o.anchor = from.anchor;
  o.due = from.due;
  o.settled = from.settled;
  o.right = from.right;
  o.provisional = from.provisional;
  o.breached = from.breached;
  o.unjudged = from.unjudged;
  o.state = from.state;
  o.warnings = from.warnings;
  o.escalations = from.escalations;
  o.rule = from.rule;
  return o;
}

RungOutcome describe(const Rulebook& rulebook, const model::Process& process, const FoldedRung& from) {
  const RulebookData& rules = rulebook.data();
  RungOutcome r;
  r.kind = verb_name(rules, from);
  if (from.deadline) r.deadline = rules.text(process.deadlines[from.deadline.value].key);
  r.to = holder_name(rulebook, from.to);
  r.from = from.from;
  r.level = from.level;
  r.at = from.at;
  r.stood_at = from.stood_at;
  r.rule = from.rule;
  return r;
}

namespace {

// What stood in the way, by name.
std::string obstacle(const Rulebook& rulebook, const model::CaseType* type, const FoldedRejection& from,
                     EventId event) {
  const RulebookData& rules = rulebook.data();
  const Answer& answer = from.answer;
  if (!from.name.empty()) return from.name;
  if (type == nullptr) return {};
  if (answer.missing) return std::string(rules.text(rules.facts[type->facts.first + answer.missing.value].name));
  if (answer.owed && type->process)
    return std::string(rules.text(rules.processes[type->process.value].deadlines[answer.owed.value].name));
  if (answer.field != 0xffff && event)
    return std::string(rules.text(rules.fields[rules.events[event.value].fields.first + answer.field].name));
  return {};
}

}  // namespace

RejectedEvent describe(const Rulebook& rulebook, const model::CaseType* type, const FoldedRejection& from,
                       const RecordedCase& file) {
  const RecordedEvent& event = file.events[from.index];
  RejectedEvent r;
  r.event = event.event.empty() ? event.open : event.event;
  r.line = event.line;
  r.reason = from.answer.refused;
  r.malformed = from.answer.detail;
  r.at = event.at;
  r.assumed = event.assumed;
  r.detail = obstacle(rulebook, type, from, rulebook.event(event.event));
  return r;
}

std::vector<std::pair<std::string, std::string>> describe_facts(const Rulebook& rulebook, const model::CaseType& type,
                                                                const CaseState& state, const CaseLayout& layout) {
  const RulebookData& rules = rulebook.data();
  std::vector<std::pair<std::string, std::string>> facts;
  for (std::uint32_t i = 0; i < type.facts.count; ++i) {
    const model::Fact& fact = rules.facts[type.facts.first + i];
    const Value value = read_fact(rules, layout, state, FactId(i));
    const bool empty = !value.known() || (value.tag == Value::Tag::list && value.list.empty());
    if (!empty) facts.emplace_back(rules.text(fact.name), rulebook.show_value(fact.type, value));
  }
  return facts;
}

}  // namespace sanhuan
