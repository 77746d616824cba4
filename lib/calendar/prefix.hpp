// Tables over a range of days: how many working days lie before each (rank), and where the k-th lies
// (select). Adding, subtracting and counting working days are then one look-up in each.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/calendar/day_kinds.hpp"
#include "lib/calendar/office_hours.hpp"

namespace sanhuan {

// Positions are 16 bits wide: 179 years. Past the tables the same answers are found day by day.
inline constexpr std::int32_t table_days_max = 65'535;
inline constexpr std::int32_t table_years_past_last = 10;

struct Prefix {
  Prefix(const DayKinds&, const OfficeHours&, Day first, Day last);

  Day base;
  std::vector<std::uint16_t> rank;            // one more than there are days
  std::vector<std::uint16_t> select;          // position of the k-th working day
  std::vector<std::uint16_t> closing_minute;  // 1440 on a rest day
  std::vector<std::int16_t> season;           // of the office hours; no_season on a rest day
};

}  // namespace sanhuan
