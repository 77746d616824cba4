#include "dsl/syntax/primitives.hpp"

#include "sanhuan/instant.hpp"

namespace sanhuan::dsl::grammar {

namespace {

using scan::Token;
using scan::TokenKind;

bool read_value(Iterator& first, State& state, NodeKind kind,
                std::optional<scan::ValueRead> (*read)(const char*, const char*) noexcept) {
  const auto found = read(first, state.line_end());
  if (!found) return false;
  if (!found->exists) throw Mistake{"E0215", found->begin, found->end};
  state.leaf(kind, found->begin, found->end, Word::none, found->value);
  first = found->end;
  return true;
}

std::string_view view(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

// Bytes of the first character of a valid text.
std::size_t width(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

// What stands in “…” without the marks.
Span inside(const State& state, const char* begin, const char* end) {
  const std::string_view whole = view(begin, end);
  std::size_t last = whole.size() - 1;
  while ((static_cast<unsigned char>(whole[last]) & 0xc0u) == 0x80u) --last;
  return state.span(begin + width(whole), begin + last);
}

// “他说"好"，请核实”: any mark of the pair closes a text, and what follows it directly was meant to be inside.
bool goes_on(const Token& next, const char* closed) {
  const bool begins = next.kind == TokenKind::word || next.kind == TokenKind::number || next.kind == TokenKind::quote ||
                      next.kind == TokenKind::open_quote;
  return begins && next.begin == closed;
}

constexpr bool is_day_word(Word unit) noexcept {
  return unit == Word::same_day || unit == Word::next_day || unit == Word::next_working_day;
}

void refuse_length(const scan::LengthRead& read) {
  switch (read.problem) {
    case scan::LengthRead::Problem::none: return;
    case scan::LengthRead::Problem::bare_day: throw Mistake{"E0203", read.begin, read.end, read.count};
    case scan::LengthRead::Problem::no_unit: throw Mistake{"E0219", read.begin, read.number_end, read.count};
    case scan::LengthRead::Problem::decimal: throw Mistake{"E0225", read.begin, read.number_end};
    case scan::LengthRead::Problem::too_large: throw Mistake{"E0214", read.begin, read.number_end};
  }
}

}  // namespace

bool read_key(Iterator& first, State& state) {
  const auto found = scan::key(first, state.line_end());
  if (!found) return false;
  state.leaf(NodeKind::key, found->begin, found->end);
  first = found->end;
  return true;
}

bool read_number(Iterator& first, State& state) {
  const Token& token = state.token(first);
  if (token.kind != TokenKind::number) return false;
  if (const char* end = scan::grouped_end(token.begin, state.line_end())) throw Mistake{"E0228", token.begin, end};
  if (token.too_large) throw Mistake{"E0214", token.begin, token.end};
  state.leaf(NodeKind::number, token.begin, token.end, token.decimal ? Word::decimal : Word::none, token.value);
  first = token.end;
  return true;
}

bool read_text(Iterator& first, State& state) {
  const Token& token = state.token(first);
  if (token.kind == TokenKind::open_quote) throw Mistake{"E0211", token.begin, token.end};
  if (token.kind != TokenKind::quote) return false;
  const char *begin = token.begin, *end = token.end;  // the next token may take its place
  if (goes_on(state.token(end), end)) throw Mistake{"E0221", begin, end};
  const Span span = inside(state, begin, end);
  state.leaf(NodeKind::text, begin, end);
  state.trim_last(span);
  first = end;
  return true;
}

bool read_rest_of_line(Iterator& first, State& state) {
  const char* begin = scan::skip_plain_blanks(first, state.line_end());
  const char* end = state.line_end();
  while (end != begin && (end[-1] == ' ' || end[-1] == '\t')) --end;
  if (begin == end) return false;
  const Token token = scan::read(begin, end);
  state.leaf(NodeKind::text, begin, end);
  // Marks around the whole of it are no part of the text; in the middle of it they are.
  if (token.kind == TokenKind::quote && token.begin == begin && token.end == end) {
    state.trim_last(inside(state, begin, end));
  }
  first = state.line_end();
  return true;
}

bool read_length(Iterator& first, State& state) {
  const auto found = scan::length(first, state.line_end());
  if (!found) return false;
  refuse_length(*found);
  const std::uint32_t previous = state.open(NodeKind::length, found->begin);
  state.open_node().word = found->unit;
  state.open_node().value = found->count;
  if (found->nth) state.leaf(NodeKind::flag, found->begin, found->number_end, Word::nth);
  state.close(previous, found->end);
  first = found->end;
  return true;
}

bool read_amount(Iterator& first, State& state) {
  const auto found = scan::length(first, state.line_end());
  if (found && (found->nth || is_day_word(found->unit))) throw Mistake{"E0223", found->begin, found->end};
  return read_length(first, state);
}

bool read_nth(Iterator& first, State& state) {
  const auto found = scan::length(first, state.line_end());
  if (!found || !found->nth) {
    state.expected(state.token(first).begin, {Word::nth, nullptr});
    return false;
  }
  if (found->problem == scan::LengthRead::Problem::bare_day) throw Mistake{"E0222", found->begin, found->end, found->count};
  refuse_length(*found);
  if (found->unit != Word::working_days) throw Mistake{"E0222", found->begin, found->end, found->count};
  state.leaf(NodeKind::nth, found->begin, found->end, found->unit, found->count);
  first = found->end;
  return true;
}

bool read_date(Iterator& first, State& state) { return read_value(first, state, NodeKind::date, scan::date); }
bool read_time(Iterator& first, State& state) { return read_value(first, state, NodeKind::time, scan::time); }
bool read_month_day(Iterator& first, State& state) { return read_value(first, state, NodeKind::month_day, scan::month_day); }

bool read_weekday(Iterator& first, State& state) {
  const Token& open = state.token(first);
  if (open.symbol != '(') return false;
  const auto found = scan::weekday(open.end, state.line_end());
  if (!found) return false;
  const Token& close = state.token(found->end);
  if (close.symbol != ')') return false;
  const Day day{static_cast<std::int32_t>(state.last_node().value)};
  if (sanhuan::weekday(day) != found->value) throw Mistake{"E0216", found->begin, found->end, day.value};
  state.leaf(NodeKind::weekday, found->begin, found->end, Word::none, found->value);
  first = close.end;
  return true;
}

bool read_below_above(Iterator& first, State& state) {
  const Token count = state.token(first);
  if (count.kind != TokenKind::number) return false;
  const Token word = state.token(count.end);
  if (word.kind != TokenKind::word) return false;
  const std::string_view written = view(word.begin, word.end);
  const bool below = written.ends_with("以下"), above = written.ends_with("以上");
  constexpr std::size_t most = 4 * 3;  // 5人以下, 5万元以上: a measure of at most two characters
  if ((!below && !above) || written.size() > most) return false;
  const Word meant = below ? Word::at_most_equal : Word::at_least_equal;
  state.open_node().word = meant;
  state.hints.push_back({count.begin, word.end, meant, count.value});
  if (!read_number(first, state)) return false;
  first = word.end;
  return true;
}

bool at_end(Iterator& first, State& state) { return state.token(first).kind == TokenKind::end; }

bool no_bare_length(Iterator& first, State& state) {
  const auto found = scan::length(first, state.line_end());
  if (!found || found->nth || is_day_word(found->unit)) return true;
  refuse_length(*found);
  if (found->unit != Word::working_days) throw Mistake{"E0224", found->begin, found->end};
  throw Mistake{"E0204", found->begin, found->end, found->count};
}

bool no_other_connective(Iterator& first, State& state) {
  const Token& token = state.token(first);
  if (token.word == Word::and_ || token.word == Word::or_) throw Mistake{"E0209", token.begin, token.end};
  return true;
}

}  // namespace sanhuan::dsl::grammar
