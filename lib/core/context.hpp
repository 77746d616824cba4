// One step in progress: the rules, the case, the entry being written. Private to lib/core; each .cpp beside it holds
// one part of semantics 3.3 and 4.
#pragma once

#include <algorithm>
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

// A condition that stood in the way of an event (3.3.7): what `Unmet` says of it, before its facts are looked up.
struct Judged {
  Unmet::Why why = Unmet::Why::no;
  RuleId rule;
  ExpressionId guard;
};

// A few open obligations, by their serials, in the order of opening.
class Serials {
 public:
  void add(std::uint16_t serial) { at_.push_back(serial); }
  void clear() noexcept { at_.clear(); }
  bool empty() const noexcept { return at_.empty(); }
  auto begin() const noexcept { return at_.begin(); }
  auto end() const noexcept { return at_.end(); }

 private:
  std::vector<std::uint16_t> at_;
};

// What is kept of one obligation among the records of its kind; null where there is none.
template <class Records>
auto* record_of(Records& records, std::uint16_t serial) noexcept {
  const auto found = std::find_if(records.begin(), records.end(), [serial](const auto& r) { return r.serial == serial; });
  return found == records.end() ? nullptr : &*found;
}

// Facts that an event brought and that may give work to others (4.1c, 4.2b): seen to once all of them are known, so that
// the order of the fields decides nothing.
struct Brought {
  std::vector<FactId> units;  // known now
  std::vector<std::pair<FactId, std::vector<std::int64_t>>> lists;  // with their members before
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

// How an event takes up a case again that closed in `final`; null where it does not.
const model::Reopening* reopening_by(const model::Process&, ScopeId final, EventId) noexcept;

class Context {
 public:
  Context(const Plan&, const Registers&, CaseState&, Entries&, const Unjudged* = nullptr, EntryListener* = nullptr) noexcept;

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
  void handle_with(const Event* event, Undo* undo, std::vector<Judged>* judged) noexcept {
    event_ = event, undo_ = undo, judged_ = judged;
  }

  // ---- entries (2.4c) --------------------------------------------------------------------------------------------
  void begin_entry(EntryKind, Instant at, Instant stood_at, Instant happened = Instant::never());
  void end_entry(const Event* = nullptr);
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
  void look_at(Instant now, Instant since = Instant::before_all()) noexcept { now_ = when_ = now, since_ = since; }  // to ask, and change nothing
  Instant now() const noexcept { return now_; }      // when what is done takes effect
  Instant when() const noexcept { return when_; }

  // ---- facts (3.3.5, 3.3b) ---------------------------------------------------------------------------------------
  Subject subject() const noexcept;
  Truth guard(ExpressionId id) const noexcept { return id ? plan_.evaluator.guard(id, subject()) : Truth::yes; }
  Scalar value(ExpressionId id) const noexcept { return plan_.evaluator.value(id, subject()); }
  FactId missing(ExpressionId id) const {
    return plan_.evaluator.first_unknown(id, head().type, subject());
  }
  // A refusal for a condition that does not hold; kept with what it is, should it stand (3.3.7).
  Refusal guarded(Unmet::Why why, RuleId rule, ExpressionId guard = {}) const;
  void tell_unmet();  // of the event at hand, which is refused for what was kept
  const model::Fact& fact(FactId f) const noexcept { return rules().facts[type_->facts.first + f.value]; }
  Scalar scalar(FactId) const noexcept;
  Scalar ask(const model::Code&) const noexcept;      // what an expression asks of the case and the time (3.3d)
  void learn(FactId, const Value&, RuleId);           // what is given replaces what was known
  void learn(const Event&, Brought&);                 // its payload (3.3.5)
  void forget_personal();
  bool set_scalar(FactId, Scalar, RuleId);            // false: outside the bounds of the fact
  void set_list(FactId, std::vector<std::int64_t>, RuleId);

