// Semantics 1.1, 2.3b, 3.6b: a step sees the registers it is given, and what a revision moves.

#include <catch2/catch.hpp>

#include "lib/rulebook/registers.hpp"
#include "tests/support/abolished.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Registers as_known(const Play& play, std::string_view day) {
  const auto calendar = play.rulebook().calendar_register();
  return {Calendar::make(calendar->data(), calendar->policy(), *parse_day(day)), play.rulebook().organisation_register()};
}

std::string counted_again(const std::string& policy) {
  return with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n", "      自 进入本环节 起 5个工作日内 应 答复\n" + policy);
}

// 待答复 since Wednesday 24 April 2019. By the notice of 2018 five working days end on 2 May; that of 22 March 2019 made
// 2 and 3 May holidays and 28 April a working Sunday, and they end on 30 April. Here it comes to be known late.
Play before_may(const std::string& text) {
  Play play(load(text));
  play.stepper().set_registers(as_known(play, "2019-03-21"));
  REQUIRE(play.open("2019-04-22 09:00").accepted());
  REQUIRE(play.submit("2019-04-23 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2019-04-24 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.due("答复期") == "2019-05-02 24:00");
  return play;
}

bool take_up(Play& play, std::string_view known, std::string_view local, Entries& entries) {
  play.stepper().set_registers(as_known(play, known));
  return play.stepper().recount(play.state(), at(local), entries);
}

}  // namespace

TEST_CASE("1.1 A step sees the registers that it is given: the same event has another due before the notice and after", "[core]") {
  const auto due = [](std::string_view known) {
    Play play(small_pack());
    play.stepper().set_registers(as_known(play, known));
    REQUIRE(play.open("2020-01-20 09:00").accepted());
    REQUIRE(play.submit("2020-01-21 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
    REQUIRE(play.submit("2020-01-22 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    return play.due("答复期");
  };
  CHECK(due("2020-01-26") == "2020-02-04 24:00");
  CHECK(due("2020-01-27") == "2020-02-06 24:00");
}

TEST_CASE("2.3b A revision counts the dues of open clocks again, in one entry", "[core]") {
  Play play(small_pack());
  play.stepper().set_registers(as_known(play, "2020-01-26"));
  REQUIRE(play.open("2020-01-20 09:00").accepted());
  REQUIRE(play.submit("2020-01-21 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2020-01-22 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.due("答复期") == "2020-02-04 24:00");
  Entries entries;
  REQUIRE(take_up(play, "2020-01-27", "2020-01-27 09:00", entries));
  CHECK(play.due("答复期") == "2020-02-06 24:00");
  REQUIRE(entries.entries.size() == 1);
  CHECK(entries.entries[0].kind == EntryKind::recomputed);
  CHECK_FALSE(take_up(play, "2020-01-27", "2020-01-28 09:00", entries));  // nothing moved: no entry
  CHECK(entries.entries.size() == 1);
}

TEST_CASE("2.3b 重算 moves a due earlier, 只延不提 and 不变 keep it", "[core]") {
  const auto due = [](const std::string& policy) {
    Play play = before_may(counted_again(policy));
    Entries entries;
    take_up(play, "2019-03-22", "2019-04-25 09:00", entries);
    return play.due("答复期");
  };
  CHECK(due("") == "2019-04-30 24:00");
  CHECK(due("      日历变更 重算\n") == "2019-04-30 24:00");
  CHECK(due("      日历变更 只延不提\n") == "2019-05-02 24:00");
  CHECK(due("      日历变更 不变\n") == "2019-05-02 24:00");
}

TEST_CASE("2.3b What 只延不提 kept is the floor of the clock from then on", "[core]") {
  Play play = before_may(counted_again("      日历变更 只延不提\n      不计入 要求补正 至 补正\n"));
  Entries entries;
  take_up(play, "2019-03-22", "2019-04-25 09:00", entries);
  REQUIRE(play.due("答复期") == "2019-05-02 24:00");
  REQUIRE(play.submit("2019-04-25 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2019-04-25 11:00", "甲镇", "补正").accepted());  // the same day: nothing changes
  CHECK(play.due("答复期") == "2019-05-02 24:00");
}

TEST_CASE("2.3b A due that moved before the present is breached from the revision, not before it", "[core]") {
  Play play = before_may(small_process());
  Entries entries;
  REQUIRE(take_up(play, "2019-03-22", "2019-05-01 10:00", entries));
  CHECK(play.due("答复期") == "2019-04-30 24:00");
  CHECK(play.breached("答复期"));
  for (const Entry& entry : entries.entries) CHECK(entry.at >= at("2019-05-01 10:00"));
}

TEST_CASE("2.3b The petitioner's own time is never made shorter unless the rule says so", "[core]") {
  const std::string text = with(wide_process(), "      自 要求补正 起 10个自然日内 信访人 可 补正\n", "      自 要求补正 起 5个工作日内 信访人 可 补正\n");
  Play play(load(text));
  play.stepper().set_registers(as_known(play, "2019-03-21"));
  REQUIRE(play.open("2019-04-22 09:00").accepted());
  REQUIRE(play.submit("2019-04-23 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}}).accepted());
  REQUIRE(play.submit("2019-04-24 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.due("补正期") == "2019-05-02 24:00");
  Entries entries;
  take_up(play, "2019-03-22", "2019-04-25 09:00", entries);
  CHECK(play.due("补正期") == "2019-05-02 24:00");
}

TEST_CASE("3.6b A unit that is abolished hands what it owes to its successor", "[core]") {
  Play play(small_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  play.stepper().set_registers({play.rulebook().calendar_register(), abolished(play.rulebook().organisation(), "乙镇", "甲镇")});
  Entries entries;
  REQUIRE(play.stepper().recount(play.state(), at("2026-03-05 09:00"), entries));
  CHECK(play.holder("答复期") == "甲镇");
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  CHECK(play.submit("2026-03-05 10:00", "乙镇", "答复").rejected());
  CHECK(play.submit("2026-03-05 11:00", "甲镇", "答复").accepted());
}
