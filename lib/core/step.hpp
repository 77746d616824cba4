// `step`: the only place that knows what an event does to a case. Semantics 3.3.
//
// Pure: no clock, no I/O, no randomness. `Stepper` holds what is computed once for a rulebook, and scratch memory so
// that a step allocates nothing in the steady state; it is used by one thread at a time.
#pragma once

#include <vector>

#include "lib/core/case.hpp"
#include "lib/core/obstacle.hpp"
#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/answer.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

class Counterparts;  // counterparts.hpp
class Past;          // past.hpp

// Which deadlines of one case nothing but assumed events could fulfil (8.3b); empty: all are judged.
struct Unjudged {
  std::vector<char> by_deadline;  // index DeadlineId; 1: unjudged
  bool covers(DeadlineId d) const noexcept { return d.value < by_deadline.size() && by_deadline[d.value] != 0; }
};

// Told of each entry as soon as it stands, with the case as that entry left it: what texts say of the case they say as of
// then, and later entries of the same step may change it (6.1).
class EntryListener {
 public:
  // It is the last of `out`. `event`: the one it was written for; null for what is no event's, and for a refusal.
  virtual void stands(const CaseState&, const Event* event, const Entries& out) = 0;

 protected:
  ~EntryListener() = default;
};

class Stepper {
 public:
  Stepper(const RulebookData&, Registers);
  ~Stepper();
  Stepper(Stepper&&) noexcept;

  CaseState make(CaseTypeId) const;
  const CaseLayout& layout(CaseTypeId) const noexcept;
  bool opens_cases(CaseTypeId) const noexcept;  // some rule of its process does (录入)

  // Opens a case at `opening.at`: enters root, ring and 起点. The answer is `malformed` or accepted.
  Answer open(CaseState&, const Opening&, Entries& out, const Unjudged* = nullptr, EntryListener* = nullptr);
  // Semantics 3.3, in its order. A refusal leaves the case as the timers left it, and drops what came after.
  Answer step(CaseState&, const Event&, Entries& out, const Unjudged* = nullptr, EntryListener* = nullptr);
  // The same for an event that has an entry, and whose timers may have fired already: its form was good before them (7.5).
  Answer step_again(CaseState&, const Event&, Entries& out, const Unjudged* = nullptr, EntryListener* = nullptr);
  // 3.3.2 alone, as the case stands: malformed or accepted.
  Answer form(const CaseState&, const Event&) const noexcept;
  // The same loop with no event: fires every timer that stands at or before `now`, at most `budget` of them.
  // Returns how many fired.
  std::uint32_t advance(CaseState&, Instant now, Entries& out, const Unjudged* = nullptr,
                        std::uint32_t budget = timers_per_step_max, EntryListener* = nullptr);

  // A child has closed (3.6): the entry of the case that opened it is told, at `at` or its own last instant. False where
  // the case knows no such child that is open.
  bool child_closed(CaseState&, std::uint32_t entry, std::uint16_t position, Instant at, Entries& out,
                    const Unjudged* = nullptr, EntryListener* = nullptr);
  // What a revision of the registers, set before, moves (2.3b): one entry, where something moved. Timers that stand
  // before `at` are the caller's to fire first, under the registers as they were.
  bool recount(CaseState&, Instant at, Entries& out, const Unjudged* = nullptr, EntryListener* = nullptr);

  // Carries a case over from the rules that `from` steps under (8.2): `after` becomes the case, with one entry, and timers that
  // are past then fire. `before` has had its own fired up to `at`. Where something stands in the way nothing is written, and
  // `after` means nothing. A migration that is only planned is one whose `after` is thrown away.
  Obstacles migrate(const Stepper& from, const CaseState& before, const Counterparts&, const Past&, Instant at,
                    Holder by, CaseState& after, Entries& out, EntryListener* = nullptr);

  // One entry that says who had the personal facts forgotten. What was done by them stands; no rule acts on it.
  void forget_personal(CaseState&, Instant at, Holder by, Entries& out);

  // Whether a condition holds of a case as it stands, at `now`. `since`: from when on the happening of an event counts.
  Truth holds(const CaseState&, ExpressionId, Instant now, Instant since = Instant::before_all()) const;
  Scalar value(const CaseState&, ExpressionId, Instant now) const;  // and what an expression comes to
  // What comes by the case's channel counts as it comes, at any hour (2.6).
  bool as_received(const CaseState&) const noexcept;

  void set_registers(Registers);
  const Registers& registers() const noexcept;
  const RulebookData& rules() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sanhuan