  // ---- who (3.6b): actor.cpp -------------------------------------------------------------------------------------
  bool acts_as(const Actor&, model::Refs, const Obligation* at_hand) const noexcept;
  UnitId acts_for(const Actor&, model::Refs) const noexcept;  // which of those named; where none is, his own unit
  bool acts_as_delegate(const Actor&, const Obligation&) const noexcept;
  bool is_holder(const Actor&, const Obligation&) const noexcept;
  bool acts_as_holder(const Actor&, const Obligation&) const noexcept;  // or for him, by delegation (4.8)
  Holder resolve(const model::Ref&, const Obligation* at_hand) const noexcept;  // nobody where it is unknown
  Holder first_known(model::Refs, const Obligation* at_hand) const noexcept;
  UnitId locality() const noexcept;
  UnitId unit_above() const noexcept;  // over the case's place, at its level or the next one that has a unit (4.3)
  bool has_power(const Actor&, std::uint8_t needed) const noexcept;  // 3.3e

  // ---- clocks (2.5–2.8, 4.2b, 4.3): clock.cpp --------------------------------------------------------------------
  bool as_received() const noexcept;                       // what comes by the case's channel deems nothing (2.6)
  bool as_received(const model::Deadline& d) const noexcept { return d.as_received || as_received(); }
  std::optional<Instant> anchor_of(model::AnchorKind, model::Range events, Instant entered) const noexcept;  // nullopt: waits
  std::optional<Instant> anchor_of(const model::Deadline& d, Instant entered) const noexcept {
    return anchor_of(d.anchor, d.anchor_events, entered);
  }
  // By what a clock is counted, beside its anchor and history: that of its deadline, or what it was before a migration.
  struct Measure {
    Length first;
    model::BoundKind bound = model::BoundKind::none;
    Length second;
    Instant from = Instant::before_all();  // the anchor of the second
    bool as_received = false;
  };
  Measure measure_of(const Obligation&) const noexcept;
  bool has_kept_measure(const Obligation& o) const noexcept { return kept(o) != nullptr; }
  Length length_of(const Obligation&) const noexcept;
  void arm(Obligation&, Instant anchor);             // the clock; the caller says so in a change
  Change& change_of_due(ChangeKind, const Obligation&, std::int64_t value);
  void restart(Obligation&, Instant anchor);         // 重新起算, 中断: from nothing, with a new anchor
  void suspend(Obligation&, std::uint8_t by, Instant at);
  void resume(Obligation&, std::uint8_t by, Instant at);
  void befall(Obligation&, ClockEvent);              // into the history of its clock
  void held_by_whom(Obligation&);                    // whether it stands still, by its history
  ClockCount count(const Obligation& o) const noexcept { return count(o, measure_of(o), Instant::never()); }
  // `goes_on`: if it did then. `until`: by what had befallen it up to then.
  ClockCount count(const Obligation&, const Measure&, Instant goes_on, Instant until = Instant::never()) const noexcept;
  std::vector<ClockEvent> history_of(const Obligation&) const;  // in order of time, as it happened
  void recount(Obligation&, ChangeKind, RuleId);     // the due, from its anchor and history; rungs follow 4.3
  void bound_by(EventId);                            // anchors of 不晚于 and 不早于
  void reclassify();                                 // 情形变更 (2.5b)
  std::uint32_t next_rung(const Obligation&) const noexcept;
  void place_rungs(Obligation&) noexcept;            // sets next_timer from the rungs that have not fired
  Instant rung_place(const Obligation&, std::uint32_t rung) const noexcept;
  // When it fires: at its place, or later where an extension is asked for.
  Instant rung_fires(const Obligation&, std::uint32_t rung) const noexcept;

  // ---- clocks that come under these rules from others (8.2): carried_clock.cpp --------------------------------------
  void take_over(Obligation&, const Measure& before, model::ClockRule, RuleId line);
  void start_if_it_may(Obligation&, RuleId line);
  void not_before_tonight(Obligation&, RuleId line);
  void pass_over(Obligation&, std::uint32_t had);

