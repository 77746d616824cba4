// Semantics 3.6b, 4.2b, 4.3, 4.4: what happens where nobody is known, or only by his place in the line.
#include <algorithm>

#include <catch2/catch.hpp>

#include "lib/rulebook/registers.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

// The wide process, where the place may stay unknown and 登记 need not bring it.
std::string placeless(std::string text) {
  text = with(text, "所在网格 #grid（网格）", "所在网格 #grid（网格，可缺）");
  return with(text, "#register 须填 所在网格 可填 来源", "#register 可填 所在网格、来源");
}

Play replying(const std::string& text, const Facts& registered = {}, const Facts& assigned = {{"承办单位", "甲镇"}}) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  Facts all{{"紧急", "否"}};
  all.insert(all.end(), registered.begin(), registered.end());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", all).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", assigned).accepted());
  return play;
}

std::string when(const std::string& what) { return in_reply + "    当 甲区 见面 则 " + what + "\n"; }

std::vector<std::string> met(Play& play) {
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  return play.changes_of_last_entry();
}

}  // namespace

TEST_CASE("4.4 Without a place the centre over the holder's own town supervises, and nobody where that is unknown", "[core]") {
  Play play = replying(placeless(with(wide_process(), in_reply, when("提级督办 承办单位"))));
  const auto up = met(play);
  CAPTURE(up);
  CHECK(has(up, "escalated town 甲镇"));
  Play nobody = replying(placeless(with(wide_process(), in_reply, when("记 承办单位 为 未知 提级督办 承办单位"))));
  const auto changes = met(nobody);
  CAPTURE(changes);
  CHECK(has(changes, "escalated town"));
  CHECK(nobody.level() == Level::town);
}

TEST_CASE("4.3 Only a rung passes up what has no addressee; what is done by an event says so on the record", "[core]") {
  const std::string text = with(wide_process(), in_reply, when("记 承办单位 为 未知 催办 承办单位"));
  Play play = replying(text, {{"所在网格", "甲格"}});
  CHECK(has(met(play), "effect urge"));
  CHECK_FALSE(has(play.changes_of_last_entry(), "effect passed up urge 甲村"));
  // The ladder of 答复期 urges 承办单位, whom nobody knows now: first to the village, later to the unit of the level.
  play.advance("2026-03-12 00:01");
  const auto log = play.log();
  CHECK(std::any_of(log.begin(), log.end(), [](const std::string& l) { return l.find("effect passed up urge 甲村") != l.npos; }));
  // Without a place there is nobody above either.
  Play nowhere = replying(placeless(text));
  met(nowhere);
  nowhere.advance("2026-03-12 00:01");
  for (const std::string& line : nowhere.log()) CHECK(line.find("passed up") == line.npos);
}

TEST_CASE("4.3 A level that the line has no unit at passes up to the next that has one", "[core]") {
  // The case lies in a town that has no village above it.
  std::string text = with(wide_process(), "  属地 所在网格\n", "  属地 承办单位\n");
  text = with(text, in_reply, when("催办 协办单位名 通知 甲区 “{编号}”"));
  text = with(text, "说明（文本，可缺）", "说明（文本，可缺）、协办单位名（单位，可缺）");
  text = with(text, "      逾期 则 催办 承办单位\n", "      逾期 则 催办 协办单位名\n");
  Play play = replying(text, {{"所在网格", "甲格"}});
  play.advance("2026-03-12 00:01");
  const auto log = play.log();
  CHECK(std::any_of(log.begin(), log.end(), [](const std::string& l) { return l.find("effect passed up urge 甲镇") != l.npos; }));
}

TEST_CASE("6.1 每个 LIST addresses each member, and nobody where the list is empty or was never known", "[core]") {
  const std::string text = with(wide_process(), in_reply, when("通知 每个 协办单位 “{编号}”"));
  Play never = replying(text, {{"所在网格", "甲格"}});
  CHECK_FALSE(has(met(never), "effect notify"));
  Play two = replying(with(text, "      若 有 协办单位 则 转 会商中\n", "      若 有 说明 则 转 会商中\n"), {{"所在网格", "甲格"}}, {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}});
  const auto changes = met(two);
  CHECK(has(changes, "effect notify 乙局"));
  CHECK(has(changes, "effect notify 丙局"));
}

