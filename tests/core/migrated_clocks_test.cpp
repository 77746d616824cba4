// Semantics 8.2: what becomes of clocks under other rules. Every due is worked out by hand beside it; working days of March
// 2026 are 2–6, 9–13, 16–20, 23–27.
#include <catch2/catch.hpp>

#include "tests/support/migrated.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

using Lines = std::vector<std::string>;

std::string due_after(const std::string& length, const std::string& line, const char* migrated, const Play& before = replying()) {
  return carried(before, second(reply_in(length), line), migrated).due("答复期");
}

const std::string by_old = "  时限 答复期 从旧\n", by_new = "  时限 答复期 从新\n", by_better = "  时限 答复期 从新兼从有利\n";

}  // namespace

// ---- 从旧 从新 从新兼从有利 -------------------------------------------------------------------------------------------------

TEST_CASE("8.2 从旧 keeps a due, and so does a block that says nothing of the clock", "[core]") {
  for (const std::string& line : {by_old, std::string()}) {
    CHECK(due_after("3个工作日", line, "2026-03-05 09:00") == "2026-03-11 24:00");   // 5, 6, 9, 10, 11
    CHECK(due_after("10个工作日", line, "2026-03-05 09:00") == "2026-03-11 24:00");
    CHECK(due_after("3个自然日", line, "2026-03-05 09:00") == "2026-03-11 24:00");
  }
}

TEST_CASE("8.2 从新 counts the same anchor by the new length", "[core]") {
  CHECK(due_after("3个工作日", by_new, "2026-03-05 09:00") == "2026-03-09 24:00");   // 5, 6, 9
  CHECK(due_after("10个工作日", by_new, "2026-03-05 09:00") == "2026-03-18 24:00");  // 5, 6, 9–13, 16, 17, 18
}

TEST_CASE("8.2 从新 never moves a due to before the end of the day of the migration", "[core]") {
  CHECK(due_after("3个工作日", by_new, "2026-03-09 10:00") == "2026-03-09 24:00");   // 5, 6, 9
  CHECK(due_after("3个工作日", by_new, "2026-03-10 10:00") == "2026-03-10 24:00");   // the 9th is over
  const std::string hours = with(reply_in("2小时"), "      剩余 1个工作日 则 黄牌 承办单位\n", "");
  CHECK(carried(replying(), second(hours, by_new), "2026-03-10 10:00").due("答复期") == "2026-03-10 24:00");
}

