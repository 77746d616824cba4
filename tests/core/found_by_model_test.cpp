// What the random comparison with the model in tests/model found wrong: one example each, by rule of docs/semantics.md.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/core/assigned.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// From the line that opens the process on; the vocabulary stands before it.
std::shared_ptr<const Rulebook> rules(const std::string& process, PackOptions options = {}) {
  return load(
      std::string(vocabulary()) + "流程 办理流程 #main 用于 诉求\n  属地 所在网格\n  兜底 甲区\n" + process,
      options);
}

Play opened(std::shared_ptr<const Rulebook> rulebook) {
  Play play(std::move(rulebook));
  REQUIRE(play.open("2026-03-02 09:00", {{"所在网格", "甲格"}}).accepted());
  return play;
}

bool has(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

constexpr const char* one_stage = R"(责任 窗口责任 #window 由 甲区
贯穿 全程
环 办理环
  环节 待办结 #closing 起点
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 5个工作日内 应 办结
)";

}  // namespace

TEST_CASE("3.6b A role without a unit is not held in a town beside the case's line", "[core]") {
  const auto rulebook =
      rules(std::string(one_stage) + "    当 窗口人员 办结 则 转 已办结\n  结案 已办结 #closed\n");
  Play beside = opened(rulebook);
  CHECK(beside.submit("2026-03-02 10:00", "乙镇 的 窗口人员", "办结").refused == Refused::not_allowed);
  Play section = opened(rulebook);
  CHECK(section.submit("2026-03-02 10:00", "甲科 的 窗口人员", "办结").refused != Refused::not_allowed);
}

