// The checks before anything runs: E04. Each test makes one mistake in a sound process.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Problems wide(std::string_view from, std::string_view to) { return problems(with(wide_process(), from, to)); }

constexpr std::string_view after_stages = "  结案 已办结";  // a line before it stands in the last stage

Problems with_line(std::string_view line) {
  return wide(after_stages, std::string(line) + "\n" + std::string(after_stages));
}

}  // namespace

TEST_CASE("a process has one 起点", "[resolve][checks]") {
  CHECK(wide(" #registering 起点", " #registering") == Problems{"E0402 办理流程 #main"});
  CHECK(wide("环节 待交办 #assigning", "环节 待交办 #assigning 起点") == Problems{"E0403 待交办 #assigning"});
}

TEST_CASE("9.1b A process keeps the counts that it claims", "[resolve][checks]") {
  CHECK(wide("用于 诉求", "用于 诉求 共有 2环 3责任 1贯穿").empty());
  CHECK(wide("用于 诉求", "用于 诉求 共有 3环 3责任 1贯穿") == Problems{"E0404 3环"});
  CHECK(problems(with(with(wide_process(), "用于 诉求", "用于 诉求 共有 2环 2责任 1贯穿"), "由 每个 协办单位",
                      "由 每个 协办单位 辅")).empty());
}

TEST_CASE("9.1 A stage that no path leads to does not load", "[resolve][checks]") {
  CHECK(with_line("  环节 无人到 #lost\n    当 甲区 办结 则 转 已办结") == Problems{"E0405 无人到 #lost"});
}

TEST_CASE("9.1 A stage that no path leads out of does not load", "[resolve][checks]") {
  const Problems found = problems(with(with(wide_process(), "终止 全部时限 转 已撤回", "终止 全部时限"),
                                       "    当 甲区 办结 则 转 已办结\n    当 甲区 改派 则 终止 办结期 转 待答复 至多 2次\n", ""));
  CHECK(std::find(found.begin(), found.end(), "E0406 待办结 #closing") != found.end());
}

TEST_CASE("3.3c A loop among stages has a bound", "[resolve][checks]") {
  CHECK(wide("转 待答复 至多 2次", "转 待答复") == Problems{"E0407 当 甲区 改派 则 终止 办结期 转 待答复"});
  CHECK(wide("转 待补正 至多 1次", "转 待补正") == Problems{"E0407 当 承办单位 要求补正 则 转 待补正"});
}

TEST_CASE("3.3.10 Eventless transitions form no cycle, bounded or not", "[resolve][checks]") {
  const Problems found = with_line("    一旦 紧急 则 终止 办结期 转 会商中 至多 2次");
  CHECK(found.empty());  // one way only
  CHECK(with_line("    一旦 紧急 则 终止 办结期 转 待办结 至多 2次") ==
        Problems{"E0420 一旦 紧急 则 终止 办结期 转 待办结 至多 2次"});
}

TEST_CASE("9.1b Every responsibility has a deadline", "[resolve][checks]") {
  CHECK(wide("责任 协办责任", "责任 闲责任 由 甲区\n责任 协办责任") == Problems{"E0408 闲责任"});
}

TEST_CASE("9.1b In every stage somebody owes something", "[resolve][checks]") {
  std::string text = small_process();
  const std::size_t from = text.find("  时限 全程期"), to = text.find("环 受理环");
  text.erase(from, to - from);
  CHECK(problems(text).empty());
  const std::size_t stage = text.find("    时限 办结期"), next = text.find("    当 甲区 办结");
  text.erase(stage, next - stage);
  CHECK(problems(text) == Problems{"E0409 待办结 #closing"});
}

TEST_CASE("4.4 Escalation needs a place to climb from, a top and a level to begin with", "[resolve][checks]") {
  CHECK(wide("  属地 所在网格\n", "") == Problems{"E0410 逾期 则 提级督办 甲区"});
  CHECK(wide("  顶级 则 通知 甲区 “到顶了”\n", "") == Problems{"E0412 逾期 则 提级督办 甲区"});
  CHECK(wide("      记 层级 为 村\n", "") == Problems{"W0410 逾期 则 提级督办 甲区"});
}

