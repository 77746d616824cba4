// Semantics 2.5b to 2.11: lengths by class, two limits, the six operations on a clock, what expiry does.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

// small_process with more under 答复期, other lines in 待答复, and events for them.
struct Reply {
  std::string length = "5个工作日内";
  std::string under = {};   // lines under the deadline, six blanks before each
  std::string stage = {};   // lines in the stage, four blanks before each
};

std::shared_ptr<const Rulebook> pack(const Reply& reply) {
  std::string text = with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                          "      自 进入本环节 起 " + reply.length + " 应 答复\n" + reply.under);
  text = with(text, "    当 承办单位 答复 则 转 待办结\n", "    当 承办单位 答复 则 转 待办结\n" + reply.stage);
  text = with(text, "协办单位（单位，可多个）、", "协办单位（单位，可多个）、延期天数（整数，可缺）、");
  return load(with(text, "事件 见面 #meet\n",
                   "事件 见面 #meet 可填 紧急、人数\n"
                   "事件 听证开始 #hearing-begins、听证结束 #hearing-ends、申请延期 #ask-extension、不予延期 #decline\n"
                   "事件 批准延期 #grant 可填 延期天数\n"));
}

// In 待答复 since Wednesday 4 March 2026, 10:00; five working days are 5, 6, 9, 10 and 11 March.
Play replying(const Reply& reply, const Facts& facts = {}) {
  Play play(pack(reply));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  Facts all{{"所在网格", "甲格"}};
  all.insert(all.end(), facts.begin(), facts.end());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", all).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.stage() == "待答复");
  return play;
}

constexpr const char* meeting = "    当 甲区 见面\n";

Reply by_class(const std::string& change) {
  return {.under = "      若 人数 不少于 100 则 限 2个工作日内\n      若 紧急 则 限 1个工作日内\n" + change, .stage = meeting};
}

}  // namespace

TEST_CASE("2.5b The first line that is true when the clock is armed gives the length; without one that of 自 holds", "[core]") {
  CHECK(replying(by_class(""), {{"紧急", "是"}, {"人数", "3"}}).due("答复期") == "2026-03-05 24:00");
  CHECK(replying(by_class(""), {{"紧急", "是"}, {"人数", "100"}}).due("答复期") == "2026-03-06 24:00");
  CHECK(replying(by_class(""), {{"紧急", "否"}, {"人数", "3"}}).due("答复期") == "2026-03-11 24:00");
}

TEST_CASE("2.5b A line that is unknown counts as not true", "[core]") {
  CHECK(replying(by_class("")).due("答复期") == "2026-03-11 24:00");
  CHECK(replying(by_class(""), {{"紧急", "是"}}).due("答复期") == "2026-03-05 24:00");  // 人数, asked before it, is unknown
}

TEST_CASE("2.5b When the class changes, the clock stays as it is unless 情形变更 says otherwise", "[core]") {
  for (const char* change : {"", "      情形变更 不变\n"}) {
    Play play = replying(by_class(change), {{"紧急", "否"}});
    REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面", {{"紧急", "是"}}).accepted());
    CHECK(play.due("答复期") == "2026-03-11 24:00");
  }
}

TEST_CASE("2.5b 重算 counts the new length from the anchor that the clock has, and it may be late at once", "[core]") {
  Play play = replying(by_class("      情形变更 重算\n"), {{"紧急", "否"}});
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面", {{"紧急", "是"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-05 24:00");
  CHECK(play.breached("答复期"));
}

