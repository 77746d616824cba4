// Semantics 10: the types of facts, and what is known of them.
#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play replying(const std::string& facts, const std::string& lines, const Facts& known = {}) {
  std::string text = with(small_process(), "说明（文本，可缺）", "说明（文本，可缺）、" + facts);
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 人数、协办单位、说明\n");
  Play play(load(with(text, "    当 承办单位 答复 则 转 待办结\n", "    当 承办单位 答复 则 转 待办结\n" + lines)));
  REQUIRE(play.open("2026-03-02 09:00", known).accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

}  // namespace

TEST_CASE("An overflow of a whole number is refused as `undecided`, never wrapped round", "[core][10]") {
  Play play = replying("总数（整数，可缺）", "    当 甲区 见面 则 记 总数 为 人数 加 1\n");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面", {{"人数", "9223372036854775806"}}).accepted());
  CHECK(play.fact("总数") == "9223372036854775807");
  CHECK(play.submit("2026-03-05 11:00", "甲区", "见面", {{"人数", "9223372036854775807"}}).refused == Refused::undecided);
  CHECK(play.fact("总数") == "9223372036854775807");
  CHECK(play.fact("人数") == "9223372036854775806");  // the event is refused whole
}

TEST_CASE("Money is counted in whole fen", "[core][10]") {
  Play play = replying("单价（金额，可缺）、总价（金额，可缺）", "    当 甲区 见面 则 记 总价 为 单价 乘 3\n", {{"单价", "0.10"}});
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.fact("总价") == "0.30");
}

TEST_CASE("An optional field that is absent leaves its fact; 记 X 为 未知 clears one", "[core][10]") {
  Play play = replying("备忘（文本，可缺）", "    当 甲区 见面 则 通知 甲区 “见了”\n    当 甲区 下达督办 则 记 人数 为 未知\n");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面", {{"人数", "7"}}).accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "见面").accepted());
  CHECK(play.fact("人数") == "7");
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "下达督办").accepted());
  CHECK(play.fact("人数") == "未知");
}

TEST_CASE("A list starts empty, not unknown; a fact with a default is known from the opening", "[core][10]") {
  Play play = replying("次数（整数）默认 4", "    当 甲区 见面 则\n      若 协办单位 的 数目 为 0 且 次数 为 4 则 记 说明 为 “空的”\n");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.fact("说明") == "空的");
}

TEST_CASE("A fact without 可缺 and without a default is known by the end of the first event, or the event is not taken", "[core][10]") {
  const std::string text = with(with(small_process(), "说明（文本，可缺）", "说明（文本，可缺）、案由（文本）"),
                                "事件 登记 #register 须填 所在网格 可填 来源", "事件 登记 #register 须填 所在网格 可填 案由、来源");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  const Answer answer = play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}});
  CHECK(answer.rejected());
  CHECK(play.missing(answer) == "案由");
  CHECK(play.stage() == "待登记");
  CHECK(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"案由", "噪声"}}).accepted());
}
