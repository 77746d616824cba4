// The tracks of every duty, with the days of every season: what DutyBook looks things up in.
#pragma once

#include <array>
#include <deque>
#include <vector>

#include "lib/duties/period.hpp"
#include "lib/rulebook/duties.hpp"
#include "sanhuan/duties.hpp"

namespace sanhuan {

inline constexpr std::size_t level_count = 5;  // of Level, with unknown

struct DutyBook::Tables {
  struct LevelTracks {
    Level level = Level::grid;
    std::vector<DutyTrack> tracks;
  };
  struct Duty {
    std::vector<LevelTracks> by_level;
    std::vector<Level> levels;
    bool piles_up = false;
    Day begins = first_day;
  };
  std::deque<SeasonDays> seasons;  // tracks point into it
  std::vector<Duty> duties;
  std::array<std::vector<UnitId>, level_count> units;
  std::size_t items = 0;

  const LevelTracks* find(DutyId, Level) const noexcept;
  // Oldest due first.
  std::vector<DutyPeriod> periods(DutyId, Level, const Calendar&, Day from, Day to) const;
};

}  // namespace sanhuan
