// Full-width characters (全角) as Chinese input methods produce them, and the ASCII that YAML wants instead.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sanhuan::dsl::yaml {

// Punctuation, blanks, digits and letters of an input method in full-width mode. 〇 and 々 are Chinese characters,
// · stands in personal names: these are not.
bool is_full_width(char32_t) noexcept;

// Byte offset of the first full-width character; npos where there is none.
std::size_t find_full_width(std::string_view) noexcept;

// What YAML would want: `［甲，乙］` gives `[甲, 乙]`, `名称：甲` gives `名称: 甲`. What has no twin stays.
std::string folded(std::string_view);

}  // namespace sanhuan::dsl::yaml
