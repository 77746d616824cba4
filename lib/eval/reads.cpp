#include "lib/eval/reads.hpp"

#include <algorithm>

namespace sanhuan {

namespace {

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
  for_codes(rules, id, [&](const model::Code& c) {
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
      default: break;
    }
  });
  return reads;
}

}  // namespace sanhuan
