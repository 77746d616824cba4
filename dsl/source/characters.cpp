#include "dsl/source/characters.hpp"

#include <algorithm>
#include <array>

namespace sanhuan::dsl {

namespace {

constexpr std::uint8_t byte(char c) noexcept { return static_cast<std::uint8_t>(c); }
constexpr bool continues(char c) noexcept { return (byte(c) & 0xc0u) == 0x80u; }

}  // namespace

CodePoint decode(std::string_view text) noexcept {
  const std::uint8_t lead = byte(text[0]);
  if (lead < 0x80) return {lead, 1, true};
  const std::uint32_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {lead, 1, false};
  char32_t value = lead & (0xffu >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if (!continues(text[i])) return {lead, 1, false};
    value = (value << 6) | (byte(text[i]) & 0x3fu);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest[length] || value > 0x10ffff || surrogate) return {lead, 1, false};
  return {value, length, true};
}

bool is_invisible(char32_t c) noexcept {
  return c == 0x00ad || c == 0x034f || c == 0x061c || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0x3164 || c == 0xfeff ||
         (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe01ef);
}

bool is_stray_control(char32_t c) noexcept {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
}

bool looks_like_gbk(std::string_view text) noexcept {
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (byte(text[i]) < 0x80) continue;
    if (i + 1 == text.size()) return false;
    const std::uint8_t lead = byte(text[i]), trail = byte(text[i + 1]);
    if (lead == 0x80 || lead == 0xff || trail < 0x40 || trail == 0x7f || trail == 0xff) return false;
    ++pairs;
    ++i;
  }
  return pairs > 0;
}

std::string code_point_name(char32_t c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string hex;
  for (; c != 0 || hex.size() < 4; c >>= 4) hex.push_back(digits[c & 0xfu]);
  std::reverse(hex.begin(), hex.end());
  return "U+" + hex;
}

std::string utf8(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  const auto tail = [c](int shift) { return static_cast<char>(0x80u | ((c >> shift) & 0x3fu)); };
  if (c < 0x800) return {static_cast<char>(0xc0u | (c >> 6)), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xe0u | (c >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xf0u | (c >> 18)), tail(12), tail(6), tail(0)};
}

std::uint32_t count_characters(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(text.size()) -
         static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), continues));
}

}  // namespace sanhuan::dsl
