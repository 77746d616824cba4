#include "dsl/syntax/suggest.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "dsl/source/characters.hpp"
#include "dsl/syntax/scan.hpp"

namespace sanhuan::dsl {

namespace {

constexpr std::size_t word_characters_max = 60;  // longer words are not searched for what they might be
constexpr std::size_t names_searched_max = 20'000;

std::u32string characters_of(std::string_view text) {
  std::u32string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text.substr(i));
    result += point.value;
    i += point.bytes;
  }
  return result;
}

enum class Piece { none, keyword, other };

Piece piece_of(std::string_view text, const Names& names) {
  if (find_word(text) != Word::none) return Piece::keyword;
  if (names.contains(text) && count_characters(text) > 1) return Piece::other;
  const char* end = text.data() + text.size();
  const auto length = scan::length(text.data(), end);
  const bool whole = length && length->end == end && length->problem == scan::LengthRead::Problem::none;
  return whole ? Piece::other : Piece::none;
}

}  // namespace

std::size_t edit_distance(std::string_view a_text, std::string_view b_text, std::size_t most) {
  const std::u32string a = characters_of(a_text), b = characters_of(b_text);
  if (std::max(a.size(), b.size()) > word_characters_max) return most + 1;
  if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) > most) return most + 1;
  std::array<std::size_t, word_characters_max + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::size_t tolerance(std::string_view word) { return std::max<std::size_t>(1, count_characters(word) / 3); }

Names names_in(const SourceFile& file) {
  Names names;
  for (std::uint32_t number = 1; number <= file.lines(); ++number) {
    const std::string_view line = file.line(number);
    const char* end = line.data() + line.size();
    const char* at = line.data();
    for (scan::Token token = scan::read(at, end); token.kind != scan::TokenKind::end; token = scan::read(at, end)) {
      if (token.kind == scan::TokenKind::word && token.word == Word::none) {
        names.emplace(token.begin, static_cast<std::size_t>(token.end - token.begin));
      }
      at = token.end;
    }
  }
  if (names.size() > names_searched_max) return names;
  std::vector<std::string_view> cuttable;
  for (const std::string_view name : names) {
    if (cut_into_words(name, names)) cuttable.push_back(name);
  }
  for (const std::string_view name : cuttable) names.erase(name);
  return names;
}

std::optional<std::vector<std::string_view>> cut_into_words(std::string_view word, const Names& names) {
  std::vector<std::size_t> borders;
  for (std::size_t i = 0; i < word.size(); i += decode(word.substr(i)).bytes) borders.push_back(i);
  borders.push_back(word.size());
  if (borders.size() > word_characters_max) return std::nullopt;

  constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
  struct Best {
    std::size_t pieces = never;
    std::size_t from = 0;
  };
  std::vector<Best> best(borders.size());
  best[0].pieces = 0;
  for (std::size_t to = 1; to < borders.size(); ++to) {
    for (std::size_t from = 0; from < to; ++from) {
      const bool all = from == 0 && to + 1 == borders.size();
      if (all || best[from].pieces == never || best[from].pieces + 1 >= best[to].pieces) continue;
      const std::string_view piece = word.substr(borders[from], borders[to] - borders[from]);
      if (piece_of(piece, names) != Piece::none) best[to] = {best[from].pieces + 1, from};
    }
  }
  if (best.back().pieces == never) return std::nullopt;

  std::vector<std::string_view> pieces;
  for (std::size_t to = borders.size() - 1; to > 0; to = best[to].from) {
    pieces.push_back(word.substr(borders[best[to].from], borders[to] - borders[best[to].from]));
  }
  std::reverse(pieces.begin(), pieces.end());
  const bool has_keyword = std::any_of(pieces.begin(), pieces.end(), [](auto p) { return find_word(p) != Word::none; });
  if (!has_keyword) return std::nullopt;
  return pieces;
}

std::string joined(const std::vector<std::string_view>& pieces) {
  std::string result;
  for (const std::string_view piece : pieces) {
    if (!result.empty()) result += ' ';
    result += piece;
  }
  return result;
}

}  // namespace sanhuan::dsl