TEST_CASE("2.5b 重新起算 counts the new length from that instant", "[core]") {
  Play play = replying(by_class("      情形变更 重新起算\n"), {{"紧急", "否"}});
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面", {{"紧急", "是"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-09 24:00");  // Friday's next working day
  REQUIRE(play.submit("2026-03-06 11:00", "甲区", "见面", {{"紧急", "是"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-09 24:00");  // no other line decides: nothing follows
}

TEST_CASE("2.5b A clock already breached is not counted again", "[core]") {
  for (const char* change : {"      情形变更 重算\n", "      情形变更 重新起算\n"}) {
    Play play = replying(by_class(change), {{"紧急", "是"}});
    play.advance("2026-03-06 09:00");
    REQUIRE(play.breached("答复期"));
    REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面", {{"紧急", "否"}}).accepted());
    CHECK(play.due("答复期") == "2026-03-05 24:00");
    CHECK(play.breached("答复期"));
  }
}

TEST_CASE("2.5c 不晚于 takes the earlier of two limits, 不早于 the later", "[core]") {
  // Registered on Tuesday 3 March: three working days after are the 6th, ten the 17th.
  CHECK(replying({.under = "      不晚于 自 登记 起 3个工作日内\n"}).due("答复期") == "2026-03-06 24:00");
  CHECK(replying({.under = "      不晚于 自 登记 起 10个工作日内\n"}).due("答复期") == "2026-03-11 24:00");
  CHECK(replying({.under = "      不早于 自 登记 起 3个工作日内\n"}).due("答复期") == "2026-03-11 24:00");
  CHECK(replying({.under = "      不早于 自 登记 起 10个工作日内\n"}).due("答复期") == "2026-03-17 24:00");
}

TEST_CASE("2.5c As long as its anchor has not happened the first limit stands alone; when it happens the due is taken anew", "[core]") {
  Play play = replying({.under = "      不晚于 自 见面 起 1个工作日内\n", .stage = meeting});
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-06 24:00");
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-09 24:00");  // and again
}

TEST_CASE("2.5c Both limits are counted with what befell the clock since each began", "[core]") {
  const Reply reply{.under = "      不晚于 自 见面 起 3个工作日内\n      不计入 听证开始 至 听证结束\n", .stage = meeting};
  Play play = replying(reply);
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "见面").accepted());  // 6, 9 and 10 March
  CHECK(play.due("答复期") == "2026-03-10 24:00");
  REQUIRE(play.submit("2026-03-06 10:00", "甲镇", "听证开始").accepted());
  REQUIRE(play.submit("2026-03-09 10:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-11 24:00");  // two were left after the 6th: 10 and 11; of the first limit, 12
}

TEST_CASE("2.5c An extension granted while the clock stood still stays with both limits", "[core]") {
  const Reply reply{.under = "      不晚于 自 见面 起 1个工作日内\n"
                             "      可延期 1次 不超过 2个工作日\n        须经 甲区 批准延期\n"
                             "      不计入 听证开始 至 听证结束\n",
                    .stage = meeting};
  Play play = replying(reply);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "听证开始").accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "批准延期").accepted());
  REQUIRE(play.submit("2026-03-05 12:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");  // 11 March and two working days
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-11 24:00");  // Monday the 9th and two
}

TEST_CASE("2.7 Suspended and resumed, a clock counts on what was left", "[core]") {
  Play play = replying({.stage = "    当 甲区 要求补正 则 中止 答复期\n    当 甲区 补正 则 恢复 答复期\n"});
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "要求补正").accepted());  // 6, 9, 10 and 11 are left
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-10 10:00", "甲区", "补正").accepted());
  CHECK(play.due("答复期") == "2026-03-16 24:00");  // 11, 12, 13 and 16
}

TEST_CASE("2.7 Interrupted, a clock starts again from nothing; restarted, from its new anchor", "[core]") {
  Play interrupted = replying({.stage = "    当 甲区 见面 则 中断 答复期\n"});
  REQUIRE(interrupted.submit("2026-03-06 10:00", "甲区", "见面").accepted());
  CHECK(interrupted.due("答复期") == "2026-03-13 24:00");
  Play restarted = replying({.under = "      重新起算 补正\n"});
  REQUIRE(restarted.submit("2026-03-06 10:00", "甲镇", "补正").accepted());
  CHECK(restarted.due("答复期") == "2026-03-13 24:00");
}

TEST_CASE("2.7 Ended, a clock is gone and what was owed is waived on the record", "[core]") {
  Play play = replying({.stage = "    当 甲区 见面 则 终止 答复期\n"});
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面").accepted());
  CHECK(play.open_obligations("答复期") == 0);
  CHECK(has(play.changes_of_last_entry(), "waived 答复期"));
}

