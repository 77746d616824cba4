// The days of a season (时段): by the date in every year, or around a holiday of the calendar.
#pragma once

#include <span>
#include <vector>

#include "lib/rulebook/duties.hpp"
#include "sanhuan/calendar.hpp"

namespace sanhuan {

class SeasonDays {
 public:
  SeasonDays() = default;  // no day at all
  SeasonDays(std::span<const model::SeasonSpan>, const RulebookData&, const Calendar&);
  bool contains(Day) const noexcept;

 private:
  struct Yearly { std::uint16_t from, to; };  // month * 100 + day
  struct Once { Day from, to; };
  std::vector<Yearly> yearly_;
  std::vector<Once> once_;  // in order, not overlapping
};

}  // namespace sanhuan
