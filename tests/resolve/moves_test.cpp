// The checks of what moves a case and of what stands still meanwhile: side stages, returns, spans, powers. Each test makes
// one mistake in a sound process.
#include <catch2/catch.hpp>

#include <string>
#include <utility>

#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Problems wide(std::string_view from, std::string_view to) { return problems(with(wide_process(), from, to)); }

constexpr std::string_view returning = "    当 承办单位 答复 则 转 待办结\n";

// 待答复 may be returned: `terms` stand under 可退回, what `more` says beside it.
Problems returned_to(std::string_view target, std::string_view terms, std::string_view more = "", std::string text = wide_process()) {
  text = with(std::move(text), "事件 见面 #meet", "事件 见面 #meet、退回、同意退回、不同意退回");
  return problems(with(text, returning, "    可退回 至 " + std::string(target) + "\n" + std::string(terms) +
                                            "      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n      合计 至多 2次\n" +
                                            std::string(more) + std::string(returning)));
}

constexpr std::string_view in_five_days = "      自 交办 起 5个工作日内 可 退回\n";
const std::string plain_return = std::string(in_five_days) + "      照算 其余\n";

constexpr std::string_view period_ends = "      逾期 则 视为 “按现有材料办理” 返回原环节\n";

}  // namespace

TEST_CASE("3.4 A side stage is entered only where a stage is left to sleep", "[resolve][checks]") {
  const auto reopened = [](std::string_view to) {
    return wide("  结案 已办结 #closed、已撤回 #withdrawn\n",
                "  结案 已办结 #closed、已撤回 #withdrawn\n    可重开 自 结案 起 10个自然日内 信访人 可 见面 则 " + std::string(to) + "\n      照算 其余\n");
  };
  CHECK(reopened("转 待答复 至多 2次").empty());
  CHECK(reopened("转 待补正 至多 2次") == Problems{"E0471 可重开 自 结案 起 10个自然日内 信访人 可 见面 则 转 待补正 至多 2次"});
  // Going round between the end and the side stage that has nothing to go back to is an error of its own.
  CHECK(reopened("转 待答复 至多 2次 此后 转 待补正") ==
        Problems{"E0407 可重开 自 结案 起 10个自然日内 信访人 可 见面 则 转 待答复 至多 2次 此后 转 待补正",
                 "E0471 可重开 自 结案 起 10个自然日内 信访人 可 见面 则 转 待答复 至多 2次 此后 转 待补正"});
  CHECK(returned_to("待交办", plain_return).empty());
  CHECK(returned_to("待补正", plain_return) == Problems{"E0471 可退回 至 待补正"});
  const Problems begun = problems(with(with(with(wide_process(), " #registering 起点", " #registering"), "#supplementing", "#supplementing 起点"),
                                       "    当 信访人 补正 则 返回原环节\n", "    当 信访人 补正 则 返回原环节\n    当 甲区 改派 则 转 待登记\n"));
  CHECK(begun == Problems{"E0471 待补正 #supplementing"});
}

TEST_CASE("3.4 A side stage has a clock of its own that runs while the case is there", "[resolve][checks]") {
  CHECK(wide("期间 中止 答复期 照算 其余", "期间 中止 补正期 照算 其余") == Problems{"E0413 待补正 #supplementing"});
  CHECK(wide("期间 中止 答复期 照算 其余", "期间 中止 其余").empty());  // 其余 is what sleeps
  CHECK(problems(with(with(wide_process(), "期间 中止 答复期 照算 其余", "期间 中止 补正期 照算 其余"), "    当 信访人 补正 则 返回原环节\n",
                      "    当 信访人 补正 则 返回原环节\n    时限 催收期 属 窗口责任\n      自 进入本环节 起 3个工作日内 信访人 可 见面\n      逾期 则 返回原环节\n")).empty());
}

