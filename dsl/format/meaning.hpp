// Whether a file that was written anew still says what it said.
#pragma once

#include <cstddef>
#include <vector>

#include "dsl/source/source_file.hpp"
#include "dsl/syntax/tree.hpp"

namespace sanhuan::dsl {

struct Reading {
  const SourceFile& file;
  const Tree& tree;
};

// The lines (of the tree) that differ in kinds, keywords, values, names, texts, or in the line they belong under; all of them where
// there are more or fewer than before.
std::vector<std::size_t> lines_that_differ(Reading before, Reading after);

}  // namespace sanhuan::dsl
