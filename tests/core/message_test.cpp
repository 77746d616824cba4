// Semantics 6.1: what stands in braces in a text is filled in with what the case knows, then with what the event brought.
#include <catch2/catch.hpp>

#include "lib/core/message.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

TEST_CASE("6.1 A text names the case, its facts and the fields of the event; what is unknown is a question mark", "[core]") {
  std::string text = with(wide_process(), "事件 见面 #meet\n", "事件 见面 #meet 须填 地点（文本）、天数（整数） 可填 理由（文本）\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n", "    当 承办单位 答复 则 转 待办结\n    当 甲区 见面 则 通知 甲区 “{编号} {地点}”\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}}).accepted());
  const Rulebook& rules = play.rulebook();
  const PayloadField payload[] = {{0, Value::of(std::string("村部"))}, {1, Value::of(std::int64_t{3})}, {2, Value::null()}};
  const Event met{rules.event("见面"), at("2026-03-04 10:00"), Actor::of(rules.unit("甲区")), payload, {}};
  const auto filled = [&](std::string_view what, const Event* event) {
    return fill_text(rules, play.layout(), play.state(), "C-1", event, what);
  };
  CHECK(filled("{编号} {number}", nullptr) == "C-1 C-1");
  CHECK(filled("{所在网格}：{紧急}、{人数}、{说明}、{协办单位}。", nullptr) == "甲格：是、?、?、。");
  CHECK(filled("在{地点}，{天数}天，因{理由}", &met) == "在村部，3天，因?");
  CHECK(filled("{地点}", nullptr) == "?");       // a timer has no event
  CHECK(filled("{没有的}", &met) == "?");
  CHECK(filled("没有括号", &met) == "没有括号");
  CHECK(filled("开{了没关", &met) == "开{了没关");
  CHECK(filled("关}了没开", &met) == "关}了没开");
  REQUIRE(play.submit("2026-03-04 10:00", "甲镇", "答复", {{"说明", "已修好"}}).accepted());
  CHECK(filled("{说明}", nullptr) == "已修好");
}
