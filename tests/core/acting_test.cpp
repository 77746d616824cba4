// Semantics 3.3e, 3.6b, 4.1c, 4.5: with whose power an event acts, which unit 本单位 is, and who leaves or returns.
#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// In 会商中 since Wednesday 4 March 2026, 10:00; 乙局 and 丙局 owe an opinion.
Play consulting(const std::string& text) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局\x1f丙局"}}).accepted());
  REQUIRE(play.stage() == "会商中");
  return play;
}

const std::string all_gathered = "    一旦 会商期 全部 完成 则 转 待答复\n";

std::string consult_with(const std::string& lines) { return with(wide_process(), all_gathered, all_gathered + lines); }

}  // namespace

TEST_CASE("3.3e What the rules do because the petitioner did something has the rules' power", "[core]") {
  Play play = consulting(with(wide_process(), "当 信访人 撤回 则 终止", "当 信访人 撤回 则 提级督办 承办单位 扣分 承办单位 1分 终止"));
  CHECK(play.level() == Level::village);
  const Answer answer = play.submit("2026-03-05 09:00", "信访人", "撤回");
  CHECK(answer.accepted());
  CHECK(play.level() == Level::town);
}

TEST_CASE("3.6b Under 当 本单位 is the member that the actor acts for, its section too", "[core]") {
  const std::string text = consult_with("    当 每个 协办单位 见面 则 记 承办单位 为 本单位\n");
  Play play = consulting(text);
  CHECK(play.submit("2026-03-04 11:00", "甲镇", "见面").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-04 12:00", "丙局", "见面").accepted());
  CHECK(play.fact("承办单位") == "丙局");

  Play sections(load(text));
  REQUIRE(sections.open("2026-03-02 09:00").accepted());
  REQUIRE(sections.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(sections.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "乙镇"}, {"协办单位", "甲镇\x1f乙局"}}).accepted());
  REQUIRE(sections.submit("2026-03-04 12:00", "甲科", "见面").accepted());
  CHECK(sections.fact("承办单位") == "甲镇");
}

TEST_CASE("3.6b 本单位 as a condition tells who has acted from who has not", "[core]") {
  // The second voice of one unit is refused; it changes nothing.
  Play play = consulting(consult_with("    当 每个 协办单位 见面 则\n"
                                      "      若 非 本单位 为 承办单位 则 记 承办单位 为 本单位\n"));
  REQUIRE(play.submit("2026-03-04 12:00", "丙局", "见面").accepted());
  CHECK(play.submit("2026-03-04 13:00", "丙局", "见面").refused == Refused::guarded);
  CHECK(play.submit("2026-03-04 14:00", "乙局", "见面").accepted());
}

TEST_CASE("3.6b 本单位 is unknown where nobody named a unit, and what would record it is undecided", "[core]") {
  Play play = consulting(consult_with("    当 见面 则 记 承办单位 为 本单位\n"));
  CHECK(play.submit("2026-03-04 12:00", "系统", "见面").refused == Refused::undecided);
  CHECK(play.fact("承办单位") == "甲镇");
}

TEST_CASE("3.6b On a rung 本单位 is who owes", "[core]") {
  Play play = consulting(with(wide_process(), "      逾期 则 催办 本单位\n", "      逾期 则 催办 本单位 记 承办单位 为 本单位\n"));
  REQUIRE(play.submit("2026-03-05 10:00", "丙局", "提交意见").accepted());
  play.advance("2026-03-07 09:00");
  CHECK(play.breached("会商期"));
  CHECK(play.fact("承办单位") == "乙局");
}

TEST_CASE("4.1c 除了 takes a member out of a list; what it owes is waived, and the others are all", "[core]") {
  Play play = consulting(consult_with("    当 甲区 改派 则 记 协办单位 为 协办单位 除了 承办单位\n"));
  REQUIRE(play.submit("2026-03-05 10:00", "丙局", "提交意见").accepted());
  CHECK(play.stage() == "会商中");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "改派", {{"承办单位", "乙局"}}).accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("4.1c 除了 takes out of all that stands before it, and what is not there is no harm", "[core]") {
  Play play = consulting(consult_with("    当 甲区 改派 则 记 协办单位 为 协办单位、乙镇 除了 乙局、甲镇\n"));
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "改派", {{"承办单位", "甲镇"}}).accepted());
  CHECK(play.open_obligations("会商期") == 2);
  CHECK(play.due("会商期", "乙局") == "none");
  CHECK(play.due("会商期", "乙镇") == "2026-03-09 24:00");
}

TEST_CASE("4.5 Who owes only what the ring around the stage asks may return it, where the ring is left", "[core]") {
  std::string text = with(small_process(), "    时限 答复期 #reply-limit 属 主办责任\n", "  时限 答复期 #reply-limit 属 主办责任\n");
  text = with(text, "  环节 待答复 #replying\n", "");
  text = with(text, "    当 甲区 交办 则 转 待答复\n", "    当 甲区 交办 则 转 待答复 至多 9次\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n",
              "  环节 待答复 #replying\n    当 承办单位 答复 则 转 待办结\n"
              "    可退回 至 待交办\n"
              "      自 交办 起 5个工作日内 可 改派\n"
              "      自 改派 起 1个工作日内 须经 甲区 下达督办 或 督办反馈\n"
              "      合计 至多 2次\n"
              "      重算 答复期 照算 其余\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲镇", "改派").accepted());
  REQUIRE(play.submit("2026-03-04 11:00", "甲区", "下达督办").accepted());
  CHECK(play.stage() == "待交办");
  CHECK(play.fact("承办单位") == "未知");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "交办", {{"承办单位", "乙局"}}).accepted());
  CHECK(play.holder("答复期") == "乙局");
  CHECK(play.due("答复期") == "2026-03-12 24:00");
}
