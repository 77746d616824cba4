// UTF-8 and the characters that rule text must not hold. Works on any bytes; nothing here allocates but `code_point_name`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sanhuan::dsl {

struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 1;  // how many it takes; 1 where the bytes are not UTF-8
  bool valid = false;
};

// Reads the code point at the front of `text`, which is not empty. Overlong forms and surrogates are not valid.
CodePoint decode(std::string_view text) noexcept;

bool is_invisible(char32_t) noexcept;          // zero-width and bidi controls, soft hyphens, tags
bool is_stray_control(char32_t) noexcept;      // C0 and C1 but tab and line ends
bool looks_like_gbk(std::string_view) noexcept;  // bytes that are not UTF-8 but whole pairs of GBK
std::string code_point_name(char32_t);         // U+200B
std::string utf8(char32_t);

// Characters of UTF-8: bytes that begin one.
std::uint32_t count_characters(std::string_view) noexcept;

}  // namespace sanhuan::dsl
