#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "sanhuan/instant.hpp"

using namespace sanhuan;

namespace {
constexpr Zone shanghai{480};
}

TEST_CASE("an instant is written in its zone and in UTC", "[base]") {
  const Instant i{1'789'694'400'000};
  CHECK(to_string_utc(i) == "2026-09-18T01:20:00Z");
  CHECK(to_string(i, shanghai) == "2026-09-18T09:20:00+08:00");
  CHECK(to_string(i + 7, shanghai) == "2026-09-18T09:20:00.007+08:00");
  CHECK(to_string(i, Zone{-210}) == "2026-09-17T21:50:00-03:30");
  CHECK(to_string(Instant{-1}, Zone{0}) == "1969-12-31T23:59:59.999+00:00");
}

TEST_CASE("an instant outside the years 1 to 9999 is written as a word", "[base]") {
  CHECK(to_string(Instant::never(), shanghai) == "never");
  CHECK(to_string_utc(Instant::before_all()) == "always");
  CHECK(to_string(shanghai.midnight(last_day + 1), shanghai) == "never");
  CHECK(to_string(shanghai.midnight(last_day + 1) - 1, shanghai) == "9999-12-31T23:59:59.999+08:00");
  CHECK(to_string(Zone{-210}.midnight(first_day), Zone{-210}) == "0001-01-01T00:00:00-03:30");
  CHECK(to_string(Zone{-210}.midnight(first_day) - 1, Zone{-210}) == "always");
}

TEST_CASE("an instant is read with or without seconds, fraction and offset", "[base]") {
  const Instant minute = *parse_instant("2026-09-18T09:20:00+08:00", shanghai);
  CHECK(minute.ms == 1'789'694'400'000);
  CHECK(parse_instant("2026-09-18 09:20", shanghai) == minute);
  CHECK(parse_instant("2026-09-18T09:20", shanghai) == minute);
  CHECK(parse_instant("2026-09-18T01:20:00Z", shanghai) == minute);
  CHECK(parse_instant("2026-09-17T21:50-03:30", shanghai) == minute);
  CHECK(parse_instant("2026-09-18T09:20:00.5", shanghai) == minute + 500);
  CHECK(parse_instant("2026-09-18T09:20:00.0079999", shanghai) == minute + 7);
  CHECK(parse_instant("2026-09-18", shanghai) == shanghai.midnight(*parse_day("2026-09-18")));
}

TEST_CASE("24:00 is the end of its day", "[base]") {
  CHECK(parse_instant("2026-09-18T24:00", shanghai) == parse_instant("2026-09-19", shanghai));
  CHECK(parse_instant("2026-09-18T24:00:00.000+08:00", shanghai) == parse_instant("2026-09-19", shanghai));
  CHECK_FALSE(parse_instant("2026-09-18T24:01", shanghai));
  CHECK_FALSE(parse_instant("2026-09-18T24:00:00.001", shanghai));
}

TEST_CASE("what is no instant is not read", "[base]") {
  for (const char* text : {"",
                           " ",
                           "2026",
                           "2026-09",
                           "2026-9-18",
                           "2026-09-31",
                           "2025-02-29",
                           "0000-01-01",
                           "10000-01-01",
                           "2026-09-18T",
                           "2026-09-18T9:20",
                           "2026-09-18T09",
                           "2026-09-18T09:60",
                           "2026-09-18T25:00",
                           "2026-09-18T09:20:60",
                           "2026-09-18T09:20:00.",
                           "2026-09-18T09:20:00.1234567890",
                           "2026-09-18T09:20+8",
                           "2026-09-18T09:20+08:00x",
                           "2026-09-18T09:20+24:00",
                           " 2026-09-18",
                           "2026-09-18 ",
                           "2026-09-18  09:20",
                           "2026/09/18",
                           "-2026-09-18",
                           "2026-09-18T-9:20",
                           "２０２６-09-18",
                           "2026-09-18t09:20",
                           "99999999999999999999-01-01",
                           "0001-01-01T00:00+08:00",
                           "9999-12-31T23:00-08:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text, shanghai));
    if (std::string(text).find('T') == std::string::npos) CHECK_FALSE(parse_day(text));
  }
  CHECK_FALSE(parse_instant(std::string_view("2026-09-18\0", 11), shanghai));
}

TEST_CASE("what is written is read back as the same instant", "[base]") {
  std::mt19937_64 random(20261124);
  std::uniform_int_distribution<std::int64_t> any_ms(first_day.value * ms_per_day + ms_per_day,
                                                     last_day.value * ms_per_day);
  std::uniform_int_distribution<std::int32_t> any_offset(-18 * 60, 18 * 60);
  for (int i = 0; i < 20'000; ++i) {
    const Instant instant{any_ms(random)};
    const Zone zone{any_offset(random)};
    const std::string text = to_string(instant, zone);
    if (parse_instant(text, Zone{0}) != instant) FAIL(text);
    if (parse_instant(to_string_utc(instant), zone) != instant) FAIL(to_string_utc(instant));
  }
}

TEST_CASE("a text with one byte changed is read as what it says or not at all", "[base]") {
  const std::string good = "2026-09-18T09:20:30.123+08:00";
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = good;
      text[i] = static_cast<char>(byte);
      const auto instant = parse_instant(text, shanghai);
      if (!instant) continue;
      std::string again = to_string(*instant, *Zone::named(text.substr(23)));
      if (text[10] == ' ') again[10] = ' ';
      CHECK(again == text);
    }
  }
}
