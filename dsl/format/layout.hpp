// The lines of a file put together again: indentation, tables, comments, blank lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/format/spelling.hpp"

namespace sanhuan::dsl {

// How much of a line is written anew. Each stands one further away from what the formatter would like.
enum class Care : std::uint8_t { none, keep_spare_marks, as_written };

// `cares` has one for each line of the tree.
std::string lay_out(const SourceFile&, const Tree&, Style, const std::vector<Care>& cares);

// The vocabulary in which most of the file is written; Chinese where there is nothing to go by.
Language language_of(const SourceFile&, const Tree&);

}  // namespace sanhuan::dsl
