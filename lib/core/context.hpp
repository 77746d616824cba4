// One step in progress: the rules, the case, the entry being written. Private to lib/core; each .cpp beside it holds
// one part of semantics 3.3 and 4.
#pragma once

#include <array>
#include <optional>

#include "lib/core/case.hpp"
#include "lib/core/plan.hpp"
#include "lib/core/step.hpp"
#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

// Why a move is refused while it is being made; `none` where it is not.
struct Refusal {
  Refused why = Refused::none;
  FactId missing;
  DeadlineId owed;
  RuleId rule;
  explicit operator bool() const noexcept { return why != Refused::none; }
};

// A few positions among the open obligations, ascending.
class Positions {
 public:
  void add(std::size_t position) { at_.push_back(static_cast<std::uint16_t>(position)); }
  void clear() noexcept { at_.clear(); }
  bool empty() const noexcept { return at_.empty(); }
  auto begin() const noexcept { return at_.begin(); }
  auto end() const noexcept { return at_.end(); }

 private:
  std::vector<std::uint16_t> at_;
};

// The case as it was before an event, to go back to on a refusal. The cold part is kept only once something in it is
// about to change.
class Undo {
 public:
  void begin(const CaseState& state) {
    state.copy_block(block_);
    cold_kept_ = false;
  }
  void keep_cold(const CaseState& state) {
    if (cold_kept_) return;
    cold_kept_ = true;
    cold_ = state.cold() != nullptr ? std::make_unique<Cold>(*state.cold()) : nullptr;
  }
  void back(CaseState& state) {
    state.restore_block(block_);
    if (cold_kept_) state.restore_cold(std::move(cold_));
  }

 private:
  std::vector<std::byte> block_;
  std::unique_ptr<Cold> cold_;
  bool cold_kept_ = false;
};

class Context {
 public:
  Context(const Plan&, const Registers&, CaseState&, Entries&, const Unjudged*) noexcept;

  const RulebookData& rules() const noexcept { return plan_.rules; }
  const Plan& plan() const noexcept { return plan_; }
  const model::Process& process() const noexcept { return *process_; }
  const ProcessPlan& process_plan() const noexcept { return *process_plan_; }
  const model::CaseType& type() const noexcept { return *type_; }
  const CaseLayout& layout() const noexcept { return *layout_; }
  const Calendar& calendar() const noexcept { return *registers_.calendar; }
  const Organisation& organisation() const noexcept { return *registers_.organisation; }
  const model::Deadline& deadline(DeadlineId d) const noexcept { return process_->deadlines[d.value]; }
  const model::Scope& scope(ScopeId s) const noexcept { return process_->scopes[s.value]; }
  bool in_thread(const model::Deadline& d) const noexcept { return d.scope == ScopeId(0); }
  CaseState& state() noexcept { return state_; }
  const CaseState& state() const noexcept { return state_; }
  CaseState::Header& head() noexcept { return state_.head(); }
  const CaseState::Header& head() const noexcept { return state_.head(); }
  Cold& cold() {  // to be changed
    if (undo_ != nullptr) undo_->keep_cold(state_);
    return state_.cold(*layout_);
  }
  void undo_with(Undo* undo) noexcept { undo_ = undo; }

  // ---- entries (2.4c) --------------------------------------------------------------------------------------------
  void begin_entry(EntryKind, Instant at, Instant stood_at);
  void end_entry() noexcept;
  Entry& entry() noexcept { return out_.entries.back(); }
  void drop_changes() noexcept;  // of the entry being written
  Change& change(ChangeKind kind, std::uint32_t a, std::uint32_t b, std::int64_t value, RuleId rule) {
    return out_.changes.emplace_back(
        Change{kind, 0, static_cast<std::uint16_t>(a), b, now_, value, rule, 0, 0});
  }
  // The line is the deadline's own where none is given; the holder is the one of the opening or the last reassignment.
  Change& change(ChangeKind kind, const Obligation& o, std::int64_t value = 0) {
    return out_.changes.emplace_back(Change{kind, 0, o.deadline.value, o.serial, now_, value, {}, 0, 0});
  }
  Instant now() const noexcept { return now_; }      // when what is done takes effect
  Instant stood() const noexcept { return stood_; }  // where the timer at hand stood; `now` for an event

