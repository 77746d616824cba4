// Numbers of people are hidden, and nothing else is. The numbers here are made up: their area codes belong to no place.
#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <utility>

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

TEST_CASE("the example of the page is hidden as the page says", "[redaction]") {
  CHECK(redacted("999999199001041234") == "999999********1234");
}

TEST_CASE("a telephone's number is one behind the country's code, and in groups", "[redaction]") {
  const std::pair<const char*, const char*> written[] = {
      {"+8613800138000", "+86138****8000"},       {"008613800138000", "0086138****8000"},
      {"(+86)13800138000", "(+86)138****8000"},   {"+86 13800138000", "+86 138****8000"},
      {"138-0013-8000", "138-****-8000"},         {"138 0013 8000", "138 **** 8000"},
      {"+86-138-0013-8000", "+86-138-****-8000"}, {"0086 138 0013 8000", "0086 138 **** 8000"},
      {"+86138-0013-8000", "+86138-****-8000"},   {"0086138 0013 8000", "0086138 **** 8000"},
      {"电话：138-0013-8000。", "电话：138-****-8000。"}, {"(199-1234-5678)", "(199-****-5678)"}};
  for (const auto& [number, hidden] : written) {
    CAPTURE(number);
    CHECK(redacted(number) == hidden);
    CHECK(redacted(hidden) == hidden);
    CHECK(redacted("甲 " + std::string(number) + " 乙 " + number + ", 3") == "甲 " + std::string(hidden) + " 乙 " + hidden + ", 3");
  }
}

TEST_CASE("numbers in full-width digits are hidden like any", "[redaction]") {
  CHECK(redacted("１３８００１３８０００") == "１３８****８０００");
  CHECK(redacted("＋８６１３８００１３８０００") == "＋８６１３８****８０００");
  CHECK(redacted("１３８－００１３－８０００") == "１３８－****－８０００");
  CHECK(redacted("１３８　００１３　８０００") == "１３８　****　８０００");
  CHECK(redacted("1３80013800０") == "1３8****800０");
  CHECK(redacted("号９９９９９９１９９００１０４１２３４。") == "号９９９９９９********１２３４。");
  std::string x;
  for (int serial = 100; x.empty(); ++serial) {
    const std::string number = card("99999919900101" + std::to_string(serial));
    if (number.back() == 'X') x = number.substr(0, 17);
  }
  CHECK(redacted(x + "Ｘ") == "999999********" + x.substr(14) + "Ｘ");
}

TEST_CASE("codes, instants, case numbers and other digits stand as they are", "[redaction]") {
  for (const char* text : {"371302001001001", "371302001001", "2026-09-18T09:10:00+08:00", "LS-2026-000123", "12345678901",
                           "999999199001011230", "138001380001", "99999919901301123X", "1700000000000", "",
                           // A case's number of a division, a date and a serial, but for the check; full-width; longer numbers
                           "371302202609180001", "３７１３０２００１００１００１", "8613800138000", "13800138000123", "00861380013800",
                           "LS-138-0013-8000", "2026-138-0013-8000", "138-0013-8000-1", "兰1-150-2026-0001", "138-0013-80001",
                           "138-00-138000", "138  0013  8000", "138-0013 8000", "120-0013-8000", "2026-09-18", "2026 0918 0001",
                           "135 号 2026 年", "110 2026 0918", "３７１３０２００１００１", "\xef", "\xef\xbc", "1\xef\xbc", "\xef\xbc\xf1"})
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
