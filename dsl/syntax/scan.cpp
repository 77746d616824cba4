#include "dsl/syntax/scan.hpp"

#include <array>

#include "dsl/source/characters.hpp"
#include "dsl/source/look_alikes.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan::dsl::scan {

namespace {

constexpr int digits_max = 18;  // of a number that fits 64 bits whatever its digits

// One character with its twin folded: full-width forms to ASCII, the ideographic blank to a blank.
struct Character {
  char32_t value = 0;
  std::uint32_t bytes = 0;  // 0 at the end
};

Character character(const char* at, const char* end) noexcept {
  if (at == end) return {};
  const auto lead = static_cast<unsigned char>(*at);
  if (lead < 0x80) return {lead, 1};
  const CodePoint point = decode(std::string_view(at, static_cast<std::size_t>(end - at)));
  if (point.value >= 0xff01 && point.value <= 0xff5e) return {point.value - 0xfee0, point.bytes};
  if (point.value == 0x3000 || point.value == 0x00a0) return {' ', point.bytes};
  return {point.value, point.bytes};
}

// 《》 stand around titles and separate like blanks (language.md 7).
constexpr bool is_blank(char32_t c) noexcept { return c == ' ' || c == '\t' || c == U'《' || c == U'》'; }
constexpr bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }

bool is_letter(char32_t c) noexcept {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  if (c < 0x250) return c >= 0xc0 && c != 0xd7 && c != 0xf7;
  if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3005 || c == 0x3007) return true;
  // Compatibility ideographs stand among these: no letters, so that no two names read alike.
  return ((c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af)) && looks_like(c) == 0;
}

const char* skip_letters(const char* at, const char* end) noexcept {
  for (Character c = character(at, end); is_letter(c.value); c = character(at, end)) at += c.bytes;
  return at;
}

const char* skip_name(const char* at, const char* end) noexcept {
  for (Character c = character(at, end); is_letter(c.value) || is_digit(c.value); c = character(at, end)) at += c.bytes;
  return at;
}

std::string_view view(const char* begin, const char* end) noexcept {
  return {begin, static_cast<std::size_t>(end - begin)};
}

// Full-width forms begin with EF BC or EF BD, so most words need no copy.
Word keyword(std::string_view written) {
  return written.find('\xEF') == std::string_view::npos ? find_word(written) : find_word(folded(written));
}

struct Digits {
  std::int64_t value = 0;
  int count = 0;
  const char* end = nullptr;
};

Digits digits(const char* at, const char* end) noexcept {
  Digits result{0, 0, at};
  for (Character c = character(at, end); is_digit(c.value); c = character(result.end, end)) {
    if (result.count < digits_max) result.value = result.value * 10 + static_cast<int>(c.value - '0');
    ++result.count;
    result.end += c.bytes;
  }
  return result;
}

bool take(const char*& at, const char* end, char32_t expected) noexcept {
  const Character c = character(at, end);
  if (c.bytes == 0 || c.value != expected) return false;
  at += c.bytes;
  return true;
}

bool take(const char*& at, const char* end, std::string_view expected) noexcept {
  if (!view(at, end).starts_with(expected)) return false;
  at += expected.size();
  return true;
}

// ---- tokens ----------------------------------------------------------------------------------------------------------

void read_number(Token& token, const char* end) noexcept {
  const char* at = token.begin;
  const bool negative = take(at, end, U'-');
  const Digits whole = digits(at, end);
  token.kind = TokenKind::number;
  token.end = whole.end;
  token.value = negative ? -whole.value : whole.value;
  token.too_large = whole.count > digits_max;
  const char* point = whole.end;
  if (take(point, end, U'.')) {
    const Digits fraction = digits(point, end);
    if (fraction.count == 0) return;
    token.decimal = true;
    token.value = 0;
    token.end = fraction.end;
  }
}

