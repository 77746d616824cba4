#include "cli/utf8.hpp"

#include "dsl/source/characters.hpp"

namespace sanhuan::cli {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

bool fits_xml(char32_t c) noexcept {
  return c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n' || c == '\r';
}

template <class Fits>
std::string replaced_unless(std::string_view text, bool& replaced, Fits fits) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const dsl::CodePoint point = dsl::decode(text);
    const bool good = point.valid && fits(point.value);
    out += good ? text.substr(0, point.bytes) : replacement;
    replaced |= !good;
    text.remove_prefix(point.bytes);
  }
  return out;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const dsl::CodePoint point = dsl::decode(text);
    if (!point.valid) return false;
    text.remove_prefix(point.bytes);
  }
  return true;
}

std::string as_utf8(std::string_view text, bool& replaced) {
  return replaced_unless(text, replaced, [](char32_t) { return true; });
}

std::string as_xml_characters(std::string_view text, bool& replaced) { return replaced_unless(text, replaced, fits_xml); }

}  // namespace sanhuan::cli
