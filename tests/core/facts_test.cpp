// What 记 writes: texts, lists, levels, and what stays when it can't be decided. Semantics 10, 3.3b.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

// In 待答复, where 见面 (which may bring anything) writes.
Play writing(const std::string& what, const Facts& facts = {}, const std::string& more = {}) {
  std::string text = with(wide_process(), in_reply, in_reply + "    当 甲区 见面 则 " + what + "\n" + more);
  text = with(text, "人数（整数，可缺）", "人数（整数，1 至 50，可缺）、备注（文本，可缺）、名单（单位，可多个）、数单（整数，可多个）、另数（整数，可多个）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 人数、说明、备注、名单、协办单位、数单、另数\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  Facts all{{"承办单位", "甲镇"}};
  all.insert(all.end(), facts.begin(), facts.end());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", all).accepted());
  return play;
}

Answer meet(Play& play, const Facts& facts = {}) { return play.submit("2026-03-05 10:00", "甲区", "见面", facts); }

}  // namespace

TEST_CASE("10 记 gives a text, copies one, clears one; a text that is unknown can't be copied", "[core][10]") {
  Play constant = writing("记 备注 为 “已见面”");
  REQUIRE(meet(constant).accepted());
  CHECK(constant.fact("备注") == "已见面");

  Play copy = writing("记 备注 为 说明");
  const Answer nothing = meet(copy);
  CHECK(nothing.refused == Refused::undecided);
  CHECK(copy.missing(nothing) == "说明");
  REQUIRE(meet(copy, {{"说明", "噪声"}}).accepted());
  CHECK(copy.fact("备注") == "噪声");

  Play clear = writing("记 说明 为 未知");
  REQUIRE(meet(clear, {{"说明", "噪声"}}).accepted());
  CHECK(clear.fact("说明") == "未知");
}

TEST_CASE("10 记 gives a list by members and other lists, each once, in their order; 未知 empties it", "[core][10]") {
  Play play = writing("记 名单 为 协办单位、甲镇、承办单位、协办单位 除了 丙局");
  REQUIRE(meet(play, {{"协办单位", "乙局、丙局、乙局"}}).accepted());
  CHECK(play.fact("名单") == "乙局、甲镇");
  REQUIRE(meet(play, {{"协办单位", ""}}).accepted());
  CHECK(play.fact("名单") == "甲镇");

  Play empty = writing("记 名单 为 未知");
  REQUIRE(meet(empty, {{"名单", "乙局"}}).accepted());
  CHECK(empty.fact("名单") == "");

  // Before any list was known.
  Play first = writing("记 名单 为 协办单位");
  REQUIRE(meet(first).accepted());
  CHECK(first.fact("名单") == "");
}

TEST_CASE("10 A list that names what is unknown, or that grows beyond its bound, is not decided", "[core][10]") {
  Play unknown = writing("记 名单 为 甲镇、所在网格 的 镇、承办单位", {}, "    当 甲区 提交意见 则 记 承办单位 为 未知\n");
  REQUIRE(unknown.submit("2026-03-05 09:00", "甲区", "提交意见").accepted());
  const Answer answer = meet(unknown);
  CHECK(answer.refused == Refused::undecided);
  CHECK(unknown.missing(answer) == "承办单位");
  CHECK(unknown.fact("名单") == "");

  const auto numbers = [](int first) {
    std::string all;
    for (int i = first; i < first + 600; ++i) all += (i == first ? "" : "、") + std::to_string(i);
    return all;
  };
  Play full = writing("记 数单 为 数单、另数");
  CHECK(meet(full, {{"数单", numbers(1)}, {"另数", numbers(601)}}).refused == Refused::undecided);
  CHECK(full.fact("数单") == "");
  CHECK(meet(full, {{"数单", numbers(1)}, {"另数", "601"}}).accepted());
}

TEST_CASE("10 A number outside the range of its fact is not decided; a timer leaves it as it was", "[core][10]") {
  Play play = writing("记 人数 为 人数 加 1");
  CHECK(meet(play).refused == Refused::undecided);  // unknown
  REQUIRE(meet(play, {{"人数", "49"}}).accepted());
  CHECK(play.fact("人数") == "50");
  CHECK(meet(play).refused == Refused::undecided);
  CHECK(play.fact("人数") == "50");

  std::string text = with(wide_process(), "逾期 则 催办 承办单位\n", "逾期 则 记 人数 为 人数 加 1 催办 承办单位\n");
  text = with(text, "人数（整数，可缺）", "人数（整数，1 至 50，可缺）");
  Play timer(load(text));
  REQUIRE(timer.open("2026-03-02 09:00").accepted());
  REQUIRE(timer.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}, {"人数", "50"}}).accepted());
  REQUIRE(timer.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  timer.advance("2026-03-12 00:01");
  CHECK(timer.breached("答复期"));
  CHECK(timer.fact("人数") == "50");
  CHECK(has(timer.log(), "2026-03-12 00:00 +1 ms timer 答复期: rung 答复期, breached 答复期, effect urge 甲镇"));
}

TEST_CASE("4.4 记 层级 为 未知 takes the case out of the line; then 提级督办 does what stands under 顶级", "[core]") {
  Play play = writing("记 层级 为 未知", {}, "    当 甲区 提交意见 则 提级督办 承办单位\n");
  REQUIRE(play.level() == Level::village);
  REQUIRE(meet(play).accepted());
  CHECK(play.level() == Level::unknown);
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "提交意见").accepted());
  CHECK(play.level() == Level::unknown);
  CHECK(has(play.changes_of_last_entry(), "effect notify 甲区"));
}

TEST_CASE("4.9 并案 with a moment that is unknown does nothing", "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、另件登记时刻（时刻，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 另件登记时刻\n");
  // 见面 itself happens only by the merging; nothing runs from 补正.
  text = with(text, in_reply, in_reply + "    当 甲区 见面 则 并案 登记 取早 另件登记时刻 并案 补正 取早 另件登记时刻\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(meet(play).accepted());
  CHECK(play.due("全程期") == "2026-04-02 24:00");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "见面", {{"另件登记时刻", "2026-02-24 10:00"}}).accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");
}