void read_word(Token& token, const char* end) {
  token.kind = TokenKind::word;
  const char* letters = skip_letters(token.begin, end);
  token.end = skip_name(letters, end);
  token.word = keyword(view(token.begin, token.end));
  if (letters == token.end) return;
  token.prefix = keyword(view(token.begin, letters));
  token.prefix_end = letters;
}

// Any mark of a pair closes it, as input methods confuse them; 「 closes with 」 only.
constexpr int quote_pair(char32_t c) noexcept {
  if (c == '"' || c == U'“' || c == U'”') return 1;
  if (c == U'「' || c == U'」') return 2;
  if (c == U'『' || c == U'』') return 3;
  return 0;
}

void read_quote(Token& token, const char* end) noexcept {
  const Character mark = character(token.begin, end);
  const int pair = quote_pair(mark.value);
  const char* at = token.begin + mark.bytes;
  token.kind = TokenKind::open_quote;
  for (Character c = character(at, end); c.bytes > 0; c = character(at, end)) {
    at += c.bytes;
    if (quote_pair(c.value) != pair) continue;
    token.kind = TokenKind::quote;
    break;
  }
  token.end = at;
}

constexpr bool is_filler(char32_t c) noexcept {
  return c == U'。' || c == U'｡' || c == ';' || c == '.' || c == ',';
}

bool only_fillers_follow(const char* at, const char* end) noexcept {
  for (;;) {
    const char* next = skip_blanks(at, end);
    if (next == end || (next != at && at_comment(next, end))) return true;
    const Character c = character(next, end);
    if (!is_filler(c.value)) return false;
    at = next + c.bytes;
  }
}

struct Symbol {
  char32_t first;
  char32_t second;  // 0: one character
  Word word;
};
constexpr std::array<Symbol, 12> comparisons{{{'<', '=', Word::at_most_equal},
                                              {'>', '=', Word::at_least_equal},
                                              {'!', '=', Word::not_equal},
                                              {'<', 0, Word::less},
                                              {'>', 0, Word::greater},
                                              {'=', 0, Word::equal},
                                              {'.', 0, Word::of},
                                              {U'≤', 0, Word::at_most_equal},
                                              {U'≥', 0, Word::at_least_equal},
                                              {U'≠', 0, Word::not_equal},
                                              {U'≦', 0, Word::at_most_equal},
                                              {U'≧', 0, Word::at_least_equal}}};

void read_symbol(Token& token, Character c, const char* end) noexcept {
  token.kind = TokenKind::symbol;
  token.end = token.begin + c.bytes;
  for (const Symbol& symbol : comparisons) {
    if (c.value != symbol.first) continue;
    const char* at = token.end;
    if (symbol.second != 0 && !take(at, end, symbol.second)) continue;
    token.word = symbol.word;
    token.end = at;
    return;
  }
  switch (c.value) {
    case U'、': token.symbol = ','; return;
    case U'【': token.symbol = '('; return;
    case U'】': token.symbol = ')'; return;
    case '(': case ')': case ':': case ',': case '|': case ';': case '#':
      token.symbol = static_cast<char>(c.value);
      return;
    default: token.kind = TokenKind::other;
  }
}

// ---- lengths ---------------------------------------------------------------------------------------------------------

struct Unit {
  std::string_view spelling;
  Word word;
};
constexpr std::array<Unit, 9> units{{{"工作小时", Word::working_hours},
                                     {"工作日", Word::working_days},
                                     {"自然日", Word::calendar_days},
                                     {"分钟", Word::minutes},
                                     {"小时", Word::hours},
                                     {"月", Word::months},
                                     {"年", Word::years},
                                     {"日", Word::none},
                                     {"天", Word::none}}};

constexpr bool is_length_unit(Word word) noexcept {
  return word == Word::minutes || word == Word::hours || word == Word::working_hours || word == Word::working_days ||
         word == Word::calendar_days || word == Word::months || word == Word::years;
}

