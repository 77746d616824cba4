// What an expression reads of a case, through the tables it asks: facts, the level, the day.
#pragma once

#include <vector>

#include "lib/rulebook/model.hpp"

namespace sanhuan::dsl {

struct Reads {
  std::vector<std::uint32_t> scalars, texts, lists;  // slots
  bool level = false, today = false;
  bool has(const model::Fact&) const noexcept;
};

Reads reads_of(const RulebookData&, ExpressionId);

}  // namespace sanhuan::dsl