TEST_CASE("8.2 The end of the day is closing where days end so, and midnight once closing is over", "[core]") {
  PackOptions office;
  office.office_days = true;
  Play before(load(small_process(), office));
  REQUIRE(before.open("2026-03-02 09:00").accepted());
  REQUIRE(before.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(before.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  const auto rules = second(reply_in("3个工作日"), by_new, office);
  CHECK(carried(before, rules, "2026-03-10 10:00").due("答复期") == "2026-03-10 17:30");
  CHECK(carried(before, rules, "2026-03-10 18:00").due("答复期") == "2026-03-10 24:00");
}

TEST_CASE("8.2 从新兼从有利 takes the later for whom the clock binds", "[core]") {
  CHECK(due_after("3个工作日", by_better, "2026-03-05 09:00") == "2026-03-11 24:00");
  CHECK(due_after("10个工作日", by_better, "2026-03-05 09:00") == "2026-03-18 24:00");
}

TEST_CASE("8.2 What is said of 其余 holds for what is not named", "[core]") {
  CHECK(due_after("3个工作日", "  时限 其余 从新\n", "2026-03-05 09:00") == "2026-03-09 24:00");
  CHECK(due_after("3个工作日", "  时限 其余 从新\n" + by_old, "2026-03-05 09:00") == "2026-03-11 24:00");
}

TEST_CASE("8.2 A due that was breached stays breached, whatever is said", "[core]") {
  Play before = replying();
  before.advance("2026-03-12 09:00");
  REQUIRE(before.breached("答复期"));
  for (const std::string& line : {by_old, by_new, by_better}) {
    Play play = carried(before, second(reply_in("10个工作日"), line), "2026-03-12 10:00");
    CHECK(play.breached("答复期"));
    CHECK(play.due("答复期") == "2026-03-11 24:00");
    CHECK(play.state().head().breaches == 1);
    REQUIRE(play.submit("2026-03-12 11:00", "甲镇", "答复").accepted());
    CHECK((play.entries().changes.back().kind == ChangeKind::opened));  // 待办结; the reply was late and is fulfilled
  }
}

TEST_CASE("8.2 By which line a due was counted again is on the record", "[core]") {
  const Play play = carried(replying(), second(reply_in("3个工作日"), by_new), "2026-03-05 09:00");
  CHECK(play.changes_of_last_entry() == Lines{"entered 待答复", "recounted 答复期 until 2026-03-09 24:00"});
  const Place place = play.rulebook().place(play.entries().changes.back().rule);
  const Place block = play.rulebook().place(play.entries().changes.front().rule);
  CHECK(place.line == block.line + 1);
}

// ---- the length goes with the clock -------------------------------------------------------------------------------------

namespace {

// 补正 stops 答复期 from Friday the 6th to Tuesday the 10th.
Play supplementing() {
  Play play = replying(wide_pack());
  REQUIRE(play.submit("2026-03-06 09:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.due("答复期") == "suspended");
  return play;
}
std::string due_after_pause(const std::string& length, const std::string& line, const char* resumed = "2026-03-10 09:00") {
  Play play = carried(supplementing(), second(reply_in(length, wide_process()), line), "2026-03-09 09:00");
  REQUIRE(play.submit(resumed, "信访人", "补正").accepted());
  return play.due("答复期");
}

}  // namespace

TEST_CASE("8.2 从旧 keeps the length too: what befalls the clock later is counted by it", "[core]") {
  Play play = carried(replying(wide_pack()), second(reply_in("3个工作日", wide_process()), by_old), "2026-03-05 09:00");
  REQUIRE(play.submit("2026-03-06 09:00", "甲镇", "要求补正").accepted());  // left of five: 9, 10, 11
  REQUIRE(play.submit("2026-03-10 09:00", "信访人", "补正").accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");  // 11, 12, 13
}

TEST_CASE("8.2 A clock that stands still goes on with what is left of the length that it is counted by", "[core]") {
  CHECK(due_after_pause("8个工作日", by_old) == "2026-03-13 24:00");     // left of five after the 6th: 9, 10, 11
  CHECK(due_after_pause("8个工作日", by_new) == "2026-03-18 24:00");     // left of eight: 9–13, 16; then 11, 12, 13, 16, 17, 18
  CHECK(due_after_pause("8个工作日", by_better) == "2026-03-18 24:00");
  CHECK(due_after_pause("3个工作日", by_new) == "2026-03-11 24:00");     // left of three: 9
  CHECK(due_after_pause("3个工作日", by_better) == "2026-03-13 24:00");
  CHECK(due_after_pause("1个工作日", by_new, "2026-03-09 10:00") == "2026-03-09 24:00");  // nothing left, but not before tonight
}

TEST_CASE("8.2 The new length of a clock that stands still is on the record", "[core]") {
  const Play play = carried(supplementing(), second(reply_in("8个工作日", wide_process()), by_new), "2026-03-09 09:00");
  CHECK(play.changes_of_last_entry() == Lines{"entered 待补正", "suspended 答复期"});
  CHECK(play.entries().changes.back().value == 6);
}

TEST_CASE("8.2 Extensions and spans that are not counted are history, counted again under the new length", "[core]") {
  const std::string rules = with(with(small_process(), reply_within,
                                      std::string(reply_within) + "      可延期 1次 不超过 2个工作日\n        须经 甲区 批准延期\n"
                                                                  "      不计入 听证开始 至 听证结束\n"),
                                 "事件 见面 #meet\n", "事件 见面 #meet\n事件 批准延期 #extend、听证开始 #hearing-begins、听证结束 #hearing-ends\n");
  Play before = replying(load(rules));
  REQUIRE(before.submit("2026-03-05 09:00", "甲区", "批准延期").accepted());
  REQUIRE(before.due("答复期") == "2026-03-13 24:00");                     // the 11th and 12, 13
  REQUIRE(before.submit("2026-03-06 09:00", "甲镇", "听证开始").accepted());
  REQUIRE(before.submit("2026-03-10 09:00", "甲镇", "听证结束").accepted());
  REQUIRE(before.due("答复期") == "2026-03-17 24:00");                     // left after the 6th: 9–13; then 11, 12, 13, 16, 17
  const std::string six = reply_in("6个工作日", rules);
  Play play = carried(before, second(six, by_new), "2026-03-10 10:00");
  CHECK(play.due("答复期") == "2026-03-18 24:00");                         // one more
  CHECK(play.submit("2026-03-11 09:00", "甲区", "批准延期").rejected());   // once, and that was before
}

TEST_CASE("8.2 A clock that a hearing stops goes on when it ends; where the new rules know no hearing it stands in the way", "[core]") {
  const std::string rules = with(with(small_process(), reply_within,
                                      std::string(reply_within) + "      不计入 要求补正 至 补正\n      不计入 听证开始 至 听证结束\n"),
                                 "事件 见面 #meet\n", "事件 见面 #meet\n事件 听证开始 #hearing-begins、听证结束 #hearing-ends\n");
  Play before = replying(load(rules));
  REQUIRE(before.submit("2026-03-06 09:00", "甲镇", "听证开始").accepted());
  // The second line there is the first here.
  Play play = carried(before, second(with(rules, "      不计入 要求补正 至 补正\n", "")), "2026-03-09 09:00");
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-10 09:00", "甲镇", "听证结束").accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");  // left of five after the 6th: 9, 10, 11
  Play stuck(second(with(rules, "      不计入 听证开始 至 听证结束\n", "")));
  const Obstacles found = stuck.migrate(before, "2026-03-09 09:00");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ObstacleKind::suspended);
}

TEST_CASE("8.2 A clock that was kept once is kept again, and 从新 takes it over in the end", "[core]") {
  const Play once = carried(replying(), second(reply_in("3个工作日"), by_old), "2026-03-05 09:00");
  PackOptions third;
  third.version = "3";
  const auto rules = [&](const std::string& lines) {
    return load(with(reply_in("3个工作日"), "责任 窗口责任 #window 由 甲区\n", "迁移 自 “2”\n" + lines + "责任 窗口责任 #window 由 甲区\n"), third);
  };
  CHECK(carried(once, rules({}), "2026-03-06 09:00").due("答复期") == "2026-03-11 24:00");
  CHECK(carried(once, rules(by_better), "2026-03-06 09:00").due("答复期") == "2026-03-11 24:00");
  CHECK(carried(once, rules(by_new), "2026-03-06 09:00").due("答复期") == "2026-03-09 24:00");
}

// ---- classes, second limits ---------------------------------------------------------------------------------------------

TEST_CASE("8.2 从新 takes the class that holds under the new rules, 从旧 the length of the class that held", "[core]") {
  const std::string classes = std::string(reply_within) + "      若 人数 不少于 5 则 限 2个工作日内\n      情形变更 重算\n";
  const std::string old = with(small_process(), reply_within, classes);
  Play before(load(old));
  REQUIRE(before.open("2026-03-02 09:00").accepted());
  REQUIRE(before.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"人数", "7"}}).accepted());
  REQUIRE(before.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(before.due("答复期") == "2026-03-06 24:00");
  const std::string now = with(old, "限 2个工作日内", "限 4个工作日内");
  Play kept = carried(before, second(now), "2026-03-05 09:00");
  CHECK(kept.due("答复期") == "2026-03-06 24:00");
  CHECK(carried(before, second(now, by_new), "2026-03-05 09:00").due("答复期") == "2026-03-10 24:00");  // 5, 6, 9, 10
  // What was kept has its length for good: another class moves it no more.
  REQUIRE(kept.submit("2026-03-05 10:00", "甲镇", "答复", {{"紧急", "是"}}).accepted());
}

TEST_CASE("8.2 A second limit is kept with the first, or counted by the new rules with it", "[core]") {
  const std::string old = with(small_process(), reply_within, std::string(reply_within) + "      不晚于 自 登记 起 5个自然日内\n");
  Play before = replying(load(old));
  REQUIRE(before.due("答复期") == "2026-03-09 24:00");  // the 8th is a Sunday
  const std::string now = with(old, "不晚于 自 登记 起 5个自然日内", "不晚于 自 登记 起 7个自然日内");
  CHECK(carried(before, second(now), "2026-03-05 09:00").due("答复期") == "2026-03-09 24:00");
  CHECK(carried(before, second(now, by_new), "2026-03-05 09:00").due("答复期") == "2026-03-10 24:00");
  CHECK(carried(before, second(small_process()), "2026-03-05 09:00").due("答复期") == "2026-03-09 24:00");
  CHECK(carried(before, second(small_process(), by_new), "2026-03-05 09:00").due("答复期") == "2026-03-11 24:00");
  // Where the old rules had none the new one's anchor has happened all the same.
  CHECK(carried(replying(), second(old, by_new), "2026-03-05 09:00").due("答复期") == "2026-03-09 24:00");
  // One that was kept without a second limit is not bound when its event comes again.
  Play kept = carried(replying(), second(with(old, "自 登记 起 5个自然日内", "自 见面 起 1个自然日内"), by_old), "2026-03-05 09:00");
  kept.submit("2026-03-05 10:00", "甲镇", "见面");
  CHECK(kept.due("答复期") == "2026-03-11 24:00");
}

// ---- clocks that wait ---------------------------------------------------------------------------------------------------

namespace {

const std::string waits_for_meeting =
    with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
         "    时限 回访期 #call-limit 属 主办责任\n      自 见面 起 3个工作日内 应 督办反馈\n      逾期 则 催办 甲区\n"
         "    当 承办单位 答复 则 终止 回访期 转 待办结\n    当 承办单位 见面 则 通知 甲区\n");

}  // namespace