TEST_CASE("3.6b A member of a list acts where 每个 names the list; nobody does while it is empty", "[core]") {
  const std::string text = with(wide_process(), in_reply, in_reply + "    当 每个 协办单位 见面 则 加分 本单位 1分\n");
  Play never = replying(text, {{"所在网格", "甲格"}});
  CHECK(never.submit("2026-03-05 10:00", "乙局", "见面").refused == Refused::not_allowed);
  Play two = replying(with(text, "      若 有 协办单位 则 转 会商中\n", "      若 有 说明 则 转 会商中\n"), {{"所在网格", "甲格"}}, {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}});
  CHECK(two.submit("2026-03-05 10:00", "甲镇", "见面").refused == Refused::not_allowed);
  REQUIRE(two.submit("2026-03-05 10:00", "丙局", "见面").accepted());
  CHECK(has(two.changes_of_last_entry(), "effect reward 丙局"));
}

TEST_CASE("3.6b Where nobody is known whom a line names, the 兜底 unit acts, and only then", "[core]") {
  const std::string text = with(wide_process(), in_reply, when("记 承办单位 为 未知"));
  Play known = replying(text, {{"所在网格", "甲格"}});
  CHECK(known.submit("2026-03-05 10:00", "甲区", "答复").refused == Refused::not_allowed);
  Play unknown = replying(text, {{"所在网格", "甲格"}});
  met(unknown);
  CHECK(unknown.submit("2026-03-05 11:00", "甲村", "答复").refused == Refused::not_allowed);
  CHECK(unknown.submit("2026-03-05 11:00", "甲区", "答复").refused == Refused::owed);  // 甲镇 still owes it
  REQUIRE(unknown.submit("2026-03-05 12:00", "甲镇", "答复").accepted());
  CHECK(unknown.stage() == "待答复");
  CHECK(unknown.submit("2026-03-05 13:00", "甲区", "答复").accepted());
  CHECK(unknown.stage() == "待办结");
  // Of several names one that is known is enough: then nobody stands in.
  Play either = replying(with(text, "    当 甲区 见面", "    当 承办单位 或 甲村 补正 则 督办 承办单位\n    当 甲区 见面"), {{"所在网格", "甲格"}});
  met(either);
  CHECK(either.submit("2026-03-05 11:00", "甲区", "补正").refused == Refused::not_allowed);
  CHECK(either.submit("2026-03-05 11:00", "甲村", "补正").accepted());
}

TEST_CASE("3.6b The town of a place that is unknown is nobody", "[core]") {
  const std::string text = placeless(with(wide_process(), in_reply,
                                          when("通知 所在网格 的 镇 “{编号}” 通知 所在网格 的 镇 的 负责人 “{编号}” 通知 承办单位 的 上级 “{编号}”")));
  Play known = replying(text, {{"所在网格", "甲格"}});
  const auto there = met(known);
  CAPTURE(there);
  CHECK(has(there, "effect notify 甲镇"));
  CHECK(has(there, "effect notify 甲镇 负责人"));
  CHECK(has(there, "effect notify 甲区"));
  Play unknown = replying(text);
  const auto nowhere = met(unknown);
  CHECK(std::count(nowhere.begin(), nowhere.end(), "effect notify") == 2);
  Play top = replying(text, {{"所在网格", "甲格"}}, {{"承办单位", "甲区"}});
  const auto above = met(top);
  CHECK(std::count(above.begin(), above.end(), "effect notify") == 1);  // nothing lies above the district
}

