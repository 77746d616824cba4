#include "cli/table.hpp"

#include <algorithm>
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
  bool first = true;
  for (const std::string& line : dsl::wrapped(text, page_cells - indent)) {
    if (!first) result.append(indent, ' ');
    result += line + "\n";
    first = false;
  }
  if (first) result += "\n";
  return result;
}

}  // namespace sanhuan::cli
