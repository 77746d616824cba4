// A scenario as it is run: the events of one case, and what is expected after each line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/scenario.hpp"

namespace sanhuan {

// One condition, or several joined. What the rules themselves may ask is a guard; the rest asks how the case came out.
struct Expectation {
  enum class Kind : std::uint8_t {
    both, either, negate,  // of `parts`
    guard,                 // `guard`
    stage,                 // in `scope`, or in what it holds
    closed,                // 结案
    due,                   // the due of `deadlines` compared with `instant`, or with the day alone
    holder,                // who owes it
    kept, overdue, fulfilled,  // of `deadlines`: 按期, 逾期, 完成
    running,               // 有 运行时限: a clock armed and neither waiting, suspended nor stopped
    tally,                 // how often `verb`, or how many `points`
    deemed,                // 视为 `text`
    duty_owed,             // the standing duty `text` is owed by the unit of `holder` on the day (5.1)
    duty_due,              // and the due of the oldest that is open, compared with the day of `instant`
    broken,                // the promise `text`, so far (9.2a)
    refused,               // the event before; for want of `text`, where there is one
  } kind = Kind::guard;
  std::vector<Expectation> parts;
  ExpressionId guard;
  // Of a guard that compares numbers, dates or instants: what is no literal, so that it can be told what it came to.
  struct Side {
    std::string written;
    ExpressionId value;
    FactType type;
  };
  std::vector<Side> sides;
  ScopeId scope;
  std::vector<DeadlineId> deadlines;
  Holder holder;             // whose; nobody: all
  bool quantified = false;   // 任一, 全部, 过半, 至少 N
  model::Quantity quantity = model::Quantity::all;
  std::uint32_t n = 0;
  model::Op op = model::Op::eq;
  Instant instant;
  bool by_day = false;       // `instant` is the beginning of a day; a due at 24:00 belongs to the day it ends
  model::Verb verb = model::Verb::notify;
  std::int64_t count = 0;
  bool points = false;       // of a tally: the sum of the points, not how often
  std::string text;
};

// Whether a part of it asks about a case; what is owed as a standing duty is owed whatever cases there are.
bool needs_case(const Expectation&) noexcept;

struct ExpectedLine {
  Expectation what;
  Place place;
  std::string written;
};

inline constexpr const char* newest_child = "*";  // RecordedEvent::child: of the case that was opened last

struct ScenarioStep {
  Place place;
  std::string written;
  Instant at;
  bool has_event = false;    // the next event of the file; else time passes
  std::vector<ExpectedLine> expected;
};

struct Scenario {
  std::string name;
  Place place;
  std::shared_ptr<const RulebookData> rules;  // with the conditions that scenarios ask
  std::shared_ptr<const Calendar> calendar;
  std::shared_ptr<const Organisation> organisation;  // with the units that the scenario makes up
  RecordedCase file;
  std::vector<ScenarioStep> steps;
};

}  // namespace sanhuan