TEST_CASE("3.4 Where no stage is a side stage there is no way back", "[resolve][checks]") {
  const std::string back = "    当 信访人 补正 则 返回原环节\n";
  CHECK(wide("  当 信访人 撤回 则", "  当 甲区 改派 则 返回原环节\n  当 信访人 撤回 则").empty());  // out of 待补正
  CHECK(wide("环 受理环 #intake\n", "环 受理环 #intake\n  时限 受理期 属 窗口责任\n    自 进入本环节 起 9个工作日内 应 见面\n  当 甲区 改派 则 返回原环节\n") ==
        Problems{"E0475 当 甲区 改派 则 返回原环节"});
  CHECK(wide(back, back + "    子环节 补材料\n      当 甲区 见面 则 转 补手续\n    子环节 补手续\n      当 甲区 办结 则 终止 补正期 转 待办结\n") ==
        Problems{"E0475 逾期 则 视为 “按现有材料办理” 返回原环节", "E0475 当 信访人 补正 则 返回原环节"});
}

TEST_CASE("2.9 The end of a clock of a side stage leaves what sleeps beside it too", "[resolve][checks]") {
  const auto ends = [](std::string_view then) {
    return wide(period_ends, "      逾期 则 " + std::string(then) + "\n");
  };
  CHECK(ends("转 待办结") == Problems{"E0416 逾期 则 转 待办结"});
  CHECK(ends("终止 答复期 转 待办结").empty());
  CHECK(ends("终止 全程期 转 已撤回") == Problems{"E0416 逾期 则 终止 全程期 转 已撤回"});
  // Entered from two stages, either may sleep.
  const std::string both = with(wide_process(), "    当 甲区 办结 则 转 已办结\n", "    当 甲区 办结 则 转 已办结\n    当 甲区 要求补正 则 转 待补正 至多 1次\n");
  CHECK(problems(with(both, period_ends, "      逾期 则 终止 答复期 转 会商中 至多 1次\n")) == Problems{"E0416 逾期 则 终止 答复期 转 会商中 至多 1次"});
  CHECK(problems(with(both, period_ends, "      逾期 则 终止 答复期、办结期 转 会商中 至多 1次\n")).empty());
}

TEST_CASE("2.9 Going back leaves nothing owed behind in the side stage or around it", "[resolve][checks]") {
  const std::string duty = with(wide_process(), "信访人 可 补正\n", "应 补正\n");
  CHECK(problems(with(duty, "    当 信访人 补正 则", "    当 承办单位 补正 则")) == Problems{"E0416 逾期 则 视为 “按现有材料办理” 返回原环节"});
  CHECK(problems(with(with(duty, "    当 信访人 补正 则", "    当 承办单位 补正 则"), "视为 “按现有材料办理” 返回", "终止 补正期 返回")).empty());
  // In a ring of its own, whose duty nothing sleeps in.
  const auto in_ring = [](std::string_view meanwhile) {
    std::string text = wide_process();
    const std::size_t from = text.find("  环节 待补正"), to = text.find("  环节 待办结");
    const std::string stage = text.substr(from, to - from);
    text.erase(from, to - from);
    return text + "环 补正环\n  时限 催收期 属 窗口责任\n    自 进入本环节 起 30个工作日内 应 见面\n" + with(stage, "      逾期 则", "      逾期 则 " + std::string(meanwhile));
  };
  CHECK(problems(in_ring("")) == Problems{"E0416 逾期 则  视为 “按现有材料办理” 返回原环节"});
  CHECK(problems(in_ring("终止 催收期")).empty());
}

TEST_CASE("3.4 The end of a clock that leads aside leaves nothing, but from one side stage to another", "[resolve][checks]") {
  CHECK(wide("      逾期 则 催办 承办单位\n", "      逾期 则 转 待补正 至多 1次\n").empty());
  const auto onward = [](std::string_view owed, std::string_view ends) {
    return wide("    当 信访人 补正 则 返回原环节\n",
                "    时限 催收期 属 窗口责任\n      自 进入本环节 起 3个工作日内 " + std::string(owed) + "\n      逾期 则 " + std::string(ends) + "转 待核对 至多 1次\n"
                "    当 信访人 补正 则 返回原环节\n  环节 待核对\n    期间 照算 其余\n    时限 核对期 属 窗口责任\n      自 进入本环节 起 3个工作日内 信访人 可 见面\n      逾期 则 返回原环节\n");
  };
  CHECK(onward("信访人 可 见面", "").empty());  // what sleeps goes on sleeping
  const std::string back = "E0416 逾期 则 视为 “按现有材料办理” 返回原环节";
  CHECK(onward("应 见面", "") == Problems{back, "E0416 逾期 则 转 待核对 至多 1次"});
  CHECK(onward("应 见面", "终止 催收期 ") == Problems{back});
}

