#include "lib/duties/season.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace sanhuan {

namespace {

// 国庆节、中秋节 is a rest for both.
bool names(std::string_view names, std::string_view one) {
  constexpr std::string_view mark = "、";
  for (std::size_t at = 0; at <= names.size();) {
    const std::size_t end = std::min(names.find(mark, at), names.size());
    if (names.substr(at, end - at) == one) return true;
    at = end + mark.size();
  }
  return false;
}

// The first day of each rest that bears the name: the day before it does not.
std::vector<Day> first_days(const CalendarData& data, std::string_view holiday) {
  std::vector<Day> days;
  for (const DayException& e : data.exceptions)
    if (!e.works && names(data.names[e.name], holiday)) days.push_back(e.day);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<Day> first;
  for (std::size_t i = 0; i < days.size(); ++i)
    if (i == 0 || days[i] - days[i - 1] > 1) first.push_back(days[i]);
  return first;
}

}  // namespace

SeasonDays::SeasonDays(std::span<const model::SeasonSpan> spans, const RulebookData& rules, const Calendar& calendar) {
  for (const model::SeasonSpan& span : spans) {
    if (!span.holiday) {
      yearly_.push_back({static_cast<std::uint16_t>(span.from_month * 100 + span.from_day),
                         static_cast<std::uint16_t>(span.to_month * 100 + span.to_day)});
      continue;
    }
    for (const Day day : first_days(calendar.data(), rules.text(span.holiday)))
      once_.push_back({day - span.before, day + span.after});
  }
  std::sort(once_.begin(), once_.end(), [](const Once& a, const Once& b) { return a.from < b.from; });
  std::vector<Once> merged;
  for (const Once& span : once_) {
    if (!merged.empty() && span.from <= merged.back().to + 1) merged.back().to = std::max(merged.back().to, span.to);
    else merged.push_back(span);
  }
  once_ = std::move(merged);
}

bool SeasonDays::contains(Day d) const noexcept {
  if (!yearly_.empty()) {
    const CivilDate date = civil(d);
    const auto here = static_cast<std::uint16_t>(date.month * 100 + date.day);
    for (const Yearly& span : yearly_)
      if (span.from <= span.to ? span.from <= here && here <= span.to : here >= span.from || here <= span.to) return true;
  }
  const auto after = std::upper_bound(once_.begin(), once_.end(), d, [](Day day, const Once& s) { return day < s.from; });
  return after != once_.begin() && d <= std::prev(after)->to;
}

}  // namespace sanhuan
