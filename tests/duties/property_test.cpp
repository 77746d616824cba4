// Random duties on random calendars against the slow model. A failing run prints its seed.
#include <catch2/catch.hpp>

#include <random>

#include "tests/duties/naive.hpp"
#include "tests/duties/world.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

constexpr DutyId duty{0};
const Day years_begin = date(2024, 1, 1), years_end = date(2026, 12, 31);

class Draw {
 public:
  explicit Draw(unsigned seed) : engine_(seed) {}
  int from(int low, int high) { return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1)); }
  bool one_in(int n) { return from(1, n) == 1; }

 private:
  std::mt19937 engine_;
};

struct Drawn {
  World world;
  NaiveDuty naive;
};

// Whether `d` lies in one of the spans, by counting.
bool in_spans(const std::vector<model::SeasonSpan>& spans, Day d) {
  const CivilDate c = civil(d);
  const auto after = [&](int m, int day) { return c.month > m || (c.month == m && c.day >= day); };
  const auto before = [&](int m, int day) { return c.month < m || (c.month == m && c.day <= day); };
  for (const auto& s : spans) {
    const bool wraps = s.from_month > s.to_month || (s.from_month == s.to_month && s.from_day > s.to_day);
    const bool a = after(s.from_month, s.from_day), b = before(s.to_month, s.to_day);
    if (wraps ? a || b : a && b) return true;
  }
  return false;
}

std::unique_ptr<Drawn> draw_world(Draw& draw) {
  auto drawn = std::make_unique<Drawn>();
  World& world = drawn->world;
  for (int i = draw.from(0, 12); i > 0; --i) world.rest(years_begin + draw.from(0, 1090), draw.from(1, 10));
  for (int i = draw.from(0, 6); i > 0; --i) world.work(years_begin + draw.from(0, 1090));
  // One kind for a day: the first said of it holds.
  std::vector<DayException>& days = world.calendar.exceptions;
  std::stable_sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  days.erase(std::unique(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.day == b.day; }), days.end());

  const auto cycle = static_cast<Cycle>(draw.from(1, 5));
  constexpr int most[] = {1, 3, 7, 9, 7, 13};
  const Frequency frequency{cycle, static_cast<std::uint8_t>(draw.one_in(2) ? 1 : draw.from(1, most[static_cast<int>(cycle)]))};
  model::DutyItem& item = world.item(frequency, static_cast<RestDays>(draw.from(0, 3)));
  item.piles_up = draw.one_in(4);
  item.valid = {date(2024, 3, 1) + draw.from(0, 300), date(2025, 6, 1) + draw.from(0, 500)};
  std::vector<model::SeasonSpan> spans;
  if (draw.one_in(2)) {
    for (int i = draw.from(1, 2); i > 0; --i)
      spans.push_back({static_cast<std::uint8_t>(draw.from(1, 12)), static_cast<std::uint8_t>(draw.from(1, 28)),
                       static_cast<std::uint8_t>(draw.from(1, 12)), static_cast<std::uint8_t>(draw.from(1, 28)), {}, 0, 0});
    item.season = world.season(spans);
  }
  const model::DutyItem copy = item;
  drawn->naive = {copy.frequency, copy.rest, copy.piles_up, [copy, spans](Day d) {
                    return copy.valid.from <= d && d <= copy.valid.to && (spans.empty() || in_spans(spans, d));
                  }};
  return drawn;
}

bool same(const DutyPeriod& a, const NaivePeriod& b) {
  return a.first == b.first && a.last == b.last && a.due == b.due && a.times == b.times;
}

std::vector<DutyDone> draw_done(Draw& draw) {
  std::vector<DutyDone> done;
  for (int i = draw.from(0, 80); i > 0; --i) {
    const Day day = date(2025, 1, 1) + draw.from(0, 400);
    DutyDone one{draw.one_in(3) ? second_grid : first_grid, duty, day, {}};
    if (draw.one_in(4)) one.period = day - draw.from(0, 9);
    done.push_back(one);
  }
  return done;
}

std::vector<DutyDone> of_unit(const std::vector<DutyDone>& all, UnitId unit) {
  std::vector<DutyDone> some;
  for (const DutyDone& one : all)
    if (one.unit == unit) some.push_back(one);
  return some;
}

}  // namespace

