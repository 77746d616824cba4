#include "dsl/format/layout.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "dsl/diagnostics/cells.hpp"
#include "dsl/syntax/forms.hpp"
#include "dsl/syntax/scan.hpp"
#include "dsl/syntax/structure.hpp"

namespace sanhuan::dsl {

namespace {

constexpr std::size_t indent_step = 2;
constexpr std::size_t column_cells_max = 100;  // wider cells stand out of their column, or one would push all others away
constexpr std::string_view comment_gap = "  ";

std::string_view without_blanks_behind(std::string_view text) noexcept {
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::size_t blanks_before(std::string_view text) noexcept {
  return static_cast<std::size_t>(scan::skip_plain_blanks(text.data(), text.data() + text.size()) - text.data());
}

bool has_title_marks(std::string_view text) noexcept {
  return text.find("《") != std::string_view::npos || text.find("》") != std::string_view::npos;
}

bool is_hole(const Tree& tree, std::size_t line) noexcept { return tree.nodes[tree.lines[line].node].kind == NodeKind::hole; }

// What the head word says, also of a line that was not understood.
NodeKind kind_of(const Tree& tree, std::size_t line) noexcept {
  const Node& node = tree.nodes[tree.lines[line].node];
  if (node.kind != NodeKind::hole || node.word == Word::none) return node.kind;
  const auto forms = all_forms();
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const LineForm& f) { return f.head == node.word; });
  return form == forms.end() ? NodeKind::hole : form->kind;
}

// In cells. A line that was not understood stands where it was written, and what belongs to it goes by that.
std::vector<std::size_t> indents_of(const Tree& tree) {
  std::vector<std::size_t> indents(tree.lines.size());
  for (std::size_t i = 0; i < tree.lines.size(); ++i) {
    const Line& line = tree.lines[i];
    if (is_hole(tree, i)) {
      indents[i] = line.indent;
    } else if (line.parent >= 0) {
      const auto parent = static_cast<std::size_t>(line.parent);
      const NodeKind kind = tree.nodes[line.node].kind;
      // The lines of a migration are migrations too.
      const bool at_margin = stands_at_margin(kind) && kind_of(tree, parent) != kind;
      indents[i] = indents[parent] + (at_margin ? 0 : indent_step);
    }
  }
  return indents;
}

// A line of the file on its way out.
struct Row {
  enum class Kind : std::uint8_t { blank, comment, sentence, as_written } kind = Kind::blank;
  std::string text;        // without its indentation, but in as_written
  std::size_t indent = 0;
  std::string_view lead;   // of a comment: the blanks before it as they were
};

class Layout {
 public:
  Layout(const SourceFile& file, const Tree& tree, Style style, const std::vector<Care>& cares)
      : file_(file), tree_(tree), style_(style), cares_(cares), indents_(indents_of(tree)) {
    measure_tables();
  }

  std::string text() {
    read_rows();
    place_comments();
    std::string out;
    out.reserve(file_.text().size() + file_.text().size() / 8);
    bool blank = false;
    for (const Row& row : rows_) {
      if (row.kind == Row::Kind::blank) {
        blank = !out.empty();
        continue;
      }
      if (blank) out += '\n';
      blank = false;
      if (row.kind != Row::Kind::as_written) out.append(row.indent, ' ');
      out += row.text;
      out += '\n';
      if (out.size() > source_bytes_max) break;  // nobody could read it; the caller sees so too
    }
    return out;
  }

 private:
  using Widths = std::vector<std::size_t>;

  void read_rows() {
    std::size_t next = 0;
    for (std::uint32_t number = 1; number <= file_.lines(); ++number) {
      const Span span = file_.line_span(number);
      const bool in_tree = next < tree_.lines.size() && tree_.nodes[tree_.lines[next].node].span.begin <= span.end;
      rows_.push_back(in_tree ? row_of(next++, file_.line(number)) : row_beside(file_.line(number)));
    }
  }

  Row row_of(std::size_t line, std::string_view written) {
    if (is_hole(tree_, line)) return as_written(written);
    Row row{Row::Kind::sentence, {}, indents_[line], {}};
    if (cares_[line] != Care::as_written) row.text = anew(line);
    if (row.text.empty() || row.text.size() + row.indent > source_line_bytes_max) {
      row.text = without_blanks_behind(written.substr(blanks_before(written)));
    }
    return row;
  }

