#include <catch2/catch.hpp>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::vector<std::string> english(const std::vector<Calendar::Problem>& problems) {
  std::vector<std::string> out;
  for (const auto& problem : problems) {
    CHECK_FALSE(problem.zh.empty());
    out.push_back(problem.en);
  }
  return out;
}

std::vector<std::string> problems_of(const CalendarData& data) { return english(Calendar::problems(data)); }

using Sentences = std::vector<std::string>;

}  // namespace

TEST_CASE("every lost row that changes whether a day works is found", "[calendar][problems]") {
  const NoticeTables& good = cn_tables();
  for (std::size_t i = 0; i < good.holidays.size(); ++i) {
    const HolidayRow& row = good.holidays[i];
    if (row.works == (weekday(row.date) < 5)) continue;  // a weekend day that rests anyway
    NoticeTables tables = good;
    tables.holidays.erase(tables.holidays.begin() + static_cast<std::ptrdiff_t>(i));
    CAPTURE(to_string(row.date));
    CHECK((!contradictions(tables).empty() ||
           !Calendar::problems(calendar_from_notices("cn", tables)).empty()));
  }
}

TEST_CASE("every row that stands twice is found", "[calendar][problems]") {
  for (std::size_t i = 0; i < cn_tables().holidays.size(); i += 7) {
    NoticeTables tables = cn_tables();
    tables.holidays.push_back(tables.holidays[i]);
    CHECK_FALSE(contradictions(tables).empty());
  }
}

TEST_CASE("9.1 A year whose sum is wrong is named with both sums", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  std::erase_if(tables.holidays, [](const HolidayRow& row) { return row.date == day("2025-01-26"); });
  CHECK(problems_of(calendar_from_notices("cn", tables)) ==
        Sentences{"weekday rest days less weekend working days of 2025 are 14, but the year has 13 statutory "
                  "holidays; a row is missing or too many"});
}

TEST_CASE("December counts towards the sum of the next year", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  std::erase_if(tables.holidays, [](const HolidayRow& row) { return row.date == day("2018-12-31"); });
  const auto problems = Calendar::problems(calendar_from_notices("cn", tables));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].day == day("2019-01-01"));
}

TEST_CASE("a statutory day on a weekend must be named although the sum does not show it",
          "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  std::erase_if(tables.holidays, [](const HolidayRow& row) { return row.date == day("2016-10-01"); });
  CHECK(problems_of(calendar_from_notices("cn", tables)) ==
        Sentences{"2016-10-01 is a statutory holiday, but the notice does not name it"});
}

TEST_CASE("a year without a notice is named", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  std::erase_if(tables.notices, [](const NoticeRow& row) { return row.year == 2013; });
  CHECK(problems_of(calendar_from_notices("cn", tables)) ==
        Sentences{"there is no notice for 2013; add it, or end the calendar before"});
}

TEST_CASE("rows past the last notice are outside the calendar", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  tables.holidays.push_back({day("2027-01-01"), "元旦", false});
  CHECK(problems_of(calendar_from_notices("cn", tables)) ==
        Sentences{"2027-01-01 lies outside the years of the calendar, 2007-01-01 to 2026-12-31; is a notice "
                  "missing?"});
}

TEST_CASE("one publication cannot make a day both, nor say it twice", "[calendar][problems]") {
  CalendarData data = cn_data();
  DayException twice = data.exceptions[0];
  data.exceptions.push_back(twice);
  CHECK(problems_of(data) ==
        Sentences{"2007-01-01 stands twice in what was published on 2006-12-18; keep one row"});
  data.exceptions.back().works = true;
  CHECK(problems_of(data).front() ==
        "2007-01-01 is both a working day and a rest day in what was published on 2006-12-18");
}

TEST_CASE("a make-up day that works anyway is a slip of the pen", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  tables.holidays.push_back({day("2026-09-18"), "中秋节", true});
  CHECK(problems_of(calendar_from_notices("cn", tables)) ==
        Sentences{"2026-09-18 is named as a make-up working day, but it works anyway"});
}

TEST_CASE("a local overlay has no sum to keep", "[calendar][problems]") {
  CalendarData data = cn_data();
  data.exceptions.push_back({day("2026-09-18"), false, DayLayer::local, day("2026-01-01"), 0, 0});
  CHECK(problems_of(data).empty());
}

TEST_CASE("office hours must be dates and times in order", "[calendar][problems]") {
  CalendarData data = cn_data();
  data.office = {{2, 30, 12, 31, {{510, 1050}}}};
  CHECK(problems_of(data) == Sentences{"office hours run from 02-30 to 12-31, which are not both dates"});
  const Sentences disorder{"office hours overlap, are out of order, or end before they begin"};
  for (const std::vector<OfficeSpan>& spans :
       std::vector<std::vector<OfficeSpan>>{{{510, 510}},
                                            {{510, 400}},
                                            {{-1, 400}},
                                            {{510, 1441}},
                                            {{510, 720}, {700, 1050}},
                                            {{810, 1050}, {510, 720}}}) {
    data.office = {{1, 1, 12, 31, spans}};
    CHECK(problems_of(data) == disorder);
  }
  data.office = {{1, 1, 12, 31, {{0, 720}, {720, 1440}}}};
  CHECK(problems_of(data).empty());
}

