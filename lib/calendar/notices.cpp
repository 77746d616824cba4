#include "lib/calendar/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
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

const NoticeRow* notice_for(const NoticeTables& tables, std::int32_t year) {
  const auto of_year = [&](const NoticeRow& n) { return n.year == year; };
  const auto found = std::find_if(tables.notices.begin(), tables.notices.end(), of_year);
  return found == tables.notices.end() ? nullptr : &*found;
}

// A day that became statutory in a covered year was known with that year's notice at the latest.
void add_statutory_days(CalendarData& data, const NoticeTables& tables) {
  for (const StatutoryRow& row : tables.statutory) {
    const NoticeRow* notice = notice_for(tables, row.since);
    const bool newer = notice != nullptr && row.since > civil(data.first).year;
    data.statutory.push_back({row.month, row.day, index_of(data.names, row.name),
                              index_of(data.sources, measures), row.since,
                              newer ? notice->published : first_day});
  }
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

// Adds what the notice of its year said of a date.
void add_by_notice(CalendarData& data, const NoticeTables& tables, const HolidayRow& row) {
  const NoticeRow* notice = notice_for(tables, notice_year(row.date));
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

void add_year_notices(CalendarData& data, const NoticeTables& tables) {
  for (const NoticeRow& notice : tables.notices) {
    const auto holds = [&](const YearSum& sum) { return sum.from <= notice.year && notice.year <= sum.to; };
    const auto sum = std::find_if(tables.sums.begin(), tables.sums.end(), holds);
    data.notices.push_back(
        {notice.year, notice.published,
         sum == tables.sums.end() ? std::nullopt : std::optional<std::int32_t>(sum->days)});
  }
}

std::string day_kind(bool works, bool chinese) {
  if (chinese) return works ? "工作日" : "休息日";
  return works ? "a working day" : "a rest day";
}

}  // namespace

CalendarData calendar_from_notices(std::string name, const NoticeTables& tables) {
  CalendarData data;
  data.name = std::move(name);
  if (!tables.notices.empty()) {
    const auto by_year = [](const NoticeRow& a, const NoticeRow& b) { return a.year < b.year; };
    const auto [first, last] = std::minmax_element(tables.notices.begin(), tables.notices.end(), by_year);
    data.first = day_of({first->year, 1, 1});
    data.last = day_of({last->year, 12, 31});
    data.provisional_from = first_day_open_after(last->year);
  }
  add_statutory_days(data, tables);
  add_year_notices(data, tables);

  const RowsByDate amended = by_date(tables.amendments);
  std::map<Day, std::string> names;
  for (const HolidayRow& row : tables.holidays) {
    names.emplace(row.date, row.name);
    if (!amended.contains(row.date)) add_by_notice(data, tables, row);
  }
  for (const auto& [date, rows] : amended) {
    const std::string& of_date = names[date];
    const bool before = rows.front().works_before;
    if (before != works_by_week(date)) add_by_notice(data, tables, {date, of_date, before});
    for (const AmendmentRow& row : rows) add_by_amendment(data, row, of_date);
  }
  return data;
}

std::vector<Calendar::Problem> contradictions(const NoticeTables& tables) {
  std::vector<Calendar::Problem> out;
  const auto say = [&](Day day, std::string en, std::string zh) {
    out.push_back({std::move(en), std::move(zh), day});
  };

  std::map<Day, bool> final_kind;
  for (const HolidayRow& row : tables.holidays) {
    if (final_kind.emplace(row.date, row.works).second) continue;
    const std::string date = to_string(row.date);
    say(row.date, fmt::format("{} stands twice in the holiday table; keep one row", date),
        fmt::format("{} 在节假日表中出现两次，请保留一行", date));
  }

  std::map<std::int32_t, Day> years;
  for (const NoticeRow& row : tables.notices) {
    if (years.emplace(row.year, row.published).second) continue;
    say(day_of({row.year, 1, 1}), fmt::format("{} has two notices; keep one row", row.year),
        fmt::format("{}年有两个通知，请保留一行", row.year));
  }

  for (const auto& [date, rows] : by_date(tables.amendments)) {
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
