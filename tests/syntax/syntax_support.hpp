// Rule text in a test: parsed, drawn as an outline, and rewritten into the other vocabulary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/syntax/tree.hpp"

namespace sanhuan::dsl::test {

struct Parsed {
  SourceFile file;
  Tree tree;
  std::vector<Diagnostic> diagnostics;
};
Parsed parsed(std::string_view text);  // throws where the bytes are refused

// deadline(def(name 答复, key reply), name 主办责任, flag[statutory]): kinds and keywords as in tree.hpp, what is written, =value.
std::string outline(const Parsed&, std::size_t line);

// One line: E0203 92:12+3 for code, line, column and length; joined by blanks.
std::string found(const Parsed&);

// The line's head as written, and that of the line it stands under: "自 < 时限"; "自" at the top level.
std::string place_of(const Parsed&, std::size_t line);

// Keywords and lengths spelled in English, names and texts as they are.
std::string in_english(std::string_view text);
// Kinds, keywords and values without spans, so that the two vocabularies can be compared.
std::string shape(const Tree&);

std::string read_file(const std::string& path);  // from the top of the checkout

}  // namespace sanhuan::dsl::test
