// Numbers of identity cards and mobile telephones, hidden in what is printed: reports, logs, messages.
//
// 371302199001011234 becomes 371302********1234, 13800138000 becomes 138****8000. Only what is such a number: a card's
// date and check digit must be right, so codes of divisions and grids stand as they are. Hiding twice hides no more.
#pragma once

#include <string>
#include <string_view>

namespace sanhuan {

std::string redacted(std::string_view text);

}  // namespace sanhuan
