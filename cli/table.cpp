#include "cli/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/diagnostics/cells.hpp"

namespace sanhuan::cli {
namespace {

using dsl::cells;

constexpr std::size_t narrowest_cut = 6;

std::string_view first_character(std::string_view text) {
  std::size_t end = std::min<std::size_t>(1, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return text.substr(0, end);
}

bool closes(std::string_view character) {
  constexpr std::array<std::string_view, 14> marks = {"，", "。", "；", "：", "、", "）", "」", "》",
                                                      "？", "！", ",",  ".",  ")",  ";"};
  return std::ranges::find(marks, character) != marks.end();
}

bool opens(std::string_view character) {
  return character == "（" || character == "「" || character == "《" || character == "(";
}

// What must stay on one line: a word, or one Chinese character with the marks that belong to it.
std::string_view first_unit(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::string_view character = first_character(text.substr(end));
    end += character.size();
    const std::string_view next = first_character(text.substr(end));
    if (next.empty() || next == " ") break;
    if (closes(next) || opens(character)) continue;
    if (cells(character) == 2 || cells(next) == 2) break;
  }
  return text.substr(0, end);
}

}  // namespace

Table::Table(std::vector<Align> columns, std::size_t indent, std::size_t gap)
    : columns_(std::move(columns)), indent_(indent), gap_(gap) {}

void Table::row(std::vector<std::string> cells_of_row) {
  cells_of_row.resize(columns_.size());
  rows_.push_back(std::move(cells_of_row));
}

std::string Table::text() const {
  std::vector<std::size_t> widths(columns_.size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], cells(row[i]));
  }
  std::size_t total = indent_ + gap_ * (columns_.size() - 1);
  for (const std::size_t width : widths) total += width;
  while (total > page_cells) {
    std::size_t widest = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const bool may_shrink = columns_[i] == Align::left && widths[i] > narrowest_cut;
      if (may_shrink && (widest == columns_.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == columns_.size()) break;
    --widths[widest];
    --total;
  }
  std::string result;
  for (const auto& row : rows_) {
    std::string line(indent_, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string shown = cut(row[i], widths[i]);
      const std::string padding(widths[i] - std::min(widths[i], cells(shown)), ' ');
      line += columns_[i] == Align::left ? shown + padding : padding + shown;
      if (i + 1 < row.size()) line.append(gap_, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result;
}

std::string cut(std::string_view text, std::size_t most) {
  if (cells(text) <= most) return std::string(text);
  std::string result;
  std::size_t width = 0;
  while (true) {
    const std::string_view character = first_character(text);
    if (width + cells(character) + 2 > most) break;
    width += cells(character);
    result += character;
    text.remove_prefix(character.size());
  }
  return result + "..";
}

std::string wrapped(std::string_view head, std::string_view text) {
  const std::size_t indent = cells(head);
  std::string result(head);
  std::size_t width = indent;
  while (!text.empty()) {
    const bool blank = text.front() == ' ';
    if (blank) text.remove_prefix(1);
    const std::string_view unit = first_unit(text);
    const std::size_t needed = cells(unit) + (blank ? 1 : 0);
    if (width + needed > page_cells && width > indent) {
      result += "\n" + std::string(indent, ' ');
      width = indent;
    } else if (blank) {
      result += ' ';
      ++width;
    }
    result += unit;
    width += cells(unit);
    text.remove_prefix(unit.size());
  }
  return result + "\n";
}

}  // namespace sanhuan::cli
