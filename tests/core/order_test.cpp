// Semantics 3.0 and 3.3: the order in which an event is handled, and what each refusal leaves behind.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// Registered on Tuesday 3 March 2026, assigned to 甲镇 on Wednesday.
Play assigned() {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

}  // namespace

TEST_CASE("3.0 Opening enters the first stage and opens what is owed there", "[core]") {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  CHECK(play.stage() == "待登记");
  CHECK(play.due("登记期") == "2026-03-04 24:00");
  CHECK(play.due("全程期") == "none");  // of the thread, 自 登记: nothing is owed before (4.2b)
}

TEST_CASE("3.0 A field after 须填 may be a fact already known", "[core]") {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00", {{"所在网格", "甲格"}}).accepted());
  CHECK(play.submit("2026-03-03 09:00", "甲区", "登记").accepted());
}

TEST_CASE("3.3.2 A malformed event changes nothing: not even timers fire", "[core]") {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  const std::string before = play.bytes();
  SECTION("a field is missing") {
    const Answer answer = play.submit("2026-03-09 09:00", "甲区", "登记");  // the first due was on 4 March
    CHECK(answer.refused == Refused::malformed);
    CHECK(answer.detail == Malformed::missing_field);
  }
  SECTION("time goes backwards") {
    const Answer answer = play.submit("2026-03-02 08:59", "甲区", "登记", {{"所在网格", "甲格"}});
    CHECK(answer.refused == Refused::malformed);
    CHECK(answer.detail == Malformed::time_backwards);
  }
  CHECK(play.bytes() == before);
  CHECK(play.entries().entries.size() == 1);
}