TEST_CASE("8.2 A clock that waits goes on waiting, with the length that it is to be counted by", "[core]") {
  const Play before = replying(load(waits_for_meeting));
  REQUIRE(before.due("回访期") == "waiting");
  const std::string longer = with(waits_for_meeting, "自 见面 起 3个工作日内", "自 见面 起 6个工作日内");
  const auto met = [&](const std::string& line) {
    Play play = carried(before, second(longer, line), "2026-03-05 09:00");
    REQUIRE(play.due("回访期") == "waiting");
    REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "见面").accepted());
    return play.due("回访期");
  };
  CHECK(met("") == "2026-03-10 24:00");                            // 6, 9, 10
  CHECK(met("  时限 回访期 从新\n") == "2026-03-13 24:00");         // 6, 9–13
  CHECK(met("  时限 回访期 从新兼从有利\n") == "2026-03-13 24:00");
}

TEST_CASE("8.2 A clock does not wait where the new rules wait for nothing, or for what has happened", "[core]") {
  const Play before = replying(load(waits_for_meeting));
  const std::string from_entry = with(waits_for_meeting, "自 见面 起 3个工作日内", "自 进入本环节 起 3个工作日内");
  Play play = carried(before, second(from_entry), "2026-03-05 09:00");
  CHECK(play.due("回访期") == "2026-03-10 24:00");  // from the migration: 6, 9, 10
  CHECK(play.changes_of_last_entry() == Lines{"entered 待答复", "armed 回访期 until 2026-03-10 24:00"});
  // 交办 happened on the 4th; the old rules did not keep when, its entry does.
  const std::string from_assigning = with(waits_for_meeting, "自 见面 起 3个工作日内", "自 交办 起 3个工作日内");
  CHECK(carried(before, second(from_assigning), "2026-03-05 09:00").due("回访期") == "2026-03-09 24:00");  // 5, 6, 9
  CHECK(carried(before, second(from_assigning), "2026-03-11 09:00").due("回访期") == "2026-03-11 24:00");  // not before tonight
}

