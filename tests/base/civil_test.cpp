#include <catch2/catch.hpp>

#include "sanhuan/instant.hpp"

using namespace sanhuan;

TEST_CASE("every day of the years 1 to 9999 follows the one before it", "[base]") {
  CivilDate expected{1, 1, 1};
  int weekday_expected = 0;  // 0001-01-01 was a Monday
  bool right = true;
  for (Day day = first_day; day <= last_day; day = day + 1) {
    right = right && civil(day) == expected && day_of(expected) == day && weekday(day) == weekday_expected;
    if (++expected.day > days_in_month(expected.year, expected.month)) {
      expected.day = 1;
      if (++expected.month > 12) expected = {expected.year + 1, 1, 1};
    }
    weekday_expected = (weekday_expected + 1) % 7;
  }
  CHECK(right);
  CHECK(expected == CivilDate{10000, 1, 1});
}

TEST_CASE("29 February is a date in leap years only", "[base]") {
  CHECK(valid({2024, 2, 29}));
  CHECK(valid({2000, 2, 29}));
  CHECK_FALSE(valid({2023, 2, 29}));
  CHECK_FALSE(valid({1900, 2, 29}));
  CHECK_FALSE(valid({2024, 4, 31}));
  CHECK_FALSE(valid({2024, 13, 1}));
  CHECK_FALSE(valid({2024, 0, 1}));
  CHECK_FALSE(valid({2024, 1, 0}));
  CHECK_FALSE(valid({0, 1, 1}));
}

TEST_CASE("2.1 A local day begins at its midnight and ends a millisecond before the next", "[base]") {
  for (const std::int32_t offset : {480, 0, -210}) {
    const Zone zone{offset};
    for (const Day day :
         {Day{0}, Day{-1}, day_of({2020, 2, 29}), day_of({1, 1, 2}), day_of({9999, 12, 30})}) {
      CHECK(zone.day(zone.midnight(day)) == day);
      CHECK(zone.day(zone.midnight(day + 1) - 1) == day);
      CHECK(zone.minute_of_day(zone.midnight(day)) == 0);
      CHECK(zone.minute_of_day(zone.midnight(day + 1) - 1) == 1439);
    }
  }
}

TEST_CASE("an instant outside all years has the nearest day", "[base]") {
  const Zone zone{480};
  CHECK(zone.day(Instant::never()) >= last_day);
  CHECK(zone.day(Instant::before_all()) <= first_day);
}

TEST_CASE("a zone is known by name or offset, and one with summer time is refused", "[base]") {
  CHECK(Zone::named("Asia/Shanghai")->offset_minutes == 480);
  CHECK(Zone::named("UTC")->offset_minutes == 0);
  CHECK(Zone::named("Z")->offset_minutes == 0);
  CHECK(Zone::named("-03:30")->offset_minutes == -210);
  for (const char* name :
       {"", "Europe/Berlin", "asia/shanghai", "+8", "+08:60", "+19:00", "+08:00 ", "08:00"}) {
    CAPTURE(name);
    CHECK_FALSE(Zone::named(name));
  }
}
