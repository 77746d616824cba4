#include <catch2/catch.hpp>
#include <random>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::shared_ptr<const Calendar> to_midnight() {
  static const auto calendar = Calendar::make(cn_data(), {});
  return calendar;
}

std::shared_ptr<const Calendar> to_closing(std::vector<OfficeSeason> hours = nine_hours()) {
  CalendarData data = cn_data();
  data.office = std::move(hours);
  DayPolicy policy;
  policy.ends_at_closing = true;
  return Calendar::make(data, policy);
}

std::string end(const std::shared_ptr<const Calendar>& calendar, const char* anchor, Length length) {
  return show(due(*calendar, at(anchor), length));
}

}  // namespace

TEST_CASE("2.5 The day of the anchor is not counted, at its first minute as at its last", "[calendar]") {
  const Length two{2, LengthUnit::working_day};
  CHECK(end(to_midnight(), "2020-11-27 00:00", two) == "2020-12-01 24:00");
  CHECK(end(to_midnight(), "2020-11-27 23:59:59.999", two) == "2020-12-01 24:00");
  CHECK(end(to_midnight(), "2020-11-28 00:00", two) == "2020-12-01 24:00");  // a Saturday
  CHECK(end(to_midnight(), "2020-11-27 24:00", two) == "2020-12-01 24:00");  // the Saturday's 00:00
}

TEST_CASE("2.4 24:00 is the instant of the next midnight and belongs to the day it ends", "[calendar]") {
  const Due result = due(*to_midnight(), at("2020-11-30 10:00"), {1, LengthUnit::calendar_day});
  CHECK(result.at == at("2020-12-02 00:00"));
  CHECK(result.day == day("2020-12-01"));
}

TEST_CASE("2.4 Where days end at closing, a rest day still ends at 24:00", "[calendar]") {
  CHECK(end(to_closing(), "2026-09-17 10:00", {1, LengthUnit::next_day}) == "2026-09-18 17:30");
  CHECK(end(to_closing(), "2026-09-18 10:00", {1, LengthUnit::next_day}) == "2026-09-19 24:00");  // Saturday
}

TEST_CASE("a make-up working Saturday closes like a weekday", "[calendar]") {
  CHECK(end(to_closing(), "2026-02-13 10:00", {1, LengthUnit::working_day}) == "2026-02-14 17:30");
  CHECK(end(to_closing(), "2026-02-14 10:00", {1, LengthUnit::same_day}) == "2026-02-14 17:30");
}

TEST_CASE("2.5 当天 is the anchor's own date unless days end at closing and the office is closed", "[calendar]") {
  const Length same{1, LengthUnit::same_day};
  CHECK(end(to_midnight(), "2026-09-19 22:00", same) == "2026-09-19 24:00");  // Saturday
  CHECK(end(to_closing(), "2026-09-18 05:00", same) == "2026-09-18 17:30");
  CHECK(end(to_closing(), "2026-09-18 17:30", same) == "2026-09-18 17:30");
  CHECK(end(to_closing(), "2026-09-18 17:30:00.001", same) == "2026-09-20 17:30");  // Sunday, a make-up day
  CHECK(end(to_closing(), "2026-09-19 10:00", same) == "2026-09-20 17:30");
}

TEST_CASE("当天 does not roll, whatever the rule says", "[calendar]") {
  CHECK(end(to_midnight(), "2026-09-19 10:00", {1, LengthUnit::same_day, Roll::roll}) == "2026-09-19 24:00");
}

TEST_CASE("2.5 次日 takes the anchor as it is and rolls only where the rule says 顺延", "[calendar]") {
  CHECK(end(to_midnight(), "2026-09-11 10:00", {1, LengthUnit::next_day}) == "2026-09-12 24:00");
  CHECK(end(to_midnight(), "2026-09-11 10:00", {1, LengthUnit::next_day, Roll::roll}) == "2026-09-14 24:00");
  CHECK(end(to_closing(), "2026-09-10 20:00", {1, LengthUnit::next_day}) == "2026-09-11 17:30");
}