TEST_CASE("4.2b A holder who may be nobody needs somebody behind him", "[resolve][checks]") {
  CHECK(wide("  兜底 甲区\n", "") == Problems{"E0411 主办责任 #lead"});
}

TEST_CASE("3.4 A side stage has an end, and says what happens to every clock meanwhile", "[resolve][checks]") {
  CHECK(wide("期间 中止 答复期 照算 其余", "期间 中止 答复期") == Problems{"E0414 期间 中止 答复期"});
  CHECK(with_line("    期间 照算 其余") == Problems{"E0415 期间 照算 其余"});
  std::string text = wide_process();
  const std::size_t from = text.find("    时限 补正期"), to = text.find("    当 信访人 补正");
  text.erase(from, to - from);
  CHECK(problems(text) == Problems{"E0413 待补正 #supplementing"});
}

TEST_CASE("2.9 An expiry leaves nothing owed behind in silence", "[resolve][checks]") {
  CHECK(with_line("    时限 补充期 属 窗口责任\n      自 进入本环节 起 9个工作日内 应 见面\n      逾期 则 转 待交办 至多 1次") ==
        Problems{"E0416 逾期 则 转 待交办 至多 1次"});
}

TEST_CASE("2.9 An expiry leaves nothing owed behind where 此后 leads, and in a side stage beside what sleeps", "[resolve][checks]") {
  CHECK(with_line("    时限 补充期 属 窗口责任\n      自 进入本环节 起 9个工作日内 应 见面\n      逾期 则 终止 补充期 转 待答复 至多 1次 此后 转 已办结") ==
        Problems{"E0416 逾期 则 终止 补充期 转 待答复 至多 1次 此后 转 已办结"});
  // 答复期 runs on while the case is in 待补正, and its end leads out of both.
  const auto beside = [](std::string_view meanwhile, std::string_view ends) {
    std::string text = with(wide_process(), "期间 中止 答复期 照算 其余", meanwhile);
    text = with(text, "      逾期 则 视为 “按现有材料办理” 返回原环节\n", "      逾期 则 终止 催收期 视为 “按现有材料办理” 返回原环节\n"
                "    时限 催收期 #chase-limit 属 窗口责任\n      自 进入本环节 起 3个工作日内 应 见面\n      逾期 则 催办 甲区\n");
    return problems(with(text, "      此后每 1个工作日 至多 2次 则 催办 承办单位\n    当 承办单位 答复", "      逾期 第9个工作日 则 " + std::string(ends) + " 转 待办结\n    当 承办单位 答复"));
  };
  CHECK(beside("期间 照算 其余", "终止 答复期") == Problems{"E0416 逾期 第9个工作日 则 终止 答复期 转 待办结"});
  CHECK(beside("期间 照算 其余", "终止 答复期、催收期").empty());
  CHECK(beside("期间 中止 答复期 照算 其余", "终止 答复期").empty());  // it stands still there
}

TEST_CASE("4.1 The end of a right only deems", "[resolve][checks]") {
  CHECK(wide("逾期 则 视为 “按现有材料办理” 返回原环节", "逾期 则 红牌 承办单位 返回原环节") ==
        Problems{"E0421 逾期 则 红牌 承办单位 返回原环节"});
}

TEST_CASE("9.1 A warning cannot lie before its clock starts for every anchor", "[resolve][checks]") {
  CHECK(wide("剩余 1个工作日 则 黄牌", "剩余 6个工作日 则 黄牌") == Problems{"E0417 剩余 6个工作日 则 黄牌 承办单位"});
  CHECK(wide("剩余 1个工作日 则 黄牌", "剩余 1个月 则 黄牌") == Problems{"E0348 1个月"});  // it would be a day before
  CHECK(wide("5个工作日内 应 答复", "当天内 应 答复") == Problems{"E0417 剩余 1个工作日 则 黄牌 承办单位"});
  CHECK(wide("剩余 1个工作日 则 黄牌", "剩余 5个工作日 则 黄牌").empty());
  const auto early = [&](std::string_view length, std::string_view ahead) {
    return problems(with(with(wide_process(), "5个工作日内 应 答复", std::string(length) + " 应 答复"),
                         "剩余 1个工作日 则 黄牌", "剩余 " + std::string(ahead) + " 则 黄牌"));
  };
  CHECK(early("1小时", "2个工作日") == Problems{"E0417 剩余 2个工作日 则 黄牌 承办单位"});
  CHECK(early("第1个工作日", "1个工作日") == Problems{"E0417 剩余 1个工作日 则 黄牌 承办单位"});
  CHECK(early("1个自然日内", "2个工作日") == Problems{"E0417 剩余 2个工作日 则 黄牌 承办单位"});
  CHECK(early("第2个工作日", "1个工作日").empty());
  CHECK(early("1个自然日内", "1个工作日").empty());
  CHECK(early("5个自然日内", "5个工作日").empty());
  CHECK(wide("剩余 1个工作日 则 黄牌", "若 紧急 则 限 8个工作日\n      剩余 6个工作日 则 黄牌").empty());
}

