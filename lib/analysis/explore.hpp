// Does a promise hold whatever happens: every run of one case that `step` allows, up to bounds. Semantics 9.2b.
//
// Breadth by events: a run with fewer events is found first, and of those the one that breaks earliest. Nothing here knows
// what an event does to a case; each state is what `step` made of the one before.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/analysis/moves.hpp"
#include "sanhuan/proof.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

struct ExploredStep {
  Instant at;
  EventId event;               // none: the case is opened, or time passes
  Actor by;
  std::vector<PayloadField> payload;
};

struct Exploration {
  bool closed = false;         // every state that can be reached was looked at
  bool complete = true;        // with every value that can make a difference
  bool children = false;       // cases that it opens have a bearing; they are not followed
  bool undone = false;         // a run was not confirmed
  std::size_t states = 0;
  // A run that breaks the promise: the opening, the events, the time until which it has to pass.
  struct Run {
    Moves::Facts facts;
    std::vector<ExploredStep> steps;
    Instant until;
  };
  std::optional<Run> run;
};

// Goes on after a run that `confirmed` does not accept: one that a revision of the calendar undoes.
Exploration explore(const Rulebook&, std::uint32_t promise, const ProofBounds&,
                    const std::function<bool(const Exploration::Run&)>& confirmed);

// The years of opening: those asked for, else the last three that were published.
std::vector<int> years_of(const Calendar&, const ProofBounds&);

}  // namespace sanhuan
