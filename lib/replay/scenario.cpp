#include "lib/replay/scenario.hpp"

#include <algorithm>

#include "lib/eval/compare.hpp"
#include "lib/eval/reads.hpp"
#include "lib/replay/case_fold.hpp"
#include "lib/replay/clock_marks.hpp"
#include "lib/replay/describe.hpp"
#include "lib/replay/sides.hpp"
#include "sanhuan/duties.hpp"

namespace sanhuan {

namespace {

using Kind = Expectation::Kind;

// Looks at one case after a line of its scenario.
class Judge {
 public:
  // `after_event`: the line before tells an event; else time passed, and nothing can have been refused.
  // `duties`: null where the scenario asks for none.
  Judge(const CaseFold& fold, const RecordedCase& file, Instant at, bool after_event, const DutyBook* duties)
      : fold_(fold), case_(fold.root()), file_(file), at_(at), after_event_(after_event), duties_(duties), rulebook_(case_.rulebook()),
        rules_(rulebook_.data()) {}

  // An expectation holds only where it is yes: what is not known is not therefore no (semantics 3.3b).
  bool holds(const Expectation& e) const { return truth_of(e) == Truth::yes; }

  Truth truth_of(const Expectation& e) const {
    switch (e.kind) {
      case Kind::both: {
        Truth all = Truth::yes;
        for (const Expectation& part : e.parts) all = sanhuan::both(all, truth_of(part));
        return all;
      }
      case Kind::either: {
        Truth some = Truth::no;
        for (const Expectation& part : e.parts) some = sanhuan::either(some, truth_of(part));
        return some;
      }
      case Kind::negate: return !truth_of(e.parts.front());
      case Kind::refused: return truth(refused(e));
      case Kind::duty_owed: return truth(!periods(e).empty());
      case Kind::duty_due: return duty_due(e);
      default: return case_.folded().opened ? truth_in_case(e) : Truth::unknown;
    }
  }

  // What there is instead, of the first part that does not hold.
  void explain(const Expectation& e, ScenarioFinding& out) const {
    using Found = ScenarioFinding::Kind;
    switch (e.kind) {
      case Kind::both:
      case Kind::either:
      case Kind::negate:
        for (const Expectation& part : e.parts)
          if (e.kind == Kind::negate || !holds(part)) return explain(part, out);
        return;
      case Kind::guard:
        out.kind = Found::facts;
        out.unknown = case_.folded().opened && fold_.holds(case_, e.guard, at_) == Truth::unknown;
        return read_facts(e, out);
      case Kind::stage: case Kind::closed:
        out.kind = Found::stage;
        if (case_.folded().opened) out.stage = rules_.text(case_.process().scopes[case_.folded().leaf.value].name);
        return;
      case Kind::due: case Kind::holder: case Kind::kept: case Kind::overdue: case Kind::fulfilled: case Kind::running:
        out.kind = Found::obligations;
        return describe_obligations(e, out);
      case Kind::duty_owed: case Kind::duty_due:
        out.kind = Found::facts;
        return describe_duty(e, out);
      case Kind::broken: out.kind = Found::kept; return;
      case Kind::tally: case Kind::deemed:
        out.kind = Found::count;
        out.count = e.kind == Kind::tally ? tally(e) : 0;
        return;
      case Kind::refused:
        if (const FoldedRejection* r = last_refusal()) return refusal(*r, out);
        out.kind = Found::accepted;
        return;
    }
  }

  // The refusal of the event before, where it was refused.
  const FoldedRejection* last_refusal() const {
    if (!after_event_) return nullptr;
    const std::size_t last = file_.events.size() - 1;
    const auto look = [&](const FoldedCase& c) -> const FoldedRejection* {
      const auto& all = c.folded().rejected;
      return all.empty() || all.back().index != last ? nullptr : &all.back();
    };
    if (const FoldedRejection* found = look(case_)) return found;
    for (std::size_t i = 0; i < fold_.children(); ++i)
      if (const FoldedRejection* found = look(fold_.child(i))) return found;
    return nullptr;
  }

  void refusal(const FoldedRejection& rejection, ScenarioFinding& out) const {
    out.kind = ScenarioFinding::Kind::refused;
    const model::CaseType* type =
        case_.folded().type ? &rules_.case_types[case_.folded().type.value] : nullptr;
    out.refusal = describe(rulebook_, type, rejection, file_);
  }

