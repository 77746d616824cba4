#include <catch2/catch.hpp>

#include "dsl/syntax/scan.hpp"
#include "sanhuan/instant.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;
using scan::TokenKind;

namespace {

scan::Token first(std::string_view text) { return scan::read(text.data(), text.data() + text.size()); }
std::string written(const scan::Token& token) { return {token.begin, token.end}; }
auto length(std::string_view text) { return scan::length(text.data(), text.data() + text.size()); }
auto date(std::string_view text) { return scan::date(text.data(), text.data() + text.size()); }
auto time(std::string_view text) { return scan::time(text.data(), text.data() + text.size()); }
auto month_day(std::string_view text) { return scan::month_day(text.data(), text.data() + text.size()); }

}  // namespace

TEST_CASE("a name ends at a blank, at punctuation and at nothing else", "[scan]") {
  CHECK(written(first("  热线12345、网上")) == "热线12345");
  CHECK(written(first("　待交办#a")) == "待交办");
  CHECK(written(first("deadline_1.x")) == "deadline_1");
  CHECK(first("环受理").word == Word::none);
  CHECK(first("环 受理").word == Word::ring);
}

TEST_CASE("a keyword before a digit is known beside the whole word", "[scan]") {
  const scan::Token token = first("至多2次");
  CHECK(token.word == Word::none);
  CHECK(token.prefix == Word::at_most);
  CHECK(std::string(token.begin, token.prefix_end) == "至多");
}

TEST_CASE("full-width letters spell keywords", "[scan]") { CHECK(first("ｄｅａｄｌｉｎｅ 甲").word == Word::deadline); }

TEST_CASE("numbers that do not fit are known as such", "[scan]") {
  CHECK(first("123456789012345678").value == 123456789012345678);
  CHECK_FALSE(first("123456789012345678").too_large);
  CHECK(first("1234567890123456789").too_large);
  CHECK(first("-12").value == -12);
  CHECK(first("１２．５").decimal);
  CHECK(written(first("12.")) == "12");
}

TEST_CASE("the line ends at a comment after a blank and at closing punctuation", "[scan]") {
  CHECK(first(" // 备注").kind == TokenKind::end);
  CHECK(first("。").kind == TokenKind::end);
  CHECK(first(" ；，  // 备注").kind == TokenKind::end);
  CHECK(first("，甲").symbol == ',');
  CHECK(first("、").symbol == ',');  // a list goes on
  CHECK(first("//甲").kind == TokenKind::other);
}

TEST_CASE("comparisons are symbols of one or two characters", "[scan]") {
  CHECK(first("<= 5").word == Word::at_most_equal);
  CHECK(first("＜＝ 5").word == Word::at_most_equal);
  CHECK(first("≥ 5").word == Word::at_least_equal);
  CHECK(first("!= a").word == Word::not_equal);
  CHECK(first("<5").word == Word::less);
  CHECK(first("! a").kind == TokenKind::other);
}

TEST_CASE("a quotation ends at its mark; one that does not is known as such", "[scan]") {
  CHECK(written(first("“甲 // 乙”丙")) == "“甲 // 乙”");
  CHECK(first("“甲").kind == TokenKind::open_quote);
  CHECK(written(first("「甲“乙”」")) == "「甲“乙”」");
}

TEST_CASE("a length needs its unit and an end after it", "[scan]") {
  CHECK(length("5个工作日内 应")->unit == Word::working_days);
  CHECK(length("5 working_days")->unit == Word::working_days);
  CHECK(length("5日")->problem == scan::LengthRead::Problem::bare_day);
  CHECK(length("5 days")->problem == scan::LengthRead::Problem::bare_day);
  CHECK(length("5天内")->problem == scan::LengthRead::Problem::bare_day);
  CHECK(length("5")->problem == scan::LengthRead::Problem::no_unit);
  CHECK(length("5个工作日应")->problem == scan::LengthRead::Problem::no_unit);
  CHECK_FALSE(length("登记").has_value());
  CHECK_FALSE(length("一号窗口").has_value());
  CHECK(length("二十个工作日")->count == 20);
  CHECK(length("两年")->count == 2);
}

TEST_CASE("dates and times that do not exist are read and known as such", "[scan]") {
  CHECK(to_string(Day{static_cast<std::int32_t>(date("2026-09-18（周五）")->value)}) == "2026-09-18");
  CHECK(to_string(Day{static_cast<std::int32_t>(date("2026年9月18日")->value)}) == "2026-09-18");
  CHECK_FALSE(date("2026-02-30")->exists);
  CHECK_FALSE(date("2026-13-01")->exists);
  CHECK_FALSE(date("12-01").has_value());
  CHECK(time("９：０５")->value == 545);
  CHECK(time("24:00")->exists);
  CHECK_FALSE(time("24:01")->exists);
  CHECK_FALSE(time("12:60")->exists);
  CHECK(month_day("6月1日")->value == 601);
  CHECK(month_day("02-29")->exists);
  CHECK_FALSE(month_day("2月30日")->exists);
}
