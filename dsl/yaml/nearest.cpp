#include "dsl/yaml/nearest.hpp"

#include <algorithm>
#include <string>

#include "dsl/source/characters.hpp"

namespace sanhuan::dsl::yaml {
namespace {

constexpr std::size_t characters_max = 64;  // longer words are nobody's slip of the pen

std::u32string characters(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size() && result.size() <= characters_max;) {
    const CodePoint c = decode(text.substr(at));
    result += c.value >= 'A' && c.value <= 'Z' ? c.value - 'A' + 'a' : c.value;
    at += c.bytes;
  }
  return result;
}

// Characters to insert, delete, replace, or swap with their neighbour.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view written, const std::vector<std::string_view>& candidates) {
  const std::u32string word = characters(written);
  if (word.size() > characters_max) return {};
  std::string_view best;
  std::size_t fewest = SIZE_MAX;
  for (const std::string_view candidate : candidates) {
    const std::u32string other = characters(candidate);
    const std::size_t changes = distance(word, other);
    const std::size_t allowed = std::max<std::size_t>(1, std::min(word.size(), other.size()) / 3);
    const bool all_changed = changes >= std::max(word.size(), other.size());
    if (changes > allowed || all_changed || changes >= fewest) continue;
    fewest = changes;
    best = candidate;
  }
  return best;
}

}  // namespace sanhuan::dsl::yaml