TEST_CASE("2.5 The anchor's date is the first of the ordinals", "[calendar]") {
  const Length first{1, LengthUnit::nth_working_day}, third{3, LengthUnit::nth_working_day};
  CHECK(end(to_midnight(), "2026-09-11 10:00", first) == "2026-09-11 24:00");
  CHECK(end(to_midnight(), "2026-09-11 10:00", third) == "2026-09-15 24:00");
  CHECK(end(to_midnight(), "2026-09-12 10:00", first) == "2026-09-14 24:00");  // from a rest day
  CHECK(end(to_midnight(), "2026-09-12 10:00", third) == "2026-09-16 24:00");
  CHECK(end(to_closing(), "2026-09-11 17:31", first) == "2026-09-14 17:30");  // after closing
  CHECK(end(to_closing(), "2026-09-11 17:31", third) == "2026-09-16 17:30");
}

TEST_CASE("2.5 第N个自然日 counts rest days, and starts at the next opening where days end at closing",
          "[calendar]") {
  const Length second{2, LengthUnit::nth_calendar_day};
  CHECK(end(to_midnight(), "2026-09-11 10:00", second) == "2026-09-12 24:00");
  CHECK(end(to_midnight(), "2026-09-11 10:00", {2, LengthUnit::nth_calendar_day, Roll::roll}) ==
        "2026-09-14 24:00");
  CHECK(end(to_closing(), "2026-09-12 10:00", second) == "2026-09-15 17:30");
}

TEST_CASE("2.5 Months and years end on the corresponding date or the last of the month", "[calendar]") {
  const Length month{1, LengthUnit::month, Roll::no_roll}, year{1, LengthUnit::year, Roll::no_roll};
  CHECK(end(to_midnight(), "2024-01-31 10:00", month) == "2024-02-29 24:00");
  CHECK(end(to_midnight(), "2023-01-31 10:00", month) == "2023-02-28 24:00");
  CHECK(end(to_midnight(), "2024-02-29 10:00", month) == "2024-03-29 24:00");
  CHECK(end(to_midnight(), "2024-02-29 10:00", year) == "2025-02-28 24:00");
  CHECK(end(to_midnight(), "2024-02-29 10:00", {4, LengthUnit::year, Roll::no_roll}) == "2028-02-29 24:00");
  CHECK(end(to_midnight(), "2023-12-15 10:00", month) == "2024-01-15 24:00");
  CHECK(end(to_midnight(), "2023-12-31 10:00", {2, LengthUnit::month, Roll::no_roll}) == "2024-02-29 24:00");
  CHECK(end(to_midnight(), "2025-01-01 10:00", {1, LengthUnit::year}) ==
        "2026-01-04 24:00");  // a make-up Sunday
}

TEST_CASE("2.5 Minutes and hours run through nights and holidays", "[calendar]") {
  CHECK(end(to_closing(), "2026-09-30 17:00", {24, LengthUnit::hour}) == "2026-10-01 17:00");
  CHECK(end(to_closing(), "2026-12-31 23:59", {1, LengthUnit::minute}) == "2027-01-01 00:00");
}

TEST_CASE("hours that end at midnight end on the day that begins there", "[calendar]") {
  CHECK(due(*to_midnight(), at("2026-09-18 23:00"), {1, LengthUnit::hour}).day == day("2026-09-19"));
}

TEST_CASE("2.5 Working hours run in office hours only", "[calendar]") {
  const auto calendar = to_closing(two_seasons());
  const Length one{1, LengthUnit::working_hour}, eight{8, LengthUnit::working_hour};
  CHECK(end(calendar, "2026-05-29 16:30", one) ==
        "2026-05-29 17:30");  // ends at closing, not at the next opening
  CHECK(end(calendar, "2026-05-29 17:30", one) == "2026-06-01 09:30");  // over a weekend
  CHECK(end(calendar, "2026-05-29 11:30", one) == "2026-05-29 14:00");  // over lunch
  CHECK(end(calendar, "2026-05-29 12:30", one) == "2026-05-29 14:30");
  CHECK(end(calendar, "2026-05-29 16:00", eight) ==
        "2026-06-01 17:00");  // winter afternoon, then a summer one
  CHECK(end(calendar, "2026-05-30 10:00", eight) == "2026-06-02 09:00");  // a day has seven and a half
}