  // ---- facts (3.3.5, 3.3b) ---------------------------------------------------------------------------------------
  Subject subject() const noexcept;
  Truth guard(ExpressionId id) const noexcept { return id ? plan_.evaluator.guard(id, subject()) : Truth::yes; }
  Scalar value(ExpressionId id) const noexcept { return plan_.evaluator.value(id, subject()); }
  FactId missing(ExpressionId id) const noexcept {
    return plan_.evaluator.first_unknown(id, head().type, subject());
  }
  const model::Fact& fact(FactId f) const noexcept { return rules().facts[type_->facts.first + f.value]; }
  Scalar scalar(FactId) const noexcept;
  Scalar ask_deadline(const model::Code&) const noexcept;  // conditions over deadlines (3.3d)
  void learn(FactId, const Value&, RuleId);           // what is given replaces what was known
  bool set_scalar(FactId, Scalar, RuleId);            // false: outside the bounds of the fact

  // ---- who (3.6b): actor.cpp -------------------------------------------------------------------------------------
  bool acts_as(const Actor&, model::Refs, const Obligation* at_hand) const noexcept;
  bool acts_as_holder(const Actor&, const Obligation&) const noexcept;
  Holder resolve(const model::Ref&, const Obligation* at_hand) const noexcept;  // nobody where it is unknown
  Holder first_known(model::Refs, const Obligation* at_hand) const noexcept;
  UnitId locality() const noexcept;

  // ---- clocks (2.5–2.8, 4.2b, 4.3): clock.cpp --------------------------------------------------------------------
  bool as_received(const model::Deadline&) const noexcept;  // deems nothing (2.6)
  std::optional<Instant> anchor_of(const model::Deadline&, Instant entered) const noexcept;  // nullopt: waits
  void arm(Obligation&, Instant anchor);             // the clock; the caller says so in a change
  Change& change_of_due(ChangeKind, const Obligation&, std::int64_t value);
  void restart(Obligation&, Instant anchor);         // 重新起算, 中断: from nothing, with a new anchor
  void suspend(Obligation&, std::uint8_t by);
  void resume(Obligation&, std::uint8_t by);
  void extend(Obligation&, RuleId);
  std::uint32_t extensions_of(const Obligation&) const noexcept;
  ClockCount count(const Obligation&) const noexcept;
  void place_rungs(Obligation&) noexcept;            // sets next_timer from the rungs that have not fired
  Instant rung_place(const Obligation&, std::uint32_t rung) const noexcept;

  // ---- obligations (4.1–4.2b): obligation.cpp --------------------------------------------------------------------
  void open_obligations(ScopeId);
  void open_obligation(DeadlineId, Instant entered);
  bool may_fulfil(const Obligation&, const Actor&) const noexcept;
  void fulfil(const Positions&);
  void happened(EventId);                            // anchors, waiting clocks, the thread's obligations, restarts
  void close(std::size_t index, ChangeKind how);     // takes the obligation off the open ones
  void hand_over(FactId);                            // the fact that names a holder became known
  bool asleep(const Obligation& o) const noexcept { return head().sleeping && sleeps(o); }
  // What open clocks name an event for beside fulfilling: extension and exclusion (3.3.4).
  bool named_by_clock(const Obligation&, EventId, const Actor&, bool& allowed) const noexcept;
  void apply_to_clocks(EventId, const Positions&);

  // ---- returns (4.5): return.cpp ---------------------------------------------------------------------------------
  // The return that `event` asks for in the present stage; null where there is none.
  const model::Return* return_asked_by(EventId) const noexcept;
  bool holds_work(const model::Return&, const Actor&) const noexcept;  // owes what would be returned
  Refusal may_ask(const model::Return&) const;                         // within its window and count
  const model::Return* return_granted_by(EventId, const Positions& fulfilled) const noexcept;
  Refusal give_back(const model::Return&);