TEST_CASE("the periods of any duty on any calendar are those of the slow model", "[duties][property]") {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    Draw draw(seed);
    const auto drawn = draw_world(draw);
    const auto book = drawn->world.book();
    const auto naive = naive_periods(drawn->naive, book->rulebook().calendar(), years_begin, years_end);
    for (int i = 0; i < 40; ++i) {
      const Day day = date(2024, 2, 1) + draw.from(0, 900);
      CAPTURE(to_string(day));
      std::vector<NaivePeriod> open, due;
      const Day to = day + draw.from(0, 60);
      for (const NaivePeriod& p : naive) {
        if (naive_open(p, day)) open.push_back(p);
        if (day <= p.due && p.due <= to) due.push_back(p);
      }
      const auto found_open = book->open_on(duty, Level::grid, day);
      const auto found_due = book->due_between(duty, Level::grid, day, to);
      REQUIRE(std::equal(found_open.begin(), found_open.end(), open.begin(), open.end(), same));
      REQUIRE(std::equal(found_due.begin(), found_due.end(), due.begin(), due.end(), same));
    }
  }
}

TEST_CASE("what was done counts for the periods that the slow model gives it to", "[duties][property]") {
  for (unsigned seed = 1000; seed < 1100; ++seed) {
    CAPTURE(seed);
    Draw draw(seed);
    const auto drawn = draw_world(draw);
    // Among many others that are never due a duty is looked up in another way.
    if (draw.one_in(2))
      for (int i = 0; i < 500; ++i) drawn->world.item({}, RestDays::anyway);
    const auto book = drawn->world.book();
    const auto done = draw_done(draw);
    const DutyRecord record(book, done);
    for (int i = 0; i < 6; ++i) {
      const Day known = date(2025, 1, 1) + draw.from(0, 420);
      const UnitId unit = draw.one_in(2) ? first_grid : second_grid;
      CAPTURE(to_string(known));
      auto naive = naive_periods(drawn->naive, book->rulebook().calendar(), years_begin, years_end);
      naive_settle(naive, drawn->naive, of_unit(done, unit), known);

      const Day from = known - draw.from(0, 200), to = known + draw.from(0, 30);
      std::vector<NaivePeriod> expected;
      std::uint32_t debt = 0;
      for (const NaivePeriod& p : naive) {
        if (from <= p.due && p.due <= to) expected.push_back(p);
        if (drawn->naive.piles_up && p.due < known) debt += static_cast<std::uint32_t>(p.times - p.done);
      }
      const auto found = record.periods(unit, duty, Level::grid, from, to, known);
      REQUIRE(found.size() == expected.size());
      for (std::size_t p = 0; p < found.size(); ++p) {
        CAPTURE(to_string(found[p].period.due));
        CHECK(same(found[p].period, expected[p]));
        CHECK(found[p].done == expected[p].done);
        CHECK(found[p].missed == (expected[p].due < known && expected[p].done < expected[p].times));
      }
      CHECK(record.debt(unit, duty, Level::grid, known) == debt);

      const DutyTally tally = record.tally(Level::grid, from, to, known);
      std::uint32_t owed = 0, fulfilled = 0;
      for (const NaivePeriod& p : expected)
        if (p.due < known) owed += static_cast<std::uint32_t>(p.times), fulfilled += static_cast<std::uint32_t>(p.done);
      REQUIRE(tally.duties.size() == (owed == 0 ? 0 : 1));
      if (owed != 0) {
        CHECK(tally.owed[0] == owed);
        CHECK(tally.done_at(unit == first_grid ? 0 : 1, 0) == fulfilled);
      }

      const DutyBoard board = record.board(Level::grid, known);
      const std::size_t row = unit == first_grid ? 0 : 1;
      std::vector<int> wanting;
      std::uint32_t before = debt;
      for (const NaivePeriod& p : naive)
        if (naive_open(p, known)) wanting.push_back(static_cast<int>(std::exchange(before, 0u)) + p.times - p.done);
      REQUIRE(board.columns.size() == wanting.size());
      for (std::size_t c = 0; c < wanting.size(); ++c) CHECK(board.at(row, c) == wanting[c]);
    }
  }
}