// ---- the ladder ---------------------------------------------------------------------------------------------------------

namespace {

std::size_t fired(const Play& play, std::string_view effect) {
  std::size_t n = 0;
  for (const std::string& line : play.log()) n += line.find(effect) != std::string::npos ? 1 : 0;
  return n;
}

}  // namespace

TEST_CASE("8.2 Rungs that have fired do not fire again", "[core]") {
  Play before = replying();
  before.advance("2026-03-10 10:00");  // 剩余 1个工作日 stands at the opening of the 10th
  REQUIRE(fired(before, "yellow_card") == 1);
  Play play = carried(before, second(small_process()), "2026-03-10 11:00");
  play.advance("2026-03-13 09:00");
  CHECK(fired(play, "yellow_card") == 0);
  CHECK(fired(play, "breached") == 1);
  Play shorter = carried(before, second(reply_in("3个工作日"), by_new), "2026-03-10 11:00");
  shorter.advance("2026-03-13 09:00");
  CHECK(fired(shorter, "yellow_card") == 0);
  // The due moved later and the place lies ahead again: then it does, as ever (4.3).
  Play longer = carried(before, second(reply_in("10个工作日"), by_new), "2026-03-10 11:00");
  longer.advance("2026-03-17 09:00");
  CHECK(fired(longer, "yellow_card") == 1);
}

TEST_CASE("8.2 After a breach the rungs that have not fired do, and the others do not", "[core]") {
  Play before = replying();
  before.advance("2026-03-12 09:00");  // the breach, and 逾期 第1个工作日
  REQUIRE(fired(before, "red_card") == 1);
  Play play = carried(before, second(small_process()), "2026-03-12 10:00");
  play.advance("2026-03-20 09:00");
  CHECK(fired(play, "red_card") == 0);
  CHECK(fired(play, "breached") == 0);
  CHECK(fired(play, "effect urge 甲镇") == 2);  // 此后每, twice
}

