// Semantics 8.2: a case that comes under other rules: what is carried, and what stands in the way.
#include <algorithm>

#include <catch2/catch.hpp>

#include "lib/core/counterparts.hpp"
#include "tests/support/migrated.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

using Lines = std::vector<std::string>;

// What stands in the way, kind and name.
std::vector<std::pair<ObstacleKind, std::string>> in_the_way(const Play& before, std::shared_ptr<const Rulebook> rules, const char* local) {
  Play play(std::move(rules));
  const RulebookData& old = before.rulebook().data();
  std::vector<std::pair<ObstacleKind, std::string>> found;
  for (const Obstacle& o : play.migrate(before, local)) {
    std::string name;
    switch (o.kind) {
      case ObstacleKind::stage: name = old.text(old.processes[0].scopes[o.what].name); break;
      case ObstacleKind::fact:
      case ObstacleKind::value: name = old.text(old.facts[o.what].name); break;
      case ObstacleKind::role: name = old.text(old.roles[o.what].name); break;
      case ObstacleKind::child: name = old.text(old.case_types[o.what].name); break;
      case ObstacleKind::bound: break;
      default: name = old.text(old.processes[0].deadlines[o.what].name); break;
    }
    found.emplace_back(o.kind, name);
  }
  CHECK(play.entries().entries.empty());  // nothing was done
  return found;
}
using Found = std::vector<std::pair<ObstacleKind, std::string>>;

}  // namespace

// ---- carried by key -----------------------------------------------------------------------------------------------------

TEST_CASE("8.2 A migration is one entry that leaves and enters nothing and runs no action", "[core]") {
  const std::string text = with(small_process(), "  环节 待答复 #replying\n", "  环节 待答复 #replying\n    进入时 则 通知 甲区 “进来了”\n");
  const Play before = replying();
  const Play play = carried(before, second(text), "2026-03-05 09:00");
  CHECK(play.log() == Lines{"2026-03-05 09:00 migration: entered 待答复"});
  CHECK((play.entries().changes[0].flags & change_flag::carried) != 0);
  CHECK(std::none_of(play.entries().changes.begin(), play.entries().changes.end(), [](const Change& c) { return c.kind == ChangeKind::effect; }));
  CHECK(play.state().head().sequence == before.state().head().sequence + 1);
  CHECK(play.stage() == "待答复");
}

