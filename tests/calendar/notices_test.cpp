#include <catch2/catch.hpp>
#include <map>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

bool worked(const char* date, const char* known_on) {
  return Calendar::make(cn_data(), {}, day(known_on))->works(day(date));
}

}  // namespace

TEST_CASE("the tables of mainland China have no contradiction and no problem", "[calendar][notices]") {
  CHECK(contradictions(cn_tables()).empty());
  for (const auto& problem : Calendar::problems(cn_data())) FAIL_CHECK(problem.en);
}

TEST_CASE("2.3 The calendar covers 2007 to 2026 and is open from 25 December 2026", "[calendar][notices]") {
  const auto calendar = Calendar::make(cn_data(), {});
  CHECK(calendar->covers(day("2007-01-01")));
  CHECK_FALSE(calendar->covers(day("2006-12-31")));
  CHECK(calendar->data().last == day("2026-12-31"));
  CHECK_FALSE(calendar->provisional(day("2026-12-24")));
  CHECK(calendar->provisional(day("2026-12-25")));
}

TEST_CASE("each year has the working days that its notices leave", "[calendar][notices]") {
  const std::map<int, int> working_days{{2007, 249}, {2008, 251}, {2009, 250}, {2010, 250}, {2011, 250},
                                        {2012, 249}, {2013, 250}, {2014, 250}, {2015, 249}, {2016, 250},
                                        {2017, 249}, {2018, 250}, {2019, 250}, {2020, 249}, {2021, 250},
                                        {2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
  const auto calendar = Calendar::make(cn_data(), {});
  for (const auto& [year, days] : working_days) {
    CAPTURE(year);
    CHECK(calendar->working_days_between(day_of({year - 1, 12, 31}), day_of({year, 12, 31})) == days);
  }
}

TEST_CASE("2.3 An amended date is what it was before, until the amendment is known", "[calendar][notices]") {
  for (const AmendmentRow& row : cn_tables().amendments) {
    CAPTURE(to_string(row.date));
    CHECK(Calendar::make(cn_data(), {}, row.known_from - 1)->works(row.date) == row.works_before);
    CHECK(Calendar::make(cn_data(), {}, row.known_from)->works(row.date) == row.works_after);
  }
}

TEST_CASE("the last days of December follow the notice of the next year", "[calendar][notices]") {
  CHECK(worked("2018-12-31", "2018-12-05"));  // a Monday, before the notice for 2019
  CHECK_FALSE(worked("2018-12-31", "2018-12-06"));
  CHECK_FALSE(worked("2018-12-29", "2018-12-05"));  // a Saturday
  CHECK(worked("2018-12-29", "2018-12-06"));        // made up for the Monday
}

TEST_CASE("2.3 As known in 2025, 2026 is provisional and has its fixed statutory days only",
          "[calendar][notices]") {
  const auto calendar = Calendar::make(cn_data(), {}, day("2025-06-01"));
  CHECK(calendar->data().last == day("2025-12-31"));
  CHECK_FALSE(calendar->provisional(day("2025-12-24")));
  CHECK(calendar->provisional(day("2025-12-25")));
  CHECK_FALSE(calendar->works(day("2026-10-01")));
  CHECK(calendar->works(day("2026-10-05")));  // a Monday that the notice made a holiday
}

TEST_CASE("2 May became statutory in 2025 and was not known to before its notice", "[calendar][notices]") {
  // 2025-05-02 is a Friday.
  CHECK(worked("2025-05-02", "2024-11-11"));
  CHECK_FALSE(worked("2025-05-02", "2024-11-12"));
  // 2028-05-02 is a Tuesday; 2023-05-02 was a rest day by notice, not by statute.
  const auto calendar = Calendar::make(cn_data(), {});
  CHECK(calendar->why(day("2028-05-02")).reason == DayReason::statutory_rest);
  CHECK(calendar->why(day("2023-05-02")).reason == DayReason::holiday);
}

TEST_CASE("before the first notice nothing is known", "[calendar][notices]") {
  const auto calendar = Calendar::make(cn_data(), {}, day("2006-12-01"));
  CHECK(calendar->provisional(day("2007-01-01")));
  CHECK(calendar->works(day("2007-02-19")));  // 春节 Monday
}

TEST_CASE("every row of the holiday table is borne out once all is known", "[calendar][notices]") {
  const auto calendar = Calendar::make(cn_data(), {});
  for (const HolidayRow& row : cn_tables().holidays) {
    CAPTURE(to_string(row.date));
    CHECK(calendar->works(row.date) == row.works);
    CHECK(calendar->why(row.date).name == row.name);
    CHECK_FALSE(calendar->why(row.date).source.empty());
  }
}

TEST_CASE("an amendment that the holiday table does not bear out is a contradiction", "[calendar][notices]") {
  NoticeTables tables = cn_tables();
  tables.amendments[0].works_after = true;
  REQUIRE(contradictions(tables).size() == 1);
  CHECK(contradictions(tables)[0].day == day("2015-09-03"));
  CHECK(
      contradictions(tables)[0].en ==
      "2015-09-03 is a rest day in the holiday table, but the amendment of 2015-05-13 made it a working day");
  CHECK(contradictions(tables)[0].zh ==
        "2015-09-03 在节假日表中是休息日，而 2015-05-13 的调整使它成为工作日");
}

TEST_CASE("amendments of one date must follow from each other", "[calendar][notices]") {
  NoticeTables tables = cn_tables();
  AmendmentRow again = tables.amendments[0];  // work to rest, a second time
  again.known_from = again.known_from + 10;
  tables.amendments.push_back(again);
  REQUIRE(contradictions(tables).size() == 1);
  CHECK(contradictions(tables)[0].en == "the amendments of 2015-09-03 do not follow from each other");
}

TEST_CASE("a date or a notice that stands twice is a contradiction", "[calendar][notices]") {
  NoticeTables tables = cn_tables();
  tables.holidays.push_back(tables.holidays[3]);
  tables.notices.push_back(tables.notices[0]);
  CHECK(contradictions(tables).size() == 2);
}
