// Decision tables as they are read: which row holds, and what follows from what is unknown. Semantics 3.3b.
#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

constexpr const char* unknown = "未知";

// A table over 紧急 and 人数; `take` is put into the fact `into` when 见面 happens.
std::string pack(const std::string& policy, const std::string& rows, const std::string& take, const std::string& into) {
  std::string text = with(small_process(), "说明（文本，可缺）", "说明（文本，可缺）、得分（整数，可缺）、甲数（整数，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 紧急、人数、甲数、来源\n");
  text = with(text, "流程 办理流程", "决策表 派分表 " + policy + "\n  | 紧急 | 人数 | 则 | 分值 | 派给 |\n" + rows + "流程 办理流程");
  return with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    当 承办单位 答复 则 转 待办结\n    当 甲区 见面 则 记 " + into + " 为 " + take + "\n");
}

std::string take(const std::string& text, const std::string& into, const Facts& facts) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  const Answer answer = play.submit("2026-03-05 10:00", "甲区", "见面", facts);
  if (answer.refused == Refused::undecided) return unknown;
  REQUIRE(answer.accepted());
  return play.fact(into);
}

const std::string rows = "  | 是 | 不限 | 则 | 9 | 乙局 |\n"
                         "  | 否 | 不满 5 | 则 | 1 | 甲镇 |\n"
                         "  | 否 | 5 至 29 | 则 | 2 | 乙镇 |\n"
                         "  | 否 | 不少于 30 | 则 | 3 | 丙局 |\n";

std::string score(const std::string& policy, const std::string& with_rows, const Facts& facts) {
  return take(pack(policy, with_rows, "派分表 的 分值", "得分"), "得分", facts);
}

}  // namespace

TEST_CASE("3.3b 只取一行 takes the row that is true, whatever else is unknown", "[eval]") {
  CHECK(score("只取一行", rows, {{"紧急", "是"}}) == "9");  // 不限 is true whatever the fact
  CHECK(score("只取一行", rows, {{"紧急", "否"}, {"人数", "4"}}) == "1");
  CHECK(score("只取一行", rows, {{"紧急", "否"}, {"人数", "5"}}) == "2");
  CHECK(score("只取一行", rows, {{"紧急", "否"}, {"人数", "29"}}) == "2");
  CHECK(score("只取一行", rows, {{"紧急", "否"}, {"人数", "30"}}) == "3");
  CHECK(score("只取一行", rows, {{"紧急", "否"}}) == unknown);
  CHECK(score("只取一行", rows, {{"人数", "3"}}) == unknown);
}

TEST_CASE("3.3b 首个 and 优先 are unknown where an unknown row would come first", "[eval]") {
  for (const char* policy : {"首个", "优先"}) {
    const std::string first = "  | 不限 | 不少于 30 | 则 | 3 | 丙局 |\n  | 是 | 不限 | 则 | 9 | 乙局 |\n  | 其余 | 其余 | 则 | 1 | 甲镇 |\n";
    CHECK(score(policy, first, {{"紧急", "是"}, {"人数", "40"}}) == "3");
    CHECK(score(policy, first, {{"紧急", "是"}, {"人数", "4"}}) == "9");
    CHECK(score(policy, first, {{"紧急", "否"}, {"人数", "4"}}) == "1");
    CHECK(score(policy, first, {{"紧急", "是"}}) == unknown);     // the first row may hold
    CHECK(score(policy, first, {{"人数", "40"}}) == "3");         // nothing stands before it
  }
}