TEST_CASE("8.2 Stage, facts, level, obligations with their clocks and anchors are carried by key, wherever they stand there", "[core]") {
  Play before(wide_pack());
  REQUIRE(before.open("2026-03-02 09:00", {{"说明", "楼上漏水"}}).accepted());
  REQUIRE(before.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}, {"来源", "热线"}, {"人数", "7"}}).accepted());
  REQUIRE(before.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
  REQUIRE(before.submit("2026-03-05 10:00", "乙局", "提交意见").accepted());
  // Other words for most of it, in another order, with the same keys.
  std::string text = with(wide_process(), "枚举 来源种类：来访、热线", "枚举 来源种类：来信、热线、来访");
  text = with(text, "  要素 所在网格 #grid（网格）、来源（来源种类，可缺）、紧急（是非，可缺）、人数（整数，可缺）\n",
              "  要素 人数（整数，可缺）、经办（文本，可缺）、来源（来源种类，可缺）、紧急（是非，可缺）、所在网格 #grid（网格）\n");
  text = with(text, "会商中 #consulting", "联席会商 #consulting");
  text = with(text, "转 会商中", "转 联席会商");
  text = with(text, "会商期 #support-limit", "会商时限 #support-limit");
  text = with(text, "一旦 会商期", "一旦 会商时限");
  text = with(text, "终止 会商期", "终止 会商时限");
  Play play = carried(before, second(text), "2026-03-05 11:00");
  CHECK(play.stage() == "联席会商");
  CHECK(play.fact("来源") == "热线");
  CHECK(play.fact("人数") == "7");
  CHECK(play.fact("说明") == "楼上漏水");
  CHECK(play.fact("协办单位") == "乙局、丙局");
  CHECK(play.level() == Level::village);
  CHECK(play.due("会商时限", "丙局") == before.due("会商期", "丙局"));
  CHECK(play.open_obligations("会商时限") == 1);
  CHECK(play.due("全程期") == before.due("全程期"));
  // It goes on there: one of two has answered, and the other makes it all.
  REQUIRE(play.submit("2026-03-05 14:00", "丙局", "提交意见").accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("8.2 To rules that are the same but for their version a case changes in nothing but the mark that it was carried", "[core]") {
  Play before = replying(wide_pack());
  before.advance("2026-03-11 09:00");  // a warning has fired
  Play play = carried(before, second(wide_process()), "2026-03-11 10:00");
  CHECK(play.entries().changes.size() == 1);
  CHECK(play.state().obligations().size() == before.state().obligations().size());
  for (std::size_t i = 0; i < play.state().obligations().size(); ++i) {
    const Obligation &a = before.state().obligations()[i], &b = play.state().obligations()[i];
    CHECK(a.due == b.due);
    CHECK(a.next_timer == b.next_timer);
    CHECK(a.fired == b.fired);
    CHECK(a.serial == b.serial);
  }
}

// ---- what stands in the way ---------------------------------------------------------------------------------------------

TEST_CASE("8.2 A stage without a counterpart stands in the way, and a line says which it is now", "[core]") {
  const std::string text = with(small_process(), "待答复", "办理中");
  const std::string renamed = with(text, "#replying", "#working");
  const Play before = replying();
  CHECK(in_the_way(before, second(renamed), "2026-03-05 09:00") == Found{{ObstacleKind::stage, "待答复"}});
  for (const char* line : {"  环节 待答复 为 办理中\n", "  环节 replying 为 办理中\n"}) {
    Play play = carried(before, second(renamed, line), "2026-03-05 09:00");
    CHECK(play.stage() == "办理中");
    CHECK(play.due("答复期") == "2026-03-11 24:00");
  }
}

TEST_CASE("8.2 A stage that is no leaf there, or a side stage there, stands in the way", "[core]") {
  const std::string split = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                                 "    当 承办单位 答复 则 转 待办结\n    子环节 先见面 #first\n      时限 见面期 #meet-limit 属 主办责任\n"
                                 "        自 进入本环节 起 1个工作日内 应 见面\n      当 承办单位 见面 则 转 待办结\n");
  CHECK(in_the_way(replying(), second(split), "2026-03-05 09:00") == Found{{ObstacleKind::stage, "待答复"}});
  const std::string side = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                                "    期间 照算 其余\n    当 承办单位 答复 则 返回原环节\n");
  const std::string reached = with(side, "    当 甲区 交办 则 转 待答复\n",
                                   "    当 甲区 交办 则 转 待办结\n    当 甲区 改派 则 转 待答复 至多 2次\n");
  CHECK(in_the_way(replying(), second(reached), "2026-03-05 09:00") == Found{{ObstacleKind::stage, "待答复"}});
}

TEST_CASE("8.2 What is open under a deadline that is gone stands in the way; 废止 waives it, 为 gives it another name", "[core]") {
  const std::string gone = with(small_process(), "答复期 #reply-limit", "回复期 #answer-limit");
  const Play before = replying();
  CHECK(in_the_way(before, second(gone), "2026-03-05 09:00") == Found{{ObstacleKind::deadline, "答复期"}});
  Play dropped = carried(before, second(gone, "  时限 答复期 废止\n"), "2026-03-05 09:00");
  CHECK(dropped.open_obligations("回复期") == 0);
  CHECK(dropped.state().obligations().size() == before.state().obligations().size() - 1);
  CHECK(dropped.entries().changes.back().kind == ChangeKind::waived);
  Play renamed = carried(before, second(gone, "  时限 答复期 为 回复期\n"), "2026-03-05 09:00");
  CHECK(renamed.due("回复期") == "2026-03-11 24:00");
  CHECK(renamed.submit("2026-03-06 09:00", "甲镇", "答复").accepted());
  CHECK(renamed.open_obligations("回复期") == 0);
}

TEST_CASE("8.2 What is open where the case is not, or is a right there, stands in the way", "[core]") {
  // 办结期 is owed in 待办结; the new rules have its key in 待登记.
  const std::string elsewhere = with(with(small_process(), "办结期 #close-limit", "办结时限 #closing-limit"), "登记期 #register-limit", "登记期 #close-limit");
  Play before = replying();
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
  CHECK(in_the_way(before, second(elsewhere), "2026-03-05 10:00") == Found{{ObstacleKind::scope, "办结期"}});
  const std::string right = with(wide_process(), "      自 要求补正 起 10个自然日内 信访人 可 补正\n      逾期 则 视为 “按现有材料办理” 返回原环节\n",
                                 "      自 要求补正 起 10个自然日内 信访人 应 补正\n      逾期 则 终止 补正期 返回原环节\n");
  Play pause = replying(wide_pack());
  REQUIRE(pause.submit("2026-03-05 09:00", "甲镇", "要求补正").accepted());
  CHECK(in_the_way(pause, second(right), "2026-03-05 10:00") == Found{{ObstacleKind::modal, "补正期"}});
}

