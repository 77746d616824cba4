#include "tests/calendar/cn_calendar.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sanhuan::test {
namespace {

using Cells = std::vector<std::string>;

// The rows after the heading. These tables have no quotes.
std::vector<Cells> rows_of(const std::string& name) {
  const std::string path = std::string(SANHUAN_SOURCE_DIR) + "/rules/calendars/cn/" + name;
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) throw std::runtime_error("cannot read " + path);
  std::vector<Cells> rows;
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
  }
  return rows;
}

NoticeTables read_tables() {
  NoticeTables out;
  for (const Cells& row : rows_of("holidays.csv")) {
    out.holidays.push_back({day(row.at(0)), row.at(1), row.at(2) == "workday"});
  }
  for (const Cells& row : rows_of("notices.csv")) {
    out.notices.push_back({std::stoi(row.at(0)), day(row.at(1))});
  }
  for (const Cells& row : rows_of("amendments.csv")) {
    out.amendments.push_back({day(row.at(0)), day(row.at(1)), row.at(2) == "work", row.at(3) == "work"});
  }
  out.statutory = {{1, 1, "元旦", 2007},    {5, 1, "劳动节", 2007},  {5, 2, "劳动节", 2025},
                   {10, 1, "国庆节", 2007}, {10, 2, "国庆节", 2007}, {10, 3, "国庆节", 2007}};
  // 2007 has ten, and two that the working weekend of 30 and 31 December 2006 set off, before the tables.
  out.sums = {{2007, 2007, 12}, {2008, 2014, 11}, {2015, 2015, 12}, {2016, 2019, 11},
              {2020, 2020, 13}, {2021, 2024, 11}, {2025, 2026, 13}};
  return out;
}

}  // namespace

const NoticeTables& cn_tables() {
  static const NoticeTables tables = read_tables();
  return tables;
}

CalendarData cn_data() { return calendar_from_notices("cn", cn_tables()); }

std::vector<OfficeSeason> nine_hours() { return {{1, 1, 12, 31, {{510, 1050}}}}; }

std::vector<OfficeSeason> two_seasons() {
  return {{10, 1, 5, 31, {{510, 720}, {810, 1050}}},  // 08:30–12:00, 13:30–17:30
          {6, 1, 9, 30, {{510, 720}, {840, 1080}}}};  // 08:30–12:00, 14:00–18:00
}

Day day(const std::string& text) {
  const auto parsed = parse_day(text);
  if (!parsed) throw std::runtime_error("no date: " + text);
  return *parsed;
}

Instant at(const std::string& text) {
  const auto parsed = parse_instant(text, shanghai);
  if (!parsed) throw std::runtime_error("no instant: " + text);
  return *parsed;
}

std::string show(const Due& due) {
  if (due.at == shanghai.midnight(due.day + 1)) return to_string(due.day) + " 24:00";
  std::string text = to_string(due.at, shanghai);
  text.resize(text.size() - 6);  // the offset
  text[10] = ' ';
  if (text.ends_with(":00")) text.resize(text.size() - 3);
  return text;
}

}  // namespace sanhuan::test
