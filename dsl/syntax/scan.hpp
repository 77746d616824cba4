// The scanner: what a blank, a name, a number, a quotation, a length and a date look like in the bytes of one line. It knows the
// full-width twins (language.md 7) and nothing of grammar or Spirit.
//
// Functions take `from` and the end of the line, skip blanks in front of what they read, and never read past `end`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/syntax/words.hpp"

namespace sanhuan::dsl::scan {

enum class TokenKind : std::uint8_t {
  end,     // of the line: nothing, a comment, or only full stops and commas
  word,    // a name or keyword
  number,
  quote,   // “…”, with its marks
  symbol,  // punctuation and comparisons
  open_quote,  // a quotation that does not close on its line
  other,   // means nothing in rules
};

struct Token {
  TokenKind kind = TokenKind::end;
  Word word = Word::none;     // word: the keyword it is; symbol: < <= >= > = != and `.`
  Word prefix = Word::none;   // the keyword before the first digit: 至多 of 至多2次
  char symbol = 0;            // ASCII twin of a punctuation mark
  bool decimal = false;       // number with a point
  bool too_large = false;     // number of more than 18 digits
  const char* begin = nullptr;       // after the blanks; where the line ended, for `end`
  const char* end = nullptr;
  const char* prefix_end = nullptr;
  std::int64_t value = 0;
};

Token read(const char* from, const char* end) noexcept;
const char* skip_blanks(const char* from, const char* end) noexcept;
const char* skip_plain_blanks(const char* from, const char* end) noexcept;  // not 《》, which belong to a title
bool at_comment(const char* at, const char* end) noexcept;

// The twins folded: ＡＢ１２（ become AB12( ; other characters stay. Only for names, keys and numbers, never for texts.
std::string folded(std::string_view);

// 1,000: where a number with its thousands set apart ends, which reads like the list 1, 000 too; null where none begins.
const char* grouped_end(const char* from, const char* end) noexcept;

struct LengthRead {
  enum class Problem : std::uint8_t { none, bare_day, no_unit, too_large, decimal } problem = Problem::none;
  Word unit = Word::none;
  bool nth = false;
  std::int64_t count = 0;
  const char* begin = nullptr;
  const char* end = nullptr;        // with a 内 that follows
  const char* number_end = nullptr;
  const char* unit_begin = nullptr;  // of no_unit: the word that stands there instead
  const char* unit_end = nullptr;
};
// 5个工作日内, 5 working_days, 当天, 第2个工作日; nullopt where no length begins.
std::optional<LengthRead> length(const char* from, const char* end) noexcept;

struct ValueRead {
  std::int64_t value = 0;
  const char* begin = nullptr;
  const char* end = nullptr;
  bool exists = true;  // there is such a date or time
};
std::optional<ValueRead> date(const char* from, const char* end) noexcept;       // 2026-09-18, 2026年9月18日: a Day
std::optional<ValueRead> other_date(const char* from, const char* end) noexcept;  // 2026/9/18, 2026.9.18: no date of the language
std::optional<ValueRead> time(const char* from, const char* end) noexcept;       // 09:10: minutes; 24:00 is the end of the day
std::optional<ValueRead> month_day(const char* from, const char* end) noexcept;  // 6月1日, 06-01: 601
std::optional<ValueRead> weekday(const char* from, const char* end) noexcept;    // 周五, 星期五, Fri, Friday: 0 Monday
std::optional<ValueRead> key(const char* from, const char* end) noexcept;        // #assign; begin after the sign

}  // namespace sanhuan::dsl::scan
