// Every day of 2007–2026 and every length, against tests/model/due_oracle.py, which shares no code with the
// engine.
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "tests/calendar/cn_calendar.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::map<std::string, LengthUnit> units{
    {"minute", LengthUnit::minute},
    {"hour", LengthUnit::hour},
    {"working_hour", LengthUnit::working_hour},
    {"same_day", LengthUnit::same_day},
    {"next_day", LengthUnit::next_day},
    {"working_day", LengthUnit::working_day},
    {"calendar_day", LengthUnit::calendar_day},
    {"month", LengthUnit::month},
    {"year", LengthUnit::year},
    {"nth_working_day", LengthUnit::nth_working_day},
    {"nth_calendar_day", LengthUnit::nth_calendar_day},
};
const std::map<std::string, Roll> rolls_by_name{
    {"by_unit", Roll::by_unit}, {"roll", Roll::roll}, {"no_roll", Roll::no_roll}};

std::map<std::string, std::shared_ptr<const Calendar>> calendars() {
  CalendarData with_hours = cn_data();
  with_hours.office = two_seasons();
  DayPolicy closing;
  closing.ends_at_closing = true;
  return {{"midnight", Calendar::make(cn_data(), {})}, {"closing", Calendar::make(with_hours, closing)}};
}

// A line of the model: policy, anchor, unit, count, roll, end, raw day, day, provisional.
struct Line {
  std::string text;
  std::string policy, anchor, unit, roll, end, raw, day;
  std::uint32_t count = 0;
  bool provisional = false;
};

Line parse(const std::string& text) {
  Line line;
  line.text = text;
  std::istringstream cells(text);
  std::string count, provisional;
  for (std::string* cell : {&line.policy, &line.anchor, &line.unit, &count, &line.roll, &line.end, &line.raw,
                            &line.day, &provisional}) {
    std::getline(cells, *cell, '\t');
  }
  line.count = static_cast<std::uint32_t>(std::stoul(count));
  line.provisional = provisional == "1";
  return line;
}

std::string answer(const Due& due) {
  return to_string(due.at, shanghai) + ", raw " + to_string(due.raw) + ", day " + to_string(due.day) +
         (due.provisional ? ", provisional" : "");
}

}  // namespace

TEST_CASE("due instants agree with a plain count for every day of 2007 to 2026 and every length",
          "[calendar][model]") {
  const std::string root = SANHUAN_SOURCE_DIR;
  const std::string command =
      "python3 '" + root + "/tests/model/due_oracle.py' '" + root + "/rules/calendars/cn/holidays.csv'";
  FILE* model = popen(command.c_str(), "r");
  REQUIRE(model != nullptr);

  const auto by_policy = calendars();
  std::map<std::string, std::size_t> lines_of_unit;
  int wrong = 0;
  char buffer[512];
  while (std::fgets(buffer, sizeof buffer, model) != nullptr && wrong < 10) {
    std::string text = buffer;
    if (text.ends_with('\n')) text.pop_back();
    const Line line = parse(text);
    const Length length{line.count, units.at(line.unit), rolls_by_name.at(line.roll)};
    const Due result = due(*by_policy.at(line.policy), at(line.anchor), length);
    ++lines_of_unit[line.unit];
    if (result.at == at(line.end) && result.raw == day(line.raw) && result.day == day(line.day) &&
        result.provisional == line.provisional) {
      continue;
    }
    ++wrong;
    UNSCOPED_INFO(line.text << "\n  but here: " << answer(result));
  }
  const int status = pclose(model);
  CHECK(wrong == 0);
  INFO("command: " << command << "\nThis test needs python3 on the path; the model must run to its end.");
  REQUIRE((status == 0 || wrong > 0));
  for (const auto& [name, unit] : units) {
    CAPTURE(name);
    CHECK(lines_of_unit[name] >= 7305);  // each day of twenty years
  }
}
