#include "sanhuan/findings.hpp"

#include "lib/rulebook/duties.hpp"
#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

namespace {

class Opening {
 public:
  Opening(const DutyBook& book, const DutyFinding& finding) : book_(book), rules_(book.rulebook()), data_(rules_.data()), finding_(finding) {}

  RecordedCase of(CaseTypeId type, model::Range assigns, std::size_t ordinal) const {
    RecordedCase file;
    const Unit& unit = rules_.organisation().unit(finding_.unit);
    file.id = finding_.number.empty() ? std::string(book_.key(finding_.duty)) + "-" + unit.key + "-" + minute() : finding_.number;
    if (ordinal > 0) file.id += "-" + std::to_string(ordinal + 1);
    RecordedEvent& event = file.events.emplace_back();
    event.at = finding_.at;
    event.open = data_.text(data_.case_types[type.value].key);
    event.by.unit = unit.key;
    const model::Range facts = data_.case_types[type.value].facts;
    for (std::uint32_t i = 0; i < facts.count; ++i) {
      const model::Fact& fact = data_.facts[facts.first + i];
      std::string text = written(assigns, FactId(i), fact);
      if (text.empty()) text = known(fact);
      if (!text.empty()) event.facts.emplace_back(data_.text(fact.name), std::move(text));
    }
    return file;
  }

 private:
  std::string minute() const {  // 2026-09-18T1005
    constexpr std::size_t to_minutes = 16, colon = 13;
    return to_string(finding_.at, rules_.calendar().zone()).substr(0, to_minutes).erase(colon, 1);
  }

  // 填 F 为 V: a fixed value, which the pack's check (E0826) holds it to.
  std::string written(model::Range assigns, FactId id, const model::Fact& fact) const {
    for (std::uint32_t a = 0; a < assigns.count; ++a) {
      const model::Assign& assign = data_.assigns[assigns.first + a];
      if (assign.fact != id || !assign.value) continue;
      const model::Expression& expression = data_.expressions[assign.value.value];
      if (expression.code.count != 1) continue;
      const model::Code& code = data_.code[expression.code.first];
      if (code.op == model::Op::text_const) return std::string(data_.text(StringId(code.a)));
      if (code.op == model::Op::push) return rules_.show_value(fact.type, Value::of(data_.constants[code.a]));
    }
    return {};
  }

  std::string known(const model::Fact& fact) const {
    const Unit& unit = rules_.organisation().unit(finding_.unit);
    if (fact.type.kind == FactKind::grid && !fact.type.list) return unit.level == Level::grid ? unit.key : std::string();
    const std::string_view key = data_.text(fact.key);
    if (key == "duty-item") return std::string(book_.key(finding_.duty));
    if (key == "found-by") return unit.key;
    if (key == "finding") return finding_.what;
    if (key == "duty-lead" && finding_.duty.value < book_.items()) return std::string(rules_.unit_name(data_.duties->items[finding_.duty.value].lead));
    return {};
  }

  const DutyBook& book_;
  const Rulebook& rules_;
  const RulebookData& data_;
  const DutyFinding& finding_;
};

}  // namespace

std::vector<RecordedCase> cases_of(const DutyBook& book, const DutyFinding& finding) {
  std::vector<RecordedCase> cases;
  const RulebookData& data = book.rulebook().data();
  const Opening opening(book, finding);
  if (finding.duty.value < book.items()) {
    if (const CaseTypeId type = data.duties->items[finding.duty.value].opens) cases.push_back(opening.of(type, {}, 0));
    return cases;
  }
  const model::Range actions = data.duties->standings[finding.duty.value - book.items()].finding.actions;
  for (std::uint32_t i = 0; i < actions.count; ++i) {
    const model::Action& action = data.actions[actions.first + i];
    if (action.verb == model::Verb::open_case) cases.push_back(opening.of(action.case_type, action.assigns, cases.size()));
  }
  return cases;
}

}  // namespace sanhuan