 private:
  Truth truth_in_case(const Expectation& e) const {
    switch (e.kind) {
      case Kind::guard: return fold_.holds(case_, e.guard, at_);
      case Kind::stage: return truth(in_stage(e.scope) == (e.op != model::Op::ne));
      case Kind::closed: return truth(case_.folded().closed);
      case Kind::due: return due(e);
      case Kind::holder: return holder(e);
      case Kind::kept: case Kind::overdue: case Kind::fulfilled: return truth(state(e));
      case Kind::running: return truth(case_.state().has_running_clock());
      case Kind::tally: return truth(tally(e) == e.count);
      case Kind::deemed: return truth(deemed(e));
      case Kind::broken: return truth(broken(e.text));
      default: return Truth::unknown;  // asked by truth_of
    }
  }

  std::vector<DutyPeriod> periods(const Expectation& e) const {
    const DutyId id = duties_ != nullptr ? duties_->find(e.text) : DutyId{};
    if (!id) return {};
    return duties_->open_on(id, rulebook_.organisation().unit(e.holder.unit).level, rulebook_.calendar().local_day(at_));
  }

  // What is not owed is due on no day.
  Truth duty_due(const Expectation& e) const {
    const std::vector<DutyPeriod> open = periods(e);
    if (open.empty()) return Truth::unknown;
    return truth(compare(e.op, open.front().due.value, rulebook_.calendar().zone().day(e.instant).value));
  }

  void describe_duty(const Expectation& e, ScenarioFinding& out) const {
    std::string dues;
    for (const DutyPeriod& p : periods(e)) dues += (dues.empty() ? "" : "、") + to_string(p.due);
    out.facts.emplace_back(rulebook_.organisation().unit(e.holder.unit).name + " 的 " + e.text, dues.empty() ? "—" : dues);
  }

  bool broken(std::string_view promise) const {
    const auto breaks = [&](const FoldedCase& c) {
      return std::any_of(c.watch().breaches.begin(), c.watch().breaches.end(),
                         [&](const PromiseBreach& b) { return rules_.text(rules_.promises[b.promise].name) == promise; });
    };
    if (breaks(case_)) return true;
    for (std::size_t i = 0; i < fold_.children(); ++i)
      if (breaks(fold_.child(i))) return true;
    return false;
  }

  bool refused(const Expectation& e) const {
    const FoldedRejection* found = last_refusal();
    if (found == nullptr || e.text.empty()) return found != nullptr;
    ScenarioFinding why;
    refusal(*found, why);
    return why.refusal->detail == e.text;
  }

  bool in_stage(ScopeId wanted) const {
    for (ScopeId s = case_.folded().leaf; s; s = case_.process().scopes[s.value].parent)
      if (s == wanted) return true;
    return false;
  }

  // Those spoken of: of these deadlines and this holder, in the latest entry of their scope.
  std::vector<const FoldedObligation*> spoken_of(const Expectation& e) const {
    std::vector<const FoldedObligation*> found;
    std::uint32_t latest = 0;
    for (const FoldedObligation& o : case_.folded().obligations) {
      if (std::find(e.deadlines.begin(), e.deadlines.end(), o.deadline) == e.deadlines.end()) continue;
      const bool theirs = e.holder.kind == Holder::Kind::nobody ||
                          (e.holder.unit == o.holder.unit && (!e.holder.role || e.holder.role == o.holder.role) &&
                           (e.holder.unit || e.holder.kind == o.holder.kind));
      if (!theirs) continue;
      latest = std::max(latest, o.ordinal);
      found.push_back(&o);
    }
    std::erase_if(found, [&](const FoldedObligation* o) { return o->ordinal != latest; });
    return found;
  }

  bool is_suspended(const FoldedObligation& o) const {
    const auto serial = static_cast<std::size_t>(&o - case_.folded().obligations.data()) + 1;
    for (const Obligation& open : case_.state().obligations())
      if (open.serial == serial) return open.clock != ClockState::running;
    return false;
  }

  // Of what nobody owes, and of a clock that stands still or waits, no due is known.
  Truth due(const Expectation& e) const {
    const auto found = spoken_of(e);
    if (found.empty()) return Truth::unknown;
    const Zone zone = rulebook_.calendar().zone();
    Truth all = Truth::yes;
    for (const FoldedObligation* o : found) {
      if (o->due == Instant::never() || is_suspended(*o)) all = sanhuan::both(all, Truth::unknown);
      else if (!e.by_day) all = sanhuan::both(all, truth(compare(e.op, o->due.ms, e.instant.ms)));
      else all = sanhuan::both(all, truth(compare(e.op, zone.day(o->due - 1).value, zone.day(e.instant).value)));
    }
    return all;
  }

