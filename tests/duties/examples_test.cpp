// Standing duties by example. September and October 2025: the 7th, 14th, 21st and 28th of September are Sundays.
#include <catch2/catch.hpp>

#include "tests/duties/world.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

constexpr DutyId duty{0};
constexpr Frequency daily{Cycle::day, 1}, weekly{Cycle::week, 1}, monthly{Cycle::month, 1};

std::vector<Day> dues(const World& world, Day from, Day to, DutyId id = duty) {
  std::vector<Day> days;
  for (const DutyPeriod& p : world.book()->due_between(id, Level::grid, from, to)) days.push_back(p.due);
  return days;
}
std::vector<Day> september(std::initializer_list<int> days) {
  std::vector<Day> result;
  for (const int d : days) result.push_back(date(2025, 9, d));
  return result;
}

}  // namespace

TEST_CASE("5.1 What is done on rest days too is owed every day", "[duties]") {
  World world;
  world.item(daily, RestDays::anyway);
  CHECK(dues(world, date(2025, 9, 5), date(2025, 9, 8)) == september({5, 6, 7, 8}));
}

TEST_CASE("a daily duty that skips rest days owes nothing at the weekend", "[duties]") {
  World world;
  world.item(daily, RestDays::skip);
  CHECK(dues(world, date(2025, 9, 5), date(2025, 9, 8)) == september({5, 8}));
  CHECK(world.book()->open_on(duty, Level::grid, date(2025, 9, 6)).empty());
}

TEST_CASE("5.2 Daily duties that roll over a weekend are one on Monday, unless they pile up", "[duties]") {
  World world;
  world.item(daily, RestDays::roll);
  world.item(daily, RestDays::roll).piles_up = true;
  const auto book = world.book();
  const auto monday = book->open_on(duty, Level::grid, date(2025, 9, 8));
  REQUIRE(monday.size() == 1);
  CHECK(monday[0].times == 1);
  CHECK(monday[0].first == date(2025, 9, 6));
  CHECK(book->open_on(DutyId(1), Level::grid, date(2025, 9, 8)).at(0).times == 3);
}

TEST_CASE("a week that ends with a Sunday is due on Friday, on Sunday or on the Monday after, as the duty says", "[duties]") {
  World world;
  for (const RestDays rest : {RestDays::skip, RestDays::roll_back, RestDays::anyway, RestDays::roll}) world.item(weekly, rest);
  const Day from = date(2025, 9, 4), to = date(2025, 9, 10);
  CHECK(dues(world, from, to, DutyId(0)) == september({5}));
  CHECK(dues(world, from, to, DutyId(1)) == september({5}));
  CHECK(dues(world, from, to, DutyId(2)) == september({7}));
  CHECK(dues(world, from, to, DutyId(3)) == september({8}));
}

TEST_CASE("5.2 A week of rest days is skipped, done before it or done after it", "[duties]") {
  World world;
  world.rest(date(2025, 9, 8), 7);
  for (const RestDays rest : {RestDays::skip, RestDays::roll_back, RestDays::roll}) world.item(weekly, rest);
  CHECK(dues(world, date(2025, 9, 5), date(2025, 9, 15), DutyId(0)) == september({5}));
  CHECK(dues(world, date(2025, 9, 5), date(2025, 9, 15), DutyId(1)) == september({5}));  // both weeks, once
  CHECK(dues(world, date(2025, 9, 5), date(2025, 9, 15), DutyId(2)) == september({15}));
}

TEST_CASE("5.1b Twice a month is once in each half", "[duties]") {
  World world;
  world.item({Cycle::month, 2}, RestDays::anyway);
  CHECK(dues(world, date(2025, 9, 1), date(2025, 9, 30)) == september({15, 30}));
}

TEST_CASE("5.1b Twice a year is once in each half year, four times once a quarter", "[duties]") {
  World world;
  world.item({Cycle::year, 2}, RestDays::anyway);
  world.item({Cycle::year, 4}, RestDays::anyway);
  CHECK(dues(world, date(2025, 1, 1), date(2025, 12, 31)) == std::vector{date(2025, 6, 30), date(2025, 12, 31)});
  CHECK(dues(world, date(2025, 1, 1), date(2025, 12, 31), DutyId(1)).at(0) == date(2025, 3, 31));
}

TEST_CASE("a season bounds a duty in time, and may wrap round the new year", "[duties]") {
  World world;
  const auto heating = world.season({{11, 15, 3, 15, {}, 0, 0}});
  world.item(monthly, RestDays::anyway).season = heating;
  CHECK(dues(world, date(2025, 3, 1), date(2025, 11, 30)) == std::vector{date(2025, 3, 15), date(2025, 11, 30)});
  const auto november = world.book()->due_between(duty, Level::grid, date(2025, 11, 30), date(2025, 11, 30));
  CHECK(november.at(0).first == date(2025, 11, 15));
}

