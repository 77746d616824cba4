// Proofs of promises (承诺): every run of a case that the rules allow is looked at, or it is said that it was not.
// Semantics 9.2b, 9.3.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sanhuan/dry_run.hpp"
#include "sanhuan/rulebook.hpp"
#include "sanhuan/scenario.hpp"

namespace sanhuan {

struct ProofBounds {
  std::size_t states_max = 200'000;  // of one promise; the same bound gives the same answer on every machine
  std::vector<int> years;           // of opening; empty: the last three published
};

// A run that breaks a promise. It was folded as a scenario is, so it is what the engine would do.
struct Counterexample {
  RecordedCase file;
  Instant until;  // by then it is broken
  BrokenPromise breach;
};

struct PromiseVerdict {
  std::string promise, case_type;  // names
  CitedRule where;
  std::optional<bool> holds;       // nullopt: not decided
  enum class Undecided : std::uint8_t {
    none,
    years,    // of a year of opening the calendar knows nothing: its days were not tried
    states,   // the bound was reached
    values,   // a rule reckons with facts: only samples were tried
    children, // it asks of cases that this one opens, which are not followed
    revised,  // a run broke it, but not when the calendar is seen as it became known
  } undecided = Undecided::none;
  std::size_t states = 0;
  std::vector<int> years;  // of opening, as far as the calendar knows them
  std::optional<Counterexample> counterexample;
};

// Each promise for each case type that it speaks of, in their order. Costs time; `holds` does not depend on how much.
std::vector<PromiseVerdict> prove(std::shared_ptr<const Rulebook>, const ProofBounds& = {});

}  // namespace sanhuan
