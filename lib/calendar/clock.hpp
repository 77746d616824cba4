// A clock (时钟): a length counted from an anchor, and all that befell it since. Semantics 2.7, 2.7b, 2.8.
//
// A clock holds no running total. Its due is counted from the anchor with its history, always by this one function:
// when it is armed, when it goes on after a suspension, when a calendar is corrected. So it cannot drift.
#pragma once

#include <cstdint>
#include <span>

#include "sanhuan/calendar.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

enum class ClockEventKind : std::uint8_t {  // in a case on disk: add at the end
  suspended = 0,         // 中止, 不计入 A: stands still from here
  resumed = 1,           // 恢复, 不计入 … 至 B
  extended_raw = 2,      // 延期, 接续 原届满日
  extended_rolled = 3,   // 延期, 接续 顺延后届满日
  carried = 4,           // 续算: goes on with `left` from the anchor; only as the first
  floor = 5,             // 只延不提: no longer due before `at`
};

struct ClockEvent {
  Instant at;                 // deemed (2.6) where the clock deems
  Length length;              // of an extension
  std::int64_t left = 0;      // of `carried`; of `suspended` and `resumed` who holds it, bits: 0 is the first
  ClockEventKind kind = ClockEventKind::suspended;
};

struct ClockCount {
  Instant due;            // the last instant that keeps the deadline; while suspended what it was before
  Day raw;                // its day before it was rolled
  std::int64_t left = 0;  // while suspended: counting days, or milliseconds of a length of elapsed time
  bool running = true;    // false while suspended
  bool provisional = false;
};

// `anchor` is the deemed one. `history` in order of time. The clock stands still as long as somebody holds it: what two
// hold at once counts once (2.7a).
ClockCount count_clock(const Calendar&, Instant anchor, Length, std::span<const ClockEvent> history) noexcept;

// Who holds it after such an event, of those who held it before.
constexpr std::uint64_t holders_after(std::uint64_t held, const ClockEvent& event) noexcept {
  const std::uint64_t who = event.left == 0 ? 1 : static_cast<std::uint64_t>(event.left);
  return event.kind == ClockEventKind::suspended ? held | who : event.kind == ClockEventKind::resumed ? held & ~who : held;
}

// What is left of the clock at `at`: counting days after that day up to the raw end, or milliseconds (2.8).
std::int64_t left_at(const Calendar&, const ClockCount&, Length, Instant at) noexcept;

}  // namespace sanhuan
