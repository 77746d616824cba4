// What the report of a dry-run says: the figures of the library with what they rest on. A part (`--shard`) holds the
// same for its share of the cases, and parts merge into the page of the whole.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/deadline_list.hpp"
#include "cli/event_file.hpp"
#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

inline constexpr std::size_t cases_in_full = 3;

struct SideOfRules {
  std::string name, version, title;
  std::uint64_t hash = 0;
  std::vector<DeadlineLine> deadlines;
  std::uint64_t presumed_bases = 0;
  std::vector<std::string> migrates;  // versions of which a 迁移 says what becomes of their open cases (8.2)
};

// Days that decided a due: passed over, or counted although they look like rest.
struct DecidingDays {
  enum class Kind : std::uint8_t { holiday, weekend, make_up, rolled } kind = Kind::weekend;
  Day first, last;
  std::int32_t days = 0;
  friend bool operator==(const DecidingDays&, const DecidingDays&) = default;
};

struct DueOnOneSide {
  Instant anchor, deemed, due, settled;
  std::string anchor_event;      // empty: the entry of its stage or ring
  Length length;
  bool breached = false, unjudged = false, provisional = false, fulfilled = false;
  std::optional<Instant> red_card;
  std::string place;             // of the line that set the due
  std::vector<DecidingDays> days;
};

struct DueInFull {
  std::string key, name;
  std::optional<DueOnOneSide> baseline, candidate;  // none: that side has no such deadline in this case
};

struct CaseInFull {
  std::uint64_t position = 0;
  std::string id, group;
  std::vector<DueInFull> dues;
  std::vector<std::string> because;
};

struct DryRunPage {
  SideOfRules baseline, candidate;
  EventFileHeader header;
  std::uint64_t problem_lines = 0;  // of the event file, left out
  Instant until;
  Zone zone;
  DryRunReport report;
  std::vector<CaseInFull> cases;    // those worth keeping, by position
};

// Indexes into the report's differences. Shown are at most `cases_in_full`: a case for each deadline that is newly
// breached, then more of them; whatever changed where none is. Kept is what the whole may choose to show, of this part.
std::vector<std::size_t> worth_showing(const DryRunReport&);
std::vector<std::size_t> worth_keeping(const DryRunReport&);

SideOfRules side_of(const Rulebook&);
CaseInFull in_full(const std::shared_ptr<const Rulebook>& baseline, const std::shared_ptr<const Rulebook>& candidate,
                   const RecordedCase&, const ChangedCase&, Instant until);

// Parts of one dry-run, in any order.
void merge(DryRunPage& into, DryRunPage&& from);

}  // namespace sanhuan::cli
