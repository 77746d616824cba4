// The keywords of the language: one Chinese and one English spelling each, the same grammar (language.md 6).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sanhuan::dsl {

enum class Word : std::uint16_t {
  none,
#define WORD(name, zh, en) name,
#define SYMBOL(name, zh, en) name,
#include "dsl/syntax/words.def"
#undef WORD
#undef SYMBOL
};

struct WordRow {
  Word word;
  std::string_view zh, en;
  bool symbol;  // English writes it as a symbol: < <= >= > = != .
};

std::span<const WordRow> words() noexcept;                 // in the order of words.def
Word find_word(std::string_view folded) noexcept;          // either spelling; none where it is no keyword
const WordRow& row(Word) noexcept;

}  // namespace sanhuan::dsl