TEST_CASE("9.1 A local limit is no longer than the statute it implements", "[resolve][checks]") {
  const std::string statute = with(wide_process(), "时限 全程期 #overall-limit 属 窗口责任", "时限 全程期 #overall-limit 属 窗口责任 法定\n    依据 某条例第一条");
  const auto limit = [&](std::string_view length) {
    return problems(with(statute, "环 受理环", "  时限 本地期 #local 属 窗口责任\n    自 首次 登记 起 " + std::string(length) + "内 应 办结\n环 受理环"));
  };
  CHECK(limit("31个自然日") == Problems{"E0419 本地期 #local"});
  CHECK(limit("30个自然日").empty());
  CHECK(limit("10个工作日").empty());
  CHECK(limit("60个工作日") == Problems{"E0419 本地期 #local"});
}

TEST_CASE("4.1 仅当 reads what is known when the obligation would open", "[resolve][checks]") {
  CHECK(wide("    时限 答复期 #reply-limit 属 主办责任\n", "    时限 答复期 #reply-limit 属 主办责任\n      仅当 紧急\n") ==
        Problems{"E0436 仅当 紧急"});
}

TEST_CASE("a deadline says from when, how long and what is owed", "[resolve][checks]") {
  CHECK(with_line("    时限 空的 属 窗口责任") == Problems{"E0422 空的"});
}

TEST_CASE("a guard cannot read what its own line sets first", "[resolve][checks]") {
  CHECK(wide("      记 层级 为 村\n", "      记 层级 为 村 记 紧急 为 是\n") == Problems{"E0434 紧急"});
}

TEST_CASE("one consequence makes one move", "[resolve][checks]") {
  CHECK(wide("当 甲区 办结 则 转 已办结", "当 甲区 办结 则 转 已办结 转 待答复") == Problems{"E0424 转 待答复"});
}

TEST_CASE("a ladder has at most 24 rungs", "[resolve][checks]") {
  CHECK(wide("此后每 1个工作日 至多 2次", "此后每 1个工作日 至多 20次").empty());
  const Problems found = wide("此后每 1个工作日 至多 2次", "此后每 1个工作日 至多 23次");
  REQUIRE(found.size() == 1);
  CHECK(found[0].substr(0, 5) == "E0426");
}

TEST_CASE("2.11 A return says what it does to every clock it touches, and restarts none of a statute", "[resolve][checks]") {
  const auto returnable = [](std::string_view policy) {
    return problems(with(with(wide_process(), "事件 见面 #meet", "事件 见面 #meet、退回、同意退回、不同意退回"),
                         "    当 承办单位 答复 则 转 待办结",
                         "    可退回 至 会商中\n      自 交办 起 5个工作日内 可 退回\n"
                         "      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n      合计 至多 2次\n      " +
                             std::string(policy) + "\n    当 承办单位 答复 则 转 待办结"));
  };
  CHECK(returnable("照算 其余").empty());
  CHECK(returnable("重算 会商期") == Problems{"E0441 可退回 至 会商中"});
  CHECK(returnable("重算 补正期 照算 其余") == Problems{"E0442 可退回 至 会商中"});
}

