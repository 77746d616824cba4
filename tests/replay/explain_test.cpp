// Why a case is where it is.
#include <algorithm>

#include <catch2/catch.hpp>

#include "sanhuan/explain.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

RecordedCase petition() {
  RecordedCase file;
  file.id = "一号";
  RecordedEvent first = event("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}});
  first.open = "petition";
  file.events = {first, event("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}})};
  for (std::uint32_t i = 0; i < file.events.size(); ++i) file.events[i].line = i + 1;
  return file;
}

const ExplainedObligation& obligation(const Explanation& e, std::string_view key) {
  for (const ExplainedObligation& o : e.obligations)
    if (o.outcome.key == key) return o;
  throw std::runtime_error("no obligation " + std::string(key));
}

const ExplainedChange* change(const Moment& moment, ChangeKind kind) {
  const auto found = std::find_if(moment.changes.begin(), moment.changes.end(),
                                  [&](const ExplainedChange& c) { return c.kind == kind; });
  return found == moment.changes.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("The timeline has every entry, in order, with who and from which line", "[explain]") {
  const Explanation e = explain(small_pack(), petition(), at("2026-03-12 09:00"));
  CHECK(e.opened);
  CHECK(e.case_type == "诉求");
  CHECK(e.ring == "办理环");
  CHECK(e.outcome.stage_name == "待答复");
  std::vector<MomentKind> kinds;
  for (const Moment& m : e.timeline) kinds.push_back(m.kind);
  CHECK(kinds == std::vector<MomentKind>{MomentKind::opened, MomentKind::event, MomentKind::event, MomentKind::timer,
                                         MomentKind::timer, MomentKind::timer});
  CHECK(e.timeline[1].event == "登记");
  CHECK(e.timeline[1].event_key == "register");
  CHECK(e.timeline[1].unit == "甲区");
  CHECK(e.timeline[1].line == 1);
  CHECK(e.timeline[2].line == 2);
  CHECK(e.timeline[2].facts == Facts{{"承办单位", "甲镇"}});
  CHECK(e.timeline[2].rule.place.find("small/process.huan:") != std::string::npos);
}

TEST_CASE("A timer says which rung of which ladder it was", "[explain]") {
  const Explanation e = explain(small_pack(), petition(), at("2026-03-12 09:00"));
  const Moment& warning = e.timeline[3];
  CHECK(warning.deadline == "答复期");
  REQUIRE(warning.rung);
  CHECK(warning.rung->kind == ExplainedRung::Kind::remaining);
  CHECK(warning.rung->length == Length{1, LengthUnit::working_day});
  const ExplainedChange* card = change(warning, ChangeKind::effect);
  REQUIRE(card != nullptr);
  CHECK(card->key == "yellow_card");
  CHECK(card->whom == "甲镇");
  const Moment& red = e.timeline[5];
  REQUIRE(change(red, ChangeKind::escalated) != nullptr);
  CHECK(change(red, ChangeKind::escalated)->from == Level::village);
  CHECK(change(red, ChangeKind::escalated)->level == Level::town);
}

TEST_CASE("A refused event says why, and what was missing", "[explain]") {
  RecordedCase file = petition();
  file.events[0].open.clear();
  file.events[0].facts = {{"所在网格", "甲格"}};
  RecordedEvent opened = opening("2026-03-03 08:00");
  file.events.insert(file.events.begin(), opened);
  const Explanation e = explain(wide_pack(), file, at("2026-03-05 09:00"));
  REQUIRE(e.timeline.size() >= 2);
  CHECK(e.timeline[1].kind == MomentKind::refusal);
  CHECK(e.timeline[1].refused == Refused::guarded);
  CHECK(e.timeline[1].missing == "紧急");
  CHECK(e.timeline[1].rule.place.find("small/process.huan:") != std::string::npos);
}

TEST_CASE("3.3.7 A guarded event shows each condition with its line, its value and its facts", "[explain]") {
  RecordedCase file = petition();
  file.events[0].open.clear();
  file.events[0].facts = {{"所在网格", "甲格"}};
  file.events.insert(file.events.begin(), opening("2026-03-03 08:00"));
  const Explanation e = explain(wide_pack(), file, at("2026-03-05 09:00"));
  REQUIRE(e.timeline[1].conditions.size() == 1);
  const ExplainedCondition& condition = e.timeline[1].conditions[0];
  CHECK(condition.why == Unmet::Why::unknown);
  REQUIRE(condition.facts.size() == 1);
  CHECK(condition.facts[0].first == "紧急");
  CHECK_FALSE(condition.facts[0].second);
  CHECK(condition.rule.place == e.timeline[1].rule.place);
  CHECK(e.timeline[2].conditions.empty());
}

TEST_CASE("7.1 An entry shows lists and texts as it left them, whatever a timer of the same step made of them", "[explain]") {
  std::string text = with(small_process(), "    当 甲区 交办 则 转 待答复\n", "    当 甲区 交办 则 通知 甲区 “{协办单位}，{说明}” 记 说明 为 “刚交办” 转 待答复\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    时限 早过期 #past 属 窗口责任\n      自 登记 起 1分钟内 应 见面\n      逾期 则 记 协办单位 为 乙局 记 说明 为 “到期改” 通知 甲区 “{说明}”\n"
              "    当 承办单位 答复 则 转 待办结\n");
  RecordedCase file = petition();
  file.events[1].facts.emplace_back("协办单位", "乙局、丙局");
  const Explanation e = explain(load(text), file, at("2026-03-04 10:00"));
  REQUIRE(e.timeline.size() == 4);
  const auto values = [](const Moment& m) {
    std::vector<std::string> all;
    for (const ExplainedChange& c : m.changes)
      if (c.kind == ChangeKind::fact || (c.kind == ChangeKind::effect && c.key == "notify")) all.push_back(c.name + " " + c.value);
    return all;
  };
  CHECK(values(e.timeline[2]) == std::vector<std::string>{"承办单位 甲镇", "协办单位 乙局、丙局", "notify 乙局、丙局，刚交办", "说明 刚交办"});
  CHECK(e.timeline[3].kind == MomentKind::timer);
  CHECK(values(e.timeline[3]) == std::vector<std::string>{"协办单位 乙局", "说明 到期改", "notify 到期改"});
}

TEST_CASE("What was malformed stands in the timeline where the file has it", "[explain]") {
  RecordedCase file = petition();
  file.events.insert(file.events.begin() + 1, event("2026-03-03 10:00", "丁镇", "见面"));
  const Explanation e = explain(small_pack(), file, at("2026-03-05 09:00"));
  REQUIRE(e.timeline.size() == 4);
  CHECK(e.timeline[2].kind == MomentKind::not_recorded);
  CHECK(e.timeline[2].malformed == Malformed::unknown_unit);
  CHECK(e.timeline[2].detail == "丁镇");
  CHECK(e.timeline[3].event == "交办");
}

TEST_CASE("2.10 An obligation shows its anchor, the deemed one, and the count day by day", "[explain]") {
  const auto office = load(small_process(), {.office_days = true});
  RecordedCase file = petition();
  file.events[1].at = at("2026-03-06 19:20");  // a Friday, after closing
  const Explanation e = explain(office, file, at("2026-03-07 09:00"));
  const ExplainedObligation& reply = obligation(e, "reply-limit");
  CHECK(show(reply.anchor) == "2026-03-06 19:20");
  CHECK(show(reply.deemed) == "2026-03-09 08:30");
  CHECK(reply.length == Length{5, LengthUnit::working_day});
  REQUIRE(reply.trace);
  CHECK(show(reply.trace->anchor) == "2026-03-06 19:20");
  CHECK(show(reply.trace->deemed) == "2026-03-09 08:30");
  CHECK(reply.trace->result.at == reply.outcome.due);
  CHECK(show(reply.outcome.due) == "2026-03-16 17:30");
  REQUIRE(reply.rule.bases.size() == 1);
  CHECK(reply.rule.bases[0].presumed);
  CHECK(reply.rule.bases[0].text == "“125”工作法之“5”");
}

TEST_CASE("A clock that stopped and went on shows each move", "[explain]") {
  RecordedCase file = petition();
  file.events.push_back(event("2026-03-05 10:00", "甲镇", "要求补正"));
  const Explanation stopped = explain(wide_pack(), file, at("2026-03-06 09:00"));
  CHECK(obligation(stopped, "reply-limit").suspended);
  file.events.push_back(event("2026-03-12 10:00", "信访人", "补正"));
  const Explanation e = explain(wide_pack(), file, at("2026-03-12 10:00"));
  const ExplainedObligation& reply = obligation(e, "reply-limit");
  CHECK_FALSE(reply.suspended);
  CHECK(reply.moved == std::vector<std::pair<ChangeKind, Instant>>{{ChangeKind::opened, at("2026-03-12 00:00")},
                                                                   {ChangeKind::suspended, at("2026-03-05 10:00")},
                                                                   {ChangeKind::resumed, at("2026-03-19 00:00")}});
}

TEST_CASE("Effects are worded as the case stood when they were due", "[explain]") {
  const auto text = with(with(small_process(), "逾期 则 催办 承办单位\n", "逾期 则 通知 甲区 “{承办单位}未答复”\n"),
                         "    当 承办单位 答复 则 转 待办结\n",
                         "    当 承办单位 答复 则 转 待办结\n    当 甲区 改派 则 通知 承办单位 “{编号}改派{承办单位}”\n");
  RecordedCase file = petition();
  file.events.push_back(event("2026-03-13 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}));  // after the breach
  const Explanation e = explain(load(text), file, at("2026-03-13 10:00"));
  std::vector<std::string> texts;
  for (const Moment& m : e.timeline)
    for (const ExplainedChange& c : m.changes)
      if (c.kind == ChangeKind::effect && !c.value.empty()) texts.push_back(c.value);
  CHECK(texts == std::vector<std::string>{"甲镇未答复", "一号改派乙镇"});
}

TEST_CASE("What may come next is named", "[explain]") {
  const Explanation e = explain(wide_pack(), petition(), at("2026-03-05 09:00"));
  CHECK(e.accepts == std::vector<std::string>{"答复", "办结", "要求补正", "撤回"});
}

TEST_CASE("Explaining changes nothing of the outcome", "[explain]") {
  RecordedCase file = petition();
  file.events.push_back(event("2026-03-18 10:00", "甲镇", "答复", {{"说明", "好"}}));
  const Explanation e = explain(small_pack(), file, at("2026-03-20 10:00"));
  const CaseOutcome plain = Folder(small_pack()).fold(file, at("2026-03-20 10:00"));
  CHECK(e.outcome.stage == plain.stage);
  CHECK(e.outcome.timers == plain.timers);
  CHECK(e.outcome.effects.size() == plain.effects.size());
  CHECK(e.outcome.facts == plain.facts);
}

TEST_CASE("3.6 The opening of a case that another one opened is nobody's line of the file, nor was it refused", "[explain]") {
  RecordedCase file = petition();
  file.events.push_back(event("2026-03-05 09:00", "甲镇", "提交意见"));
  file.events.push_back(event("2026-03-05 10:00", "乙局", "办结"));
  file.events[3].child = "4.0";
  for (std::uint32_t i = 0; i < file.events.size(); ++i) file.events[i].line = i + 1;
  const auto rules = load(with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                               "    当 承办单位 提交意见 则 录入 诉求 填 所在网格 为 所在网格\n    当 承办单位 答复 则 转 待办结\n"));
  const Explanation child = explain(rules, file, at("2026-03-05 11:00"), "4.0");
  REQUIRE(child.timeline.size() == 2);
  CHECK(child.timeline[0].kind == MomentKind::opened);
  CHECK(child.timeline[0].refused == Refused::none);
  CHECK(child.timeline[0].line == 0);
  CHECK(child.timeline[0].unit.empty());
  CHECK(child.timeline[1].kind == MomentKind::refusal);
  CHECK(child.timeline[1].line == 4);
}

TEST_CASE("2.3b Every revision of the calendar that lies before an event is taken up before it", "[replay]") {
  RecordedCase file;
  file.id = "跨两年";  // the notices of 2025 and of 2026 come between its two events
  RecordedEvent first = event("2024-11-01 09:00", "甲区", "登记", {{"所在网格", "甲格"}});
  first.open = "petition";
  file.events = {first, event("2026-02-11 10:00", "甲区", "交办", {{"承办单位", "甲镇"}})};
  const Explanation e = explain(small_pack(), file, at("2026-02-11 10:00"));
  REQUIRE_FALSE(e.timeline.empty());
  CHECK(e.timeline.back().kind == MomentKind::event);
  CHECK(show(e.obligations.back().outcome.due) == "2026-02-25 24:00");  // 12, 13, 14 (a working Saturday), 24, 25
}
