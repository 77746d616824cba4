#include <algorithm>
#include <utility>

#include "lib/duties/book.hpp"
#include "lib/duties/settle.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

namespace {
constexpr std::size_t pairs_max = 1u << 26;      // 256 MB of places
constexpr std::size_t pairs_per_entry_max = 64;  // and they are worth it: else a pair is searched for
}

// What was done, in order of unit, duty and day. `begin[unit * duties + duty]` is where that pair begins; empty where there
// are more pairs than it is worth.
struct DutyRecord::Index {
  std::vector<DutyDone> done;
  std::vector<std::uint32_t> begin;
  std::size_t duties = 0;
};

DutyRecord::DutyRecord(std::shared_ptr<const DutyBook> book, std::vector<DutyDone> done) : book_(std::move(book)) {
  auto index = std::make_shared<Index>();
  index->duties = book_->size();
  const std::size_t units = book_->rulebook().organisation().size();
  const auto strange = [&](const DutyDone& d) { return d.unit.value >= units || d.duty.value >= index->duties; };
  done.erase(std::remove_if(done.begin(), done.end(), strange), done.end());
  std::stable_sort(done.begin(), done.end(), [](const DutyDone& a, const DutyDone& b) {
    return a.unit != b.unit ? a.unit < b.unit : a.duty != b.duty ? a.duty < b.duty : a.day < b.day;
  });
  const std::size_t pairs = units * index->duties;
  if (done.size() < UINT32_MAX && pairs < pairs_max && pairs <= done.size() * pairs_per_entry_max) {
    index->begin.assign(units * index->duties + 1, 0);
    for (const DutyDone& d : done) ++index->begin[d.unit.value * index->duties + d.duty.value + 1];
    for (std::size_t i = 1; i < index->begin.size(); ++i) index->begin[i] += index->begin[i - 1];
  }
  index->done = std::move(done);
  index_ = std::move(index);
}

std::span<const DutyDone> DutyRecord::of(UnitId unit, DutyId duty) const noexcept {
  if (index_->done.empty()) return {};
  if (index_->begin.empty()) {
    const auto before = [](const DutyDone& a, const DutyDone& b) { return a.unit != b.unit ? a.unit < b.unit : a.duty < b.duty; };
    const auto [first, last] = std::equal_range(index_->done.begin(), index_->done.end(), DutyDone{unit, duty, {}, {}}, before);
    return {first, last};
  }
  const std::size_t pair = unit.value * index_->duties + duty.value;
  return std::span(index_->done).subspan(index_->begin[pair], index_->begin[pair + 1] - index_->begin[pair]);
}

namespace {

constexpr std::int32_t first_look_back = 40, look_back_max = 1 << 20;

// The periods that decide what those due from `from` on get: those before it that are open together with one of them,
// and so on. Of a duty that piles up, all since it began.
std::vector<DutyPeriod> chain(const DutyBook::Tables& tables, const Calendar& calendar, DutyId duty, Level level, Day from,
                              Day to) {
  const DutyBook::Tables::Duty& of = tables.duties[duty.value];
  if (of.piles_up) return tables.periods(duty, level, calendar, of.begins, to);
  for (std::int32_t back = first_look_back;; back *= 2) {
    const Day low = std::max(from - back, of.begins);
    std::vector<DutyPeriod> periods = tables.periods(duty, level, calendar, low, to);
    const auto due_before = [](const DutyPeriod& p, Day d) { return p.due < d; };
    auto first = std::lower_bound(periods.begin(), periods.end(), from, due_before);
    if (first == periods.end()) return {};
    Day opens = last_day;
    for (auto p = first; p != periods.end(); ++p) opens = std::min(opens, p->opens());
    while (first != periods.begin() && std::prev(first)->due >= opens) opens = std::min(opens, (--first)->opens());
    if (opens > low || low == of.begins || back > look_back_max) {  // what is due before `low` is over by then
      periods.erase(periods.begin(), first);
      return periods;
    }
  }
}

// What was done before any of the periods was open counts for none of them.
std::span<const DutyDone> since(std::span<const DutyDone> done, std::span<const DutyPeriod> periods) {
  if (done.empty() || periods.empty()) return {};
  Day opens = last_day;
  for (const DutyPeriod& p : periods) opens = std::min(opens, p.opens());
  const auto begin = std::lower_bound(done.begin(), done.end(), opens, [](const DutyDone& d, Day day) { return d.day < day; });
  return {begin, done.end()};
}

}  // namespace

