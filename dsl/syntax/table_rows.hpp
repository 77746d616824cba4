// The cells of a decision table that stands in a spreadsheet: each is read as the cell of a table in a rule file.
#pragma once

#include <vector>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/syntax/tree.hpp"

namespace sanhuan::dsl {

enum class CellUse : std::uint8_t { cell, then, basis };

struct CellText {
  Span span;
  CellUse use = CellUse::cell;
};
struct RowText {
  Span span;
  std::vector<CellText> cells;
};

// Lines of kind table_row, the heading first, a basis under its row. A row in which a cell is not understood is a hole
// with a diagnostic.
Tree parse_table_rows(const SourceFile&, const std::vector<RowText>&, Sink&);

}  // namespace sanhuan::dsl
