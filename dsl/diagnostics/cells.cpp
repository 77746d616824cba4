#include "dsl/diagnostics/cells.hpp"

#include <utf8proc.h>

#include "dsl/source/characters.hpp"

namespace sanhuan::dsl {

namespace {

std::size_t cells_of(CodePoint point) noexcept {
  if (!point.valid) return 1;  // shown as one replacement character
  if (point.value == '\t') return tab_cells;
  const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(point.value));
  return width < 0 ? 0 : static_cast<std::size_t>(width);
}

constexpr std::string_view never_first = "，。；：、！？）」』》”’,.;:!?)";

constexpr std::string_view never_last = "（「『《“‘(";

bool opens(std::string_view character) { return never_last.find(character) != std::string_view::npos; }
bool may_break_before(std::string_view next) { return never_first.find(next) == std::string_view::npos; }

// The pieces between which a line may be broken: words with their blanks, single wide characters with what clings to them.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> result;
  std::size_t begin = 0;
  bool open = true;    // whether the piece goes on
  bool quoted = false;  // 「…」 stays together
  bool stuck = false;   // an opening bracket stays with what it opens
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text.substr(i));
    const std::string_view character = text.substr(i, point.bytes);
    const bool wide = cells_of(point) == 2;
    if (i > begin && !quoted && !stuck && (wide || !open) && may_break_before(character) && character != " ") {
      result.push_back(text.substr(begin, i - begin));
      begin = i;
    }
    open = !wide && character != " ";
    stuck = opens(character);
    if (character == "「") quoted = true;
    if (character == "」") quoted = false;
    i += point.bytes;
  }
  if (begin < text.size()) result.push_back(text.substr(begin));
  return result;
}

}  // namespace

std::size_t cells(std::string_view text) noexcept {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text.substr(i));
    width += cells_of(point);
    i += point.bytes;
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  const std::size_t taken = cells(text);
  if (taken < width) result.append(width - taken, ' ');
  return result;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string_view piece : pieces(text)) {
    const std::size_t last = piece.find_last_not_of(' ');
    const std::string_view without_blanks = piece.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (!lines.back().empty() && cells(lines.back()) + cells(without_blanks) > width) lines.emplace_back();
    lines.back() += piece;
  }
  for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return lines;
}

}  // namespace sanhuan::dsl