TEST_CASE("8.2 A fact that is known and has no counterpart stands in the way; one that is unknown does not", "[core]") {
  Play before(wide_pack());
  REQUIRE(before.open("2026-03-02 09:00", {{"说明", "楼上漏水"}, {"协办单位", "乙局"}}).accepted());
  REQUIRE(before.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}, {"人数", "7"}}).accepted());
  std::string text = with(wide_process(), "、人数（整数，可缺）", "");
  text = with(text, "可填 来源、紧急、人数", "可填 来源、紧急");
  text = with(text, "、说明（文本，可缺）", "");
  text = with(text, "可填 说明、紧急", "可填 紧急");
  CHECK(in_the_way(before, second(text), "2026-03-03 10:00") == Found{{ObstacleKind::fact, "人数"}, {ObstacleKind::fact, "说明"}});
  const std::string lines = "  要素 人数 废止\n  要素 说明 废止\n";
  CHECK(carried(before, second(text, lines), "2026-03-03 10:00").fact("协办单位") == "乙局");
  Play unknown(wide_pack());
  REQUIRE(unknown.open("2026-03-02 09:00").accepted());
  CHECK(carried(unknown, second(text), "2026-03-02 10:00").fact("所在网格") == "未知");
}

TEST_CASE("8.2 A fact may have another name, and takes only what it may have", "[core]") {
  Play before(wide_pack());
  REQUIRE(before.open("2026-03-02 09:00").accepted());
  REQUIRE(before.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}, {"来源", "热线"}, {"人数", "7"}}).accepted());
  std::string text = with(wide_process(), "人数（整数，可缺）", "涉及人数（整数，0 至 9，可缺）");
  text = with(text, "可填 来源、紧急、人数", "可填 来源、紧急、涉及人数");
  CHECK(carried(before, second(text, "  要素 人数 为 涉及人数\n"), "2026-03-03 10:00").fact("涉及人数") == "7");
  const std::string less = with(text, "0 至 9", "0 至 5");
  CHECK(in_the_way(before, second(less, "  要素 人数 为 涉及人数\n"), "2026-03-03 10:00") == Found{{ObstacleKind::value, "人数"}});
  const std::string words = with(text, "涉及人数（整数，0 至 9，可缺）", "涉及人数（文本，可缺）");
  CHECK(in_the_way(before, second(words, "  要素 人数 为 涉及人数\n"), "2026-03-03 10:00") == Found{{ObstacleKind::value, "人数"}});
  const std::string channels = with(wide_process(), "来访、热线", "来访、电话");
  CHECK(in_the_way(before, second(channels), "2026-03-03 10:00") == Found{{ObstacleKind::value, "来源"}});
}

TEST_CASE("8.2 What was unknown stays unknown, whatever a new case begins with", "[core]") {
  Play before(small_pack());
  REQUIRE(before.open("2026-03-02 09:00").accepted());
  const std::string text = with(with(small_process(), "人数（整数，可缺）", "人数（整数）默认 1"), "（单位，可缺）", "（单位，可缺）、件数（整数）默认 3");
  Play play = carried(before, second(text), "2026-03-02 10:00");
  CHECK(play.fact("人数") == "未知");
  CHECK(play.fact("件数") == "3");
}

TEST_CASE("8.2 Everything that stands in the way is named, not the first only", "[core]") {
  Play before = replying();
  std::string text = with(small_process(), "全程期 #overall-limit", "总时限 #whole-limit");
  text = with(text, "答复期 #reply-limit", "回复期 #answer-limit");
  CHECK(in_the_way(before, second(text), "2026-03-05 09:00") ==
        Found{{ObstacleKind::deadline, "全程期"}, {ObstacleKind::deadline, "答复期"}});
}

// ---- counters, requests, and what few cases have --------------------------------------------------------------------------

