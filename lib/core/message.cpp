#include "lib/core/message.hpp"

namespace sanhuan {

Value read_fact(const RulebookData& rules, const CaseLayout& layout, const CaseState& state, FactId id) {
  const model::Fact& fact = rules.facts[rules.case_types[state.head().type.value].facts.first + id.value];
  const Cold* cold = state.cold();
  if (fact.type.list) return Value::of(cold != nullptr ? cold->lists[fact.slot] : std::vector<std::int64_t>{});
  if (fact.type.kind == FactKind::text) {
    if (cold == nullptr || cold->text_known[fact.slot] == 0) return Value::null();
    return Value::of(cold->text[fact.slot]);
  }
  const Scalar scalar = state.fact(layout, fact.slot);
  return scalar.known ? Value::of(scalar.bits) : Value::null();
}

namespace {

std::string look_up(const Rulebook& rulebook, const CaseLayout& layout, const CaseState& state,
                    std::string_view case_id, const Event* event, std::string_view name) {
  if (name == "编号" || name == "number") return std::string(case_id);
  const RulebookData& rules = rulebook.data();
  if (const FactId id = rulebook.fact(state.head().type, name)) {
    const Value value = read_fact(rules, layout, state, id);
    const model::Fact& fact = rules.facts[rules.case_types[state.head().type.value].facts.first + id.value];
    return value.known() ? rulebook.show_value(fact.type, value) : "?";
  }
  if (event == nullptr) return "?";
  const model::Range fields = rules.events[event->event.value].fields;
  for (const PayloadField& p : event->payload) {
    const model::Field& field = rules.fields[fields.first + p.field];
    if (rules.text(field.name) == name && p.value.known()) return rulebook.show_value(field.type, p.value);
  }
  return "?";
}

}  // namespace

namespace {

// Calls `plain` with what stands as it is and `name` with what stands between { and }.
template <class Plain, class Name>
void each_part(std::string_view text, Plain plain, Name name) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return plain(text);
    plain(text.substr(0, open));
    name(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace

std::string fill_text(const Rulebook& rulebook, const CaseLayout& layout, const CaseState& state,
                      std::string_view case_id, const Event* event, std::string_view text) {
  std::string out;
  each_part(text, [&](std::string_view plain) { out += plain; },
            [&](std::string_view name) { out += look_up(rulebook, layout, state, case_id, event, name); });
  return out;
}

bool text_names(std::string_view text, const std::function<bool(std::string_view)>& is) {
  bool found = false;
  each_part(text, [](std::string_view) {}, [&](std::string_view name) { found = found || is(name); });
  return found;
}

}  // namespace sanhuan
