#include "lib/eval/table.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>

namespace sanhuan {

namespace {
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t dense_domain_max = 256;

// What a row gives, so that two rows can be told to give the same.
std::vector<std::int64_t> outputs_of(const RulebookData& rules, const model::Table& table, std::uint32_t row) {
  std::vector<std::int64_t> all;
  const std::uint32_t first = rules.table_rows[table.rows.first + row].first_result;
  for (std::uint32_t o = 0; o < table.outputs.count; ++o) {
    const model::Range code = rules.expressions[rules.results[first + o].value].code;
    all.push_back(code.count);
    for (std::uint32_t i = code.first; i < code.first + code.count; ++i) {
      const model::Code& c = rules.code[i];
      const bool constant = c.op == model::Op::push;
      all.insert(all.end(), {static_cast<std::int64_t>(c.op), constant ? rules.constants[c.a] : c.a, constant ? 0 : c.b});
    }
  }
  return all;
}

void set_bit(std::uint64_t* words, std::uint32_t row) { words[row >> 6] |= std::uint64_t{1} << (row & 63); }
}  // namespace

TableIndex::TableIndex(const RulebookData& rules, const model::Table& table)
    : rows_(table.rows.count), words_((table.rows.count + 63) / 64), policy_(table.policy) {
  for (std::uint32_t c = 0; c < table.columns.count; ++c) {
    Column column;
    column.any.resize(words_);
    std::vector<std::int64_t>& starts = column.starts;
    starts.push_back(lowest);
    const auto cell_of = [&](std::uint32_t row) -> const model::TableCell& {
      return rules.cells[rules.table_rows[table.rows.first + row].first_cell + c];
    };
    for (std::uint32_t row = 0; row < rows_; ++row) {
      const model::TableCell& cell = cell_of(row);
      for (std::uint32_t i = 0; !cell.any && i < cell.intervals.count; ++i) {
        const model::Interval& interval = rules.intervals[cell.intervals.first + i];
        starts.push_back(interval.low);
        if (interval.high != highest) starts.push_back(interval.high + 1);
      }
    }
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    column.rows.resize(starts.size() * words_);
    for (std::uint32_t row = 0; row < rows_; ++row) {
      const model::TableCell& cell = cell_of(row);
      if (cell.any) set_bit(column.any.data(), row);
      for (std::size_t k = 0; k < starts.size(); ++k) {
        bool inside = cell.any;
        for (std::uint32_t i = 0; !inside && i < cell.intervals.count; ++i) {
          const model::Interval& interval = rules.intervals[cell.intervals.first + i];
          inside = interval.low <= starts[k] && starts[k] <= interval.high;
        }
        if (inside) set_bit(column.rows.data() + k * words_, row);
      }
    }
    if (starts.size() > 1 && starts.back() - starts[1] <= dense_domain_max) {
      column.dense_low = starts[1] - 1;
      std::uint32_t at = 0;
      for (std::int64_t v = column.dense_low; v <= starts.back(); ++v) {
        while (at + 1 < starts.size() && starts[at + 1] <= v) ++at;
        column.dense.push_back(at);
      }
    }
    columns_.push_back(std::move(column));
  }
  std::map<std::vector<std::int64_t>, std::uint32_t> first;
  for (std::uint32_t row = 0; row < rows_; ++row) outcome_.push_back(first.emplace(outputs_of(rules, table, row), row).first->second);
}

const std::uint64_t* TableIndex::match(const Column& column, std::int64_t value) const noexcept {
  std::size_t at = 0;
  if (!column.dense.empty()) {
    const std::int64_t last = static_cast<std::int64_t>(column.dense.size()) - 1;
    at = column.dense[static_cast<std::size_t>(std::clamp(value, column.dense_low, column.dense_low + last) -
                                               column.dense_low)];
  } else {
    const auto next = std::upper_bound(column.starts.begin(), column.starts.end(), value);
    at = static_cast<std::size_t>(next - column.starts.begin()) - 1;
  }
  return column.rows.data() + at * words_;
}

// A row is certain where every known input is in its cell and every unknown one meets 不限; it is possible where the
// known ones are.
TableIndex::Words TableIndex::match_word(const Scalar* inputs, std::uint32_t word) const noexcept {
  const std::uint32_t left = rows_ - word * 64;
  const std::uint64_t all = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
  Words words{all, all};
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (inputs[c].known) {
      const std::uint64_t rows = match(columns_[c], inputs[c].bits)[word];
      words.certain &= rows;
      words.possible &= rows;
    } else {
      words.certain &= columns_[c].any[word];
    }
  }
  return words;
}

TableIndex::Hit TableIndex::find(const Scalar* inputs) const noexcept {
  // 只取一行 takes the certain row; 首个 and 优先 are unknown if a possible row with other outputs stands before it; 全部行 is
  // unknown if any row is only possible.
  std::uint32_t before = rows_;  // a possible row before the certain one
  for (std::uint32_t word = 0; word < words_; ++word) {
    const auto [certain, possible] = match_word(inputs, word);
    if (policy_ == model::HitPolicy::unique) {
      if (certain != 0) return {Hit::Kind::row, word * 64 + static_cast<std::uint32_t>(std::countr_zero(certain))};
      continue;
    }
    if (policy_ == model::HitPolicy::all && possible != certain) return {Hit::Kind::unknown, 0};
    for (std::uint64_t left = possible; left != 0; left &= left - 1) {
      const auto bit = static_cast<std::uint32_t>(std::countr_zero(left));
      const std::uint32_t row = word * 64 + bit;
      if (before != rows_ && outcome_[row] != outcome_[before]) return {Hit::Kind::unknown, before};
      if ((certain >> bit & 1) != 0) return {Hit::Kind::row, row};
      if (before == rows_) before = row;
    }
  }
  if (before != rows_) return {Hit::Kind::unknown, before};
  if (policy_ != model::HitPolicy::unique) return {};
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (!inputs[c].known) return {Hit::Kind::unknown, 0};
  return {};
}

std::optional<std::vector<std::uint32_t>> TableIndex::find_all(const Scalar* inputs) const {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t word = 0; word < words_; ++word) {
    auto [certain, possible] = match_word(inputs, word);
    if (certain != possible) return std::nullopt;
    for (; certain != 0; certain &= certain - 1)
      rows.push_back(word * 64 + static_cast<std::uint32_t>(std::countr_zero(certain)));
  }
  return rows;
}

TableIndexes index_tables(const RulebookData& rules) {
  TableIndexes indexes;
  indexes.reserve(rules.tables.size());
  for (const model::Table& table : rules.tables) indexes.emplace_back(rules, table);
  return indexes;
}

}  // namespace sanhuan
