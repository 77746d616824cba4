// Rule text laid out in a test, and the rule files of the repository.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/format.hpp"

namespace sanhuan::dsl::test {

std::string laid_out(std::string_view text, std::optional<Language> to = {});

// Every *.huan of the repository, by its path from the top of the checkout, in order.
std::vector<std::string> rule_files();

// What a text says: each line's outline (kinds, keywords, values, names, texts) and the line it belongs under. A line that is not
// understood says what is written in it.
std::vector<std::string> sayings(const std::string& text);

}  // namespace sanhuan::dsl::test
