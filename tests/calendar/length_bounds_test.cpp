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

TEST_CASE("9.2c Lengths are compared by what they can be, not by their numbers", "[calendar]") {
  const auto calendar = Calendar::make(cn_data(), {});
  LengthBounds bounds(*calendar);
  const Length five{5, LengthUnit::working_day}, six{6, LengthUnit::working_day};
  CHECK(bounds.surely_longer(six, five));
  CHECK(bounds.surely_longer({60, LengthUnit::calendar_day}, five));
  CHECK_FALSE(bounds.surely_longer({10, LengthUnit::calendar_day}, five));  // over a long holiday five take more
  CHECK(bounds.may_be_longer(five, {10, LengthUnit::calendar_day, Roll::no_roll}));
}
