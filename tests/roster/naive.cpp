#include "tests/roster/naive.hpp"

#include <map>
#include <set>

namespace sanhuan::test {

namespace {

// Which turn or window a day belongs to, as a number that grows.
int number_of(Cycle cycle, Day d) {
  const CivilDate c = civil(d);
  switch (cycle) {
    case Cycle::week: return (d.value + 719'162) / 7;  // 0001-01-01 was a Monday
    case Cycle::month: return c.year * 12 + c.month;
    case Cycle::quarter: return c.year * 4 + (c.month - 1) / 3;
    case Cycle::year: return c.year;
    default: return d.value;
  }
}

bool is_away(const Roster& roster, int m, Day day, Day known) {
  if (day < roster.members[m].joins || roster.members[m].leaves < day) return true;
  for (const RosterLeave& leave : roster.leaves)
    if (leave.member.value == m && !(known < leave.entered) && !(day < leave.from) && !(leave.to < day)) return true;
  return false;
}

}  // namespace

std::vector<NaiveTurn> naive_turns(const Roster& roster, const Calendar& calendar, Day until) {
  std::map<int, std::vector<Day>> days_of;
  // A turn that begins by then goes on after it.
  for (Day d = roster.start; d <= until + 31; d = d + 1)
    if (roster.rest_days || calendar.works(d)) days_of[number_of(roster.turn, d)].push_back(d);
  std::map<int, int> back;  // member, number
  int next = 0;
  std::set<int> seen;
  std::vector<NaiveTurn> turns;
  for (const auto& [turn, days] : days_of) {
    if (until < days.front() && number_of(roster.turn, until) < turn) break;
    for (int m = 0; m < static_cast<int>(roster.members.size()); ++m) {
      if (roster.members[m].joins <= days.front() && seen.insert(m).second) back[m] = next++;
      if (roster.members[m].leaves < days.front()) back.erase(m);
    }
    for (const RosterSwap& swap : roster.swaps)
      if (number_of(roster.turn, swap.day) == turn && back.contains(swap.one.value) && back.contains(swap.other.value))
        std::swap(back[swap.one.value], back[swap.other.value]);
    NaiveTurn made{days, {}, {}};
    std::map<int, int> order;  // number, member
    for (const auto& [m, number] : back) order[number] = m;
    for (const auto& [number, m] : order) {
      bool free = true;
      for (const Day d : days) free = free && !is_away(roster, m, d, days.front());
      (free && made.crew.size() < roster.seats ? made.crew : made.waiting).push_back(m);
    }
    for (const int m : made.crew) back[m] = next++;
    turns.push_back(made);
  }
  return turns;
}

std::vector<std::pair<int, int>> naive_duty(const Roster& roster, const Calendar& calendar, Day day) {
  std::vector<std::pair<int, int>> duty;
  for (const NaiveTurn& turn : naive_turns(roster, calendar, day)) {
    bool today = false;
    for (const Day d : turn.days) today = today || d == day;
    if (!today) continue;
    std::set<int> used;
    for (const int m : turn.crew) {
      if (!is_away(roster, m, day, day)) {
        duty.emplace_back(m, -1);
        continue;
      }
      int found = -1;
      for (const int w : turn.waiting)
        if (found < 0 && !used.contains(w) && !is_away(roster, w, day, day)) found = w;
      used.insert(found);
      duty.emplace_back(found, m);
    }
  }
  return duty;
}

int naive_pick(const Roster& roster, const Calendar& calendar, Day day, const std::vector<RosterTaken>& taken, const RosterWish& wish) {
  const auto duty = naive_duty(roster, calendar, day);
  int best = -1;
  std::pair<int, std::int64_t> best_score;
  for (int m = 0; m < static_cast<int>(roster.members.size()); ++m) {
    bool can = !is_away(roster, m, day, day);
    if (!roster.all) {
      bool on = false;
      for (const auto& [who, whom] : duty) on = on || who == m;
      can = can && on;
    }
    for (const MemberId x : wish.excluded) can = can && x.value != m;
    for (const UnitId u : wish.units) {
      can = can && !(roster.members[m].unit == u);
      for (const RosterRecusal& r : roster.recusals)
        can = can && !(r.member.value == m && r.unit == u && !(day < r.from) && !(r.to < day));
    }
    bool skilled = wish.skill.empty();
    for (const std::string& s : roster.members[m].skills) skilled = skilled || s == wish.skill;
    if (!can || !skilled) continue;
    std::pair<int, std::int64_t> score{0, INT64_MIN};
    for (const RosterTaken& t : taken) {
      const Day on = calendar.local_day(t.at);
      if (t.member.value != m || day < on) continue;
      if (roster.order == RosterOrder::least_loaded && number_of(roster.window, on) == number_of(roster.window, day)) ++score.first;
      score.second = std::max(score.second, t.at.ms);
    }
    if (best < 0 || score < best_score) best = m, best_score = score;
  }
  return best;
}

}  // namespace sanhuan::test
