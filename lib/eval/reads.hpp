// What an expression reads of a case, through the tables it asks: facts, deadlines, the level, the
// day.
#pragma once

#include <vector>

#include "lib/rulebook/model.hpp"

namespace sanhuan {

struct FactReads {
  std::vector<std::uint32_t> scalars, texts, lists;  // slots
  std::vector<DeadlineId> deadlines;
  bool level = false, today = false;
  bool has(const model::Fact&) const noexcept;
};

FactReads reads_of(const RulebookData&, ExpressionId);

}  // namespace sanhuan
