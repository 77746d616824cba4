// 常设 in rule text: who owes what how often, what a finding opens, what a miss brings. Semantics 5.
#pragma once

#include <vector>

#include "dsl/resolve/expression.hpp"
#include "lib/rulebook/duties.hpp"

namespace sanhuan::dsl {

// All standing duties of a file, in its order, behind those that are there.
void lower_standings(Context&, const RuleFile&, const std::vector<TableShape>&, DutyData& out);

}  // namespace sanhuan::dsl