  // ---- obligations (4.1–4.2b): obligation.cpp --------------------------------------------------------------------
  void open_obligations(ScopeId);
  void open_obligation(DeadlineId, Instant entered);
  bool owes(DeadlineId, UnitId) const noexcept;
  bool may_fulfil(const Obligation&, const Actor&) const noexcept;
  void fulfil(const Serials&);
  void happened(EventId);                            // anchors, waiting clocks, the thread's obligations, restarts
  void close(std::size_t index, ChangeKind how);     // takes the obligation off the open ones
  void close_if_open(std::uint16_t serial, ChangeKind how);
  // Who is asked decides also while what it is about sleeps: his time runs (2.7b, 4.5).
  bool asleep(const Obligation& o) const noexcept { return head().sleeping && sleeps(o) && !deadline(o.deadline).request; }
  Obligation* find(std::uint16_t serial) noexcept;   // null where it is settled
  // What open clocks name an event for beside fulfilling: extension, exclusion, restart (3.3.4).
  bool named_by_clock(const Obligation&, const Actor&, bool& allowed, Refusal& refusal) const;
  Refusal apply_to_clocks(const Serials&);
  bool opened_after(const Obligation&, Instant) const noexcept;  // 4.6

  // ---- extensions that are asked for (2.7b): extension.cpp -------------------------------------------------------
  std::uint32_t extensions_of(const Obligation&) const noexcept;
  const Cold::Asked* asked_for(const Obligation&) const noexcept;  // null where nothing is
  void ask_extensions(const Serials&);
  void ask_extension(Obligation&);
  // What the event decides of requests among `fulfilled`; to be called before they are.
  Refusal decide(const Serials& fulfilled);
  Refusal grant(Obligation&, const Cold::Asked*);

  // ---- breaches taken back (4.6): reversal.cpp -------------------------------------------------------------------
  bool disproves(const Obligation&, Instant at) const noexcept;
  Instant due_broken(const Obligation&) const noexcept;  // the one that the breach is of
  // Keeps the obligations where they are: what is to be waived with it is waived by the call after it.
  void reverse(Obligation&);
  void waive_supervision();

  // ---- returns (4.5): return.cpp ---------------------------------------------------------------------------------
  // The return that `event` asks for in the present stage; null where there is none.
  const model::Return* return_asked_by(EventId) const noexcept;
  bool concerns(const model::Return&, const model::Deadline&) const noexcept;
  bool is_work_of(const model::Return&, const Actor&, const Obligation&) const noexcept;  // would be returned, if he asks
  bool holds_work(const model::Return&, const Actor&) const noexcept;
  const Obligation* request_for(const model::Return&) const noexcept;  // what was asked and not decided; null: nothing
  Refusal may_ask(const model::Return&) const;                         // within its window and count
  const model::Return* return_granted_by(EventId, const Serials& fulfilled) const noexcept;
  void ask_return(const model::Return&);
  Cold::Asked asked_return(const model::Return&) const noexcept;  // of one that is granted
  Refusal give_back(const model::Return&, const Cold::Asked&);
  FactId name_of_giver() const noexcept;  // the fact that names whose work is given back; none() where it is no fact
  void forget_giver(FactId named_by);

  // ---- holders that change (4.1c, 4.2b, 4.7, 4.8): handover.cpp --------------------------------------------------
  void hand_over(FactId);                            // the fact that names a holder became known
  void reassign(Obligation&, Holder, RuleId);
  void held_again(Obligation&);
  void members_changed(FactId, const std::vector<std::int64_t>& before);  // of 由 每个 LIST
  void recount_handed_over();                        // what 重算 starts again once its holder is known (4.5)
  void succeed(Obligation&);                         // its unit was abolished (3.6b)

