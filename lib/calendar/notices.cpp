#include "lib/calendar/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "lib/calendar/notice_year.hpp"

namespace sanhuan {
namespace {

const char* const measures = "全国年节及纪念日放假办法";

std::uint16_t index_of(std::vector<std::string>& texts, const std::string& text) {
  const auto found = std::find(texts.begin(), texts.end(), text);
  if (found != texts.end()) return static_cast<std::uint16_t>(found - texts.begin());
  texts.push_back(text);
  return static_cast<std::uint16_t>(texts.size() - 1);
}

// The days that are fixed by date. 清明节, 端午节, 中秋节 and 春节 need the year's notice.
void add_statutory_days(CalendarData& data) {
  const std::uint16_t source = index_of(data.sources, measures);
  const auto add = [&](std::uint8_t month, std::uint8_t day, const char* name) -> StatutoryDay& {
    data.statutory.push_back({month, day, index_of(data.names, name), source, 0, first_day});
    return data.statutory.back();
  };
  add(1, 1, "元旦");
  add(5, 1, "劳动节");
  for (std::uint8_t day = 1; day <= 3; ++day) add(10, day, "国庆节");
  StatutoryDay& second_of_may = add(5, 2, "劳动节");
  second_of_may.from_year = 2025;
  second_of_may.known_from = day_of({2024, 11, 10});  // when the measures were amended
}

// What the weekday rest days of a year's notice less its weekend working days come to, as first published.
std::int32_t statutory_days_of(std::int32_t year) noexcept {
  if (year >= 2025) return 13;
  if (year >= 2008) return 11;
  // Ten days; two more are set off by the working weekend of 30 and 31 December 2006, before the tables begin.
  return year == 2007 ? 12 : 10;
}

bool works_by_week(Day d) noexcept { return weekday(d) < 5; }

using RowsByDate = std::map<Day, std::vector<AmendmentRow>>;

RowsByDate by_date(std::vector<AmendmentRow> rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const AmendmentRow& a, const AmendmentRow& b) { return a.known_from < b.known_from; });
  RowsByDate out;
  for (const AmendmentRow& row : rows) out[row.date].push_back(row);
  return out;
}

const NoticeRow* notice_of(const std::vector<NoticeRow>& notices, Day date) {
  const auto found = std::find_if(notices.begin(), notices.end(),
                                  [&](const NoticeRow& n) { return n.year == notice_year(date); });
  return found == notices.end() ? nullptr : &*found;
}

// Adds what the notice of its year said of a date.
void add_by_notice(CalendarData& data, const std::vector<NoticeRow>& notices, const HolidayRow& row) {
  const NoticeRow* notice = notice_of(notices, row.date);
  const std::string source = notice == nullptr ? std::string()
                                               : fmt::format("国务院办公厅关于{}年部分节假日安排的通知 ({})",
                                                             notice->year, to_string(notice->published));
  // Of a date without a notice nothing was known before the date itself.
  data.exceptions.push_back({row.date, row.works, DayLayer::notice,
                             notice == nullptr ? row.date : notice->published, index_of(data.names, row.name),
                             index_of(data.sources, source)});
}

void add_by_amendment(CalendarData& data, const AmendmentRow& row, const std::string& name) {
  const std::string source = fmt::format("国务院办公厅调整节假日安排的通知 ({})", to_string(row.known_from));
  data.exceptions.push_back({row.date, row.works_after, DayLayer::amendment, row.known_from,
                             index_of(data.names, name), index_of(data.sources, source)});
}

void add_year_notices(CalendarData& data, const std::vector<NoticeRow>& notices,
                      const std::vector<AmendmentRow>& amendments) {
  for (const NoticeRow& notice : notices) {
    std::int32_t days = statutory_days_of(notice.year);
    for (const AmendmentRow& row : amendments) {
      if (notice_year(row.date) == notice.year) days += row.works_before - row.works_after;
    }
    data.notices.push_back({notice.year, notice.published, days});
  }
}

std::string day_kind(bool works, bool chinese) {
  if (chinese) return works ? "工作日" : "休息日";
  return works ? "a working day" : "a rest day";
}

}  // namespace

CalendarData calendar_from_notices(std::string name, const std::vector<HolidayRow>& holidays,
                                   const std::vector<NoticeRow>& notices,
                                   const std::vector<AmendmentRow>& amendments) {
  CalendarData data;
  data.name = std::move(name);
  add_statutory_days(data);

  const RowsByDate amended = by_date(amendments);
  std::map<Day, std::string> names;
  for (const HolidayRow& row : holidays) {
    names.emplace(row.date, row.name);
    if (!amended.contains(row.date)) add_by_notice(data, notices, row);
  }
  for (const auto& [date, rows] : amended) {
    const std::string& of_date = names[date];
    const bool before = rows.front().works_before;
    if (before != works_by_week(date)) add_by_notice(data, notices, {date, of_date, before});
    for (const AmendmentRow& row : rows) add_by_amendment(data, row, of_date);
  }
  add_year_notices(data, notices, amendments);

  if (!notices.empty()) {
    const auto by_year = [](const NoticeRow& a, const NoticeRow& b) { return a.year < b.year; };
    const auto [first, last] = std::minmax_element(notices.begin(), notices.end(), by_year);
    data.first = day_of({first->year, 1, 1});
    data.last = day_of({last->year, 12, 31});
    data.provisional_from = first_day_open_after(last->year);
  }
  return data;
}

std::vector<Calendar::Problem> contradictions(const std::vector<HolidayRow>& holidays,
                                              const std::vector<NoticeRow>& notices,
                                              const std::vector<AmendmentRow>& amendments) {
  std::vector<Calendar::Problem> out;
  const auto say = [&](Day day, std::string en, std::string zh) {
    out.push_back({std::move(en), std::move(zh), day});
  };

  std::map<Day, bool> final_kind;
  for (const HolidayRow& row : holidays) {
    if (final_kind.emplace(row.date, row.works).second) continue;
    const std::string date = to_string(row.date);
    say(row.date, fmt::format("{} stands twice in the holiday table; keep one row", date),
        fmt::format("{} 在节假日表中出现两次，请保留一行", date));
  }

  std::map<std::int32_t, Day> years;
  for (const NoticeRow& row : notices) {
    if (years.emplace(row.year, row.published).second) continue;
    say(day_of({row.year, 1, 1}), fmt::format("{} has two notices; keep one row", row.year),
        fmt::format("{}年有两个通知，请保留一行", row.year));
  }

  for (const auto& [date, rows] : by_date(amendments)) {
    const std::string text = to_string(date);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].works_before == rows[i - 1].works_after && rows[i].known_from > rows[i - 1].known_from)
        continue;
      say(date, fmt::format("the amendments of {} do not follow from each other", text),
          fmt::format("{} 的几次调整前后不衔接", text));
    }
    const auto found = final_kind.find(date);
    const bool works = found == final_kind.end() ? works_by_week(date) : found->second;
    const bool after = rows.back().works_after;
    if (works == after) continue;
    say(date,
        fmt::format("{} is {} in the holiday table, but the amendment of {} made it {}", text,
                    day_kind(works, false), to_string(rows.back().known_from), day_kind(after, false)),
        fmt::format("{} 在节假日表中是{}，而 {} 的调整使它成为{}", text, day_kind(works, true),
                    to_string(rows.back().known_from), day_kind(after, true)));
  }
  return out;
}

}  // namespace sanhuan