  // ---- actions (4.4, 6.1): action.cpp ----------------------------------------------------------------------------
  Refusal act(model::Range actions, const Obligation* at_hand) {
    return actions.count == 0 ? Refusal{} : act_all(actions, at_hand);
  }
  bool ends(const model::Consequence&, DeadlineId) const noexcept;

  // ---- moving (3.3.7–3.3.10): transition.cpp ---------------------------------------------------------------------
  struct Choice {
    TransitionId transition;   // none: the event is accepted for what it fulfilled
    Refusal refusal;
  };
  Choice choose(std::span<const TransitionId> allowed) const;
  // Where a consequence leads; none(): it stays. `enabled` is false where 至多 is used up (3.3c).
  ScopeId target_of(const model::Consequence&, bool& enabled) const noexcept;
  DeadlineId still_owed(const model::Consequence&, ScopeId target) const noexcept;
  Refusal take(const model::Consequence&, const Obligation* at_hand, RuleId);
  Refusal settle() {
    return head().closed || process_->eventless[head().leaf.value].count == 0 ? Refusal{} : settle_eventless();
  }
  bool bound_reached() const noexcept { return bound_reached_; }
  void enter();                                      // root, ring and 起点 (3.0)
  void enter_from_above(ScopeId top_exclusive, ScopeId leaf);
  ScopeId common(ScopeId a, ScopeId b) const noexcept {
    while (a != b) {
      if (scope(a).depth >= scope(b).depth) a = scope(a).parent;
      else b = scope(b).parent;
    }
    return a;
  }
  bool holds(ScopeId outer, ScopeId inner) const noexcept {
    for (ScopeId s = inner; s; s = scope(s).parent)
      if (s == outer) return true;
    return false;
  }

  // ---- timers (2.4b): timer.cpp ----------------------------------------------------------------------------------
  // Fires what stands at or before `until`, in order; returns how many.
  std::uint32_t fire_timers(Instant until, std::uint32_t budget) {
    return state_.next_timer() > until || head().closed ? 0 : fire_all(until, budget);
  }

 private:
  Refusal act_all(model::Range actions, const Obligation* at_hand);
  void effect(std::uint32_t action, Holder to);
  void escalate(const model::Action&, std::uint32_t index, const Obligation* at_hand);
  void end_deadlines(const model::Action&);
  Refusal set(const model::Action&);
  Refusal settle_eventless();
  void moved(ScopeId to, std::uint8_t how, RuleId);
  bool sleeps(const Obligation&) const noexcept;
  void leave_scope(ScopeId, const model::Consequence&);
  Refusal go_to(ScopeId target, const model::Consequence&, const Obligation* at_hand, RuleId);
  void enter_side_stage(ScopeId target, RuleId);
  Refusal go_back(const model::Consequence&, const Obligation* at_hand, RuleId);
  std::uint32_t fire_all(Instant until, std::uint32_t budget);
  Refusal fire(std::size_t index, std::uint32_t rung);
  void open_for(DeadlineId, Holder, bool stand_in, Instant entered);
  std::uint8_t& suspenders(const Obligation&);
  void recount(Obligation&, ChangeKind, RuleId);     // the due, from its anchor and history; rungs follow 4.3

  const Plan& plan_;
  const Registers& registers_;
  CaseState& state_;
  Entries& out_;
  const Unjudged* unjudged_;
  Undo* undo_ = nullptr;
  const model::CaseType* type_;
  const model::Process* process_;
  const ProcessPlan* process_plan_;
  const CaseLayout* layout_;
  Instant now_, stood_;
  RuleId rule_;
  bool giving_back_ = false;    // what is left with a scope is returned, not waived (4.5)
  bool bound_reached_ = false;  // an obligation could not be opened (1.2); the event is refused for it
};

}  // namespace sanhuan
