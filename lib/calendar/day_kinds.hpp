// What each date is: the layers of semantics 2.2, as believed on one day (2.3).
#pragma once

#include <cstdint>
#include <vector>

#include "sanhuan/calendar.hpp"

namespace sanhuan {

struct DayKind {
  bool works = false;
  DayReason reason = DayReason::weekend;
  bool named = false;  // name and source are set
  std::uint16_t name = 0, source = 0;
};

class DayKinds {
 public:
  // Of each date only the exception that decides is kept: of those known on `known_on`, not above `highest`,
  // the one of the highest layer, and in a layer the one known last.
  DayKinds(const CalendarData&, Day known_on, DayLayer highest = DayLayer::local);

  DayKind kind(Day) const noexcept;
  bool works(Day d) const noexcept { return kind(d).works; }
  bool works_by_week(Day) const noexcept;  // the weekly pattern alone
  const std::vector<DayException>& exceptions() const noexcept { return exceptions_; }  // by day

 private:
  const DayException* exception(Day) const noexcept;
  const StatutoryDay* statutory(Day) const noexcept;

  std::uint8_t weekly_work_;
  std::vector<DayException> exceptions_;
  std::vector<StatutoryDay> statutory_;
};

}  // namespace sanhuan