TEST_CASE("2.7a What is armed while a side stage suspends it stands still from the start", "[core]") {
  Play play = opened(rules(R"(责任 窗口责任 #window 由 甲区
贯穿 全程
  当 甲区 交办
  时限 督办期 #order-limit 属 窗口责任
    自 交办 起 3个工作日内 应 督办反馈
环 办理环
  环节 待办结 #closing 起点
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 5个工作日内 应 办结
    当 甲区 要求补正 则 转 待补正 至多 1次
    当 甲区 办结 则 终止 全部时限 转 已办结
  环节 待补正 #supplementing
    期间 中止 督办期 照算 其余
    时限 补正期 #supplement-period 属 窗口责任
      自 要求补正 起 10个自然日内 信访人 可 补正
      逾期 则 视为 “按现有材料办理” 返回原环节
    当 信访人 补正 则 返回原环节
  结案 已办结 #closed
)"));
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "要求补正").accepted());
  REQUIRE(play.submit("2026-03-02 11:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  CHECK(has(play.changes_of_last_entry(), "suspended 督办期"));
  REQUIRE(play.submit("2026-03-09 11:00", "信访人", "补正").accepted());
  CHECK(play.due("督办期") == "2026-03-12 24:00");  // 3 working days were left on 2 March
}

TEST_CASE("2.7 A clock that starts again while it stands still is seen to stand still", "[core]") {
  Play play = opened(rules(std::string(one_stage) + R"(      重新起算 改派
    当 甲区 下达督办 则 中止 办结期
    当 甲区 督办反馈 则 恢复 办结期
    当 甲区 改派
    当 甲区 办结 则 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "改派", {{"承办单位", "甲镇"}}).accepted());
  CHECK(has(play.changes_of_last_entry(), "armed 办结期"));
  CHECK(has(play.changes_of_last_entry(), "suspended 办结期"));
}

TEST_CASE("2.7b What would escalate is held back from the first asking on, to the end of the time to decide",
          "[core]") {
  Play play = opened(rules(R"(  顶级 则 通知 甲区 “到顶了”
责任 窗口责任 #window 由 甲区
贯穿 全程
环 办理环
  环节 待办结 #closing 起点
    进入时 则 记 层级 为 村
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 2个工作日内 应 办结
      可延期 1次 不超过 3个工作日
        自 见面 起 2个工作日内 须经 甲区 的 负责人 答复 或 提交意见
        须在届满前 接续 原届满日
      逾期 则 提级督办 甲区
    当 甲区 办结 则 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "见面").accepted());
  CHECK(play.due("办结期延期审批") == "2026-03-06 24:00");
  play.advance("2026-03-06 09:00");
  CHECK(play.breached("办结期"));
  CHECK(play.level() == Level::village);
  play.advance("2026-03-07 09:00");
  CHECK(play.level() == Level::town);
}

TEST_CASE("2.7 What only waits for its anchor is not started by what would start it again", "[core]") {
  Play play = opened(rules(R"(责任 窗口责任 #window 由 甲区
贯穿 全程
环 办理环
  环节 待办结 #closing 起点
    时限 办结期 #close-limit 属 窗口责任
      自 登记 起 5个工作日内 应 登记
      重新起算 改派
    当 甲区 改派
    当 甲区 登记 则 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "改派", {{"承办单位", "甲镇"}}).accepted());
  CHECK(!has(play.changes_of_last_entry(), "armed 办结期"));
}

TEST_CASE("2.8 Resuming on the same day leaves the raw end of a clock of days where it was", "[core]") {
  // 5 calendar days from Monday end raw on Saturday the 7th and roll to Monday the 9th. On Sunday none is left.
  Play play =
      opened(rules(with(one_stage, "5个工作日内", "5个自然日内") + R"(      可延期 1次 不超过 2个自然日
        须经 甲区 见面
        接续 原届满日
    当 甲区 下达督办 则 中止 办结期
    当 甲区 督办反馈 则 恢复 办结期
    当 甲区 办结 则 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.due("办结期") == "2026-03-09 24:00");
  REQUIRE(play.submit("2026-03-08 10:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-08 11:00", "甲区", "督办反馈").accepted());
  REQUIRE(play.submit("2026-03-08 12:00", "甲区", "见面").accepted());
  CHECK(play.due("办结期") == "2026-03-09 24:00");  // the 7th and two days; from the 8th it would be the 10th
}

TEST_CASE("4.8 Who a deadline is delegated to may fulfil it, also where 应 names somebody", "[core]") {
  Play play = opened(rules(with(one_stage, "5个工作日内 应", "5个工作日内 甲区 的 负责人 应") +
                           R"(    当 甲区 下达督办 则 委派 办结期 给 乙局
    一旦 办结期 完成 则 转 已办结
  结案 已办结 #closed
)"));
  CHECK(play.submit("2026-03-02 10:00", "乙局", "办结").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-02 11:00", "甲区", "下达督办").accepted());
  CHECK(play.submit("2026-03-02 12:00", "乙局", "办结").accepted());
  CHECK(play.closed());
}

TEST_CASE("2.4b Rungs of two obligations that stand at one instant fire in the order of their lines",
          "[core]") {
  Play play = opened(rules(R"(责任 窗口责任 #window 由 甲区
责任 协办责任 #support 由 每个 协办单位
贯穿 全程
环 办理环
  环节 待登记 #registering 起点
    时限 登记期 #register-limit 属 窗口责任
      自 进入本环节 起 5个工作日内 应 交办
    当 甲区 交办 则 转 会商中
  环节 会商中 #consulting
    时限 会商期 #support-limit 属 协办责任
      自 进入本环节 起 2个工作日内 应 提交意见
      逾期 则 催办 本单位
      逾期 第1个工作日 则 黄牌 本单位
    一旦 会商期 全部 完成 则 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}})
              .accepted());
  // Days end and begin at 24:00: the breach and the first working day after it are one instant.
  const std::size_t before = play.log().size();
  CHECK(play.advance("2026-03-06 00:00") == 4);
  const std::vector<std::string> log = play.log();
  REQUIRE(log.size() == before + 4);
  CHECK(has({log[before]}, "effect urge 乙局"));
  CHECK(has({log[before + 1]}, "effect urge 丙局"));
  CHECK(has({log[before + 2]}, "effect yellow_card 乙局"));
  CHECK(has({log[before + 3]}, "effect yellow_card 丙局"));
}

TEST_CASE("4.9 An earlier first event moves a second limit that runs from it", "[core]") {
  Play play = opened(load(
      with(std::string(vocabulary()), "说明（文本，可缺）", "说明（文本，可缺）、另件时刻（时刻，可缺）") +
      R"(事件 并入 #join 须填 另件时刻
流程 办理流程 #main 用于 诉求
  属地 所在网格
  兜底 甲区
责任 窗口责任 #window 由 甲区
贯穿 全程
  当 甲区 并入 则 并案 登记 取早 另件时刻
  当 甲区 登记
环 办理环
  环节 待办结 #closing 起点
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 30个工作日内 应 办结
      不晚于 自 首次 登记 起 10个自然日内
    当 甲区 办结 则 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.due("办结期") == "2026-03-12 24:00");
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "并入", {{"另件时刻", "2026-02-27 09:00"}}).accepted());
  CHECK(play.due("办结期") == "2026-03-09 24:00");
}

namespace {

// 待答复 can be given back to 待交办; the lead is 承办单位. More lines under 答复期, in the stage and in the thread.
Play given_out(const std::string& policies, const std::string& anchor = "进入本环节",
               const std::string& stage = {}, const std::string& thread = {}) {
  std::string text = with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                          "      自 " + anchor + " 起 5个工作日内 应 答复\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    可退回 至 待交办\n      自 交办 起 20个工作日内 可 退回\n      自 退回 起 20个工作日内 "
              "须经 甲区 同意退回 或 不同意退回\n      逾期 则 催办 甲区\n"
              "      合计 至多 9次\n" +
                  policies + "    当 承办单位 答复 则 转 待办结\n" + stage);
  text = with(text,
              "  时限 全程期 #overall-limit 属 窗口责任\n    自 登记 起 30个自然日内 应 办结\n    逾期 则 "
              "催办 甲区\n",
              thread +
                  "  时限 全程期 #overall-limit 属 窗口责任\n    自 首次 登记 起 30个自然日内 应 办结\n    "
                  "逾期 则 催办 甲区\n");
  text = with(text, "事件 见面 #meet\n",
              "事件 见面 #meet\n事件 退回 #give-back\n事件 同意退回 #consent、不同意退回 #refuse\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

}  // namespace

TEST_CASE("4.5 续算 of a clock that runs from an old anchor counts what was left from the new opening",
          "[core]") {
  Play play = given_out("      续算 答复期 照算 其余\n", "首次 登记");
  REQUIRE(play.due("答复期") == "2026-03-10 24:00");
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回").accepted());  // 6, 9 and 10 March are left
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "同意退回").accepted());
  REQUIRE(play.submit("2026-03-11 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-16 24:00");  // 12, 13 and 16
}

TEST_CASE("4.5 What was left at the asking is left, also where the clock ran out before the consent",
          "[core]") {
  Play play = given_out("      续算 答复期 照算 其余\n");
  REQUIRE(play.submit("2026-03-10 10:00", "甲镇", "退回").accepted());  // the 11th is left
  play.advance("2026-03-12 09:00");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-12 10:00", "甲区", "同意退回").accepted());
  REQUIRE(play.submit("2026-03-13 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-16 24:00");
}

TEST_CASE("4.5 What opens in the stage after 至 does not see who gave the work back", "[core]") {
  Play named(
      load(with(with(wide_process(), "    时限 交办期 #assign-limit 属 窗口责任\n",
                     "    时限 交办期 #assign-limit 属 主办责任\n"),
                "    当 承办单位 答复 则 转 待办结\n",
                "    可退回 至 待交办\n      自 交办 起 20个工作日内 可 见面\n      自 见面 起 20个工作日内 "
                "须经 甲区 下达督办 或 督办反馈\n      逾期 则 催办 甲区\n"
                "      合计 至多 9次\n      重算 答复期 照算 其余\n    当 承办单位 答复 则 转 待办结\n")));
  REQUIRE(named.open("2026-03-02 09:00").accepted());
  REQUIRE(
      named.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(named.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(named.submit("2026-03-05 10:00", "甲镇", "见面").accepted());
  REQUIRE(named.submit("2026-03-05 11:00", "甲区", "下达督办").accepted());
  REQUIRE(named.stage() == "待交办");
  CHECK(named.holder("交办期") == "甲区");  // 兜底, and it was opened so
  for (const std::string& change : named.changes_of_last_entry()) CHECK(change != "reassigned 交办期");
}

TEST_CASE("4.5 The work of the one who asked is returned; what another owes there is waived", "[core]") {
  const std::string other =
      "    时限 见面期 #meet-limit 属 窗口责任\n      自 进入本环节 起 9个工作日内 应 见面\n      逾期 则 "
      "催办 甲区\n";
  Play play = given_out("      重算 答复期 照算 其余\n", "进入本环节", other);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回").accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "同意退回").accepted());
  const auto log = play.log();
  const auto consent = std::find_if(log.begin(), log.end(),
                                    [](const std::string& l) { return l.find("event 同意退回") != l.npos; });
  REQUIRE(consent != log.end());
  CHECK(consent->find("returned 答复期") != std::string::npos);
  CHECK(consent->find("waived 见面期") != std::string::npos);
}

TEST_CASE("2.7b A breach from before the second asking is not reversed by its granting", "[core]") {
  std::string text =
      with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
           "      自 进入本环节 起 5个工作日内 应 答复\n      可延期 2次 不超过 3个工作日\n"
           "        自 申请延期 起 2个工作日内 须经 甲区 批准延期 或 不予延期\n        接续 原届满日\n");
  text = with(text, "事件 见面 #meet\n",
              "事件 见面 #meet\n事件 申请延期 #ask-extension、批准延期 #extend、不予延期 #decline\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-12 10:00", "甲镇", "申请延期").accepted());  // after the due, 11 March
  REQUIRE(play.submit("2026-03-12 11:00", "甲区", "批准延期").accepted());
  REQUIRE(play.due("答复期") == "2026-03-16 24:00");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-13 10:00", "甲镇", "申请延期").accepted());
  REQUIRE(play.submit("2026-03-17 11:00", "甲区", "批准延期").accepted());
  CHECK(play.due("答复期") == "2026-03-19 24:00");
  CHECK(play.breached("答复期"));
}

TEST_CASE(
    "2.7b Granted up to a day that is over, it is breached again in the same step, dated where it stood",
    "[core]") {
  std::string text = with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                          "      自 进入本环节 起 5个工作日内 应 答复\n      可延期 1次 不超过 1个工作日\n"
                          "        自 申请延期 起 2个工作日内 须经 甲区 批准延期 或 不予延期\n        "
                          "须在届满前 接续 原届满日\n");
  text = with(text, "事件 见面 #meet\n",
              "事件 见面 #meet\n事件 申请延期 #ask-extension、批准延期 #extend、不予延期 #decline\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-11 10:00", "甲镇", "申请延期").accepted());
  REQUIRE(play.submit("2026-03-20 11:00", "甲区", "批准延期").accepted());
  CHECK(play.due("答复期") == "2026-03-12 24:00");
  CHECK(play.breached("答复期"));
  CHECK(play.state().head().breaches >= 1);
}

