// One step in progress: the rules, the case, the entry being written. Private to lib/core; each .cpp beside it holds
// one part of semantics 3.3 and 4.
#pragma once

#include <array>
#include <optional>

#include "lib/core/case.hpp"
#include "lib/core/step.hpp"
#include "lib/eval/expression.hpp"
#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

// What every step under a rulebook shares.
struct Rules {
  const RulebookData* data = nullptr;
  TableIndexes tables;
  std::vector<CaseLayout> layouts;  // by case type
  Registers registers;
};

// Why a move is refused while it is being made; `none` where it is not.
struct Refusal {
  Refused why = Refused::none;
  FactId missing;
  DeadlineId owed;
  RuleId rule;
  explicit operator bool() const noexcept { return why != Refused::none; }
};

class Context {
 public:
  Context(const Rules&, CaseState&, Entries&, const Unjudged*) noexcept;

  const RulebookData& rules() const noexcept { return *rules_.data; }
  const model::Process& process() const noexcept { return *process_; }
  const model::CaseType& type() const noexcept { return *type_; }
  const CaseLayout& layout() const noexcept { return *layout_; }
  const Calendar& calendar() const noexcept { return *rules_.registers.calendar; }
  const Organisation& organisation() const noexcept { return *rules_.registers.organisation; }
  const model::Deadline& deadline(DeadlineId d) const noexcept { return process_->deadlines[d.value]; }
  const model::Scope& scope(ScopeId s) const noexcept { return process_->scopes[s.value]; }
  CaseState& state() noexcept { return state_; }
  const CaseState& state() const noexcept { return state_; }

  // ---- entries (2.4c) --------------------------------------------------------------------------------------------
  void begin_entry(EntryKind, Instant at, Instant stood_at);
  void end_entry() noexcept;
  Entry& entry() noexcept { return out_.entries.back(); }
  void drop_changes() noexcept;  // of the entry being written
  Change& change(ChangeKind, std::uint32_t a, std::uint32_t b, std::int64_t value, RuleId);
  Change& change(ChangeKind, const Obligation&, std::int64_t value = 0);
  Instant now() const noexcept { return now_; }      // when what is done takes effect
  Instant stood() const noexcept { return stood_; }  // where the timer at hand stood; `now` for an event

  // ---- facts (3.3.5, 3.3b) ---------------------------------------------------------------------------------------
  Subject subject() const noexcept;
  Truth guard(ExpressionId) const noexcept;
  Scalar value(ExpressionId) const noexcept;
  FactId missing(ExpressionId) const noexcept;
  const model::Fact& fact(FactId f) const noexcept { return rules().facts[type_->facts.first + f.value]; }
  Scalar scalar(FactId) const noexcept;
  Scalar ask_deadline(const model::Code&) const noexcept;  // conditions over deadlines (3.3d)
  void learn(FactId, const Value&, RuleId);           // what is given replaces what was known
  void set_scalar(FactId, Scalar, RuleId);

  // ---- who (3.6b): actor.cpp -------------------------------------------------------------------------------------
  bool acts_as(const Actor&, model::Refs, const Obligation* at_hand) const noexcept;
  bool acts_as_holder(const Actor&, const Obligation&) const noexcept;
  Holder resolve(const model::Ref&, const Obligation* at_hand) const noexcept;  // nobody where it is unknown
  Holder first_known(model::Refs, const Obligation* at_hand) const noexcept;
  UnitId locality() const noexcept;

  // ---- clocks (2.5–2.8, 4.2b, 4.3): clock.cpp --------------------------------------------------------------------
  Instant deemed_for(const model::Deadline&, Instant) const noexcept;
  std::optional<Instant> anchor_of(const model::Deadline&, Instant entered) const noexcept;  // nullopt: waits
  void arm(Obligation&, Instant anchor);
  void suspend(Obligation&, std::uint8_t by);
  void resume(Obligation&, std::uint8_t by);
  void extend(Obligation&, RuleId);
  void place_rungs(Obligation&) noexcept;            // sets next_timer from the rungs that have not fired
  Instant rung_place(const Obligation&, std::uint32_t rung) const noexcept;

