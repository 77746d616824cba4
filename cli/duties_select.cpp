#include "cli/duties_select.hpp"

#include <algorithm>
#include <span>

#include "lib/rulebook/duties.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan::cli {
namespace {

constexpr Level levels[] = {Level::district, Level::town, Level::village, Level::grid};

// The rows of the unit asked about, else all.
std::pair<std::size_t, std::size_t> rows(const DutyWish& wish, std::span<const UnitId> units) {
  if (!wish.unit) return {0, units.size()};
  const auto found = std::find(units.begin(), units.end(), wish.unit);
  const auto at = static_cast<std::size_t>(found - units.begin());
  return found == units.end() ? std::pair<std::size_t, std::size_t>{0, 0} : std::pair{at, at + 1};
}

}  // namespace

const model::DutyItem* item_of(const DutyBook& book, DutyId duty) {
  return duty.value < book.items() ? &book.rulebook().data().duties->items[duty.value] : nullptr;
}

bool DutyWish::matches(const DutyBook& book, DutyId one) const {
  if (duty && duty != one) return false;
  const model::DutyItem* const item = item_of(book, one);
  if (item == nullptr) return !of_items_only();
  const RulebookData& rules = book.rulebook().data();
  if (!kind.empty() && rules.text(item->kind) != kind) return false;
  if (!department || item->lead == department) return true;
  const auto support = std::span(rules.duties->units).subspan(item->support.first, item->support.count);
  return std::find(support.begin(), support.end(), department) != support.end();
}

std::vector<OwedLine> owed_on(const DutyRecord& record, const DutyWish& wish, Day day) {
  std::vector<OwedLine> lines;
  for (const Level level : levels) {
    const DutyBoard board = record.board(level, day);
    const auto [first, last] = rows(wish, board.units);
    if (first == last) continue;
    for (std::size_t column = 0; column < board.columns.size(); ++column) {
      const DutyBoard::Column& owed = board.columns[column];
      if (!wish.matches(record.book(), owed.duty)) continue;
      OwedLine line{owed.duty, level, owed.period, static_cast<std::uint32_t>(last - first), 0, 0};
      for (std::size_t row = first; row < last; ++row) {
        line.wanting += board.at(row, column);
        line.waiting += board.at(row, column) > 0 ? 1 : 0;
      }
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<MissedLine> missed_between(const DutyRecord& record, const DutyWish& wish, Day from, Day to, Day known) {
  std::vector<MissedLine> lines;
  for (const Level level : levels) {
    const DutyTally tally = record.tally(level, from, to, known);
    const auto [first, last] = rows(wish, tally.units);
    if (first == last) continue;
    for (std::size_t column = 0; column < tally.duties.size(); ++column) {
      if (!wish.matches(record.book(), tally.duties[column])) continue;
      MissedLine line{tally.duties[column], level, static_cast<std::uint32_t>(last - first), 0, 0, 0};
      for (std::size_t row = first; row < last; ++row) {
        line.owed += tally.owed[column];
        line.done += tally.done_at(row, column);
        line.units_missing += tally.missed_at(row, column) > 0 ? 1 : 0;
      }
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<KeptLine> kept_by(const DutyRecord& record, const DutyWish& wish, Level by, Day from, Day to, Day known) {
  const DutyBook& book = record.book();
  const Organisation& organisation = book.rulebook().organisation();
  std::vector<KeptLine> lines;
  std::vector<std::size_t> line_of(organisation.size(), SIZE_MAX);
  for (const UnitId unit : book.units(by)) {
    line_of[unit.value] = lines.size();
    lines.push_back({unit, 0, 0});
  }
  for (const Level level : levels) {
    const DutyTally tally = record.tally(level, from, to, known);
    for (std::size_t row = 0; row < tally.units.size(); ++row) {
      const UnitId above = organisation.ancestor(tally.units[row], by);
      if (!above || line_of[above.value] == SIZE_MAX) continue;
      if (wish.unit && !organisation.in_line_of(wish.unit, tally.units[row])) continue;
      KeptLine& line = lines[line_of[above.value]];
      for (std::size_t column = 0; column < tally.duties.size(); ++column) {
        if (!wish.matches(book, tally.duties[column])) continue;
        line.owed += tally.owed[column];
        line.done += tally.done_at(row, column);
      }
    }
  }
  lines.erase(std::remove_if(lines.begin(), lines.end(), [](const KeptLine& l) { return l.owed == 0; }), lines.end());
  // done/owed compared without dividing; those that are alike stay in the order of the organisation.
  std::stable_sort(lines.begin(), lines.end(), [](const KeptLine& a, const KeptLine& b) { return a.done * b.owed > b.done * a.owed; });
  return lines;
}

std::vector<MissedOne> misses_between(const DutyRecord& record, const DutyWish& wish, Day from, Day to, Day known) {
  std::vector<MissedOne> all;
  const DutyBook& book = record.book();
  for (const Level level : levels) {
    const DutyTally tally = record.tally(level, from, to, known);
    const auto [first, last] = rows(wish, tally.units);
    for (std::size_t column = 0; column < tally.duties.size(); ++column) {
      if (!wish.matches(book, tally.duties[column])) continue;
      for (std::size_t row = first; row < last; ++row) {
        if (tally.missed_at(row, column) == 0) continue;
        for (const DutyStanding& standing : record.periods(tally.units[row], tally.duties[column], level, from, to, known))
          if (standing.missed) all.push_back({tally.units[row], tally.duties[column], standing});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const MissedOne& a, const MissedOne& b) { return a.standing.period.due < b.standing.period.due; });
  return all;
}

std::vector<DutyEffect> effects_between(const DutyRecord& record, const DutyWish& wish, Day from, Day to, Day known) {
  std::vector<DutyEffect> all;
  for (const Level level : levels)
    for (DutyEffect& effect : effects_of_missed(record, level, from, to, known))
      if ((!wish.unit || effect.unit == wish.unit) && wish.matches(record.book(), effect.duty)) all.push_back(effect);
  std::stable_sort(all.begin(), all.end(), [](const DutyEffect& a, const DutyEffect& b) { return a.period.due < b.period.due; });
  return all;
}

}  // namespace sanhuan::cli
