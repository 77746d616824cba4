// Dates worked out by hand from the notices, under both readings of when something was received: (A) on its
// true date, (B) on a rest day or after hours, as of the next working day.
#include <catch2/catch.hpp>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// Days end at 24:00 under both; only what arrives out of hours differs.
std::shared_ptr<const Calendar> reading_a() {
  static const auto calendar = Calendar::make(cn_data(), {});
  return calendar;
}

std::shared_ptr<const Calendar> reading_b_as_known(Day known_on) {
  DayPolicy policy;
  policy.deems_next_opening = true;
  CalendarData data = cn_data();
  data.office = nine_hours();
  return Calendar::make(data, policy, known_on);
}

std::shared_ptr<const Calendar> reading_b() {
  static const auto calendar = reading_b_as_known(last_day);
  return calendar;
}

std::string ends(const Calendar& calendar, const std::string& received, Length length) {
  return to_string(due(calendar, calendar.deemed(at(received + " 10:00")), length).day);
}

constexpr Length working_days(std::uint32_t n) { return {n, LengthUnit::working_day}; }
constexpr Length calendar_days(std::uint32_t n) { return {n, LengthUnit::calendar_day}; }

}  // namespace

TEST_CASE("5 working days from days around the holidays, under both readings", "[calendar]") {
  struct Row {
    std::string received, next_working_day, five_a, five_b;
  };
  const Row rows[] = {
      {"2019-09-27", "2019-09-29", "2019-10-10", "2019-10-10"},  // before a make-up working Sunday
      {"2019-09-28", "2019-09-29", "2019-10-10", "2019-10-11"},  // a rest day: the readings differ
      {"2019-09-29", "2019-09-30", "2019-10-11", "2019-10-11"},  // the make-up working Sunday itself
      {"2020-01-22", "2020-01-23", "2020-02-06", "2020-02-06"},
      {"2020-01-23", "2020-02-03", "2020-02-07", "2020-02-07"},
      {"2021-09-30", "2021-10-08", "2021-10-13", "2021-10-13"},
      {"2024-02-09", "2024-02-18", "2024-02-22", "2024-02-22"},  // 除夕, a working day that year
      {"2024-04-28", "2024-04-29", "2024-05-08", "2024-05-08"},
      {"2025-01-26", "2025-01-27", "2025-02-08", "2025-02-08"},  // ends on a make-up working Saturday
      {"2026-02-14", "2026-02-24", "2026-02-28", "2026-02-28"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.received);
    CHECK(ends(*reading_a(), row.received, working_days(1)) == row.next_working_day);
    CHECK(ends(*reading_a(), row.received, working_days(5)) == row.five_a);
    CHECK(ends(*reading_b(), row.received, working_days(5)) == row.five_b);
  }
}

TEST_CASE("the next calendar day may be a rest day, and the next working day far away", "[calendar]") {
  struct Row {
    std::string received, next_day;
    bool works;
  };
  const Row rows[] = {
      {"2019-09-27", "2019-09-28", false}, {"2019-09-28", "2019-09-29", true},  {"2019-09-29", "2019-09-30", true},
      {"2020-01-22", "2020-01-23", true},  {"2020-01-23", "2020-01-24", false}, {"2021-09-30", "2021-10-01", false},
      {"2024-02-09", "2024-02-10", false}, {"2024-04-28", "2024-04-29", true},  {"2025-01-26", "2025-01-27", true},
      {"2026-02-14", "2026-02-15", false}, {"2026-12-28", "2026-12-29", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.received);
    CHECK(ends(*reading_a(), row.received, {1, LengthUnit::next_day}) == row.next_day);
    CHECK(reading_a()->works(day(row.next_day)) == row.works);
  }
}

TEST_CASE("as first published, 春节 2020 ended four days earlier", "[calendar]") {
  const auto before = Calendar::make(cn_data(), {}, day("2020-01-26"));
  const auto after = Calendar::make(cn_data(), {}, day("2020-01-27"));
  CHECK(ends(*before, "2020-01-22", working_days(5)) == "2020-02-04");
  CHECK(ends(*after, "2020-01-22", working_days(5)) == "2020-02-06");
  CHECK(ends(*before, "2020-01-23", working_days(1)) == "2020-01-31");
  CHECK(ends(*before, "2020-01-23", working_days(5)) == "2020-02-05");
  CHECK(ends(*after, "2020-01-23", working_days(1)) == "2020-02-03");
  CHECK(ends(*after, "2020-01-23", working_days(5)) == "2020-02-07");
  // Both were received on working days: the other reading is the same.
  CHECK(ends(*reading_b_as_known(day("2020-01-26")), "2020-01-22", working_days(5)) == "2020-02-04");
  CHECK(ends(*reading_b_as_known(day("2020-01-26")), "2020-01-23", working_days(5)) == "2020-02-05");
  CHECK(ends(*reading_b_as_known(day("2020-01-27")), "2020-01-22", working_days(5)) == "2020-02-06");
}