TEST_CASE("2.9 What sleeps may sleep beside the second of two side stages", "[resolve][checks]") {
  const auto text = [](std::string_view ends) {
    return wide("    当 信访人 补正 则 返回原环节\n",
                "    当 信访人 补正 则 返回原环节\n    当 甲区 改派 则 转 待核对 至多 1次\n"
                "  环节 待核对\n    期间 照算 其余\n    时限 核对期 属 窗口责任\n      自 进入本环节 起 3个工作日内 信访人 可 见面\n      逾期 则 返回原环节\n      逾期 第2个工作日 则 " +
                    std::string(ends) + "转 待办结\n");
  };
  CHECK(text("") == Problems{"E0416 逾期 第2个工作日 则 转 待办结"});
  CHECK(text("终止 答复期 ").empty());
}

TEST_CASE("2.9 A line that leads aside once does not come to an end there", "[resolve][checks]") {
  // Only 答复期 leads to 待补正, and its breach happens once; a second rung may come while the case is there.
  std::string text = with(wide_process(), "    当 承办单位 要求补正 则 转 待补正 至多 1次\n", "");
  text = with(text, "信访人 可 补正\n      逾期 则 视为 “按现有材料办理” 返回原环节\n    当 信访人 补正", "应 补正\n      逾期 则 终止 补正期 返回原环节\n    当 承办单位 补正");
  const std::string once = with(text, "      逾期 则 催办 承办单位\n      逾期 第1个工作日 则 红牌 承办单位 提级督办 承办单位\n      此后每 1个工作日 至多 2次 则 催办 承办单位\n",
                                "      逾期 则 转 待补正 至多 1次\n");
  const std::string stops_not = with(once, "期间 中止 答复期 照算 其余", "期间 照算 其余");
  CHECK(problems(stops_not).empty());
  CHECK(problems(with(stops_not, "      逾期 则 转 待补正 至多 1次\n", "      逾期 则 转 待补正 至多 1次\n      此后每 1个工作日 至多 2次 则 转 待补正 至多 1次\n")) ==
        Problems{"E0416 此后每 1个工作日 至多 2次 则 转 待补正 至多 1次"});
  // Of several members the second may be late while the case is there.
  const std::string each = with(with(stops_not, "时限 答复期 #reply-limit 属 主办责任", "时限 答复期 #reply-limit 属 协办责任"), "当 承办单位 答复 则 转 待办结", "一旦 答复期 全部 完成 则 转 待办结");
  CHECK(problems(each) == Problems{"E0416 逾期 则 转 待补正 至多 1次"});
}

TEST_CASE("3.4 A side stage that is entered from another one speaks of what sleeps beside both", "[resolve][checks]") {
  const auto meanwhile = [](std::string_view policies) {
    return wide("    当 信访人 补正 则 返回原环节\n",
                "    当 信访人 补正 则 返回原环节\n    当 甲区 改派 则 转 待核对 至多 1次\n"
                "  环节 待核对\n    期间 " + std::string(policies) + "\n    时限 核对期 属 窗口责任\n      自 进入本环节 起 3个工作日内 信访人 可 见面\n      逾期 则 返回原环节\n");
  };
  CHECK(meanwhile("照算 全程期") == Problems{"E0414 期间 照算 全程期"});
  CHECK(meanwhile("照算 全程期、答复期").empty());  // 补正期 is left
}

