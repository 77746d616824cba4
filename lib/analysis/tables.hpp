// The algebra of decision tables: rows that overlap (交叉) or repeat (重复), cases that no row covers (缝隙), rows that
// are never reached or say what the column can never be (范围以外). Each with a concrete example. Semantics 9.1.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/rulebook/model.hpp"

namespace sanhuan {

struct TableFinding {
  enum class Kind : std::uint8_t { overlap, duplicate, gap, unreachable, outside } kind = Kind::gap;
  std::uint32_t row = 0;              // position in the table; not of a gap
  std::uint32_t other = 0;            // overlap, duplicate: the earlier row; outside: the column
  std::vector<std::int64_t> example;  // a value for each column; outside: the lowest and highest that the column may have
};

struct TableFindings {
  std::vector<TableFinding> findings;
  bool complete = true;  // false: too large to look at every case
};

// The values that a column may have.
model::Interval domain_of(const RulebookData&, const FactType&) noexcept;

// `exclusive_rows`: how many rows from the first must not overlap (只取一行; not a last row of 其余).
TableFindings check_table(const RulebookData&, const model::Table&, std::uint32_t exclusive_rows);

}  // namespace sanhuan
