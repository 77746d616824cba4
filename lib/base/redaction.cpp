#include "sanhuan/redaction.hpp"

#include "sanhuan/instant.hpp"

namespace sanhuan {
namespace {

constexpr std::size_t card_digits = 18, mobile_digits = 11;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

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
bool is_mobile(std::string_view number) noexcept { return number[0] == '1' && number[1] >= '3'; }

}  // namespace

std::string redacted(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size();) {
    if (!is_digit(out[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < out.size() && is_digit(out[end])) ++end;
    // The check of a card may be an X.
    const bool x = end - at + 1 == card_digits && end < out.size() && (out[end] == 'X' || out[end] == 'x');
    const std::size_t size = end - at + (x ? 1 : 0);
    const std::string_view number = std::string_view(out).substr(at, size);
    if (size == card_digits && is_card(number)) out.replace(at + 6, 8, 8, '*');
    else if (size == mobile_digits && is_mobile(number)) out.replace(at + 3, 4, 4, '*');
    at += size;
  }
  return out;
}

}  // namespace sanhuan
