// The façade a host links: cases under rulebooks, in memory or on a ledger. Semantics 1, 3.3, 6, 7.
//
// The host owns time and delivery: it says what time it is and sends the effects. Engines may share a rulebook, and
// several, in one process or many, may share a ledger: each transaction reads what the others wrote since. In memory an
// engine is used by one thread at a time. On a ledger any thread may call it; those who wait for the disk together share
// one commit, and nobody is told before what he is told is durable. Failures of the disk are `Error` (error.hpp): after
// Commit::unknown open ledger and engine again, submit with the same key, and the answer says what had happened.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/answer.hpp"
#include "sanhuan/effect.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/ledger.hpp"
#include "sanhuan/migration.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

// A view of a case for people and hosts: copied out, owns its strings.
struct ObligationView {
  std::string key, name, responsibility;
  Holder holder;
  Instant due;               // never() while waiting or suspended
  bool waiting = false, suspended = false, right = false, breached = false, provisional = false;
};
struct CaseView {
  std::string id, type, stage, stage_name;
  bool closed = false;
  Level level = Level::unknown;
  Instant opened, last;
  std::vector<std::pair<std::string, std::string>> facts;  // name and value, the known ones, in order of the file
  std::vector<ObligationView> obligations;                 // the open ones
};

// Which cases a list shows: those that fit in everything that is set.
struct CaseFilter {
  enum class State : std::uint8_t { open, closed, all } state = State::open;
  std::string type, stage;            // by key; empty: any
  std::string unit;                   // by key, name or code: who holds what is due first
  std::optional<Level> level;
  std::optional<Instant> due_before;  // what is due first ends before it; for what is overdue, the time it is now
  std::string text;                   // stands in the id or in a known fact, as people write it
};
struct CaseListing {
  std::string id, type, stage, unit;  // keys; unit: of who holds what is due first, empty where that is nobody
  Level level = Level::unknown;
  Instant due = Instant::never();     // of what is owed first, rights left out; never(): nothing runs
  bool closed = false;
};

// One line of what a host reports. With both, the case is opened and the event handled together or not at all (3.0).
struct Submission {
  std::string_view case_id;
  std::optional<Opening> open;
  std::optional<Event> event;
};

// How long `advance` may work.
struct AdvanceLimits {
  std::size_t timers = 1'000'000;
  std::int64_t ms = INT64_MAX;   // needs a stopwatch (DurableOptions); looked at between transactions
  bool clock_confirmed = false;  // somebody looked at the clock that was held: it is right
};
enum class ClockHeld : std::uint8_t { no, back, ahead };
struct Advanced {
  std::size_t fired = 0;
  bool more = false;                // a limit came first: call again
  ClockHeld held = ClockHeld::no;   // nothing was fired: `now` lies before, or implausibly far after, `clock`
  Instant clock;                    // the latest `now` that the ledger has seen, to the minute across restarts
};

struct DurableOptions {
  // What a clock may do without being held: escalations cannot be taken back.
  std::int64_t clock_back_ms = 2'000;
  std::int64_t clock_ahead_ms = 7 * ms_per_day;
  // A transaction of `advance` ends after so much work, so that others get their turn. Nothing in the library reads a
  // clock: without a stopwatch (ms, from any beginning) only the count ends it.
  std::int64_t lock_ms = 50;
  std::size_t timers_per_commit_max = 5'000;
  std::function<std::int64_t()> stopwatch;
};

class Engine {
 public:
  explicit Engine(std::shared_ptr<const Rulebook>);  // in memory; nothing outlives it
  // On a ledger (`open_ledger`, or `memory_store`). A case keeps the rulebook it was opened under; a new one gets the
  // newest whose 施行 is not after its day (8.0), or the only one. The ledger keeps rulebooks and registers; a case
  // whose rulebook is not given here runs under the ledger's own copy. `now`: of what is entered by that, and the clock that
  // a first `advance` is held to.
  Engine(std::vector<std::shared_ptr<const Rulebook>>, std::shared_ptr<Store>, Instant now, DurableOptions = {});
  ~Engine();
  Engine(Engine&&) noexcept;

