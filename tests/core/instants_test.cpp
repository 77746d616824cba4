// Semantics 2.4 and 2.6 as `step` keeps them: the last instant, and from when what comes out of hours counts.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play assigned(std::shared_ptr<const Rulebook> rulebook, std::string_view when, Facts facts = {{"所在网格", "甲格"}}) {
  Play play(std::move(rulebook));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", facts).accepted());
  REQUIRE(play.submit(when, "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

std::shared_ptr<const Rulebook> office_pack() {
  static const auto rulebook = load(small_process(), {.office_days = true});
  return rulebook;
}

}  // namespace

TEST_CASE("2.4 The due instant itself keeps a deadline, the next millisecond breaks it", "[core]") {
  const Instant due = at("2026-03-12 00:00");  // 24:00 of the 11th
  for (const bool late : {false, true}) {
    Play play = assigned(small_pack(), "2026-03-04 10:00");
    RecordedEvent reply = event("2026-03-11 09:00", "甲镇", "答复");
    reply.at = due + (late ? 1 : 0);
    REQUIRE(play.submit(reply).accepted());
    CHECK((play.state().head().breaches != 0) == late);
  }
}

TEST_CASE("2.4 advance at the due does not breach, advance past it does", "[core]") {
  Play play = assigned(small_pack(), "2026-03-04 10:00");
  play.advance(at("2026-03-12 00:00"));
  CHECK_FALSE(play.breached("答复期"));
  play.advance(at("2026-03-12 00:00") + 1);
  CHECK(play.breached("答复期"));
}

TEST_CASE("2.4 Where days end at closing, one minute later is late", "[core]") {
  for (const char* when : {"2026-03-11 17:30", "2026-03-11 17:31"}) {
    Play play = assigned(office_pack(), "2026-03-04 10:00");
    REQUIRE(play.submit(when, "甲镇", "答复").accepted());
    CHECK((play.state().head().breaches != 0) == (std::string_view(when) == "2026-03-11 17:31"));
  }
}

TEST_CASE("2.6 What comes after hours is an anchor of the next opening", "[core]") {
  Play play = assigned(office_pack(), "2026-03-06 19:20");  // a Friday
  CHECK(play.due("答复期") == "2026-03-16 17:30");          // from Monday the 9th
  CHECK(show(play.state().head().last) == "2026-03-06 19:20");     // the entry keeps its true instant
}

TEST_CASE("2.6 A channel that is staffed day and night counts as it comes", "[core]") {
  Play play = assigned(office_pack(), "2026-03-06 19:20", {{"所在网格", "甲格"}, {"来源", "热线"}});
  CHECK(play.due("答复期") == "2026-03-13 17:30");
}

TEST_CASE("2.6 A clock marked 实到 counts from the true instant", "[core]") {
  const auto text = with(small_process(), "答复期 #reply-limit 属 主办责任", "答复期 #reply-limit 属 主办责任 实到");
  Play play = assigned(load(text, {.office_days = true}), "2026-03-06 19:20");
  CHECK(play.due("答复期") == "2026-03-13 17:30");
}

TEST_CASE("2.6 The deemed instant never keeps a deadline: after closing is late", "[core]") {
  Play play = assigned(office_pack(), "2026-03-06 19:20");
  REQUIRE(play.submit("2026-03-16 17:31", "甲镇", "答复").accepted());
  CHECK(play.state().head().breaches != 0);
}

TEST_CASE("2.4c An effect of a timer knows when it stood, however late the drain is", "[core]") {
  Play play = assigned(small_pack(), "2026-03-04 10:00");
  REQUIRE(play.submit("2026-03-20 10:00", "甲镇", "答复").accepted());
  bool seen = false;
  for (const Entry& entry : play.entries().entries) {
    if (entry.kind != EntryKind::timer) continue;
    for (std::uint32_t i = 0; i < entry.change_count; ++i) {
      const Change& c = play.entries().changes[entry.first_change + i];
      if (c.kind == ChangeKind::breached) CHECK(show(entry.stood_at) == "2026-03-12 00:00 +1 ms");
      seen = seen || c.kind == ChangeKind::breached;
    }
  }
  CHECK(seen);
}