TEST_CASE("a deadline has one clock, one breach, one restart, and repeats only after a rung", "[resolve][checks]") {
  const std::string_view limit = "      逾期 则 提级督办 甲区\n    当 甲区 办结";
  const auto add = [&](std::string_view line) {
    return wide(limit, "      逾期 则 提级督办 甲区\n      " + std::string(line) + "\n    当 甲区 办结");
  };
  CHECK(add("自 登记 起 2个工作日内 应 见面") == Problems{"E0423 自 登记 起 2个工作日内 应 见面"});
  CHECK(add("逾期 则 催办 甲区") == Problems{"E0428 逾期 则 催办 甲区"});
  CHECK(add("重新起算 交办 或 改派") == Problems{"E0429 重新起算 交办 或 改派"});
  CHECK(add("重新起算 改派").empty());
  CHECK(wide("      逾期 则 催办 甲区\n    当 甲区 登记", "      此后每 1个工作日 至多 2次 则 催办 甲区\n    当 甲区 登记") ==
        Problems{"E0430 此后每 1个工作日 至多 2次 则 催办 甲区"});
}

TEST_CASE("an extension is granted by somebody", "[resolve][checks]") {
  const auto extension = [&](std::string_view terms) {
    return wide("      逾期 则 提级督办 甲区\n    当 甲区 办结",
                "      可延期 1次 不超过 3个工作日\n" + std::string(terms) + "      逾期 则 提级督办 甲区\n    当 甲区 办结");
  };
  CHECK(extension("") == Problems{"E0427 可延期 1次 不超过 3个工作日"});
  CHECK(extension("        须经 甲区 的 负责人 见面\n").empty());
}

TEST_CASE("a return says who may ask and who decides", "[resolve][checks]") {
  CHECK(wide("    当 承办单位 答复 则 转 待办结",
             "    可退回 至 会商中\n      合计 至多 2次\n      照算 其余\n    当 承办单位 答复 则 转 待办结") ==
        Problems{"E0431 可退回 至 会商中"});
}

TEST_CASE("no move is made on entry, and nothing follows 否则", "[resolve][checks]") {
  CHECK(with_line("    进入时 则 转 待答复") == Problems{"E0432 转 待答复"});
  CHECK(with_line("    进入时 则 通知 甲区").empty());
  CHECK(wide("      否则 转 待交办\n", "      否则 转 待交办\n      若 有 人数 则 转 待交办\n") ==
        Problems{"E0433 若 有 人数 则 转 待交办"});
}

TEST_CASE("numbers have bounds", "[resolve][checks]") {
  CHECK(wide("转 待答复 至多 2次", "转 待答复 至多 0次").front() == "E0425 0");
  CHECK(wide("起 3个工作日内 应 办结", "起 99999个工作日内 应 办结").front().substr(0, 5) == "E0425");
}

TEST_CASE("9.1b Every stage lies in a ring, and a process has an end", "[resolve][checks]") {
  std::string text = with(wide_process(), "环 受理环 #intake\n", "");
  const Problems found = problems(text);
  CHECK(std::find(found.begin(), found.end(), "E0435 待登记 #registering") != found.end());
  const Problems endless = problems(with(with(with(wide_process(), "  结案 已办结 #closed、已撤回 #withdrawn\n", ""),
                                              "终止 全部时限 转 已撤回", "终止 全部时限"),
                                         "当 甲区 办结 则 转 已办结", "当 甲区 办结"));
  CHECK(std::find(endless.begin(), endless.end(), "E0443 办理流程 #main") != endless.end());
}

TEST_CASE("a case is opened only of what has a process", "[resolve][checks]") {
  CHECK(wide("当 甲区 办结 则 转 已办结", "当 甲区 办结 则 录入 诉求 转 已办结").empty());
  CHECK(problems("事项 别的\n  要素 数（整数）默认 1\n" +
                 with(wide_process(), "当 甲区 办结 则 转 已办结", "当 甲区 办结 则 录入 别的 转 已办结")) ==
        Problems{"E0449 当 甲区 办结 则 录入 别的 转 已办结"});
}

TEST_CASE("6.2 Nothing can be held against the petitioner: there are no words for it", "[resolve][checks]") {
  const auto line = [](const std::string& action) {
    return with_line("    当 甲区 见面 则 " + action);
  };
  for (const char* verb : {"扣分 信访人 5分", "黄牌 信访人", "红牌 信访人", "督办 信访人", "提级督办 信访人", "加分 信访人 1分"}) {
    CAPTURE(verb);
    CHECK_FALSE(line(verb).empty());
  }
  CHECK(line("告知 信访人 “办好了”").empty());
  CHECK(line("扣分 甲镇 5分").empty());
}

