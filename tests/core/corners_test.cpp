// Where two rules meet: a move that is made often enough, a clock that stands still when its anchor moves, an event entered late
// for one of several. Semantics 2.5b, 2.5c, 2.7, 3.3c, 3.3.10, 3.4, 3.6, 4.6, 4.9.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";
const std::string reply_limit = "      自 进入本环节 起 5个工作日内 应 答复\n";
const std::string overall = "  时限 全程期 #overall-limit 属 窗口责任\n";

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

Play replying(const std::string& text, const Facts& registered = {}) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  Facts all{{"所在网格", "甲格"}, {"紧急", "否"}};
  all.insert(all.end(), registered.begin(), registered.end());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", all).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.stage() == "待答复");
  return play;
}

RecordedEvent late(RecordedEvent e, std::string_view occurred) {
  e.occurred = at(occurred);
  return e;
}

}  // namespace

TEST_CASE("3.3c A move that was made as often as it may be is none: a timer does the rest", "[core]") {
  std::string text = with(wide_process(), "      逾期 则 催办 承办单位\n",
                          "      逾期 则 催办 承办单位\n      逾期 第2个工作日 则 终止 答复期 转 待补正 至多 1次\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "信访人", "补正").accepted());
  CHECK(play.submit("2026-03-05 12:00", "甲镇", "要求补正").refused == Refused::guarded);
  play.advance("2026-03-20 00:01");
  CHECK(play.stage() == "待答复");
}

TEST_CASE("3.4 返回原环节 where no stage sleeps leaves the case where it is", "[core]") {
  Play play = replying(with(wide_process(), "  当 信访人 撤回 则", "  当 甲区 见面 则 通知 甲区 “{编号}” 返回原环节\n  当 信访人 撤回 则"));
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.stage() == "待答复");
  CHECK(has(play.changes_of_last_entry(), "effect notify 甲区"));
  REQUIRE(play.submit("2026-03-05 11:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "见面").accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("1.2 So many eventless steps follow one another; one more is refused as `bound`", "[core]") {
  // A chain of stages, each of which passes the case on at once.
  const auto chain = [](int stages) {
    std::string text = with(wide_process(), in_reply, in_reply + "    当 甲区 见面 则 终止 答复期 转 第1站\n"), more;
    for (int i = 1; i <= stages; ++i) {
      const std::string n = std::to_string(i), next = i == stages ? "待办结" : "第" + std::to_string(i + 1) + "站";
      more += "  环节 第" + n + "站 #stop-" + n + "\n    时限 站期" + n + " #stop-limit-" + n +
              " 属 窗口责任\n      自 进入本环节 起 2个工作日内 应 提交意见\n      逾期 则 催办 甲区\n    一旦 紧急 为 否 则 终止 站期" + n + " 转 " + next + "\n";
    }
    return replying(with(text, "  环节 待补正 #supplementing\n", more + "  环节 待补正 #supplementing\n"));
  };
  Play fits = chain(static_cast<int>(eventless_steps_max));
  REQUIRE(fits.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(fits.stage() == "待办结");
  Play beyond = chain(static_cast<int>(eventless_steps_max) + 1);
  CHECK(beyond.submit("2026-03-05 10:00", "甲区", "见面").refused == Refused::bound);
  CHECK(beyond.stage() == "待答复");
  CHECK(beyond.submit("2026-03-05 11:00", "甲镇", "答复").accepted());
}

TEST_CASE("8.0b An eventless transition with dates is judged by the date of the step, one made often enough is none", "[core]") {
  const auto met = [](const std::string& line) {
    std::string text = with(wide_process(), "    当 承办单位 要求补正 则", "    当 甲区 见面 则 记 人数 为 5\n" + line + "    当 承办单位 要求补正 则");
    Play play = replying(text);
    REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
    return play.stage();
  };
  CHECK(met("    一旦 人数 为 5 则 终止 答复期 转 待办结\n") == "待办结");
  CHECK(met("    一旦 人数 为 5 则 终止 答复期 转 待办结\n      施行 2020-01-01 至 2026-03-04\n") == "待答复");
  CHECK(met("    一旦 人数 为 5 则 转 待办结\n") == "待答复");  // something is still owed
}

TEST_CASE("3.3 An action that can't be decided refuses the event, wherever it would have led", "[core]") {
  const auto refused = [](const std::string& from, const std::string& to, const char* by, const char* event) {
    Play play = replying(with(wide_process(), from, to));
    const std::string stage = play.stage();
    const Answer answer = play.submit("2026-03-05 10:00", by, event);
    CHECK(answer.refused == Refused::undecided);
    CHECK(play.missing(answer) == "人数");
    CHECK(play.stage() == stage);
  };
  refused(in_reply, "    当 承办单位 答复 则 记 人数 为 人数 加 1 转 待办结\n", "甲镇", "答复");
  refused("则 转 待补正 至多 1次", "则 记 人数 为 人数 加 1 转 待补正 至多 1次", "甲镇", "要求补正");
  refused(in_reply, in_reply + "    当 甲区 见面 则 记 人数 为 人数 加 1\n", "甲区", "见面");
  // In what follows by itself, too.
  std::string text = with(wide_process(), in_reply, in_reply + "    当 甲区 见面 则 记 说明 为 “见过”\n    一旦 有 说明 则 记 人数 为 人数 加 1 终止 答复期 转 待办结\n");
  Play play = replying(text);
  CHECK(play.submit("2026-03-05 10:00", "甲区", "见面").refused == Refused::undecided);
  CHECK(play.fact("说明") == "未知");
  CHECK(play.submit("2026-03-05 11:00", "甲镇", "答复", {{"说明", "一并"}}).refused == Refused::none);
}

TEST_CASE("2.7b What follows a granting and can't be decided refuses it", "[core]") {
  const std::string text = with(wide_process(), reply_limit,
                                reply_limit + "      可延期 1次 不超过 3个工作日\n        须经 甲区 见面\n        须在届满前 接续 原届满日\n        则 记 人数 为 人数 加 1\n");
  Play play = replying(text);
  CHECK(play.submit("2026-03-05 10:00", "甲区", "见面").refused == Refused::undecided);
  CHECK(play.due("答复期") == "2026-03-11 24:00");
}

TEST_CASE("2.5c A second limit moves a clock that runs, and is remembered by one that stands still or is late", "[core]") {
  const std::string text = with(with(wide_process(), reply_limit, reply_limit + "      不晚于 自 见面 起 1个工作日内\n      不计入 下达督办 至 督办反馈\n"),
                                in_reply, in_reply + "    当 甲区 见面 则 通知 甲区 “{编号}”\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-06 11:00", "甲镇", "督办反馈").accepted());
  CHECK(play.due("答复期") == "2026-03-09 24:00");
  play.advance("2026-03-10 00:01");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-12 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-09 24:00");
  REQUIRE(play.submit("2026-03-12 10:00", "甲区", "见面").accepted());  // again at the same instant
  CHECK(play.due("答复期") == "2026-03-09 24:00");
}

TEST_CASE("2.5b A class that changes while the clock stands still is counted when it goes on", "[core]") {
  std::string text = with(wide_process(), reply_limit, reply_limit + "      若 紧急 则 限 1个工作日内\n      情形变更 重算\n      不计入 下达督办 至 督办反馈\n");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 紧急\n");
  text = with(text, in_reply, in_reply + "    当 甲区 见面 则 通知 甲区 “{编号}”\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-04 11:00", "甲镇", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-04 12:00", "甲区", "见面", {{"紧急", "是"}}).accepted());
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-04 13:00", "甲镇", "督办反馈").accepted());
  CHECK(play.due("答复期") == "2026-03-05 24:00");
}

TEST_CASE("4.9 An earlier first event moves the anchor of a clock that stands still; one that is late is left", "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、另件登记时刻（时刻，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 须填 另件登记时刻\n");
  text = with(text, in_reply, in_reply + "    当 甲区 见面 则 并案 登记 取早 另件登记时刻\n    当 甲区 下达督办 则 中止 全程期\n    当 甲区 督办反馈 则 恢复 全程期\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面", {{"另件登记时刻", "2026-02-24 10:00"}}).accepted());
  CHECK(play.due("全程期") == "suspended");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "督办反馈").accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");
  play.advance("2026-03-27 00:01");
  REQUIRE(play.breached("全程期"));
  REQUIRE(play.submit("2026-03-27 10:00", "甲区", "见面", {{"另件登记时刻", "2026-02-01 10:00"}}).accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");
}

TEST_CASE("4.6 A hearing entered late stops a clock that was late only because nobody had written it down", "[core]") {
  std::string text = with(wide_process(), reply_limit, reply_limit + "      不计入 听证开始 至 听证结束\n");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet\n事件 听证开始 #hearing-begins、听证结束 #hearing-ends 可补录 9个工作日 由 甲区\n");
  Play play = replying(text);
  play.advance("2026-03-12 00:01");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit(late(event("2026-03-12 10:00", "甲区", "听证开始"), "2026-03-09 10:00")).accepted());
  CHECK(has(play.changes_of_last_entry(), "reversed 答复期"));
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit(late(event("2026-03-12 11:00", "甲区", "听证结束"), "2026-03-10 10:00")).accepted());
  CHECK(play.due("答复期") == "2026-03-12 24:00");  // a day more: the 10th does not count
  // One that began after the due changes nothing.
  Play after = replying(text);
  after.advance("2026-03-13 00:01");
  after.submit(late(event("2026-03-13 10:00", "甲区", "听证开始"), "2026-03-12 10:00"));
  CHECK(after.breached("答复期"));
}

