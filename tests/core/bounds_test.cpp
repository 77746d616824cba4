// Semantics 1.2: every quantity of a case has a bound, and reaching one is an answer.
#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play replying(const std::string& text) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";

std::string members(std::uint32_t n) {
  std::string text;
  for (std::uint32_t i = 0; i < n; ++i) text += (i == 0 ? "" : "、") + std::string("乙局");
  return text;
}

}  // namespace

TEST_CASE("1.2 A list holds so many members, and one more is malformed", "[core]") {
  Play play(wide_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  const std::string before = play.bytes();
  const Answer answer =
      play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", members(list_members_max + 1)}});
  CHECK(answer.refused == Refused::malformed);
  CHECK(play.bytes() == before);
  CHECK(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", members(list_members_max)}}).accepted());
}

TEST_CASE("1.2 So much may befall the open clocks of a case; then the event is refused as `bound` and changes nothing", "[core]") {
  Play play = replying(with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                            "      自 进入本环节 起 5个工作日内 应 答复\n      不计入 见面 至 补正\n"));
  std::uint32_t events = 0;
  Answer answer;
  for (;; ++events) {
    answer = play.submit("2026-03-05 10:00", "甲镇", events % 2 == 0 ? "见面" : "补正");
    if (answer.rejected() || events > 2 * clock_events_max) break;
  }
  CHECK(answer.refused == Refused::bound);
  CHECK(events == clock_events_max);
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  CHECK(play.submit("2026-03-05 11:00", "甲镇", "答复").accepted());  // and the case goes on
}

TEST_CASE("1.2 As many owe at once as a case may have open, and each is counted", "[core]") {
  // 300 fictitious units, more than a byte counts.
  std::string units, names;
  for (int i = 0; i < 300; ++i) {
    const std::string name = "虚构" + std::to_string(i) + "所";
    units += "  - {name: " + name + ", key: f" + std::to_string(i) + ", level: 区, parent: 甲区, kind: department}\n";
    names += (i == 0 ? "" : "、") + name;
  }
  Play play(load(wide_process(), {.more_organisation = units}));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", names}}).accepted());
  CHECK(play.open_obligations("会商期") == 300);
  for (int i = 0; i < 300; ++i) {
    REQUIRE(play.stage() == "会商中");
    REQUIRE(play.submit("2026-03-04 11:00", "虚构" + std::to_string(i) + "所", "提交意见").accepted());
  }
  CHECK(play.stage() == "待答复");
}

TEST_CASE("1.2 A case opens so many children; then the event is refused as `bound`", "[core]") {
  Play play = replying(with(small_process(), in_reply, in_reply + "    当 承办单位 提交意见 则 录入 诉求\n"));
  for (std::uint32_t i = 0; i < children_max; ++i) REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "提交意见").accepted());
  CHECK(play.submit("2026-03-05 10:00", "甲镇", "提交意见").refused == Refused::bound);
  CHECK(play.submit("2026-03-05 11:00", "甲镇", "答复").accepted());
}

TEST_CASE("1.2 A stage is entered so often; then the event is refused as `bound`", "[core]") {
  // The loop is bounded by how often 待办结 is entered; 待答复 was entered once before.
  const std::string text = with(with(small_process(), in_reply, "    当 承办单位 答复 则 转 待办结 至多 250次\n"),
                                "    当 甲区 办结 则 转 已办结\n",
                                "    当 甲区 办结 则 转 已办结\n    当 甲区 改派 则 终止 办结期 转 待答复\n");
  Play play = replying(text);
  std::uint32_t entered = 1;
  Answer answer;
  for (; entered < 2 * entries_of_scope_max; ++entered) {
    REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
    answer = play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "甲镇"}});
    if (answer.rejected()) break;
  }
  CHECK(answer.refused == Refused::bound);
  CHECK(entered == entries_of_scope_max);
  CHECK(play.open_obligations("办结期") == 1);  // as it was
}

TEST_CASE("1.2 A drain fires as many timers as it is allowed, and goes on where it stopped", "[core]") {
  Play play = replying(small_process());
  std::uint32_t fired = 0;
  Entries entries;
  while (play.stepper().advance(play.state(), at("2026-06-01 09:00"), entries, nullptr, 1) == 1) ++fired;
  Play whole = replying(small_process());
  CHECK(whole.advance("2026-06-01 09:00") == fired);
  CHECK(whole.bytes() == play.bytes());
  CHECK(fired > 5);
}