TEST_CASE("the change of 2019 moved an end back", "[calendar]") {
  const auto before = Calendar::make(cn_data(), {}, day("2019-03-21"));
  CHECK(ends(*before, "2019-04-24", working_days(5)) == "2019-05-02");
  CHECK(ends(*reading_a(), "2019-04-24", working_days(5)) == "2019-04-30");
}

TEST_CASE("2.5 Calendar days end on a make-up working Saturday, and roll past a holiday", "[calendar]") {
  struct Row {
    std::string received;
    std::uint32_t days;
    std::string raw, rolled;
  };
  const Row rows[] = {
      {"2026-01-30", 15, "2026-02-14", "2026-02-14"},  // a make-up working Saturday
      {"2025-09-22", 15, "2025-10-07", "2025-10-09"},
      {"2025-12-18", 60, "2026-02-16", "2026-02-24"},
      {"2019-12-02", 60, "2020-01-31", "2020-02-03"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.received);
    const Due result = due(*reading_a(), at(row.received + " 10:00"), calendar_days(row.days));
    CHECK(to_string(result.raw) == row.raw);
    CHECK(to_string(result.day) == row.rolled);
    const Due unrolled =
        due(*reading_a(), at(row.received + " 10:00"), {row.days, LengthUnit::calendar_day, Roll::no_roll});
    CHECK(to_string(unrolled.day) == row.raw);
  }
}

TEST_CASE("2020-01-31 was a working day until the notice of 2020-01-27", "[calendar]") {
  const auto before = Calendar::make(cn_data(), {}, day("2020-01-26"));
  CHECK(ends(*before, "2019-12-02", calendar_days(60)) == "2020-01-31");
}

TEST_CASE("an extension of 30 days counts from the raw end or from the rolled one, 8 days apart",
          "[calendar]") {
  const Due first = due(*reading_a(), at("2025-12-18 10:00"), calendar_days(60));
  CHECK(to_string(due_on(*reading_a(), first.raw + 30, calendar_days(30)).day) == "2026-03-18");
  CHECK(to_string(due_on(*reading_a(), first.day + 30, calendar_days(30)).day) == "2026-03-26");
}

TEST_CASE("20 and 30 working days across 春节 and 国庆节", "[calendar]") {
  CHECK(ends(*reading_a(), "2026-01-26", working_days(20)) == "2026-02-28");
  CHECK(to_string(reading_a()->add_working_days(day("2026-02-28"), 10)) == "2026-03-13");
  CHECK(ends(*reading_a(), "2025-09-15", working_days(20)) == "2025-10-17");
  CHECK(ends(*reading_a(), "2025-01-06", working_days(30)) == "2025-02-21");
}

TEST_CASE("2.5 One month from 31 January ends on the last day of February", "[calendar]") {
  CHECK(ends(*reading_a(), "2026-01-31", {1, LengthUnit::month}) == "2026-02-28");  // a working Saturday
}

TEST_CASE("2.3 What ends after the last notice is provisional, and late December with it", "[calendar]") {
  const auto from = [&](const char* received) {
    return due(*reading_a(), at(std::string(received) + " 10:00"), working_days(5));
  };
  CHECK(to_string(from("2026-12-17").day) == "2026-12-24");
  CHECK_FALSE(from("2026-12-17").provisional);
  CHECK(to_string(from("2026-12-18").day) == "2026-12-25");
  CHECK(from("2026-12-18").provisional);
  for (const auto& reading : {reading_a(), reading_b()}) {
    CHECK(due(*reading, reading->deemed(at("2026-12-28 10:00")), working_days(1)).provisional);
    CHECK(due(*reading, reading->deemed(at("2026-12-28 10:00")), working_days(5)).provisional);
  }
  // A weekday rule alone would answer 1 January, which is a holiday in every year.
  CHECK(to_string(from("2026-12-25").day) == "2027-01-04");
}
