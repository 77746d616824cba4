// Semantics 4.3 and 4.4: where the rungs of a ladder stand, and what moving up does.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play assigned(std::shared_ptr<const Rulebook> rulebook) {  // on Wednesday 4 March 2026, 10:00
  Play play(std::move(rulebook));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

std::vector<std::string> timers(const Play& play) {
  std::vector<std::string> lines;
  for (const std::string& line : play.log())
    if (line.find(" timer ") != line.npos) lines.push_back(line);
  return lines;
}

std::size_t count(const std::vector<std::string>& lines, std::string_view what) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(what) != line.npos; }));
}

}  // namespace

TEST_CASE("4.3 Each rung stands at its place: the day before, the breach, the first day after, and on", "[core]") {
  Play play = assigned(load(small_process(), {.office_days = true}));
  REQUIRE(play.due("答复期") == "2026-03-11 17:30");
  play.advance("2026-03-31 17:30");
  CHECK(timers(play) ==
        std::vector<std::string>{
            "2026-03-10 08:30 timer 答复期: rung 答复期, effect yellow_card 甲镇",
            "2026-03-11 17:30 +1 ms timer 答复期: rung 答复期, breached 答复期, effect urge 甲镇",
            "2026-03-12 08:30 timer 答复期: rung 答复期, effect red_card 甲镇, level town, escalated town 甲镇, "
            "effect escalate 甲镇",
            "2026-03-13 17:30 timer 答复期: rung 答复期, effect urge 甲镇",
            "2026-03-16 17:30 timer 答复期: rung 答复期, effect urge 甲镇"});
}

TEST_CASE("4.3 逾期 第1个工作日 never stands before the breach, though the day opens the instant it ends", "[core]") {
  // Without office hours the first day after the due opens at 24:00 of the due's day, which still keeps it (2.4).
  Play play = assigned(small_pack());
  play.advance("2026-03-12 00:00");
  CHECK(count(timers(play), "red_card") == 0);
  play.advance("2026-03-12 09:00");
  const auto lines = timers(play);
  REQUIRE(count(lines, "breached") == 1);
  REQUIRE(count(lines, "red_card") == 1);
  CHECK(lines[1].find("breached") != std::string::npos);
  CHECK(lines[2].find("red_card") != std::string::npos);
}

TEST_CASE("4.3 A warning whose place lies before its clock was armed fires on arming", "[core]") {
  const auto text = with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                         "      自 进入本环节 起 1个工作日内 应 答复\n");
  Play play = assigned(load(text));
  CHECK(play.due("答复期") == "2026-03-05 24:00");
  REQUIRE(timers(play).size() == 1);
  CHECK(timers(play)[0].find("effect yellow_card 甲镇") != std::string::npos);
  CHECK(show(play.entries().entries.back().at) == "2026-03-04 10:00");
}

TEST_CASE("4.3 逾期 满 N个工作日 stands at the end of that day, 逾期 满 N小时 that long after the due", "[core]") {
  auto text = with(small_process(), "      逾期 第1个工作日 则 红牌 承办单位 提级督办 承办单位\n      此后每 1个工作日 至多 2次 则 催办 承办单位\n",
                   "      逾期 满 2小时 则 红牌 承办单位\n      逾期 满 2个工作日 则 扣分 承办单位 1分\n");
  Play play = assigned(load(text));
  play.advance("2026-03-31 17:30");
  const auto lines = timers(play);
  REQUIRE(lines.size() == 4);
  CHECK(lines[2] == "2026-03-12 02:00 timer 答复期: rung 答复期, effect red_card 甲镇");
  CHECK(lines[3] == "2026-03-13 24:00 timer 答复期: rung 答复期, effect penalise 甲镇");
}

TEST_CASE("2.4b Timers of several clocks fire earliest first", "[core]") {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  play.advance("2026-04-10 09:00");  // 交办期 on 4 March, 全程期 on 2 April
  CHECK(timers(play).size() == 2);
  CHECK(timers(play)[0].find("2026-03-05 00:00 +1 ms timer 交办期") == 0);
  CHECK(timers(play)[1].find("2026-04-03 00:00 +1 ms timer 全程期") == 0);
}

TEST_CASE("4.4 提级督办 puts the work under the next level up; who must do it does not change", "[core]") {
  Play play = assigned(small_pack());
  REQUIRE(play.level() == Level::village);
  play.advance("2026-03-12 09:00");
  CHECK(play.level() == Level::town);
  CHECK(play.holder("答复期") == "甲镇");
}

TEST_CASE("4.4 由 Y names who supervises, and the level becomes Y's where that is higher", "[core]") {
  const auto text = with(small_process(), "红牌 承办单位 提级督办 承办单位", "红牌 承办单位 提级督办 承办单位 由 甲区");
  Play play = assigned(load(text));
  play.advance("2026-03-12 09:00");
  CHECK(play.level() == Level::district);
  CHECK(count(timers(play), "escalated district 甲区") == 1);
}

TEST_CASE("4.4 At the top, without 由, what stands under 顶级 is done and the level stays", "[core]") {
  const auto text = with(small_process(), "记 层级 为 村", "记 层级 为 区");
  Play play = assigned(load(text));
  play.advance("2026-03-12 09:00");
  CHECK(play.level() == Level::district);
  CHECK(count(timers(play), "effect notify 甲区") == 1);
  CHECK(count(timers(play), "escalated district") == 1);  // it still counts as having happened
}

TEST_CASE("4.4 Two obligations that escalate at one instant move the level once", "[core]") {
  auto text = with(small_process(), "      逾期 则 催办 承办单位\n      逾期 第1个工作日 则 红牌 承办单位 提级督办 承办单位\n",
                   "      逾期 则 提级督办 承办单位\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    时限 见面期 #meet-limit 属 主办责任\n"
              "      自 进入本环节 起 5个工作日内 应 见面\n"
              "      逾期 则 提级督办 承办单位\n"
              "    当 承办单位 答复 则 转 待办结\n");
  SECTION("from the village") {
    Play play = assigned(load(text));
    play.advance("2026-03-12 09:00");
    CHECK(count(timers(play), "escalated town") == 2);
    CHECK(play.level() == Level::town);
  }
  SECTION("to the top, which is not yet being at the top") {
    Play play = assigned(load(with(text, "记 层级 为 村", "记 层级 为 镇")));
    play.advance("2026-03-12 09:00");
    CHECK(play.level() == Level::district);
    CHECK(count(timers(play), "effect notify 甲区") == 0);
  }
}

TEST_CASE("4.4 提级督办 is an event for the deadlines of the thread that run from it", "[core]") {
  const auto text = with(small_process(), "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n",
                         "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n"
                         "  时限 督办期 #order-limit 属 窗口责任\n"
                         "    自 提级督办 起 3个工作日内 应 督办反馈\n"
                         "    逾期 则 催办 甲区\n");
  Play play = assigned(load(text));
  play.advance("2026-03-11 09:00");
  CHECK(play.due("督办期") == "none");
  play.advance("2026-03-12 09:00");  // the red card's day
  CHECK(play.due("督办期") == "2026-03-17 24:00");
}
