// Columns that stay under each other whatever the script: widths are counted in cells of a terminal, where a
// Chinese character takes two. No output of the program is wider than `page_cells`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sanhuan::cli {

inline constexpr std::size_t page_cells = 80;

enum class Align : unsigned char { left, right };

class Table {
 public:
  explicit Table(std::vector<Align> columns, std::size_t indent = 2, std::size_t gap = 2);
  void row(std::vector<std::string> cells);  // as many as there are columns
  // Lines, each with its end. Where they would not fit the page the widest left-aligned column is cut, with `..`.
  std::string text() const;

 private:
  std::vector<Align> columns_;
  std::size_t indent_, gap_;
  std::vector<std::vector<std::string>> rows_;
};

// At most `cells` wide; what was cut off shows as `..`.
std::string cut(std::string_view, std::size_t cells);
// Broken into lines of the page, the first after `head`, the others indented to its width.
std::string wrapped(std::string_view head, std::string_view text);

}  // namespace sanhuan::cli