TEST_CASE("3.3.9 What the actions of a closing bring about opens nothing in the closed case", "[core]") {
  std::string text = with(small_process(), "  时限 全程期 #overall-limit 属 窗口责任\n",
                          "  时限 督办期 #order-limit 属 窗口责任\n    自 提级督办 起 3个工作日内 应 "
                          "督办反馈\n    逾期 则 催办 甲区\n"
                          "  时限 全程期 #overall-limit 属 窗口责任\n");
  text = with(text, "  当 信访人 撤回 则 终止 全部时限 转 已撤回\n",
              "  当 信访人 撤回 则 终止 全部时限 提级督办 承办单位 转 已撤回\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 09:00", "信访人", "撤回").accepted());
  REQUIRE(play.closed());
  CHECK(play.state().obligations().empty());
}

TEST_CASE("4.1c Who joins a list while the stage is left owes nothing in it", "[core]") {
  std::string text = with(wide_process(), "    一旦 会商期 全部 完成 则 转 待答复\n",
                          "    一旦 会商期 全部 完成 则 转 待答复\n    当 甲区 见面 则 终止 会商期 记 "
                          "协办单位 为 协办单位、乙镇 转 待答复\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局"}})
              .accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.stage() == "待答复");
  CHECK(play.open_obligations("会商期") == 0);
}

