// A line that was understood, cut into the parts that a formatter may write anew. The tree says what each part is; what it does
// not hold (keywords, punctuation) the scanner recognises by itself, so no sentence of the language is described here.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dsl/source/source_file.hpp"
#include "dsl/syntax/tree.hpp"

namespace sanhuan::dsl {

enum class PartKind : std::uint8_t {
  keyword,
  name,
  number,
  key,        // without its sign
  quote,      // with its marks
  length,     // 5个工作日内, 当天, 第1个工作日
  date,
  time,
  month_day,
  weekday,    // without its brackets
  mark,       // punctuation
  remark,     // words to the end of the line
};

struct Part {
  PartKind kind = PartKind::mark;
  Word word = Word::none;   // the keyword; of a length its unit
  bool english = false;     // keyword, length: how it is spelled
  bool nth = false;         // length: 第N个
  bool spare = false;       // mark: the sentence says the same without it
  bool argument = false;    // mark: a comma in the brackets of the word before them, as in （单位，可缺）
  char mark = 0;            // ( ) : , ; |
  std::int64_t value = 0;   // length, date, time, month_day, weekday
  std::string_view written;
  std::string_view gap;     // between the part before and this one: blanks, and the marks of titles 《》
};

struct Sentence {
  std::vector<Part> parts;
  std::string_view tail;     // after the last part: like a gap
  std::string_view comment;  // from its // on; empty where there is none
};

// `line` is an index into Tree::lines, not a hole. nullopt where something stands there that is none of the parts above.
std::optional<Sentence> sentence_of(const SourceFile&, const Tree&, std::size_t line);

}  // namespace sanhuan::dsl