TEST_CASE("3.6b 本单位 的 负责人 on a rung is that role in the unit that owes", "[core]") {
  const std::string text = with(wide_process(), "      逾期 则 催办 承办单位\n", "      逾期 则 催办 本单位 的 负责人 通知 上级 “{编号}”\n");
  Play play = replying(text, {{"所在网格", "甲格"}});
  play.advance("2026-03-12 00:01");
  const auto log = play.log();
  CAPTURE(log);
  CHECK(std::any_of(log.begin(), log.end(), [](const std::string& l) {
    return l.find("effect urge 甲镇 负责人") != l.npos && l.find("effect notify 甲区") != l.npos;
  }));
}

TEST_CASE("3.6b A role without a unit is held by whoever the host says, and in the line of the case's place", "[core]") {
  std::string text = placeless(with(wide_process(), in_reply, in_reply + "    当 负责人 见面 则 督办 承办单位\n    当 甲镇 的 负责人 补正 则 通知 甲区 “{编号}”\n"));
  text = with(text, "    当 信访人 补正 则 返回原环节\n", "    当 信访人 答复 则 返回原环节\n");
  text = with(text, "      自 要求补正 起 10个自然日内 信访人 可 补正\n", "      自 要求补正 起 10个自然日内 信访人 可 答复\n");
  const auto rules = load(text);
  const auto acts = [&](const char* unit, bool placed, const char* event) {
    Play play = replying(text, placed ? Facts{{"所在网格", "甲格"}} : Facts{});
    RecordedEvent e = sanhuan::test::event("2026-03-05 10:00", "甲区", event);
    e.by = RecordedActor{};
    e.by.unit = unit;
    e.by.role = "负责人";
    return play.submit(e).accepted();
  };
  CHECK(acts("", true, "见面"));          // no unit: in the unit responsible
  CHECK(acts("", false, "见面"));
  CHECK(acts("", true, "补正"));          // and in the unit that the rule names
  CHECK(acts("甲镇", true, "见面"));
  CHECK(acts("甲科", true, "见面"));      // a section is its unit at work
  CHECK_FALSE(acts("乙镇", true, "见面"));
  CHECK(acts("乙镇", false, "见面"));     // while the place is unknown, in his own unit
  CHECK(acts("甲镇", true, "补正"));
  CHECK_FALSE(acts("乙镇", true, "补正"));
  CHECK_FALSE(acts("甲村", true, "补正"));
}

TEST_CASE("3.6b 信访人 and 系统 act where they are named, and nobody acts for them", "[core]") {
  const std::string text = with(wide_process(), in_reply, in_reply + "    当 系统 见面 则 通知 甲区 “{编号}”\n    当 信访人 提交意见 则 通知 系统 “{编号}”\n");
  for (const char* by : {"甲区", "信访人", "系统"}) {
    Play play = replying(text, {{"所在网格", "甲格"}});
    CHECK(play.submit("2026-03-05 10:00", by, "见面").accepted() == (std::string(by) == "系统"));
    CHECK(play.submit("2026-03-05 10:00", by, "提交意见").accepted() == (std::string(by) == "信访人"));
  }
}

TEST_CASE("2.9 视为 outside a clock is a result of the event", "[core]") {
  Play play = replying(with(wide_process(), in_reply, when("视为 “见过面”")), {{"所在网格", "甲格"}});
  CHECK(has(met(play), "deemed"));
}

TEST_CASE("2.7 中断 leaves what waits and what is breached, and starts the rest again", "[core]") {
  std::string text = with(wide_process(), in_reply, when("中断 全部时限"));
  text = with(text, "  时限 全程期 #overall-limit 属 窗口责任\n",
              "  时限 督办期 #order-limit 属 窗口责任\n    自 下达督办 起 3个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n"
              "  时限 全程期 #overall-limit 属 窗口责任\n");
  Play play = replying(text, {{"所在网格", "甲格"}});
  play.advance("2026-03-12 00:01");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-12 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  CHECK(play.due("全程期") == "2026-04-13 24:00");  // 30 days from the 12th end on Saturday the 11th
}
