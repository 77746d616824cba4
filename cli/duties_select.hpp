// Which duties somebody asks about, and the answer in lines: one a duty (and period), whoever owes it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sanhuan/duties.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {
namespace model {
struct DutyItem;
}
}  // namespace sanhuan

namespace sanhuan::cli {

struct DutyWish {
  UnitId unit;            // none: all
  std::string kind;       // a class; empty: all
  UnitId department;      // leads or supports; none: all
  DutyId duty;            // none: all
  bool matches(const DutyBook&, DutyId) const;
  bool of_items_only() const noexcept { return department || !kind.empty(); }
};

// Null for a rhythm of rule text, which is no item of the catalogue.
const model::DutyItem* item_of(const DutyBook&, DutyId);

struct OwedLine {
  DutyId duty;
  Level level = Level::unknown;
  DutyPeriod period;
  std::uint32_t units = 0;    // that owe it
  std::uint32_t waiting = 0;  // of them, those that have not done all of it
  std::uint32_t wanting = 0;  // how often it is still to be done, by all of them
};
std::vector<OwedLine> owed_on(const DutyRecord&, const DutyWish&, Day);

struct MissedLine {
  DutyId duty;
  Level level = Level::unknown;
  std::uint32_t units = 0;
  std::uint64_t owed = 0, done = 0;
  std::uint32_t units_missing = 0;  // that missed at least one
};
std::vector<MissedLine> missed_between(const DutyRecord&, const DutyWish&, Day from, Day to, Day known);

// How a unit, with all that stands below it, kept what fell due.
struct KeptLine {
  UnitId unit;
  std::uint64_t owed = 0, done = 0;
};
// One a unit of the level, the one that kept most first; units that nothing was owed by are left out.
std::vector<KeptLine> kept_by(const DutyRecord&, const DutyWish&, Level, Day from, Day to, Day known);

// One line a miss: a period of one unit that is over and was not done as often as it should be.
struct MissedOne {
  UnitId unit;
  DutyId duty;
  DutyStanding standing;
};
std::vector<MissedOne> misses_between(const DutyRecord&, const DutyWish&, Day from, Day to, Day known);

std::vector<DutyEffect> effects_between(const DutyRecord&, const DutyWish&, Day from, Day to, Day known);

}  // namespace sanhuan::cli