TEST_CASE("全部行 sums, counts and compares what all rows that hold say; unknown if any row is", "[eval]") {
  const std::string all = "  | 是 | 不限 | 则 | 9 | 乙局 |\n  | 不限 | 不少于 30 | 则 | 3 | 丙局 |\n  | 不限 | 不少于 5 | 则 | 2 | 乙镇 |\n"
                          "  | 否 | 不满 5 | 则 | -4 | 甲镇 |\n";
  const auto of = [&](const char* what, const Facts& facts) {
    return take(pack("全部行", all, "派分表 的 " + std::string(what), "得分"), "得分", facts);
  };
  const Facts everything{{"紧急", "是"}, {"人数", "40"}}, some{{"紧急", "否"}, {"人数", "7"}}, none{{"紧急", "否"}, {"人数", "1"}};
  CHECK(of("分值 的 总和", everything) == "14");
  CHECK(of("分值 的 总和", some) == "2");
  CHECK(of("分值 的 总和", none) == "-4");
  CHECK(of("分值 的 最大", everything) == "9");
  CHECK(of("分值 的 最小", everything) == "2");
  CHECK(of("分值 的 最大", none) == "-4");
  CHECK(of("分值 的 最小", some) == "2");
  CHECK(of("行数", everything) == "3");
  CHECK(of("行数", none) == "1");
  CHECK(of("分值 的 总和", {{"紧急", "是"}}) == unknown);
  CHECK(of("行数", {{"人数", "40"}}) == unknown);
}

TEST_CASE("全部行 gives a list, in the order of the rows", "[eval]") {
  const std::string all = "  | 是 | 不限 | 则 | 9 | 乙局 |\n  | 不限 | 不少于 30 | 则 | 3 | 丙局 |\n"
                          "  | 否 | 不满 30 | 则 | 1 | 乙镇 |\n";
  const std::string text = pack("全部行", all, "派分表 的 派给", "协办单位");
  CHECK(take(text, "协办单位", {{"紧急", "是"}, {"人数", "40"}}) == "乙局、丙局");
  CHECK(take(text, "协办单位", {{"紧急", "否"}, {"人数", "40"}}) == "丙局");
  CHECK(take(text, "协办单位", {{"紧急", "是"}}) == unknown);
}

TEST_CASE("A result may be reckoned, and is unknown where what it reads is", "[eval]") {
  const std::string reckoned = "  | 是 | 不限 | 则 | 甲数 加 1 | 乙局 |\n  | 否 | 不限 | 则 | 1 | 甲镇 |\n";
  CHECK(score("只取一行", reckoned, {{"紧急", "是"}, {"甲数", "6"}}) == "7");
  CHECK(score("只取一行", reckoned, {{"紧急", "是"}}) == unknown);
  CHECK(score("只取一行", reckoned, {{"紧急", "否"}}) == "1");
  const std::string all = "  | 是 | 不限 | 则 | 甲数 加 1 | 乙局 |\n  | 不限 | 不限 | 则 | 1 | 甲镇 |\n";
  const std::string sum = pack("全部行", all, "派分表 的 分值 的 总和", "得分");
  CHECK(take(sum, "得分", {{"紧急", "是"}, {"甲数", "6"}}) == "8");
  CHECK(take(sum, "得分", {{"紧急", "是"}}) == unknown);
  CHECK(take(sum, "得分", {{"紧急", "是"}, {"甲数", "9223372036854775806"}}) == unknown);  // the sum overflows
}

TEST_CASE("Many rows and values far apart are found as few and near", "[eval]") {
  // 70 rows: more than a machine word; steps of 1,000: too far apart to be looked up one by one.
  std::string many;
  for (int i = 0; i < 70; ++i)
    many += "  | 不限 | " + std::to_string(i * 1000) + " 至 " + std::to_string(i * 1000 + 999) + " | 则 | " + std::to_string(i) + " | 甲镇 |\n";
  many += "  | 其余 | 其余 | 则 | 999 | 甲镇 |\n";
  const auto of = [&](const char* n) { return score("首个", many, {{"紧急", "是"}, {"人数", n}}); };
  CHECK(of("0") == "0");
  CHECK(of("999") == "0");
  CHECK(of("1000") == "1");
  CHECK(of("64500") == "64");
  CHECK(of("69999") == "69");
  CHECK(of("70000") == "999");
  CHECK(of("-1") == "999");
}
