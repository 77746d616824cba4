#include "cli/scenario_writer.hpp"

#include <algorithm>

#include "cli/words.hpp"
#include "lib/rulebook/model.hpp"

namespace sanhuan::cli {
namespace {

constexpr char list_separator = '\x1f';  // as RecordedEvent has it
constexpr Voice as_rules(Language::zh);

bool is_text(const Rulebook& rulebook, EventId event, std::string_view name) {
  const RulebookData& rules = rulebook.data();
  if (event) {
    const model::Range fields = rules.events[event.value].fields;
    for (std::uint32_t i = 0; i < fields.count; ++i) {
      const model::Field& field = rules.fields[fields.first + i];
      if (rules.text(field.name) == name) return field.type.kind == FactKind::text;
    }
  }
  return std::any_of(rules.facts.begin(), rules.facts.end(),
                     [&](const model::Fact& f) { return rules.text(f.name) == name && f.type.kind == FactKind::text; });
}

std::string assignments(const Rulebook& rulebook, EventId event, const RecordedEvent& from) {
  std::string text;
  for (const auto& [name, value] : from.facts) {
    if (value.empty()) continue;  // an empty list is one that nothing was said of
    std::string written = is_text(rulebook, event, name) ? "“" + value + "”" : value;
    for (std::size_t at = written.find(list_separator); at != written.npos; at = written.find(list_separator)) written.replace(at, 1, "、");
    text += (text.empty() ? "填 " : "、") + name + " 为 " + written;
  }
  return text;
}

std::string actor(const Rulebook& rulebook, const RecordedActor& by) {
  if (by.petitioner) return "信访人";
  if (by.system) return "系统";
  const std::string role = by.role.empty() ? std::string() : std::string(rulebook.role_name(rulebook.role(by.role)));
  if (by.unit.empty()) return role;
  return role.empty() ? by.unit : by.unit + " 的 " + role;
}

}  // namespace

std::string step_text(const Rulebook& rulebook, const RecordedEvent& e) {
  const EventId event = e.event.empty() ? EventId{} : rulebook.event(e.event);
  std::string text = event ? actor(rulebook, e.by) + " " + std::string(rulebook.event_name(event)) : std::string();
  const std::string facts = assignments(rulebook, event, e);
  return text + (text.empty() || facts.empty() ? "" : " ") + facts;
}

std::string scenario_text(const Rulebook& rulebook, const Counterexample& example, std::string_view case_type) {
  const Zone zone = rulebook.calendar().zone();
  std::string text = "情景 违背：" + example.breach.promise + "\n";
  if (rulebook.data().processes.size() > 1) text += "  假设 事项 " + std::string(case_type) + "\n";
  for (const RecordedEvent& e : example.file.events) {
    const std::string step = step_text(rulebook, e);
    // What is known when the case is opened stands for itself: the line that opens it is a moment alone.
    if (e.event.empty() && !step.empty()) text += "  " + step + "\n";
    text += "  " + show_instant(e.at, zone, as_rules) + (e.event.empty() ? "" : " " + step) + "\n";
  }
  if (example.until > example.file.events.back().at) text += "  " + show_instant(example.until, zone, as_rules) + "\n";
  return text + "  核对 违背 " + example.breach.promise + "\n";
}

}  // namespace sanhuan::cli
