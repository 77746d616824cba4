// What is owed, found the slow way: every day of some years is put into the cycle and part it belongs to, and every
// question walks over all of them. Shares nothing with lib/duties but the calendar's `works`.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sanhuan/calendar.hpp"
#include "sanhuan/duties.hpp"

namespace sanhuan::test {

struct NaiveDuty {
  Frequency frequency;
  RestDays rest = RestDays::anyway;
  bool piles_up = false;
  std::function<bool(Day)> owed;  // in force and in season
};

struct NaivePeriod {
  Day first, last, due;
  int times = 1, done = 0;
};

// Oldest due first; `from` and `to` begin and end a year.
std::vector<NaivePeriod> naive_periods(const NaiveDuty&, const Calendar&, Day from, Day to);
void naive_settle(std::vector<NaivePeriod>&, const NaiveDuty&, const std::vector<DutyDone>&, Day known);
bool naive_open(const NaivePeriod&, Day);

}  // namespace sanhuan::test
