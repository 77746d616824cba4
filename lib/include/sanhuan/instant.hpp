// Instants and local days: semantics 2.1. An instant is UTC in milliseconds; a day is a civil date of a zone.
//
// Nothing in the library reads a clock. Proleptic Gregorian calendar; years 1 to 9999.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sanhuan {

struct Instant {
  std::int64_t ms = 0;  // since 1970-01-01T00:00:00Z
  friend constexpr auto operator<=>(Instant, Instant) noexcept = default;
  static constexpr Instant never() noexcept { return {INT64_MAX}; }  // later than every event
  static constexpr Instant before_all() noexcept { return {INT64_MIN}; }
};
constexpr Instant operator+(Instant i, std::int64_t ms) noexcept { return {i.ms + ms}; }
constexpr Instant operator-(Instant i, std::int64_t ms) noexcept { return {i.ms - ms}; }
constexpr std::int64_t operator-(Instant a, Instant b) noexcept { return a.ms - b.ms; }

inline constexpr std::int64_t ms_per_minute = 60'000;
inline constexpr std::int64_t ms_per_hour = 3'600'000;
inline constexpr std::int64_t ms_per_day = 86'400'000;

struct Day {
  std::int32_t value = 0;  // days since 1970-01-01
  friend constexpr auto operator<=>(Day, Day) noexcept = default;
};
constexpr Day operator+(Day d, std::int32_t n) noexcept { return {d.value + n}; }
constexpr Day operator-(Day d, std::int32_t n) noexcept { return {d.value - n}; }
constexpr std::int32_t operator-(Day a, Day b) noexcept { return a.value - b.value; }

struct CivilDate {
  std::int32_t year = 1970;
  std::uint8_t month = 1;  // 1 to 12
  std::uint8_t day = 1;    // 1 to 31
  friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) noexcept = default;
};

CivilDate civil(Day) noexcept;
Day day_of(CivilDate) noexcept;  // the date must exist; see `valid`
bool valid(CivilDate) noexcept;
std::int32_t days_in_month(std::int32_t year, std::int32_t month) noexcept;
int weekday(Day) noexcept;  // 0 Monday … 6 Sunday

inline constexpr Day first_day{-719'162};  // 0001-01-01
inline constexpr Day last_day{2'932'896};  // 9999-12-31

// A zone with one offset for all instants the library is used for. Mainland China has had +08:00 without
// summer time since 1992; a zone with summer time is refused (`docs/decisions/time-zones.md`).
struct Zone {
  std::int32_t offset_minutes = 480;
  static std::optional<Zone> named(std::string_view) noexcept;  // "Asia/Shanghai", "UTC", "+08:00"
  Day day(Instant) const noexcept;  // an instant outside the years 1 to 9999 counts as the nearest inside
  std::int32_t minute_of_day(Instant) const noexcept;  // 0 to 1439
  Instant midnight(Day) const noexcept;                // 00:00 of the day

 private:
  // Milliseconds of local time since a midnight before the year 1: never negative, so division rounds down.
  std::uint64_t local_ms(Instant) const noexcept;
};

inline std::uint64_t Zone::local_ms(Instant i) const noexcept {
  const std::int64_t ms =
      std::clamp(i.ms, first_day.value * ms_per_day, (last_day.value + 1) * ms_per_day - 1);
  return static_cast<std::uint64_t>(ms + offset_minutes * ms_per_minute - (first_day.value - 2) * ms_per_day);
}
inline Day Zone::day(Instant i) const noexcept {
  return {static_cast<std::int32_t>(local_ms(i) / static_cast<std::uint64_t>(ms_per_day)) + first_day.value -
          2};
}
inline std::int32_t Zone::minute_of_day(Instant i) const noexcept {
  return static_cast<std::int32_t>(local_ms(i) % static_cast<std::uint64_t>(ms_per_day) /
                                   static_cast<std::uint64_t>(ms_per_minute));
}
inline Instant Zone::midnight(Day d) const noexcept {
  return {d.value * ms_per_day - offset_minutes * ms_per_minute};
}

std::string to_string(Day);  // 2026-09-18
// 2026-09-18T09:10:00+08:00, with .mmm where not whole seconds. Before and after the years 1 to 9999:
// "always", "never".
std::string to_string(Instant, Zone);
std::string to_string_utc(Instant);              // 2026-09-24T16:00:00Z
std::optional<Day> parse_day(std::string_view);  // 2026-09-18
// ISO 8601: date, or date and time with seconds and fraction optional; `T` or a blank between; `Z`, an
// offset, or none (then in `zone`). A date alone is its 00:00. 24:00 is accepted as the end of the day. Of a
// fraction the milliseconds are kept. Anything else, and anything outside the years 1 to 9999, is no instant.
std::optional<Instant> parse_instant(std::string_view, Zone);

}  // namespace sanhuan
