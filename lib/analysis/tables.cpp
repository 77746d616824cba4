#include "lib/analysis/tables.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <span>

namespace sanhuan {

namespace {

using model::Interval;

constexpr std::size_t findings_max = 20;           // of a table: enough to see what is wrong
constexpr std::size_t regions_max = 100'000;       // looked at before the search gives up: under a second

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

using Cell = std::vector<Interval>;  // sorted, apart from one another
using RowSet = std::vector<std::uint32_t>;

// The value of an interval that a person would name: the end that is written, 0 where neither is.
std::int64_t typical(const Interval& i) {
  if (i.low != lowest) return i.low;
  return i.high != highest ? i.high : 0;
}

std::optional<std::int64_t> common(const Cell& a, const Cell& b) {
  for (const Interval& x : a)
    for (const Interval& y : b) {
      const Interval both{std::max(x.low, y.low), std::min(x.high, y.high)};
      if (both.low <= both.high) return typical(both);
    }
  return std::nullopt;
}

bool holds(const Cell& cell, std::int64_t value) {
  return std::any_of(cell.begin(), cell.end(), [&](const Interval& i) { return i.low <= value && value <= i.high; });
}

// What a column can hold: of a fact with a declared range (整数 1 至 5000) that range, else what its type can hold.
Interval domain_of(const RulebookData& rules, const model::Table& table, const model::TableColumn& column) {
  Interval domain = sanhuan::domain_of(rules, column.type);
  const model::Expression& input = rules.expressions[column.input.value];
  if (input.code.count != 1 || rules.code[input.code.first].op != model::Op::fact) return domain;
  const model::Range facts = rules.case_types[table.case_type.value].facts;
  for (std::uint32_t f = facts.first; f < facts.first + facts.count; ++f) {
    const model::Fact& fact = rules.facts[f];
    if (fact.type.list || fact.type.kind == FactKind::text || fact.slot != rules.code[input.code.first].a) continue;
    domain = {std::max(domain.low, fact.low), std::min(domain.high, fact.high)};
  }
  return domain;
}

Cell clipped(std::span<const Interval> cell, Interval domain) {
  Cell inside;
  for (const Interval& i : cell) {
    const Interval part{std::max(i.low, domain.low), std::min(i.high, domain.high)};
    if (part.low <= part.high) inside.push_back(part);
  }
  return inside;
}

class Grid {
 public:
  Grid(const RulebookData& rules, const model::Table& table) {
    for (std::uint32_t c = 0; c < table.columns.count; ++c)
      domains_.push_back(domain_of(rules, table, rules.columns[table.columns.first + c]));
    for (std::uint32_t r = 0; r < table.rows.count; ++r) {
      const model::TableRow& row = rules.table_rows[table.rows.first + r];
      auto& cells = rows_.emplace_back();
      std::size_t narrowed = 0;
      for (std::uint32_t c = 0; c < table.columns.count; ++c) {
        const model::TableCell& cell = rules.cells[row.first_cell + c];
        if (!cell.any) narrowed = c + 1;
        if (cell.any) cells.push_back({domains_[c]});
        else cells.push_back(clipped(std::span(rules.intervals).subspan(cell.intervals.first, cell.intervals.count), domains_[c]));
      }
      narrowed_.push_back(narrowed);
    }
  }

  std::size_t rows() const { return rows_.size(); }
  Interval domain(std::size_t column) const { return domains_[column]; }
  // The first column of which the row says only what it can never be.
  std::optional<std::uint32_t> nothing_in(std::size_t row) const {
    for (std::size_t c = 0; c < rows_[row].size(); ++c)
      if (rows_[row][c].empty()) return static_cast<std::uint32_t>(c);
    return std::nullopt;
  }
  bool same(std::size_t a, std::size_t b) const {
    return std::equal(rows_[a].begin(), rows_[a].end(), rows_[b].begin(), [](const Cell& x, const Cell& y) {
      return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                        [](const Interval& i, const Interval& j) { return i.low == j.low && i.high == j.high; });
    });
  }
  std::optional<std::vector<std::int64_t>> overlap(std::size_t a, std::size_t b) const {
    std::vector<std::int64_t> example;
    for (std::size_t c = 0; c < domains_.size(); ++c) {
      const auto value = common(rows_[a][c], rows_[b][c]);
      if (!value) return std::nullopt;
      example.push_back(*value);
    }
    return example;
  }

  // A point of row `inside` (of the whole domain where it is rows()) that none of the first `count` rows covers.
  std::optional<std::vector<std::int64_t>> uncovered(std::size_t count, std::size_t inside) {
    if (inside < rows_.size() && never(inside)) return std::nullopt;
    seen_.assign(domains_.size(), {});
    std::vector<std::int64_t> example;
    RowSet all(count);
    for (std::uint32_t r = 0; r < count; ++r) all[r] = r;
    if (search(0, all, inside, example)) return example;
    return std::nullopt;
  }
  bool complete() const { return regions_ <= regions_max; }

