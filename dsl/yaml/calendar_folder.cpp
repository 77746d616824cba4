#include "dsl/yaml/calendar_folder.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/office_hours.hpp"
#include "dsl/yaml/table.hpp"
#include "lib/calendar/notices.hpp"

namespace sanhuan::dsl {
namespace {

using namespace yaml;

constexpr std::int32_t year_min = 1900, year_max = 2999;

constexpr Choice<std::uint8_t> weekdays[] = {
    {"monday", "周一", 0}, {"tuesday", "周二", 1},  {"wednesday", "周三", 2}, {"thursday", "周四", 3},
    {"friday", "周五", 4}, {"saturday", "周六", 5}, {"sunday", "周日", 6}};
constexpr Choice<bool> holiday_kinds[] = {{"holiday", "放假", false}, {"workday", "上班", true}};
constexpr Choice<bool> day_kinds[] = {{"work", "上班", true}, {"rest", "放假", false}};

std::optional<CalendarData> read_folder(const std::filesystem::path&, Place asked_for, Files&, Sink&,
                                        std::vector<std::filesystem::path>& open);

class CalendarReader {
 public:
  CalendarReader(const Reader& reader, const Node& root, Files& files, std::vector<std::filesystem::path>& open)
      : reader_(reader), fields_(reader, root, key::calendar_file), files_(files), open_(open) {}

  std::optional<CalendarData> read() {
    const std::size_t errors_before = reader_.sink().errors();
    std::string name;
    if (const Node* const node = fields_.need(key::name)) name = reader_.text(*node).text;
    if (const Node* const node = fields_.find(key::title)) reader_.text(*node);
    if (const Node* const below = fields_.find(key::builds_on)) return read_over(*below, std::move(name), errors_before);
    read_holidays();
    read_notices();
    read_amendments();
    if (const Node* const node = fields_.find(key::statutory)) read_statutory(*node);
    if (const Node* const node = fields_.find(key::yearly_sum)) read_sums(*node);
    if (reader_.sink().errors() == errors_before) report_all(contradictions(tables_));
    if (reader_.sink().errors() > errors_before) return read_rest({}), std::nullopt;

    std::optional<CalendarData> data = read_rest(calendar_from_notices(std::move(name), tables_));
    read_local(*data);
    if (reader_.sink().errors() == errors_before) report_all(Calendar::problems(*data));
    if (reader_.sink().errors() > errors_before) return std::nullopt;
    return data;
  }

 private:
  // Over another calendar there are days of its own, another week or other hours; the notices are that one's.
  std::optional<CalendarData> read_over(const Node& below, std::string name, std::size_t errors_before) {
    for (const Key& tables : {key::holidays, key::notices, key::amendments, key::statutory, key::yearly_sum, key::provisional_from})
      if (const Node* const node = fields_.find(tables)) reader_.report("E0538", *node, {spelled(tables)});
    const Written folder = reader_.text(below);
    if (folder.empty()) return std::nullopt;
    std::optional<CalendarData> data =
        read_folder(beside(std::filesystem::path(reader_.file().path()).parent_path(), folder.text), folder.place, files_, reader_.sink(), open_);
    if (!data) return read_rest({}), std::nullopt;
    data = read_rest(*std::move(data));
    if (!name.empty()) data->name = std::move(name);
    read_local(*data);
    if (reader_.sink().errors() == errors_before) report_all(Calendar::problems(*data));
    if (reader_.sink().errors() > errors_before) return std::nullopt;
    return data;
  }

  // 本地: days that only here are free, or worked, each with the day from which it was known (2.2, 2.3).
  void read_local(CalendarData& data) {
    const auto index_of = [](std::vector<std::string>& texts, const std::string& text) {
      const auto found = std::find(texts.begin(), texts.end(), text);
      if (found == texts.end()) texts.push_back(text);
      return static_cast<std::uint16_t>(std::find(texts.begin(), texts.end(), text) - texts.begin());
    };
    read_table(key::local, key::local_columns, key::local_needed, [&](const Table& table) {
      const auto date = table.date(key::date), known_from = table.date(key::known_from);
      const Written name = table.need(key::name);
      const auto works = table.needed_choice(key::kind, holiday_kinds);
      if (!date || !known_from || name.empty() || !works) return;
      const Written basis = table.text(key::local_basis);
      data.exceptions.push_back({*date, *works, DayLayer::local, *known_from, index_of(data.names, name.text), index_of(data.sources, basis.text)});
      rows_[*date].push_back(table.place_of_row());
    });
  }

