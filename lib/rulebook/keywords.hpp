// The words by which reports and JSON name what is an enumeration in the library. They are the English vocabulary
// of the rule language and never change; what people read in Chinese is chosen where it is printed.
#pragma once

#include <string_view>

#include "lib/rulebook/model.hpp"
#include "sanhuan/entry.hpp"

namespace sanhuan {

std::string_view keyword(model::Verb) noexcept;               // "red_card"
std::string_view keyword(Refused) noexcept;                   // "not_accepted"
std::string_view keyword(Level) noexcept;                     // "town"

}  // namespace sanhuan
