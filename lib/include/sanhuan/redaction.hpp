// Numbers of identity cards and mobile telephones, hidden in what is printed: reports, logs, messages.
//
// 999999199001041234 becomes 999999********1234, 13800138000 becomes 138****8000; so do +8613800138000, 008613800138000,
// 138-0013-8000 and 138 0013 8000, and digits that are full-width. Only what is such a number: a card's date and check
// digit must be right, since case numbers that are made of a division, a date and a serial have its form but for the check;
// and in 138-0013-8000 a part of a longer number is none. Hiding twice hides no more.
#pragma once

#include <string>
#include <string_view>

namespace sanhuan {

std::string redacted(std::string_view text);

}  // namespace sanhuan
