#include "dsl/yaml/full_width.hpp"

#include "dsl/source/characters.hpp"

namespace sanhuan::dsl::yaml {
namespace {

bool within(char32_t c, char32_t low, char32_t high) noexcept { return c >= low && c <= high; }

// Empty where the character has no twin in YAML.
std::string twin(char32_t c) {
  switch (c) {
    case U'，':
    case U'、': return ", ";
    case U'：': return ": ";
    case U'【': return "[";
    case U'】': return "]";
    case U'“':
    case U'”':
    case U'「':
    case U'」': return "\"";
    case U'‘':
    case U'’': return "'";
    case U'\u3000': return " ";
    default: break;
  }
  // U+FF01 to U+FF5E are ASCII 0x21 to 0x7e in the same order.
  if (within(c, 0xff01, 0xff5e)) return std::string(1, static_cast<char>(c - 0xff01 + 0x21));
  return {};
}

}  // namespace

bool is_full_width(char32_t c) noexcept {
  if (c == U'〇' || c == U'々') return false;
  return within(c, 0x3000, 0x303f) || within(c, 0xff01, 0xff65) || within(c, 0xffe0, 0xffe6) ||
         within(c, 0x2018, 0x201f) || c == U'…' || c == U'—';
}

std::size_t find_full_width(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text.substr(at));
    if (is_full_width(c.value)) return at;
    at += c.bytes;
  }
  return std::string_view::npos;
}

std::string folded(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text.substr(at));
    const std::string ascii = is_full_width(c.value) ? twin(c.value) : std::string();
    if (ascii.empty()) {
      result += text.substr(at, c.bytes);
    } else {
      const bool blank_follows = at + c.bytes < text.size() && text[at + c.bytes] == ' ';
      result += blank_follows && ascii.back() == ' ' ? ascii.substr(0, ascii.size() - 1) : ascii;
    }
    at += c.bytes;
  }
  return result;
}

}  // namespace sanhuan::dsl::yaml