// 一 to 九十九; nothing where the word does not begin with a numeral.
Digits numeral(const char* at, const char* end) noexcept {
  constexpr std::u32string_view numerals = U"零一二三四五六七八九十";
  Digits result{0, 0, at};
  std::int64_t tens = 0, ones = 0;
  for (Character c = character(at, end); c.bytes > 0; c = character(result.end, end)) {
    const std::size_t index = c.value == U'两' ? 2 : numerals.find(c.value);
    if (index == std::u32string_view::npos || index == 0 || result.count > 3) break;
    if (index == 10) {
      if (tens != 0) break;
      tens = ones == 0 ? 10 : ones * 10;
      ones = 0;
    } else {
      if (ones != 0) break;
      ones = static_cast<std::int64_t>(index);
    }
    ++result.count;
    result.end += c.bytes;
  }
  result.value = tens + ones;
  return result;
}

bool ends_here(const char* at, const char* end) noexcept {
  const Character c = character(at, end);
  return !is_letter(c.value) && !is_digit(c.value);
}

// 5个工作日内, 以内, 之内
bool take_within(const char*& at, const char* end) noexcept {
  return take(at, end, "内") || take(at, end, "以内") || take(at, end, "之内");
}

const char* after_within(const char* at, const char* end) noexcept {
  const char* inside = skip_blanks(at, end);
  return take_within(inside, end) && ends_here(inside, end) ? inside : at;
}

// The unit after a number, with 个 and 内 around it.
void read_unit(LengthRead& result, const char* end) noexcept {
  result.problem = LengthRead::Problem::no_unit;
  result.end = result.number_end;
  const char* at = skip_blanks(result.number_end, end);
  const char* word_end = skip_letters(at, end);
  const Word written = keyword(view(at, word_end));
  if (is_length_unit(written)) {
    result.unit = written;
    result.problem = LengthRead::Problem::none;
    result.end = after_within(word_end, end);
    return;
  }
  if (view(at, word_end) == "days" || view(at, word_end) == "day") {
    result.problem = LengthRead::Problem::bare_day;
    result.end = word_end;
    return;
  }
  take(at, end, "个");
  at = skip_blanks(at, end);
  result.unit_begin = at;
  result.unit_end = skip_letters(at, end);
  for (const Unit& unit : units) {
    const char* after = at;
    if (!take(after, end, unit.spelling)) continue;
    if (take_within(after, end); !ends_here(after, end)) continue;
    result.unit = unit.word;
    result.problem = unit.word == Word::none ? LengthRead::Problem::bare_day : LengthRead::Problem::none;
    result.end = after_within(after, end);
    return;
  }
}

std::optional<LengthRead> day_word(const char* at, const char* end) noexcept {
  LengthRead result;
  result.begin = at;
  const char* word_end = skip_letters(at, end);
  const std::string_view written = view(at, word_end);
  result.unit = keyword(written);
  for (const std::string_view inside : {"以内", "之内", "内"})
    if (result.unit == Word::none && written.ends_with(inside))
      result.unit = keyword(written.substr(0, written.size() - inside.size()));
  if (result.unit != Word::same_day && result.unit != Word::next_day && result.unit != Word::next_working_day) return {};
  result.end = result.number_end = after_within(word_end, end);
  return result;
}

}  // namespace

const char* skip_blanks(const char* at, const char* end) noexcept {
  while (at != end) {
    if (*at == ' ' || *at == '\t') {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(*at) < 0x80) return at;
    const Character c = character(at, end);
    if (!is_blank(c.value)) return at;
    at += c.bytes;
  }
  return at;
}

const char* skip_plain_blanks(const char* at, const char* end) noexcept {
  for (Character c = character(at, end); c.value == ' ' || c.value == '\t'; c = character(at, end)) at += c.bytes;
  return at;
}

bool at_comment(const char* at, const char* end) noexcept { return take(at, end, U'/') && take(at, end, U'/'); }

