#include "dsl/resolve/assessments.hpp"

#include <algorithm>
#include <string>

#include "dsl/resolve/suggest.hpp"
#include "dsl/resolve/types.hpp"
#include "lib/rulebook/duties.hpp"

namespace sanhuan::dsl {

namespace {

struct Known {
  std::string name, key;
};

class AssessmentLowering {
 public:
  AssessmentLowering(Context& context, const AssessmentSource& source) : context_(context), source_(source), out_(source.assessment) {}

  Assessment run() {
    find_cases();
    for (const IndicatorSource& indicator : source_.indicators) lower(indicator);
    return std::move(out_);
  }

 private:
  void find_cases() {
    if (!source_.cases.empty()) {
      const Symbol* found = context_.names.find(source_.cases.text);
      const NameKind kinds[] = {NameKind::case_type};
      if (found == nullptr || found->kind != NameKind::case_type)
        context_.report_unknown(context_.names, source_.cases.text, source_.cases.place, kinds);
      else type_ = &context_.case_types[found->id];
    }
    if (type_ == nullptr) return;
    out_.case_type = context_.out.text(type_->named.key);
    const model::Fact* const fact = find_fact(source_.responsible);
    if (fact == nullptr) return;
    // Units are assessed, nobody else.
    if (fact->type.list || (fact->type.kind != FactKind::unit && fact->type.kind != FactKind::grid))
      context_.sink.report("E0922", source_.responsible.place, {source_.responsible.text});
    out_.unit_fact = context_.out.text(fact->name);
  }

  void lower(const IndicatorSource& source) {
    Indicator indicator{source.name.text, source.key.text, source.measure, source.weight, {}, {}, {}};
    switch (source.measure) {
      case Measure::kept:
      case Measure::fulfilled:
      case Measure::not_returned: indicator.of = keys(source.of, deadlines(), Arg("时限", "deadline")); break;
      case Measure::duty: indicator.of = keys(source.of, duties(), Arg("职责", "duty")); break;
      case Measure::stage:
        need_cases(source);
        indicator.good = keys(source.good, stages(), Arg("环节", "stage"));
        break;
      case Measure::fact:
        need_cases(source);
        lower_fact(source, indicator);
        break;
    }
    out_.indicators.push_back(std::move(indicator));
  }

  void need_cases(const IndicatorSource& source) {
    if (source_.cases.empty() || source_.responsible.empty()) context_.sink.report("E0927", source.name.place, {source.name.text});
  }

  void lower_fact(const IndicatorSource& source, Indicator& indicator) {
    if (type_ == nullptr || source.of.empty()) return;
    const model::Fact* const fact = find_fact(source.of.front());
    if (fact == nullptr) return;
    indicator.of = {std::string(context_.out.text(fact->name))};
    const bool enumerated = fact->type.kind == FactKind::enumeration && !fact->type.list;
    if (!enumerated && fact->type.kind != FactKind::boolean) {
      context_.sink.report("E0923", source.of.front().place, {source.of.front().text});
      return;
    }
    const auto values = [&](const std::vector<Written>& written, std::vector<std::string>& into) {
      for (const Written& value : written) {
        into.push_back(value.text);
        const bool there = enumerated ? enum_value(context_, fact->type.enumeration, value.text) >= 0 : value.text == "是" || value.text == "否";
        if (!there) context_.sink.report("E0924", value.place, {value.text, std::string(context_.out.text(fact->name))});
      }
    };
    values(source.good, indicator.good);
    values(source.counted, indicator.counted);
  }

  const model::Fact* find_fact(const Written& written) {
    if (written.empty()) return nullptr;
    const Symbol* found = type_->names.find_here(written.text);
    if (found != nullptr && found->kind == NameKind::fact) return &type_->facts[found->id];
    const NameKind kinds[] = {NameKind::fact};
    context_.report_unknown(type_->names, written.text, written.place, kinds);
    return nullptr;
  }

  std::vector<std::string> keys(const std::vector<Written>& written, const std::vector<Known>& known, const Arg& kind) {
    std::vector<std::string> found;
    for (const Written& one : written) {
      const auto same = [&](const Known& k) { return k.name == one.text || k.key == one.text; };
      const auto at = std::find_if(known.begin(), known.end(), same);
      if (at != known.end()) {
        found.push_back(at->key);
        continue;
      }
      std::vector<std::string> names;
      for (const Known& k : known) names.push_back(k.name);
      context_.sink.report("E0921", one.place, {one.text, kind}).suggestion = nearest(one.text, names);
    }
    return found;
  }

  Known known(const model::Named& named) const { return {std::string(context_.out.text(named.name)), std::string(context_.out.text(named.key))}; }

  std::vector<Known> deadlines() const {
    std::vector<Known> all;
    for (const model::Process& process : context_.out.processes)
      for (const model::Deadline& deadline : process.deadlines) all.push_back(known(deadline));
    return all;
  }

  // Of the processes of the cases that are assessed.
  std::vector<Known> stages() const {
    std::vector<Known> all;
    for (const model::Process& process : context_.out.processes) {
      if (!process.case_type || context_.out.text(context_.out.case_types[process.case_type.value].key) != out_.case_type) continue;
      for (const model::Scope& scope : process.scopes) all.push_back(known(scope));
    }
    return all;
  }

  std::vector<Known> duties() const {
    std::vector<Known> all;
    if (context_.out.duties == nullptr) return all;
    for (const model::DutyItem& item : context_.out.duties->items) all.push_back(known(item));
    for (const model::Standing& standing : context_.out.duties->standings) all.push_back(known(standing));
    return all;
  }

  Context& context_;
  const AssessmentSource& source_;
  Assessment out_;
  const CaseTypeDraft* type_ = nullptr;
};

}  // namespace

std::vector<Assessment> lower_assessments(Context& context, const std::vector<AssessmentSource>& sources) {
  std::vector<Assessment> all;
  if (context.sink.has_errors()) return all;
  for (const AssessmentSource& source : sources) all.push_back(AssessmentLowering(context, source).run());
  return all;
}

}  // namespace sanhuan::dsl