  // ---- actions (4.4, 6.1): action.cpp ----------------------------------------------------------------------------
  Refusal act(model::Range actions, const Obligation* at_hand) {
    return actions.count == 0 ? Refusal{} : act_all(actions, at_hand);
  }
  bool names(const model::Action&, DeadlineId) const noexcept;  // among the deadlines it is about
  bool ends(const model::Consequence&, DeadlineId) const noexcept;

  // ---- moving (3.3.7–3.3.10): transition.cpp ---------------------------------------------------------------------
  struct Choice {
    TransitionId transition;   // none: the event is accepted for what it fulfilled
    Refusal refusal;
  };
  Choice choose(std::span<const TransitionId> allowed);
  // Where a consequence leads; none(): it stays. `enabled` is false where 至多 is used up (3.3c).
  ScopeId target_of(const model::Consequence&, bool& enabled) const noexcept;
  // The innermost scope that the case is in, awake or asleep, and that holds the target: a move leaves it not (3.3.9).
  ScopeId kept_for(ScopeId target) const noexcept;
  DeadlineId still_owed(const model::Consequence&, ScopeId target) const noexcept;
  Refusal take(const model::Consequence&, const Obligation* at_hand, RuleId);
  Refusal settle() {
    recount_handed_over();
    if (head().closed || process_->eventless[head().leaf.value].count == 0) return {};
    const Refusal refusal = settle_eventless();
    recount_handed_over();
    return refusal;
  }
  bool bound_reached() const noexcept { return bound_reached_; }
  void enter();                                      // root, ring and 起点 (3.0)
  Refusal enter_from_above(ScopeId top_exclusive, ScopeId leaf);
  ScopeId common(ScopeId a, ScopeId b) const noexcept {
    while (a != b) {
      if (scope(a).depth >= scope(b).depth) a = scope(a).parent;
      else b = scope(b).parent;
    }
    return a;
  }
  bool is_entered(ScopeId) const noexcept;
  bool holds(ScopeId outer, ScopeId inner) const noexcept {
    for (ScopeId s = inner; s; s = scope(s).parent)
      if (s == outer) return true;
    return false;
  }

  // ---- reopening (3.5b): reopening.cpp ---------------------------------------------------------------------------
  Refusal may_reopen(const model::Reopening&) const;
  Refusal reopen(const model::Reopening&);

  // ---- timers (2.4b): timer.cpp ----------------------------------------------------------------------------------
  // Fires what stands at or before `until`, in order; returns how many.
  std::uint32_t fire_timers(Instant until, std::uint32_t budget) {
    return state_.next_timer() > until || head().closed ? 0 : fire_all(until, budget);
  }

  // ---- children and registers (3.6, 2.3b): family.cpp ------------------------------------------------------------
  Refusal open_child(const model::Action&, std::uint32_t index);
  void child_closed(std::uint32_t entry, std::uint16_t position);
  bool recount_all();                                // after a revision; false: nothing moved

