#include "lib/eval/reads.hpp"

#include <algorithm>

namespace sanhuan {

namespace {

constexpr int table_depth_max = 4;  // as the evaluator

void collect(const RulebookData& rules, ExpressionId id, FactReads& reads, int depth) {
  if (!id || depth > table_depth_max) return;
  const model::Range code = rules.expressions[id.value].code;
  for (std::uint32_t i = 0; i < code.count; ++i) {
    const model::Code& c = rules.code[code.first + i];
    switch (c.op) {
      case model::Op::fact:
      case model::Op::known: reads.scalars.push_back(c.a); break;
      case model::Op::text_known: case model::Op::text_is: case model::Op::text_contains: case model::Op::text_copy:
        reads.texts.push_back(c.a);
        break;
      case model::Op::list_has: case model::Op::list_empty: case model::Op::list_size: case model::Op::list_in_set:
      case model::Op::list_contains: case model::Op::list_copy:
        reads.lists.push_back(c.a);
        break;
      case model::Op::deadline_done: case model::Op::deadline_count: case model::Op::deadline_rung:
      case model::Op::deadline_armed: case model::Op::deadline_due:
        reads.deadlines.emplace_back(c.a);
        break;
      case model::Op::level: reads.level = true; break;
      case model::Op::today: reads.today = true; break;
      case model::Op::table: case model::Op::table_sum: case model::Op::table_maximum: case model::Op::table_minimum:
      case model::Op::table_rows: case model::Op::table_list: {
        const model::Table& table = rules.tables[c.a];
        for (std::uint32_t k = 0; k < table.columns.count; ++k)
          collect(rules, rules.columns[table.columns.first + k].input, reads, depth + 1);
        for (std::uint32_t r = 0; r < table.rows.count; ++r) {
          const std::uint32_t result = rules.table_rows[table.rows.first + r].first_result + c.b;
          collect(rules, rules.results[result], reads, depth + 1);
        }
        break;
      }
      default: break;
    }
  }
}

bool holds(const std::vector<std::uint32_t>& slots, std::uint32_t slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

}  // namespace

bool FactReads::has(const model::Fact& fact) const noexcept {
  if (fact.type.list) return holds(lists, fact.slot);
  return holds(fact.type.kind == FactKind::text ? texts : scalars, fact.slot);
}

FactReads reads_of(const RulebookData& rules, ExpressionId id) {
  FactReads reads;
  collect(rules, id, reads, 0);
  return reads;
}

}  // namespace sanhuan
