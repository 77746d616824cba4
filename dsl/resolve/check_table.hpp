// E0701–E0703, W0203, W0701, W0702: what the algebra finds in a decision table, in the author's words (semantics 9.1).
#pragma once

#include <vector>

#include "dsl/resolve/context.hpp"

namespace sanhuan::dsl {

// `rows`: how many of the rows say values, not counting a last 其余; `exclusive`: they must not overlap (只取一行).
void check_table_rows(Context&, const model::Table&, std::uint32_t rows, bool exclusive,
                      const std::vector<Place>& places);

// A value as the author would write it: 涉及人数 30.
Arg show_constant(const Context&, const FactType&, std::int64_t);

}  // namespace sanhuan::dsl
