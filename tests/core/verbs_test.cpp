// Semantics 3.3e, 3.5b, 4.1c, 4.7 to 4.9: what the verbs do to those who owe and to their clocks.
#include <algorithm>

#include <catch2/catch.hpp>

#include "lib/rulebook/registers.hpp"
#include "tests/core/assigned.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

std::size_t count(const Play& play, const std::string& what) {
  std::size_t n = 0;
  for (const std::string& line : play.log()) n += line.find(what) != line.npos ? 1 : 0;
  return n;
}

// wide_process with other lines in a stage, behind one of its own.
std::string behind(std::string text, const std::string& line, const std::string& more) { return with(std::move(text), line, line + more); }
const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";

}  // namespace

TEST_CASE("3.3e Who lacks the power that the actions need may not take the transition", "[core]") {
  const std::string text = behind(wide_process(), in_reply, "    当 下达督办 则 督办 承办单位\n");
  Play play = assigned(text);
  auto organisation = std::make_shared<Organisation>(play.rulebook().organisation());
  organisation->set_powers(Level::town, power::all & ~power::supervise);
  play.stepper().set_registers({play.rulebook().calendar_register(), organisation});
  CHECK(play.submit("2026-03-05 09:00", "乙镇", "下达督办").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  CHECK(has(play.changes_of_last_entry(), "effect supervise 甲镇"));
}

TEST_CASE("4.1c A member who joins while the scope is entered owes from now on; one who leaves is let off on the record", "[core]") {
  const std::string text = behind(wide_process(), "    一旦 会商期 全部 完成 则 转 待答复\n",
                                  "    当 甲区 改派 则 通知 甲区 “名单变了”\n");
  Play play = assigned(text, {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}});
  REQUIRE(play.stage() == "会商中");
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "改派", {{"承办单位", "甲镇"}, {"协办单位", "乙局、乙镇"}}).accepted());
  CHECK(has(play.changes_of_last_entry(), "waived 会商期 丙局"));
  CHECK(play.due("会商期", "乙局") == "2026-03-06 24:00");  // as it was
  CHECK(play.due("会商期", "乙镇") == "2026-03-09 24:00");  // counted as at an opening now
  CHECK(play.due("会商期", "丙局") == "none");
  REQUIRE(play.submit("2026-03-05 10:00", "乙局", "提交意见").accepted());
  CHECK(play.stage() == "会商中");
  REQUIRE(play.submit("2026-03-05 11:00", "乙镇", "提交意见").accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("4.7 照算 gives an open obligation to another with its clock running on", "[core]") {
  Play play = assigned(behind(wide_process(), in_reply, "    当 甲区 改派 则 移交 答复期 给 承办单位 照算\n"));
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.holder("答复期") == "乙镇");
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  CHECK(has(play.changes_of_last_entry(), "reassigned 答复期"));
}

TEST_CASE("4.7 重算 starts the clock again from nothing; one already breached keeps its breach and its clock", "[core]") {
  const std::string text = behind(wide_process(), in_reply, "    当 甲区 改派 则 移交 答复期 给 承办单位 重算\n");
  Play play = assigned(text);
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");
  Play late = assigned(text);
  REQUIRE(late.submit("2026-03-12 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(late.holder("答复期") == "乙镇");
  CHECK(late.due("答复期") == "2026-03-11 24:00");
  CHECK(late.breached("答复期"));
}

TEST_CASE("4.7 移交 全部时限 takes what each holder would hand over, but not what the petitioner keeps", "[core]") {
  std::string text = behind(wide_process(), "    当 信访人 补正 则 返回原环节\n", "    当 甲区 改派 则 移交 全部时限 给 乙镇 照算\n");
  Play play = assigned(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.holder("答复期") == "乙镇");
  CHECK(play.holder("全程期") == "乙镇");
  CHECK(play.holder("补正期") == "甲镇");  // keeps the petitioner's right (4.1)
}

TEST_CASE("4.8 Who is delegated to fulfils for the holder, who stays the one that owes", "[core]") {
  const std::string text = behind(wide_process(), in_reply,
                                  "    当 承办单位 下达督办 则 委派 答复期 给 乙镇\n    当 承办单位 督办反馈 则 收回 答复期\n");
  Play without = assigned(text);
  CHECK(without.submit("2026-03-05 09:00", "乙镇", "答复").refused == Refused::not_allowed);

  // The transition out of the stage is for 承办单位 alone: what the delegate may do is fulfil.
  Play play = assigned(with(text, in_reply, "    当 承办单位 办结 则 转 待办结\n"));
  REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "下达督办").accepted());
  CHECK(play.holder("答复期") == "甲镇");
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  REQUIRE(play.submit("2026-03-05 10:00", "乙镇", "答复").accepted());
  CHECK(has(play.changes_of_last_entry(), "fulfilled 答复期"));
}

