#include <catch2/catch.hpp>

#include "dsl/diagnostics/cells.hpp"

using namespace sanhuan::dsl;

TEST_CASE("a Chinese character takes two cells, a Latin one one, a combining mark none", "[cells]") {
  CHECK(cells("") == 0);
  CHECK(cells("abc") == 3);
  CHECK(cells("环节") == 4);
  CHECK(cells("５，") == 4);
  CHECK(cells("e\u0301") == 1);
  CHECK(cells("\t") == 4);
  CHECK(cells("“") == 1);  // of doubtful width
  CHECK(cells("𠀀") == 2);
}

TEST_CASE("broken bytes have a width too", "[cells]") { CHECK(cells("\xFF\xE6") == 2); }

TEST_CASE("padding counts cells and never cuts", "[cells]") {
  CHECK(padded("环", 4) == "环  ");
  CHECK(padded("abc", 2) == "abc");
}

TEST_CASE("lines break at blanks, or between Chinese characters but not before their punctuation nor behind an opening bracket", "[cells]") {
  using Lines = std::vector<std::string>;
  CHECK(wrapped("one two three", 8) == Lines{"one two", "three"});
  CHECK(wrapped("一二三四五", 6) == Lines{"一二三", "四五"});
  CHECK(wrapped("一二三，四五", 6) == Lines{"一二", "三，四", "五"});
  CHECK(wrapped("写成「环节」、别的", 10) == Lines{"写成", "「环节」、", "别的"});
  CHECK(wrapped("一二（三）", 6) == Lines{"一二", "（三）"});
  CHECK(wrapped("一二（154 -> 3）", 6) == Lines{"一二", "（154", "-> 3）"});
  CHECK(wrapped("unbreakable", 4) == Lines{"unbreakable"});
  CHECK(wrapped("", 4) == Lines{""});
}

TEST_CASE("no line is wider than asked where it can be broken", "[cells]") {
  const std::string text = "自 登记 起 5个工作日内 应 答复，因为《条例》第三十四条说：60日内办结";
  for (std::size_t width = 14; width < 60; ++width) {
    for (const std::string& line : wrapped(text, width)) CHECK(cells(line) <= width);
  }
}