  // The case id is the idempotency key of its opening: the same opening again is `repeated`. Ids that end in `/3.0` are
  // those of cases that rules open (录入), and refused here.
  Answer open(std::string_view case_id, const Opening&);
  Answer submit(std::string_view case_id, const Event&);
  Answer submit(const Submission&);
  // All durable together, each answered for itself. On a ledger, once `advance` has told the time, what comes more than
  // clock_ahead_ms after it is malformed (clock_ahead): it would fire what cannot be taken back. Is the clock right after
  // all, advance with clock_confirmed: what follows is believed until `advance` tells the time without.
  std::vector<Answer> submit(std::span<const Submission>);
  // Fires what is due at or before `now`, in order of timer instant, then case id, each dated where it stood.
  Advanced advance(Instant now, AdvanceLimits = {});
  Instant next_due() const;                     // never() where nothing waits

  std::vector<Effect> effects(std::size_t most = 1'000) const;  // not yet acknowledged, oldest first
  void acknowledge(std::span<const EffectId>);

  std::optional<CaseView> find(std::string_view case_id) const;
  std::size_t size() const;  // cases; on a ledger it counts them
  // In order of due, then id; what is not due last. The next page begins `after` the last one of this. On a ledger open
  // cases are found by an index; where a text is looked for, or closed cases are, every case is read, and writers wait.
  std::vector<CaseListing> list(const CaseFilter& = {}, std::size_t most = 1'000, const CaseListing* after = nullptr) const;

  // On a ledger: takes up what the registers of the given rulebooks say beyond the ledger's by `at` (1.1). Timers before
  // `at` fire first; then every open case whose dues move gets one entry (2.3b). Interrupted, it goes on when an engine
  // opens the ledger again. Returns how many cases moved.
  std::size_t take_up(Instant at);
  // On a ledger: brings open cases under `to`, one of the given rulebooks, at `at` (8.2): those whose version a 迁移 of it names.
  // Nothing is done where something stands in the way of any of them, and again it does nothing. All in one commit, timers
  // that stand before `at` fired first. What is returned is the plan as it was carried out, or not (MigrationPlan::clear).
  MigrationPlan migrate(const Rulebook& to, Instant at, const Actor& by = Actor::system());
  // The same, only looked at. As if the registers of the newest given rulebook had been taken up by `at`.
  MigrationPlan plan_migration(const Rulebook& to, Instant at) const;
  // On a ledger: erases the personal values (个人信息) that the case and those it opened were given, and enters who had it
  // done and why. The chain stays whole and holds digests that open nothing; an effect that still waits in the outbox and
  // said such a value says `?` in its place. Returns how many values went.
  std::size_t erase_personal(std::string_view case_id, Instant at, const Actor& by, std::string_view reason);
  std::shared_ptr<const Rulebook> rulebook_of(std::string_view case_id) const;  // null: no such case

  // For benchmarks and hosts with their own case numbers, in memory only: no hashing of ids.
  using Handle = std::uint32_t;
  std::optional<Handle> handle(std::string_view case_id) const;
  Answer submit(Handle, const Event&);

  // The entries of a case so far, oldest first; none where there is no such case, or in memory none are kept.
  std::optional<Entries> entries(std::string_view case_id) const;
  struct Options { bool keep_entries = true; };
  Engine(std::shared_ptr<const Rulebook>, Options);

  struct Impl;  // lib/engine/impl.hpp

 private:
  std::unique_ptr<Impl> impl_;
};

// What `migrate` would do on a ledger that is only read.
MigrationPlan plan_migration(Store&, std::shared_ptr<const Rulebook> to, Instant at);

// Folds every case of a ledger again from its entries and compares what comes out with what is stored: entries, state,
// timer, columns, and the effects that wait (7.5). An effect that is gone may have been acknowledged. Rulebooks that are not given are the ledger's own copies. Streams; stops after `most` findings.
// Beside `verify` (ledger.hpp), which checks that the entries are those that were written.
struct FoldFinding {
  std::string case_id;
  std::uint32_t sequence = 0;
  std::string text;  // one sentence
  std::string text_zh;  // the same in Chinese; empty where only English is known
};
struct FoldVerified {
  std::uint64_t cases = 0, entries = 0;
  std::uint64_t erased = 0;  // personal values that could not be folded again as they were
  std::vector<FoldFinding> findings;
  bool whole() const noexcept { return findings.empty(); }
};
FoldVerified verify_fold(Store&, std::span<const std::shared_ptr<const Rulebook>> = {}, std::size_t most = 10);

}  // namespace sanhuan
