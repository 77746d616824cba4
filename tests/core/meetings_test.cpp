// What features do when they meet: each works alone, and here two of them are at work on one case. By rule of
// docs/semantics.md. In March 2026, of which the 2nd is a Monday and every weekday a working day.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/abolished.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

struct Step {
  std::string at, by, event;
  Facts facts = {};
  std::string occurred = {};
};

// 乙镇 is abolished, and 甲镇 stands in its place.
void abolish(Play& play) {
  play.stepper().set_registers({play.rulebook().calendar_register(), abolished(play.rulebook().organisation(), "乙镇", "甲镇")});
}

// `rules`: what stands in the thread and behind it. The case is opened and registered on the 3rd at 09:30.
Play played(const std::string& rules, const std::vector<Step>& steps, const std::string& events = {}, bool abolishes = false) {
  std::string text = R"(事项 诉求 #petition
  要素 所在网格（网格）、承办单位（单位，可缺）、接办单位（单位，可缺）、协办单位（单位，可多个）、另件（时刻，可缺）
事件 登记 须填 所在网格
事件 交办、换人 可填 承办单位、协办单位
事件 退出 须填 接办单位
事件 并入 须填 另件
事件 答复、办结、申请、准、不准、停、走、停二、走二、离开、回来、离开二、回来二、再来、复查、签署 可填 协办单位
)" + events + R"(流程 流 用于 诉求
  属地 所在网格
  兜底 甲区
责任 心 由 甲区
)" + (rules.find("属 办\n") != rules.npos ? "责任 办 由 承办单位\n" : "") + (rules.find("属 众\n") != rules.npos ? "责任 众 由 每个 协办单位\n" : "") +
                     "贯穿 全程\n  当 登记\n" + rules;
  Play play(load(text));
  if (abolishes) abolish(play);
  REQUIRE(play.open("2026-03-03 09:30").accepted());
  REQUIRE(play.submit("2026-03-03 09:30", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  for (const Step& step : steps) {
    CAPTURE(step.at, step.event);
    RecordedEvent e = event("2026-" + step.at, step.by, step.event, step.facts);
    if (!step.occurred.empty()) e.occurred = at("2026-" + step.occurred);
    const Answer answer = play.submit(e);
    CAPTURE(static_cast<int>(answer.refused), static_cast<int>(answer.detail));
    CHECK(answer.accepted());
  }
  return play;
}

std::size_t count(const std::vector<std::string>& lines, const std::string& part) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const std::string& l) { return l.find(part) != std::string::npos; }));
}

const std::string first_stage = R"(环 一
  环节 甲段 起点
    时限 甲期 属 心
      自 进入本环节 起 20个工作日内 应 交办
    当 甲区 交办 则 转 乙段
)";

const std::string returning = R"(    可退回 至 甲段
      自 交办 起 20个工作日内 可 申请
      自 申请 起 10个工作日内 须经 甲区 准 或 不准
      合计 至多 3次
)";

std::string second_stage(const std::string& more) {
  return first_stage + "  环节 乙段\n" + more + "    当 办结 则 终止 全部时限 转 完\n";
}
const std::string ends = "  结案 完\n";

}  // namespace

