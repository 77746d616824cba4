// Periods of a duty on the calendar: which days each is for and when it is due. Semantics 5.1, 5.2.
#pragma once

#include <vector>

#include "lib/duties/season.hpp"
#include "sanhuan/calendar.hpp"
#include "sanhuan/duties.hpp"

namespace sanhuan {

// The days that a cycle, divided by how often, gives to one time: 每月2次 is the half of a month in which the day lies.
struct DaySpan {
  Day first, last;
};
DaySpan share_of(Frequency, Day) noexcept;

// A duty at one frequency on one level. A campaign is a track beside that of its item, which pauses meanwhile.
struct DutyTrack {
  struct Pause {  // days of a campaign, in which it is not owed
    const SeasonDays* days = nullptr;
    Day from, to;  // when the campaign is in force
  };
  Frequency frequency;
  RestDays rest = RestDays::anyway;
  bool piles_up = false;
  std::uint16_t campaign = 0xffff;
  Day from = first_day, to = last_day;  // in force
  const SeasonDays* season = nullptr;   // null: all the year
  std::vector<Pause> pauses;

  bool owed_on(Day) const noexcept;  // in force, in season, not paused
};

// Periods whose due lies in [from, to], or that are open on some day of it; oldest due first.
void add_periods(const DutyTrack&, const Calendar&, Day from, Day to, std::vector<DutyPeriod>& out);

}  // namespace sanhuan