  // ---- obligations (4.1–4.2b): obligation.cpp --------------------------------------------------------------------
  void open_obligations(ScopeId);
  void open_obligation(DeadlineId, Instant entered);
  bool awaits(const Obligation&, EventId) const noexcept;   // E is among what fulfils it, and it is not asleep
  bool may_fulfil(const Obligation&, const Actor&) const noexcept;
  void fulfil(std::span<const std::uint16_t> which);        // positions among the open obligations, ascending
  void happened(EventId);                            // anchors, waiting clocks, the thread's obligations, restarts
  void close(std::size_t index, ChangeKind how);     // takes the obligation off the open ones
  void hand_over(FactId);                            // the fact that names a holder became known
  bool asleep(const Obligation&) const noexcept;
  bool in_scope(const Obligation&, ScopeId) const noexcept;
  // What open clocks name an event for beside fulfilling: extension and exclusion (3.3.4).
  bool named_by_clock(const Obligation&, EventId, const Actor&, bool& allowed) const noexcept;
  void apply_to_clocks(EventId, std::span<const std::uint16_t> which);

  // ---- returns (4.5): return.cpp ---------------------------------------------------------------------------------
  // The return that `event` asks for in the present stage; null where there is none.
  const model::Return* return_asked_by(EventId) const noexcept;
  bool holds_work(const model::Return&, const Actor&) const noexcept;  // owes what would be returned
  Refusal may_ask(const model::Return&) const;                         // within its window and count
  const model::Return* return_granted_by(EventId, std::span<const std::uint16_t> fulfilled) const noexcept;
  Refusal give_back(const model::Return&);

  // ---- actions (4.4, 6.1): action.cpp ----------------------------------------------------------------------------
  Refusal act(model::Range actions, const Obligation* at_hand);
  void escalate(const model::Action&, std::uint32_t index, const Obligation* at_hand);
  void end_deadlines(const model::Action&);
  bool ends(const model::Consequence&, DeadlineId) const noexcept;

  // ---- moving (3.3.7–3.3.10): transition.cpp ---------------------------------------------------------------------
  struct Choice {
    TransitionId transition;   // none: the event is accepted for what it fulfilled
    Refusal refusal;
  };
  Choice choose(std::span<const TransitionId> allowed) const;
  // Where a consequence leads; nullopt: it stays. `enabled` is false where 至多 is used up (3.3c).
  std::optional<ScopeId> target_of(const model::Consequence&, bool& enabled) const noexcept;
  DeadlineId still_owed(const model::Consequence&, std::optional<ScopeId> target) const noexcept;
  Refusal take(const model::Consequence&, const Obligation* at_hand, RuleId);
  Refusal settle();
  bool bound_reached() const noexcept { return bound_reached_; }
  void enter_from_above(ScopeId top_exclusive, ScopeId leaf);
  ScopeId common(ScopeId, ScopeId) const noexcept;
  bool holds(ScopeId outer, ScopeId inner) const noexcept;

  // ---- timers (2.4b): timer.cpp ----------------------------------------------------------------------------------
  // Fires what stands at or before `until`, in order; returns how many. `now_is` is when it takes effect, where that
  // is not the place itself.
  std::uint32_t fire_timers(Instant until, std::uint32_t budget);
  Refusal fire(std::size_t index, std::uint32_t rung, Instant place);

 private:
  void leave_scope(ScopeId, const model::Consequence&);
  Refusal go_to(ScopeId target, const model::Consequence&, const Obligation* at_hand, RuleId);
  Refusal go_back(const model::Consequence&, const Obligation* at_hand, RuleId);

  const Rules& rules_;
  CaseState& state_;
  Entries& out_;
  const Unjudged* unjudged_;
  const model::CaseType* type_;
  const model::Process* process_;
  const CaseLayout* layout_;
  Instant now_, stood_;
  RuleId rule_;
  bool giving_back_ = false;    // what is left with a scope is returned, not waived (4.5)
  bool bound_reached_ = false;  // an obligation could not be opened (1.2); the event is refused for it
};

}  // namespace sanhuan
