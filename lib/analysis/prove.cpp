#include "sanhuan/proof.hpp"

#include "lib/analysis/explore.hpp"
#include "lib/replay/case_fold.hpp"
#include "lib/replay/describe.hpp"

namespace sanhuan {

namespace {

constexpr char list_separator = '\x1f';  // as RecordedEvent has it

// A run as a file would have it: names and texts.
class Teller {
 public:
  Teller(const Rulebook& rulebook, std::uint32_t promise)
      : rulebook_(rulebook), rules_(rulebook.data()), promise_(rules_.promises[promise]),
        type_(rules_.case_types[promise_.case_type.value]) {}

  RecordedCase tell(const Exploration::Run& run) const {
    RecordedCase file;
    file.id = rules_.text(promise_.name);
    for (const ExploredStep& step : run.steps) {
      RecordedEvent& event = file.events.emplace_back();
      event.at = step.at;
      if (!step.event) {
        event.open = rules_.text(type_.key);
        event.by.system = true;
        for (const auto& [fact, value] : run.facts) {
          const model::Fact& f = rules_.facts[type_.facts.first + fact.value];
          event.facts.emplace_back(rules_.text(f.name), text_of(f.type, value));
        }
        continue;
      }
      event.event = rules_.text(rules_.events[step.event.value].key);
      event.by = told(step.by);
      for (const PayloadField& p : step.payload) {
        const model::Field& field = rules_.fields[rules_.events[step.event.value].fields.first + p.field];
        event.facts.emplace_back(rules_.text(field.name), text_of(field.type, p.value));
      }
    }
    return file;
  }

 private:
  RecordedActor told(const Actor& actor) const {
    RecordedActor by;
    by.petitioner = actor.kind == Actor::Kind::petitioner;
    by.system = actor.kind == Actor::Kind::system;
    if (actor.unit) by.unit = rulebook_.unit_name(actor.unit);
    if (actor.roles[0]) by.role = rules_.text(rules_.roles[actor.roles[0].value].key);
    return by;
  }
  std::string text_of(const FactType& type, const Value& value) const {
    if (!type.list) return rulebook_.show_value(type, value);
    std::string text;
    for (std::size_t i = 0; i < value.list.size(); ++i)
      text += (i == 0 ? "" : std::string(1, list_separator)) +
              rulebook_.show_value({type.kind, false, type.enumeration}, Value::of(value.list[i]));
    return text;
  }

  const Rulebook& rulebook_;
  const RulebookData& rules_;
  const model::Promise& promise_;
  const model::CaseType& type_;
};

// Those whose every day the calendar knows.
std::vector<int> known_of(const Calendar& calendar, std::vector<int> years) {
  std::erase_if(years, [&](int year) { return !calendar.covers(day_of({year, 1, 1})) || !calendar.covers(day_of({year, 12, 31})); });
  return years;
}

PromiseVerdict::Undecided why_not(const Exploration& found, bool every_year) noexcept {
  using Why = PromiseVerdict::Undecided;
  if (found.run) return Why::none;
  if (!every_year) return Why::years;
  if (!found.closed) return Why::states;
  if (found.undone) return Why::revised;
  if (found.children) return Why::children;
  return found.complete ? Why::none : Why::values;
}

PromiseVerdict prove_one(const std::shared_ptr<const Rulebook>& rulebook, std::uint32_t index, const ProofBounds& bounds) {
  const RulebookData& rules = rulebook->data();
  const model::Promise& promise = rules.promises[index];
  const Teller teller(*rulebook, index);
  CaseFold fold(rulebook);
  fold.watch_promises();
  PromiseVerdict verdict;
  verdict.promise = rules.text(promise.name);
  verdict.case_type = rules.text(rules.case_types[promise.case_type.value].name);
  verdict.where = cited(*rulebook, promise.rule);
  const std::vector<int> asked = years_of(rulebook->calendar(), bounds);
  ProofBounds known = bounds;
  verdict.years = known.years = known_of(rulebook->calendar(), asked);
  if (known.years.empty()) {
    verdict.undecided = PromiseVerdict::Undecided::years;
    return verdict;
  }
  const auto confirmed = [&](const Exploration::Run& run) {
    Counterexample example;
    example.file = teller.tell(run);
    example.until = run.until;
    fold.fold(example.file, run.until);
    for (const PromiseBreach& breach : fold.root().watch().breaches) {
      if (breach.promise != index) continue;
      example.breach = {verdict.promise, cited(*rulebook, rules.promise_lines[breach.line].rule), breach.at, breach.since};
      verdict.counterexample = std::move(example);
      return true;
    }
    return false;
  };
  const Exploration found = explore(*rulebook, index, known, confirmed);
  verdict.states = found.states;
  verdict.undecided = why_not(found, known.years.size() == asked.size());
  if (verdict.undecided == PromiseVerdict::Undecided::none) verdict.holds = !found.run;
  return verdict;
}

}  // namespace

std::vector<PromiseVerdict> prove(std::shared_ptr<const Rulebook> rulebook, const ProofBounds& bounds) {
  std::vector<PromiseVerdict> verdicts;
  for (std::uint32_t p = 0; p < rulebook->data().promises.size(); ++p) verdicts.push_back(prove_one(rulebook, p, bounds));
  return verdicts;
}

}  // namespace sanhuan
