// The words of a standing duty (常设责任): how often, what on rest days, what a grid worker does with what he finds.
// Semantics 5.
#pragma once

#include <cstdint>

namespace sanhuan {

enum class Cycle : std::uint8_t { none, day, week, month, quarter, year };  // none: 动态, reported when met

struct Frequency {
  Cycle cycle = Cycle::none;
  std::uint8_t times = 1;  // in each of them
  friend bool operator==(const Frequency&, const Frequency&) = default;
};

// More than once in a cycle divides it, so there must be a day for each (the shortest month has 28).
constexpr std::uint8_t times_max(Cycle cycle) noexcept {
  switch (cycle) {
    case Cycle::none: return 1;
    case Cycle::day: return 24;
    case Cycle::week: return 7;
    case Cycle::month: return 28;
    case Cycle::quarter: return 90;
    case Cycle::year: return 200;
  }
  return 1;
}

enum class RestDays : std::uint8_t { anyway, skip, roll, roll_back };  // 照做 跳过 顺延 提前

enum class Handling : std::uint8_t {  // 处置, in the order in which they are written
  collect = 1,      // 采集
  visit = 2,        // 走访
  on_the_spot = 4,  // 就地处置
  report = 8,       // 上报
  phone_first = 16, // 先电话: enter it in the system afterwards
  publicise = 32,   // 宣传
};
constexpr bool handles(std::uint8_t bits, Handling one) noexcept { return (bits & static_cast<std::uint8_t>(one)) != 0; }

enum class Sensitivity : std::uint8_t { none, ordinary, high };        // 敏感: 无 一般 高
enum class Certainty : std::uint8_t { presumed, supported, proven };  // 确定: 推定 有据 已证实

}  // namespace sanhuan
