#include <catch2/catch.hpp>
#include <random>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

CalendarData weekends_only() {
  CalendarData data;
  data.first = day("2020-01-01");
  data.last = day("2020-12-31");
  data.provisional_from = day("2020-12-25");
  data.names = {"", "国庆节", "庙会"};
  data.sources = {"", "通知", "本地规定"};
  return data;
}

DayException exception(const char* date, bool works, DayLayer layer, const char* known_from) {
  return {day(date), works, layer, day(known_from), 1, 1};
}

// The first day from which everything must be found without tables.
constexpr int years_in_table = 10;

// The plain count that the tables replace.
Day nth_after(const Calendar& calendar, Day from, int n) {
  while (n > 0) {
    from = from + 1;
    if (calendar.works(from)) --n;
  }
  return from;
}

Day nth_before(const Calendar& calendar, Day from, int n) {
  while (n > 0) {
    from = from - 1;
    if (calendar.works(from)) --n;
  }
  return from;
}

}  // namespace

TEST_CASE("2.2 The exception of the highest layer wins, whenever it was known", "[calendar]") {
  CalendarData data = weekends_only();
  data.exceptions = {exception("2020-06-01", false, DayLayer::local, "2020-01-01"),
                     exception("2020-06-01", true, DayLayer::amendment, "2020-05-01"),
                     exception("2020-06-01", true, DayLayer::notice, "2020-05-20")};
  CHECK_FALSE(Calendar::make(data, {})->works(day("2020-06-01")));
  data.exceptions.erase(data.exceptions.begin());
  data.exceptions.push_back(exception("2020-06-01", false, DayLayer::notice, "2020-05-25"));
  CHECK(Calendar::make(data, {})->works(day("2020-06-01")));
}

TEST_CASE("2.3 Within a layer the exception known last wins", "[calendar]") {
  CalendarData data = weekends_only();
  data.exceptions = {exception("2020-06-01", false, DayLayer::amendment, "2020-05-02"),
                     exception("2020-06-01", true, DayLayer::amendment, "2020-05-01")};
  CHECK_FALSE(Calendar::make(data, {})->works(day("2020-06-01")));
  CHECK(Calendar::make(data, {}, day("2020-05-01"))->works(day("2020-06-01")));
}

TEST_CASE("2.3 What is published later is not believed before that day", "[calendar]") {
  CalendarData data = weekends_only();
  data.exceptions = {exception("2020-06-01", false, DayLayer::notice, "2020-05-02")};
  CHECK(Calendar::make(data, {}, day("2020-05-01"))->works(day("2020-06-01")));
  CHECK_FALSE(Calendar::make(data, {}, day("2020-05-02"))->works(day("2020-06-01")));
}

TEST_CASE("a statutory day is a rest day unless a notice says otherwise, from the year it became one",
          "[calendar]") {
  CalendarData data = weekends_only();
  data.statutory = {{5, 1, 1, 1, 2020, first_day}, {5, 4, 1, 1, 2021, first_day}};
  auto calendar = Calendar::make(data, {});
  CHECK_FALSE(calendar->works(day("2020-05-01")));  // a Friday
  CHECK(calendar->works(day("2019-05-01")));        // a Wednesday, before its year
  CHECK(calendar->works(day("2020-05-04")));
  CHECK_FALSE(calendar->works(day("2021-05-04")));
  CHECK_FALSE(calendar->works(day("2096-05-01")));  // a Tuesday, past the tables
  data.exceptions = {exception("2020-05-01", true, DayLayer::notice, "2019-12-01")};
  CHECK(Calendar::make(data, {})->works(day("2020-05-01")));
  data.exceptions = {exception("2020-05-01", true, DayLayer::weekly, "2019-12-01")};
  CHECK_FALSE(Calendar::make(data, {})->works(day("2020-05-01")));
}

TEST_CASE("every day says why it works or rests", "[calendar]") {
  const auto calendar = Calendar::make(cn_data(), {});
  const auto why = [&](const char* date) { return calendar->why(day(date)); };
  CHECK(why("2026-09-18").reason == DayReason::working_day);
  CHECK(why("2026-09-18").source.empty());
  CHECK(why("2026-09-19").reason == DayReason::weekend);
  CHECK(why("2026-09-20").reason == DayReason::make_up_work);
  CHECK(why("2026-10-01").reason == DayReason::holiday);
  CHECK(why("2026-10-01").name == "国庆节");
  CHECK(why("2026-10-01").source == "国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04)");
  CHECK(why("2020-01-31").source == "国务院办公厅调整节假日安排的通知 (2020-01-27)");
  CHECK(why("2027-10-01").reason == DayReason::statutory_rest);
  CHECK(why("2027-10-01").name == "国庆节");

  CalendarData data = weekends_only();
  data.exceptions = {exception("2020-06-01", false, DayLayer::local, "2020-01-01"),
                     exception("2020-06-06", true, DayLayer::local, "2020-01-01"),
                     exception("2020-06-02", false, DayLayer::notice, "2020-01-01"),
                     exception("2020-06-02", true, DayLayer::amendment, "2020-02-01")};
  const auto local = Calendar::make(data, {});
  CHECK(local->why(day("2020-06-01")).reason == DayReason::local_rest);
  CHECK(local->why(day("2020-06-06")).reason == DayReason::local_work);
  CHECK(local->why(day("2020-06-02")).reason == DayReason::working_day);  // a holiday that was taken back
  CHECK(local->why(day("2020-06-02")).source == "通知");
}