TEST_CASE("a calendar needs a working day in the week and an end after its beginning",
          "[calendar][problems]") {
  CalendarData data;
  data.first = day("2020-01-01");
  data.last = day("2019-12-31");
  data.weekly_work = 0;
  CHECK(problems_of(data).size() == 2);
}

TEST_CASE("a day before the calendar begins is outside it, as one after its end", "[calendar][problems]") {
  CalendarData data = cn_data();
  data.exceptions.push_back({day("2006-12-29"), false, DayLayer::notice, day("2006-12-18"), 0, 0});
  const Sentences found = problems_of(data);
  CHECK(std::count(found.begin(), found.end(),
                   "2006-12-29 lies outside the years of the calendar, 2007-01-01 to 2026-12-31; is a notice missing?") == 1);
}

TEST_CASE("where no year is declared, a year without a row of a notice is named", "[calendar][problems]") {
  CalendarData data;
  data.first = day("2024-01-01");
  data.last = day("2026-12-31");
  CHECK(problems_of(data).empty());  // a place without notices
  data.exceptions.push_back({day("2024-05-01"), false, DayLayer::notice, day("2023-10-25"), 0, 0});
  data.exceptions.push_back({day("2026-05-01"), false, DayLayer::notice, day("2025-10-25"), 0, 0});
  data.exceptions.push_back({day("2025-05-01"), false, DayLayer::local, day("2025-01-01"), 0, 0});
  CHECK(problems_of(data) == Sentences{"there is no notice for 2025; add it, or end the calendar before"});
}

TEST_CASE("a statutory day is a date, the last day of February too", "[calendar][problems]") {
  CalendarData data = cn_data();
  data.statutory = {{2, 29, 0, 0, 9999}, {2, 30, 0, 0, 9999}, {13, 1, 0, 0, 9999}};
  CHECK(problems_of(data) == Sentences{"the statutory day 02-30 is no date", "the statutory day 13-01 is no date"});
}

TEST_CASE("the end of a season is a date as its beginning is", "[calendar][problems]") {
  CalendarData data = cn_data();
  data.office = {{1, 1, 11, 31, {{510, 1050}}}};
  CHECK(problems_of(data) == Sentences{"office hours run from 01-01 to 11-31, which are not both dates"});
}

TEST_CASE("a year has one notice, and amendments of a day follow from each other", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  tables.notices.push_back(tables.notices.back());
  CHECK(english(contradictions(tables)) == Sentences{"2026 has two notices; keep one row"});

  tables = cn_tables();
  REQUIRE_FALSE(tables.amendments.empty());
  const AmendmentRow row = tables.amendments.front();
  tables.amendments.push_back(row);
  const Sentences found = english(contradictions(tables));
  CHECK(std::count(found.begin(), found.end(), "the amendments of " + to_string(row.date) + " do not follow from each other") == 1);
}

TEST_CASE("2.3 A holiday of which no notice tells was known on the day itself; a year need not have a sum", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  tables.holidays.push_back({day("2028-06-05"), "无名节", false});  // a Monday, two years after the last notice
  tables.sums.pop_back();
  const CalendarData data = calendar_from_notices("cn", tables);
  CHECK(Calendar::make(data, {}, day("2028-06-04"))->works(day("2028-06-05")));
  CHECK_FALSE(Calendar::make(data, {}, day("2028-06-05"))->works(day("2028-06-05")));
  CHECK(Calendar::make(data, {})->why(day("2028-06-05")).source.empty());
  CHECK_FALSE(data.notices.back().statutory_days);
  for (const std::string& problem : problems_of(data)) CHECK(problem.find("of 2026 are") == std::string::npos);
}

TEST_CASE("of two amendments of a day that were published together neither follows from the other", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  REQUIRE_FALSE(tables.amendments.empty());
  AmendmentRow again = tables.amendments.front();
  std::swap(again.works_before, again.works_after);
  tables.amendments.push_back(again);
  const Sentences found = english(contradictions(tables));
  REQUIRE_FALSE(found.empty());
  CHECK(found.front() == "the amendments of " + to_string(again.date) + " do not follow from each other");
}

TEST_CASE("a statutory day that is a date in some years only is asked for in those, and from its year on", "[calendar][problems]") {
  NoticeTables tables = cn_tables();
  const std::size_t before = Calendar::problems(calendar_from_notices("cn", tables)).size();
  tables.statutory.push_back({2, 29, "闰日", 2020});
  const auto problems = Calendar::problems(calendar_from_notices("cn", tables));
  REQUIRE(problems.size() == before + 2);  // 2020 and 2024, not 2008, 2012 or 2016
  CHECK(problems[before].day == day("2020-02-29"));
  CHECK(problems[before + 1].day == day("2024-02-29"));
}

TEST_CASE("without notices there is a calendar of weeks, and without office hours no office time", "[calendar]") {
  const CalendarData data = calendar_from_notices("empty", {});
  CHECK(data.notices.empty());
  const auto calendar = Calendar::make(cn_data(), {});
  CHECK(calendar->office_time_between(at("2026-03-02 09:00"), at("2026-03-05 09:00")) == 0);
}