TEST_CASE("2.7b A request is not decided once an event, or a granting, has settled it", "[core]") {
  // Who leaves the list with the event that he brings owes no more, and a request is open beside him.
  const std::string thread = R"(  时限 总 属 办
    自 首次 交办 起 10个工作日内 应 办结
    可延期 1次 不超过 5个工作日
      自 申请 起 3个工作日内 须经 甲区 准 或 不准
      接续 原届满日
)";
  const Play left = played(thread + second_stage("    时限 丙期 属 众\n      自 进入本环节 起 10个工作日内 应 签署\n") + ends,
                           {{"03-03 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}},
                            {"03-04 10:00", "甲镇", "申请"},
                            {"03-05 10:00", "乙局", "签署", {{"协办单位", "丙局"}}},
                            {"03-05 11:00", "丙局", "签署"}});
  CHECK(left.open_obligations("丙期") == 0);
  // The granting of one ends the deadline that the other request is about.
  const std::string two = R"(  时限 总 属 心
    自 首次 交办 起 10个工作日内 应 办结
    可延期 1次 不超过 5个工作日
      自 申请 起 3个工作日内 须经 甲区 准 或 不准
      接续 原届满日
      则 终止 副
  时限 副 属 心
    自 首次 交办 起 9个工作日内 应 答复
    可延期 1次 不超过 5个工作日
      自 申请 起 3个工作日内 须经 甲区 准 或 不准
      接续 原届满日
)";
  const Play ended = played(two + second_stage("") + ends,
                            {{"03-03 10:00", "甲区", "交办"}, {"03-04 10:00", "甲区", "申请"}, {"03-05 10:00", "甲区", "准"}});
  CHECK(ended.open_obligations("副") == 0);
  CHECK(ended.due("总") == "2026-03-24 24:00");
}

