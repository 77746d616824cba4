// Decision tables as bit sets: for each column the rows that each elementary interval of its input satisfies, so that
// a look-up is one AND of a few words per column. Semantics 3.3b.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/eval/subject.hpp"
#include "lib/rulebook/model.hpp"

namespace sanhuan {

class TableIndex {
 public:
  TableIndex(const RulebookData&, const model::Table&);

  struct Hit {
    enum class Kind : std::uint8_t { row, none, unknown } kind = Kind::none;
    std::uint32_t row = 0;  // position in the table
  };
  // `inputs`: one scalar a column.
  Hit find(const Scalar* inputs) const noexcept;
  // All rows that match, in their order; nullopt where one may match and it can't be told.
  std::optional<std::vector<std::uint32_t>> find_all(const Scalar* inputs) const;
  std::size_t columns() const noexcept { return columns_.size(); }

 private:
  struct Column {
    std::vector<std::int64_t> starts;    // elementary intervals [starts[i], starts[i + 1]); the first is INT64_MIN
    std::vector<std::uint64_t> rows;     // words_ words for each interval
    std::vector<std::uint64_t> any;      // rows whose cell is 不限
    std::int64_t dense_low = 0;          // small domains (enumerations, booleans) look up by value
    std::vector<std::uint32_t> dense;    // interval of dense_low + i
  };
  struct Words { std::uint64_t certain, possible; };
  Words match_word(const Scalar* inputs, std::uint32_t word) const noexcept;
  const std::uint64_t* match(const Column&, std::int64_t) const noexcept;
  std::vector<Column> columns_;
  std::vector<std::uint32_t> outcome_;  // by row: the first row with the same outputs
  std::uint32_t rows_ = 0, words_ = 0;
  model::HitPolicy policy_;
};

using TableIndexes = std::vector<TableIndex>;
TableIndexes index_tables(const RulebookData&);

inline constexpr std::size_t table_columns_max = 64;

}  // namespace sanhuan
