#include <catch2/catch.hpp>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::shared_ptr<const Calendar> with_hours(std::vector<OfficeSeason> hours, DayPolicy policy = {}) {
  CalendarData data = cn_data();
  data.office = std::move(hours);
  return Calendar::make(data, policy);
}

}  // namespace

TEST_CASE("2.2 Office hours change with the season, on the very day", "[calendar]") {
  const auto calendar = with_hours(two_seasons());
  CHECK(calendar->closing(day("2026-05-29")) == at("2026-05-29 17:30"));
  CHECK(calendar->closing(day("2026-06-01")) == at("2026-06-01 18:00"));
  CHECK(calendar->closing(day("2026-09-30")) == at("2026-09-30 18:00"));
  CHECK(calendar->closing(day("2026-10-08")) == at("2026-10-08 17:30"));
}

TEST_CASE("a season may wrap round the new year", "[calendar]") {
  const auto calendar = with_hours({{11, 1, 3, 31, {{540, 1020}}}});
  for (const char* in : {"2025-11-03", "2025-12-31", "2026-01-05", "2024-02-29", "2026-03-31"}) {
    CHECK(calendar->office(day(in)).size() == 1);
  }
  for (const char* out : {"2025-10-31", "2026-04-01", "2026-07-01"}) {
    CHECK(calendar->office(day(out)).empty());
    CHECK(calendar->closing(day(out)) == at(std::string(out) + " 24:00"));
  }
}

TEST_CASE("a later season overrides an earlier one", "[calendar]") {
  const auto calendar = with_hours({{1, 1, 12, 31, {{510, 1050}}}, {2, 1, 2, 29, {{600, 900}}}});
  CHECK(calendar->closing(day("2024-02-29")) == at("2024-02-29 15:00"));
  CHECK(calendar->closing(day("2024-03-01")) == at("2024-03-01 17:30"));
  CHECK(calendar->closing(day("2024-01-31")) == at("2024-01-31 17:30"));
}

TEST_CASE("a season without hours closes the office and leaves days that end at 24:00", "[calendar]") {
  const auto calendar = with_hours({{1, 1, 12, 31, {{510, 1050}}}, {8, 1, 8, 31, {}}});
  CHECK(calendar->opening(day("2026-08-03")) == at("2026-08-03 00:00"));
  CHECK(calendar->closing(day("2026-08-03")) == at("2026-08-03 24:00"));
  CHECK(calendar->add_office_time(at("2026-07-31 17:00"), ms_per_hour) == at("2026-09-01 09:00"));
}

TEST_CASE("2.2 A rest day has no office hours, a make-up working day has", "[calendar]") {
  const auto calendar = with_hours(nine_hours());
  CHECK(calendar->office(day("2026-09-19")).empty());
  CHECK(calendar->closing(day("2026-09-19")) == at("2026-09-19 24:00"));
  CHECK(calendar->opening(day("2026-09-20")) == at("2026-09-20 08:30"));
  CHECK(calendar->closing(day("2026-09-20")) == at("2026-09-20 17:30"));
}

TEST_CASE("hours before and past the tables are those of the season", "[calendar]") {
  const auto calendar = with_hours(two_seasons());
  CHECK(calendar->closing(day("1999-07-01")) == at("1999-07-01 18:00"));
  CHECK(calendar->closing(day("2080-07-01")) == at("2080-07-01 18:00"));
  CHECK(calendar->closing(day("2080-07-06")) == at("2080-07-06 24:00"));  // a Saturday
}

TEST_CASE("2.6 What arrives out of office hours is deemed to arrive when the office next opens", "[calendar]") {
  DayPolicy deem;
  deem.deems_next_opening = true;
  const auto calendar = with_hours(two_seasons(), deem);
  const auto deemed = [&](const char* text) { return calendar->deemed(at(text)); };
  CHECK(deemed("2026-09-11 07:00") == at("2026-09-11 08:30"));
  CHECK(deemed("2026-09-11 08:30") == at("2026-09-11 08:30"));
  CHECK(deemed("2026-09-11 12:00") == at("2026-09-11 12:00"));
  CHECK(deemed("2026-09-11 12:00:00.001") == at("2026-09-11 14:00"));
  CHECK(deemed("2026-09-11 18:00") == at("2026-09-11 18:00"));
  CHECK(deemed("2026-09-11 18:00:00.001") == at("2026-09-14 08:30"));  // Friday to Monday
  CHECK(deemed("2026-09-12 10:00") == at("2026-09-14 08:30"));
  CHECK(deemed("2026-09-30 18:30") == at("2026-10-08 08:30"));
  CHECK(with_hours(two_seasons())->deemed(at("2026-09-12 10:00")) == at("2026-09-12 10:00"));
}

TEST_CASE("without office hours only rest days are out of hours", "[calendar]") {
  DayPolicy deem;
  deem.deems_next_opening = true;
  const auto calendar = with_hours({}, deem);
  CHECK(calendar->deemed(at("2026-09-11 23:00")) == at("2026-09-11 23:00"));
  CHECK(calendar->deemed(at("2026-09-12 10:00")) == at("2026-09-14 00:00"));
  CHECK(calendar->in_office(at("2026-09-11 23:00")));
  CHECK_FALSE(calendar->in_office(at("2026-09-12 10:00")));
}

TEST_CASE("both ends of office hours are in office", "[calendar]") {
  const auto calendar = with_hours(two_seasons());
  CHECK(calendar->in_office(at("2026-09-11 08:30")));
  CHECK(calendar->in_office(at("2026-09-11 18:00")));
  CHECK_FALSE(calendar->in_office(at("2026-09-11 08:29:59.999")));
  CHECK_FALSE(calendar->in_office(at("2026-09-11 13:00")));
  CHECK_FALSE(calendar->in_office(at("2026-09-11 18:00:00.001")));
  CHECK_FALSE(calendar->in_office(at("2026-09-12 10:00")));
}

TEST_CASE("adding office time and measuring it agree", "[calendar]") {
  const auto calendar = with_hours(two_seasons());
  for (const char* from : {"2026-09-11 00:00", "2026-09-11 11:59", "2026-09-12 10:00", "2026-09-30 17:59"}) {
    for (const std::int64_t ms : {std::int64_t{1}, ms_per_minute, ms_per_hour * 3, ms_per_hour * 100}) {
      const Instant end = calendar->add_office_time(at(from), ms);
      CHECK(calendar->office_time_between(at(from), end) == ms);
      CHECK(calendar->office_time_between(at(from), end - 1) == ms - 1);
    }
  }
  CHECK(calendar->office_time_between(at("2026-09-11 10:00"), at("2026-09-11 09:00")) == 0);
  CHECK(calendar->office_time_between(at("2026-10-01 00:00"), at("2026-10-08 08:30")) == 0);
}