  // What calendar.yaml says beside the tables.
  CalendarData read_rest(CalendarData data) {
    if (const Node* const zone = fields_.find(key::zone)) data.zone = reader_.zone(*zone).value_or(data.zone);
    if (const Node* const week = fields_.find(key::week)) data.weekly_work = read_week(*week);
    if (const Node* const office = fields_.find(key::office_hours))
      if (auto hours = read_office_hours(reader_, *office)) data.office = std::move(hours->seasons);
    if (const Node* const from = fields_.find(key::provisional_from))
      data.provisional_from = reader_.date(*from).value_or(data.provisional_from);
    return data;
  }

  std::uint8_t read_week(const Node& node) const {
    std::uint8_t days = 0;
    for (const Written& word : reader_.texts(node))
      if (const auto day = reader_.choice(word, weekdays)) days = static_cast<std::uint8_t>(days | 1u << *day);
    return days;
  }

  // Gives each row of the table under `key` to `row`.
  template <class Row>
  void read_table(Key key, Keys columns, Row row) {
    read_table(key, columns, columns, row);
  }

  template <class Row>
  void read_table(Key key, Keys columns, Keys needed, Row row) {
    const Node* const node = fields_.find(key);
    if (node == nullptr) return;
    const Written path = reader_.text(*node);
    if (path.empty()) return;
    const auto folder = std::filesystem::path(reader_.file().path()).parent_path();
    const SourceFile* const file = files_.read_csv(beside(folder, path.text), path.place, reader_.sink());
    if (file == nullptr) return;
    Table table(*file, reader_.sink(), columns, needed);
    while (table.next()) row(table);
  }

  void read_holidays() {
    fields_.need(key::holidays);
    read_table(key::holidays, key::holiday_columns, [&](const Table& table) {
      const auto date = table.date(key::date);
      const Written name = table.need(key::name);
      const auto works = table.needed_choice(key::kind, holiday_kinds);
      if (!date || name.empty() || !works) return;
      tables_.holidays.push_back({*date, name.text, *works});
      rows_[*date].push_back(table.place_of_row());
    });
  }

  void read_notices() {
    fields_.need(key::notices);
    read_table(key::notices, key::notice_columns, [&](const Table& table) {
      const auto year = table.number(key::year, year_min, year_max);
      const auto published = table.date(key::published);
      if (!year || !published) return;
      tables_.notices.push_back({static_cast<std::int32_t>(*year), *published});
      notice_rows_[static_cast<std::int32_t>(*year)].push_back(table.place_of_row());
    });
  }

  void read_amendments() {
    read_table(key::amendments, key::amendment_columns, [&](const Table& table) {
      const auto known_from = table.date(key::known_from), date = table.date(key::date);
      const auto before = table.needed_choice(key::before, day_kinds), after = table.needed_choice(key::after, day_kinds);
      if (!known_from || !date || !before || !after) return;
      tables_.amendments.push_back({*known_from, *date, *before, *after});
      rows_[*date].push_back(table.place_of_row());
    });
  }

  void read_statutory(const Node& node) {
    const std::vector<Node>* const list = reader_.list(node);
    if (list == nullptr) return;
    for (const Node& item : *list) {
      const Fields fields(reader_, item, key::statutory_day);
      StatutoryRow row;
      if (const Node* const name = fields.need(key::name)) row.name = reader_.text(*name).text;
      if (const Node* const since = fields.find(key::since))
        row.since = static_cast<std::int32_t>(reader_.number(*since, year_min, year_max).value_or(0));
      const Node* const day = fields.need(key::day);
      const auto date = day == nullptr ? std::nullopt : read_month_day(reader_, *day);
      if (!date) continue;
      row.month = date->month;
      row.day = date->day;
      tables_.statutory.push_back(std::move(row));
    }
  }

  // {2007: 12, 2008: 11}, or ranges {from, to, days}.
  void read_sums(const Node& node) {
    if (node.kind == Kind::map) {
      for (const Entry& entry : node.entries) {
        const auto year = reader_.number(entry.key, year_min, year_max);
        const auto days = reader_.number(entry.value, 0, 366);
        if (year && days) add_sum(entry.key, *year, *year, *days);
      }
    } else if (const std::vector<Node>* const list = reader_.list(node)) {
      for (const Node& item : *list) {
        const Fields fields(reader_, item, key::sum_range);
        const auto number = [&](Key key, std::int64_t low, std::int64_t high) {
          const Node* const found = fields.need(key);
          return found == nullptr ? std::nullopt : reader_.number(*found, low, high);
        };
        const auto from = number(key::from, year_min, year_max), to = number(key::to, year_min, year_max);
        const auto days = number(key::sum_days, 0, 366);
        if (from && to && days) add_sum(item, *from, *to, *days);
      }
    }
  }

