// Semantics 3.1, 3.2, 3.4, 3.5: the tree of stages, the thread, side stages, closing.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play replying(std::shared_ptr<const Rulebook> rulebook) {  // in 待答复 since Wednesday 4 March 2026, 10:00
  Play play(std::move(rulebook));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.stage() == "待答复");
  REQUIRE(play.due("答复期") == "2026-03-11 24:00");
  return play;
}

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("3.1 The target of a 转 may be a ring: its first stage", "[core]") {
  const auto text = with(small_process(), "    当 甲区 交办 则 转 待答复\n", "    当 甲区 交办 则 转 办理环\n");
  CHECK(replying(load(text)).stage() == "待答复");
}

TEST_CASE("3.2 A deadline of the thread runs in every stage", "[core]") {
  Play play = replying(small_pack());
  CHECK(play.due("全程期") == "2026-04-02 24:00");
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  CHECK(play.due("全程期") == "2026-04-02 24:00");
}

TEST_CASE("3.2 The transitions of the thread are tried last", "[core]") {
  const auto text = with(small_process(), "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n",
                         "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n  当 甲区 答复 则 通知 甲区 “贯穿”\n");
  const auto nearer = with(text, "    当 承办单位 答复 则 转 待办结\n",
                           "    当 承办单位 或 甲区 答复 则 终止 答复期 转 待办结\n");
  Play play = replying(load(nearer));
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "答复").accepted());
  CHECK(play.stage() == "待办结");
}

TEST_CASE("3.2 Closing enters no ring and opens nothing", "[core]") {
  Play play = replying(small_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "办结").accepted());
  CHECK(play.closed());
  CHECK(play.changes_of_last_entry() ==
        std::vector<std::string>{"fulfilled 全程期", "fulfilled 办结期", "closed 已办结"});
  CHECK(play.state().obligations().empty());
}

TEST_CASE("3.5 A closed case takes no event, and no timer fires in it", "[core]") {
  Play play = replying(small_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "信访人", "撤回").accepted());
  const std::string before = play.bytes();
  const Answer answer = play.submit("2026-03-06 10:00", "甲镇", "答复");
  CHECK(answer.refused == Refused::malformed);
  CHECK(answer.detail == Malformed::case_closed);
  CHECK(play.advance("2027-03-06 10:00") == 0);
  CHECK(play.bytes() == before);
}

TEST_CASE("3.4 A side stage leaves nothing: what was owed stays owed, and 中止 stops its clock", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  CHECK(play.stage() == "待补正");
  CHECK_FALSE(has(play.changes_of_last_entry(), "waived 答复期"));
  CHECK(play.due("答复期") == "suspended");
  CHECK(play.due("全程期") == "2026-04-02 24:00");  // 照算 其余
}

TEST_CASE("3.4 While a stage sleeps its transitions are not looked for and its obligations not fulfilled", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  CHECK(play.submit("2026-03-06 10:00", "甲镇", "答复").refused == Refused::not_accepted);
  CHECK(play.open_obligations("答复期") == 1);
}

TEST_CASE("3.4 返回原环节 goes back without entering: a clock counts on what was left (2.8)", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());  // 6, 9, 10, 11 March are left
  REQUIRE(play.submit("2026-03-12 10:00", "信访人", "补正").accepted());
  CHECK(play.stage() == "待答复");
  CHECK(has(play.changes_of_last_entry(), "back to 待答复"));
  CHECK(play.open_obligations("答复期") == 1);
  CHECK(play.due("答复期") == "2026-03-18 24:00");  // 13, 16, 17, 18
}

TEST_CASE("2.8 Resuming on the day of suspension changes nothing", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-05 16:00", "信访人", "补正").accepted());
  CHECK(play.due("答复期") == "2026-03-11 24:00");
}

TEST_CASE("2.8 A suspended clock fires no rung", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  play.advance("2026-03-16 10:00");
  CHECK_FALSE(play.breached("答复期"));
}

