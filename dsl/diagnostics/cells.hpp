// How wide text is on a terminal: a Chinese character takes two cells, a combining mark none, a tab four. Characters of
// doubtful width count as one (docs: nothing the program itself prints holds any).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sanhuan::dsl {

inline constexpr std::size_t tab_cells = 4;

std::size_t cells(std::string_view utf8) noexcept;

// `text` and as many blanks as bring it to `width` cells; longer text stays whole.
std::string padded(std::string_view text, std::size_t width);

// Lines of at most `width` cells: broken at blanks, or between Chinese characters but not before their punctuation. A word
// that is longer than a line stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace sanhuan::dsl
