#include "sanhuan/instant.hpp"

namespace sanhuan {
namespace {

// Years are counted from 1 March, so that the leap day is the last day of its year, and grouped into the 400
// years after which the Gregorian calendar repeats.
constexpr std::int64_t days_per_400_years = 146'097;
constexpr std::int64_t days_from_0000_03_01 = 719'468;  // to 1970-01-01

bool leap(std::int32_t year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

CivilDate civil(Day day) noexcept {
  const std::int64_t since = day.value + days_from_0000_03_01;
  const std::int64_t era = floor_div(since, days_per_400_years);
  const std::int64_t day_of_era = since - era * days_per_400_years;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
          static_cast<std::uint8_t>(month),
          static_cast<std::uint8_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

Day day_of(CivilDate date) noexcept {
  const std::int64_t year = static_cast<std::int64_t>(date.year) - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = date.month > 2 ? date.month - 3 : date.month + 9;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {static_cast<std::int32_t>(era * days_per_400_years + day_of_era - days_from_0000_03_01)};
}

std::int32_t days_in_month(std::int32_t year, std::int32_t month) noexcept {
  if (month == 2) return leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool valid(CivilDate date) noexcept {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

int weekday(Day day) noexcept {
  const std::int64_t thursday = 3;  // 1970-01-01
  return static_cast<int>((day.value + thursday) - floor_div(day.value + thursday, 7) * 7);
}

}  // namespace sanhuan