TEST_CASE("2.7 A clock already breached is neither suspended nor interrupted nor restarted; its breach stands", "[core]") {
  const Reply reply{.under = "      重新起算 补正\n      不计入 听证开始 至 听证结束\n",
                    .stage = "    当 甲区 要求补正 则 中止 答复期\n    当 甲区 见面 则 中断 答复期\n"};
  const std::pair<const char*, const char*> operations[] = {
      {"甲区", "要求补正"}, {"甲区", "见面"}, {"甲镇", "补正"}, {"甲镇", "听证开始"}};
  for (const auto& [by, event] : operations) {
    CAPTURE(event);
    Play play = replying(reply);
    play.advance("2026-03-12 09:00");
    REQUIRE(play.breached("答复期"));
    play.submit("2026-03-12 10:00", by, event);
    CHECK(play.breached("答复期"));
    CHECK(play.due("答复期") == "2026-03-11 24:00");
  }
}

TEST_CASE("2.7a A span of 不计入 stops the clock for whom 应 binds, and nobody else", "[core]") {
  Play play = replying({.under = "      不计入 听证开始 至 听证结束\n"});
  CHECK(play.submit("2026-03-05 09:00", "乙镇", "听证开始").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "听证开始").accepted());
  CHECK(play.due("答复期") == "suspended");
  CHECK(play.submit("2026-03-09 10:00", "乙镇", "听证结束").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-10 10:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-16 24:00");
}

TEST_CASE("2.7a A second beginning before the end changes nothing", "[core]") {
  Play play = replying({.under = "      不计入 听证开始 至 听证结束\n"});
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "听证开始").accepted());
  play.submit("2026-03-09 10:00", "甲镇", "听证开始");
  REQUIRE(play.submit("2026-03-10 10:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-16 24:00");
}

TEST_CASE("2.7a A clock stands still as long as one of several spans or the verb holds it, and what overlaps counts once", "[core]") {
  const Reply reply{.under = "      不计入 听证开始 至 听证结束\n      不计入 要求补正 至 补正\n",
                    .stage = "    当 甲区 下达督办 则 中止 答复期\n    当 甲区 督办反馈 则 恢复 答复期\n"};
  Play play = replying(reply);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "听证开始").accepted());  // 6, 9, 10 and 11 are left
  REQUIRE(play.submit("2026-03-06 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-06 11:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-09 10:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-10 10:00", "甲镇", "补正").accepted());
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-12 10:00", "甲区", "督办反馈").accepted());
  CHECK(play.due("答复期") == "2026-03-18 24:00");  // 13, 16, 17 and 18
}

namespace {

Reply extendable(const std::string& terms, const std::string& most = "1次 不超过 3个工作日") {
  return {.under = "      可延期 " + most + "\n" + terms};
}
const std::string by_the_district = "        须经 甲区 批准延期\n        须在届满前 接续 原届满日\n";

}  // namespace

TEST_CASE("2.7b An extension is granted by whom it names, by the due, and as often as it says", "[core]") {
  Play play = replying(extendable(by_the_district));
  CHECK(play.submit("2026-03-09 09:00", "甲镇", "批准延期").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-09 10:00", "甲区", "批准延期").accepted());
  CHECK(play.due("答复期") == "2026-03-16 24:00");  // 12, 13 and 16 after the 11th
  CHECK(play.submit("2026-03-10 10:00", "甲区", "批准延期").rejected());
  CHECK(play.due("答复期") == "2026-03-16 24:00");
}

TEST_CASE("2.7b With 须在届满前, later than the due it is not asked for here", "[core]") {
  Play in_time = replying(extendable(by_the_district));
  CHECK(in_time.submit("2026-03-12 00:00", "甲区", "批准延期").accepted());  // 24:00 of the 11th keeps it (2.4)
  Play late = replying(extendable(by_the_district));
  CHECK(late.submit("2026-03-12 10:00", "甲区", "批准延期").refused == Refused::not_accepted);
  CHECK(late.breached("答复期"));
}

TEST_CASE("2.7b It is added to the raw end, or with 顺延后届满日 to the rolled one, and rolled again", "[core]") {
  for (const bool rolled : {false, true}) {
    Reply reply = extendable("        须经 甲区 批准延期\n        接续 " + std::string(rolled ? "顺延后届满日" : "原届满日") + "\n",
                             "1次 不超过 5个自然日");
    reply.length = "10个自然日内";
    Play play = replying(reply);
    REQUIRE(play.due("答复期") == "2026-03-16 24:00");  // the raw end is Saturday the 14th
    REQUIRE(play.submit("2026-03-09 10:00", "甲区", "批准延期").accepted());
    CHECK(play.due("答复期") == (rolled ? "2026-03-23 24:00" : "2026-03-19 24:00"));  // the 21st is a Saturday
  }
}

TEST_CASE("2.7b The payload may give a shorter length, never a longer one, and at least one", "[core]") {
  const Reply reply = extendable(by_the_district + "        按 延期天数\n");
  const auto granted = [&](const char* days, bool accepted) {
    Play play = replying(reply);
    const Answer answer = play.submit("2026-03-09 10:00", "甲区", "批准延期", {{"延期天数", days}});
    CHECK(answer.accepted() == accepted);
    if (!accepted) CHECK(answer.refused == Refused::guarded);
    return play.due("答复期");
  };
  CHECK(granted("2", true) == "2026-03-13 24:00");
  CHECK(granted("3", true) == "2026-03-16 24:00");
  CHECK(granted("4", false) == "2026-03-11 24:00");
  CHECK(granted("0", false) == "2026-03-11 24:00");
  Play whole = replying(reply);
  REQUIRE(whole.submit("2026-03-09 10:00", "甲区", "批准延期").accepted());
  CHECK(whole.due("答复期") == "2026-03-16 24:00");
}

TEST_CASE("2.7b Granted while the clock stands still, it is added when the clock goes on", "[core]") {
  Reply reply = extendable(by_the_district);
  reply.under += "      不计入 听证开始 至 听证结束\n";
  Play play = replying(reply);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "听证开始").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "批准延期").accepted());
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-10 10:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-19 24:00");  // the 16th, and 17, 18, 19
}