 private:
  Refusal act_all(model::Range actions, const Obligation* at_hand);
  void effect(std::uint32_t action, Holder to, const Obligation* at_hand, std::uint8_t flags = 0);
  void send(std::uint32_t action, const Obligation* at_hand);
  Refusal escalate(const model::Action&, std::uint32_t index, const Obligation* at_hand);
  void end_deadlines(const model::Action&);
  void transfer(const model::Action&, const Obligation* at_hand);
  void delegate(const model::Action&, const Obligation* at_hand);
  void merge(const model::Action&);
  void caused(Obligation& supervision);
  void first_happened_earlier(EventId, Instant, RuleId);
  void happened_elsewhere(EventId);                  // 并案 brought the case its first (4.9)
  void arm_waiting(Obligation&);
  bool began(const model::Deadline&, EventId) const noexcept;
  void open_thread(EventId, bool again);             // what of the thread waits for it (4.2b)
  Refusal set(const model::Action&);
  std::optional<std::string> text_value(ExpressionId) const;
  std::optional<std::vector<std::int64_t>> values(ExpressionId, model::Range members) const;  // of a list
  Refusal settle_eventless();
  void moved(ScopeId to, std::uint8_t how, RuleId);
  bool sleeps(const Obligation&) const noexcept;
  void carry_over(const Obligation&);
  void leave_scope(ScopeId, const model::Consequence&);
  // Inside out from `inner`, up to and without `outer` or what holds `kept`.
  Refusal leave_up_to(ScopeId outer, ScopeId inner, ScopeId kept, ScopeId beside, const model::Consequence&);
  Refusal go_to(ScopeId target, const model::Consequence&, const Obligation* at_hand, RuleId);
  void stand_still_here(Obligation&);  // 期间 中止, while the case is in a side stage
  Refusal enter_side_stage(ScopeId target, RuleId);
  Refusal go_back(const model::Consequence&, const Obligation* at_hand, RuleId);
  void go_on();
  std::uint32_t fire_all(Instant until, std::uint32_t budget);
  Refusal fire(std::size_t index, std::uint32_t rung);
  void open_for(DeadlineId, Holder, bool stand_in, Instant entered);
  Holder stand_in() const noexcept;  // for a holder not known yet (4.2b): the 兜底 unit, or nobody where the process has none
  void close_requests_of(std::uint16_t serial);
  const Cold::Kept* kept(const Obligation&) const noexcept;
  std::uint8_t class_of(const model::Deadline&) const noexcept;
  Length length_of(const model::Deadline&, std::uint8_t limit) const noexcept;
  Measure measure_anew(const Obligation&) const noexcept;
  Instant would_be_due(const Obligation&, const Measure&) const noexcept;
  Instant tonight() const noexcept;
  void keep_measure(Obligation&, const Measure&);
  void count_anew(Obligation&, const Measure&, RuleId line);
  Cold::Counted& counted(Obligation&);
  const Cold::Counted* counted(const Obligation&) const noexcept;
  std::uint8_t& suspenders(Obligation&);
  bool valid(const model::Validity& v, Instant at) const noexcept { return v.always() || v.holds(calendar().local_day(at)); }

  const Plan& plan_;
  const Registers& registers_;
  CaseState& state_;
  Entries& out_;
  const Unjudged* unjudged_;
  EntryListener* listener_;
  const Event* event_ = nullptr;  // being handled; null for an opening and for timers
  Undo* undo_ = nullptr;
  std::vector<Judged>* judged_ = nullptr;
  UnitId acting_;               // 本单位: who owes what is at hand, or acts under the 当 at hand; none: nobody
  const model::CaseType* type_;
  const model::Process* process_;
  const ProcessPlan* process_plan_;
  const CaseLayout* layout_;
  Instant now_, stood_;
  Instant since_ = Instant::before_all();  // from when on the happening of an event counts; only promises ask
  Instant when_;                // when what is told happened: `now_`, or earlier where it was entered late (4.6)
  RuleId rule_;
  struct Entered {
    ScopeId leaf, sleeping;
  };
  std::optional<Entered> entered_;                     // during a move: what is entered still, or already (3.3.9)
  const model::Return* giving_back_ = nullptr;         // what its holder leaves is returned, not waived (4.5)
  std::uint16_t escalating_ = 0;                       // whose breach escalates; 0: something else
  Cold::Asked given_;                                  // its asking: when, and whose work
  const model::Reopening* reopening_ = nullptr;        // what it says of the thread's clocks
  std::vector<std::uint16_t> to_recount_;              // handed over, to start again
  Brought* brought_ = nullptr;                         // while a payload becomes facts
  bool learning_ = false;                              // and while what it named takes over work: it has not happened yet
  std::vector<std::uint16_t> to_waive_;                // supervision whose only cause was taken back
  std::uint16_t children_opened_ = 0;                  // in this entry
  bool bound_reached_ = false;  // an obligation could not be opened (1.2); the event is refused for it
};

}  // namespace sanhuan
