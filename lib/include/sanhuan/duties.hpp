// What is owed by whom on a day (职责): semantics 5.1, 5.2. Nothing is stored until something happens: periods are
// computed from the rules and the calendar, what was done is given, what was missed follows from both.
//
// Everything here is pure. A DutyBook is immutable once made and shared freely between threads; so is a DutyRecord.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sanhuan/duty.hpp"
#include "sanhuan/entry.hpp"
#include "sanhuan/ids.hpp"
#include "sanhuan/instant.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

class Rulebook;

using DutyId = StrongId<struct DutyTag, std::uint16_t>;  // the items of the catalogue, then the rhythms of rule text

// One time that a duty is owed.
struct DutyPeriod {
  Day first, last;     // the days it is for, both included; in its season and in force
  Day due;             // the last day that keeps it, moved as the duty says where it is a rest day
  std::uint16_t times = 1;          // that it is owed in this period
  std::uint16_t campaign = 0xffff;  // by which campaign it is owed so often; none
  Day opens() const noexcept { return due < first ? due : first; }
  friend bool operator==(const DutyPeriod&, const DutyPeriod&) = default;
};

class DutyBook {
 public:
  explicit DutyBook(std::shared_ptr<const Rulebook>);  // one without duties has none

  const Rulebook& rulebook() const noexcept { return *rules_; }
  std::size_t items() const noexcept;  // of the catalogue: the first DutyIds
  std::size_t size() const noexcept;   // with the rhythms
  std::string_view name(DutyId) const noexcept;
  std::string_view key(DutyId) const noexcept;  // of an item its number
  DutyId find(std::string_view name_or_key) const noexcept;  // none() where there is none

  std::span<const Level> levels(DutyId) const noexcept;  // on which it is owed
  std::span<const UnitId> units(Level) const noexcept;   // in line, not abolished; in the order of the organisation

  // Oldest due first. A duty that is 动态 has no period.
  std::vector<DutyPeriod> open_on(DutyId, Level, Day) const;
  std::vector<DutyPeriod> due_between(DutyId, Level, Day from, Day to) const;
  bool piles_up(DutyId) const noexcept;
  Day begins(DutyId) const noexcept;  // the first day on which it is in force

  struct Tables;  // lib/duties/book.hpp

 private:
  friend class DutyRecord;
  std::shared_ptr<const Rulebook> rules_;
  std::shared_ptr<const Tables> tables_;
};

// That a unit did what a duty asks for.
struct DutyDone {
  UnitId unit;
  DutyId duty;
  Day day;                    // on which it was done
  std::optional<Day> period;  // a day of the period that it is for; else the oldest that is open and still wants one
};

// A level on one day: rows are units, columns the duties that are open.
struct DutyBoard {
  struct Column {
    DutyId duty;
    DutyPeriod period;
  };
  Level level = Level::unknown;
  std::vector<Column> columns;         // in order of duty, then due
  std::span<const UnitId> units;
  std::vector<std::uint16_t> wanting;  // row by row: how often it is still to be done; 0: done
  std::uint16_t at(std::size_t row, std::size_t column) const noexcept { return wanting[row * columns.size() + column]; }
};

struct DutyStanding {  // a period of one unit, with what was done
  DutyPeriod period;
  std::uint16_t done = 0;
  bool missed = false;  // its due lies before the day asked about, and it was not done as often as it should be
};

// What fell due in some days and what of it was done: rows are units, columns duties.
struct DutyTally {
  Level level = Level::unknown;
  std::vector<DutyId> duties;
  std::vector<std::uint32_t> owed;  // of each duty, the same for every unit: how often
  std::span<const UnitId> units;
  std::vector<std::uint32_t> done;  // row by row
  std::uint32_t done_at(std::size_t row, std::size_t column) const noexcept { return done[row * duties.size() + column]; }
  std::uint32_t missed_at(std::size_t row, std::size_t column) const noexcept { return owed[column] - done_at(row, column); }
};

class DutyRecord {
 public:
  DutyRecord(std::shared_ptr<const DutyBook>, std::vector<DutyDone>);

  const DutyBook& book() const noexcept { return *book_; }
  // As known at the end of that day. A duty that piles up wants what was missed before as well.
  DutyBoard board(Level, Day) const;
  // Periods due from `from` to `to`, as known at the end of `known`.
  std::vector<DutyStanding> periods(UnitId, DutyId, Level, Day from, Day to, Day known) const;
  // Of the periods due from `from` to `to` that are over on `known`. Duties of which none is are left out.
  DutyTally tally(Level, Day from, Day to, Day known) const;
  // What a unit has missed and still owes: 0 where the duty does not pile up.
  std::uint32_t debt(UnitId, DutyId, Level, Day known) const;

 private:
  struct Index;
  std::span<const DutyDone> of(UnitId, DutyId) const noexcept;
  std::shared_ptr<const DutyBook> book_;
  std::shared_ptr<const Index> index_;
};

// What a missed period of a rhythm sets off (逾期 则, 5.3): the host has done it once it has seen unit, duty and due. Texts
// are as written.
struct DutyEffect {
  UnitId unit;  // who missed
  DutyId duty;
  DutyPeriod period;
  std::string_view kind;  // "urge", "escalate", …
  Holder to;              // nobody: nothing stands above
  std::string_view text;
  std::int32_t points = 0;
  RuleId rule;
};
// In order of due, then duty, then the order of the organisation; those of one miss as they are written.
std::vector<DutyEffect> effects_of_missed(const DutyRecord&, Level, Day from, Day to, Day known);

}  // namespace sanhuan
