// Semantics 2.7b, 2.8: what befalls a clock, for lengths of every unit, against what was left when it stood still.
#include <catch2/catch.hpp>
#include <random>

#include "lib/calendar/clock.hpp"
#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::shared_ptr<const Calendar> to_closing() {
  static const auto calendar = [] {
    CalendarData data = cn_data();
    data.office = nine_hours();
    DayPolicy policy;
    policy.ends_at_closing = true;
    return Calendar::make(data, policy);
  }();
  return calendar;
}

const Length lengths[] = {{40, LengthUnit::minute},          {50, LengthUnit::hour},       {30, LengthUnit::working_hour},
                          {9, LengthUnit::working_day},      {12, LengthUnit::calendar_day}, {2, LengthUnit::month},
                          {1, LengthUnit::year},             {8, LengthUnit::nth_working_day}, {9, LengthUnit::nth_calendar_day},
                          {1, LengthUnit::next_day},         {1, LengthUnit::same_day}};

bool elapsed(const Length& l) {
  return l.unit == LengthUnit::minute || l.unit == LengthUnit::hour || l.unit == LengthUnit::working_hour;
}
bool working_days(const Length& l) { return l.unit == LengthUnit::working_day || l.unit == LengthUnit::nth_working_day; }

ClockEvent befell(ClockEventKind kind, Instant when) {
  ClockEvent e;
  e.kind = kind;
  e.at = when;
  return e;
}

}  // namespace

TEST_CASE("2.8 A clock that stood still has as much left when it goes on as when it stopped, whatever it counts", "[calendar][random]") {
  const auto calendar = to_closing();
  std::mt19937 random(20260927);
  for (int i = 0; i < 3'000; ++i) {
    const Length length = lengths[random() % std::size(lengths)];
    const Instant anchor = at("2024-01-02 09:00") + static_cast<std::int64_t>(random() % 700) * ms_per_day;
    const ClockCount plain = count_clock(*calendar, anchor, length, {});
    const Instant stopped = anchor + static_cast<std::int64_t>(random() % 5'000) * ms_per_minute;
    const Instant resumed = stopped + static_cast<std::int64_t>(random() % 40'000) * ms_per_minute;
    if (stopped > plain.due) continue;
    const ClockEvent history[] = {befell(ClockEventKind::suspended, stopped), befell(ClockEventKind::resumed, resumed)};
    const ClockCount still = count_clock(*calendar, anchor, length, std::span(history, 1));
    const ClockCount after = count_clock(*calendar, anchor, length, history);
    CAPTURE(static_cast<int>(length.unit), show(due(*calendar, anchor, length)), stopped.ms, resumed.ms);
    REQUIRE_FALSE(still.running);
    REQUIRE(after.running);
    const std::int64_t left = left_at(*calendar, plain, length, stopped);
    CHECK(still.left == left);
    CHECK(left_at(*calendar, still, length, resumed) == left);  // it does not run meanwhile
    if (elapsed(length)) {
      CHECK(left_at(*calendar, after, length, resumed) == left);
    } else if (calendar->local_day(stopped) == calendar->local_day(resumed)) {
      CHECK(after.raw == plain.raw);
    } else if (working_days(length) && left > 0) {
      CHECK(calendar->working_days_between(calendar->local_day(resumed), after.raw) == left);
    } else if (!working_days(length)) {
      CHECK(after.raw - calendar->local_day(resumed) == left);
    }
    CHECK(after.due >= plain.due);
  }
}

TEST_CASE("2.7b An extension moves the end by its length, from the raw end or from the rolled one", "[calendar]") {
  const auto calendar = to_closing();
  const Instant anchor = at("2026-03-02 09:00");
  const Length ten{10, LengthUnit::calendar_day};  // ends on Thursday 12 March
  const auto extended = [&](Length length, ClockEventKind kind, Length more) {
    ClockEvent e = befell(kind, anchor + ms_per_hour);
    e.length = more;
    return to_string(count_clock(*calendar, anchor, length, std::span(&e, 1)).raw);
  };
  constexpr auto raw = ClockEventKind::extended_raw, rolled = ClockEventKind::extended_rolled;
  CHECK(extended(ten, raw, {3, LengthUnit::working_day}) == "2026-03-17");
  CHECK(extended(ten, raw, {5, LengthUnit::calendar_day}) == "2026-03-17");
  CHECK(extended(ten, raw, {1, LengthUnit::month}) == "2026-04-12");
  CHECK(extended(ten, raw, {1, LengthUnit::year}) == "2027-03-12");
  const Length twelve{12, LengthUnit::calendar_day};  // the raw end is Saturday 14 March, the rolled one Monday the 16th
  CHECK(extended(twelve, raw, {2, LengthUnit::calendar_day}) == "2026-03-16");
  CHECK(extended(twelve, rolled, {2, LengthUnit::calendar_day}) == "2026-03-18");
  CHECK(extended({4, LengthUnit::hour}, raw, {90, LengthUnit::minute}) == "2026-03-02");
}

TEST_CASE("2.7b An extension is added to the raw end, and not to a floor that holds the due above it", "[calendar]") {
  const auto calendar = to_closing();
  // Five working days from Monday 2 March 2026 end on the 9th; the due is held at Friday the 13th.
  const Instant anchor = at("2026-03-02 10:00");
  const Length five{5, LengthUnit::working_day};
  const Instant raw_end = count_clock(*calendar, anchor, five, {}).due;
  const ClockEvent floor = befell(ClockEventKind::floor, raw_end + 4 * ms_per_day);
  ClockEvent extended = befell(ClockEventKind::extended_raw, at("2026-03-06 10:00"));
  const auto due = [&](std::uint32_t days, ClockEventKind kind) {
    extended.length = {days, LengthUnit::calendar_day};
    extended.kind = kind;
    const ClockEvent history[] = {floor, extended};
    return count_clock(*calendar, anchor, five, history).due;
  };
  CHECK(due(2, ClockEventKind::extended_raw) == floor.at);
  CHECK(due(7, ClockEventKind::extended_raw) == raw_end + 7 * ms_per_day);
  CHECK(due(7, ClockEventKind::extended_rolled) > raw_end + 7 * ms_per_day);
}

TEST_CASE("2.3b A floor holds from then on; 续算 goes on from the later of anchor and opening", "[calendar]") {
  const auto calendar = to_closing();
  const Instant anchor = at("2026-03-02 09:00");
  const Length five{5, LengthUnit::working_day};
  const ClockEvent floor = befell(ClockEventKind::floor, at("2026-03-20 17:30"));
  CHECK(count_clock(*calendar, anchor, five, std::span(&floor, 1)).due == floor.at);
  const ClockEvent low = befell(ClockEventKind::floor, at("2026-03-03 17:30"));
  CHECK(count_clock(*calendar, anchor, five, std::span(&low, 1)).due == at("2026-03-09 17:30"));
  ClockEvent carried = befell(ClockEventKind::carried, Instant::before_all());
  carried.left = 2;
  CHECK(count_clock(*calendar, anchor, five, std::span(&carried, 1)).due == at("2026-03-04 17:30"));
  carried.at = at("2026-03-10 09:00");
  CHECK(count_clock(*calendar, anchor, five, std::span(&carried, 1)).due == at("2026-03-12 17:30"));
}