TEST_CASE("8.2 How often a stage was entered is carried: what was used up stays used up", "[core]") {
  Play before = replying(wide_pack());
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "要求补正").accepted());
  REQUIRE(before.submit("2026-03-06 09:00", "信访人", "补正").accepted());
  const std::string text = with(wide_process(), "待补正 #supplementing", "补材料 #supplementing");
  const std::string renamed = with(text, "转 待补正", "转 补材料");
  Play play = carried(before, second(renamed), "2026-03-06 10:00");
  CHECK(play.submit("2026-03-06 11:00", "甲镇", "要求补正").refused == Refused::guarded);
  Play twice = carried(before, second(with(renamed, "补材料 至多 1次", "补材料 至多 2次")), "2026-03-06 10:00");
  CHECK(twice.submit("2026-03-06 11:00", "甲镇", "要求补正").accepted());
  CHECK(twice.submit("2026-03-09 11:00", "信访人", "补正").accepted());
  CHECK(twice.submit("2026-03-09 12:00", "甲镇", "要求补正").refused == Refused::guarded);
}

TEST_CASE("8.2 In a side stage the stage that sleeps is carried too, and the case finds its way back", "[core]") {
  Play before = replying(wide_pack());
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "要求补正").accepted());
  Play play = carried(before, second(with(wide_process(), "待答复", "办理中"), {}), "2026-03-05 10:00");
  REQUIRE(play.stage() == "待补正");
  REQUIRE(play.submit("2026-03-06 09:00", "信访人", "补正").accepted());
  CHECK(play.stage() == "办理中");
}

namespace {

std::string asked_for() {
  std::string text = with(small_process(), reply_within,
                          std::string(reply_within) + "      可延期 1次 不超过 3个工作日\n"
                                                      "        自 申请延期 起 2个工作日内 须经 甲区 批准延期 或 不予延期\n"
                                                      "        须在届满前 接续 原届满日\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    可退回 至 待交办\n      自 交办 起 2个工作日内 可 退回\n      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n"
              "      逾期 则 催办 甲区\n      合计 至多 2次\n      续算 答复期 照算 其余\n    当 承办单位 答复 则 转 待办结\n");
  text = with(text, "      逾期 则 催办 承办单位\n", "      逾期 则 扣分 承办单位 5分\n");
  return with(text, "事件 见面 #meet\n",
              "事件 见面 #meet\n事件 退回 #give-back 须填 说明\n事件 同意退回 #consent、不同意退回 #refuse\n"
              "事件 申请延期 #ask-extension、批准延期 #extend、不予延期 #decline\n");
}

}  // namespace

TEST_CASE("8.2 An extension that is asked for is decided under the new rules, in the time that was given for it", "[core]") {
  Play before = replying(load(asked_for()));
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "申请延期").accepted());
  REQUIRE(before.due("答复期延期审批") == "2026-03-09 24:00");
  const std::string renamed = with(with(asked_for(), "答复期 #reply-limit", "回复期 #answer-limit"), "续算 答复期", "续算 回复期");
  const std::string longer = with(with(renamed, "不超过 3个工作日", "不超过 4个工作日"), "起 2个工作日内 须经", "起 5个工作日内 须经");
  Play play = carried(before, second(longer, "  时限 答复期 为 回复期\n  时限 其余 从新\n"), "2026-03-05 10:00");
  CHECK(play.due("回复期延期审批") == "2026-03-09 24:00");
  REQUIRE(play.submit("2026-03-06 09:00", "甲区", "批准延期").accepted());
  CHECK(play.due("回复期") == "2026-03-17 24:00");  // the 11th and 12, 13, 16, 17
  // Where nobody may ask any more, what was asked for stands in the way; with its deadline it goes.
  const std::string none = with(asked_for(), "        自 申请延期 起 2个工作日内 须经 甲区 批准延期 或 不予延期\n", "        须经 甲区 批准延期\n");
  CHECK(in_the_way(before, second(none), "2026-03-05 10:00") == Found{{ObstacleKind::deadline, "答复期延期审批"}});
  Play dropped = carried(before, second(renamed, "  时限 答复期 废止\n"), "2026-03-05 10:00");
  CHECK(dropped.open_obligations("回复期延期审批") == 0);
  CHECK(dropped.state().cold()->asked.empty());
  CHECK(dropped.entries().changes.back().kind == ChangeKind::lapsed);
}

