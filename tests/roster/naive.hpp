// A roster worked out the slow way: no queue, but a number on each member's back that is torn off when he has served.
// Shares nothing with lib/roster but its data and the calendar's `works`.
#pragma once

#include <optional>
#include <vector>

#include "sanhuan/roster.hpp"

namespace sanhuan::test {

struct NaiveTurn {
  std::vector<Day> days;           // of duty
  std::vector<int> crew;
  std::vector<int> waiting;        // the others, who would stand in first to last
};

// Every turn that begins by `until`.
std::vector<NaiveTurn> naive_turns(const Roster&, const Calendar&, Day until);
// Pairs of who stands and for whom (-1: it is his own turn); -1 stands where nobody is left.
std::vector<std::pair<int, int>> naive_duty(const Roster&, const Calendar&, Day);
int naive_pick(const Roster&, const Calendar&, Day, const std::vector<RosterTaken>&, const RosterWish&);

}  // namespace sanhuan::test