TEST_CASE("4.1 The end of a right only deems: no breach, and the case goes back", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  // Ten days end on Sunday 15 March, rolled to Monday (2.5).
  CHECK(play.due("补正期") == "2026-03-16 24:00");
  CHECK(play.advance(at("2026-03-17 00:00")) == 0);
  CHECK(play.advance(at("2026-03-17 00:00") + 1) == 1);
  CHECK(play.stage() == "待答复");
  CHECK(has(play.changes_of_last_entry(), "lapsed 补正期"));
  CHECK(has(play.changes_of_last_entry(), "deemed"));
  CHECK_FALSE(has(play.changes_of_last_entry(), "breached 补正期"));
  CHECK(play.due("答复期") == "2026-03-23 24:00");  // 18, 19, 20, 23
}

TEST_CASE("4.1 A right belongs to whom it names", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  CHECK(play.submit("2026-03-06 10:00", "甲镇", "补正").refused == Refused::not_allowed);
}

TEST_CASE("3.4 Any other transition out of a side stage leaves both", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "信访人", "撤回").accepted());
  CHECK(play.closed());
  CHECK(play.state().obligations().empty());
  CHECK(has(play.changes_of_last_entry(), "waived 答复期"));
}

TEST_CASE("3.4 What a side stage suspends goes on when the case leaves it for another stage", "[core]") {
  std::string text = with(wide_process(), "期间 中止 答复期 照算 其余", "期间 中止 答复期、全程期 照算 其余");
  text = with(text, "    当 信访人 补正 则 返回原环节\n", "    当 信访人 补正 则 返回原环节\n    当 甲区 见面 则 终止 答复期 转 待办结\n");
  Play play = replying(load(text));
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.due("全程期") == "suspended");  // 28 days are left
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面").accepted());
  CHECK(play.stage() == "待办结");
  CHECK(play.due("全程期") == "2026-04-03 24:00");
}

TEST_CASE("3.4 A clock that runs on while its sub-stage sleeps moves the case within the stage around it, which is not left", "[core]") {
  std::string text(vocabulary());
  text += R"(流程 流 #flow 用于 诉求
  兜底 甲区
责任 心 #duty 由 甲区
环 一 #one
  环节 待登 #waiting 起点
    时限 登期 #register-limit 属 心
      自 进入本环节 起 2个工作日内 应 登记
      逾期 则 催办 甲区
    当 甲区 登记 则 转 写
  环节 写 #writing
    进入时 则 记 人数 为 1
    时限 写期 #writing-limit 属 心
      自 进入本环节 起 35个自然日内 应 办结
      逾期 则 催办 甲区
    当 甲区 要求补正 则 转 待补正
    当 甲区 办结 则 转 完
    子环节 稿 #draft
      时限 稿期 #draft-limit 属 心
        自 进入本环节 起 3个工作日内 应 答复
        逾期 则 终止 稿期 转 核
    子环节 核 #check
      当 甲区 答复 则 记 人数 为 2
  环节 待补正 #supplementing
    期间 中止 写期 照算 其余
    时限 补正期 #supplement-period 属 心
      自 进入本环节 起 60个自然日内 信访人 可 补正
      逾期 则 返回原环节
    当 信访人 补正 则 返回原环节
  结案 完 #done
)";
  Play play(load(with(text, "转 待补正", "转 待补正 至多 2次")));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "要求补正").accepted());
  REQUIRE(play.due("写期") == "suspended");
  play.advance("2026-03-06 00:01");  // past 5 March, the end of 稿期
  CHECK(play.stage() == "核");
  CHECK_FALSE(play.state().head().sleeping.valid());
  CHECK(has(play.changes_of_last_entry(), "waived 稿期"));
  CHECK(play.open_obligations("补正期") == 0);  // a right, it lapses
  CHECK(play.due("写期") == "2026-04-09 24:00");  // 34 days were left on 3 March
  CHECK(play.submit("2026-03-06 10:00", "甲区", "答复").accepted());
  CHECK(play.submit("2026-03-06 11:00", "甲区", "办结").accepted());
}