Token read(const char* from, const char* end) noexcept {
  Token token;
  token.begin = skip_blanks(from, end);
  const Character c = character(token.begin, end);
  const bool comment = token.begin != from && at_comment(token.begin, end);
  if (c.bytes == 0 || comment || (is_filler(c.value) && only_fillers_follow(token.begin, end))) {
    token.begin = token.end = from;
    return token;
  }
  const Character next = character(token.begin + c.bytes, end);
  if (is_letter(c.value)) {
    read_word(token, end);
  } else if (is_digit(c.value) || (c.value == '-' && is_digit(next.value))) {
    read_number(token, end);
  } else if (quote_pair(c.value) != 0) {
    read_quote(token, end);
  } else {
    read_symbol(token, c, end);
  }
  return token;
}

std::string folded(std::string_view text) {
  std::string result;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const Character c = character(at, end);
    if (c.value < 0x80) {
      result += static_cast<char>(c.value);
    } else {
      result.append(at, c.bytes);
    }
    at += c.bytes;
  }
  return result;
}

const char* grouped_end(const char* from, const char* end) noexcept {
  constexpr int group = 3;
  const char* at = skip_blanks(from, end);
  take(at, end, U'-');
  const Digits first = digits(at, end);
  if (first.count < 1 || first.count > group) return nullptr;
  const char* last = first.end;
  for (at = last; take(at, end, U',');) {
    const Digits next = digits(at, end);
    if (next.count != group) break;
    at = last = next.end;
  }
  if (last == first.end) return nullptr;
  if (at = last; take(at, end, U'.'))
    if (const Digits fraction = digits(at, end); fraction.count > 0) last = fraction.end;
  return last;
}

std::optional<LengthRead> length(const char* from, const char* end) noexcept {
  const char* at = skip_blanks(from, end);
  if (auto day = day_word(at, end)) return day;
  LengthRead result;
  result.begin = at;
  if (take(at, end, "第")) {
    result.nth = true;
  } else if (const char* word_end = skip_letters(at, end); view(at, word_end) == row(Word::nth).en) {
    result.nth = true;
    at = word_end;
  }
  at = skip_blanks(at, end);
  Digits number = digits(at, end);
  const bool written_out = number.count == 0;
  if (written_out) number = numeral(at, end);
  if (number.count == 0) return std::nullopt;
  result.count = number.value;
  result.number_end = number.end;
  read_unit(result, end);
  if (number.count > digits_max) result.problem = LengthRead::Problem::too_large;
  if (const char* point = number.end; !written_out && take(point, end, U'.') && is_digit(character(point, end).value)) {
    result.problem = LengthRead::Problem::decimal;
    result.number_end = digits(point, end).end;
  }
  // 一号窗口 is a name: a numeral counts only in front of a unit.
  if (written_out && result.problem == LengthRead::Problem::no_unit) return std::nullopt;
  return result;
}

std::optional<ValueRead> date(const char* from, const char* end) noexcept {
  const char* at = skip_blanks(from, end);
  ValueRead result;
  result.begin = at;
  const Digits year = digits(at, end);
  at = year.end;
  const bool chinese = take(at, end, "年");
  if (year.count != 4 || (!chinese && !take(at, end, U'-'))) return std::nullopt;
  const Digits month = digits(at, end);
  at = month.end;
  if (month.count < 1 || month.count > 2 || !(chinese ? take(at, end, "月") : take(at, end, U'-'))) return std::nullopt;
  const Digits day = digits(at, end);
  at = day.end;
  if (day.count < 1 || day.count > 2 || (chinese && !take(at, end, "日"))) return std::nullopt;
  result.end = at;
  const CivilDate civil_date{static_cast<std::int32_t>(year.value), static_cast<std::uint8_t>(month.value),
                             static_cast<std::uint8_t>(day.value)};
  result.exists = valid(civil_date);
  if (result.exists) result.value = day_of(civil_date).value;
  return result;
}