TEST_CASE("2.6 What stops, extends or restarts a statutory clock cites a basis of its own", "[resolve][checks]") {
  const std::string_view limit = "    自 首次 登记 起 30个自然日内 应 办结\n";
  const auto statutory = [&](std::string_view basis, std::string_view lines) {
    const std::string text = with(wide_process(), "#overall-limit 属 窗口责任", "#overall-limit 属 窗口责任 法定");
    return problems(with(text, limit, std::string(basis) + std::string(limit) + std::string(lines)));
  };
  const std::string_view own = "    依据 某条例第一条\n";
  const std::string exclusion = "    不计入 见面 至 补正\n", extension = "    可延期 1次 不超过 9个自然日\n", terms = "      须经 甲区 见面\n";
  const std::string cited = "      依据 某条例第二条\n";
  CHECK(statutory(own, "").empty());
  CHECK(statutory(own, exclusion) == Problems{"E0450 不计入 见面 至 补正"});
  CHECK(statutory(own, exclusion + cited).empty());
  CHECK(statutory(own, "    重新起算 改派\n") == Problems{"E0450 重新起算 改派"});
  CHECK(statutory(own, "    重新起算 改派\n" + cited).empty());
  CHECK(statutory(own, extension + terms) == Problems{"E0450 可延期 1次 不超过 9个自然日"});
  CHECK(statutory(own, extension + cited + terms).empty());
  CHECK(statutory("", exclusion) == Problems{"W0411 全程期 #overall-limit", "E0450 不计入 见面 至 补正"});
  CHECK(statutory("", "    日历变更 不变\n") == Problems{"W0411 全程期 #overall-limit"});
}

TEST_CASE("2.6 The basis of a stage is none for stopping a statutory clock in it", "[resolve][checks]") {
  const std::string text = with(with(wide_process(), "#overall-limit 属 窗口责任\n", "#overall-limit 属 窗口责任 法定\n    依据 某条例第一条\n"),
                                "  环节 待补正 #supplementing\n", "  环节 待补正 #supplementing\n    依据 某条例第三条\n");
  const std::string_view here = "期间 中止 答复期 照算 其余\n";
  CHECK(problems(text).empty());
  CHECK(problems(with(text, here, "期间 中止 全程期 照算 其余\n")) == Problems{"E0450 期间 中止 全程期 照算 其余"});
  CHECK(problems(with(text, here, "期间 中止 全程期 照算 其余\n      依据 某条例第三条\n")).empty());
  const std::string stops = "    当 甲区 改派 则 中止 全程期\n", branch = "    当 甲区 改派 则\n      依据 某条例第四条\n      若 紧急 则 中止 全程期\n";
  CHECK(problems(with(text, "    当 信访人 补正 则 返回原环节\n", stops + "    当 信访人 补正 则 返回原环节\n")) ==
        Problems{"E0450 当 甲区 改派 则 中止 全程期"});
  CHECK(problems(with(text, "    当 信访人 补正 则 返回原环节\n", branch + "    当 信访人 补正 则 返回原环节\n")).empty());
}