TEST_CASE("3.3c 至多 counts a side stage's entries too", "[core]") {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "信访人", "补正").accepted());
  CHECK(play.submit("2026-03-06 11:00", "甲镇", "要求补正").refused == Refused::guarded);
}

TEST_CASE("3.3c 转 X 至多 N次 counts the entries of X where X has sub-stages, not those of the first of them", "[core]") {
  // 写 begins with 稿; 核 sends back to 稿 without leaving 写.
  const Play play = [] {
    std::string text(vocabulary());
    text += R"(流程 流 #flow 用于 诉求
  兜底 甲区
责任 心 #duty 由 甲区
贯穿 全 #thread
  时限 总 #total 属 心
    自 首次 登记 起 30个自然日内 应 办结
    逾期 则 催办 甲区
环 一 #one
  环节 待登 #waiting 起点
    时限 登期 #register-limit 属 心
      自 进入本环节 起 2个工作日内 应 登记
      逾期 则 催办 甲区
    当 甲区 登记 则 转 写
  环节 写 #writing
    子环节 稿 #draft
      当 甲区 答复 则 转 核
    子环节 核 #check
      当 甲区 补正 则 转 稿 至多 5次
      当 甲区 答复 则 转 歇
  环节 歇 #resting
    当 甲区 改派 则 转 写 至多 2次
    当 甲区 办结 则 转 完
  结案 完 #done
)";
    Play p(load(text));
    REQUIRE(p.open("2026-03-02 09:00").accepted());
    REQUIRE(p.submit("2026-03-02 09:01", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
    for (const char* event : {"答复", "补正", "答复", "补正", "答复", "答复"}) REQUIRE(p.submit("2026-03-02 09:02", "甲区", event).accepted());
    REQUIRE(p.stage() == "歇");
    REQUIRE(p.submit("2026-03-02 09:03", "甲区", "改派", {{"承办单位", "甲镇"}}).accepted());  // 写 was entered once, 稿 three times
    REQUIRE(p.stage() == "稿");
    for (const char* event : {"答复", "答复"}) REQUIRE(p.submit("2026-03-02 09:04", "甲区", event).accepted());
    CHECK(p.submit("2026-03-02 09:05", "甲区", "改派", {{"承办单位", "甲镇"}}).refused == Refused::guarded);
    return p;
  }();
  CHECK(play.stage() == "歇");
}

TEST_CASE("3.3c A reopening counts too: 可重开 … 转 X 至多 N次 where X is a sub-stage, or has them", "[core]") {
  const auto reopened = [](const std::string& target) {
    std::string text(vocabulary());
    text += R"(流程 流 #flow 用于 诉求
  兜底 甲区
责任 心 #duty 由 甲区
环 一 #one
  环节 待登 #waiting 起点
    时限 登期 #register-limit 属 心
      自 进入本环节 起 2个工作日内 应 登记
      逾期 则 催办 甲区
    当 甲区 登记 则 转 写
  环节 写 #writing
    时限 写期 #writing-limit 属 心
      自 进入本环节 起 30个自然日内 应 办结
      逾期 则 催办 甲区
    子环节 稿 #draft
      当 甲区 答复 则 转 核
    子环节 核 #check
      当 甲区 办结 则 转 完
  结案 完 #done
    可重开 自 结案 起 30个自然日内 甲区 可 见面 则 转 )" + target + R"( 至多 2次
)";
    Play play(load(text));
    REQUIRE(play.open("2026-03-02 09:00").accepted());
    REQUIRE(play.submit("2026-03-02 09:01", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
    int times = 0;
    for (; times < 9; ++times) {
      REQUIRE(play.submit("2026-03-02 09:05", "甲区", "答复").accepted());
      REQUIRE(play.submit("2026-03-02 09:05", "甲区", "办结").accepted());
      if (play.submit("2026-03-02 09:05", "甲区", "见面").rejected()) break;
    }
    return times;
  };
  CHECK(reopened("稿") == 1);  // it was entered once before
  CHECK(reopened("写") == 1);
}
