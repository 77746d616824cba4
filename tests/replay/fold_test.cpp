// One recorded case folded under one rulebook: what came out, and what was not taken.
#include <catch2/catch.hpp>

#include "sanhuan/dry_run.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// Opened with its registration on Tuesday 3 March 2026, assigned to 甲镇 on Wednesday at 10:00: a reply is due on the 11th.
RecordedCase petition() {
  RecordedCase file;
  file.id = "一号";
  RecordedEvent first = event("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"人数", "3"}});
  first.open = "petition";
  file.events = {first, event("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}})};
  for (std::uint32_t i = 0; i < file.events.size(); ++i) file.events[i].line = i + 1;
  return file;
}

CaseOutcome fold(const RecordedCase& file, std::string_view until) { return Folder(small_pack()).fold(file, at(until)); }

const ObligationOutcome& obligation(const CaseOutcome& outcome, std::string_view key) {
  for (const ObligationOutcome& o : outcome.obligations)
    if (o.key == key) return o;
  throw std::runtime_error("no obligation " + std::string(key));
}

}  // namespace

TEST_CASE("An outcome names where the case is, what is owed and what is known", "[replay]") {
  const CaseOutcome out = fold(petition(), "2026-03-05 09:00");
  CHECK(out.opened);
  CHECK(out.stage == "replying");
  CHECK(out.stage_name == "待答复");
  CHECK(out.level == Level::village);
  CHECK(show(out.opened_at) == "2026-03-03 09:00");
  CHECK(out.facts == Facts{{"所在网格", "甲格"}, {"人数", "3"}, {"承办单位", "甲镇"}});
  const ObligationOutcome& reply = obligation(out, "reply-limit");
  CHECK(reply.name == "答复期");
  CHECK(reply.responsibility == "lead");
  CHECK(reply.holder_name == "甲镇");
  CHECK(reply.state == ObligationOutcome::State::open);
  CHECK(show(reply.due) == "2026-03-11 24:00");
  CHECK(show(reply.anchor) == "2026-03-04 10:00");
  CHECK(obligation(out, "register-limit").state == ObligationOutcome::State::fulfilled);
}

TEST_CASE("Timers fire up to and including `until`, and what they do is in the outcome", "[replay]") {
  const CaseOutcome before = Folder(small_pack()).fold(petition(), at("2026-03-12 00:00"));
  CHECK_FALSE(obligation(before, "reply-limit").breached);
  const CaseOutcome after = fold(petition(), "2026-03-12 09:00");
  const ObligationOutcome& reply = obligation(after, "reply-limit");
  CHECK(reply.breached);
  CHECK(reply.warnings == 1);
  CHECK(reply.escalations == 1);
  REQUIRE(after.escalations.size() == 1);
  CHECK(after.escalations[0].kind == "escalate");
  CHECK(after.escalations[0].deadline == "reply-limit");
  CHECK(after.escalations[0].to == "甲镇");
  CHECK(after.escalations[0].from == Level::village);
  CHECK(after.escalations[0].level == Level::town);
  std::vector<std::string> kinds;
  for (const RungOutcome& effect : after.effects) kinds.push_back(effect.kind);
  CHECK(kinds == std::vector<std::string>{"yellow_card", "urge", "red_card", "escalate"});
}

TEST_CASE("Events after `until` have not happened yet", "[replay]") {
  RecordedCase file = petition();
  file.events.push_back(event("2026-03-06 09:00", "甲镇", "答复"));
  CHECK(fold(file, "2026-03-05 09:00").stage == "replying");
  CHECK(fold(file, "2026-03-06 09:00").stage == "closing");
}

TEST_CASE("A folder keeps nothing from one case to the next", "[replay]") {
  Folder folder(small_pack());
  const CaseOutcome first = folder.fold(petition(), at("2026-03-20 09:00"));
  RecordedCase other = petition();
  other.events.push_back(event("2026-03-05 09:00", "信访人", "撤回"));
  CHECK(folder.fold(other, at("2026-03-20 09:00")).closed);
  const CaseOutcome again = folder.fold(petition(), at("2026-03-20 09:00"));
  CHECK(again.stage == first.stage);
  CHECK(again.facts == first.facts);
  CHECK(again.timers == first.timers);
  CHECK(again.obligations.size() == first.obligations.size());
}

TEST_CASE("What the rules or the registers do not know is malformed, and the fold goes on without it", "[replay]") {
  struct Example { RecordedEvent event; Malformed what; const char* detail; };
  const std::vector<Example> examples{
      {event("2026-03-05 09:00", "甲镇", "飞行"), Malformed::unknown_event, "飞行"},
      {event("2026-03-05 09:00", "丁镇", "答复"), Malformed::unknown_unit, "丁镇"},
      {event("2026-03-05 09:00", "甲镇 的 村长", "答复"), Malformed::unknown_role, "村长"},
      {event("2026-03-05 09:00", "甲镇", "答复", {{"颜色", "红"}}), Malformed::unknown_field, "颜色"},
      {event("2026-03-05 09:00", "甲镇", "答复", {{"紧急", "也许"}}), Malformed::wrong_type, "紧急 = 也许"},
      {event("2026-03-05 09:00", "甲区", "交办"), Malformed::none, ""},
      {event("2026-03-01 09:00", "甲镇", "答复"), Malformed::time_backwards, ""},
  };
  for (const Example& example : examples) {
    INFO(example.event.event << " " << example.detail);
    RecordedCase file = petition();
    file.events.push_back(example.event);
    file.events.back().line = 3;
    file.events.push_back(event("2026-03-06 09:00", "甲镇", "答复"));
    const CaseOutcome out = fold(file, "2026-03-06 09:00");
    CHECK(out.stage == "closing");
    REQUIRE(out.rejected.size() == 1);
    CHECK(out.rejected[0].malformed == example.what);
    CHECK(out.rejected[0].detail == example.detail);
    CHECK(out.rejected[0].line == 3);
    if (example.what != Malformed::none) CHECK(out.rejected[0].reason == Refused::malformed);
  }
}

TEST_CASE("A case that nothing opened has every event rejected as not open", "[replay]") {
  RecordedCase file = petition();
  file.events[0].open.clear();
  const CaseOutcome out = fold(file, "2026-03-06 09:00");
  CHECK_FALSE(out.opened);
  REQUIRE(out.rejected.size() == 2);
  CHECK(out.rejected[1].malformed == Malformed::not_open);
}

TEST_CASE("3.0 open and event on one line happen together or not at all", "[replay]") {
  RecordedCase file = petition();
  file.events[0].facts.clear();  // 所在网格 is missing
  const CaseOutcome out = fold(file, "2026-03-06 09:00");
  CHECK_FALSE(out.opened);
  REQUIRE(out.rejected.size() == 2);
  CHECK(out.rejected[0].malformed == Malformed::missing_field);
  CHECK(out.rejected[0].detail == "所在网格");
}

TEST_CASE("3.0 On a line that opens, what the event does not declare is known at the opening", "[replay]") {
  RecordedCase file = petition();
  file.events[0].facts.emplace_back("说明", "来信");  // 登记 has no such field
  const CaseOutcome out = fold(file, "2026-03-03 09:00");
  CHECK(out.rejected.empty());
  CHECK(std::count(out.facts.begin(), out.facts.end(), std::pair<std::string, std::string>{"说明", "来信"}) == 1);
}

TEST_CASE("7.3 The same key again does nothing; with other content it is a conflict", "[replay][3.3.1]") {
  RecordedCase file = petition();
  file.events[1].key = "k1";
  RecordedEvent again = file.events[1];
  again.at = at("2026-03-04 10:05");
  file.events.push_back(again);
  CaseOutcome out = fold(file, "2026-03-05 09:00");
  CHECK(out.rejected.empty());
  CHECK(out.events == 2);
  file.events.back().facts[0].second = "乙镇";
  out = fold(file, "2026-03-05 09:00");
  REQUIRE(out.rejected.size() == 1);
  CHECK(out.rejected[0].reason == Refused::key_conflict);
}

TEST_CASE("7.3 What was malformed is forgotten, and so is its key", "[replay]") {
  RecordedCase file = petition();
  RecordedEvent bad = event("2026-03-05 09:00", "丁镇", "答复");
  bad.key = "k2";
  file.events.push_back(bad);
  file.events.push_back(event("2026-03-05 10:00", "甲镇", "答复"));
  file.events.back().key = "k2";
  const CaseOutcome out = fold(file, "2026-03-06 09:00");
  CHECK(out.stage == "closing");
  CHECK(out.rejected.size() == 1);
}

TEST_CASE("4.1b Obligations of several units are told apart by their holders", "[replay]") {
  RecordedCase file = petition();
  file.events[0].facts.emplace_back("紧急", "否");
  file.events[1].facts.emplace_back("协办单位", std::string("乙局\x1f丙局"));
  file.events.push_back(event("2026-03-06 09:00", "丙局", "提交意见"));
  const CaseOutcome out = Folder(wide_pack()).fold(file, at("2026-03-09 09:00"));
  std::vector<std::string> shown;
  for (const ObligationOutcome& o : out.obligations)
    if (o.key == "support-limit")
      shown.push_back(o.holder_name + (o.state == ObligationOutcome::State::fulfilled ? " fulfilled" : " open") +
                      (o.breached ? " breached" : ""));
  CHECK(shown == std::vector<std::string>{"乙局 open breached", "丙局 fulfilled"});
}

TEST_CASE("8.3b Only what assumed events alone could fulfil is unjudged, in this case's file", "[replay]") {
  RecordedCase file = petition();
  file.events[1].assumed = true;  // nobody recorded the assignment
  file.events.push_back(event("2026-03-20 09:00", "甲镇", "答复"));
  const CaseOutcome out = fold(file, "2026-03-20 09:00");
  CHECK(obligation(out, "assign-limit").unjudged);
  CHECK_FALSE(obligation(out, "assign-limit").breached);
  CHECK_FALSE(obligation(out, "reply-limit").unjudged);
  CHECK(obligation(out, "reply-limit").breached);
  CHECK(out.assumed == 1);
}

TEST_CASE("8.3b One recorded event that could fulfil it is enough to judge", "[replay]") {
  RecordedCase file = petition();
  file.events.push_back(assumed(event("2026-03-20 09:00", "甲镇", "答复")));
  file.events.push_back(event("2026-03-21 09:00", "甲镇", "答复"));  // refused, but somebody recorded a reply
  const CaseOutcome out = fold(file, "2026-03-21 09:00");
  CHECK_FALSE(obligation(out, "reply-limit").unjudged);
  CHECK(obligation(out, "reply-limit").breached);
}

TEST_CASE("8.3b What nobody did, recorded or assumed, is judged", "[replay]") {
  RecordedCase file = petition();
  file.events[1].assumed = true;
  const CaseOutcome out = fold(file, "2026-03-20 09:00");
  CHECK_FALSE(obligation(out, "reply-limit").unjudged);
  CHECK(obligation(out, "reply-limit").breached);
}

namespace {

// A petition that opens another, and may go on once what it opened has come to its end.
std::string with_children(const std::string& guard) {
  return with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
              "    当 承办单位 提交意见 则 录入 诉求 填 所在网格 为 所在网格\n"
              "    当 承办单位 答复 则\n      若 " + guard + " 则 转 待办结\n");
}

RecordedCase family(const std::vector<RecordedEvent>& more) {
  RecordedCase file = petition();
  for (const RecordedEvent& e : more) file.events.push_back(e);
  for (std::uint32_t i = 0; i < file.events.size(); ++i) file.events[i].line = i + 1;
  return file;
}

RecordedEvent of_child(RecordedEvent e, std::string child) {
  e.child = std::move(child);
  return e;
}

}  // namespace

TEST_CASE("3.6 A case that is opened by another is named by its parent's entry, and knows what it was given", "[replay]") {
  const auto rulebook = load(with_children("子件 全部 结案"));
  const CaseOutcome out = Folder(rulebook).fold(
      family({event("2026-03-05 09:00", "甲镇", "提交意见"), event("2026-03-05 10:00", "甲镇", "提交意见")}), at("2026-03-05 11:00"));
  REQUIRE(out.children.size() == 2);
  // The parent's entries so far: the opening, its registration, the assignment; then those that opened the children.
  CHECK(out.children[0].path == "4.0");
  CHECK(out.children[1].path == "5.0");
  CHECK(out.children[0].outcome.stage_name == "待登记");
  CHECK(out.children[0].outcome.facts == Facts{{"所在网格", "甲格"}});
  CHECK(show(out.children[0].outcome.opened_at) == "2026-03-05 09:00");
}

TEST_CASE("3.6 Guards read how many children are closed; over no child 全部 is not true", "[replay]") {
  const auto stage = [](const std::string& guard, std::size_t opened, std::size_t closed) {
    std::vector<RecordedEvent> events;
    for (std::size_t i = 0; i < opened; ++i) events.push_back(event("2026-03-05 09:00", "甲镇", "提交意见"));
    for (std::size_t i = 0; i < closed; ++i)
      events.push_back(of_child(event("2026-03-05 10:00", "信访人", "撤回"), std::to_string(4 + i) + ".0"));
    events.push_back(event("2026-03-05 11:00", "甲镇", "答复"));
    return Folder(load(with_children(guard))).fold(family(events), at("2026-03-05 12:00")).stage_name;
  };
  CHECK(stage("子件 全部 结案", 0, 0) == "待答复");
  CHECK(stage("子件 全部 结案", 2, 1) == "待答复");
  CHECK(stage("子件 全部 结案", 2, 2) == "待办结");
  CHECK(stage("子件 任一 结案", 2, 0) == "待答复");
  CHECK(stage("子件 任一 结案", 2, 1) == "待办结");
  CHECK(stage("子件 过半 结案", 2, 1) == "待答复");  // half is not more than half
  CHECK(stage("子件 过半 结案", 3, 2) == "待办结");
  CHECK(stage("子件 至少 2 结案", 3, 1) == "待答复");
  CHECK(stage("子件 至少 2 结案", 3, 2) == "待办结");
  CHECK(stage("有 子件", 0, 0) == "待答复");
  CHECK(stage("有 子件", 1, 0) == "待办结");
}

TEST_CASE("3.6 A closing is told to the parent, where what waits for nothing else moves on", "[replay]") {
  const std::string text = with(with_children("有 子件"), "    当 承办单位 提交意见 则", "    一旦 子件 全部 结案 则 终止 答复期 转 待办结\n    当 承办单位 提交意见 则");
  const auto until = [&](const char* instant) {
    return Folder(load(text)).fold(family({event("2026-03-05 09:00", "甲镇", "提交意见"),
                                           of_child(event("2026-03-06 10:00", "信访人", "撤回"), "4.0")}), at(instant)).stage_name;
  };
  CHECK(until("2026-03-06 09:59") == "待答复");
  CHECK(until("2026-03-06 10:00") == "待办结");
}

TEST_CASE("3.6 What a timer opens lives from the timer on: before the next event of the case it may have closed", "[replay]") {
  // Registered and not assigned by the 4th: a case is opened, which its petitioner does not follow and which ends by itself.
  std::string text = with(with_children("子件 全部 结案"), "应 交办\n      逾期 则 提级督办 甲区\n", "应 交办\n      逾期 则 录入 诉求 填 所在网格 为 所在网格\n");
  text = with(text, "自 进入本环节 起 2个工作日内 应 登记\n      逾期 则 催办 甲区\n", "自 进入本环节 起 2个工作日内 应 登记\n      逾期 则 终止 全部时限 转 已撤回\n");
  RecordedCase file = petition();
  file.events[1].at = at("2026-03-11 10:00");
  file.events.push_back(event("2026-03-11 11:00", "甲镇", "答复"));
  const CaseOutcome out = Folder(load(text)).fold(file, at("2026-03-11 12:00"));
  REQUIRE(out.children.size() == 1);
  CHECK(out.children[0].outcome.opened_at == at("2026-03-05 00:00") + 1);
  CHECK(out.children[0].outcome.stage_name == "已撤回");
  CHECK(out.stage_name == "待办结");
}

TEST_CASE("3.6 A parent that is closed takes the closing of a child and does nothing", "[replay]") {
  const CaseOutcome out = Folder(load(with_children("有 子件")))
                              .fold(family({event("2026-03-05 09:00", "甲镇", "提交意见"), event("2026-03-05 10:00", "信访人", "撤回"),
                                            of_child(event("2026-03-06 10:00", "信访人", "撤回"), "4.0")}), at("2026-03-09 10:00"));
  CHECK(out.stage_name == "已撤回");
  CHECK(out.rejected.empty());
  CHECK(out.children[0].outcome.closed);
}

TEST_CASE("4.10 When the whole case is late is what the process says: any obligation, all, or those of one responsibility", "[replay]") {
  // Registered in time, assigned in time, answered late, finished in time.
  const auto late = [](const char* rule) {
    const auto rulebook = load(with(small_process(), "  兜底 甲区\n", "  兜底 甲区\n" + std::string(rule)));
    return Folder(rulebook).fold(family({event("2026-03-13 10:00", "甲镇", "答复"), event("2026-03-16 10:00", "甲区", "办结")}),
                                 at("2026-03-17 10:00")).late;
  };
  CHECK(late(""));  // any, by default
  CHECK(late("  整件逾期 按 任一\n"));
  CHECK_FALSE(late("  整件逾期 按 全部\n"));
  CHECK(late("  整件逾期 按 主办责任\n"));
  CHECK_FALSE(late("  整件逾期 按 窗口责任\n"));
}

TEST_CASE("4.10 Cases and the persons they speak for are counted apart", "[replay]") {
  const auto rulebook = load(with(small_process(), "  兜底 甲区\n", "  兜底 甲区\n  计人次 人数\n"));
  const CaseOutcome out = Folder(rulebook).fold(petition(), at("2026-03-05 10:00"));
  CHECK(out.persons == 3);
}

TEST_CASE("1.1 Without a ledger a revision is taken up on the day from which it was known", "[replay][2.3b]") {
  RecordedCase file;
  file.id = "二〇二〇";
  RecordedEvent first = event("2020-01-21 09:00", "甲区", "登记", {{"所在网格", "甲格"}});
  first.open = "petition";
  file.events = {first, event("2020-01-22 10:00", "甲区", "交办", {{"承办单位", "甲镇"}})};
  CHECK(show(obligation(fold(file, "2020-01-26 23:59"), "reply-limit").due) == "2020-02-04 24:00");
  CHECK(show(obligation(fold(file, "2020-01-27 00:00"), "reply-limit").due) == "2020-02-06 24:00");
}
