// What `step` writes: entries, and in each the changes it made and which rule made them. Semantics 2.4c, 7.1.
//
// Hot path: plain data appended to the caller's buffers, no strings. People read them through `replay`.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sanhuan/ids.hpp"
#include "sanhuan/instant.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

enum class EntryKind : std::uint8_t {  // on disk: add at the end, never reuse
  opened = 1,
  event = 2,
  refusal = 3,
  timer = 4,
  recomputed = 5,  // dues moved by a revision of a register (2.3b)
  child = 6,       // a case that this one opened has closed (3.6)
  migration = 7,   // the case came under other rules (8.2)
  erasure = 8,     // personal values of the case were erased; by the host, not by a step
};

enum class Refused : std::uint8_t {  // why the domain said no (3.3); on disk: add at the end
  none = 0,
  malformed = 1,     // not recorded: declared, complete, right types, time not backwards, case open
  not_accepted = 2,  // nothing here waits for this event
  not_allowed = 3,   // it does, but not from this actor
  guarded = 4,       // a condition is false or unknown
  undecided = 5,     // a result is unknown
  owed = 6,          // something is still owed in a scope to be left
  bound = 7,         // a named limit was reached (1.2)
  key_conflict = 8,  // the same key with other content
  designated = 9,    // no further return (4.5)
};

enum class Malformed : std::uint8_t {  // the detail of Refused::malformed
  none = 0, case_closed, unknown_event, missing_field, wrong_type, time_backwards, outside_calendar, missing_fact,
  not_open,
  // names that a file brings and the rules or registers do not know; found before a step
  unknown_case_type,
  unknown_field,
  unknown_unit,
  unknown_role,
  reserved_id,  // of a case to be opened: such ids are those of cases that rules open (3.6)
  late_entry,  // `occurred` where the event has none, outside its window, by another, or before what it touches
  bad_name,    // the case id is empty or longer than case_id_bytes_max, or the key than key_bytes_max (ledger.hpp)
  clock_ahead,  // implausibly far after the clock that `advance` has seen (DurableOptions::clock_ahead_ms)
};

enum class ChangeKind : std::uint8_t {  // on disk: add at the end
  moved = 1,  // a: the stage it is in now, or the final one; b: the one before, no_stage at the opening; flags: change_flag
  fact = 2,   // a: fact, value: new scalar or length of a list; b: 1 where it became unknown
  level = 3,  // a: new level, b: old; value: supervising unit
  // Of an obligation: a: deadline, b: its serial in the case, from 1; rule: none where it is the deadline's own line.
  opened = 4,      // at: due, never() while it waits; value: the true anchor; extra: ordinal of its scope's entry; holder
  armed = 5,       // what was waiting, or starts again from nothing. at: due; value: the true anchor
  fulfilled = 6,   // at: when it was done
  breached = 7,    // at: the due
  reversed = 8,    // the breach is none: what was done in time was entered late, or time was granted (4.6)
  waived = 9,
  returned = 10,
  lapsed = 11,     // a right whose scope was left or whose end came; a decision that nobody asks for any more
  reassigned = 12, // value: new holder (packed)
  delegated = 13,  // value: who may act for the holder (packed)
  recalled = 14,
  suspended = 15,  // value: what is left, counting days or ms
  resumed = 16,    // at: new due
  extended = 17,   // at: new due
  recounted = 18,  // by a revision, another class, an earlier anchor. at: new due; value: the true anchor
  asked = 19,      // for an extension; at: when the time to decide ends
  declined = 20,   // the extension
  rung = 21,       // value: rung index
  deemed = 22,     // a: deadline or none; b: action index (the text)
  merged = 23,     // 并案: a: event; at: its first instant from now on
  child = 24,      // 录入: a: case type, b: position in the entry
  child_closed = 25,  // a: case type; b: position, value: entry of the one that opened it
  // What it means outside.
  escalated = 26,  // a: to level, b: from level; value: supervisor (packed)
  effect = 27,     // a: verb, b: action index in Rulebook::actions; value: addressee (packed)
};
constexpr bool of_obligation(ChangeKind kind) noexcept {
  return kind >= ChangeKind::opened && kind <= ChangeKind::rung;
}

