// Semantics 4.1 to 4.2b and 8.3b: what opens, for whom, from when, and what is not judged.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play registered(std::shared_ptr<const Rulebook> rulebook, Facts facts = {{"所在网格", "甲格"}, {"紧急", "否"}}) {
  Play play(std::move(rulebook));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", facts).accepted());
  return play;
}

// The thread: an order to supervise opens 督办期, 3 working days.
std::string with_orders() {
  return with(small_process(), "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n",
              "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n"
              "  当 甲区 下达督办 则 督办 甲镇\n"
              "  时限 督办期 #order-limit 属 窗口责任\n"
              "    自 下达督办 起 3个工作日内 应 督办反馈\n"
              "    逾期 则 催办 甲区\n");
}

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("4.2b In the thread nothing is owed until the anchor happens", "[core]") {
  Play play = registered(load(with_orders()));
  CHECK(play.due("督办期") == "none");
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "下达督办").accepted());
  CHECK(play.due("督办期") == "2026-03-06 24:00");
}

TEST_CASE("4.2b The anchor again neither moves an armed clock nor opens another beside it", "[core]") {
  Play play = registered(load(with_orders()));
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  CHECK(play.open_obligations("督办期") == 1);
  CHECK(play.due("督办期") == "2026-03-06 24:00");
}

TEST_CASE("4.2b Once the last is settled the anchor opens another", "[core]") {
  Play play = registered(load(with_orders()));
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "督办反馈").accepted());
  CHECK(play.due("督办期") == "none");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  CHECK(play.due("督办期") == "2026-03-10 24:00");
}

TEST_CASE("4.2b 自 E is the latest E of the case, 自 首次 E the first", "[core]") {
  const auto twice = [](const char* anchor) {
    auto text = with(small_process(), "      自 登记 起 1个工作日内 应 交办\n",
                     "      自 " + std::string(anchor) + " 起 1个工作日内 应 交办\n");
    text = with(text, "    当 甲区 交办 则 转 待答复\n",
                "    当 甲区 交办 则 转 待答复\n    当 甲区 登记 则 终止 交办期 转 待交办 至多 2次\n");
    Play play = registered(load(text));
    REQUIRE(play.submit("2026-03-04 09:00", "甲区", "登记").accepted());
    return play.due("交办期");
  };
  CHECK(twice("登记") == "2026-03-05 24:00");
  CHECK(twice("首次 登记") == "2026-03-04 24:00");
}

TEST_CASE("4.2b A holder who is nobody is replaced by the 兜底 unit; once known, the obligation goes to him", "[core]") {
  auto text = with(wide_process(), "若 紧急 则 记 承办单位 为 甲镇 转 待答复", "若 紧急 则 转 待答复");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    当 承办单位 答复 则 转 待办结\n    当 甲区 交办 则 通知 承办单位 “请答复”\n");
  Play play = registered(load(text), {{"所在网格", "甲格"}, {"紧急", "是"}});
  REQUIRE(play.stage() == "待答复");
  CHECK(play.holder("答复期") == "甲区");
  const std::string due = play.due("答复期");
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.holder("答复期") == "乙镇");
  CHECK(play.due("答复期") == due);
  CHECK(has(play.changes_of_last_entry(), "reassigned 答复期"));
}

TEST_CASE("3.6b A fact that changes from one unit to another moves no obligation", "[core]") {
  const auto text = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                         "    当 承办单位 答复 则 转 待办结\n    当 甲区 改派 则 通知 承办单位 “改派”\n");
  Play play = registered(load(text));
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.fact("承办单位") == "乙镇");
  CHECK(play.holder("答复期") == "甲镇");
}

TEST_CASE("4.1 仅当 is judged when the obligation would open", "[core]") {
  auto text = with(small_process(), "      依据 推定 “125”工作法之“5”\n", "      仅当 紧急\n");
  text = with(text, "来源（来源种类，可缺）、紧急（是非，可缺）", "来源（来源种类，可缺）、紧急（是非）默认 否");
  for (const bool urgent : {false, true}) {
    Play play = registered(load(text), {{"所在网格", "甲格"}, {"紧急", urgent ? "是" : "否"}});
    REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    CHECK(play.open_obligations("答复期") == (urgent ? 1 : 0));
  }
}

TEST_CASE("4.2 Breached is a mark, not an end: a late reply fulfils", "[core]") {
  Play play = registered(small_pack());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  play.advance("2026-03-13 10:00");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-16 10:00", "甲镇", "答复").accepted());
  CHECK(has(play.changes_of_last_entry(), "fulfilled 答复期"));
  CHECK(play.state().head().breaches != 0);
}

TEST_CASE("4.3 Fulfilling disarms the rest of the ladder", "[core]") {
  Play play = registered(small_pack());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "办结").accepted());
  const auto log = play.log();
  CHECK(std::none_of(log.begin(), log.end(), [](const std::string& l) { return l.find("timer") != l.npos; }));
}

TEST_CASE("4.1b What is owed by each is kept or broken by each alone", "[core]") {
  Play play = registered(wide_pack());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "乙局", "提交意见").accepted());
  play.advance("2026-03-09 10:00");
  const auto log = play.log();
  CHECK(std::count_if(log.begin(), log.end(),
                      [](const std::string& l) { return l.find("breached 会商期 丙局, effect urge 丙局") != l.npos; }) == 1);
  CHECK(std::none_of(log.begin(), log.end(), [](const std::string& l) { return l.find("breached 会商期 乙局") != l.npos; }));
}

TEST_CASE("8.3b What only assumed events could fulfil arms no rung and is neither kept nor breached", "[core]") {
  Play play(small_pack());
  const RulebookData& rules = play.rulebook().data();
  const model::Process& process = rules.processes[0];
  play.unjudged.by_deadline.resize(process.deadlines.size());
  for (std::size_t d = 0; d < process.deadlines.size(); ++d)
    play.unjudged.by_deadline[d] = rules.text(process.deadlines[d].name) == "答复期";
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  CHECK(has(play.changes_of_last_entry(), "unjudged 答复期"));
  CHECK(play.advance("2026-03-31 10:00") == 0);
  CHECK_FALSE(play.breached("答复期"));
  CHECK(play.state().head().breaches == 0);
  CHECK(play.level() == Level::village);
}
