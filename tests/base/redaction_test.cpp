// Numbers of people are hidden, and nothing else is. The numbers here are made up: their area codes belong to no place.
#include <catch2/catch.hpp>

#include <random>

#include "sanhuan/redaction.hpp"

using sanhuan::redacted;

namespace {

std::string card(std::string seventeen) {
  constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (seventeen[i] - '0') * weights[i];
  return seventeen + "10X98765432"[sum % 11];
}

}  // namespace

TEST_CASE("a card's number keeps its place and its last four, a telephone's its first three and last four", "[redaction]") {
  const std::string number = card("99999919900101123");
  CHECK(redacted("身份证 " + number + "。") == "身份证 999999********" + number.substr(14) + "。");
  CHECK(redacted("call 13800138000, or 19912345678") == "call 138****8000, or 199****5678");
  CHECK(redacted(redacted(number)) == redacted(number));
}

TEST_CASE("a card that ends in X is one, in both cases", "[redaction]") {
  for (int serial = 100; serial < 200; ++serial) {
    std::string number = card("99999919900101" + std::to_string(serial));
    if (number.back() != 'X') continue;
    CHECK(redacted(number) == "999999********" + number.substr(14));
    number.back() = 'x';
    CHECK(redacted(number) == "999999********" + number.substr(14));
    return;
  }
  FAIL("no such number");
}

TEST_CASE("codes, instants, case numbers and other digits stand as they are", "[redaction]") {
  for (const char* text : {"371302001001001", "371302001001", "2026-09-18T09:10:00+08:00", "LS-2026-000123", "12345678901",
                           "999999199001011230", "138001380001", "99999919901301123X", "1700000000000", ""})
    CHECK(redacted(text) == text);
}

TEST_CASE("of random digits hardly any are taken for a card", "[redaction]") {
  std::mt19937_64 random(1);
  int hidden = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string number;
    for (int d = 0; d < 18; ++d) number += static_cast<char>('0' + random() % 10);
    hidden += redacted(number) != number ? 1 : 0;
  }
  CHECK(hidden < 40);
}
