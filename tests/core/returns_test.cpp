// Semantics 4.5: the holder asks to give the work back, another consents, and every clock it touches is spoken for.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// 待答复 may be given back to 待交办 within two working days of the dispatch; the district answers within one.
std::string returnable(const std::string& policies = "      重算 答复期 照算 其余\n", const std::string& limit = "      合计 至多 1次\n") {
  std::string text = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                          "    可退回 至 待交办\n"
                          "      自 交办 起 2个工作日内 可 退回\n"
                          "      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n"
                          "      逾期 则 催办 甲区\n" +
                              limit + policies + "    当 承办单位 答复 则 转 待办结\n");
  // The fact that names the holder becomes unknown with a return.
  text = with(text, "  时限 全程期 #overall-limit 属 窗口责任\n    自 登记 起 30个自然日内 应 办结\n    逾期 则 催办 甲区\n",
              "  时限 全程期 #overall-limit 属 窗口责任\n    自 首次 登记 起 30个自然日内 应 办结\n    逾期 则 催办 甲区\n");
  return with(text, "事件 见面 #meet\n",
              "事件 见面 #meet\n事件 退回 #give-back 须填 说明\n事件 同意退回 #consent、不同意退回 #refuse\n");
}

Play assigned(const std::string& text) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.due("答复期") == "2026-03-11 24:00");
  return play;
}

const Facts reason{{"说明", "不归本镇管"}};

}  // namespace

TEST_CASE("4.5 The holder asks within the window; nobody else, and not later", "[core]") {
  Play play = assigned(returnable());
  CHECK(play.submit("2026-03-05 10:00", "乙镇", "退回", reason).refused == Refused::not_allowed);
  CHECK(play.submit("2026-03-05 10:00", "甲镇", "退回").refused == Refused::malformed);  // without a reason
  REQUIRE(play.submit("2026-03-07 00:00", "甲镇", "退回", reason).accepted());           // 24:00 of the second day
  Play late = assigned(returnable());
  CHECK(late.submit("2026-03-07 00:01", "甲镇", "退回", reason).refused == Refused::guarded);
}

TEST_CASE("4.5 Who is delegated to does the work, and cannot give it back: it is the holder's (4.8)", "[core]") {
  Play play = assigned(with(returnable(), "    当 承办单位 答复 则 转 待办结\n", "    当 承办单位 答复 则 转 待办结\n    当 甲区 见面 则 委派 答复期 给 乙局\n"));
  REQUIRE(play.submit("2026-03-04 11:00", "甲区", "见面").accepted());
  CHECK(play.submit("2026-03-05 10:00", "乙局", "退回", reason).refused == Refused::not_allowed);
  CHECK(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
}

TEST_CASE("4.5 Clocks run while it is asked for; consent returns the work and takes back the name", "[core]") {
  Play play = assigned(returnable());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
  CHECK(play.stage() == "待答复");
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  CHECK(play.submit("2026-03-05 11:00", "乙镇", "同意退回").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "同意退回").accepted());
  CHECK(play.stage() == "待交办");
  const auto log = play.log();
  CHECK(std::any_of(log.begin(), log.end(), [](const std::string& l) {
    return l.starts_with("2026-03-06 10:00 event 同意退回") && l.find("returned 答复期") != l.npos;
  }));
  CHECK(play.fact("承办单位") == "未知");
  CHECK(play.open_obligations("答复期") == 0);
}

TEST_CASE("4.5 A refusal leaves everything where it was", "[core]") {
  Play play = assigned(returnable());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
  REQUIRE(play.submit("2026-03-05 15:00", "甲区", "不同意退回").accepted());
  CHECK(play.stage() == "待答复");
  CHECK(play.holder("答复期") == "甲镇");
  CHECK(play.due("答复期") == "2026-03-11 24:00");
}

TEST_CASE("4.5 After the last the event is refused: the work is designated", "[core]") {
  for (const char* limit : {"      合计 至多 1次\n", "      每单位 至多 1次\n"}) {
    Play play = assigned(returnable("      重算 答复期 照算 其余\n", limit));
    REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
    REQUIRE(play.submit("2026-03-05 11:00", "甲区", "同意退回").accepted());
    REQUIRE(play.submit("2026-03-05 12:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    CHECK(play.submit("2026-03-05 13:00", "甲镇", "退回", reason).refused == Refused::designated);
    CHECK(play.stage() == "待答复");
  }
}

TEST_CASE("4.5 每单位 counts the returns of one unit: another may still give back", "[core]") {
  Play play = assigned(returnable("      重算 答复期 照算 其余\n", "      每单位 至多 1次\n"));
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "同意退回").accepted());
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.submit("2026-03-05 13:00", "乙镇", "退回", reason).accepted());
}