TEST_CASE("8.2 A rung that only the new rules have does nothing for the time before them", "[core]") {
  const std::string more = with(small_process(), "      剩余 1个工作日 则 黄牌 承办单位\n",
                                "      剩余 3个工作日 则 通知 承办单位 “还有三天”\n      剩余 1个工作日 则 黄牌 承办单位\n");
  // It stands at the opening of the 6th.
  Play past = carried(replying(), second(more), "2026-03-09 09:00");
  past.advance("2026-03-11 09:00");
  CHECK(fired(past, "notify") == 0);
  CHECK(fired(past, "yellow_card") == 1);
  Play ahead = carried(replying(), second(more), "2026-03-05 09:00");
  ahead.advance("2026-03-11 09:00");
  CHECK(fired(ahead, "notify") == 1);
  const std::string harder = with(small_process(), "      逾期 第1个工作日 则", "      逾期 满 1小时 则 扣分 承办单位 5分\n      逾期 第1个工作日 则");
  Play before = replying();
  before.advance("2026-03-12 09:00");
  Play late = carried(before, second(harder), "2026-03-12 10:00");
  late.advance("2026-03-20 09:00");
  CHECK(fired(late, "penalise") == 0);
}

TEST_CASE("8.2 A warning whose place lies behind by the shorter length fires at once", "[core]") {
  Play play = carried(replying(), second(reply_in("3个工作日"), by_new), "2026-03-09 10:00");  // due the 9th
  CHECK(fired(play, "yellow_card") == 1);
  CHECK(play.entries().entries.front().kind == EntryKind::migration);
  CHECK(play.entries().entries.back().kind == EntryKind::timer);
}

// ---- 补开 ---------------------------------------------------------------------------------------------------------------

namespace {

const std::string meeting = "    时限 见面期 #meet-limit 属 主办责任\n      自 进入本环节 起 2个工作日内 应 见面\n      逾期 则 催办 甲区\n";
const std::string with_meeting = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                                      meeting + "    当 承办单位 答复 则 终止 见面期 转 待办结\n");

}  // namespace

TEST_CASE("8.2 A deadline that only the new rules have waits for the next entry, unless 补开 is said", "[core]") {
  CHECK(carried(replying(), second(with_meeting), "2026-03-05 09:00").due("见面期") == "none");
  for (const char* line : {"  补开\n", "  时限 见面期 补开\n"}) {
    Play play = carried(replying(), second(with_meeting, line), "2026-03-05 09:00");
    CHECK(play.due("见面期") == "2026-03-09 24:00");  // from the migration: 6, 9
    CHECK(play.holder("见面期") == "甲镇");
    CHECK(play.submit("2026-03-05 10:00", "甲镇", "见面").accepted());
  }
  // In a stage where the case is not nothing opens.
  Play early(small_pack());
  REQUIRE(early.open("2026-03-02 09:00").accepted());
  Play play = carried(early, second(with_meeting, "  补开\n"), "2026-03-02 10:00");
  CHECK(play.due("见面期") == "none");
}

TEST_CASE("8.2 What is opened counts from what has happened, but not to before the end of the day", "[core]") {
  const std::string from_assigning = with(with_meeting, "自 进入本环节 起 2个工作日内 应 见面", "自 交办 起 2个工作日内 应 见面");
  CHECK(carried(replying(), second(from_assigning, "  补开\n"), "2026-03-05 09:00").due("见面期") == "2026-03-06 24:00");
  Play late = carried(replying(), second(from_assigning, "  补开\n"), "2026-03-09 09:00");
  CHECK(late.due("见面期") == "2026-03-09 24:00");
  CHECK_FALSE(late.breached("见面期"));
}

TEST_CASE("8.2 In the thread what has not happened opens when it does", "[core]") {
  const std::string thread = with(small_process(), "  时限 全程期 #overall-limit 属 窗口责任\n",
                                  "  时限 督办期 #order-limit 属 窗口责任\n    自 下达督办 起 3个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n"
                                  "  时限 通知期 #tell-limit 属 窗口责任\n    自 首次 登记 起 9个工作日内 应 提交意见\n    逾期 则 催办 甲区\n"
                                  "  当 甲区 下达督办 则 通知 甲区\n"
                                  "  时限 全程期 #overall-limit 属 窗口责任\n");
  Play play = carried(replying(), second(thread, "  补开\n"), "2026-03-05 09:00");
  CHECK(play.due("督办期") == "none");
  CHECK(play.due("通知期") == "2026-03-16 24:00");  // from the 3rd: 4, 5, 6, 9–13, 16
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  CHECK(play.due("督办期") == "2026-03-10 24:00");
}
