// A small world with standing duties, made without the language. The units are invented.
#pragma once

#include <memory>
#include <vector>

#include "lib/rulebook/duties.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/calendar.hpp"
#include "sanhuan/duties.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::test {

inline Day date(int year, int month, int day) {
  return day_of({year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)});
}

struct World {
  RulebookData rules;
  DutyData duties;
  CalendarData calendar;
  Organisation organisation;

  World() {
    calendar.names = {"", "国庆节", "国庆节、中秋节", "春节"};
    calendar.sources = {""};
    calendar.first = date(2023, 1, 1), calendar.last = date(2028, 12, 31);
    calendar.provisional_from = last_day;
    const UnitId district = organisation.add({"甲区", "district", "", Level::district, {}, {}, true, false});
    const UnitId town = organisation.add({"甲镇", "town", "", Level::town, district, {}, true, false});
    const UnitId village = organisation.add({"甲村", "village", "", Level::village, town, {}, true, false});
    organisation.add({"甲一格", "grid-1", "", Level::grid, village, {}, true, false});
    organisation.add({"甲二格", "grid-2", "", Level::grid, village, {}, true, false});
    organisation.add({"乙局", "bureau", "", Level::district, district, {}, false, false});
  }

  StringId text(std::string s) {
    rules.strings.push_back(std::move(s));
    return StringId(rules.strings.size() - 1);
  }
  void rest(Day from, int days, std::uint16_t name = 1) {
    for (int i = 0; i < days; ++i) calendar.exceptions.push_back({from + i, false, DayLayer::notice, first_day, name, 0});
  }
  void work(Day day) { calendar.exceptions.push_back({day, true, DayLayer::notice, first_day, 1, 0}); }

  std::uint16_t season(std::vector<model::SeasonSpan> spans) {
    model::Season season;
    season.spans = {static_cast<std::uint32_t>(duties.spans.size()), static_cast<std::uint32_t>(spans.size())};
    duties.spans.insert(duties.spans.end(), spans.begin(), spans.end());
    duties.seasons.push_back(season);
    return static_cast<std::uint16_t>(duties.seasons.size() - 1);
  }
  model::DutyItem& item(Frequency frequency, RestDays rest) {
    model::DutyItem item;
    item.key = text("人" + std::to_string(duties.items.size() + 1));
    item.name = text("事项" + std::to_string(duties.items.size() + 1));
    item.frequency = frequency, item.rest = rest;
    item.valid.from = date(2024, 1, 1);
    duties.items.push_back(item);
    return duties.items.back();
  }
  std::shared_ptr<const DutyBook> book() const {
    auto data = std::make_shared<RulebookData>(rules);
    data->duties = std::make_shared<const DutyData>(duties);
    return std::make_shared<const DutyBook>(std::make_shared<const Rulebook>(
        data, Calendar::make(calendar, {}), std::make_shared<const Organisation>(organisation)));
  }
};

inline constexpr UnitId first_grid{3}, second_grid{4};

}  // namespace sanhuan::test
