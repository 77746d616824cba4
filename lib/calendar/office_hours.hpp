// Office hours (办公时间) of the working days, by season: semantics 2.2. Knows nothing of which days work.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sanhuan/calendar.hpp"

namespace sanhuan {

class OfficeHours {
 public:
  using Spans = std::vector<OfficeSpan>;

  explicit OfficeHours(const std::vector<OfficeSeason>&);

  bool any() const noexcept;
  const Spans& on(Day d) const noexcept { return of(season(d)); }  // by the date alone; empty where there are none
  std::int16_t season(Day) const noexcept;          // which one the date is in; no_season where none
  const Spans& of(std::int16_t season) const noexcept {
    return season == no_season ? none() : seasons_[static_cast<std::size_t>(season)];
  }
  std::int32_t closing_minute(Day) const noexcept;  // of the day, if it works; 1440 where there are no hours
  static const Spans& none() noexcept;
  static constexpr std::int16_t no_season = -1;

 private:
  static std::size_t slot(std::uint8_t month, std::uint8_t day) noexcept {
    return static_cast<std::size_t>(month - 1) * 31 + static_cast<std::size_t>(day - 1);
  }

  std::vector<Spans> seasons_;
  std::array<std::int16_t, 12 * 31> season_of_date_;  // 29 February has a place of its own
};

}  // namespace sanhuan
