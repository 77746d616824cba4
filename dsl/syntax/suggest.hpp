// What an author may have meant: the nearest spelling, and a word cut where blanks seem to be missing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dsl/source/source_file.hpp"
#include "dsl/syntax/words.hpp"

namespace sanhuan::dsl {

// Characters to change, add or take away to make one of the other; more than `most` is not told apart.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most);
// How far a spelling may be from what was meant: one character in short words, a third in longer ones.
std::size_t tolerance(std::string_view word);

// The names in a file, but not those that can be cut into keywords and other names: these may be mistakes themselves.
using Names = std::unordered_set<std::string_view>;
Names names_in(const SourceFile&);

// 自登记起 -> 自 登记 起, where each piece is a keyword, a name that stands elsewhere in the file, or a length; with fewest
// pieces, at least one of them a keyword.
std::optional<std::vector<std::string_view>> cut_into_words(std::string_view word, const Names&);
std::string joined(const std::vector<std::string_view>&);

}  // namespace sanhuan::dsl
