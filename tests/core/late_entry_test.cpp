// Semantics 4.6: what happened in time and was written down later.
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

// 登记 and 答复 may be entered up to three working days late by the district. A late reply costs points, and its
// escalation opens an order in the thread.
std::string late_process() {
  std::string text = with(small_process(), "      逾期 则 催办 承办单位\n", "      逾期 则 扣分 承办单位 5分\n");
  text = with(text, "事件 登记 #register 须填 所在网格 可填 来源、紧急、人数\n",
              "事件 登记 #register 须填 所在网格 可填 来源、紧急、人数 可补录 3个工作日 由 甲区\n");
  text = with(text, "事件 答复 #reply 可填 说明、紧急\n", "事件 答复 #reply 可填 说明、紧急 可补录 3个工作日 由 甲区\n");
  return with(text, "  时限 全程期 #overall-limit 属 窗口责任\n",
              "  时限 督办期 #order-limit 属 窗口责任\n    自 提级督办 起 3个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n"
              "  时限 全程期 #overall-limit 属 窗口责任\n");
}

RecordedEvent late(RecordedEvent e, std::string_view occurred) {
  e.occurred = at(occurred);
  return e;
}

Play replying() {  // due on Wednesday 11 March 2026
  static const auto rulebook = load(late_process());
  Play play(rulebook);
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

bool too_late(const Answer& answer) { return answer.refused == Refused::malformed && answer.detail == Malformed::late_entry; }

}  // namespace

TEST_CASE("4.6 What happened in time keeps the deadline, however late it is entered, and the breach is reversed", "[core]") {
  Play play = replying();
  play.advance("2026-03-12 09:00");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.level() == Level::town);
  REQUIRE(play.open_obligations("督办期") == 1);
  REQUIRE(play.submit(late(event("2026-03-13 10:00", "甲区", "答复"), "2026-03-11 16:00")).accepted());
  const auto changes = play.changes_of_last_entry();
  CHECK(has(changes, "reversed 答复期"));
  CHECK(has(changes, "fulfilled 答复期"));
  CHECK(has(changes, "effect compensated penalise 甲镇"));  // to whom the score went
  CHECK(has(changes, "waived 督办期"));                      // only this breach had opened it
  CHECK(play.level() == Level::town);                        // a level once reached stays
  CHECK(play.state().head().breaches == 0);                  // 曾逾期 counts what was not reversed
  CHECK(play.stage() == "待办结");
}

TEST_CASE("4.6 What happened too late is late, whenever it is entered", "[core]") {
  Play play = replying();
  REQUIRE(play.submit(late(event("2026-03-13 10:00", "甲区", "答复"), "2026-03-12 10:00")).accepted());
  CHECK_FALSE(has(play.changes_of_last_entry(), "reversed 答复期"));
  CHECK(play.state().head().breaches == 1);
}

TEST_CASE("4.6 The window is counted back from the instant's day in working days", "[core]") {
  CHECK(replying().submit(late(event("2026-03-13 10:00", "甲区", "答复"), "2026-03-10 00:00")).accepted());
  CHECK(too_late(replying().submit(late(event("2026-03-13 10:00", "甲区", "答复"), "2026-03-09 23:59"))));
  // From Monday the 9th: the 6th, the 5th, the 4th; a weekend costs nothing.
  CHECK(replying().submit(late(event("2026-03-09 10:00", "甲区", "答复"), "2026-03-04 11:00")).accepted());
}

TEST_CASE("4.6 Not after the instant, not by another, not before what it touches was opened, not where it is not declared", "[core]") {
  CHECK(too_late(replying().submit(late(event("2026-03-09 10:00", "甲区", "答复"), "2026-03-09 10:01"))));
  CHECK(too_late(replying().submit(late(event("2026-03-09 10:00", "甲镇", "答复"), "2026-03-06 10:00"))));
  CHECK(too_late(replying().submit(late(event("2026-03-05 10:00", "甲区", "答复"), "2026-03-04 09:59"))));
  CHECK(too_late(replying().submit(late(event("2026-03-05 10:00", "甲区", "办结"), "2026-03-05 09:00"))));
}

TEST_CASE("4.6 What happened is also the anchor of what runs from it", "[core]") {
  Play play(load(late_process()));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit(late(event("2026-03-05 09:00", "甲区", "登记", {{"所在网格", "甲格"}}), "2026-03-03 09:00")).accepted());
  CHECK(play.due("全程期") == "2026-04-02 24:00");  // 30 days from 3 March
  CHECK(play.due("交办期") == "2026-03-04 24:00");  // one working day: late at once
  CHECK(play.breached("交办期"));
}