TEST_CASE("4.2b What runs from the first E of the thread opens with it or not at all: 仅当 is judged then",
          "[core]") {
  Play play = opened(rules(R"(责任 窗口责任 #window 由 甲区
贯穿 全程
  当 甲区 交办
  时限 紧急期 #urgent-limit 属 窗口责任
    仅当 有 协办单位
    自 首次 交办 起 2个工作日内 应 督办反馈
环 办理环
  环节 待办结 #closing 起点
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 9个工作日内 应 办结
    当 甲区 见面 则 记 协办单位 为 乙局
    当 甲区 办结 则 终止 全部时限 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  // Counted from the first it would be late as it opens, and nobody could have kept it.
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  CHECK(play.open_obligations("紧急期") == 0);
}

TEST_CASE(
    "4.9 并案 brings a case its first E: what waited for it runs and what of the thread waits for it opens",
    "[core]") {
  std::string text =
      with(small_process(), "说明（文本，可缺）", "说明（文本，可缺）、另件登记时刻（时刻，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 须填 另件登记时刻\n");
  text = with(text, "    自 登记 起 30个自然日内 应 办结\n", "    自 首次 登记 起 30个自然日内 应 办结\n");
  text = with(text, "    当 甲区 登记 则 记 层级",
              "    当 甲区 见面 则 并案 登记 取早 另件登记时刻\n    当 甲区 登记 则 记 层级");
  Play play = Play(load(text));
  REQUIRE(play.open("2026-03-02 09:00", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.due("全程期") == "none");
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "见面", {{"另件登记时刻", "2026-02-24 10:00"}}).accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");
  REQUIRE(play.submit("2026-03-03 10:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");
  CHECK(play.open_obligations("全程期") == 1);
}

TEST_CASE(
    "10 A case that a timer closed is not reopened by a first event that leaves unknown what must be known",
    "[core]") {
  std::string text = with(small_process(), "应 登记\n      逾期 则 催办 甲区\n",
                          "应 登记\n      逾期 则 终止 全部时限 转 已撤回\n");
  text = with(text, "  结案 已办结 #closed、已撤回 #withdrawn\n",
              "  结案 已办结 #closed、已撤回 #withdrawn\n    可重开 自 结案 起 10个自然日内 甲区 可 见面 则 "
              "转 待交办 至多 1次\n      照算 其余\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  play.advance("2026-03-06 09:00");
  REQUIRE(play.closed());
  CHECK(play.submit("2026-03-06 10:00", "甲区", "见面").refused == Refused::undecided);
  CHECK(play.closed());
}

TEST_CASE("3.3.4 Where a timer closed the case before the event, nothing waits for it", "[core]") {
  Play play(load(with(small_process(), "应 登记\n      逾期 则 催办 甲区\n",
                      "应 登记\n      逾期 则 终止 全部时限 转 已撤回\n")));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  CHECK(play.submit("2026-03-06 10:00", "甲区", "登记", {{"所在网格", "甲格"}}).refused ==
        Refused::not_accepted);
  CHECK(play.closed());
}

TEST_CASE(
    "3.3e An event that is entered late takes the power of him who enters it, not of whom the line names",
    "[core]") {
  PackOptions options;
  options.more_organisation = "powers: {区: [考核奖惩]}\n";
  std::string text = with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                          "    当 甲区 见面 则 扣分 承办单位 1分 转 待办结\n");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可补录 3个工作日 由 窗口人员\n");
  text = with(text, "应 答复\n", "甲区 应 见面\n");
  const auto entered_by = [&](const char* who) {
    Play play(load(text, options));
    REQUIRE(play.open("2026-03-02 09:00").accepted());
    REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
    REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    RecordedEvent late = event("2026-03-06 10:00", who, "见面");
    late.occurred = at("2026-03-05 10:00");
    REQUIRE(play.submit(late).accepted());  // the obligation is fulfilled either way
    return play.stage();
  };
  CHECK(entered_by("甲区 的 窗口人员") == "待办结");
  CHECK(entered_by("甲镇 的 窗口人员") == "待答复");
}

TEST_CASE("4.6 A restart that came in time and was entered late disproves the breach", "[core]") {
  std::string text = with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                          "      自 进入本环节 起 5个工作日内 应 答复\n      重新起算 补正\n");
  text = with(text, "、补正 #supplement、", "、");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet\n事件 补正 #supplement 可补录 9个工作日 由 甲区\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  play.advance("2026-03-12 00:01");
  REQUIRE(play.breached("答复期"));
  RecordedEvent late = event("2026-03-12 10:00", "甲区", "补正");
  late.occurred = at("2026-03-11 10:00");
  REQUIRE(play.submit(late).accepted());
  CHECK_FALSE(play.breached("答复期"));
  CHECK(play.due("答复期") == "2026-03-18 24:00");
}

TEST_CASE(
    "4.6 What came after the due that was broken disproves nothing, also where more time was granted since",
    "[core]") {
  std::string text = with(small_process(), "      自 进入本环节 起 5个工作日内 应 答复\n",
                          "      自 进入本环节 起 5个工作日内 应 答复\n      可延期 2次 不超过 3个工作日\n   "
                          "     须经 甲区 批准延期\n        接续 原届满日\n");
  text = with(text, "事件 答复 #reply 可填 说明、紧急\n",
              "事件 答复 #reply 可填 说明、紧急 可补录 9个工作日 由 甲区\n");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet\n事件 批准延期 #extend\n");
  const auto rules = load(text);
  const auto breaches = [&](const char* occurred) {
    Play play(rules);
    REQUIRE(play.open("2026-03-02 09:00").accepted());
    REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
    REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    REQUIRE(play.submit("2026-03-12 10:00", "甲区", "批准延期")
                .accepted());  // broken on the 11th, due on the 16th now
    REQUIRE(play.submit("2026-03-12 11:00", "甲区", "批准延期").accepted());
    REQUIRE(play.due("答复期") == "2026-03-19 24:00");
    RecordedEvent late = event("2026-03-16 10:00", "甲区", "答复");
    late.occurred = at(occurred);
    REQUIRE(play.submit(late).accepted());
    return play.state().head().breaches;
  };
  CHECK(breaches("2026-03-11 16:00") == 0);
  CHECK(breaches("2026-03-13 10:00") == 1);
}

// ---- what is done on entering and leaving (3.3.9) -----------------------------------------------------------------------

TEST_CASE(
    "3.3b A 记 by an unknown result on entering or leaving refuses the event that leads there; a timer "
    "leaves it out and goes on",
    "[core]") {
  const std::string asks =
      with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、另数（整数，可缺）");
  const std::string entering =
      with(asks, "  环节 待办结 #closing\n",
           "  环节 待办结 #closing\n    进入时 则 记 人数 为 另数 加 1 通知 甲区 “进了”\n");
  const std::string leaving = with(asks, "  环节 待答复 #replying\n",
                                   "  环节 待答复 #replying\n    离开时 则 记 人数 为 另数 加 1\n");
  for (const std::string& text : {entering, leaving}) {
    Play play = assigned(text);
    const Answer answer = play.submit("2026-03-05 09:00", "甲镇", "答复");
    CHECK(answer.refused == Refused::undecided);
    CHECK(play.missing(answer) == "另数");
    CHECK(play.stage() == "待答复");
    CHECK(play.open_obligations("答复期") == 1);
  }
  Play timer =
      assigned(with(entering, "      逾期 则 催办 承办单位\n", "      逾期 则 终止 答复期 转 待办结\n"));
  timer.advance("2026-03-12 00:01");
  CHECK(timer.stage() == "待办结");
  CHECK(timer.open_obligations("办结期") == 1);
  CHECK(has({timer.log().back()}, "effect notify 甲区"));
}

TEST_CASE("4.1c Nobody joins a stage that is being left, and whom a stage finds in the list owes once",
          "[core]") {
  const auto consulting = [](const std::string& lines) {
    return assigned(
        with(wide_process(), "  环节 会商中 #consulting\n", "  环节 会商中 #consulting\n" + lines),
        {{"承办单位", "甲镇"}, {"协办单位", "乙局"}});
  };
  Play leaving = consulting("    离开时 则 记 协办单位 为 协办单位、丙局\n");
  REQUIRE(leaving.submit("2026-03-05 09:00", "乙局", "提交意见").accepted());
  CHECK(leaving.stage() == "待答复");
  CHECK(leaving.open_obligations("会商期") == 0);
  Play entering = consulting("    进入时 则 记 协办单位 为 协办单位、丙局\n");
  CHECK(entering.open_obligations("会商期") == 2);
  // The ring is entered before its stages are.
  Play ring = assigned(with(wide_process(), "环 办理环 #handling\n",
                            "环 办理环 #handling\n  进入时 则 记 协办单位 为 乙局、丙局\n"),
                       {{"承办单位", "甲镇"}, {"协办单位", "乙局"}});
  CHECK(ring.open_obligations("会商期") == 2);
}

TEST_CASE("4.2b Who answers a request becomes known: it goes to him, and not to whom the deadline is",
          "[core]") {
  const std::string asks =
      "      可延期 1次 不超过 3个工作日\n        自 见面 起 2个工作日内 须经 承办单位 的 负责人 提交意见 或 "
      "下达督办\n";
  const std::string limit = "      自 进入本环节 起 3个工作日内 应 办结\n";
  std::string text = with(wide_process(), limit, limit + asks);
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet\n事件 明确承办 #name-unit 须填 承办单位\n");
  text =
      with(text, "    当 甲区 办结 则 转 已办结\n", "    当 甲区 办结 则 转 已办结\n    当 甲区 明确承办\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    当 承办单位 答复 则 记 承办单位 为 未知 转 待办结\n");
  Play play = assigned(text);
  REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  REQUIRE(play.state().obligations().size() == 3);
  const auto who = [&] { return play.state().obligations().back().holder(); };
  CHECK(who().role == RoleId());
  CHECK(who().unit == play.rulebook().unit("甲区"));  // 兜底
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "明确承办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(who().role.valid());
  CHECK(who().unit == play.rulebook().unit("乙镇"));
}

TEST_CASE(
    "4.5 A kept clock goes on once somebody has it: by 移交, by a rule that 一旦 runs; under 重算 from its "
    "own anchor",
    "[core]") {
  const auto given_back = [](const std::string& mode, const std::string& more) {
    std::string text = with(wide_process(), "环 办理环 #handling\n",
                            "环 办理环 #handling\n  时限 环期 #ring-limit 属 主办责任\n    自 进入本环节 起 "
                            "9个工作日内 应 办结\n    逾期 则 催办 本单位\n");
    text = with(text, "    当 承办单位 答复 则 转 待办结\n",
                "    可退回 至 会商中\n      自 交办 起 5个工作日内 可 下达督办\n      自 下达督办 起 "
                "3个工作日内 须经 甲区 督办反馈 或 提交意见\n      合计 至多 2次\n      " +
                    mode + " 环期 照算 其余\n    当 承办单位 答复 则 转 待办结\n");
    text = with(text, "    一旦 会商期 全部 完成 则 转 待答复\n",
                more + "    当 甲区 改派\n    当 甲区 见面 则 移交 环期 给 乙镇 照算\n");
    text = with(text, "    一旦 会商期 任一 逾期 满 3个工作日 则 终止 会商期 转 待答复\n", "");
    Play play = assigned(text);
    REQUIRE(play.due("环期") == "2026-03-17 24:00");
    REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "下达督办").accepted());
    REQUIRE(play.submit("2026-03-06 09:00", "甲区", "督办反馈").accepted());
    REQUIRE(play.stage() == "会商中");
    REQUIRE(play.due("环期") == "suspended");
    return play;
  };
  // 8 working days were left on the 5th.
  Play handed = given_back("续算", {});
  REQUIRE(handed.submit("2026-03-10 09:00", "甲区", "见面").accepted());
  CHECK(handed.holder("环期") == "乙镇");
  CHECK(handed.due("环期") == "2026-03-20 24:00");
  Play again = given_back("重算", {});
  REQUIRE(again.submit("2026-03-10 09:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(again.due("环期") == "2026-03-17 24:00");
  Play by_rule =
      given_back("重算", "    一旦 有 说明 则 记 承办单位 为 乙镇 终止 会商期 转 待答复\n    当 甲区 答复\n");
  REQUIRE(by_rule.submit("2026-03-10 09:00", "甲区", "答复", {{"说明", "明白了"}}).accepted());
  CHECK(by_rule.stage() == "待答复");
  CHECK(by_rule.due("环期") == "2026-03-17 24:00");
}