TEST_CASE("8.2 A return that is asked for is granted under the new rules, and counts with those before", "[core]") {
  Play before = replying(load(asked_for()));
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "退回", {{"说明", "不归本镇管"}}).accepted());
  Play play = carried(before, second(with(asked_for(), "待答复", "办理中")), "2026-03-05 10:00");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "同意退回").accepted());
  CHECK(play.stage() == "待交办");
  CHECK(play.state().cold()->returned_by.size() == 1);
  // 续算: the next obligation begins with what was left at the asking (6, 9, 10, 11), also under rules after these.
  PackOptions third;
  third.version = "3";
  const std::string lines = "责任 窗口责任 #window 由 甲区\n";
  Play later = carried(play, load(with(asked_for(), lines, "迁移 自 “2”\n" + lines), third), "2026-03-05 12:00");
  REQUIRE(later.submit("2026-03-09 09:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(later.due("答复期") == "2026-03-13 24:00");  // 10, 11, 12, 13
  // Counted in other things than it was left in, the next has its whole length.
  Play hours = carried(play, load(with(reply_in("48小时", asked_for()), lines, "迁移 自 “2”\n" + lines), third), "2026-03-05 12:00");
  REQUIRE(hours.submit("2026-03-09 09:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(hours.due("答复期") == "2026-03-11 09:00");
  // What is carried over for a deadline that is gone stands in the way, or is dropped with it.
  const std::string gone = with(with(asked_for(), "答复期 #reply-limit", "回复期 #answer-limit"), "续算 答复期", "续算 回复期");
  Play stuck(load(with(gone, lines, "迁移 自 “2”\n" + lines), third));
  CHECK(stuck.migrate(play, "2026-03-05 12:00") == Obstacles{{ObstacleKind::deadline, play.state().cold()->carried[0].deadline.value}});
  Play free(load(with(gone, lines, "迁移 自 “2”\n  时限 答复期 废止\n" + lines), third));
  CHECK(free.migrate(play, "2026-03-05 12:00").empty());
}

TEST_CASE("8.2 A score is taken back under the new rules too; where they have none like it, it stands in the way", "[core]") {
  const std::string late = with(asked_for(), "事件 答复 #reply 可填 说明、紧急\n", "事件 答复 #reply 可填 说明、紧急 可补录 9个工作日 由 甲区\n");
  Play before = replying(load(late));
  before.advance("2026-03-12 09:00");
  REQUIRE(before.breached("答复期"));
  Play play = carried(before, second(with(late, "      剩余 1个工作日 则 黄牌 承办单位\n", "")), "2026-03-12 10:00");
  RecordedEvent reply = event("2026-03-12 11:00", "甲区", "答复");
  reply.occurred = at("2026-03-11 10:00");
  REQUIRE(play.submit(reply).accepted());
  bool compensated = false;
  for (const std::string& line : play.log()) compensated = compensated || line.find("compensated penalise 甲镇") != std::string::npos;
  CHECK(compensated);
  CHECK(play.state().head().breaches == 0);
  // Elsewhere in the rules will do; nowhere will not.
  const std::string elsewhere = with(with(late, "逾期 则 扣分 承办单位 5分", "逾期 则 催办 承办单位"), "    当 甲区 办结 则 转 已办结\n", "    当 甲区 办结 则 扣分 甲镇 5分 转 已办结\n");
  CHECK(carried(before, second(elsewhere), "2026-03-12 10:00").breached("答复期"));
  CHECK(in_the_way(before, second(with(late, "扣分 承办单位 5分", "扣分 承办单位 4分")), "2026-03-12 10:00") ==
        Found{{ObstacleKind::scored, "答复期"}});
}

TEST_CASE("8.2 Cases that this one opened are carried as what it knows of them", "[core]") {
  const std::string opens = "事项 备查 #memo\n  要素 备注（文本，可缺）\n\n" +
                            with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                                 "    当 承办单位 答复 则 转 待办结\n    当 承办单位 见面 则 录入 诉求 填 所在网格 为 所在网格\n"
                                 "    一旦 子件 全部 结案 则 终止 全部时限 转 已办结\n");
  Play before = replying(load(opens));
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "见面").accepted());
  REQUIRE(before.state().cold()->children.size() == 1);
  // There the type has another place.
  Play play = carried(before, second(with(opens, "事项 备查 #memo\n  要素 备注（文本，可缺）\n\n", "")), "2026-03-05 10:00");
  REQUIRE(play.state().cold()->children.size() == 1);
  CHECK(play.state().cold()->children[0].type == play.rulebook().case_type("petition"));
  Entries out;
  CHECK(play.stepper().child_closed(play.state(), play.state().cold()->children[0].entry, 0, at("2026-03-06 09:00"), out));
  CHECK(play.closed());
}

