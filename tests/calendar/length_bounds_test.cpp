// How long a length can be, whatever the anchor: against every day of the published calendars.
#include <catch2/catch.hpp>

#include "lib/calendar/length_bounds.hpp"
#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

TEST_CASE("9.2c N working days are at most the longest such run in the published calendars plus two days", "[calendar]") {
  const auto calendar = Calendar::make(cn_data(), {});
  LengthBounds bounds(*calendar);
  for (const std::uint32_t n : {1u, 2u, 5u, 6u, 15u}) {
    std::int32_t longest = 0, shortest = INT32_MAX;
    for (Day day = calendar->data().first; day + 60 < calendar->data().last; day = day + 1) {
      const std::int32_t run = calendar->add_working_days(day, static_cast<std::int32_t>(n)) - day;
      longest = std::max(longest, run);
      shortest = std::min(shortest, run);
    }
    CAPTURE(n, longest, shortest);
    const DayBounds found = bounds.of({n, LengthUnit::working_day});
    CHECK(found.longest == longest + 2);
    CHECK(found.shortest <= shortest);
    CHECK(found.shortest >= n);
  }
}

TEST_CASE("9.1 What is said to lie before the start lies there, from whatever instant the clock starts", "[calendar]") {
  constexpr std::int64_t a_minute = 60'000;
  using Unit = LengthUnit;
  const Length lengths[] = {{1, Unit::minute},       {25, Unit::hour},           {1, Unit::working_hour},  {20, Unit::working_hour},
                            {1, Unit::same_day},     {1, Unit::next_day},        {1, Unit::working_day},   {4, Unit::working_day},
                            {1, Unit::calendar_day}, {3, Unit::calendar_day},    {1, Unit::month},         {1, Unit::nth_working_day},
                            {3, Unit::nth_working_day}, {1, Unit::nth_calendar_day}, {3, Unit::nth_calendar_day, Roll::roll}};
  for (const bool office : {false, true}) {
    CalendarData data = cn_data();
    if (office) data.office = two_seasons();
    const auto calendar = Calendar::make(std::move(data), {office, office});
    LengthBounds bounds(*calendar);
    std::size_t before = 0;
    for (const Length& length : lengths) {
      if (length.unit == Unit::working_hour && !office) continue;
      for (const std::uint32_t n : {1u, 2u, 3u, 4u, 5u, 40u}) {
        if (!bounds.before_start({n, Unit::working_day}, length)) continue;
        ++before;
        std::size_t late = 0;
        for (Day today = day("2019-01-01"); today < day("2021-01-01"); today = today + 1)
          for (const int minute : {0, 1, 8 * 60 + 29, 8 * 60 + 31, 12 * 60, 16 * 60 + 59, 18 * 60 + 1, 24 * 60 - 1})
            for (const bool deems : {false, true}) {
              const Instant start = calendar->zone().midnight(today) + minute * a_minute;
              const Due end = due(*calendar, deems ? calendar->deemed(start) : start, length);
              if (calendar->opening(calendar->subtract_working_days(end.day, static_cast<std::int32_t>(n))) >= start) ++late;
            }
        CAPTURE(office, static_cast<int>(length.unit), length.count, n);
        CHECK(late == 0);
      }
    }
    CHECK(before > 30);
  }
}

TEST_CASE("9.2c Lengths are compared by what they can be, not by their numbers", "[calendar]") {
  const auto calendar = Calendar::make(cn_data(), {});
  LengthBounds bounds(*calendar);
  const Length five{5, LengthUnit::working_day}, six{6, LengthUnit::working_day};
  CHECK(bounds.surely_longer(six, five));
  CHECK(bounds.surely_longer({60, LengthUnit::calendar_day}, five));
  CHECK_FALSE(bounds.surely_longer({10, LengthUnit::calendar_day}, five));  // over a long holiday five take more
  CHECK(bounds.may_be_longer(five, {10, LengthUnit::calendar_day, Roll::no_roll}));
}