DutyBoard DutyRecord::board(Level level, Day day) const {
  const DutyBook::Tables& tables = *book_->tables_;
  const Calendar& calendar = book_->rulebook().calendar();
  DutyBoard board;
  board.level = level;
  board.units = book_->units(level);
  struct Group {  // the columns of one duty
    DutyId duty;
    bool piles_up = false;
    std::vector<DutyPeriod> periods;
    std::vector<std::pair<std::size_t, std::size_t>> open;  // position in periods, column
    Day opens = last_day;
    std::size_t missed = 0;  // how many of them were due before the day, where they pile up
  };
  std::vector<Group> groups;
  std::vector<std::uint16_t> nothing_done;
  for (std::size_t i = 0; i < tables.duties.size(); ++i) {
    Group group;
    group.duty = DutyId(i);
    if (tables.find(group.duty, level) == nullptr) continue;
    group.piles_up = tables.duties[i].piles_up;
    group.periods = chain(tables, calendar, group.duty, level, day, day);
    std::uint32_t debt = 0;
    for (std::size_t p = 0; p < group.periods.size(); ++p) {
      const DutyPeriod& period = group.periods[p];
      group.opens = std::min(group.opens, period.opens());
      if (period.due < day) {
        if (group.piles_up) debt += period.times, ++group.missed;
        continue;
      }
      if (day < period.opens()) continue;
      group.open.emplace_back(p, board.columns.size());
      board.columns.push_back({group.duty, period});
      nothing_done.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(period.times + std::exchange(debt, 0u), UINT16_MAX)));
    }
    if (!group.open.empty()) groups.push_back(std::move(group));
  }
  const std::size_t width = board.columns.size();
  board.wanting.resize(width * board.units.size());
  std::vector<std::uint16_t> done_of;
  for (std::size_t row = 0; row < board.units.size(); ++row) {
    std::uint16_t* const cells = board.wanting.data() + row * width;
    std::copy(nothing_done.begin(), nothing_done.end(), cells);
    if (index_->done.empty()) continue;
    for (const Group& group : groups) {
      const auto all = of(board.units[row], group.duty);
      if (all.empty() || all.back().day < group.opens) continue;
      settle(group.periods, since(all, group.periods), group.piles_up, day, done_of);
      std::uint32_t debt = 0;
      for (std::size_t p = 0; p < group.missed; ++p) debt += static_cast<std::uint32_t>(group.periods[p].times - done_of[p]);
      for (const auto& [p, column] : group.open)
        cells[column] = static_cast<std::uint16_t>(
            std::min<std::uint32_t>(group.periods[p].times - done_of[p] + std::exchange(debt, 0u), UINT16_MAX));
    }
  }
  return board;
}

std::vector<DutyStanding> DutyRecord::periods(UnitId unit, DutyId duty, Level level, Day from, Day to, Day known) const {
  const DutyBook::Tables& tables = *book_->tables_;
  std::vector<DutyStanding> result;
  if (tables.find(duty, level) == nullptr || to < from) return result;
  const auto periods = chain(tables, book_->rulebook().calendar(), duty, level, from, to);
  std::vector<std::uint16_t> done_of;
  settle(periods, since(of(unit, duty), periods), book_->piles_up(duty), known, done_of);
  for (std::size_t i = 0; i < periods.size(); ++i)
    if (from <= periods[i].due && periods[i].due <= to)
      result.push_back({periods[i], done_of[i], periods[i].due < known && done_of[i] < periods[i].times});
  return result;
}

DutyTally DutyRecord::tally(Level level, Day from, Day to, Day known) const {
  const DutyBook::Tables& tables = *book_->tables_;
  DutyTally tally;
  tally.level = level;
  tally.units = book_->units(level);
  to = std::min(to, known - 1);
  std::vector<std::vector<DutyPeriod>> periods;
  for (std::size_t i = 0; i < tables.duties.size() && from <= to; ++i) {
    if (tables.find(DutyId(i), level) == nullptr) continue;
    auto of_duty = chain(tables, book_->rulebook().calendar(), DutyId(i), level, from, to);
    std::uint32_t owed = 0;
    for (const DutyPeriod& p : of_duty)
      if (from <= p.due && p.due <= to) owed += p.times;
    if (owed == 0) continue;
    tally.duties.emplace_back(i);
    tally.owed.push_back(owed);
    periods.push_back(std::move(of_duty));
  }
  tally.done.assign(tally.units.size() * tally.duties.size(), 0);
  std::vector<std::uint16_t> done_of;
  for (std::size_t row = 0; row < tally.units.size(); ++row) {
    for (std::size_t column = 0; column < tally.duties.size(); ++column) {
      const auto some = since(of(tally.units[row], tally.duties[column]), periods[column]);
      if (some.empty()) continue;
      settle(periods[column], some, tables.duties[tally.duties[column].value].piles_up, known, done_of);
      std::uint32_t& done = tally.done[row * tally.duties.size() + column];
      for (std::size_t p = 0; p < done_of.size(); ++p)
        if (from <= periods[column][p].due && periods[column][p].due <= to) done += done_of[p];
    }
  }
  return tally;
}

std::uint32_t DutyRecord::debt(UnitId unit, DutyId duty, Level level, Day known) const {
  if (!book_->piles_up(duty)) return 0;
  std::uint32_t sum = 0;
  for (const DutyStanding& p : periods(unit, duty, level, book_->begins(duty), known, known))
    if (p.missed) sum += static_cast<std::uint32_t>(p.period.times - p.done);
  return sum;
}

}  // namespace sanhuan
