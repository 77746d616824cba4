#include <catch2/catch.hpp>

#include "cli/length_text.hpp"

using namespace sanhuan;
using namespace sanhuan::cli;

namespace {

Length length(std::string_view text) {
  const auto result = parse_length(text);
  CAPTURE(text);
  REQUIRE(std::holds_alternative<Length>(result));
  return std::get<Length>(result);
}

Both problem(std::string_view text) {
  const auto result = parse_length(text);
  CAPTURE(text);
  REQUIRE(std::holds_alternative<Both>(result));
  return std::get<Both>(result);
}

}  // namespace

TEST_CASE("a length is written as in the language", "[cli]") {
  CHECK(length("5个工作日") == Length{5, LengthUnit::working_day});
  CHECK(length("5工作日内") == Length{5, LengthUnit::working_day});
  CHECK(length("５个工作日") == Length{5, LengthUnit::working_day});
  CHECK(length("5 working_days") == Length{5, LengthUnit::working_day});
  CHECK(length("1 working_day") == Length{1, LengthUnit::working_day});
  CHECK(length("60个自然日") == Length{60, LengthUnit::calendar_day});
  CHECK(length("60个自然日 不顺延") == Length{60, LengthUnit::calendar_day, Roll::no_roll});
  CHECK(length("次日 顺延") == Length{0, LengthUnit::next_day, Roll::roll});
  CHECK(length("3个月") == Length{3, LengthUnit::month});
  CHECK(length("2年") == Length{2, LengthUnit::year});
  CHECK(length("4个工作小时") == Length{4, LengthUnit::working_hour});
  CHECK(length("24小时") == Length{24, LengthUnit::hour});
  CHECK(length("90分钟") == Length{90, LengthUnit::minute});
  CHECK(length("当天") == Length{0, LengthUnit::same_day});
  CHECK(length("下一工作日") == Length{1, LengthUnit::working_day});
  CHECK(length("第3个工作日") == Length{3, LengthUnit::nth_working_day});
  CHECK(length("nth 3 calendar_days") == Length{3, LengthUnit::nth_calendar_day});
}

TEST_CASE("a bare number of days does not say which days are counted", "[cli]") {
  CHECK(problem("5日").zh == "`5日` 没有说清按哪种日子算；写 5个工作日（扣除周末和放假，补班照算）或 5个自然日");
  CHECK(problem("5 days").en.starts_with("`5 days` does not say which days are counted"));
}

TEST_CASE("what is no length, or out of bounds, is refused with the way out", "[cli]") {
  for (const char* text : {"", "五", "工作日", "5", "5个", "第5个月", "-5个工作日", "5.5个工作日"}) {
    CHECK(problem(text).en.find("is no length") != std::string::npos);
  }
  CHECK(problem("0个工作日").en == "the number in `0个工作日` must be from 1 to 36600");
  CHECK(problem("101年").en == "the number in `101年` must be from 1 to 100");
  CHECK(problem("99999999999999999999个工作日").en.find("99999") != std::string::npos);
}
