// What the random comparison with the model in tests/model found wrong: one example each, by rule of docs/semantics.md.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// From the line that opens the process on; the vocabulary stands before it.
std::shared_ptr<const Rulebook> rules(const std::string& process, PackOptions options = {}) {
  return load(std::string(vocabulary()) + "流程 办理流程 #main 用于 诉求\n  属地 所在网格\n  兜底 甲区\n" + process, options);
}

Play opened(std::shared_ptr<const Rulebook> rulebook) {
  Play play(std::move(rulebook));
  REQUIRE(play.open("2026-03-02 09:00", {{"所在网格", "甲格"}}).accepted());
  return play;
}

bool has(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(part) != std::string::npos; });
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
  const auto rulebook = rules(std::string(one_stage) + "    当 窗口人员 办结 则 转 已办结\n  结案 已办结 #closed\n");
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

TEST_CASE("2.7b What would escalate is held back from the first asking on, to the end of the time to decide", "[core]") {
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
  Play play = opened(rules(with(one_stage, "5个工作日内", "5个自然日内") + R"(      可延期 1次 不超过 2个自然日
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
  Play play = opened(rules(with(one_stage, "5个工作日内 应", "5个工作日内 甲区 的 负责人 应") + R"(    当 甲区 下达督办 则 委派 办结期 给 乙局
    一旦 办结期 完成 则 转 已办结
  结案 已办结 #closed
)"));
  CHECK(play.submit("2026-03-02 10:00", "乙局", "办结").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-02 11:00", "甲区", "下达督办").accepted());
  CHECK(play.submit("2026-03-02 12:00", "乙局", "办结").accepted());
  CHECK(play.closed());
}

TEST_CASE("2.4b Rungs of two obligations that stand at one instant fire in the order of their lines", "[core]") {
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
  REQUIRE(play.submit("2026-03-02 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
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
  Play play = opened(load(with(std::string(vocabulary()), "说明（文本，可缺）", "说明（文本，可缺）、另件时刻（时刻，可缺）") +
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
