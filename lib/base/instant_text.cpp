#include <fmt/format.h>

#include "lib/base/text_reader.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {
namespace {

constexpr std::int64_t first_ms = first_day.value * ms_per_day;
constexpr std::int64_t last_ms = (last_day.value + 1) * ms_per_day - 1;

std::string date_and_time(Instant i, Zone zone) {
  const Day day = zone.day(i);
  const std::int64_t ms = i - zone.midnight(day);
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", to_string(day), ms / ms_per_hour,
                                 ms / ms_per_minute % 60, ms / 1'000 % 60);
  if (ms % 1'000 != 0) text += fmt::format(".{:03}", ms % 1'000);
  return text;
}

// A date shown in another zone may lie a day outside the years that have four digits.
const char* beyond(Instant i, Zone zone) noexcept {
  const std::int64_t shift = zone.offset_minutes * ms_per_minute;
  if (i.ms > last_ms - std::max<std::int64_t>(shift, 0)) return "never";
  if (i.ms < first_ms - std::min<std::int64_t>(shift, 0)) return "always";
  return nullptr;
}

std::optional<Day> read_day(TextReader& text) noexcept {
  const auto year = text.digits(4);
  if (!year || !text.take('-')) return std::nullopt;
  const auto month = text.digits(2);
  if (!month || !text.take('-')) return std::nullopt;
  const auto day = text.digits(2);
  if (!day) return std::nullopt;
  const CivilDate date{*year, static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
  if (!valid(date)) return std::nullopt;
  return day_of(date);
}

// .5, .500 and .500123 are all half a second: an instant has milliseconds.
std::optional<std::int64_t> read_fraction_ms(TextReader& text) noexcept {
  if (!text.take('.')) return 0;
  constexpr int digits_max = 9;
  std::int64_t ms = 0;
  int count = 0;
  for (std::int64_t worth = 100; count < digits_max; ++count, worth /= 10) {
    const auto digit = text.digits(1);
    if (!digit) break;
    ms += *digit * worth;
  }
  if (count == 0) return std::nullopt;
  return ms;
}

// Milliseconds of the day. 24:00 is its end.
std::optional<std::int64_t> read_time(TextReader& text) noexcept {
  const auto hour = text.digits(2);
  if (!hour || !text.take(':')) return std::nullopt;
  const auto minute = text.digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t ms = *hour * ms_per_hour + *minute * ms_per_minute;
  if (text.take(':')) {
    const auto second = text.digits(2);
    if (!second || *second > 59) return std::nullopt;
    const auto fraction = read_fraction_ms(text);
    if (!fraction) return std::nullopt;
    ms += *second * 1'000 + *fraction;
  }
  if (ms > ms_per_day) return std::nullopt;
  return ms;
}

}  // namespace

std::string to_string(Day day) {
  const CivilDate date = civil(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string to_string(Instant i, Zone zone) {
  if (const char* word = beyond(i, zone)) return word;
  const std::int32_t offset = zone.offset_minutes;
  const std::int32_t size = offset < 0 ? -offset : offset;
  return fmt::format("{}{}{:02}:{:02}", date_and_time(i, zone), offset < 0 ? '-' : '+', size / 60, size % 60);
}

std::string to_string_utc(Instant i) {
  constexpr Zone utc{0};
  if (const char* word = beyond(i, utc)) return word;
  return date_and_time(i, utc) + "Z";
}

std::optional<Day> parse_day(std::string_view text) {
  TextReader reader(text);
  const auto day = read_day(reader);
  if (!day || !reader.done()) return std::nullopt;
  return day;
}

std::optional<Instant> parse_instant(std::string_view text, Zone zone) {
  TextReader reader(text);
  const auto day = read_day(reader);
  if (!day) return std::nullopt;
  if (reader.done()) return zone.midnight(*day);
  if (!reader.take('T') && !reader.take(' ')) return std::nullopt;
  const auto time = read_time(reader);
  if (!time) return std::nullopt;
  std::int32_t offset = zone.offset_minutes;
  if (!reader.done()) {
    const auto given = read_offset(reader);
    if (!given || !reader.done()) return std::nullopt;
    offset = *given;
  }
  const Instant instant = Zone{offset}.midnight(*day) + *time;
  if (instant.ms < first_ms || instant.ms > last_ms) return std::nullopt;
  return instant;
}

}  // namespace sanhuan
