#include <catch2/catch.hpp>
#include <random>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

using Role = TraceDay::Role;

std::string role_name(Role role) {
  switch (role) {
    case Role::anchor: return "anchor";
    case Role::counted: return "counted";
    case Role::passed: return "passed";
    case Role::rolled_over: return "rolled over";
    case Role::end: return "end";
  }
  return "?";
}

// "09-30 anchor", "10-08 1 counted"
std::vector<std::string> told(const Trace& trace) {
  std::vector<std::string> out;
  for (const TraceDay& line : trace.days) {
    const std::string ordinal = line.ordinal == 0 ? "" : std::to_string(line.ordinal) + " ";
    out.push_back(to_string(line.day).substr(5) + " " + ordinal + role_name(line.role));
  }
  return out;
}

using Lines = std::vector<std::string>;

std::vector<std::shared_ptr<const Calendar>> policies() {
  std::vector<std::shared_ptr<const Calendar>> out;
  for (const bool hours : {false, true}) {
    for (const bool closing : {false, true}) {
      for (const bool deems : {false, true}) {
        CalendarData data = cn_data();
        if (hours) data.office = two_seasons();
        DayPolicy policy;
        policy.ends_at_closing = closing;
        policy.deems_next_opening = deems;
        out.push_back(Calendar::make(data, policy));
      }
    }
  }
  return out;
}

// Counts the lines of a trace again, by the calendar's kinds of days alone.
std::string fault(const Calendar& calendar, const Trace& trace, Length length) {
  if (trace.days.empty()) return "no days";
  if (trace.days.front().day != calendar.local_day(trace.anchor)) return "does not begin with the anchor";
  if (trace.days.back().day != trace.result.day) return "does not stop at the end";
  if (trace.days.back().role != Role::end) return "the last day is not the end";
  const bool by_working_days = counts_working_days(length.unit);
  std::uint32_t counted = 0;
  Day last_counted{INT32_MIN}, previous = trace.days.front().day - 1;
  for (const TraceDay& line : trace.days) {
    if (line.day != previous + 1) return "a day is missing";
    previous = line.day;
    if (line.works != calendar.works(line.day)) return "a day is of the wrong kind";
    if (line.works == (line.reason == DayReason::weekend || line.reason == DayReason::holiday ||
                       line.reason == DayReason::statutory_rest)) {
      return "a day has the wrong reason";
    }
    if (line.counts && by_working_days && !line.works) return "a rest day counts";
    if (line.counts) {
      ++counted;
      last_counted = line.day;
      if (!counts_elapsed(length.unit) && line.ordinal != static_cast<std::int32_t>(counted))
        return "wrong ordinal";
    }
    if ((line.role == Role::end) != (line.day == trace.result.day)) return "two ends";
    if (line.role == Role::rolled_over && (line.works || line.counts)) return "rolled over a working day";
  }
  if (counts_elapsed(length.unit)) return "";
  if (last_counted != trace.result.raw) return "the last counted day is not the raw end";
  if (length.unit == LengthUnit::same_day || length.unit == LengthUnit::next_day) {
    return counted == 1 ? "" : "more than one day counts";
  }
  if (length.unit == LengthUnit::month || length.unit == LengthUnit::year) return "";
  return counted == length.count ? "" : "counts " + std::to_string(counted) + " days";
}

}  // namespace

TEST_CASE("2.10 A trace tells each day of 5 working days across 国庆节", "[calendar][trace]") {
  const Trace told_days =
      trace(*Calendar::make(cn_data(), {}), at("2026-09-30 10:00"), {3, LengthUnit::working_day});
  CHECK(told(told_days) == Lines{"09-30 anchor", "10-01 passed", "10-02 passed", "10-03 passed",
                                 "10-04 passed", "10-05 passed", "10-06 passed", "10-07 passed",
                                 "10-08 1 counted", "10-09 2 counted", "10-10 3 end"});
  CHECK(told_days.days[1].reason == DayReason::holiday);
  CHECK(told_days.days[1].name == "国庆节");
  CHECK(told_days.days[1].source == "国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04)");
  CHECK(told_days.days[10].reason == DayReason::make_up_work);
}

