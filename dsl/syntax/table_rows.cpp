#include "dsl/syntax/table_rows.hpp"

#include "dsl/syntax/complaint.hpp"
#include "dsl/syntax/lines.hpp"
#include "dsl/syntax/primitives.hpp"

namespace sanhuan::dsl {

namespace {

class RowsReader {
 public:
  RowsReader(const SourceFile& file, Tree& tree, Sink& sink)
      : file_(file), tree_(tree), state_(tree.nodes, file.text()), complaints_(file, tree, sink) {}

  void read(const RowText& row, bool heading) {
    const auto line = static_cast<std::int32_t>(tree_.lines.size());
    const auto first = static_cast<std::uint32_t>(tree_.nodes.size());
    tree_.lines.push_back({first, -1, 0});
    state_.start_line(at(row.span.begin), at(row.span.end));
    const std::uint32_t previous = state_.open(NodeKind::table_row, at(row.span.begin));
    bool fine = true;
    for (const CellText& cell : row.cells) {
      if (cell.use == CellUse::then) add_then(cell.span);
      else if (cell.use == CellUse::cell) fine = read_part(cell.span, heading ? lines::heading_cell : lines::row_cell, line) && fine;
    }
    if (!fine) {
      tree_.nodes.resize(first);
      tree_.nodes.push_back({NodeKind::hole, Word::none, 1, row.span, 0});
      return;
    }
    state_.close(previous, at(row.span.end));
    for (const CellText& cell : row.cells)
      if (cell.use == CellUse::basis && !heading && cell.span.begin != cell.span.end) read_basis(cell.span, line);
  }

 private:
  const char* at(std::uint32_t offset) const { return file_.text().data() + offset; }

  void add_then(Span span) {
    const std::uint32_t previous = state_.open(NodeKind::cell, at(span.begin));
    state_.leaf(NodeKind::cell_then, at(span.begin), at(span.end));
    tree_.nodes.back().size = 1;
    state_.close(previous, at(span.end) + 1);  // an empty one too has its place
    tree_.nodes[tree_.nodes.size() - 2].span = span;
  }

  bool read_part(Span span, LineParser parse, std::int32_t line) {
    state_.start_part(at(span.begin), at(span.end));
    try {
      const char* stopped = parse(at(span.begin), state_);
      if (stopped != nullptr && state_.token(stopped).kind == scan::TokenKind::end) return true;
      complaints_.stopped(state_, stopped);
    } catch (const Mistake& mistake) {
      complaints_.mistake(mistake, state_, line);
    } catch (const grammar::x3::expectation_failure<grammar::Iterator>&) {
      complaints_.stopped(state_, nullptr);
    }
    return false;
  }

  void read_basis(Span span, std::int32_t row) {
    const auto first = static_cast<std::uint32_t>(tree_.nodes.size());
    state_.start_line(at(span.begin), at(span.end));
    const std::uint32_t previous = state_.open(NodeKind::basis, at(span.begin));
    if (read_part(span, lines::presumed_text, row)) {
      state_.close(previous, at(span.end));
      tree_.lines.push_back({first, row, 1});
    } else {
      tree_.nodes.resize(first);
    }
  }

  const SourceFile& file_;
  Tree& tree_;
  State state_;
  Complaints complaints_;
};

}  // namespace

Tree parse_table_rows(const SourceFile& file, const std::vector<RowText>& rows, Sink& sink) {
  Tree tree;
  RowsReader reader(file, tree, sink);
  for (std::size_t i = 0; i < rows.size(); ++i) reader.read(rows[i], i == 0);
  return tree;
}

}  // namespace sanhuan::dsl
