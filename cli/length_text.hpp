// A length (时限) on the command line, written as in the language: 5个工作日, 5 working_days, 当天, 第3个工作日.
#pragma once

#include <string_view>
#include <variant>

#include "cli/text.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan::cli {

// Both: what is wrong with it, and how it could be written.
std::variant<Length, Both> parse_length(std::string_view);

}  // namespace sanhuan::cli