std::optional<ValueRead> other_date(const char* from, const char* end) noexcept {
  const char* at = skip_blanks(from, end);
  ValueRead result;
  result.begin = at;
  const Digits year = digits(at, end);
  at = year.end;
  const char32_t mark = character(at, end).value;
  if (year.count != 4 || (mark != '/' && mark != '.')) return std::nullopt;
  const Digits month = digits(at + character(at, end).bytes, end);
  at = month.end;
  if (month.count < 1 || month.count > 2 || !take(at, end, mark)) return std::nullopt;
  const Digits day = digits(at, end);
  if (day.count < 1 || day.count > 2) return std::nullopt;
  result.end = day.end;
  const CivilDate civil_date{static_cast<std::int32_t>(year.value), static_cast<std::uint8_t>(month.value),
                             static_cast<std::uint8_t>(day.value)};
  result.exists = valid(civil_date);
  if (result.exists) result.value = day_of(civil_date).value;
  return result;
}

std::optional<ValueRead> time(const char* from, const char* end) noexcept {
  const char* at = skip_blanks(from, end);
  ValueRead result;
  result.begin = at;
  const Digits hour = digits(at, end);
  at = hour.end;
  if (hour.count < 1 || hour.count > 2 || !take(at, end, U':')) return std::nullopt;
  const Digits minute = digits(at, end);
  if (minute.count != 2) return std::nullopt;
  result.end = minute.end;
  result.value = hour.value * 60 + minute.value;
  result.exists = minute.value < 60 && result.value <= 24 * 60;
  return result;
}

std::optional<ValueRead> month_day(const char* from, const char* end) noexcept {
  const char* at = skip_blanks(from, end);
  ValueRead result;
  result.begin = at;
  const Digits month = digits(at, end);
  at = month.end;
  const bool chinese = take(at, end, "月");
  if (month.count < 1 || month.count > 2 || (!chinese && !take(at, end, U'-'))) return std::nullopt;
  const Digits day = digits(at, end);
  at = day.end;
  if (day.count < 1 || day.count > 2 || (chinese && !take(at, end, "日"))) return std::nullopt;
  result.end = at;
  result.value = month.value * 100 + day.value;
  constexpr std::int32_t leap_year = 2000;  // 02-29 is a day of some years
  result.exists = valid({leap_year, static_cast<std::uint8_t>(month.value), static_cast<std::uint8_t>(day.value)});
  return result;
}

std::optional<ValueRead> weekday(const char* from, const char* end) noexcept {
  constexpr std::array<std::string_view, 7> zh{"一", "二", "三", "四", "五", "六", "日"};
  constexpr std::array<std::string_view, 7> en{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const char* begin = skip_blanks(from, end);
  const char* word_end = skip_letters(begin, end);
  const std::string_view written = view(begin, word_end);
  for (std::size_t i = 0; i < zh.size(); ++i) {
    const bool chinese = (written.starts_with("周") && written.substr(3) == zh[i]) ||
                         (written.starts_with("星期") && written.substr(6) == zh[i]);
    const bool sunday = i == 6 && (written == "周天" || written == "星期天");
    if (chinese || sunday || written == en[i] || written == en[i].substr(0, 3)) {
      return ValueRead{static_cast<std::int64_t>(i), begin, word_end, true};
    }
  }
  return std::nullopt;
}

std::optional<ValueRead> key(const char* from, const char* end) noexcept {
  const char* at = skip_blanks(from, end);
  if (!take(at, end, U'#')) return std::nullopt;
  const char* begin = at;
  for (Character c = character(at, end); is_letter(c.value) || is_digit(c.value) || c.value == '-'; c = character(at, end)) {
    at += c.bytes;
  }
  if (at == begin) return std::nullopt;
  return ValueRead{0, begin, at, true};
}

}  // namespace sanhuan::dsl::scan
