// A diagnostic for people on a terminal: where, what, the line with the span marked in cells, and the way out.
#pragma once

#include <string>
#include <vector>

#include "sanhuan/diagnostic.hpp"
#include "sanhuan/pack.hpp"

namespace sanhuan::dsl {

inline constexpr std::size_t terminal_cells = 80;

// `files` is what the places point into; a place outside of it is left out. Ends with a line end.
std::string render(const Diagnostic&, const std::vector<PackFile>& files, Language, bool color);

}  // namespace sanhuan::dsl
