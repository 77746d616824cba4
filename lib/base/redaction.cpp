#include "sanhuan/redaction.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "sanhuan/instant.hpp"

namespace sanhuan {
namespace {

constexpr std::size_t card_digits = 18, mobile_digits = 11;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_x(char c) noexcept { return c == 'X' || c == 'x'; }

// ---- characters: ASCII, or their full-width twins ---------------------------------------------------------------------

struct Character {
  char ascii = 0;  // 0: none that is looked at here
  std::size_t bytes = 1;
};

Character character(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return {};
  if (static_cast<unsigned char>(text[at]) < 0x80) return {text[at], 1};
  if (text.size() - at < 3) return {};
  const std::string_view three = text.substr(at, 3);
  if (three == "\u3000") return {' ', 3};
  const auto second = static_cast<unsigned char>(three[1]), third = static_cast<unsigned char>(three[2]);
  if (three[0] != '\xef' || (second != 0xbc && second != 0xbd) || (third & 0xc0) != 0x80) return {};
  const unsigned twin = ((second & 0x3fu) << 6 | (third & 0x3fu)) - 0xee0u;  // U+FF01 to U+FF5E are ! to ~
  return twin > ' ' && twin < 0x7f ? Character{static_cast<char>(twin), 3} : Character{};
}
bool may_begin_digit(char c) noexcept { return is_digit(c) || c == '\xef'; }

// A row of digits; an X ends it where it may be the check of a card.
struct Run {
  std::array<char, card_digits> digits;
  std::array<std::size_t, card_digits + 1> at;  // where each begins, and where the last one ends
  std::size_t count = 0;                        // may be more than are kept
  std::size_t end = 0;

  std::string_view from(std::size_t first) const noexcept { return {digits.data() + first, std::min(count, card_digits) - first}; }
};

Run read_run(std::string_view text, std::size_t begin) noexcept {
  Run run;
  run.end = begin;
  for (;;) {
    const Character c = character(text, run.end);
    const bool check = run.count + 1 == card_digits && is_x(c.ascii);
    if (!is_digit(c.ascii) && !check) return run;
    if (run.count < card_digits) {
      run.digits[run.count] = c.ascii;
      run.at[run.count] = run.end;
      run.at[run.count + 1] = run.end + c.bytes;
    }
    ++run.count;
    run.end += c.bytes;
    if (check) return run;
  }
}

// ---- numbers ----------------------------------------------------------------------------------------------------------

// GB 11643: the birth date is one, and the last character checks the others (ISO 7064, MOD 11-2).
bool is_card(std::string_view number) noexcept {
  constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view checks = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i + 1 < card_digits; ++i) sum += (number[i] - '0') * weights[i];
  const char last = number.back() == 'x' ? 'X' : number.back();
  if (checks[static_cast<std::size_t>(sum % 11)] != last) return false;
  const auto digits = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : number.substr(at, count)) value = value * 10 + (c - '0');
    return value;
  };
  const int year = digits(6, 4);
  return year >= 1850 && year <= 2200 &&
         valid({year, static_cast<std::uint8_t>(digits(10, 2)), static_cast<std::uint8_t>(digits(12, 2))});
}
bool begins_mobile(std::string_view digits) noexcept { return digits[0] == '1' && digits[1] >= '3'; }

// Of most rows of digits length and first digit tell that they are nothing; the rest costs more.
bool may_be_number(std::size_t count, char first) noexcept {
  switch (count) {
    case 3:
    case mobile_digits: return first == '1';
    case 2:  // the country's code, 86 by itself or with one of these
    case 5:
    case 13: return first == '8';
    case 4:  // and 0086
    case 7:
    case 15: return first == '0';
    case card_digits - 1:  // an X may follow
    case card_digits: return true;
    default: return false;
  }
}

// How many digits of the run are the country's code: +86, 0086.
std::size_t country_code(std::string_view text, std::size_t begin, const Run& run) noexcept {
  if (run.from(0).starts_with("0086")) return 4;
  const std::string_view before = text.substr(0, begin);
  return run.from(0).starts_with("86") && (before.ends_with('+') || before.ends_with("\uff0b")) ? 2 : 0;
}

bool continues_number(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '/';
}

// 138-0013-8000, where `first` is read: its middle. In hyphens a part of a longer number, such as a case's, is none.
std::optional<Run> middle_of_groups(std::string_view text, std::size_t begin, const Run& first, bool behind_code) noexcept {
  const Character joint = character(text, first.end);
  if (joint.ascii != '-' && joint.ascii != ' ') return std::nullopt;
  const Run middle = read_run(text, first.end + joint.bytes);
  const Character second_joint = character(text, middle.end);
  if (middle.count != 4 || second_joint.ascii != joint.ascii) return std::nullopt;
  const Run last = read_run(text, middle.end + second_joint.bytes);
  if (last.count != 4) return std::nullopt;
  if (joint.ascii == '-') {
    const char before = begin == 0 ? ' ' : text[begin - 1];
    if (!behind_code && (continues_number(before) || text.substr(0, begin).ends_with("\uff0d"))) return std::nullopt;
    if (continues_number(character(text, last.end).ascii)) return std::nullopt;
  }
  return middle;
}

}  // namespace

std::string redacted(std::string_view text) {
  std::string out;
  std::size_t shown = 0;  // what stands before it is in `out`
  const auto hide = [&](const Run& run, std::size_t first, std::size_t count) {
    out.append(text, shown, run.at[first] - shown);
    out.append(count, '*');
    shown = run.at[first + count];
  };
  std::size_t code_end = std::string_view::npos;  // of the country's code, where it stands by itself
  for (std::size_t at = 0; at < text.size();) {
    if (!may_begin_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const bool plain = end > at && (end == text.size() || text[end] != '\xef');
    if (plain && !may_be_number(end - at, text[at])) {
      code_end = std::string_view::npos;
      at = end;
      continue;
    }
    const Run run = read_run(text, at);
    if (run.count == 0) {
      ++at;
      continue;
    }
    const std::size_t code = country_code(text, at, run), rest = run.count - code;
    if (run.count == card_digits) {
      if (is_card(run.from(0))) hide(run, 6, 8);
    } else if (rest == mobile_digits) {
      if (begins_mobile(run.from(code))) hide(run, code + 3, 4);
    } else if (rest == 3 && begins_mobile(run.from(code))) {
      const bool behind_code = code != 0 || (code_end < at && code_end + character(text, code_end).bytes == at);
      if (const auto middle = middle_of_groups(text, at, run, behind_code)) hide(*middle, 0, 4);
    }
    code_end = rest == 0 ? run.end : std::string_view::npos;
    at = run.end;
  }
  out.append(text, shown);
  return out;
}

}  // namespace sanhuan