TEST_CASE("a season around a holiday follows the calendar, also where two holidays are one rest", "[duties]") {
  World world;
  world.rest(date(2024, 10, 1), 7, 1);
  world.rest(date(2025, 10, 1), 8, 2);  // 国庆节、中秋节
  const StringId name = world.text("国庆节");
  world.item(daily, RestDays::anyway).season = world.season({{1, 1, 1, 1, name, 2, 0}});
  CHECK(dues(world, date(2025, 1, 1), date(2025, 12, 31)) == std::vector{date(2025, 9, 29), date(2025, 9, 30), date(2025, 10, 1)});
  CHECK(dues(world, date(2024, 1, 1), date(2024, 12, 31)).front() == date(2024, 9, 29));
}

TEST_CASE("5.1b A campaign takes the place of the item's own rhythm while it lasts", "[duties]") {
  World world;
  world.item(weekly, RestDays::anyway);
  const auto days = world.season({{9, 10, 9, 12, {}, 0, 0}});
  model::Campaign campaign;
  campaign.season = days, campaign.frequency = daily, campaign.items = {0, 1};
  world.duties.item_lists = {0};
  world.duties.campaigns.push_back(campaign);
  const auto periods = world.book()->due_between(duty, Level::grid, date(2025, 9, 8), date(2025, 9, 14));
  REQUIRE(periods.size() == 4);
  CHECK(periods[0].due == date(2025, 9, 10));
  CHECK(periods[0].campaign == 0);
  CHECK(periods[3].due == date(2025, 9, 14));  // what is left of the week
  CHECK(periods[3].campaign == 0xffff);
}

TEST_CASE("5.1 Nothing is owed before the rules are in force, nor after an item ends", "[duties]") {
  World world;
  world.rules.effective = date(2025, 9, 3);
  world.item(daily, RestDays::anyway).valid.to = date(2025, 9, 5);
  CHECK(dues(world, date(2025, 8, 1), date(2025, 10, 1)) == september({3, 4, 5}));
}

TEST_CASE("what is reported when met is owed on no day", "[duties]") {
  World world;
  world.item({}, RestDays::anyway);
  CHECK(dues(world, date(2025, 1, 1), date(2025, 12, 31)).empty());
}

TEST_CASE("5.2b On a Monday that two weeks share, the first completion is for last week and the second for this one", "[duties]") {
  World world;
  world.item(weekly, RestDays::roll);
  const Day monday = date(2025, 9, 8);
  const DutyDone done{first_grid, duty, monday, {}};
  const DutyRecord once(world.book(), {done}), twice(world.book(), {done, done});
  CHECK(once.periods(first_grid, duty, Level::grid, monday, monday + 7, monday + 30).at(0).done == 1);
  CHECK(once.periods(first_grid, duty, Level::grid, monday, monday + 7, monday + 30).at(1).missed);
  CHECK_FALSE(twice.periods(first_grid, duty, Level::grid, monday, monday + 7, monday + 30).at(1).missed);
}

TEST_CASE("5.2b A completion that names its period counts for that one", "[duties]") {
  World world;
  world.item(weekly, RestDays::roll);
  const Day monday = date(2025, 9, 8);
  const DutyRecord record(world.book(), {{first_grid, duty, monday, monday}});
  const auto periods = record.periods(first_grid, duty, Level::grid, monday, monday + 7, monday + 30);
  CHECK(periods.at(0).missed);
  CHECK(periods.at(1).done == 1);
}

TEST_CASE("what piles up stays owed until it is made up", "[duties]") {
  World world;
  world.item(weekly, RestDays::anyway).piles_up = true;
  world.duties.items[0].valid.from = date(2025, 9, 1);
  const auto book = world.book();
  const DutyRecord none(book, {}), one(book, {{first_grid, duty, date(2025, 9, 16), {}}});
  CHECK(none.debt(first_grid, duty, Level::grid, date(2025, 9, 17)) == 2);
  CHECK(one.debt(first_grid, duty, Level::grid, date(2025, 9, 17)) == 1);
  CHECK(one.board(Level::grid, date(2025, 9, 17)).at(0, 0) == 2);  // one missed, and this week's
  CHECK(one.board(Level::grid, date(2025, 9, 17)).at(1, 0) == 3);  // the other grid did nothing
}

TEST_CASE("what others know later does not show on the day asked about", "[duties]") {
  World world;
  world.item(weekly, RestDays::anyway);
  const DutyRecord record(world.book(), {{first_grid, duty, date(2025, 9, 6), {}}});
  CHECK(record.board(Level::grid, date(2025, 9, 5)).at(0, 0) == 1);
  CHECK(record.board(Level::grid, date(2025, 9, 6)).at(0, 0) == 0);
}