TEST_CASE("9.1 Of one clock it is said once what happens to it, and of the rest once", "[resolve][checks]") {
  const auto meanwhile = [](std::string_view policies) { return wide("期间 中止 答复期 照算 其余", policies); };
  CHECK(meanwhile("期间 中止 答复期 照算 全程期、其余").empty());
  CHECK(meanwhile("期间 中止 答复期\n    期间 照算 其余").empty());
  CHECK(meanwhile("期间 中止 答复期 照算 答复期、其余") == Problems{"E0459 答复期"});
  CHECK(meanwhile("期间 中止 答复期、答复期 照算 其余") == Problems{"E0459 答复期"});
  CHECK(meanwhile("期间 中止 答复期、其余 照算 其余") == Problems{"E0459 其余"});
  CHECK(meanwhile("期间 中止 答复期 照算 其余\n    期间 中止 全程期 照算 其余") == Problems{"E0459 其余"});
  CHECK(meanwhile("期间 中止 答复期 照算 其余\n    期间 照算 答复期") == Problems{"E0459 答复期"});
  const auto returned = [](std::string_view policies) {
    return problems(with(with(wide_process(), "事件 见面 #meet", "事件 见面 #meet、退回、同意退回、不同意退回"),
                         "    当 承办单位 答复 则 转 待办结",
                         "    可退回 至 会商中\n      自 交办 起 5个工作日内 可 退回\n      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n      合计 至多 2次\n" +
                             std::string(policies) + "    当 承办单位 答复 则 转 待办结"));
  };
  CHECK(returned("      重算 会商期 照算 其余\n").empty());
  CHECK(returned("      重算 会商期\n      照算 其余\n").empty());
  CHECK(returned("      重算 会商期 续算 答复期、会商期 照算 其余\n") == Problems{"E0459 会商期"});
  CHECK(returned("      重算 会商期 照算 其余\n      续算 会商期\n") == Problems{"E0459 会商期"});
  const auto reopened = [](std::string_view policies) {
    return wide("  结案 已办结 #closed、已撤回 #withdrawn\n",
                "  结案 已办结 #closed、已撤回 #withdrawn\n    可重开 自 结案 起 10个自然日内 信访人 可 补正 则 转 待答复 至多 2次\n      " + std::string(policies) + "\n");
  };
  CHECK(reopened("照算 全程期 不开 其余").empty());
  CHECK(reopened("照算 全程期 重算 全程期 不开 其余") == Problems{"E0459 全程期"});
}

namespace {

constexpr std::string_view all_done = "    一旦 会商期 全部 完成 则 转 待答复\n";
constexpr std::string_view any_late = "    一旦 会商期 任一 逾期 满 3个工作日 则 终止 会商期 转 待答复\n";
constexpr std::string_view asked_for_some = "      若 有 协办单位 则 转 会商中\n";

// What is counted in 会商中 in place of 全部 完成, where the way in asks `asked`.
Problems counted(std::string_view once, std::string_view asked, std::string_view more = "") {
  std::string text = with(with(wide_process(), all_done, once), any_late, more);
  return problems(with(text, asked_for_some, "      若 " + std::string(asked) + " 则 转 会商中\n"));
}

}  // namespace

TEST_CASE("4.1b What counts votes loads where the list is known to have enough", "[resolve][checks]") {
  const std::string any = "    一旦 会商期 任一 完成 则 终止 会商期 转 待答复\n", error = "E0457 一旦 会商期 ";
  const std::string three = "    一旦 会商期 至少 3 完成 则 终止 会商期 转 待答复\n";
  CHECK(counted(any, "有 协办单位").empty());
  CHECK(counted(any, "人数 超过 5") == Problems{error + "任一 完成 则 终止 会商期 转 待答复"});
  CHECK(counted(with(any, "任一", "过半"), "人数 超过 5") == Problems{error + "过半 完成 则 终止 会商期 转 待答复"});
  CHECK(counted(any, "人数 超过 5 或 有 协办单位").size() == 1);
  CHECK(counted(any, "人数 超过 5 且 有 协办单位").empty());
  CHECK(counted(any, "协办单位 包含 乙局").empty());
  CHECK(counted(three, "有 协办单位") == Problems{error + "至少 3 完成 则 终止 会商期 转 待答复"});
  CHECK(counted(three, "协办单位 的 数目 超过 1").size() == 1);
  CHECK(counted(three, "协办单位 的 数目 超过 2").empty());
  CHECK(counted(three, "3 不超过 协办单位 的 数目").empty());
  CHECK(counted(three, "协办单位 的 数目 为 3 至 9").empty());
  CHECK(counted(three, "非 协办单位 的 数目 不满 3").empty());
}

TEST_CASE("4.1b 否则 knows what the guards before it denied", "[resolve][checks]") {
  const std::string text = with(with(wide_process(), all_done, "    一旦 会商期 任一 完成 则 终止 会商期 转 待答复\n"), any_late, "");
  const std::string_view branches = "      若 有 协办单位 则 转 会商中\n      否则 转 待答复\n";
  CHECK(problems(with(text, branches, "      若 无 协办单位 则 转 待答复\n      否则 转 会商中\n")).empty());
  CHECK(problems(with(text, branches, "      若 紧急 则 转 待答复\n      否则 转 会商中\n")).size() == 1);
}

