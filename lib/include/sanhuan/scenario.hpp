// Scenarios (情景): dated steps that a pack's author wrote down, with what must be true after each. They run over the
// same `step` as everything else (semantics 1).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sanhuan/dry_run.hpp"
#include "sanhuan/explain.hpp"
#include "sanhuan/rulebook.hpp"
#include "sanhuan/source.hpp"

namespace sanhuan {

struct Scenario;  // lib/replay/scenario.hpp

// Those of a pack, in the order of its files. Immutable; share between threads freely.
using Scenarios = std::vector<std::shared_ptr<const Scenario>>;

// A promise that a case broke (9.2a).
struct BrokenPromise {
  std::string promise;
  CitedRule line;   // of it, that is broken
  Instant at;       // when; of 自 … 起: the end of the time it had, or when the case was closed before it
  Instant since = Instant::before_all();  // of 自 … 起: from when on it had time
};

// Something came out otherwise than its author says. What was found is told as it is, in the terms of the rules; whoever
// prints it chooses the words.
struct ScenarioFinding {
  enum class Kind : std::uint8_t {
    refused,      // an event that no line expects to be: `refusal`
    accepted,     // the event before was to be refused, and was not
    stage,        // 环节, 结案: `stage`
    obligations,  // a due, a holder, kept, overdue: those that are spoken of; none where there is no such obligation
    facts,        // a condition on facts or the level: those that it reads, with their values
    count,        // 红牌 乙局 1次: `count`
    kept,         // a promise that was to be broken is not
    broken,       // a promise that no line expects to be broken: `breach`
    no_child,     // 子件 does something, and no child case was opened
  } kind = Kind::refused;
  Place place;           // of the line
  std::string written;   // the line as its author wrote it
  std::string stage;
  std::vector<ObligationOutcome> obligations;
  std::vector<std::pair<std::string, std::string>> facts;
  std::optional<Level> level;  // where the condition asks for it
  bool unknown = false;        // of `facts`: whether the condition holds is not known, which is not that it does not
  std::int64_t count = 0;
  std::optional<RejectedEvent> refusal;
  std::optional<BrokenPromise> breach;
};

struct ScenarioResult {
  std::string name;
  Place place;
  std::uint32_t steps = 0, expectations = 0;
  std::vector<ScenarioFinding> findings;
  bool passed() const noexcept { return findings.empty(); }

  // The case as it was run, for `explain`.
  std::shared_ptr<const Rulebook> rulebook;
  RecordedCase file;
  Instant until;
};

ScenarioResult run(const Scenario&);
std::string_view name_of(const Scenario&) noexcept;

}  // namespace sanhuan
