// Characters that look like another one and are not it: two names that read alike would be two things.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sanhuan::dsl {

// The character to write for a compatibility ideograph, a Kangxi radical, a Cyrillic or Greek letter that looks Latin;
// 0 for any other.
char32_t looks_like(char32_t) noexcept;

struct LookAlike {
  std::size_t at = 0;
  std::uint32_t bytes = 0;
  char32_t value = 0, meant = 0;
};

// Those in a text of UTF-8. A Cyrillic or Greek word is left alone unless Latin letters stand in it or all of its letters
// look Latin.
std::vector<LookAlike> look_alikes(std::string_view);

}  // namespace sanhuan::dsl