TEST_CASE("4.8 收回 ends it, and so does handing over", "[core]") {
  const std::string base = with(wide_process(), in_reply,
                                "    当 承办单位 办结 则 转 待办结\n    当 承办单位 下达督办 则 委派 答复期 给 乙镇\n"
                                "    当 承办单位 督办反馈 则 收回 答复期\n    当 甲区 改派 则 移交 答复期 给 丙局 照算\n");
  for (const bool handed : {false, true}) {
    Play play = assigned(base);
    REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "下达督办").accepted());
    if (handed) REQUIRE(play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "丙局"}}).accepted());
    else REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "督办反馈").accepted());
    CHECK(play.submit("2026-03-05 11:00", "乙镇", "答复").refused == Refused::not_allowed);
  }
}

TEST_CASE("4.8 The delegate acts for the holder on his clock; a breach is the holder's", "[core]") {
  std::string text = with(wide_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                          "      自 进入本环节 起 5个工作日内 应 答复\n      不计入 撤回 至 见面\n");
  text = behind(with(text, "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n", "  当 信访人 办结 则 终止 全部时限 转 已撤回\n"), in_reply,
                "    当 承办单位 下达督办 则 委派 答复期 给 乙镇\n");
  Play play = assigned(text);
  REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "乙镇", "撤回").accepted());
  CHECK(play.due("答复期") == "suspended");
  REQUIRE(play.submit("2026-03-05 11:00", "乙镇", "见面").accepted());
  play.advance("2026-03-12 09:00");
  CHECK(play.breached("答复期"));
  CHECK(play.holder("答复期") == "甲镇");
  CHECK(count(play, "effect red_card 甲镇") == 1);
}

TEST_CASE("4.9 并案 takes the earlier first happening; clocks that run from it are counted again", "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、另件登记时刻（时刻，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 须填 另件登记时刻\n");
  text = behind(text, in_reply, "    当 甲区 见面 则 并案 登记 取早 另件登记时刻\n");
  Play play = assigned(text);
  REQUIRE(play.due("全程期") == "2026-04-02 24:00");  // 30 days from 3 March
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面", {{"另件登记时刻", "2026-02-24 10:00"}}).accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "见面", {{"另件登记时刻", "2026-03-04 10:00"}}).accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");  // it is not the earlier one
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "见面", {{"另件登记时刻", "2026-01-05 10:00"}}).accepted());
  CHECK(play.due("全程期") == "2026-02-04 24:00");
  CHECK(play.breached("全程期"));  // from now, not from then
  for (const Entry& entry : play.entries().entries)
    for (std::uint32_t i = 0; i < entry.change_count; ++i)
      if (play.entries().changes[entry.first_change + i].kind == ChangeKind::breached) CHECK(entry.at == at("2026-03-05 12:00"));
}

namespace {

std::string reopenable() {
  return with(wide_process(), "  结案 已办结 #closed、已撤回 #withdrawn\n",
              "  结案 已办结 #closed、已撤回 #withdrawn\n"
              "    可重开 自 结案 起 10个自然日内 信访人 可 见面 则 转 待答复 至多 9次\n"
              "      重算 全程期\n");
}

Play closed(const std::string& text) {
  Play play = assigned(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "办结").accepted());
  REQUIRE(play.closed());
  return play;
}

}  // namespace

TEST_CASE("3.5b A closed case is opened again within its time, by whom it says and by nothing else", "[core]") {
  Play play = closed(reopenable());
  CHECK(play.submit("2026-03-09 09:00", "甲镇", "答复").refused == Refused::malformed);
  CHECK(play.submit("2026-03-09 09:00", "甲镇", "见面").refused == Refused::not_allowed);
  CHECK(play.closed());
  REQUIRE(play.submit("2026-03-09 10:00", "信访人", "见面").accepted());
  CHECK_FALSE(play.closed());
  CHECK(play.stage() == "待答复");
  CHECK(play.fact("承办单位") == "甲镇");
  CHECK(play.due("答复期") == "2026-03-16 24:00");  // inside the stage everything opens as on any entry
  // Ten days after Friday 6 March are Monday the 16th.
  CHECK(closed(reopenable()).submit("2026-03-17 00:00", "信访人", "见面").accepted());
  Play late = closed(reopenable());
  CHECK(late.submit("2026-03-17 00:01", "信访人", "见面").refused == Refused::guarded);
  CHECK(late.closed());
}

