#include "dsl/syntax/words.hpp"

#include <array>

namespace sanhuan::dsl {

namespace {

constexpr WordRow rows[] = {
    {Word::none, "", "", false},
#define WORD(name, zh, en) {Word::name, zh, en, false},
#define SYMBOL(name, zh, en) {Word::name, zh, en, true},
#include "dsl/syntax/words.def"
#undef WORD
#undef SYMBOL
};
constexpr std::size_t row_count = std::size(rows);

// Both spellings in one open hash table, built by the compiler.
constexpr std::size_t slot_count = 2048;
static_assert(2 * row_count < slot_count / 4, "the table stays sparse");

constexpr std::uint32_t hash_of(std::string_view text) noexcept {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

struct Slots {
  std::array<std::uint16_t, slot_count> row{};  // 0: free
  bool ambiguous = false;                       // two words share a spelling

  constexpr void add(std::string_view spelling, std::size_t index) noexcept {
    std::size_t slot = hash_of(spelling) % slot_count;
    for (; row[slot] != 0; slot = (slot + 1) % slot_count) {
      const WordRow& other = rows[row[slot]];
      if (row[slot] != index && (other.zh == spelling || other.en == spelling)) ambiguous = true;
    }
    row[slot] = static_cast<std::uint16_t>(index);
  }
};

constexpr Slots build() noexcept {
  Slots slots;
  for (std::size_t i = 1; i < row_count; ++i) {
    slots.add(rows[i].zh, i);
    slots.add(rows[i].en, i);
  }
  return slots;
}

constexpr Slots slots = build();
static_assert(!slots.ambiguous, "each spelling belongs to one word");

}  // namespace

std::span<const WordRow> words() noexcept { return std::span(rows).subspan(1); }

Word find_word(std::string_view folded) noexcept {
  for (std::size_t slot = hash_of(folded) % slot_count; slots.row[slot] != 0; slot = (slot + 1) % slot_count) {
    const WordRow& found = rows[slots.row[slot]];
    if (found.zh == folded || found.en == folded) return found.word;
  }
  return Word::none;
}

const WordRow& row(Word word) noexcept { return rows[static_cast<std::size_t>(word)]; }

}  // namespace sanhuan::dsl