TEST_CASE("2.7b What follows 则 is done with the granting, and does not move the case", "[core]") {
  Play play = replying(extendable(by_the_district + "        则 告知 信访人 “延期了”\n"));
  REQUIRE(play.submit("2026-03-09 10:00", "甲区", "批准延期").accepted());
  CHECK(has(play.changes_of_last_entry(), "extended 答复期 until 2026-03-16 24:00"));
  CHECK(has(play.changes_of_last_entry(), "effect inform petitioner"));
  CHECK(play.stage() == "待答复");
}

namespace {

// 承办单位 asks, and 甲区 answers within two working days. The ladder: a card and 提级督办 on the first working day after.
Reply asked() {
  return extendable("        自 申请延期 起 2个工作日内 须经 甲区 批准延期 或 不予延期\n        须在届满前 接续 原届满日\n");
}

std::size_t effects(const Play& play, const std::string& what) {
  std::size_t n = 0;
  for (const std::string& line : play.log())
    for (std::size_t at = line.find(what); at != line.npos; at = line.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("2.7b Asked by the due, it may be granted later, and the breach of that span is reversed", "[core]") {
  Play play = replying(asked());
  REQUIRE(play.submit("2026-03-11 10:00", "甲镇", "申请延期").accepted());
  CHECK(has(play.changes_of_last_entry(), "asked 答复期 until 2026-03-13 24:00"));
  play.advance("2026-03-12 09:00");
  CHECK(play.breached("答复期"));                   // the breach is marked as ever
  CHECK(effects(play, "effect red_card") == 0);     // what supervises is held back
  CHECK(play.level() == Level::village);
  REQUIRE(play.submit("2026-03-12 10:00", "甲区", "批准延期").accepted());
  CHECK_FALSE(play.breached("答复期"));
  CHECK(has(play.changes_of_last_entry(), "reversed 答复期"));
  CHECK(play.due("答复期") == "2026-03-16 24:00");
  play.advance("2026-03-16 12:00");
  CHECK(effects(play, "effect red_card") == 0);
}

TEST_CASE("2.7b Asked after the due it is guarded, and there is one asking at a time", "[core]") {
  Play late = replying(asked());
  CHECK(late.submit("2026-03-12 10:00", "甲镇", "申请延期").refused == Refused::guarded);
  Play twice = replying(asked());
  REQUIRE(twice.submit("2026-03-09 10:00", "甲镇", "申请延期").accepted());
  CHECK(twice.submit("2026-03-09 11:00", "甲镇", "申请延期").rejected());
  CHECK(twice.submit("2026-03-09 12:00", "甲镇", "批准延期").refused == Refused::not_allowed);
}

TEST_CASE("2.7b Refused, or not answered in time, what was held back fires, each with its own date", "[core]") {
  Play refused = replying(asked());
  REQUIRE(refused.submit("2026-03-11 10:00", "甲镇", "申请延期").accepted());
  REQUIRE(refused.submit("2026-03-12 10:00", "甲区", "不予延期").accepted());
  CHECK(refused.breached("答复期"));
  CHECK(effects(refused, "effect red_card") == 1);
  CHECK(refused.level() == Level::town);
  const auto log = refused.log();
  CHECK(std::any_of(log.begin(), log.end(), [](const std::string& l) {  // it stood at the breach (4.3)
    return l.starts_with("2026-03-12 00:00 +1 ms timer 答复期") && l.find("effect red_card") != l.npos;
  }));
  Play unanswered = replying(asked());
  REQUIRE(unanswered.submit("2026-03-11 10:00", "甲镇", "申请延期").accepted());
  unanswered.advance(at("2026-03-14 00:00"));
  CHECK(effects(unanswered, "effect red_card") == 0);
  unanswered.advance(at("2026-03-14 00:00") + 1);
  CHECK(effects(unanswered, "effect red_card") == 1);
  REQUIRE(unanswered.submit("2026-03-16 10:00", "甲区", "批准延期").accepted());  // granted all the same
  CHECK_FALSE(unanswered.breached("答复期"));
  CHECK(unanswered.due("答复期") == "2026-03-16 24:00");
}

TEST_CASE("2.7b The answer owed lapses with the deadline asked for, and keeps no case from moving", "[core]") {
  Play play = replying(asked());
  REQUIRE(play.submit("2026-03-09 10:00", "甲镇", "申请延期").accepted());
  REQUIRE(play.submit("2026-03-10 10:00", "甲镇", "答复").accepted());
  CHECK(play.stage() == "待办结");
  CHECK(play.submit("2026-03-10 11:00", "甲区", "批准延期").refused == Refused::not_accepted);
}

TEST_CASE("2.8 A clock of calendar days keeps the days after that of suspension up to the raw end", "[core]") {
  Play play = replying({.length = "10个自然日内", .under = "      不计入 听证开始 至 听证结束\n"});
  REQUIRE(play.submit("2026-03-06 10:00", "甲镇", "听证开始").accepted());  // eight, 7 to 14 March, are left
  REQUIRE(play.submit("2026-03-12 10:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-20 24:00");  // a Friday
}

TEST_CASE("2.8 A clock of hours keeps the time that was left", "[core]") {
  Play play = replying({.length = "48小时内", .under = "      不计入 听证开始 至 听证结束\n"});
  REQUIRE(play.submit("2026-03-05 16:00", "甲镇", "听证开始").accepted());  // 18 hours are left
  REQUIRE(play.submit("2026-03-09 08:30", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-10 02:30");
}

TEST_CASE("2.5 Working hours never end where no office ever opens, and what never ends is never late", "[core]") {
  Play play = replying({.length = "4个工作小时内"});
  CHECK(play.due("答复期") == "never");
  play.advance("2030-01-01 00:00");
  CHECK_FALSE(play.breached("答复期"));
}

TEST_CASE("2.9 Expiry may move the case or have a result, and says what happens to what is owed", "[core]") {
  const std::string text = with(small_process(), "      逾期 则 催办 承办单位\n", "      逾期 则 视为 “同意” 终止 答复期 转 待办结\n");
  Play play(load(with(with(text, "      逾期 第1个工作日 则 红牌 承办单位 提级督办 承办单位\n", ""),
                      "      此后每 1个工作日 至多 2次 则 催办 承办单位\n", "")));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  play.advance(at("2026-03-12 00:00"));
  CHECK(play.stage() == "待答复");
  play.advance(at("2026-03-12 00:00") + 1);
  CHECK(play.stage() == "待办结");
  CHECK(has(play.changes_of_last_entry(), "breached 答复期"));
  CHECK(has(play.changes_of_last_entry(), "deemed"));
  CHECK(has(play.changes_of_last_entry(), "waived 答复期"));
}

TEST_CASE("2.11 A unit's clock runs from the dispatch of the work, not from when it takes it up", "[core]") {
  Play play = replying({.stage = "    当 承办单位 提交意见 则 通知 甲区 “签收了”\n"});
  REQUIRE(play.submit("2026-03-09 10:00", "甲镇", "提交意见").accepted());  // it signs for the work days later
  CHECK(play.due("答复期") == "2026-03-11 24:00");
}