  static Row as_written(std::string_view written) {
    return {Row::Kind::as_written, std::string(without_blanks_behind(written)), 0, {}};
  }

  // Empty where the line has to stay as it is written.
  std::string anew(std::size_t line) {
    const auto sentence = sentence_of(file_, tree_, line);
    if (!sentence) return {};
    Style style = style_;
    style.keeps_spare_marks = cares_[line] == Care::keep_spare_marks;
    std::string text = tree_.nodes[tree_.lines[line].node].kind == NodeKind::table_row
                           ? table_row(*sentence, widths_[tree_.lines[line].parent])
                           : spelled(sentence->parts, sentence->tail, style);
    if (!text.empty() && !sentence->comment.empty()) text.append(comment_gap).append(sentence->comment);
    return text;
  }

  std::string table_row(const Sentence& sentence, const Widths& widths) const {
    std::string text = spelled(std::span(sentence.parts).first(1), {}, style_);
    const std::vector<std::string> cells = spelled_cells(sentence, style_);
    for (std::size_t i = 0; i < cells.size(); ++i) text += " " + padded(cells[i], widths[i]) + " |";
    return text + spelled({}, sentence.tail, style_);
  }

  void measure_tables() {
    for (std::size_t i = 0; i < tree_.lines.size(); ++i) {
      if (tree_.nodes[tree_.lines[i].node].kind != NodeKind::table_row) continue;
      const auto sentence = sentence_of(file_, tree_, i);
      if (!sentence) continue;
      Widths& widths = widths_[tree_.lines[i].parent];
      const std::vector<std::string> row = spelled_cells(*sentence, style_);
      widths.resize(std::max(widths.size(), row.size()));
      for (std::size_t c = 0; c < row.size(); ++c) {
        const std::size_t width = cells(row[c]);
        if (width <= column_cells_max) widths[c] = std::max(widths[c], width);
      }
    }
  }

  // A line that is none of the tree's: blank, a comment, or full stops alone.
  Row row_beside(std::string_view written) const {
    const std::size_t blanks = blanks_before(written);
    const std::string_view rest = written.substr(blanks);
    if (scan::at_comment(rest.data(), rest.data() + rest.size())) {
      return {Row::Kind::comment, std::string(without_blanks_behind(rest)), 0, written.substr(0, blanks)};
    }
    const bool has_comment = rest.find('/') != std::string_view::npos || rest.find("／") != std::string_view::npos;
    if (has_comment || has_title_marks(rest)) return as_written(written);
    return {};
  }

  // A comment speaks of the line below it and stands like that one. The last of a block does not: it stands at the margin if it
  // was written there, else like the line above it.
  void place_comments() {
    std::vector<const Row*> above(rows_.size());
    const Row* last = nullptr;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      above[i] = last;
      if (rows_[i].kind == Row::Kind::sentence || rows_[i].kind == Row::Kind::as_written) last = &rows_[i];
    }
    const Row* below = nullptr;
    for (std::size_t i = rows_.size(); i-- > 0;) {
      Row& row = rows_[i];
      if (row.kind != Row::Kind::comment) {
        below = row.kind == Row::Kind::blank ? nullptr : &row;
        continue;
      }
      const Row* like = below != nullptr ? below : row.lead.empty() ? nullptr : above[i];
      if (like != nullptr && like->kind == Row::Kind::as_written) {
        row.text.insert(0, row.lead);
        row.kind = Row::Kind::as_written;
      } else {
        row.indent = like == nullptr ? 0 : like->indent;
      }
    }
  }

  const SourceFile& file_;
  const Tree& tree_;
  const Style style_;
  const std::vector<Care>& cares_;
  const std::vector<std::size_t> indents_;
  std::map<std::int32_t, Widths> widths_;  // of the columns, by the table's line
  std::vector<Row> rows_;
};

}  // namespace

std::string lay_out(const SourceFile& file, const Tree& tree, Style style, const std::vector<Care>& cares) {
  return Layout(file, tree, style, cares).text();
}

Language language_of(const SourceFile& file, const Tree& tree) {
  std::ptrdiff_t english = 0;
  for (std::size_t i = 0; i < tree.lines.size(); ++i) {
    if (is_hole(tree, i)) continue;
    if (const auto sentence = sentence_of(file, tree, i)) english += english_words(*sentence);
  }
  return english > 0 ? Language::en : Language::zh;
}

}  // namespace sanhuan::dsl