TEST_CASE("4.1b Another way out will do in place of enough members", "[resolve][checks]") {
  const std::string any = "    一旦 会商期 任一 完成 则 终止 会商期 转 待答复\n";
  CHECK(counted(any, "人数 超过 5", all_done).empty());
  CHECK(counted(any, "人数 超过 5", any_late).size() == 1);  // nobody is late where nobody owes
  CHECK(counted(any, "人数 超过 5", "    当 甲区 见面 则 终止 会商期 转 待答复\n").size() == 1);
  CHECK(counted(any, "人数 超过 5",
                "    时限 汇总期 属 窗口责任\n      自 进入本环节 起 9个工作日内 应 见面\n      逾期 则 终止 汇总期、会商期 转 待答复\n    当 甲区 见面 则 终止 会商期 转 待答复\n").empty());
}

TEST_CASE("4.1b Nothing takes members out of a list that is counted on", "[resolve][checks]") {
  const std::string any = "    一旦 会商期 任一 完成 则 终止 会商期 转 待答复\n";
  const auto taking = [&](const std::string& line) { return counted(any, "有 协办单位", "    当 甲区 见面 则\n      " + line + "\n"); };
  CHECK(taking("记 协办单位 为 协办单位 除了 承办单位").size() == 1);
  CHECK(taking("若 协办单位 的 数目 超过 1 则 记 协办单位 为 协办单位 除了 承办单位").empty());
  CHECK(taking("记 协办单位 为 未知").size() == 1);
  CHECK(taking("记 协办单位 为 协办单位、承办单位").empty());
  CHECK(taking("记 协办单位 为 甲镇").empty());
  CHECK(counted(any, "有 协办单位", "    当 甲区 交办 则 通知 甲区\n").size() == 1);  // brings another list
}

TEST_CASE("4.1b Who is late is not counted on to come at all", "[resolve][checks]") {
  CHECK(counted("", "有 协办单位", any_late) == Problems{"E0458 " + std::string(any_late.substr(4, any_late.size() - 5))});
  CHECK(counted("", "有 协办单位", std::string(any_late) + "    当 甲区 见面 则 终止 会商期 转 待答复\n").empty());
}

TEST_CASE("3.3.10 A 一旦 that leaves others owing says what becomes of that", "[resolve][checks]") {
  CHECK(counted("    一旦 会商期 过半 完成 则 转 待答复\n", "有 协办单位") == Problems{"W0412 一旦 会商期 过半 完成 则 转 待答复"});
  CHECK(counted("    一旦 会商期 过半 完成 则 终止 会商期 转 待答复\n", "有 协办单位").empty());
  CHECK(counted("    一旦 会商期 过半 完成 则 终止 全部时限 转 待答复\n", "有 协办单位").empty());
  CHECK(counted("    一旦 会商期 过半 完成 则 通知 甲区\n", "有 协办单位", all_done).empty());
  CHECK(counted(all_done, "有 协办单位").empty());
}

TEST_CASE("6.2 The petitioner owes nothing, whatever the responsibility is called", "[resolve][checks]") {
  const auto by = [&](const std::string& who, const std::string& limit) {
    const std::string text = with(wide_process(), "责任 协办责任", "责任 群众责任 由 " + who + "\n责任 协办责任");
    return problems(with(text, after_stages, "    时限 群众期 属 群众责任\n      自 进入本环节 起 5个工作日内 " + limit +
                                                 "\n" + std::string(after_stages)));
  };
  CHECK(by("信访人", "应 办结\n      逾期 则 红牌 本单位 扣分 本单位 5分") == Problems{"E0454 群众期"});
  CHECK(by("承办单位 或 信访人", "应 办结") == Problems{"E0454 群众期"});
  CHECK(by("信访人", "信访人 可 补正\n      逾期 则 视为 “不补了”").empty());
  CHECK(by("甲区", "应 办结\n      逾期 则 红牌 本单位").empty());
}

