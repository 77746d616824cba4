#include "dsl/resolve/table_file.hpp"

#include <algorithm>

#include "dsl/csv/read.hpp"
#include "dsl/syntax/table_rows.hpp"
#include "dsl/syntax/words.hpp"

namespace sanhuan::dsl {

namespace {

bool is_word(std::string_view text, Word word) { return text == row(word).zh || text == row(word).en; }

// Without blanks at its ends, and without the quotes of CSV.
Span inner(std::string_view text, Span span) {
  while (span.begin < span.end && (text[span.begin] == ' ' || text[span.begin] == '\t')) ++span.begin;
  while (span.begin < span.end && (text[span.end - 1] == ' ' || text[span.end - 1] == '\t')) --span.end;
  if (span.end - span.begin < 2 || text[span.begin] != '"') return span;
  return inner(text, {span.begin + 1, span.end - 1});
}

}  // namespace

std::unique_ptr<TableFile> TableFile::read(const SourceFile& source, std::size_t pack, Sink& sink) {
  const std::size_t errors = sink.errors();
  csv::Reader reader(source.text(), source.index(), sink);
  std::unique_ptr<TableFile> table(new TableFile(source));
  const std::vector<std::string>& heading = reader.heading();
  std::vector<RowText> rows;
  std::vector<CellUse> uses;
  std::vector<bool> skipped;
  RowText first;
  for (std::size_t c = 0; c < heading.size(); ++c) {
    const Place place = reader.place_of_heading(c);
    table->columns_.push_back({heading[c], place});
    skipped.push_back(is_word(heading[c], Word::note));
    uses.push_back(is_word(heading[c], Word::then)    ? CellUse::then
                   : is_word(heading[c], Word::basis) ? CellUse::basis
                                                      : CellUse::cell);
    first.span = {c == 0 ? place.span.begin : first.span.begin, place.span.end};
    if (!skipped[c]) first.cells.push_back({inner(source.text(), place.span), uses[c]});
    table->cells_.push_back({place.span, c});
  }
  if (first.cells.empty()) return nullptr;
  rows.push_back(std::move(first));
  for (csv::Row row; reader.next(row);) {
    RowText made;
    made.span = {row.cells.front().span.begin, row.cells.back().span.end};
    bool fine = true;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const Span span = inner(source.text(), row.cells[c].span);
      table->cells_.push_back({row.cells[c].span, c});
      if (skipped[c]) continue;
      const bool doubled = source.text().substr(span.begin, span.end - span.begin).find("\"\"") != std::string_view::npos;
      const bool blank = span.begin == span.end && uses[c] == CellUse::cell;
      if (doubled || blank) sink.report(doubled ? "E0710" : "E0711", reader.place(row.cells[c]));
      fine = fine && !doubled && !blank;
      made.cells.push_back({span, uses[c]});
    }
    if (fine) rows.push_back(std::move(made));
  }
  if (sink.errors() > errors) return nullptr;
  table->rows_ = std::make_unique<RuleFile>(source, parse_table_rows(source, rows, sink), pack);
  return table;
}

void TableFile::name_columns(Sink& sink, std::size_t since) const {
  for (Diagnostic& report : sink.since(since)) {
    if (report.place.file != source_->index()) continue;
    const auto after = std::upper_bound(cells_.begin(), cells_.end(), report.place.span.begin,
                                        [](std::uint32_t at, const Cell& cell) { return at < cell.span.begin; });
    if (after == cells_.begin()) continue;
    const Cell& cell = *(after - 1);
    if (report.place.span.end > cell.span.end) continue;  // of the whole row
    const Column& column = columns_[cell.column];
    report.notes.push_back({column.place, "在「" + column.name + "」这一列", "in the column `" + column.name + "`"});
  }
}

}  // namespace sanhuan::dsl
