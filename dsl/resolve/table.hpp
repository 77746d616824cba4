// Decision tables (决策表): the heading says what is looked at and what is decided, rows say the rest.
#pragma once

#include <vector>

#include "dsl/resolve/declarations.hpp"
#include "dsl/resolve/expression.hpp"

namespace sanhuan::dsl {

// First all headings, since the rows of one table may read another.
std::vector<TableShape> lower_table_headings(Context&, const std::vector<DeclaredTable>&);
// Cells and results; then, where nothing was wrong with them, overlap, gap and duplicate (semantics 9.1).
void lower_table_rows(Context&, const std::vector<DeclaredTable>&, const std::vector<TableShape>&);

}  // namespace sanhuan::dsl