 private:
  // A cell lies wholly outside what its column can hold.
  bool never(std::size_t row) const {
    return std::any_of(rows_[row].begin(), rows_[row].end(), [](const Cell& cell) { return cell.empty(); });
  }

  // Column by column: the values of a column fall into intervals within which every row answers alike. What is left
  // to search depends on the rows that are still possible only, so each set of them is looked at once a column.
  bool search(std::size_t column, const RowSet& possible, std::size_t inside, std::vector<std::int64_t>& example) {
    if (possible.empty()) {
      for (std::size_t c = column; c < domains_.size(); ++c)
        example.push_back(typical(inside < rows_.size() ? rows_[inside][c].front() : domains_[c]));
      return true;
    }
    // A row that says nothing of the columns to come covers all that is left.
    if (std::any_of(possible.begin(), possible.end(), [&](std::uint32_t r) { return narrowed_[r] <= column; })) return false;
    if (++regions_ > regions_max) return false;
    if (!seen_[column].insert(possible).second) return false;
    for (const Interval& piece : pieces(column, possible, inside)) {
      RowSet left;
      for (std::uint32_t r : possible)
        if (holds(rows_[r][column], piece.low)) left.push_back(r);
      example.push_back(typical(piece));
      if (search(column + 1, left, inside, example)) return true;
      example.pop_back();
    }
    return false;
  }

  std::vector<Interval> pieces(std::size_t column, const RowSet& possible, std::size_t inside) const {
    const Cell whole = inside < rows_.size() ? rows_[inside][column] : Cell{domains_[column]};
    std::set<std::int64_t> starts;
    for (std::uint32_t r : possible)
      for (const Interval& i : rows_[r][column]) {
        starts.insert(i.low);
        if (i.high != highest) starts.insert(i.high + 1);
      }
    std::vector<Interval> found;
    for (Interval rest : whole) {
      for (auto s = starts.upper_bound(rest.low); s != starts.end() && *s <= rest.high; ++s) {
        found.push_back({rest.low, *s - 1});
        rest.low = *s;
      }
      found.push_back(rest);
    }
    return found;
  }

  std::vector<Interval> domains_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<std::size_t> narrowed_;  // by row: one past the last column that it says something of
  std::vector<std::set<RowSet>> seen_;
  std::size_t regions_ = 0;
};

}  // namespace

model::Interval domain_of(const RulebookData& rules, const FactType& type) noexcept {
  switch (type.kind) {
    case FactKind::boolean: return {0, 1};
    case FactKind::enumeration: {
      const std::uint32_t values = rules.enumerations[type.enumeration.value].values.count;
      return {0, values == 0 ? 0 : values - 1};
    }
    case FactKind::level: return {static_cast<std::int64_t>(Level::grid), static_cast<std::int64_t>(Level::district)};
    default: return {lowest, highest};
  }
}

TableFindings check_table(const RulebookData& rules, const model::Table& table, std::uint32_t exclusive_rows) {
  TableFindings result;
  Grid grid(rules, table);
  const auto full = [&] { return result.findings.size() >= findings_max; };
  for (std::uint32_t b = 0; b < grid.rows() && !full(); ++b) {
    if (const auto column = grid.nothing_in(b)) {
      const model::Interval domain = grid.domain(*column);
      result.findings.push_back({TableFinding::Kind::outside, b, *column, {domain.low, domain.high}});
      continue;
    }
    for (std::uint32_t a = 0; a < b && !full(); ++a) {
      if (grid.same(a, b)) {
        result.findings.push_back({TableFinding::Kind::duplicate, b, a, {}});
        break;
      }
      if (b >= exclusive_rows) continue;
      if (auto example = grid.overlap(a, b))
        result.findings.push_back({TableFinding::Kind::overlap, b, a, std::move(*example)});
    }
    const bool reported = !result.findings.empty() && result.findings.back().row == b;
    if (b >= exclusive_rows && table.policy != model::HitPolicy::all && !reported && !grid.uncovered(b, b) &&
        grid.complete())
      result.findings.push_back({TableFinding::Kind::unreachable, b, 0, {}});
  }
  // 全部行 may find no row: an empty list, a sum of 0.
  if (grid.rows() > 0 && table.policy != model::HitPolicy::all)
    if (auto example = grid.uncovered(grid.rows(), grid.rows()))
      result.findings.push_back({TableFinding::Kind::gap, 0, 0, std::move(*example)});
  result.complete = grid.complete();
  return result;
}

}  // namespace sanhuan