// Flags of changes.
namespace change_flag {
inline constexpr std::uint8_t provisional = 1;  // of a due: a later notice may still change it
inline constexpr std::uint8_t as_received = 2;  // of a due: its clock deems nothing (2.6)
inline constexpr std::uint8_t right = 4;        // of an obligation: 可
inline constexpr std::uint8_t stand_in = 8;     // opened: held by the 兜底 unit (4.2b)
inline constexpr std::uint8_t unjudged = 16;    // opened: only assumed events could fulfil it (8.3b)
inline constexpr std::uint8_t late = 32;        // settled: it was breached before
inline constexpr std::uint8_t request = 64;     // opened: a decision somebody asked for
inline constexpr std::uint8_t closes = 1;       // moved: to a final stage
inline constexpr std::uint8_t sleeps = 2;       // moved: into a side stage; the stage before sleeps
inline constexpr std::uint8_t back = 4;         // moved: out of a side stage to the one that slept
inline constexpr std::uint8_t reopens = 8;      // moved: out of a final stage
// moved, first in a migration: no move, but the stage it is in by the rules after (a) and by those before (b).
inline constexpr std::uint8_t carried = 16;
inline constexpr std::uint8_t at_top = 1;       // escalated: there is no level above
inline constexpr std::uint8_t unaddressed = 1;  // effect: nobody is known to send it to
inline constexpr std::uint8_t passed_up = 2;    // effect: nobody below was known (4.3)
inline constexpr std::uint8_t compensates = 4;  // effect: takes back the points of a breach that was none (4.6)
}  // namespace change_flag
inline constexpr std::uint32_t no_stage = 0xffff;

// `holder` packed: kind in the top byte, role in the next two, unit in the low four.
struct Holder {
  enum class Kind : std::uint8_t { nobody = 0, unit = 1, role = 2, petitioner = 3, system = 4 } kind = Kind::nobody;
  RoleId role;
  UnitId unit;
  constexpr std::int64_t packed() const noexcept {
    return static_cast<std::int64_t>((static_cast<std::uint64_t>(kind) << 56) |
                                     (static_cast<std::uint64_t>(role.value) << 32) | unit.value);
  }
  static constexpr Holder unpack(std::int64_t v) noexcept {
    const auto u = static_cast<std::uint64_t>(v);
    return {static_cast<Kind>(u >> 56), RoleId(static_cast<std::uint16_t>(u >> 32)),
            UnitId(static_cast<std::uint32_t>(u))};
  }
  friend bool operator==(const Holder&, const Holder&) = default;
};

struct Change {
  ChangeKind kind = ChangeKind::moved;
  std::uint8_t flags = 0;
  std::uint16_t a = 0;
  std::uint32_t b = 0;
  Instant at;
  std::int64_t value = 0;
  RuleId rule;  // the line that did it
  std::uint32_t extra = 0;
  std::int64_t holder = 0;  // packed
};
static_assert(sizeof(Change) == 40);

struct Entry {
  EntryKind kind = EntryKind::event;
  Refused refused = Refused::none;
  bool assumed = false;
  std::uint8_t reserved = 0;
  EventId event;           // of event and refusal
  DeadlineId deadline;     // of timer
  Instant at;              // when it took effect, never before the entry ahead of it
  Instant stood_at;        // of a timer: where it stood (2.4c); of an event: as it was reported
  Instant occurred = Instant::never();  // entered late: when it happened (4.6)
  Holder actor;            // who, as far as a holder can say it
  std::uint32_t sequence = 0;
  std::uint32_t first_change = 0;  // into Entries::changes
  std::uint32_t change_count = 0;
};

// A case that a step opens (录入): the host of the family opens it, in the same transaction (3.6).
struct ChildOpening {
  std::uint32_t entry = 0;     // sequence of the parent's entry
  std::uint16_t position = 0;  // among those that this entry opens, from 0
  Instant at;                  // of that entry: a timer's, where a later event made the same step
  CaseTypeId type;
  std::vector<std::pair<FactId, Value>> facts;
};

// What stood in the way of an event that is `guarded`, or `undecided` by a 记; of one event in the order in which it was
// asked (3.3.7, 3.3b). Said beside the entry, and no part of it: whoever folds the case again comes to the same.
struct Unmet {
  enum class Why : std::uint8_t {
    no,             // 若: it is false
    unknown,        // 若: a fact that it needs is not known
    used_up,        // 至多 N次, and no 此后
    too_late,       // the time in which it can be asked for is over: 退回, 延期, 重开
    not_begun,      // that time has not begun
    asked_already,  // and what was asked is not decided
    too_long,       // an extension by more than 不超过 says, or by less than one
    undecided,      // 记: its value is unknown, or none that the fact may have
  } why = Why::no;
  RuleId rule;
  std::uint32_t entry = 0;  // sequence of the refusal
  std::vector<std::pair<FactId, Value>> facts;  // that a 若 or a 记 went by, each once; null where it is not known
};

struct Entries {
  std::vector<Entry> entries;
  std::vector<Change> changes;
  std::vector<ChildOpening> children;  // opened since somebody last took them
  std::vector<Unmet> unmet;
  void clear() noexcept { entries.clear(), changes.clear(), children.clear(), unmet.clear(); }
};

}  // namespace sanhuan