TEST_CASE("4.6 Of several who owe, an event entered late is for those whose part was open then", "[core]") {
  std::string text = with(wide_process(), "      自 进入本环节 起 2个工作日内 应 提交意见\n", "      自 进入本环节 起 2个工作日内 甲区 应 提交意见\n");
  text = with(text, "    一旦 会商期 全部 完成 则 转 待答复\n", "    一旦 会商期 全部 完成 则 转 待答复\n    当 甲区 改派 则 通知 甲区 “名单变了”\n");
  text = with(text, "事件 提交意见 #opinion、", "事件 提交意见 #opinion 可补录 9个工作日 由 甲区\n事件 ");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局"}}).accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
  REQUIRE(play.submit(late(event("2026-03-06 10:00", "甲区", "提交意见"), "2026-03-05 09:00")).accepted());
  CHECK(play.open_obligations("会商期") == 1);
  CHECK(play.due("会商期", "乙局") == "none");
}

TEST_CASE("3.6 A child is opened with what its parent knows; what is unknown stays unknown", "[core]") {
  const std::string text = with(wide_process(), in_reply,
                                in_reply + "    当 甲区 见面 则 录入 诉求 填 所在网格 为 所在网格、说明 为 说明、协办单位 为 协办单位、人数 为 人数、承办单位 为 承办单位\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  const auto& children = play.entries().children;
  REQUIRE(children.size() == 1);
  const auto given = [&](const char* name) {
    const FactId id = play.rulebook().fact(play.rulebook().case_type("petition"), name);
    for (const auto& [fact, value] : children[0].facts)
      if (fact == id) return value.known();
    return false;
  };
  CHECK(given("所在网格"));
  CHECK(given("承办单位"));
  CHECK_FALSE(given("人数"));
  CHECK_FALSE(given("说明"));
  // A closing that names no child of it changes nothing.
  const std::string before = play.bytes();
  Entries out;
  CHECK_FALSE(play.stepper().child_closed(play.state(), children[0].entry + 1, children[0].position, at("2026-03-06 10:00"), out));
  CHECK_FALSE(play.stepper().child_closed(play.state(), children[0].entry, static_cast<std::uint16_t>(children[0].position + 1), at("2026-03-06 10:00"), out));
  CHECK(play.stepper().child_closed(play.state(), children[0].entry, children[0].position, at("2026-03-06 10:00"), out));
  CHECK_FALSE(play.stepper().child_closed(play.state(), children[0].entry, children[0].position, at("2026-03-06 10:00"), out));
}

TEST_CASE("1.2 More may not owe than a case can hold: the event is refused as `bound`, the reopening too", "[core]") {
  std::string units, names;
  for (int i = 0; i < 999; ++i) {
    const std::string name = "虚构" + std::to_string(i) + "所";
    units += "  - {name: " + name + ", key: f" + std::to_string(i) + ", level: 区, parent: 甲区, kind: department}\n";
    names += (i == 0 ? "" : "、") + name;
  }
  Play play(load(with(wide_process(), "  时限 全程期", "  时限 另一期 #other-limit 属 窗口责任\n    自 首次 登记 起 40个自然日内 应 办结\n    逾期 则 催办 甲区\n  时限 全程期"),
                 {.more_organisation = units}));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  CHECK(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", names}}).refused == Refused::bound);
  CHECK(play.stage() == "待交办");
  CHECK(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局"}}).accepted());
}

TEST_CASE("4.4 提级督办 由 somebody unknown moves no level", "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、督办单位（单位，可缺）");
  Play play = replying(with(text, in_reply, in_reply + "    当 甲区 见面 则 提级督办 承办单位 由 督办单位\n"));
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.level() == Level::village);
  CHECK(has(play.changes_of_last_entry(), "escalated village"));
}
