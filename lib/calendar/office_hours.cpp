#include "lib/calendar/office_hours.hpp"

#include <utility>

namespace sanhuan {
namespace {

bool in_season(const OfficeSeason& season, std::uint8_t month, std::uint8_t day) noexcept {
  const std::pair date(month, day);
  const std::pair from(season.from_month, season.from_day);
  const std::pair to(season.to_month, season.to_day);
  return from <= to ? from <= date && date <= to : from <= date || date <= to;  // else it wraps round
}

}  // namespace

OfficeHours::OfficeHours(const std::vector<OfficeSeason>& seasons) {
  season_of_date_.fill(no_season);
  for (const OfficeSeason& season : seasons) {
    const auto number = static_cast<std::int16_t>(seasons_.size());
    seasons_.push_back(season.spans);
    for (std::uint8_t month = 1; month <= 12; ++month) {
      for (std::uint8_t day = 1; day <= 31; ++day) {
        if (in_season(season, month, day)) season_of_date_[slot(month, day)] = number;
      }
    }
  }
}

const OfficeHours::Spans& OfficeHours::none() noexcept {
  static const Spans empty;
  return empty;
}

bool OfficeHours::any() const noexcept {
  for (const std::int16_t season : season_of_date_) {
    if (season != no_season && !seasons_[static_cast<std::size_t>(season)].empty()) return true;
  }
  return false;
}

std::int16_t OfficeHours::season(Day d) const noexcept {
  const CivilDate date = civil(d);
  return season_of_date_[slot(date.month, date.day)];
}

std::int32_t OfficeHours::closing_minute(Day d) const noexcept {
  const Spans& spans = on(d);
  return spans.empty() ? 24 * 60 : spans.back().to_minute;
}

}  // namespace sanhuan
