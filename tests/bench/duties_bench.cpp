#include <stdexcept>

#include "sanhuan/duties.hpp"
#include "sanhuan/pack.hpp"
#include "tests/bench/limits/bench.hpp"
#include "tests/bench/works.hpp"

namespace sanhuan::bench {

namespace {

constexpr std::int32_t days_of_work = 60;

// What every grid did in the last weeks: each duty that is open once in 24 days, by a fixed seed.
std::vector<DutyDone> some_work(const DutyBook& book, Day today) {
  std::vector<DutyDone> done;
  std::uint64_t draw = 385;
  for (Day day = today - days_of_work; day <= today; day = day + 1)
    for (std::size_t d = 0; d < book.items(); ++d) {
      if (book.open_on(DutyId(d), Level::grid, day).empty()) continue;
      for (const UnitId grid : book.units(Level::grid))
        if (::bench::splitmix64(++draw) % 24 == 0) done.push_back({grid, DutyId(d), day, {}});
    }
  return done;
}

}  // namespace

// Everything that every grid of the district owes on one day, with the work of two months behind it.
std::vector<Row> duties(const std::string& folder) {
  const Limits limits = run_limit(folder, "limit_duties");
  const Loaded pack = load_pack("rules/lanshan");
  if (!pack.rulebook) throw std::runtime_error("rules/lanshan does not load: try sanhuan check on it");
  const auto book = std::make_shared<const DutyBook>(pack.rulebook);
  const Day today = day_of({2026, 9, 18});
  const DutyRecord record(book, some_work(*book, today));
  if (book->items() != 385 || book->units(Level::grid).size() != 2532) throw std::runtime_error("duties: not the district");

  // Grid by grid and duty by duty, for some of them.
  const DutyBoard board = record.board(Level::grid, today);
  for (std::size_t row = 0; row < board.units.size(); row += 211)
    for (std::size_t c = 0; c < board.columns.size(); ++c) {
      const DutyBoard::Column& column = board.columns[c];
      for (const DutyStanding& p : record.periods(board.units[row], column.duty, Level::grid, column.period.due, column.period.due, today))
        if (p.period.times - p.done != board.at(row, c)) throw std::runtime_error("duties: a wrong cell");
    }
  const Figure ours{::bench::repeat(9, [&] {
    const double start = ::bench::now();
    ::bench::keep(record.board(Level::grid, today).wanting.size());
    return 1e3 * (::bench::now() - start);
  })};
  return {{"a day of 2532 grids x 385 items", "ms", ours, best(limits, "a day of 2532 grids x 385 items", false).median(), 50, false}};
}

}  // namespace sanhuan::bench
