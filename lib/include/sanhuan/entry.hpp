// What `step` writes: entries, and in each the changes it made and which rule made them. Semantics 2.4c, 7.1.
//
// Hot path: plain data appended to the caller's buffers, no strings. People read them through `replay`.
#pragma once

#include <cstdint>
#include <vector>

#include "sanhuan/ids.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {

enum class EntryKind : std::uint8_t {  // on disk: add at the end, never reuse
  opened = 1, event = 2, refusal = 3, timer = 4, recomputed = 5,
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
};

enum class ChangeKind : std::uint8_t {  // on disk: add at the end
  entered = 1,        // a: scope
  left = 2,           // a: scope
  fact = 3,           // a: fact, value: new scalar (or arena handle); b: 1 where it became unknown
  level = 4,          // a: new level, b: old; value: supervising unit
  opened = 5,         // obligation: a deadline, b ordinal, value: holder (packed), flags
  armed = 6,          // a deadline, b ordinal; at: due; value: raw day; flags: provisional
  anchored = 7,       // a deadline, b ordinal; at: true anchor; value: deemed anchor ms
  fulfilled = 8,      // a deadline, b ordinal; at: when
  breached = 9,
  waived = 10,
  returned = 11,
  reassigned = 12,    // value: new holder (packed)
  lapsed = 13,        // a right whose scope was left or whose end came
  suspended = 14,
  resumed = 15,       // at: new due; value: raw day
  extended = 16,      // at: new due; value: raw day
  rung = 17,          // a deadline, b ordinal; value: rung index
  escalated = 18,     // a: to level, b: from level; value: supervisor (packed)
  effect = 19,        // a: verb, b: action index in Rulebook::actions; value: addressee (packed)
  went = 20,          // a: target leaf, b: transition id or 0xffff for a rung
  slept = 21,         // a: the stage that sleeps
  closed = 22,        // a: final scope
  deemed = 23,        // a deadline; b: action index (the text)
  unjudged = 24,      // a deadline, b ordinal: only assumed events could fulfil it (8.3b)
  excluded = 25,
};

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
  ChangeKind kind = ChangeKind::entered;
  std::uint8_t flags = 0;
  std::uint16_t a = 0;
  std::uint32_t b = 0;
  Instant at;
  std::int64_t value = 0;
  RuleId rule;  // the line that did it
  std::uint32_t reserved = 0;
  std::int64_t holder = 0;  // of the obligation, packed
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
  Instant stood_at;        // of a timer: where it stood (2.4c)
  Holder actor;            // who, as far as a holder can say it
  std::uint32_t sequence = 0;
  std::uint32_t first_change = 0;  // into Entries::changes
  std::uint32_t change_count = 0;
};

struct Entries {
  std::vector<Entry> entries;
  std::vector<Change> changes;
  void clear() noexcept { entries.clear(); changes.clear(); }
};

}  // namespace sanhuan
