#include "dsl/csv/read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/characters.hpp"

namespace sanhuan::dsl::csv {
namespace {

bool has_text(const Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return !trimmed(cell.text).empty(); });
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Reader::Reader(std::string_view text, std::uint16_t file, Sink& sink) : text_(text), file_(file), sink_(sink) {
  read_heading();
}

void Reader::read_heading() {
  Row row;
  Outcome outcome = scan(row);
  while (outcome == Outcome::row && !has_text(row)) outcome = scan(row);
  if (outcome != Outcome::row) {
    at_ = text_.size();  // rows without a heading mean nothing
    return;
  }
  heading_place_ = place_of_row();
  for (const Cell& cell : row.cells) {
    heading_.emplace_back(trimmed(cell.text));
    heading_places_.push_back(place(cell));
    const std::string& name = heading_.back();
    const auto before = std::find(heading_.begin(), heading_.end() - 1, name);
    if (!name.empty() && before != heading_.end() - 1)
      sink_.report("E0758", heading_places_.back(), {name})
          .notes.push_back({heading_places_[static_cast<std::size_t>(before - heading_.begin())],
                            "第一次写在这里", "written first here"});
  }
  if (heading_.size() > 1) return;
  for (const std::string_view separator : {"，", ";", "；", "\t"}) {
    if (heading_[0].find(separator) == std::string::npos) continue;
    const bool tab = separator == "\t";
    sink_.report("E0760", heading_place_, {tab ? Arg("制表符", "tabs") : Arg(fmt::format("「{}」", separator),
                                                                            fmt::format("`{}`", separator))});
    at_ = text_.size();
    return;
  }
}

int Reader::column(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = std::find(heading_.begin(), heading_.end(), name);
    if (found != heading_.end()) return static_cast<int>(found - heading_.begin());
  }
  return -1;
}

bool Reader::next(Row& row) {
  for (;;) {
    switch (scan(row)) {
      case Outcome::end: return false;
      case Outcome::skipped: ++rows_; break;
      case Outcome::row:
        if (!has_text(row)) break;
        row.number = ++rows_;
        if (has_right_size(row)) return true;
        break;
    }
  }
}

Reader::Outcome Reader::scan(Row& row) {
  row.cells.clear();
  unescaped_.clear();
  row_begin_ = at_;
  row_line_ = line_;
  if (at_ >= text_.size()) return Outcome::end;
  for (;;) {
    if (row.cells.size() == columns_max) {
      row_end_ = at_;
      sink_.report("E0761", place_of_row(), {fmt::format("{}", columns_max)});
      skip_line();
      return Outcome::skipped;
    }
    if (!scan_cell(row.cells.emplace_back())) return at_ >= text_.size() ? Outcome::end : Outcome::skipped;
    if (at_ >= text_.size() || text_[at_] != ',') break;
    ++at_;
  }
  row_end_ = at_;
  finish_line();
  return Outcome::row;
}

// Reads up to the comma or line end after the cell. False where the rest of the line was given up.
bool Reader::scan_cell(Cell& cell) {
  const std::size_t begin = at_;
  if (at_ < text_.size() && text_[at_] == '"') {
    if (!scan_quoted(cell)) return false;
  } else {
    const std::size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
    const bool crlf = end > at_ && end < text_.size() && text_[end] == '\n' && text_[end - 1] == '\r';
    at_ = end - (crlf ? 1 : 0);
    cell.text = text_.substr(begin, at_ - begin);
  }
  cell.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  if (at_ - begin <= cell_bytes_max) return true;
  sink_.report("E0762", place(Span{cell.span.begin, cell.span.begin + 1}),
               {fmt::format("{}", cell_bytes_max >> 10)});
  skip_line();
  return false;
}

bool Reader::scan_quoted(Cell& cell) {
  const std::size_t begin = at_++;
  std::size_t piece = at_;
  std::string* joined = nullptr;
  for (;;) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) {
      const auto open = static_cast<std::uint32_t>(begin);
      sink_.report("E0755", place(Span{open, open + 1}));
      at_ = text_.size();
      return false;
    }
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') {
      cell.text = text_.substr(piece, quote - piece);
      break;
    }
    if (joined == nullptr) joined = &unescaped_.emplace_back();
    joined->append(text_.substr(piece, at_ - piece));
    piece = ++at_;
  }
  if (joined != nullptr) cell.text = joined->append(cell.text);
  line_ += static_cast<std::uint32_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  const std::string_view rest = text_.substr(at_);
  if (rest.empty() || rest[0] == ',' || rest[0] == '\n' || rest.starts_with("\r\n")) return true;
  const auto from = static_cast<std::uint32_t>(at_);
  sink_.report("E0756", place(Span{from, from + decode(rest).bytes}));
  skip_line();
  return false;
}

void Reader::skip_line() {
  at_ = std::min(text_.find('\n', at_), text_.size());
  finish_line();
}

void Reader::finish_line() {
  if (at_ < text_.size() && text_[at_] == '\r') ++at_;
  if (at_ >= text_.size()) return;
  ++at_;
  ++line_;
}

bool Reader::has_right_size(const Row& row) {
  if (row.cells.size() == heading_.size()) return true;
  const bool too_few = row.cells.size() < heading_.size();
  const std::string_view written = text_.substr(row_begin_, row_end_ - row_begin_);
  const bool full_width = too_few && written.find("，") != std::string_view::npos;
  sink_.report(full_width ? "E0759" : "E0757", place_of_row(),
               {fmt::format("{}", row.cells.size()), fmt::format("{}", heading_.size())});
  return false;
}

Place Reader::place(const Cell& cell) const { return place(cell.span); }

Place Reader::place(Span span) const {
  // Cells are mostly asked for in order: what lies before the last one is not counted again.
  if (counted_row_ != row_begin_ || span.begin < counted_to_)
    counted_row_ = counted_to_ = row_begin_, counted_line_ = row_line_, counted_column_ = 1;
  const std::string_view between = text_.substr(counted_to_, span.begin - counted_to_);
  const std::size_t line_end = between.rfind('\n');
  if (line_end != std::string_view::npos) {
    counted_line_ += static_cast<std::uint32_t>(std::count(between.begin(), between.end(), '\n'));
    counted_column_ = 1;
  }
  counted_column_ += count_characters(line_end == std::string_view::npos ? between : between.substr(line_end + 1));
  counted_to_ = span.begin;
  Place result;
  result.file = file_;
  result.line = counted_line_;
  result.column = counted_column_;
  result.length = count_characters(text_.substr(span.begin, span.end - span.begin));
  result.span = span;
  return result;
}

Place Reader::place_of_row() const {
  const std::size_t line_end = std::min(text_.find('\n', row_begin_), row_end_);
  return place(Span{static_cast<std::uint32_t>(row_begin_),
                    static_cast<std::uint32_t>(std::max(line_end, row_begin_))});
}

}  // namespace sanhuan::dsl::csv