TEST_CASE("4.5 续算 starts with what was left at the asking, whatever befell the clock since", "[core]") {
  const auto given_back = [](const std::string& clocks, const std::string& more, const std::vector<Step>& between, const std::string& again = {}) {
    const std::string text = "  时限 总 属 办\n    自 首次 交办 起 10个工作日内 应 办结\n" + clocks +
                             second_stage("    时限 乙期 属 办\n      自 进入本环节 起 10个工作日内 应 答复\n" + again + more + returning + "      续算 总、乙期 照算 其余\n");
    std::vector<Step> steps{{"03-03 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}}, {"03-04 10:00", "甲镇", "申请"}};
    steps.insert(steps.end(), between.begin(), between.end());
    return std::pair{text, steps};
  };
  const std::vector<Step> consent{{"03-11 10:00", "甲区", "准"}, {"03-12 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}}};
  const auto ended = [&](std::pair<std::string, std::vector<Step>> given, const std::string& side = {}) {
    for (const Step& s : consent) given.second.push_back(s);
    return played(given.first + side + ends, given.second);
  };
  const std::string side = R"(  环节 旁
    期间 中止 总、乙期 照算 其余
    时限 旁期 属 心
      自 进入本环节 起 8个工作日内 信访人 可 回来
      逾期 则 返回原环节
    当 信访人 回来 则 返回原环节
)";
  const Play plain = ended(given_back({}, {}, {}));
  CHECK(plain.due("总") == "2026-03-25 24:00");  // 9 days were left, from the 12th on
  CHECK(plain.due("乙期") == "2026-03-25 24:00");
  auto received = given_back({}, {}, {});
  received.first = with(received.first, "时限 乙期 属 办\n", "时限 乙期 属 办 实到\n");
  CHECK(ended(received).due("乙期") == "2026-03-25 24:00");
  // A side stage stopped both between asking and consent.
  const Play aside = ended(given_back({}, "    当 离开 则 转 旁 至多 2次\n", {{"03-05 10:00", "甲镇", "离开"}, {"03-10 10:00", "信访人", "回来"}}), side);
  CHECK(aside.due("总") == "2026-03-25 24:00");
  CHECK(aside.due("乙期") == "2026-03-25 24:00");
  // So did 不计入; and once it goes on only after the work is known again.
  const std::string span = "    不计入 停 至 走\n";
  const Play spans = ended(given_back(span, {}, {{"03-05 10:00", "甲镇", "停"}, {"03-10 10:00", "甲镇", "走"}}, "  " + span));
  CHECK(spans.due("总") == "2026-03-25 24:00");
  CHECK(spans.due("乙期") == "2026-03-25 24:00");
  auto still = given_back(span, {}, {{"03-05 10:00", "甲镇", "停"}}, "  " + span);
  for (const Step& s : consent) still.second.push_back(s);
  still.second.push_back({"03-13 10:00", "乙镇", "走"});
  const Play later = played(still.first + ends, still.second);
  CHECK(later.due("总") == "2026-03-26 24:00");
  CHECK(later.due("乙期") == "2026-03-25 24:00");
  // Started anew since the asking it has its whole length.
  const std::string restart = "    重新起算 再来\n";
  const Play anew = ended(given_back(restart, {}, {{"03-10 10:00", "甲镇", "再来"}}, "  " + restart));
  CHECK(anew.due("总") == "2026-03-26 24:00");
  CHECK(anew.due("乙期") == "2026-03-26 24:00");
}

TEST_CASE("4.5 重算 counts again from where 重新起算 had put the anchor, and who holds the clock holds it since he does", "[core]") {
  const std::string stage = second_stage("    时限 乙期 属 办\n      自 进入本环节 起 10个工作日内 应 答复\n" + returning + "      重算 总、乙期 照算 其余\n") + ends;
  const Play restarted = played("  时限 总 属 办\n    自 首次 交办 起 5个工作日内 应 办结\n    重新起算 再来\n" + stage,
                                {{"03-03 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}},
                                 {"03-09 10:00", "甲镇", "再来"},
                                 {"03-10 10:00", "甲镇", "申请"},
                                 {"03-11 10:00", "甲区", "准"},
                                 {"03-12 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}}});
  CHECK(restarted.due("总") == "2026-03-16 24:00");
  const Play held = played("  当 停 则 中止 总\n  当 走 则 恢复 总\n  时限 总 属 办\n    自 首次 交办 起 10个工作日内 应 办结\n" + stage,
                           {{"03-03 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}},
                            {"03-04 10:00", "甲镇", "申请"},
                            {"03-05 10:00", "甲区", "准"},
                            {"03-06 10:00", "甲区", "停"},
                            {"03-09 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}},
                            {"03-10 10:00", "甲区", "走"}});
  CHECK(held.due("总") == "2026-03-19 24:00");  // it stood still from the 6th to the 10th
}

TEST_CASE("4.5 A line for the event that consents does what it says, and the work is returned all the same", "[core]") {
  const Play play = played("  当 甲区 准 则 通知 甲区 “同意了”\n" +
                               second_stage("    时限 乙期 属 办\n      自 进入本环节 起 10个工作日内 应 答复\n" + returning + "      照算 其余\n") + ends,
                           {{"03-03 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}}, {"03-04 10:00", "甲镇", "申请"}, {"03-05 10:00", "甲区", "准"}});
  CHECK(play.stage() == "甲段");
  CHECK(play.open_obligations("乙期") == 0);
  CHECK(count(play.log(), "notify 甲区") == 1);
}

TEST_CASE("3.4 From a side stage into another one: the first is left, and what sleeps sleeps on", "[core]") {
  const auto side = [](const std::string& name, const std::string& back, const std::string& meanwhile) {
    return "  环节 " + name + "\n    期间 " + meanwhile + "照算 其余\n    时限 " + name + "期 属 心\n      自 进入本环节 起 5个工作日内 信访人 可 " + back +
           "\n      逾期 则 返回原环节\n    当 信访人 " + back + " 则 返回原环节\n";
  };
  const auto rules = [&](const std::string& expiry) {
    return "  当 离开二 则 转 旁二 至多 3次\n环 一\n  环节 甲段 起点\n    时限 甲期 属 心\n      自 进入本环节 起 2个工作日内 应 交办\n" + expiry +
           "    时限 权期 属 心\n      自 进入本环节 起 60个工作日内 信访人 可 复查\n    当 办结 则 终止 全部时限 转 完\n    当 离开 则 转 旁一 至多 4次\n" +
           side("旁一", "回来", expiry.empty() ? "中止 甲期 " : "") + side("旁二", "回来二", "") + ends;
  };
  Play play = played(rules({}), {{"03-03 10:00", "甲区", "离开"}});
  CHECK(play.due("甲期") == "suspended");
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "离开二").accepted());
  CHECK(play.stage() == "旁二");
  CHECK(play.open_obligations("旁一期") == 0);
  CHECK(play.due("甲期") == "2026-03-06 24:00");  // only 旁一 stopped it, on the 3rd
  REQUIRE(play.submit("2026-03-05 10:00", "信访人", "回来二").accepted());
  CHECK(play.stage() == "甲段");
  // The clock of what sleeps leads there too.
  Play timed = played(rules("      逾期 则 终止 甲期 转 旁二 至多 1次\n"), {{"03-04 10:00", "甲区", "离开"}});
  timed.advance("2026-03-06 08:00");
  CHECK(timed.stage() == "旁二");
  REQUIRE(timed.submit("2026-03-06 10:00", "信访人", "回来二").accepted());
  CHECK(timed.stage() == "甲段");
  CHECK(timed.submit("2026-03-09 10:00", "甲区", "办结").accepted());
}

TEST_CASE("3.4 返回原环节 leaves whatever is around the side stage and not around what sleeps", "[core]") {
  const std::string rules = R"(环 一
  环节 甲段 起点
    时限 甲期 属 心
      自 进入本环节 起 60个工作日内 应 办结
    当 办结 则 终止 甲期 转 完
    当 离开 则 转 旁 至多 4次
环 二
  进入时 则 通知 甲区 “进”
  离开时 则 通知 甲区 “出”
  时限 二期 属 心
    自 进入本环节 起 5个工作日内 信访人 可 复查
    逾期 则 视为 “放弃”
  环节 旁
    期间 照算 其余
    时限 旁期 属 心
      自 进入本环节 起 3个工作日内 信访人 可 回来
      逾期 则 返回原环节
    当 信访人 回来 则 返回原环节
)" + ends;
  const std::vector<Step> twice{{"03-03 10:00", "甲区", "离开"}, {"03-04 10:00", "信访人", "回来"}, {"03-05 10:00", "甲区", "离开"}, {"03-06 10:00", "信访人", "回来"}};
  const Play play = played(rules, twice);
  CHECK(play.stage() == "甲段");
  CHECK(play.open_obligations("二期") == 0);
  CHECK(count(play.log(), "notify 甲区") == 4);
  // What is owed there keeps the case there.
  Play owing = played(with(with(rules, "信访人 可 复查\n    逾期 则 视为 “放弃”", "应 复查"), "逾期 则 返回", "逾期 则 终止 二期 返回"), {{"03-03 10:00", "甲区", "离开"}});
  CHECK(owing.owed(owing.submit("2026-03-04 10:00", "信访人", "回来")) == "二期");
}

TEST_CASE("3.5b What a reopening brings opens in the thread once, by the policy of each deadline", "[core]") {
  const auto reopened = [](const std::string& policy) {
    return played("  时限 复查期 属 心\n    自 复查 起 3个自然日内 不顺延 应 答复\n    逾期 则 扣分 本单位 5分\n"
                  "  时限 众期 属 众\n    自 交办 起 30个工作日内 应 签署\n" + second_stage("    时限 乙期 属 心\n      自 进入本环节 起 10个工作日内 应 办结\n") +
                      "  结案 完\n    可重开 自 结案 起 30个自然日内 信访人 可 复查 则 转 乙段 至多 2次\n      " + policy + "\n",
                  {{"03-03 10:00", "甲区", "交办"}, {"03-04 10:00", "甲区", "办结"}, {"03-05 10:00", "信访人", "复查", {{"协办单位", "乙局"}}}});
  };
  Play play = reopened("照算 其余");
  CHECK(play.open_obligations("复查期") == 1);
  CHECK(play.open_obligations("众期") == 1);
  play.advance("2026-03-10 00:00");
  CHECK(count(play.log(), "penalise 甲区") == 1);
  CHECK(reopened("照算 众期 不开 其余").open_obligations("复查期") == 0);
}

TEST_CASE("3.5b 完成 in the thread asks about what was opened since the reopening", "[core]") {
  const Play play = played("  时限 总 属 心\n    自 交办 起 30个工作日内 应 答复\n  一旦 总 完成 则 终止 全部时限 转 完\n" +
                               second_stage("    时限 乙期 属 心\n      自 进入本环节 起 60个工作日内 应 办结\n") +
                               "  结案 完\n    可重开 自 结案 起 30个自然日内 信访人 可 复查 则 转 乙段 至多 2次\n      重算 其余\n",
                           {{"03-03 10:00", "甲区", "交办"}, {"03-05 10:00", "甲区", "答复"}, {"03-09 10:00", "信访人", "复查"}});
  CHECK(play.stage() == "乙段");
  CHECK(play.open_obligations("总") == 1);
}

TEST_CASE("4.1c Who leaves the list is no longer one of all, in the thread as in a stage", "[core]") {
  const Play play = played("  当 甲区 退出 则 记 协办单位 为 协办单位 除了 接办单位\n  时限 总 属 众\n    自 交办 起 30个工作日内 应 签署\n" +
                               second_stage("    时限 乙期 属 心\n      自 进入本环节 起 60个工作日内 应 办结\n    一旦 总 全部 完成 则 终止 全部时限 转 完\n") + ends,
                           {{"03-03 10:00", "甲区", "交办", {{"协办单位", "乙局、丙局"}}},
                            {"03-04 10:00", "乙局", "签署"},
                            {"03-05 10:00", "甲区", "退出", {{"接办单位", "丙局"}}}});
  CHECK(play.closed());
}

TEST_CASE("4.2b E again opens what is settled for each of the list as it is now, counted from this E", "[core]") {
  const Play play = played("  当 甲区 换人\n  时限 总 属 众\n    自 换人 起 3个工作日内 应 签署\n" + first_stage + "    当 办结 则 终止 全部时限 转 完\n  环节 乙段\n    当 办结 则 终止 全部时限 转 完\n" + ends,
                           {{"03-03 10:00", "甲区", "换人", {{"协办单位", "乙局"}}},
                            {"03-04 10:00", "乙局", "签署"},
                            {"03-12 11:00", "甲区", "换人", {{"协办单位", "乙局、丙局"}}}});
  CHECK(play.due("总", "乙局") == "2026-03-17 24:00");
  CHECK(play.due("总", "丙局") == "2026-03-17 24:00");
}

TEST_CASE("4.2b 自 首次 E 或 F opens with the first of them, and not again with the other", "[core]") {
  const Play play = played("  当 停\n  当 走\n  时限 总 属 心\n    自 首次 停 或 走 起 3个工作日内 应 答复\n" + second_stage("    时限 乙期 属 心\n      自 进入本环节 起 60个工作日内 应 办结\n") + ends,
                           {{"03-03 10:00", "甲区", "交办"}, {"03-03 11:00", "甲区", "停"}, {"03-04 10:00", "甲区", "答复"}, {"03-13 10:00", "甲区", "走"}});
  CHECK(play.open_obligations("总") == 0);
  CHECK(count(play.log(), "opened 总") == 1);
}

TEST_CASE("4.9 并案 does not pull back a clock that was started anew", "[core]") {
  const Play play = played("  当 甲区 并入 则 并案 交办 取早 另件\n  时限 总 属 心\n    自 首次 交办 起 5个工作日内 应 答复\n    重新起算 再来\n" +
                               second_stage("    时限 乙期 属 心\n      自 进入本环节 起 60个工作日内 应 办结\n") + ends,
                           {{"03-03 10:00", "甲区", "交办"}, {"03-09 10:00", "甲区", "再来"}, {"03-10 10:00", "甲区", "并入", {{"另件", "2026-03-02T10:00:00+08:00"}}}});
  CHECK(play.due("总") == "2026-03-16 24:00");
}

TEST_CASE("2.5c The second limit from 进入本环节 runs from there, whenever the first begins or begins anew", "[core]") {
  const auto due = [](const std::string& from, const std::vector<Step>& more) {
    std::vector<Step> steps{{"03-03 10:00", "甲区", "交办"}};
    steps.insert(steps.end(), more.begin(), more.end());
    return played("  当 停\n" + second_stage("    时限 乙期 属 心\n      自 " + from + " 起 10个工作日内 应 办结\n      不晚于 自 进入本环节 起 12个工作日内\n      重新起算 再来\n"
                                              "    时限 丙期 属 心\n      自 进入本环节 起 60个工作日内 应 办结\n") + ends,
                  steps)
        .due("乙期");
  };
  CHECK(due("进入本环节", {{"03-13 10:00", "甲区", "再来"}}) == "2026-03-19 24:00");
  CHECK(due("停", {{"03-12 10:00", "甲区", "停"}}) == "2026-03-19 24:00");
  CHECK(due("停", {{"03-12 10:00", "甲区", "停"}, {"03-13 10:00", "甲区", "再来"}}) == "2026-03-19 24:00");
}

TEST_CASE("2.7a A clock stands still as long as anybody holds it, also where one end is entered late (4.6)", "[core]") {
  const std::string late = "事件 停三、走三、重来 可补录 10个工作日 由 负责人\n";
  const auto due = [&](const std::string& lines, std::vector<Step> steps) {
    steps.insert(steps.begin(), {"03-03 10:00", "甲区", "交办"});
    return played(second_stage("    时限 乙期 属 心\n      自 进入本环节 起 10个工作日内 应 办结\n" + lines), steps, late).due("乙期");
  };
  const std::string two = "      不计入 停 至 走\n      不计入 停三 至 走三\n";
  const std::string by = "甲区 的 负责人";
  // Late A before a span that is over; late A and B while another line holds; late B before the end of another span.
  CHECK(due(two + ends, {{"03-05 10:00", "甲区", "停"}, {"03-06 10:00", "甲区", "走"}, {"03-09 10:00", by, "停三", {}, "03-04 10:00"}, {"03-11 10:00", by, "走三"}}) == "2026-03-24 24:00");
  CHECK(due(two + ends, {{"03-06 10:00", "甲区", "停"}, {"03-09 10:00", by, "停三", {}, "03-04 10:00"}, {"03-09 11:00", by, "走三", {}, "03-05 10:00"}, {"03-11 10:00", "甲区", "走"}}) ==
        "2026-03-23 24:00");
  CHECK(due(two + ends, {{"03-04 10:00", by, "停三"}, {"03-05 10:00", "甲区", "停"}, {"03-10 10:00", "甲区", "走"}, {"03-11 10:00", by, "走三", {}, "03-06 10:00"}}) == "2026-03-23 24:00");
  // Late B of a span that is over: it was over before.
  CHECK(due("      不计入 停三 至 走三\n" + ends, {{"03-05 10:00", by, "停三"}, {"03-10 10:00", by, "走三"}, {"03-11 10:00", by, "走三", {}, "03-06 10:00"}}) == "2026-03-18 24:00");
  // A restart that is entered late leaves what came after it, and nothing else.
  const std::string extended = "      可延期 1次 不超过 5个工作日\n        须经 甲区 准\n        接续 原届满日\n      重新起算 重来\n";
  CHECK(due(extended + ends, {{"03-04 10:00", "甲区", "准"}, {"03-11 10:00", by, "重来", {}, "03-05 10:00"}}) == "2026-03-19 24:00");
  CHECK(due(extended + ends, {{"03-06 10:00", "甲区", "准"}, {"03-11 10:00", by, "重来", {}, "03-05 10:00"}}) == "2026-03-26 24:00");
  const std::string restart = "      不计入 停 至 走\n      重新起算 重来\n";
  CHECK(due(restart + ends, {{"03-05 10:00", "甲区", "停"}, {"03-10 10:00", "甲区", "走"}, {"03-11 10:00", by, "重来", {}, "03-04 11:00"}}) == "2026-03-23 24:00");
  CHECK(due(restart + ends, {{"03-06 10:00", "甲区", "停"}, {"03-09 10:00", by, "重来", {}, "03-03 11:00"}, {"03-10 10:00", "甲区", "走"}}) == "2026-03-19 24:00");
}

TEST_CASE("3.4 What is asked for is decided while it sleeps: whoever decides has his time", "[core]") {
  Play play = played(second_stage(R"(    时限 乙期 属 心
      自 进入本环节 起 5个工作日内 应 办结
      可延期 1次 不超过 5个工作日
        自 申请 起 2个工作日内 须经 甲区 准 或 不准
        接续 原届满日
    当 离开 则 转 旁 至多 2次
)") + R"(  环节 旁
    期间 中止 乙期 照算 其余
    时限 旁期 属 心
      自 进入本环节 起 8个工作日内 信访人 可 回来
      逾期 则 返回原环节
    当 信访人 回来 则 返回原环节
)" + ends,
                     {{"03-03 10:00", "甲区", "交办"}, {"03-04 10:00", "甲区", "申请"}, {"03-04 11:00", "甲区", "离开"}, {"03-05 10:00", "甲区", "准"}});
  CHECK(play.stage() == "旁");
  REQUIRE(play.submit("2026-03-06 10:00", "信访人", "回来").accepted());
  CHECK(play.due("乙期") == "2026-03-19 24:00");  // 4 days left on the 4th, and 5 more
}

TEST_CASE("4.5 What a unit asked to give back before it was abolished is returned from its successor", "[core]") {
  Play play = played(second_stage("    时限 乙期 属 办\n      自 进入本环节 起 10个工作日内 应 答复\n" + returning + "      照算 其余\n") + ends,
                     {{"03-03 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}}, {"03-04 10:00", "乙镇", "申请"}});
  abolish(play);
  Entries entries;
  REQUIRE(play.stepper().recount(play.state(), at("2026-03-04 12:00"), entries));
  REQUIRE(play.holder("乙期") == "甲镇");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "准").accepted());
  CHECK(play.fact("承办单位") == "未知");
  CHECK(count(play.log(), "returned 乙期") == 1);
}

TEST_CASE("3.6b Who stands in the place of a unit that was abolished is the member of the list that it was", "[core]") {
  const auto listed = [](const std::string& members, const std::vector<Step>& more) {
    std::vector<Step> steps{{"03-03 10:00", "甲区", "交办", {{"协办单位", members}}}};
    steps.insert(steps.end(), more.begin(), more.end());
    return played("  当 甲区 退出 则 记 协办单位 为 协办单位 除了 接办单位\n" +
                      second_stage("    时限 乙期 属 众\n      自 进入本环节 起 10个工作日内 应 签署\n    时限 丙期 属 心\n      自 进入本环节 起 60个工作日内 应 办结\n"
                                   "    当 每个 协办单位 签署 则 通知 甲区 “签了”\n") + ends,
                  steps, {}, true);
  };
  CHECK(listed("乙镇、丙局", {{"03-04 10:00", "甲区", "退出", {{"接办单位", "乙镇"}}}}).open_obligations("乙期") == 1);  // 丙局 alone
  const Play signed_for = listed("乙镇、丙局", {{"03-04 10:00", "甲镇", "签署"}});
  CHECK(signed_for.open_obligations("乙期") == 1);
  CHECK(count(signed_for.log(), "notify 甲区") == 1);
  CHECK(listed("乙镇、甲镇", {}).open_obligations("乙期") == 1);
}