  Truth holder(const Expectation& e) const {
    Expectation all = e;
    all.holder = {};
    const auto found = spoken_of(all);
    if (found.empty()) return Truth::unknown;
    return truth(std::all_of(found.begin(), found.end(), [&](const FoldedObligation* o) {
      return (o->holder.unit == e.holder.unit) == (e.op != model::Op::ne);
    }));
  }

  bool state(const Expectation& e) const {
    const auto found = spoken_of(e);
    if (found.empty()) return false;
    const auto is = [&](const FoldedObligation* o) {
      const bool done = o->state == ObligationOutcome::State::fulfilled;
      return e.kind == Kind::overdue ? o->breached : done && (e.kind == Kind::fulfilled || !o->breached);
    };
    const auto some = static_cast<std::size_t>(std::count_if(found.begin(), found.end(), is));
    if (e.quantified) return enough(e.quantity, e.n, some, found.size());
    return e.kind == Kind::overdue ? some > 0 : some == found.size();
  }

  bool to_them(const Expectation& e, const FoldedRung& r) const {
    if (e.holder.kind == Holder::Kind::nobody) return true;
    if (e.holder.unit) return r.to.unit == e.holder.unit && (!e.holder.role || r.to.role == e.holder.role);
    return e.holder.kind == r.to.kind && e.holder.role == r.to.role;
  }

  std::int64_t tally(const Expectation& e) const {
    std::int64_t count = 0;
    if (e.verb == model::Verb::escalate) {
      for (const FoldedRung& r : case_.folded().escalations) count += to_them(e, r) ? 1 : 0;
      return count;
    }
    for (const FoldedRung& r : case_.folded().effects)
      if (r.verb == e.verb && to_them(e, r)) count += e.points ? r.points : 1;
    return count;
  }

  bool deemed(const Expectation& e) const {
    for (const Change& c : case_.entries().changes)
      if (c.kind == ChangeKind::deemed && rules_.text(rules_.actions[c.b].text) == e.text) return true;
    return false;
  }

  void read_facts(const Expectation& e, ScenarioFinding& out) const {
    const FactReads reads = reads_of(rules_, e.guard);
    const model::CaseType& type = rules_.case_types[case_.folded().type.value];
    const auto known = describe_facts(rulebook_, type, case_.state(), case_.layout());
    for (std::uint32_t i = 0; i < type.facts.count; ++i) {
      const model::Fact& fact = rules_.facts[type.facts.first + i];
      if (!reads.has(fact)) continue;
      const std::string name(rules_.text(fact.name));
      const auto value = std::find_if(known.begin(), known.end(), [&](const auto& f) { return f.first == name; });
      out.facts.emplace_back(name, value == known.end() ? std::string{} : value->second);
    }
    if (reads.level) out.level = case_.folded().level;
    for (auto& side : sides_of(fold_, case_, e, at_)) out.facts.push_back(std::move(side));
    for (const DeadlineId d : reads.deadlines) {
      Expectation of;
      of.deadlines = {d};
      describe_obligations(of, out);
    }
  }

  void describe_obligations(const Expectation& e, ScenarioFinding& out) const {
    std::vector<ObligationOutcome> all;
    const auto& folded = case_.folded().obligations;
    for (const FoldedObligation& o : folded) all.push_back(describe(rulebook_, case_.process(), o));
    mark_clocks(case_, all);
    if (e.deadlines.empty()) {  // any clock
      for (std::size_t i = 0; i < all.size(); ++i)
        if (folded[i].state == ObligationOutcome::State::open) out.obligations.push_back(all[i]);
      return;
    }
    Expectation whoever = e;
    if (e.kind == Kind::holder) whoever.holder = {};
    for (const FoldedObligation* o : spoken_of(whoever))
      out.obligations.push_back(all[static_cast<std::size_t>(o - folded.data())]);
  }