TEST_CASE("3.3.2 An event at the instant of the last entry is in time", "[core]") {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  CHECK(play.submit("2026-03-02 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
}

TEST_CASE("3.3.3 What timers did stands, whatever becomes of the event", "[core]") {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00", {{"所在网格", "甲格"}}).accepted());
  const Answer answer = play.submit("2026-03-09 09:00", "甲区", "见面");
  CHECK(answer.refused == Refused::not_accepted);
  CHECK(play.breached("登记期"));
  CHECK(play.stage() == "待登记");
  CHECK(play.log() == std::vector<std::string>{
                          "2026-03-02 09:00 opened: learnt 所在网格, entered 待登记, opened 登记期, "
                          "armed 登记期 until 2026-03-04 24:00",
                          "2026-03-05 00:00 +1 ms timer 登记期: rung 登记期, breached 登记期, effect urge 甲区",
                          "2026-03-09 09:00 refused 见面"});
}

TEST_CASE("3.3.4 What nothing waits for is not accepted; from the wrong actor it is not allowed", "[core]") {
  Play play = assigned();
  CHECK(play.submit("2026-03-05 09:00", "甲镇", "见面").refused == Refused::not_accepted);
  CHECK(play.submit("2026-03-05 09:01", "乙镇", "答复").refused == Refused::not_allowed);
  CHECK(play.submit("2026-03-05 09:02", "甲村", "答复").refused == Refused::not_allowed);  // a lower level is not U (3.6b)
  CHECK(play.submit("2026-03-05 09:03", "甲镇", "答复").accepted());
}

TEST_CASE("3.6b A section acts as its unit", "[core]") {
  Play play = assigned();
  CHECK(play.submit("2026-03-05 09:00", "甲科", "答复").accepted());
}

TEST_CASE("3.3.4 Nobody appoints himself by a payload", "[core]") {
  const std::string text = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                                "    当 承办单位 答复 则 转 待办结\n    当 承办单位 改派 则 通知 甲区 “换了承办单位”\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  CHECK(play.submit("2026-03-04 11:00", "乙镇", "改派", {{"承办单位", "乙镇"}}).refused == Refused::not_allowed);
  CHECK(play.fact("承办单位") == "甲镇");
  CHECK(play.submit("2026-03-04 12:00", "甲镇", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.fact("承办单位") == "乙镇");
}

TEST_CASE("3.3 A refused event leaves facts, stage and obligations as the timers left them", "[core]") {
  Play refused = assigned();
  Play waited = assigned();
  CHECK(refused.submit("2026-03-13 09:00", "乙镇", "答复", {{"说明", "代答"}}).refused == Refused::not_allowed);
  waited.advance("2026-03-13 09:00");
  CHECK(refused.fact("说明") == "未知");
  CHECK(refused.stage() == waited.stage());
  CHECK(refused.level() == waited.level());
  CHECK(refused.due("答复期") == waited.due("答复期"));
  CHECK(refused.breached("答复期"));
  CHECK(waited.breached("答复期"));
}

TEST_CASE("3.3.5 The payload is known before guards are judged", "[core]") {
  Play play(wide_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}}).accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("3.3.7 An event that only fulfils is accepted without a transition", "[core]") {
  const std::string text = with(small_process(), "      自 进入本环节 起 3个工作日内 应 办结\n",
                                "      自 进入本环节 起 3个工作日内 应 办结 或 见面\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  CHECK(play.submit("2026-03-05 11:00", "甲区", "见面").accepted());
  CHECK(play.due("办结期") == "none");
  CHECK(play.stage() == "待办结");
}

TEST_CASE("3.3.8 What is still owed in a scope to be left refuses the event, and nothing was fulfilled", "[core]") {
  // In 待答复 something else is owed beside the reply: 见面.
  const std::string text = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                                "    时限 见面期 #meet-limit 属 主办责任\n"
                                "      自 进入本环节 起 1个工作日内 应 见面\n"
                                "    当 承办单位 答复 则 转 待办结\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  const Answer answer = play.submit("2026-03-04 11:00", "甲镇", "答复", {{"说明", "已答"}});
  CHECK(answer.refused == Refused::owed);
  CHECK(play.owed(answer) == "见面期");
  CHECK(play.open_obligations("答复期") == 1);
  CHECK(play.fact("说明") == "未知");
  REQUIRE(play.submit("2026-03-04 12:00", "甲镇", "见面").accepted());
  CHECK(play.submit("2026-03-04 13:00", "甲镇", "答复").accepted());
  CHECK(play.stage() == "待办结");
}

TEST_CASE("3.3.8 终止 waives on the record what is owed", "[core]") {
  Play play = assigned();
  REQUIRE(play.submit("2026-03-05 09:00", "信访人", "撤回").accepted());
  CHECK(play.closed());
  CHECK(play.stage() == "已撤回");
  const auto changes = play.changes_of_last_entry();
  CHECK(std::count(changes.begin(), changes.end(), "waived 答复期") == 1);
  CHECK(std::count(changes.begin(), changes.end(), "waived 全程期") == 1);
}

TEST_CASE("3.3.9 Leaving comes first, then the actions, then entering and what opens there", "[core]") {
  std::string text = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                          "    离开时 则 通知 甲区\n    当 承办单位 答复 则 督办 乙局 转 待办结\n");
  text = with(text, "  环节 待办结 #closing\n", "  环节 待办结 #closing\n    进入时 则 催办 甲区\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
  CHECK(play.changes_of_last_entry() ==
        std::vector<std::string>{"fulfilled 答复期", "effect notify 甲区", "effect supervise 乙局", "entered 待办结",
                                 "effect urge 甲区", "opened 办结期", "armed 办结期 until 2026-03-10 24:00"});
}

TEST_CASE("3.3.9 转 to the present stage leaves and enters that stage alone", "[core]") {
  const std::string text = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                                "    当 承办单位 答复 则 转 待办结\n    当 甲区 改派 则 终止 答复期 转 待答复 至多 2次\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.stage() == "待答复");
  CHECK(play.holder("答复期") == "乙镇");
  CHECK(play.due("答复期") == "2026-03-13 24:00");
  const auto changes = play.changes_of_last_entry();
  CHECK(std::count(changes.begin(), changes.end(), "entered 待答复") == 1);
  CHECK(std::count(changes.begin(), changes.end(), "waived 全程期") == 0);
}

TEST_CASE("3.3.11 A timer already past when it is armed fires in the same step, last", "[core]") {
  // 答复期 runs from the first registration: it is overdue before the stage is entered.
  const std::string text = with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                                "      自 首次 登记 起 1个工作日内 应 答复\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  CHECK(play.breached("答复期"));
  const Entry& last = play.entries().entries.back();
  CHECK(last.kind == EntryKind::timer);
  CHECK(show(last.at) == "2026-03-06 10:00");  // it took effect with the step (2.4c), whenever it stood
  CHECK(last.stood_at < last.at);
}
