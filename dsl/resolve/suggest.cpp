#include "dsl/resolve/suggest.hpp"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "dsl/syntax/suggest.hpp"
#include "dsl/syntax/words.hpp"

namespace sanhuan::dsl {

namespace {

constexpr std::size_t characters_max = 64;  // of a name worth a suggestion; keeps the cost of an error small

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    found.push_back(text.substr(i, width));
    i += width;
  }
  return found;
}

}  // namespace

std::string nearest(std::string_view name, std::span<const std::string> candidates) {
  const std::size_t length = characters(name).size();
  if (length == 0 || length > characters_max) return {};
  std::size_t best = tolerance(name) + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t other = characters(candidate).size();
    if (other > characters_max) continue;
    const std::size_t distance = edit_distance(name, candidate, best);
    if (distance >= best || distance >= std::min(length, other)) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

std::string cut(std::string_view name, std::span<const std::string> names) {
  std::unordered_set<std::string_view> known(names.begin(), names.end());
  for (const WordRow& row : words()) known.insert({row.zh, row.en});
  const auto parts = characters(name);
  if (parts.size() < 2 || parts.size() > characters_max) return {};
  constexpr std::size_t impossible = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> pieces(parts.size() + 1, impossible), from(parts.size() + 1, 0);
  pieces[0] = 0;
  for (std::size_t end = 1; end <= parts.size(); ++end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      if (pieces[begin] == impossible || pieces[begin] + 1 >= pieces[end]) continue;
      const char* first = parts[begin].data();
      const char* last = parts[end - 1].data() + parts[end - 1].size();
      if (!known.contains(std::string_view(first, static_cast<std::size_t>(last - first)))) continue;
      pieces[end] = pieces[begin] + 1;
      from[end] = begin;
    }
  }
  if (pieces.back() == impossible || pieces.back() < 2) return {};
  std::vector<std::string> cuts;
  for (std::size_t end = parts.size(); end > 0; end = from[end]) {
    const char* first = parts[from[end]].data();
    const char* last = parts[end - 1].data() + parts[end - 1].size();
    cuts.emplace_back(first, last);
  }
  std::string joined;
  for (auto piece = cuts.rbegin(); piece != cuts.rend(); ++piece) joined += (joined.empty() ? "" : " ") + *piece;
  return joined;
}

}  // namespace sanhuan::dsl
