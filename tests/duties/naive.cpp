#include "tests/duties/naive.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace sanhuan::test {

namespace {

int cycle_number(Cycle cycle, Day d) {
  const CivilDate c = civil(d);
  switch (cycle) {
    case Cycle::week: return (d - weekday(d)).value;  // a week is its Monday
    case Cycle::month: return c.year * 12 + c.month;
    case Cycle::quarter: return c.year * 4 + (c.month + 2) / 3;
    case Cycle::year: return c.year;
    default: return d.value;
  }
}

int part_number(Frequency f, Day d, const std::vector<Day>& days_of_cycle) {
  const int months = f.cycle == Cycle::month ? 1 : f.cycle == Cycle::quarter ? 3 : f.cycle == Cycle::year ? 12 : 0;
  if (months != 0 && months % f.times == 0) {
    const int month = (civil(d).month - 1) % months;
    return month / (months / f.times);
  }
  const int length = static_cast<int>(days_of_cycle.size());
  const int at = static_cast<int>(std::find(days_of_cycle.begin(), days_of_cycle.end(), d) - days_of_cycle.begin());
  for (int k = 0; k < f.times; ++k)
    if (k * length / f.times <= at && at < (k + 1) * length / f.times) return k;
  return -1;
}

}  // namespace

std::vector<NaivePeriod> naive_periods(const NaiveDuty& duty, const Calendar& calendar, Day from, Day to) {
  std::map<int, std::vector<Day>> cycles;
  for (Day d = from; d <= to; d = d + 1) cycles[cycle_number(duty.frequency.cycle, d)].push_back(d);
  std::vector<NaivePeriod> result;
  for (const auto& [cycle, days] : cycles) {
    const bool daily = duty.frequency.cycle == Cycle::day;
    std::map<int, std::vector<Day>> parts;
    for (const Day d : days)
      if (duty.owed(d)) parts[daily ? 0 : part_number(duty.frequency, d, days)].push_back(d);
    for (const auto& [part, own] : parts) {
      NaivePeriod p{own.front(), own.back(), own.back(), daily ? duty.frequency.times : 1, 0};
      bool owed = true;
      if (duty.rest == RestDays::roll)
        while (!calendar.works(p.due)) p.due = p.due + 1;
      if (duty.rest == RestDays::roll_back) {
        while (!calendar.works(p.due)) p.due = p.due - 1;
        if (p.due < p.first) owed = duty.owed(p.due);
      }
      if (duty.rest == RestDays::skip) {
        owed = false;
        for (const Day d : own)
          if (calendar.works(d)) p.due = d, owed = true;
      }
      if (!owed) continue;
      const auto same = std::find_if(result.begin(), result.end(), [&](const NaivePeriod& r) { return r.due == p.due; });
      if (same == result.end()) {
        result.push_back(p);
      } else {
        same->first = std::min(same->first, p.first), same->last = std::max(same->last, p.last);
        if (duty.piles_up) same->times += p.times;
      }
    }
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
  return result;
}

bool naive_open(const NaivePeriod& p, Day d) { return std::min(p.first, p.due) <= d && d <= p.due; }

void naive_settle(std::vector<NaivePeriod>& periods, const NaiveDuty& duty, const std::vector<DutyDone>& done, Day known) {
  std::vector<DutyDone> in_order = done;
  std::stable_sort(in_order.begin(), in_order.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  for (const DutyDone& one : in_order) {
    if (one.day > known) continue;
    for (NaivePeriod& p : periods) {
      if (p.done == p.times) continue;
      const bool open = duty.piles_up ? std::min(p.first, p.due) <= one.day : naive_open(p, one.day);
      if (!open || (one.period && (*one.period < p.first || p.last < *one.period))) continue;
      ++p.done;
      break;
    }
  }
}

}  // namespace sanhuan::test
