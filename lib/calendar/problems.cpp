// What is wrong with calendar data: semantics 9.1. One function, one check.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "lib/calendar/day_kinds.hpp"
#include "lib/calendar/notice_year.hpp"

namespace sanhuan {
namespace {

using Problems = std::vector<Calendar::Problem>;

void say(Problems& out, Day day, std::string en, std::string zh) {
  out.push_back({std::move(en), std::move(zh), day});
}

void check_range(const CalendarData& data, Problems& out) {
  if (data.last < data.first) {
    say(out, data.first,
        fmt::format("the calendar ends on {}, before it begins on {}", to_string(data.last),
                    to_string(data.first)),
        fmt::format("日历止于 {}，早于开始日 {}", to_string(data.last), to_string(data.first)));
  }
  if ((data.weekly_work & 0x7f) == 0) {
    say(out, data.first, "no day of the week is a working day; name at least one",
        "一周中没有工作日，请至少写明一天");
  }
}

void check_same_day_twice(const CalendarData& data, Problems& out) {
  std::map<std::tuple<Day, DayLayer, Day>, bool> kinds;
  for (const DayException& e : data.exceptions) {
    const auto [found, added] = kinds.emplace(std::tuple(e.day, e.layer, e.known_from), e.works);
    if (added) continue;
    const std::string day = to_string(e.day), known = to_string(e.known_from);
    if (found->second == e.works) {
      say(out, e.day, fmt::format("{} stands twice in what was published on {}; keep one row", day, known),
          fmt::format("{} 在 {} 公布的内容中出现两次，请保留一行", day, known));
    } else {
      say(out, e.day,
          fmt::format("{} is both a working day and a rest day in what was published on {}", day, known),
          fmt::format("{} 在 {} 公布的内容中既是工作日又是休息日", day, known));
    }
  }
}

void check_inside_range(const CalendarData& data, Problems& out) {
  for (const DayException& e : data.exceptions) {
    if (e.day >= data.first && e.day <= data.last) continue;
    const std::string day = to_string(e.day);
    say(out, e.day,
        fmt::format("{} lies outside the years of the calendar, {} to {}; is a notice missing?", day,
                    to_string(data.first), to_string(data.last)),
        fmt::format("{} 不在日历的范围（{} 至 {}）内，是否缺少该年的通知？", day, to_string(data.first),
                    to_string(data.last)));
  }
}

// A row of a notice that changes nothing is a slip of the pen: a make-up day is a rest day made to work.
void check_make_up_days(const CalendarData& data, const DayKinds& kinds, Problems& out) {
  for (const DayException& e : data.exceptions) {
    if (e.layer != DayLayer::notice || !e.works || !kinds.works_by_week(e.day)) continue;
    const std::string day = to_string(e.day);
    say(out, e.day, fmt::format("{} is named as a make-up working day, but it works anyway", day),
        fmt::format("{} 写作调休上班日，但它本来就是工作日", day));
  }
}

void check_every_year_has_a_notice(const CalendarData& data, Problems& out) {
  std::set<std::int32_t> years;
  for (const YearNotice& notice : data.notices) years.insert(notice.year);
  if (years.empty()) {
    for (const DayException& e : data.exceptions) {
      if (e.layer == DayLayer::notice) years.insert(notice_year(e.day));
    }
  }
  if (years.empty()) return;  // a place without notices
  for (std::int32_t year = civil(data.first).year; year <= civil(data.last).year; ++year) {
    if (years.contains(year)) continue;
    say(out, day_of({year, 1, 1}),
        fmt::format("there is no notice for {}; add it, or end the calendar before", year),
        fmt::format("缺少 {}年 的节假日安排通知，请补充，或者让日历止于此前", year));
  }
}

// Weekday rest days less weekend working days are the year's statutory holidays. A lost row shows here.
void check_yearly_sums(const CalendarData& data, const DayKinds& kinds, Problems& out) {
  std::map<std::int32_t, std::int32_t> sums;
  for (const DayException& e : kinds.exceptions()) {
    if (e.layer < DayLayer::notice) continue;
    sums[notice_year(e.day)] += kinds.works_by_week(e.day) - e.works;
  }
  for (const YearNotice& notice : data.notices) {
    const std::int32_t sum = sums[notice.year];
    if (!notice.statutory_days || sum == *notice.statutory_days) continue;
    say(out, day_of({notice.year, 1, 1}),
        fmt::format("weekday rest days less weekend working days of {} are {}, but the year has {} statutory "
                    "holidays; a row is missing or too many",
                    notice.year, sum, *notice.statutory_days),
        fmt::format("{}年 工作日放假天数减去周末上班天数为 {}，而法定节假日为 {} 天，可能缺行或多行",
                    notice.year, sum, *notice.statutory_days));
  }
}

// A statutory day that falls on a weekend does not show in the sum.
void check_statutory_days_are_named(const CalendarData& data, const DayKinds& kinds, Problems& out) {
  std::set<Day> named;
  for (const DayException& e : kinds.exceptions()) {
    if (e.layer >= DayLayer::notice) named.insert(e.day);
  }
  for (const YearNotice& notice : data.notices) {
    for (const StatutoryDay& s : data.statutory) {
      const CivilDate date{notice.year, s.month, s.day};
      if (notice.year < s.from_year || !valid(date) || named.contains(day_of(date))) continue;
      const std::string day = to_string(day_of(date));
      say(out, day_of(date), fmt::format("{} is a statutory holiday, but the notice does not name it", day),
          fmt::format("{} 是法定节假日，但该年通知中没有这一天", day));
    }
  }
}

bool in_order(const std::vector<OfficeSpan>& spans) {
  std::int32_t end = 0;
  for (const OfficeSpan& span : spans) {
    if (span.from_minute < end || span.to_minute <= span.from_minute || span.to_minute > 24 * 60)
      return false;
    end = span.to_minute;
  }
  return true;
}

void check_office_hours(const CalendarData& data, Problems& out) {
  constexpr std::int32_t any_leap_year = 2000;
  for (const OfficeSeason& season : data.office) {
    if (!valid({any_leap_year, season.from_month, season.from_day}) ||
        !valid({any_leap_year, season.to_month, season.to_day})) {
      say(out, data.first,
          fmt::format("office hours run from {:02}-{:02} to {:02}-{:02}, which are not both dates",
                      season.from_month, season.from_day, season.to_month, season.to_day),
          fmt::format("办公时间的季节 {:02}-{:02} 至 {:02}-{:02} 不是有效日期", season.from_month,
                      season.from_day, season.to_month, season.to_day));
    }
    if (!in_order(season.spans)) {
      say(out, data.first, "office hours overlap, are out of order, or end before they begin",
          "办公时间有重叠、顺序有误，或者止早于起");
    }
  }
}

void check_statutory_dates(const CalendarData& data, Problems& out) {
  constexpr std::int32_t any_leap_year = 2000;
  for (const StatutoryDay& s : data.statutory) {
    if (valid({any_leap_year, s.month, s.day})) continue;
    say(out, data.first, fmt::format("the statutory day {:02}-{:02} is no date", s.month, s.day),
        fmt::format("法定节假日 {:02}-{:02} 不是有效日期", s.month, s.day));
  }
}

}  // namespace

std::vector<Calendar::Problem> Calendar::problems(const CalendarData& data) {
  Problems out;
  // A local overlay has no yearly sum to keep.
  const DayKinds published(data, Day{INT32_MAX}, DayLayer::amendment);
  check_range(data, out);
  check_same_day_twice(data, out);
  check_inside_range(data, out);
  check_make_up_days(data, published, out);
  check_every_year_has_a_notice(data, out);
  check_yearly_sums(data, published, out);
  check_statutory_days_are_named(data, published, out);
  check_statutory_dates(data, out);
  check_office_hours(data, out);
  std::stable_sort(out.begin(), out.end(), [](const Problem& a, const Problem& b) { return a.day < b.day; });
  return out;
}

}  // namespace sanhuan