TEST_CASE("4.5 The petitioner decides no return within a time", "[resolve][checks]") {
  const auto decided = [](const std::string& who) {
    return problems(with(with(wide_process(), "事件 见面 #meet", "事件 见面 #meet、退回、同意退回、不同意退回"),
                         "    当 承办单位 答复 则 转 待办结",
                         "    可退回 至 会商中\n      自 交办 起 5个工作日内 可 退回\n      自 退回 起 1个工作日内 须经 " + who +
                             " 同意退回 或 不同意退回\n      合计 至多 2次\n      照算 其余\n    当 承办单位 答复 则 转 待办结"));
  };
  CHECK(decided("甲区").empty());
  CHECK(decided("信访人") == Problems{"E0454 可退回 至 会商中"});
}

TEST_CASE("6.2 No duty is handed over to the petitioner", "[resolve][checks]") {
  CHECK(with_line("    当 甲区 见面 则 移交 办结期 给 信访人 照算") == Problems{"E0455 当 甲区 见面 则 移交 办结期 给 信访人 照算"});
  CHECK(with_line("    当 甲区 见面 则 移交 全部时限 给 甲镇 或 信访人 照算") ==
        Problems{"E0455 当 甲区 见面 则 移交 全部时限 给 甲镇 或 信访人 照算"});
  CHECK(with_line("    当 甲区 见面 则 委派 办结期 给 信访人") == Problems{"E0455 当 甲区 见面 则 委派 办结期 给 信访人"});
  CHECK(with_line("    当 甲区 见面 则 移交 补正期 给 信访人 照算").empty());  // a right that is his
  CHECK(with_line("    当 甲区 见面 则 移交 办结期 给 甲镇 照算").empty());
}

TEST_CASE("6.2 Where the petitioner may act 本单位 is not held to account", "[resolve][checks]") {
  for (const char* verb : {"扣分 本单位 5分", "红牌 本单位", "督办 本单位", "提级督办 本单位"}) {
    CAPTURE(verb);
    for (const char* who : {"信访人 ", "甲区 或 信访人 ", ""}) {
      const std::string line = "当 " + std::string(who) + "见面 则 " + verb;
      CHECK(with_line("    " + line) == Problems{"E0456 " + line});
    }
    CHECK(with_line("    当 甲区 见面 则 " + std::string(verb)).empty());
  }
  CHECK(with_line("    当 信访人 见面 则 扣分 承办单位 5分 通知 本单位 “好”").empty());
}

TEST_CASE("what a place says once is an error the second time, where it stands, with the first beside it", "[resolve]") {
  const auto twice = [](std::string_view line, std::string_view again) { return load_rules(with(wide_process(), line, std::string(line) + std::string(again))); };
  const Loaded fallback = twice("  兜底 甲区\n", "  兜底 甲镇\n");
  CHECK(problems(fallback) == Problems{"E0327 兜底 甲镇"});
  REQUIRE(fallback.diagnostics[0].notes.size() == 1);
  CHECK(fallback.diagnostics[0].notes[0].place.line + 1 == fallback.diagnostics[0].place.line);
  const std::string stage = "  环节 待答复 #replying\n";
  CHECK(problems(twice(stage, "    进入时 则 催办 承办单位\n    进入时 则 通知 甲区 “到了”\n")) == Problems{"E0327 进入时 则 通知 甲区 “到了”"});
  CHECK(problems(twice(stage, "    离开时 则 催办 承办单位\n    离开时 则 催办 承办单位\n")) == Problems{"E0327 离开时 则 催办 承办单位"});
  const std::string limit = "      自 进入本环节 起 5个工作日内 应 答复\n";
  CHECK(problems(twice(limit, "      仅当 紧急\n      仅当 人数 超过 5\n")).front() == "E0327 仅当 人数 超过 5");
  CHECK(problems(twice(limit, "      不晚于 自 登记 起 9个自然日内\n      不晚于 自 登记 起 20个自然日内\n")).front().starts_with("E0327"));
  // Other places, and lines that may be said again.
  CHECK(problems(twice(stage, "    进入时 则 催办 承办单位\n    离开时 则 催办 承办单位\n")).empty());
  CHECK(problems(twice(limit, "      不计入 见面 至 补正\n      不计入 要求补正 至 补正\n")).empty());
}
