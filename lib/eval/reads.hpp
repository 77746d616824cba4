// What an expression reads of a case, through the tables it asks: facts, deadlines, the level, the
// day.
#pragma once

#include <vector>

#include "lib/rulebook/model.hpp"

namespace sanhuan {

inline constexpr int table_depth_max = 4;  // a table whose input or result reads another table, and so on

struct FactReads {
  std::vector<std::uint32_t> scalars, texts, lists;  // slots
  std::vector<DeadlineId> deadlines;
  bool level = false, today = false;
  bool has(const model::Fact&) const noexcept;
};

FactReads reads_of(const RulebookData&, ExpressionId);

// Every operation of an expression, and of the inputs and results of the tables that it asks.
template <class F>
void for_codes(const RulebookData& rules, ExpressionId id, F&& f, int depth = 0) {
  if (!id || depth > table_depth_max) return;
  const model::Range code = rules.expressions[id.value].code;
  for (std::uint32_t i = 0; i < code.count; ++i) {
    const model::Code& c = rules.code[code.first + i];
    f(c);
    switch (c.op) {
      case model::Op::table: case model::Op::table_sum: case model::Op::table_maximum: case model::Op::table_minimum:
      case model::Op::table_rows: case model::Op::table_list: {
        const model::Table& table = rules.tables[c.a];
        for (std::uint32_t k = 0; k < table.columns.count; ++k)
          for_codes(rules, rules.columns[table.columns.first + k].input, f, depth + 1);
        for (std::uint32_t r = 0; r < table.rows.count; ++r)
          for_codes(rules, rules.results[rules.table_rows[table.rows.first + r].first_result + c.b], f, depth + 1);
        break;
      }
      default: break;
    }
  }
}

}  // namespace sanhuan
