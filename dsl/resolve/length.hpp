// Lengths (时限) as the language writes them: semantics 2.5.
#pragma once

#include <optional>

#include "dsl/resolve/context.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan::dsl {

// nullopt and a report where the count is out of bounds.
std::optional<Length> read_length(Context&, Cursor length);

std::string show_length(const Length&, Language);  // 5个工作日, 5 working days

}  // namespace sanhuan::dsl
