// How one case came out, in the ids of its rulebook: what a dry-run compares and counts without making a string.
// `describe` turns it into what people read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "sanhuan/answer.hpp"
#include "sanhuan/dry_run.hpp"
#include "sanhuan/entry.hpp"

namespace sanhuan {

struct FoldedObligation {
  DeadlineId deadline;
  std::uint32_t ordinal = 0;
  Holder holder;
  Instant opened;
  Instant anchor = Instant::before_all();  // the true one; before_all() while it waits
  Instant due = Instant::never(), settled = Instant::never();
  bool right = false, provisional = false, breached = false, unjudged = false, as_received = false, request = false;
  ObligationOutcome::State state = ObligationOutcome::State::open;
  std::uint32_t warnings = 0, escalations = 0;
  RuleId rule;  // the line that set the due
};

struct FoldedRung {
  model::Verb verb = model::Verb::notify;
  StringId host_name;        // of the host's own verb
  DeadlineId deadline;       // none where a transition did it
  Holder to;
  Level from = Level::unknown, level = Level::unknown;
  Instant at, stood_at;
  std::int32_t points = 0;   // 扣分, 加分; negative where it takes them back
  bool compensates = false;  // takes back the points of a breach that was none
  RuleId rule;
};

struct FoldedRejection {
  std::uint32_t index = 0;   // of the event in its case
  bool assumed = false;
  Answer answer;
  std::string name;          // where a name or value could not be read
};

struct Folded {
  CaseTypeId type;           // none where nothing opened the case
  bool opened = false, closed = false;
  ScopeId leaf;
  Level level = Level::unknown;
  Instant opened_at, last;
  RuleId moved_by, levelled_by;  // the lines that last moved the case and its level
  std::vector<FoldedObligation> obligations;  // in the order in which they opened
  std::vector<FoldedRung> escalations, effects;
  std::vector<FoldedRejection> rejected;
  std::uint32_t timers = 0, events = 0, assumed = 0;
  bool late = false;                 // the case as a whole (4.10)
  std::uint64_t persons = 1;         // 人次: for how many it speaks

  void clear() noexcept {
    type = {};
    opened = closed = false;
    leaf = {};
    level = Level::unknown;
    opened_at = last = {};
    moved_by = levelled_by = {};
    obligations.clear();
    escalations.clear();
    effects.clear();
    rejected.clear();
    timers = events = assumed = 0;
    late = false;
    persons = 1;
  }
};

// Reads what `step` wrote.
void read_entries(const RulebookData&, const model::Process&, const Entries&, Folded&);
bool is_late(const model::Process&, const Folded&) noexcept;  // 整件逾期 (4.10)

}  // namespace sanhuan
