#include "sanhuan/roster.hpp"

#include <algorithm>

namespace sanhuan {

namespace {

constexpr std::int32_t days_of_week = 7, months_of_quarter = 3, months_of_year = 12;

struct Span {
  Day first, last;
  bool holds(Day d) const noexcept { return first <= d && d <= last; }
};

Span months_from(std::int32_t year, std::int32_t month, std::int32_t count) noexcept {  // month from 1
  const std::int32_t end = month - 1 + count;
  const Day next = day_of({year + end / months_of_year, static_cast<std::uint8_t>(end % months_of_year + 1), 1});
  return {day_of({year, static_cast<std::uint8_t>(month), 1}), next - 1};
}

// The day, week, month, quarter or year in which `d` lies.
Span span_of(Cycle cycle, Day d) noexcept {
  const CivilDate date = civil(d);
  switch (cycle) {
    case Cycle::none:
    case Cycle::day: return {d, d};
    case Cycle::week: return {d - weekday(d), d - weekday(d) + (days_of_week - 1)};
    case Cycle::month: return months_from(date.year, date.month, 1);
    case Cycle::quarter: return months_from(date.year, (date.month - 1) / months_of_quarter * months_of_quarter + 1, months_of_quarter);
    case Cycle::year: return months_from(date.year, 1, months_of_year);
  }
  return {d, d};
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) noexcept {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

MemberId Roster::find(std::string_view key_or_name) const noexcept {
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].key == key_or_name) return MemberId(i);
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].name == key_or_name) return MemberId(i);
  return {};
}

RosterBook::RosterBook(Roster roster, std::shared_ptr<const Calendar> calendar)
    : roster_(std::move(roster)), calendar_(std::move(calendar)) {}

// Not on the list that day, or on leave as known on `known`.
bool RosterBook::away(MemberId id, Day day, Day known) const noexcept {
  const RosterMember& member = roster_.members[id.value];
  if (day < member.joins || day > member.leaves) return true;
  return std::any_of(roster_.leaves.begin(), roster_.leaves.end(), [&](const RosterLeave& leave) {
    return leave.member == id && leave.entered <= known && leave.from <= day && day <= leave.to;
  });
}

// 5.4a. Visits each turn that begins by `until`, with the queue behind its crew.
template <class Visit>
void RosterBook::fold(Day until, Visit&& visit) const {
  std::vector<MemberId> queue;
  std::vector<bool> entered(roster_.members.size(), false);
  for (Span span = span_of(roster_.turn, roster_.start); span.first <= until && span.last < last_day;
       span = span_of(roster_.turn, span.last + 1)) {
    std::vector<Day> days;
    for (Day d = span.first; d <= span.last; d = d + 1)
      if (duty_day(d)) days.push_back(d);
    if (days.empty()) continue;
    const Day opening = days.front();
    for (std::size_t i = 0; i < entered.size(); ++i)
      if (!entered[i] && roster_.members[i].joins <= opening) {
        queue.push_back(MemberId(i));
        entered[i] = true;
      }
    std::erase_if(queue, [&](MemberId id) { return roster_.members[id.value].leaves < opening; });
    for (const RosterSwap& swap : roster_.swaps) {
      const auto one = std::find(queue.begin(), queue.end(), swap.one), other = std::find(queue.begin(), queue.end(), swap.other);
      if (span.holds(swap.day) && one != queue.end() && other != queue.end()) std::iter_swap(one, other);
    }
    RosterTurn turn{opening, days.back(), {}};
    for (const MemberId id : queue) {
      if (turn.crew.size() == roster_.seats) break;
      if (std::none_of(days.begin(), days.end(), [&](Day d) { return away(id, d, opening); })) turn.crew.push_back(id);
    }
    std::erase_if(queue, [&](MemberId id) { return contains(turn.crew, id); });
    visit(turn, queue);
    queue.insert(queue.end(), turn.crew.begin(), turn.crew.end());
  }
}

std::vector<RosterTurn> RosterBook::turns(Day from, Day to) const {
  std::vector<RosterTurn> found;
  fold(to, [&](const RosterTurn& turn, const std::vector<MemberId>&) {
    if (turn.last >= from && turn.first <= to) found.push_back(turn);
  });
  return found;
}

std::vector<RosterDuty> RosterBook::on_duty(Day day) const {
  std::vector<RosterDuty> duty;
  if (!duty_day(day)) return duty;
  fold(day, [&](const RosterTurn& turn, const std::vector<MemberId>& waiting) {
    if (day < turn.first || day > turn.last) return;
    auto next = waiting.begin();
    for (const MemberId id : turn.crew) {
      if (!away(id, day, day)) {
        duty.push_back({id, {}});
        continue;
      }
      next = std::find_if(next, waiting.end(), [&](MemberId other) { return !away(other, day, day); });
      duty.push_back({next == waiting.end() ? MemberId{} : *next++, id});
    }
  });
  return duty;
}

RosterPick RosterBook::pick(Day day, std::span<const RosterTaken> taken, const RosterWish& wish) const {
  const std::vector<RosterDuty> duty = roster_.all ? std::vector<RosterDuty>{} : on_duty(day);
  const auto passed_over = [&](MemberId id) {
    const RosterMember& member = roster_.members[id.value];
    if (day < member.joins || day > member.leaves) return PassedOver::not_listed;
    if (away(id, day, day)) return PassedOver::on_leave;
    if (contains(wish.excluded, id)) return PassedOver::excluded;
    if (member.unit && contains(wish.units, member.unit)) return PassedOver::own_unit;
    if (std::any_of(roster_.recusals.begin(), roster_.recusals.end(), [&](const RosterRecusal& r) {
          return r.member == id && r.from <= day && day <= r.to && contains(wish.units, r.unit);
        }))
      return PassedOver::recused;
    if (!wish.skill.empty() && !contains(member.skills, wish.skill)) return PassedOver::lacks_skill;
    const auto stands = [&](const RosterDuty& d) { return d.member == id; };
    if (!roster_.all && std::none_of(duty.begin(), duty.end(), stands)) return PassedOver::not_on_duty;
    return PassedOver::no;
  };
  RosterPick pick;
  for (std::size_t i = 0; i < roster_.members.size(); ++i) pick.candidates.push_back({MemberId(i), passed_over(MemberId(i))});
  const Span window = span_of(roster_.window, day);
  for (const RosterTaken& one : taken) {
    const Day on = calendar_->local_day(one.at);
    if (on > day) continue;
    RosterCandidate& candidate = pick.candidates[one.member.value];
    candidate.load += window.holds(on) ? 1 : 0;
    candidate.last = std::max(candidate.last, one.at);
  }
  // 5.4b. Stable: what is alike stays in the order of the list.
  std::stable_sort(pick.candidates.begin(), pick.candidates.end(), [&](const RosterCandidate& a, const RosterCandidate& b) {
    if ((a.why == PassedOver::no) != (b.why == PassedOver::no)) return a.why == PassedOver::no;
    if (roster_.order == RosterOrder::least_loaded && a.load != b.load) return a.load < b.load;
    return a.last < b.last;
  });
  if (!pick.candidates.empty() && pick.candidates.front().why == PassedOver::no) pick.member = pick.candidates.front().member;
  return pick;
}

}  // namespace sanhuan