  void add_sum(const Node& node, std::int64_t from, std::int64_t to, std::int64_t days) {
    if (to < from) {
      reader_.report("E0623", node, {std::to_string(from), std::to_string(to)});
      return;
    }
    for (const YearSum& before : tables_.sums) {
      if (to < before.from || from > before.to) continue;
      reader_.report("E0622", node, {std::to_string(std::max<std::int64_t>(from, before.from))});
      return;
    }
    tables_.sums.push_back({static_cast<std::int32_t>(from), static_cast<std::int32_t>(to),
                            static_cast<std::int32_t>(days)});
  }

  void report_all(const std::vector<Calendar::Problem>& problems) {
    for (const Calendar::Problem& problem : problems) {
      const std::vector<Place>& rows = rows_about(problem.day);
      Diagnostic& found = reader_.sink().report("E0620", rows.back(), {Arg(problem.zh, problem.en)});
      for (std::size_t i = 0; i + 1 < rows.size(); ++i) found.notes.push_back({rows[i], "另见这一行", "see this row too"});
    }
  }

  // The rows that speak of the day; else the row of its year's notice; else where calendar.yaml names the tables.
  // A problem of a whole year is dated 1 January.
  const std::vector<Place>& rows_about(Day day) {
    const CivilDate date = civil(day);
    const auto notice = notice_rows_.find(date.year);
    const auto rows = rows_.find(day);
    const bool whole_year = date.month == 1 && date.day == 1;
    if (whole_year && notice != notice_rows_.end()) return notice->second;
    if (rows != rows_.end() && !whole_year) return rows->second;
    if (notice != notice_rows_.end()) return notice->second;
    const Node* const named = fields_.find(key::notices);
    elsewhere_ = {named == nullptr ? Place{} : reader_.place(*named)};
    return elsewhere_;
  }

  const Reader& reader_;
  const Fields fields_;
  Files& files_;
  std::vector<std::filesystem::path>& open_;  // the folders that are being read, this one last
  NoticeTables tables_;
  std::map<Day, std::vector<Place>> rows_;
  std::map<std::int32_t, std::vector<Place>> notice_rows_;
  std::vector<Place> elsewhere_;
};

std::optional<CalendarData> read_folder(const std::filesystem::path& folder, Place asked_for, Files& files, Sink& sink,
                                        std::vector<std::filesystem::path>& open) {
  std::error_code error;
  std::filesystem::path canonical = std::filesystem::weakly_canonical(folder, error);
  if (error) canonical = folder;
  if (std::find(open.begin(), open.end(), canonical) != open.end()) {
    sink.report("E0537", asked_for, {folder.generic_string()});
    return std::nullopt;
  }
  const SourceFile* const file = files.read(beside(folder, "calendar.yaml"), asked_for, sink);
  if (file == nullptr) return std::nullopt;
  const std::optional<Node> root = read_document(*file, sink);
  if (!root) return std::nullopt;
  const Reader reader(*file, sink);
  if (reader.map(*root) == nullptr) return std::nullopt;
  open.push_back(canonical);
  std::optional<CalendarData> data = CalendarReader(reader, *root, files, open).read();
  open.pop_back();
  return data;
}

}  // namespace

std::optional<CalendarData> read_calendar(const std::filesystem::path& folder, Place asked_for, Files& files,
                                          Sink& sink) {
  std::vector<std::filesystem::path> open;
  return read_folder(folder, asked_for, files, sink, open);
}

}  // namespace sanhuan::dsl

namespace sanhuan {

LoadedCalendar load_calendar(const std::filesystem::path& folder) {
  LoadedCalendar result;
  dsl::Files files;
  dsl::Sink sink;
  if (std::optional<CalendarData> data = dsl::read_calendar(folder, Place{}, files, sink))
    result.calendar = Calendar::make(*std::move(data), DayPolicy{});
  result.unreadable = files.size() == 0 || files[0].text().empty();
  result.diagnostics = sink.take();
  result.files = files.listing();
  return result;
}

}  // namespace sanhuan