TEST_CASE("4.5 续算 starts the next obligation with what was left at the asking, 重算 with the whole length", "[core]") {
  const auto due = [](const char* policy) {
    Play play = assigned(returnable("      " + std::string(policy) + " 答复期 照算 其余\n"));
    REQUIRE(play.submit("2026-03-06 10:00", "甲镇", "退回", reason).accepted());  // 9, 10 and 11 March are left
    REQUIRE(play.submit("2026-03-09 10:00", "甲区", "同意退回").accepted());
    REQUIRE(play.submit("2026-03-10 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
    return play.due("答复期");
  };
  CHECK(due("续算") == "2026-03-13 24:00");  // 11, 12 and 13
  CHECK(due("重算") == "2026-03-17 24:00");  // 11, 12, 13, 16 and 17
}

TEST_CASE("4.5 The answer owed has a clock of its own, and ends when the stage is left otherwise", "[core]") {
  Play play = assigned(returnable());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
  play.advance("2026-03-09 09:00");  // due on Friday the 6th
  const auto log = play.log();
  CHECK(std::count_if(log.begin(), log.end(), [](const std::string& l) { return l.find("effect urge 甲区") != l.npos; }) == 1);
  REQUIRE(play.submit("2026-03-09 10:00", "甲镇", "答复").accepted());
  CHECK(play.stage() == "待办结");
  CHECK(play.submit("2026-03-09 11:00", "甲区", "同意退回").refused == Refused::not_accepted);
}

TEST_CASE("4.5 A clock that is not left stands still from the asking until the holder is known again", "[core]") {
  const auto due = [](const char* policy) {
    // The lead owes a feedback from the dispatch on, whatever the stage.
    std::string text = with(returnable("      重算 答复期 " + std::string(policy) + " 反馈期 照算 其余\n"),
                            "  时限 全程期 #overall-limit 属 窗口责任\n",
                            "  时限 反馈期 #feedback-limit 属 主办责任\n    自 首次 交办 起 10个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n"
                            "  时限 全程期 #overall-limit 属 窗口责任\n");
    Play play = assigned(text);
    REQUIRE(play.due("反馈期") == "2026-03-18 24:00");
    REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());  // nine are left
    REQUIRE(play.submit("2026-03-06 10:00", "甲区", "同意退回").accepted());
    const std::string meanwhile = play.due("反馈期");
    CHECK(play.holder("反馈期") == "甲区");  // 兜底
    REQUIRE(play.submit("2026-03-09 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
    CHECK(play.holder("反馈期") == "乙镇");
    return meanwhile + ", " + play.due("反馈期");
  };
  CHECK(due("续算") == "suspended, 2026-03-20 24:00");           // 10 to 13 and 16 to 20
  CHECK(due("重算") == "suspended, 2026-03-18 24:00");           // from its anchor, the first 交办
  CHECK(due("照算") == "2026-03-18 24:00, 2026-03-18 24:00");
}

TEST_CASE("2.7a What an exclusion holds when the work is given back is held by the return as well", "[core][4.5]") {
  const auto played = [](const char* policy) {
    std::string text = with(returnable("      重算 答复期 " + std::string(policy) + " 反馈期 照算 其余\n"),
                            "  时限 全程期 #overall-limit 属 窗口责任\n",
                            "  时限 反馈期 #feedback-limit 属 主办责任\n    自 首次 交办 起 10个工作日内 应 督办反馈\n    不计入 要求补正 至 补正\n    逾期 则 催办 甲区\n"
                            "  时限 全程期 #overall-limit 属 窗口责任\n");
    Play play = assigned(text);
    REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "要求补正").accepted());  // nine are left
    REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
    REQUIRE(play.submit("2026-03-06 10:00", "甲区", "同意退回").accepted());
    return play;
  };
  const auto ends_before = [&](const char* policy) {
    Play play = played(policy);
    REQUIRE(play.submit("2026-03-06 11:00", "甲区", "补正").accepted());
    const std::string meanwhile = play.due("反馈期");
    REQUIRE(play.submit("2026-03-09 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
    return meanwhile + ", " + play.due("反馈期");
  };
  CHECK(ends_before("续算") == "suspended, 2026-03-20 24:00");  // 10 to 13 and 16 to 20
  CHECK(ends_before("重算") == "suspended, 2026-03-19 24:00");  // from its anchor; the day of the exclusion does not count
  const auto ends_after = [&](const char* policy) {
    Play play = played(policy);
    REQUIRE(play.submit("2026-03-09 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
    const std::string meanwhile = play.due("反馈期");
    REQUIRE(play.submit("2026-03-10 10:00", "乙镇", "补正").accepted());
    return meanwhile + ", " + play.due("反馈期");
  };
  CHECK(ends_after("续算") == "suspended, 2026-03-23 24:00");  // 11 to 13, 16 to 20 and 23
  CHECK(ends_after("重算") == "suspended, 2026-03-23 24:00");  // nine were left on the 5th, from its anchor
}

TEST_CASE("4.5 There is one asking at a time, and none before the window begins", "[core]") {
  Play twice = assigned(returnable());
  REQUIRE(twice.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
  CHECK(twice.submit("2026-03-05 11:00", "甲镇", "退回", reason).refused == Refused::guarded);
  Play before = assigned(with(returnable(), "      自 交办 起 2个工作日内 可 退回\n", "      自 见面 起 2个工作日内 可 退回\n"));
  CHECK(before.submit("2026-03-05 10:00", "甲镇", "退回", reason).refused == Refused::guarded);
}

TEST_CASE("4.5 The window of what came by a channel that is staffed day and night counts as it came", "[core]") {
  const std::string text = with(returnable(), "事件 交办 #assign、改派 #reassign 须填 承办单位 可填 协办单位", "事件 交办 #assign、改派 #reassign 须填 承办单位 可填 来源");
  const auto asked = [&](const char* channel) {
    Play play(load(text, {.office_days = true}));
    REQUIRE(play.open("2026-03-02 09:00").accepted());
    REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
    REQUIRE(play.submit("2026-03-04 18:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"来源", channel}}).accepted());
    return play.submit("2026-03-09 10:00", "甲镇", "退回", reason).accepted();  // Monday
  };
  CHECK(asked("来访"));        // counted as coming on Thursday morning: the second day is Monday
  CHECK_FALSE(asked("热线"));  // on Wednesday evening: Friday is the second day
}

TEST_CASE("4.5 续算 after the breach leaves nothing, and carries nothing of a clock that waited", "[core]") {
  std::string text = returnable("      续算 答复期 照算 其余\n");
  text = with(text, "      自 交办 起 2个工作日内 可 退回\n", "      自 交办 起 20个工作日内 可 退回\n");
  Play late = assigned(text);
  REQUIRE(late.submit("2026-03-12 10:00", "甲镇", "退回", reason).accepted());
  REQUIRE(late.breached("答复期"));
  REQUIRE(late.submit("2026-03-12 11:00", "甲区", "同意退回").accepted());
  REQUIRE(late.submit("2026-03-13 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(late.due("答复期") == "2026-03-13 24:00");

  text = with(with(returnable("      续算 答复期 照算 其余\n"), "      自 进入本环节 起 5个工作日内 应 答复\n", "      自 见面 起 5个工作日内 应 答复\n"),
              "    当 承办单位 答复 则 转 待办结\n", "    当 承办单位 答复 则 转 待办结\n    当 承办单位 见面 则 通知 甲区 “{编号}”\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.due("答复期") == "waiting");
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "同意退回").accepted());
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "乙镇", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");  // the whole length
}

TEST_CASE("4.5 Work that a role holds is given back as well; no fact named it, and none is cleared", "[core]") {
  const std::string text = with(returnable(), "责任 主办责任 #lead 由 承办单位\n", "责任 主办责任 #lead 由 甲镇 的 负责人\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  CHECK(play.submit("2026-03-05 10:00", "甲镇", "退回", reason).refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇 的 负责人", "退回", reason).accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "同意退回").accepted());
  CHECK(play.stage() == "待交办");
  CHECK(play.fact("承办单位") == "甲镇");
}

TEST_CASE("4.5 Of two units at work each gives back its own part", "[core]") {
  // The thread asks a feedback of the lead; 窗口责任 is the district's and stays.
  std::string text = with(returnable("      重算 答复期、反馈期 照算 其余\n"),
                          "  时限 全程期 #overall-limit 属 窗口责任\n",
                          "  时限 反馈期 #feedback-limit 属 主办责任\n    自 交办 起 1个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n"
                          "  时限 全程期 #overall-limit 属 窗口责任\n");
  Play play = assigned(text);
  play.advance("2026-03-06 00:01");  // the feedback is late: its clock is not stopped any more
  REQUIRE(play.breached("反馈期"));
  REQUIRE(play.submit("2026-03-06 10:00", "甲镇", "退回", reason).accepted());
  REQUIRE(play.submit("2026-03-06 11:00", "甲区", "同意退回").accepted());
  CHECK(play.holder("反馈期") == "甲区");
  CHECK(play.due("反馈期") == "2026-03-05 24:00");
  CHECK(play.holder("全程期") == "甲区");
  REQUIRE(play.submit("2026-03-09 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.holder("反馈期") == "乙镇");
  CHECK(play.breached("反馈期"));
}
