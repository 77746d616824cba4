#include "lib/calendar/prefix.hpp"

#include <algorithm>

namespace sanhuan {

Prefix::Prefix(const DayKinds& kinds, const OfficeHours& office, Day first, Day last)
    : base(std::clamp(first, first_day, last_day)) {
  const std::int32_t covered = std::clamp(last, base, last_day) - base;
  const std::int32_t size =
      std::min({covered + table_years_past_last * 366, table_days_max, last_day - base + 1});
  rank.push_back(0);
  for (std::int32_t i = 0; i < size; ++i) {
    const Day day = base + i;
    const bool works = kinds.works(day);
    if (works) select.push_back(static_cast<std::uint16_t>(i));
    rank.push_back(static_cast<std::uint16_t>(select.size()));
    season.push_back(works ? office.season(day) : OfficeHours::no_season);
    closing_minute.push_back(static_cast<std::uint16_t>(works ? office.closing_minute(day) : 24 * 60));
  }
}

}  // namespace sanhuan