TEST_CASE("8.2 Of deadlines of one name the same 施行 goes on, else the one that holds on the day", "[core]") {
  const auto two = [](const std::string& first, const std::string& then) {
    return with(small_process(), "    时限 办结期 #close-limit 属 窗口责任\n      自 进入本环节 起 3个工作日内 应 办结\n      逾期 则 提级督办 甲区\n",
                "    时限 办结期 #close-limit 属 窗口责任\n      施行 " + first + "\n      自 进入本环节 起 3个工作日内 应 办结\n      逾期 则 提级督办 甲区\n"
                "    时限 办结期 #close-limit 属 窗口责任\n      施行 " + then + "\n      自 进入本环节 起 9个工作日内 应 办结\n      逾期 则 提级督办 甲区\n");
  };
  Play before = replying(load(two("2020-01-01 至 2026-12-31", "2027-01-01")));
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
  REQUIRE(before.due("办结期") == "2026-03-10 24:00");
  const std::string by_new = "  时限 办结期 从新\n";
  CHECK(carried(before, second(two("2020-01-01 至 2026-12-31", "2027-01-01"), by_new), "2026-03-05 10:00").due("办结期") == "2026-03-10 24:00");
  CHECK(carried(before, second(two("2020-01-01 至 2025-12-31", "2026-01-01"), by_new), "2026-03-05 10:00").due("办结期") == "2026-03-18 24:00");
  CHECK(in_the_way(before, second(two("2020-01-01 至 2025-12-31", "2027-01-01"), by_new), "2026-03-05 10:00") ==
        Found{{ObstacleKind::deadline, "办结期"}});
}

TEST_CASE("8.2 Who owes by a role that is gone stands in the way", "[core]") {
  const std::string by_role = with(small_process(), "责任 窗口责任 #window 由 甲区\n", "责任 窗口责任 #window 由 甲区 的 窗口人员\n");
  Play before(load(by_role));
  REQUIRE(before.open("2026-03-02 09:00").accepted());
  PackOptions options;
  options.version = "2";
  const auto text = [](const std::string& process) {
    return with(process, "责任 主办责任 #lead 由 承办单位\n", "迁移 自 “1”\n责任 主办责任 #lead 由 承办单位\n");
  };
  Play play(load(text(by_role), options));
  CHECK(play.migrate(before, "2026-03-02 10:00").empty());
  CHECK(play.holder("登记期") == "甲区 窗口人员");
  options.without_roles = true;
  CHECK(in_the_way(before, load(text(small_process()), options), "2026-03-02 10:00") == Found{{ObstacleKind::role, "窗口人员"}});
}

TEST_CASE("8.2 A case whose clocks have no room for what befalls them stands in the way", "[core]") {
  const std::string rules = with(with(small_process(), reply_within, std::string(reply_within) + "      不计入 听证开始 至 听证结束\n"), "事件 见面 #meet\n",
                                 "事件 见面 #meet\n事件 听证开始 #hearing-begins、听证结束 #hearing-ends\n");
  Play before = replying(load(rules));
  for (int i = 0; i < 100; ++i) {
    REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "听证开始").accepted());
    REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "听证结束").accepted());
  }
  CHECK(in_the_way(before, second(reply_in("1个工作日", rules), "  时限 答复期 从新\n"), "2026-03-09 09:00") == Found{{ObstacleKind::bound, ""}});
}

TEST_CASE("8.2 Which cases a block is about: of its pack, of that version, of its type", "[core]") {
  const RulebookData& old = small_pack()->data();
  const CaseTypeId petition = small_pack()->case_type("petition");
  CHECK(Counterparts::block(old, second(small_process())->data(), petition) != nullptr);
  CHECK(Counterparts::block(old, small_pack()->data(), petition) == nullptr);
  PackOptions third;
  third.version = "3";
  const auto from_two = load(with(small_process(), "责任 窗口责任 #window 由 甲区\n", "迁移 自 “2”\n责任 窗口责任 #window 由 甲区\n"), third);
  CHECK(Counterparts::block(old, from_two->data(), petition) == nullptr);
  RulebookData other = second(small_process())->data();
  other.name = "另一个包";
  CHECK(Counterparts::block(old, other, petition) == nullptr);
}
