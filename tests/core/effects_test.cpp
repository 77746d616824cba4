// Semantics 6.1, 6.4, 8.0b, 3.3.6: effects and whom they address, what waited while nobody asked, elements with dates.
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

Play replying(const std::string& text) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";

}  // namespace

TEST_CASE("6.1 An effect whose addressee is unknown is recorded, not sent, and harms nothing else", "[core]") {
  std::string text = with(small_process(), "说明（文本，可缺）", "说明（文本，可缺）、另一单位（单位，可缺）");
  Play play = replying(with(text, in_reply, in_reply + "    当 甲区 见面 则 通知 另一单位 “请知悉” 通知 承办单位 “请知悉”\n"));
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  const auto changes = play.changes_of_last_entry();
  CHECK(std::count(changes.begin(), changes.end(), "effect notify") == 1);  // to nobody
  CHECK(has(changes, "effect notify 甲镇"));
}

TEST_CASE("6.4 What waited while nobody asked comes out as if it had been asked all along", "[core]") {
  Play daily = replying(small_process());
  Play away = replying(small_process());
  for (int day = 5; day <= 31; ++day) daily.advance("2026-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + " 09:00");
  away.advance("2026-03-31 09:00");
  CHECK(away.log() == daily.log());  // each line begins with the instant that the entry stood at
  CHECK(away.level() == daily.level());
  // An event that waited, submitted in order before the clock is asked, is handled at its own instant.
  Play caught_up = replying(small_process());
  REQUIRE(caught_up.submit("2026-03-11 16:00", "甲镇", "答复").accepted());
  caught_up.advance("2026-03-31 09:00");
  CHECK(caught_up.stage() == "待办结");
  const auto log = caught_up.log();
  CHECK(std::none_of(log.begin(), log.end(), [](const std::string& l) { return l.find("breached 答复期") != l.npos; }));
}

TEST_CASE("3.3.6 What is owed is fulfilled first, then what waits for this event in the thread opens", "[core]") {
  const std::string text = with(small_process(), "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n",
                                "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n"
                                "  当 甲区 下达督办\n"
                                "  时限 回报期 #report-limit 属 窗口责任\n"
                                "    自 下达督办 起 3个工作日内 应 下达督办\n"
                                "    逾期 则 催办 甲区\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  CHECK(play.due("回报期") == "2026-03-10 24:00");
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "下达督办").accepted());
  CHECK(has(play.changes_of_last_entry(), "fulfilled 回报期"));
  CHECK(play.open_obligations("回报期") == 1);
  CHECK(play.due("回报期") == "2026-03-11 24:00");  // another, from now
}

TEST_CASE("8.0b An element with dates is judged by its anchor where it has a clock, both days included", "[core]") {
  const auto opens = [](const char* dates) {
    Play play = replying(with(small_process(), "      依据 推定 “125”工作法之“5”\n", "      施行 " + std::string(dates) + "\n"));
    return play.open_obligations("答复期") == 1;
  };
  // Entered, and so counted, from Wednesday 4 March 2026.
  CHECK(opens("2026-03-04 至 2026-03-31"));
  CHECK(opens("2026-01-01 至 2026-03-04"));
  CHECK(opens("2026-03-04"));
  CHECK_FALSE(opens("2026-03-05"));
  CHECK_FALSE(opens("2026-01-01 至 2026-03-03"));
}

TEST_CASE("8.0b A transition with dates is judged by the date of the step", "[core]") {
  const std::string text = with(small_process(), in_reply,
                                in_reply + "    当 甲区 见面 则 通知 甲区 “旧”\n      施行 2026-01-01 至 2026-03-05\n"
                                           "    当 甲区 见面 则 通知 甲镇 “新”\n      施行 2026-03-06\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 23:59", "甲区", "见面").accepted());
  CHECK(has(play.changes_of_last_entry(), "effect notify 甲区"));
  REQUIRE(play.submit("2026-03-06 00:00", "甲区", "见面").accepted());
  CHECK(has(play.changes_of_last_entry(), "effect notify 甲镇"));
}
