#include "lib/calendar/day_kinds.hpp"

#include <algorithm>
#include <tuple>

namespace sanhuan {

DayKinds::DayKinds(const CalendarData& data, Day known_on, DayLayer highest)
    : weekly_work_(data.weekly_work) {
  for (const DayException& e : data.exceptions) {
    if (e.known_from <= known_on && e.layer <= highest) exceptions_.push_back(e);
  }
  // The one that decides comes last among those of its date.
  std::stable_sort(exceptions_.begin(), exceptions_.end(), [](const DayException& a, const DayException& b) {
    return std::tie(a.day, a.layer, a.known_from) < std::tie(b.day, b.layer, b.known_from);
  });
  const auto same_date = [](const DayException& a, const DayException& b) { return a.day == b.day; };
  const auto kept = std::unique(exceptions_.rbegin(), exceptions_.rend(), same_date);
  exceptions_.erase(exceptions_.begin(), kept.base());

  for (const StatutoryDay& s : data.statutory) {
    if (s.known_from <= known_on) statutory_.push_back(s);
  }
}

bool DayKinds::works_by_week(Day d) const noexcept { return ((weekly_work_ >> weekday(d)) & 1) != 0; }

const DayException* DayKinds::exception(Day d) const noexcept {
  const auto found = std::lower_bound(exceptions_.begin(), exceptions_.end(), d,
                                      [](const DayException& e, Day day) { return e.day < day; });
  return found != exceptions_.end() && found->day == d ? &*found : nullptr;
}

const StatutoryDay* DayKinds::statutory(Day d) const noexcept {
  const CivilDate date = civil(d);
  for (const StatutoryDay& s : statutory_) {
    if (s.month == date.month && s.day == date.day && date.year >= s.from_year) return &s;
  }
  return nullptr;
}

DayKind DayKinds::kind(Day d) const noexcept {
  const bool by_week = works_by_week(d);
  const DayException* e = exception(d);
  if (e != nullptr && e->layer > DayLayer::statutory) {
    const bool local = e->layer == DayLayer::local;
    const DayReason rest = local ? DayReason::local_rest : DayReason::holiday;
    const DayReason work = local ? DayReason::local_work : DayReason::make_up_work;
    // A holiday that was taken back is a working day like any other, not one that makes up for another.
    const bool taken_back = e->works && by_week && !local;
    return {e->works, taken_back ? DayReason::working_day : e->works ? work : rest, true, e->name, e->source};
  }
  const StatutoryDay* s = statutory(d);
  if (s != nullptr && (e == nullptr || e->layer < DayLayer::statutory)) {
    return {false, DayReason::statutory_rest, true, s->name, s->source};
  }
  if (e != nullptr) {
    return {e->works, e->works ? DayReason::working_day : DayReason::statutory_rest, true, e->name,
            e->source};
  }
  return {by_week, by_week ? DayReason::working_day : DayReason::weekend, false, 0, 0};
}

}  // namespace sanhuan
