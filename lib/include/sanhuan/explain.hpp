// Why a case is where it is: every move with its cause, every clock with its count. Semantics 2.10, 3.3, 7.1.
//
// Names are those of the rules, in the language they are written in; everything that a reader's language decides
// (why an event was refused, what a change is) is an enumeration, and whoever prints it chooses the words.
// An `Explanation` owns all it holds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sanhuan/answer.hpp"
#include "sanhuan/dry_run.hpp"
#include "sanhuan/due.hpp"
#include "sanhuan/entry.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

struct CitedRule {
  struct Basis { std::string text; bool presumed = false; };  // 依据, 推定
  std::string place;         // "rules/lanshan/process.huan:92"; empty where there is no line
  std::vector<Basis> bases;
};

struct ExplainedChange {
  ChangeKind kind = ChangeKind::moved;
  std::string name, key;     // of what changed: the stage it is in now, a fact, a deadline; of an effect its verb
  std::string former;        // moved: the stage before; empty at the opening
  std::string value;         // a fact: as people write it, empty where it became unknown; an effect or 视为: its text;
                             // a child case: the end of its id, `3.0`
  std::string whom;          // a holder, an addressee, a supervising unit; empty: nobody
  Holder holder;             // the same, for the words that 信访人 and 系统 need
  Level level = Level::unknown, from = Level::unknown;  // 层级 and 提级督办
  std::uint32_t serial = 0;  // of an obligation: the one opened as the n-th in this case, from 1
  std::uint32_t ordinal = 0; // of the scope's entry, for what concerns a deadline
  Instant at;                // opened, armed, resumed, extended, recounted: the due; never() while it waits
  bool right = false, provisional = false, unjudged = false;
  // moved: to a final stage; into a side stage, and the one before sleeps; out of a final stage
  bool closes = false, sleeps = false, reopens = false;
  bool passed_up = false;    // an effect: nobody below was known (4.3)
  std::int32_t points = 0;   // 扣分, 加分
  CitedRule rule;
};

// A condition in the way of an event that is guarded, or a 记 that left it undecided (3.3.7, 3.3b).
struct ExplainedCondition {
  Unmet::Why why = Unmet::Why::no;
  CitedRule rule;            // the line of the condition
  // The facts that it went by, with their values; a list without members is empty, what is not known has none.
  std::vector<std::pair<std::string, std::optional<std::string>>> facts;
};

enum class MomentKind : std::uint8_t {
  opened, event, refusal, timer,
  not_recorded,  // malformed: answered and forgotten (7.3), shown here because the file has it
  recomputed,
  child,         // a case that this one opened has closed (3.6)
  migration,     // it came under other rules (8.2): `event` names them. What follows is told by one set of rules all the same
};

// Which rung of a ladder a timer was: 剩余 1个工作日, 逾期, 逾期 第1个工作日.
struct ExplainedRung {
  enum class Kind : std::uint8_t { remaining, breach, after_full, nth_day } kind = Kind::breach;
  Length length;
  bool follows = false;      // 此后每 L: `length` after the rung before it
};

struct Moment {
  MomentKind kind = MomentKind::event;
  Instant at, stood_at;      // stood_at: of a timer; else the same
  std::string event, event_key;        // name and key; as the file wrote it where the rules do not know it
  std::string deadline, deadline_key;  // of a timer
  std::optional<ExplainedRung> rung;   // of a timer that is a rung
  std::string unit, role;    // who, by name; a timer has neither
  Holder::Kind actor = Holder::Kind::nobody;
  bool assumed = false;      // nobody recorded it (8.3b)
  Instant occurred = Instant::never();  // entered late: when it happened (4.6); never(): at `at`
  std::uint32_t line = 0;    // of the event file; 0 for a timer
  std::vector<std::pair<std::string, std::string>> facts;  // what it brought, as the file wrote it

  Refused refused = Refused::none;
  Malformed malformed = Malformed::none;
  std::string detail;        // malformed: which name or value
  std::string missing;       // guarded, undecided: the first fact that was not known
  std::string owed;          // owed: what is still to be done
  std::vector<ExplainedCondition> conditions;  // guarded, undecided: each that was in the way, in the order in which they were asked
  CitedRule rule;            // the line that decided or refused
  std::vector<ExplainedChange> changes;
};

struct ExplainedObligation {
  ObligationOutcome outcome;
  Length length;
  bool statutory = false, as_received = false;  // 法定, 实到
  Instant anchor, deemed;         // before_all() while it waits
  std::string anchor_event;       // what the anchor is: a name, or empty for the entry of its scope
  bool suspended = false;         // now
  std::optional<Trace> trace;     // how the first due was counted; none while it waits
  std::vector<std::pair<ChangeKind, Instant>> moved;  // armed, suspended, resumed, extended, …: and the due since
  CitedRule rule;
};

struct Explanation {
  bool opened = false;
  std::string id, case_type;
  Instant at;                     // as of
  Zone zone;
  CaseOutcome outcome;
  std::string ring;               // the ring it is in, by name; empty in a final stage
  std::vector<Moment> timeline;
  std::vector<ExplainedObligation> obligations;  // in the order in which they opened
  std::vector<std::string> accepts;  // events that somebody may now bring, by name, in the order of the rules
};

// Events after `at` are left out, timers fire up to and including it.
// `child`: of a case that it opened, `3.0`.
Explanation explain(std::shared_ptr<const Rulebook>, const RecordedCase&, Instant at, std::string_view child = {});

}  // namespace sanhuan