  const CaseFold& fold_;
  const FoldedCase& case_;
  const RecordedCase& file_;
  Instant at_;
  bool after_event_;
  const DutyBook* duties_;
  const Rulebook& rulebook_;
  const RulebookData& rules_;
};

bool expects_refusal(const ScenarioStep& step) {
  return std::any_of(step.expected.begin(), step.expected.end(),
                     [](const ExpectedLine& line) { return line.what.kind == Kind::refused; });
}

// A scenario that says somewhere that the promise is broken is about that.
bool expects_broken(const Expectation& e, std::string_view promise) {
  return (e.kind == Kind::broken && e.text == promise) ||
         std::any_of(e.parts.begin(), e.parts.end(), [&](const Expectation& part) { return expects_broken(part, promise); });
}
bool expects_broken(const Scenario& scenario, std::string_view promise) {
  return std::any_of(scenario.steps.begin(), scenario.steps.end(), [&](const ScenarioStep& step) {
    return std::any_of(step.expected.begin(), step.expected.end(),
                       [&](const ExpectedLine& line) { return expects_broken(line.what, promise); });
  });
}

// Promises of the pack that broke by this step (9.2a), each told once.
void tell_breaches(const Scenario& scenario, const ScenarioStep& step, const FoldedCase& c, ScenarioResult& result) {
  const RulebookData& rules = c.rulebook().data();
  for (const PromiseBreach& breach : c.watch().breaches) {
    const std::string name(rules.text(rules.promises[breach.promise].name));
    const bool told = std::any_of(result.findings.begin(), result.findings.end(),
                                  [&](const ScenarioFinding& f) { return f.breach && f.breach->promise == name; });
    if (told || expects_broken(scenario, name)) continue;
    ScenarioFinding& found = result.findings.emplace_back();
    found.kind = ScenarioFinding::Kind::broken;
    found.place = step.place;
    found.written = step.written;
    found.breach = BrokenPromise{name, cited(c.rulebook(), rules.promise_lines[breach.line].rule), breach.at, breach.since};
  }
}

bool asks_duties(const Expectation& e) {
  return e.kind == Kind::duty_owed || e.kind == Kind::duty_due || std::any_of(e.parts.begin(), e.parts.end(), asks_duties);
}
bool asks_duties(const Scenario& scenario) {
  for (const ScenarioStep& step : scenario.steps)
    for (const ExpectedLine& line : step.expected)
      if (asks_duties(line.what)) return true;
  return false;
}

}  // namespace

bool needs_case(const Expectation& e) noexcept {
  if (e.kind == Kind::both || e.kind == Kind::either || e.kind == Kind::negate)
    return std::any_of(e.parts.begin(), e.parts.end(), needs_case);
  return e.kind != Kind::duty_owed && e.kind != Kind::duty_due;
}

std::string_view name_of(const Scenario& scenario) noexcept { return scenario.name; }

ScenarioResult run(const Scenario& scenario) {
  ScenarioResult result;
  result.name = scenario.name;
  result.place = scenario.place;
  result.rulebook = std::make_shared<const Rulebook>(scenario.rules, scenario.calendar, scenario.organisation);
  result.steps = static_cast<std::uint32_t>(scenario.steps.size());
  CaseFold fold(result.rulebook);
  fold.watch_promises();
  const auto duties = asks_duties(scenario) ? std::make_unique<const DutyBook>(result.rulebook) : nullptr;
  RecordedCase so_far{scenario.file.id, {}, {}, {}};
  std::size_t told = 0;  // events of the file; one that finds no child happens to nobody
  for (const ScenarioStep& step : scenario.steps) {
    result.until = step.at;
    bool happens = step.has_event;
    if (step.has_event) {
      RecordedEvent event = scenario.file.events[told++];
      if (event.child == newest_child) {
        fold.fold(so_far, step.at);
        happens = fold.children() != 0;
        if (happens) event.child = fold.child(fold.children() - 1).path();
      }
      if (happens) so_far.events.push_back(std::move(event));
    }
    fold.fold(so_far, step.at);
    if (step.has_event && !happens) {
      ScenarioFinding& found = result.findings.emplace_back();
      found.kind = ScenarioFinding::Kind::no_child;
      found.place = step.place;
      found.written = step.written;
      if (!fold.root().folded().opened) break;
    }
    const Judge judge(fold, so_far, step.at, happens, duties.get());
    if (happens && !expects_refusal(step)) {
      if (const FoldedRejection* refused = judge.last_refusal()) {
        ScenarioFinding& found = result.findings.emplace_back();
        found.place = step.place;
        found.written = step.written;
        judge.refusal(*refused, found);
        if (!fold.root().folded().opened) break;  // one mistake, one message: nothing that follows can hold
      }
    }
    tell_breaches(scenario, step, fold.root(), result);
    for (std::size_t i = 0; i < fold.children(); ++i) tell_breaches(scenario, step, fold.child(i), result);
    for (const ExpectedLine& line : step.expected) {
      ++result.expectations;
      if (judge.holds(line.what)) continue;
      ScenarioFinding& found = result.findings.emplace_back();
      found.place = line.place;
      found.written = line.written;
      judge.explain(line.what, found);
    }
  }
  result.file = std::move(so_far);
  return result;
}

}  // namespace sanhuan
