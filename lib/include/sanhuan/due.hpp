// Due instants (期限) from lengths (时限): semantics 2.4, 2.5, 2.10.
//
// A Length is fixed when a rulebook is compiled. Nothing here reads a clock: callers pass the anchor, so a
// ledger replays to the same due instants. Immutable; share between threads freely.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sanhuan/calendar.hpp"

namespace sanhuan {

enum class LengthUnit : std::uint8_t {  // in a compiled rulebook: add at the end
  minute = 0,                           // N分钟
  hour = 1,                             // N小时
  working_hour = 2,                     // N个工作小时
  same_day = 3,                         // 当天
  next_day = 4,                         // 次日
  working_day = 5,                      // N个工作日; 下一工作日 is one of it
  calendar_day = 6,                     // N个自然日
  month = 7,                            // N个月
  year = 8,                             // N年
  nth_working_day = 9,                  // 第N个工作日: the anchor's date is the first
  nth_calendar_day = 10,                // 第N个自然日
};

enum class Roll : std::uint8_t {
  by_unit = 0,
  roll = 1,
  no_roll = 2
};  // 顺延, 不顺延; by_unit is the rule of 2.5

struct Length {
  std::uint32_t count = 0;  // 1 to 36,600 days, 1,200 months, 100 years, 1,000,000 minutes
  LengthUnit unit = LengthUnit::hour;
  Roll roll = Roll::by_unit;
  friend bool operator==(const Length&, const Length&) = default;
};

struct Due {
  Instant at;  // the last instant that keeps the deadline (民法典 1259)
  Day raw;     // the day it ends before it was rolled past rest days
  Day day;     // the day it ends; 24:00 belongs to this day
  // Ends on a day that a notice may still change, or starts before the days of which anything is known (2.3).
  bool provisional = false;
};

// The anchor's own day is not counted (民法典 201): from Monday, 2 working days end with Wednesday.
// `anchor` is the deemed one where deeming applies. Costs two look-ups; `trace` gives the reasons day by day.
Due due(const Calendar&, Instant anchor, Length) noexcept;
// The end of a count that ends on `raw`, rolled and closed as `length` says (2.5, 2.7b, 2.8).
Due due_on(const Calendar&, Day raw, Length) noexcept;
bool rolls(Length) noexcept;
bool counts_working_days(LengthUnit) noexcept;  // 工作日 and 第N个工作日
bool counts_elapsed(LengthUnit) noexcept;       // 分钟 小时 工作小时

struct TraceDay {
  Day day;
  bool counts = false;
  std::int32_t ordinal = 0;  // which counted day it is; 0 where it does not count or time is counted
  bool works = false;
  DayReason reason = DayReason::working_day;
  std::string name;    // 国庆节
  std::string source;  // which notice
  enum class Role : std::uint8_t { anchor, counted, passed, rolled_over, end } role = Role::counted;
};

struct Trace {
  Instant anchor;  // as given
  Instant deemed;  // what was counted from
  Due result;
  std::vector<TraceDay> days;
};

// Every day from the anchor's to the end. `deem`: count from `calendar.deemed(anchor)` (2.6).
Trace trace(const Calendar&, Instant anchor, Length, bool deem = true);

// Every unit, also where the calendar's tables do not reach; `due` is the short way where they do.
Due due_by_steps(const Calendar&, Instant anchor, Length) noexcept;

inline Due due(const Calendar& calendar, Instant anchor, Length length) noexcept {
  const auto ending = [&](std::uint32_t raw, std::uint32_t end) -> Due {
    const Day day = calendar.base_ + static_cast<std::int32_t>(end);
    return {calendar.end_of_position(end), calendar.base_ + static_cast<std::int32_t>(raw), day,
            calendar.provisional(day)};
  };
  const std::uint64_t from = calendar.position(anchor);
  if (from < calendar.size_) [[likely]] {
    if (length.unit == LengthUnit::working_day) [[likely]] {
      const std::uint64_t k = calendar.rank_[from + 1] + std::uint64_t{length.count} - 1;
      if (k < calendar.working_ && length.count != 0) [[likely]]
        return ending(calendar.select_[k], calendar.select_[k]);
    } else if (length.unit == LengthUnit::calendar_day) {
      const std::uint64_t raw = from + length.count;
      const bool roll = length.roll != Roll::no_roll;
      if (raw < calendar.size_ && calendar.rank_[raw] < calendar.working_) [[likely]] {
        const auto position = static_cast<std::uint32_t>(raw);
        return ending(position, roll ? calendar.select_[calendar.rank_[raw]] : position);
      }
    }
  }
  return due_by_steps(calendar, anchor, length);
}

}  // namespace sanhuan