TEST_CASE("2.2 What is said of a day below the notices stands as long as no law makes the day statutory", "[calendar]") {
  CalendarData data = weekends_only();
  data.exceptions = {exception("2020-06-01", false, DayLayer::weekly, "2020-01-01"),     // a Monday
                     exception("2020-06-06", true, DayLayer::weekly, "2020-01-01"),      // a Saturday
                     exception("2020-06-03", false, DayLayer::statutory, "2020-01-01"),  // a Wednesday
                     exception("2020-06-04", true, DayLayer::local, "2020-01-01")};      // a Thursday that works anyway
  data.statutory = {{6, 1, 1, 1, 2021, first_day}, {6, 3, 1, 1, 2020, first_day}};
  const auto calendar = Calendar::make(data, {});
  CHECK_FALSE(calendar->works(day("2020-06-01")));
  CHECK(calendar->why(day("2020-06-01")).reason == DayReason::statutory_rest);
  CHECK(calendar->why(day("2020-06-06")).reason == DayReason::working_day);
  CHECK_FALSE(calendar->works(day("2020-06-03")));
  CHECK(calendar->why(day("2020-06-04")).reason == DayReason::local_work);
  // Neither counts in the sum of a year, which is one of notices.
  data.notices = {{2020, day("2019-11-01"), std::nullopt}};
  data.exceptions.pop_back();
  for (const auto& problem : Calendar::problems(data)) CHECK(problem.en.find("weekday rest days less") == std::string::npos);
}

TEST_CASE("2.2 A week may have any working days", "[calendar]") {
  CalendarData data = weekends_only();
  data.weekly_work = 0x41;  // Mondays and Sundays
  const auto calendar = Calendar::make(data, {});
  CHECK(calendar->works(day("2020-06-07")));
  CHECK(calendar->works(day("2020-06-08")));
  CHECK_FALSE(calendar->works(day("2020-06-09")));
  CHECK(calendar->add_working_days(day("2020-06-08"), 3) == day("2020-06-21"));
}

TEST_CASE("a calendar on which nobody ever works still answers", "[calendar]") {
  CalendarData data = weekends_only();
  data.weekly_work = 0;
  const auto calendar = Calendar::make(data, {});
  CHECK(calendar->next_working_day(day("2020-06-07")) == last_day);
  CHECK(calendar->add_working_days(day("2020-06-07"), 5) == last_day);
}

TEST_CASE("working days are counted alike inside the tables, before, past and across them", "[calendar]") {
  const auto calendar = Calendar::make(cn_data(), {});
  const Day past = day_of({2026 + years_in_table, 12, 31});
  std::mt19937 random(7);
  std::uniform_int_distribution<int> offset(-400, 400), count(1, 300);
  for (const Day centre : {day("2007-01-01"), day("2016-06-01"), past, day("2070-01-01")}) {
    for (int i = 0; i < 400; ++i) {
      const Day from = centre + offset(random);
      const int n = count(random);
      const Day after = nth_after(*calendar, from, n), before = nth_before(*calendar, from, n);
      CAPTURE(to_string(from), n);
      REQUIRE(calendar->add_working_days(from, n) == after);
      REQUIRE(calendar->subtract_working_days(from, n) == before);
      REQUIRE(calendar->working_days_between(from, after) == n);
      REQUIRE(calendar->working_days_between(after, from) == -n);
      REQUIRE(calendar->next_working_day(from) == nth_after(*calendar, from - 1, 1));
    }
  }
}

TEST_CASE("a count below 1 stays where it is", "[calendar]") {
  const auto calendar = Calendar::make(cn_data(), {});
  for (const char* date : {"2026-09-18", "2026-09-19", "2007-01-01", "2090-01-01"}) {
    CHECK(calendar->add_working_days(day(date), 0) == day(date));
    CHECK(calendar->add_working_days(day(date), -3) == day(date));
    CHECK(calendar->subtract_working_days(day(date), 0) == day(date));
  }
}

TEST_CASE("a calendar of ten thousand years answers past its tables as well", "[calendar]") {
  CalendarData data = weekends_only();
  data.first = first_day;
  data.last = last_day;
  data.exceptions = {exception("2020-06-01", false, DayLayer::notice, "2020-01-01")};
  const auto calendar = Calendar::make(data, {});
  CHECK_FALSE(calendar->works(day("2020-06-01")));
  CHECK(calendar->add_working_days(day("2020-05-29"), 1) == day("2020-06-02"));
  CHECK(calendar->works(day("0001-01-01")));
  CHECK(calendar->add_working_days(last_day, 1) == last_day);
  CHECK(calendar->subtract_working_days(first_day, 1) == first_day);
}

TEST_CASE("a copy of a calendar outlives the original", "[calendar]") {
  auto original = Calendar::make(cn_data(), {});
  const Calendar copy = *original;
  original.reset();
  CHECK(copy.add_working_days(day("2026-09-30"), 1) == day("2026-10-08"));
  CHECK(copy.why(day("2026-10-01")).name == "国庆节");
}