TEST_CASE("3.5b What a reopening means for each deadline of the thread is what the line says", "[core]") {
  const auto due = [](const char* policy) {
    Play play = closed(with(reopenable(), "      重算 全程期\n", "      " + std::string(policy) + " 全程期\n"));
    REQUIRE(play.submit("2026-03-09 10:00", "信访人", "见面").accepted());
    return play.due("全程期");
  };
  CHECK(due("照算") == "2026-04-02 24:00");  // 30 days from its anchor, 3 March
  CHECK(due("重算") == "2026-04-08 24:00");  // 30 days from 9 March
  CHECK(due("不开") == "none");
}

TEST_CASE("3.5b After the last time it is not opened again, and what can't be decided opens nothing", "[core]") {
  Play play = closed(with(reopenable(), "则 转 待答复 至多 9次", "则 转 待答复 至多 2次"));
  REQUIRE(play.submit("2026-03-09 10:00", "信访人", "见面").accepted());
  REQUIRE(play.submit("2026-03-09 11:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-09 12:00", "甲区", "办结").accepted());
  CHECK(play.submit("2026-03-10 10:00", "信访人", "见面").refused == Refused::guarded);  // entered twice already
  CHECK(play.closed());

  Play undecided = closed(with(reopenable(), "见面 则 转 待答复", "见面 则 记 人数 为 人数 加 1 转 待答复"));
  const std::string before = undecided.bytes();
  const Answer answer = undecided.submit("2026-03-09 10:00", "信访人", "见面");
  CHECK(answer.refused == Refused::undecided);
  CHECK(undecided.missing(answer) == "人数");
  CHECK(undecided.closed());
}

TEST_CASE("3.5b Only what was closed in the stages that the line names is opened again", "[core]") {
  std::string text = with(reopenable(), "  结案 已办结 #closed、已撤回 #withdrawn\n", "  结案 已撤回 #withdrawn\n  结案 已办结 #closed\n");
  Play withdrawn = assigned(text);
  REQUIRE(withdrawn.submit("2026-03-05 10:00", "信访人", "撤回").accepted());
  CHECK(withdrawn.submit("2026-03-06 10:00", "信访人", "见面").refused == Refused::malformed);
  Play play = closed(text);
  CHECK(play.submit("2026-03-09 09:00", "信访人", "补正").refused == Refused::malformed);
  CHECK(play.submit("2026-03-09 10:00", "信访人", "见面").accepted());
}

TEST_CASE("3.5b What came by a channel that is staffed day and night is counted from its true closing", "[core]") {
  const auto reopened = [](const char* channel) {
    Play play(load(reopenable(), {.office_days = true}));
    REQUIRE(play.open("2026-03-02 09:00", {{"来源", channel}}).accepted());
    REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
    REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
    REQUIRE(play.submit("2026-03-06 18:00", "甲区", "办结").accepted());  // after closing on a Friday
    return play.submit("2026-03-18 10:00", "信访人", "见面").accepted();
  };
  CHECK(reopened("来访"));        // ten days after Monday the 9th
  CHECK_FALSE(reopened("热线"));  // after Friday the 6th: Monday the 16th
}

TEST_CASE("4.6 What one breach alone opened is waived with it; what another holds up stays", "[core]") {
  std::string text = with(wide_process(), "  时限 全程期 #overall-limit 属 窗口责任\n",
                          "  时限 督办期 #order-limit 属 窗口责任\n    自 提级督办 起 20个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n"
                          "  时限 回访期 #visit-limit 属 主办责任\n    自 首次 交办 起 6个工作日内 应 见面\n    逾期 则 扣分 承办单位 1分 提级督办 承办单位\n"
                          "  时限 全程期 #overall-limit 属 窗口责任\n");
  text = with(text, "      逾期 则 催办 承办单位\n", "      逾期 则 扣分 承办单位 5分\n");
  text = with(text, "事件 答复 #reply 可填 说明、紧急\n", "事件 答复 #reply 可填 说明、紧急 可补录 9个工作日 由 甲区\n");
  text = with(text, in_reply, "    当 答复 则 通知 甲区 “{编号}”\n");
  text = with(text, "    当 承办单位 要求补正 则", "    当 承办单位 提交意见 则 转 待办结\n    当 承办单位 要求补正 则");
  Play play = assigned(text);
  play.advance("2026-03-13 00:01");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.breached("回访期"));
  REQUIRE(play.open_obligations("督办期") == 1);
  RecordedEvent late = event("2026-03-13 10:00", "甲区", "答复");
  late.occurred = at("2026-03-11 10:00");
  REQUIRE(play.submit(late).accepted());
  CHECK(has(play.changes_of_last_entry(), "reversed 答复期"));
  CHECK(has(play.changes_of_last_entry(), "effect compensated penalise 甲镇"));
  CHECK(play.open_obligations("督办期") == 1);  // the visit is late still
  CHECK(play.state().head().breaches == 1);
}