TEST_CASE("4.5 What grants a return moves the case nowhere else", "[resolve][checks]") {
  const auto beside = [](std::string_view line) { return returned_to("待交办", plain_return, "    " + std::string(line) + "\n"); };
  CHECK(beside("当 甲区 同意退回 则 通知 承办单位 “准予退回”").empty());
  CHECK(beside("当 甲区 同意退回 则 终止 全部时限 转 已撤回") == Problems{"E0472 当 甲区 同意退回 则 终止 全部时限 转 已撤回"});
  CHECK(beside("当 甲区 不同意退回 则 终止 全部时限 转 已撤回").empty());  // that is no return
  const auto around = [](std::string_view from, std::string_view line) {
    return returned_to("待交办", plain_return, "", with(wide_process(), from, std::string(from) + std::string(line)));
  };
  CHECK(around("贯穿 全程督查 #oversight\n", "  当 甲区 同意退回 则 终止 全部时限 转 已撤回\n") == Problems{"E0472 当 甲区 同意退回 则 终止 全部时限 转 已撤回"});
  CHECK(around("贯穿 全程督查 #oversight\n", "  当 甲区 同意退回 则\n    若 紧急 则 终止 全部时限 转 已撤回\n    否则 催办 承办单位\n") ==
        Problems{"E0472 若 紧急 则 终止 全部时限 转 已撤回"});
  // It may be granted while 待答复 sleeps.
  CHECK(around("  环节 待补正 #supplementing\n", "    当 甲区 同意退回 则 终止 答复期 转 会商中 至多 1次\n") == Problems{"E0472 当 甲区 同意退回 则 终止 答复期 转 会商中 至多 1次"});
  CHECK(around("  环节 待办结 #closing\n", "    当 甲区 同意退回 则 终止 全部时限 转 已撤回\n").empty());  // elsewhere it is another event
}

TEST_CASE("4.5 其余 starts no clock of a statute or of the petitioner again either", "[resolve][checks]") {
  const std::string terms(in_five_days);
  CHECK(returned_to("待交办", terms + "      重算 其余\n").empty());  // 补正期 lapses with the stage that it is of
  const std::string statute = with(wide_process(), "时限 全程期 #overall-limit 属 窗口责任", "时限 全程期 #overall-limit 属 窗口责任 法定\n    依据 某条例第一条");
  CHECK(returned_to("待交办", terms + "      重算 其余\n", "", statute) == Problems{"E0442 可退回 至 待交办"});
  CHECK(returned_to("待交办", terms + "      续算 其余\n", "", statute) == Problems{"E0442 可退回 至 待交办"});
  CHECK(returned_to("待交办", terms + "      照算 全程期 重算 其余\n", "", statute).empty());
  CHECK(returned_to("待交办", terms + "      重算 答复期 照算 其余\n", "", statute).empty());
  // In the thread, in the ring, in the stage.
  const std::pair<std::string_view, std::string> places[] = {{"贯穿 全程督查 #oversight\n", "  "}, {"环 办理环 #handling\n", "  "}, {"  环节 待答复 #replying\n", "    "}};
  for (const auto& [scope, indent] : places) {
    const std::string right = with(wide_process(), scope, std::string(scope) + indent + "时限 申请期 属 窗口责任\n" + indent +
                                                              "  自 首次 登记 起 10个工作日内 信访人 可 见面\n");
    CHECK(returned_to("待交办", terms + "      重算 其余\n", "", right) == Problems{"E0442 可退回 至 待交办"});
    CHECK(returned_to("待交办", terms + "      照算 申请期 重算 其余\n", "", right).empty());
  }
  // Of the side stage, which is left with what sleeps, and of a stage that is closed then.
  const auto in_stage = [&](std::string_view stage, std::string_view event) {
    return returned_to("待交办", terms + "      重算 其余\n", "",
                       with(wide_process(), stage, std::string(stage) + "    时限 告知期 属 窗口责任 法定\n      依据 某条例第一条\n      自 登记 起 10个工作日内 应 " + std::string(event) + "\n"));
  };
  CHECK(in_stage("    期间 中止 答复期 照算 其余\n", "见面") == Problems{"E0442 可退回 至 待交办", "E0416 逾期 则 视为 “按现有材料办理” 返回原环节"});
  CHECK(in_stage("  环节 待交办 #assigning\n", "交办").empty());
  const std::string elsewhere = with(wide_process(), "  环节 待交办 #assigning\n", "  环节 待交办 #assigning\n    时限 申请期 属 窗口责任\n      自 登记 起 10个工作日内 信访人 可 见面\n");
  CHECK(returned_to("待交办", terms + "      重算 其余\n", "", elsewhere).empty());  // of a stage that is closed then
}

TEST_CASE("2.11 The time in which work may be returned runs from its dispatch, not from entering the stage", "[resolve][checks]") {
  CHECK(returned_to("待交办", "      自 进入本环节 起 5个工作日内 可 退回\n      照算 其余\n") == Problems{"E0473 进入本环节"});
  CHECK(returned_to("待交办", "      自 首次 交办 起 5个工作日内 可 退回\n      照算 其余\n").empty());
}

