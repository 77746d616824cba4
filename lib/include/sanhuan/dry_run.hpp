// What a rule change would have done to real cases: semantics 8.3. Each case's external events are folded under the
// baseline and under the candidate by the same `step`, timers firing as each rulebook has them, and compared.
//
// A shard's `DryRun` merges with any other's in any grouping, and the result is the same for any number of jobs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/answer.hpp"
#include "sanhuan/instant.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

// An event as a file gives it: names and texts, not yet resolved, since two rulebooks will read it.
struct RecordedActor { std::string unit, role; bool petitioner = false, system = false; };
struct RecordedEvent {
  Instant at;
  std::string open;        // case type; not empty: opens the case
  std::string event;       // key or name; empty: only opens
  RecordedActor by;
  std::vector<std::pair<std::string, std::string>> facts;  // as people write values; lists joined by '\x1f'
  std::string key;
  bool assumed = false;
  Instant occurred = Instant::never();  // entered late: when it happened (4.6); never(): at `at`
  std::string child;       // of which case that this one opened, `3.0` (3.6); empty: of the case itself
  std::uint32_t line = 0;  // of the file, for messages
};
// A case came under other rules (8.2). Nobody's event: a fold has one set of rules, and an explanation says so.
struct RecordedMigration {
  Instant at;
  std::string from, to;  // versions
  std::string child;     // of a case that it opened: the end of its id
};
// A case with all that it opened.
struct RecordedCase {
  std::string id;
  std::string group;       // what the report groups by (a place, a unit); may be empty
  std::vector<RecordedEvent> events;  // in order of time
  std::vector<RecordedMigration> migrations;  // in order of time; of a case of a ledger
};

struct ChildOutcome;

// How one case came out under one rulebook.
struct ObligationOutcome {
  std::string key, name, responsibility;  // of the deadline
  Holder holder;
  std::string holder_name;
  std::uint32_t ordinal = 0;
  Instant opened, anchor, due, settled;   // due: never() while waiting; settled: never() while open
  bool right = false, provisional = false, breached = false, unjudged = false;
  enum class State : std::uint8_t { open, fulfilled, waived, returned, lapsed, reassigned } state = State::open;
  bool suspended = false;                 // its clock, at the end of the fold
  std::vector<Instant> warned;            // 剩余 …: when each warning fired
  Instant breached_at = Instant::never();
  std::uint32_t warnings = 0, escalations = 0;
  RuleId rule;                            // of the deadline's 自 line
};
std::string_view keyword(ObligationOutcome::State) noexcept;  // fulfilled
struct RungOutcome {  // an escalation, a card, an effect: what and when
  std::string kind;         // "escalate", "red_card", "urge", …
  std::string deadline;     // key; empty where a transition did it
  std::string to;           // addressee
  Level from = Level::unknown, level = Level::unknown;  // of an escalation
  Instant at, stood_at;
  RuleId rule;
};
struct RejectedEvent {
  std::string event;
  std::uint32_t line = 0;
  Refused reason = Refused::none;
  Malformed malformed = Malformed::none;
  Instant at;
  bool assumed = false;
  std::string detail;  // the name, value, fact or deadline that stood in the way
};
struct CaseOutcome {
  bool opened = false;
  std::string type;             // key of the case type
  std::string stage, stage_name;
  bool closed = false;
  Level level = Level::unknown;
  Instant opened_at, last;
  std::vector<ObligationOutcome> obligations;
  std::vector<RungOutcome> escalations, effects;
  std::vector<RejectedEvent> rejected;
  std::uint32_t timers = 0, events = 0, assumed = 0;
  std::vector<std::pair<std::string, std::string>> facts;
  bool late = false;            // the case as a whole, by what its process says (4.10)
  std::uint64_t persons = 1;    // 人次
  std::vector<ChildOutcome> children;  // in the order of opening
};
struct ChildOutcome {
  std::string path;  // 3.0: the entry that opened it, and which of those opened there
  CaseOutcome outcome;
};

// Folds one case; the building block of run, dry-run, explain and scenarios.
class Folder {
 public:
  explicit Folder(std::shared_ptr<const Rulebook>);
  ~Folder();
  // Events after `until` have not happened yet; timers fire up to and including it.
  CaseOutcome fold(const RecordedCase&, Instant until);
 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct DeadlineTotals {
  std::string name;
  std::uint64_t kept = 0, breached = 0, open = 0, unjudged = 0, other = 0;  // other: waived, returned, lapsed …
  std::uint64_t late_ms = 0;       // sum over breached and settled: how much later than due
  std::uint64_t late = 0;          // how many those are
  friend bool operator==(const DeadlineTotals&, const DeadlineTotals&) = default;
};
struct Totals {
  std::uint64_t cases = 0, closed = 0, events = 0, assumed_events = 0, timers = 0;
  std::uint64_t late = 0, persons = 0;  // cases that count as late (4.10); 人次
  std::map<std::string, DeadlineTotals> deadlines;        // by key
  std::map<std::string, std::uint64_t> escalations;       // by level reached
  std::map<std::string, std::uint64_t> effects;           // by kind
  std::map<std::string, std::uint64_t> rejected;          // by reason
  std::map<std::string, std::uint64_t> rejected_assumed;
  std::map<std::string, std::uint64_t> load;              // by unit: obligations held
  std::map<std::string, std::uint64_t> load_by_level;     // obligations held and supervised, by level
  void merge(const Totals&);
  friend bool operator==(const Totals&, const Totals&) = default;
};

struct Difference { std::string what, base, candidate; };  // "obligations.reply-limit.due"
struct ChangedCase {
  std::uint64_t position = 0;  // in the input, from 0: parts are merged in this order
  std::string id, group;
  std::vector<Difference> fields;
  std::vector<std::string> because;   // "rules/lanshan/process.huan:92"
};

struct DryRunReport {
  std::uint64_t cases = 0, changed = 0;
  Totals baseline, candidate;
  std::map<std::string, std::pair<Totals, Totals>> groups;  // by RecordedCase::group
  std::vector<ChangedCase> differences;                     // in order of the input
};

struct DryRunOptions {
  Instant until;             // default of the command line: the last instant of the file
  unsigned jobs = 1;
  std::uint32_t shard = 0, shards = 1;
};

DryRunReport dry_run(std::shared_ptr<const Rulebook> baseline, std::shared_ptr<const Rulebook> candidate,
                     std::span<const RecordedCase>, const DryRunOptions&);
void merge(DryRunReport& into, DryRunReport&&);

}  // namespace sanhuan