TEST_CASE("office time that ends at 24:00 belongs to the day before that midnight", "[calendar]") {
  const auto calendar = to_closing({{1, 1, 12, 31, {{1200, 1440}}}});
  const Due result = due(*calendar, at("2026-09-17 20:00"), {4, LengthUnit::working_hour});
  CHECK(show(result) == "2026-09-17 24:00");
  CHECK(result.at == at("2026-09-18 00:00"));
}

TEST_CASE("without office hours working hours never end", "[calendar]") {
  CHECK(due(*to_midnight(), at("2026-09-17 20:00"), {4, LengthUnit::working_hour}).at == Instant::never());
  CHECK_FALSE(to_midnight()->has_office_hours());
}

TEST_CASE("2.8 A raw end on a rest day moves a working-day clock to the next working day", "[calendar]") {
  CHECK(show(due_on(*to_midnight(), day("2026-10-01"), {5, LengthUnit::working_day})) == "2026-10-08 24:00");
  CHECK(show(due_on(*to_midnight(), day("2026-10-01"), {5, LengthUnit::same_day})) == "2026-10-01 24:00");
  CHECK(show(due_on(*to_midnight(), day("2026-10-01"), {5, LengthUnit::month})) == "2026-10-08 24:00");
  CHECK(show(due_on(*to_midnight(), day("2026-10-01"), {5, LengthUnit::month, Roll::no_roll})) ==
        "2026-10-01 24:00");
}

TEST_CASE("an anchor before the calendar begins gives a provisional answer", "[calendar]") {
  const auto calendar = to_midnight();
  for (const LengthUnit unit : {LengthUnit::working_day, LengthUnit::calendar_day, LengthUnit::hour}) {
    CHECK(due(*calendar, at("2006-12-20 10:00"), {1, unit}).provisional);
    CHECK_FALSE(due(*calendar, at("2007-01-01 10:00"), {1, unit}).provisional);
  }
}

TEST_CASE("lengths and anchors beyond all bounds end with the last day or never", "[calendar]") {
  const auto calendar = to_closing();
  const Length huge{UINT32_MAX, LengthUnit::working_day};
  CHECK(due(*calendar, at("2026-09-18 10:00"), huge).day == last_day);
  for (const LengthUnit unit :
       {LengthUnit::calendar_day, LengthUnit::month, LengthUnit::year, LengthUnit::nth_calendar_day}) {
    CHECK(due(*calendar, at("2026-09-18 10:00"), {UINT32_MAX, unit}).day == last_day);
  }
  CHECK(due(*calendar, Instant::never(), {1, LengthUnit::hour}).at == Instant::never());
  CHECK(due(*calendar, Instant::never(), {1, LengthUnit::working_day}).day >= last_day);
  CHECK(due(*calendar, Instant::before_all(), {1, LengthUnit::working_day}).day <= first_day + 3);
  CHECK(due(*calendar, at("2026-09-18 10:00"), {UINT32_MAX, LengthUnit::working_hour}).at ==
        Instant::never());
}

TEST_CASE("the short way through the tables gives what the long way gives", "[calendar]") {
  constexpr unsigned seed = 1;
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int32_t> offset(-40, 40), roll(0, 2);
  std::uniform_int_distribution<std::int64_t> ms(0, ms_per_day);
  std::uniform_int_distribution<std::uint32_t> count(0, 60);
  const Day centres[] = {day("2007-01-01"), day("2016-06-01"), day("2026-12-31"), day("2036-12-20")};
  for (const auto& calendar : {to_midnight(), to_closing()}) {
    for (const LengthUnit unit : {LengthUnit::working_day, LengthUnit::calendar_day}) {
      for (int i = 0; i < 20'000; ++i) {
        const Length length{count(random), unit, static_cast<Roll>(roll(random))};
        const Instant anchor = shanghai.midnight(centres[i % 4] + offset(random)) + ms(random);
        const Due quick = due(*calendar, anchor, length), slow = due_by_steps(*calendar, anchor, length);
        if (quick.at == slow.at && quick.raw == slow.raw && quick.day == slow.day &&
            quick.provisional == slow.provisional) {
          continue;
        }
        FAIL(seed << ": " << to_string(anchor, shanghai) << " " << length.count << " " << show(quick) << " "
                  << show(slow));
      }
    }
  }
}