TEST_CASE("2.7a As many lines of 不计入 as can be told apart, and no more", "[resolve][checks]") {
  const std::string limit = "      自 进入本环节 起 5个工作日内 应 答复\n";
  const std::string_view spans[] = {"见面 至 改派", "下达督办 至 督办反馈", "登记 至 交办", "要求补正 至 补正"};
  std::string lines;
  for (const std::string_view span : spans) lines += "      不计入 " + std::string(span) + "\n";
  CHECK(wide(limit, limit + lines).empty());
  CHECK(wide(limit, limit + lines + "      不计入 见面 至 督办反馈\n") == Problems{"E0474 不计入 见面 至 督办反馈"});
}

TEST_CASE("3.3e Whoever reopens a case or grants an extension needs the power for what follows", "[resolve][checks]") {
  const auto granted = [](std::string_view from, std::string_view to) {
    return problems(load_files({{"small/process.huan", with(wide_process(), from, to)},
                                {"small/org.yaml", R"(units:
  - {name: 甲区, key: district, level: 区, kind: line}
  - {name: 甲镇, key: town-a, level: 镇, parent: 甲区, kind: line}
  - {name: 乙局, key: bureau-b, level: 区, parent: 甲区, kind: department}
powers:
  区: [指挥调度, 分流指派, 督查督办, 考核奖惩]
  镇: [督查督办]
)"}}));
  };
  const auto when = [&](std::string_view actor) { return granted(returning, std::string(returning) + "    当 " + std::string(actor) + " 见面 则 扣分 甲区 5分\n"); };
  CHECK(when("甲区").empty());
  CHECK(when("甲镇") == Problems{"E0451 当 甲镇 见面 则 扣分 甲区 5分"});
  const auto reopened = [&](std::string_view actor, std::string_view act) {
    return granted("  结案 已办结 #closed、已撤回 #withdrawn\n", "  结案 已办结 #closed、已撤回 #withdrawn\n    可重开 自 结案 起 10个自然日内 " +
                   std::string(actor) + " 可 见面 则 " + std::string(act) + " 转 待答复 至多 2次\n      照算 其余\n");
  };
  CHECK(reopened("甲区", "扣分 乙局 5分").empty());
  CHECK(reopened("甲镇", "督办 甲区").empty());
  CHECK(reopened("信访人", "督办 甲区").empty());
  CHECK(reopened("甲镇", "扣分 乙局 5分") == Problems{"E0451 可重开 自 结案 起 10个自然日内 甲镇 可 见面 则 扣分 乙局 5分 转 待答复 至多 2次"});
  const auto extended = [&](std::string_view terms) {
    return granted("      逾期 则 提级督办 甲区\n    当 甲区 办结", "      可延期 1次 不超过 3个工作日\n        " + std::string(terms) +
                   "\n        则 扣分 甲区 5分\n      逾期 则 提级督办 甲区\n    当 甲区 办结");
  };
  CHECK(extended("须经 甲区 见面").empty());
  CHECK(extended("须经 甲镇 见面") == Problems{"E0451 可延期 1次 不超过 3个工作日"});
  CHECK(extended("自 改派 起 1个工作日内 须经 甲镇 见面 或 下达督办") == Problems{"E0451 可延期 1次 不超过 3个工作日"});
  // What the clock of a return does, the rules do: they have every power (3.6b).
  std::string text = with(wide_process(), "事件 见面 #meet", "事件 见面 #meet、退回、同意退回、不同意退回");
  CHECK(problems(load_files({{"small/process.huan", with(text, returning, "    可退回 至 待交办\n" + plain_return +
                                                             "      自 退回 起 1个工作日内 须经 甲镇 同意退回 或 不同意退回\n      逾期 则 扣分 甲镇 1分\n      合计 至多 2次\n" + std::string(returning))},
                             {"small/org.yaml", "units:\n  - {name: 甲区, key: district, level: 区, kind: line}\n  - {name: 甲镇, key: town-a, level: 镇, parent: 甲区, kind: line}\n"
                                                "  - {name: 乙局, key: bureau-b, level: 区, parent: 甲区, kind: department}\npowers:\n  区: [考核奖惩, 督查督办]\n"}})).empty());
}
