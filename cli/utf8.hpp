// Whether bytes are text, and what stands in a file of text where they are not.
#pragma once

#include <string>
#include <string_view>

namespace sanhuan::cli {

inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_utf8(std::string_view) noexcept;

// U+FFFD stands for what is not UTF-8, and for XML also for characters that XML 1.0 cannot hold at all. `replaced` is set
// where anything was, else left as it was.
std::string as_utf8(std::string_view, bool& replaced);
std::string as_xml_characters(std::string_view, bool& replaced);

}  // namespace sanhuan::cli