TEST_CASE("a trace tells what calendar days were rolled over", "[calendar][trace]") {
  const Trace told_days =
      trace(*Calendar::make(cn_data(), {}), at("2026-09-09 10:00"), {3, LengthUnit::calendar_day});
  CHECK(told(told_days) == Lines{"09-09 anchor", "09-10 1 counted", "09-11 2 counted", "09-12 3 counted",
                                 "09-13 rolled over", "09-14 end"});
  CHECK(told_days.result.raw == day("2026-09-12"));
}

TEST_CASE("a trace shows the true receipt and the deemed one", "[calendar][trace]") {
  CalendarData data = cn_data();
  data.office = nine_hours();
  DayPolicy policy;
  policy.deems_next_opening = true;
  const auto calendar = Calendar::make(data, policy);
  const Trace deemed = trace(*calendar, at("2026-09-11 18:00"), {1, LengthUnit::working_day});
  CHECK(deemed.anchor == at("2026-09-11 18:00"));
  CHECK(deemed.deemed == at("2026-09-14 08:30"));
  CHECK(told(deemed) == Lines{"09-11 passed", "09-12 passed", "09-13 passed", "09-14 anchor", "09-15 1 end"});
  const Trace as_it_was = trace(*calendar, at("2026-09-11 18:00"), {1, LengthUnit::working_day}, false);
  CHECK(as_it_was.deemed == as_it_was.anchor);
  CHECK(told(as_it_was) == Lines{"09-11 anchor", "09-12 passed", "09-13 passed", "09-14 1 end"});
}

TEST_CASE("当天 and the first of the ordinals are a single day", "[calendar][trace]") {
  const auto calendar = Calendar::make(cn_data(), {});
  CHECK(told(trace(*calendar, at("2026-09-11 18:00"), {1, LengthUnit::same_day})) == Lines{"09-11 1 end"});
  CHECK(told(trace(*calendar, at("2026-09-12 18:00"), {2, LengthUnit::nth_working_day})) ==
        Lines{"09-12 anchor", "09-13 passed", "09-14 1 counted", "09-15 2 end"});
}

TEST_CASE("a count that never ends has a trace of the anchor's day alone", "[calendar][trace]") {
  const Trace endless =
      trace(*Calendar::make(cn_data(), {}), at("2026-09-12 18:00"), {1, LengthUnit::working_hour});
  CHECK(endless.result.at == Instant::never());
  CHECK(endless.days.size() == 1);
}

TEST_CASE("trace and due agree on random anchors, lengths and policies", "[calendar][trace]") {
  constexpr unsigned seed = 20261124;
  std::mt19937 random(seed);
  const auto calendars = policies();
  std::uniform_int_distribution<std::int64_t> minute(at("2007-01-01").ms / ms_per_minute,
                                                     at("2036-12-31").ms / ms_per_minute);
  std::uniform_int_distribution<int> unit(0, 10), roll(0, 2);
  std::uniform_int_distribution<std::uint32_t> count(1, 45);
  std::uniform_int_distribution<std::size_t> which(0, calendars.size() - 1);
  std::bernoulli_distribution deem(0.5);
  for (int i = 0; i < 4'000; ++i) {
    const Calendar& calendar = *calendars[which(random)];
    Length length{count(random), static_cast<LengthUnit>(unit(random)), static_cast<Roll>(roll(random))};
    if (length.unit == LengthUnit::year) length.count = 1 + length.count % 3;
    if (length.unit == LengthUnit::working_hour && !calendar.has_office_hours()) continue;
    const Instant anchor{minute(random) * ms_per_minute};
    const bool deems = deem(random);
    const Trace told_days = trace(calendar, anchor, length, deems);
    const Due alone = due(calendar, deems ? calendar.deemed(anchor) : anchor, length);
    CAPTURE(seed, i, to_string(anchor, shanghai), length.count, static_cast<int>(length.unit),
            static_cast<int>(length.roll));
    REQUIRE(told_days.result.at == alone.at);
    REQUIRE(told_days.result.raw == alone.raw);
    REQUIRE(told_days.result.day == alone.day);
    REQUIRE(told_days.result.provisional == alone.provisional);
    REQUIRE(fault(calendar, told_days, length) == "");
  }
}
