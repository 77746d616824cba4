// Semantics 3.3b to 3.3d: conditions, counted transitions, conditions over deadlines.
#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play opened(std::shared_ptr<const Rulebook> rulebook) {
  Play play(std::move(rulebook));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  return play;
}

Play replying() {  // in 待答复 since Wednesday 4 March 2026, 10:00
  Play play = opened(wide_pack());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  return play;
}

}  // namespace

TEST_CASE("3.3b A guard that is unknown stops the search and names the fact", "[core]") {
  Play play = opened(wide_pack());
  const Answer answer = play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}});
  CHECK(answer.refused == Refused::guarded);
  CHECK(play.missing(answer) == "紧急");
  CHECK(play.stage() == "待登记");
  CHECK(play.open_obligations("登记期") == 1);  // nothing was fulfilled
  CHECK(play.fact("所在网格") == "未知");
}

TEST_CASE("3.3b A text and what a table reads are named where they are missing, as any fact", "[core]") {
  const auto missing = [](const std::string& guard, const Facts& known) {
    const std::string table = "决策表 计分表 全部行\n  | 人数 | 则 | 分值 |\n  | 不满 5 | 则 | 1 |\n  | 不少于 5 | 则 | 2 |\n";
    const std::string text = with(wide_process(), "    当 甲区 办结 则 转 已办结\n",
                                  "    当 甲区 办结 则\n      若 " + guard + " 则 转 已办结\n");
    Play play = opened(load(with(text, "流程 办理流程", table + "流程 办理流程")));
    REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}}).accepted());
    REQUIRE(play.submit("2026-03-04 09:00", "甲镇", "答复", known).accepted());
    const Answer answer = play.submit("2026-03-05 09:00", "甲区", "办结");
    CHECK(answer.refused == Refused::guarded);
    return play.missing(answer);
  };
  CHECK(missing("说明 包含 “噪声”", {}) == "说明");
  CHECK(missing("说明 为 “噪声”", {}) == "说明");
  CHECK(missing("说明 包含 “噪声”", {{"说明", "油烟"}}) == "none");  // known, and false
  CHECK(missing("计分表 的 分值 的 总和 超过 2", {}) == "人数");
  CHECK(missing("计分表 的 行数 超过 2", {}) == "人数");
}

TEST_CASE("3.3b 否则 is taken only where every 若 before it is false", "[core]") {
  Play play = opened(wide_pack());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  CHECK(play.stage() == "待交办");
}

TEST_CASE("3.3b A rejected event may be brought again with what was missing", "[core]") {
  Play play = opened(wide_pack());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).refused == Refused::guarded);
  CHECK(play.submit("2026-03-03 09:05", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}}).accepted());
}

TEST_CASE("3.3b An unknown guard hides a true one behind it", "[core]") {
  const std::string text = with(wide_process(), "      若 紧急 则 记 承办单位 为 甲镇 转 待答复\n      否则 转 待交办\n",
                                "      若 人数 不少于 5 则 记 承办单位 为 甲镇 转 待答复\n"
                                "      若 紧急 则 转 待交办\n      否则 转 待交办\n");
  Play play = opened(load(text));
  const Answer answer = play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}});
  CHECK(answer.refused == Refused::guarded);
  CHECK(play.missing(answer) == "人数");
}

TEST_CASE("3.3.7 若 without 否则 is a guard: where it is false the event is guarded", "[core]") {
  const std::string text = with(wide_process(), "    当 甲区 办结 则 转 已办结\n",
                                "    当 甲区 办结 则\n      若 人数 不满 5 则 转 已办结\n");
  Play play = opened(load(text));
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}, {"人数", "7"}}).accepted());
  REQUIRE(play.submit("2026-03-04 09:00", "甲镇", "答复").accepted());
  const Answer answer = play.submit("2026-03-05 09:00", "甲区", "办结");
  CHECK(answer.refused == Refused::guarded);
  CHECK(play.missing(answer) == "none");
  CHECK(play.open_obligations("办结期") == 1);
  CHECK(play.open_obligations("全程期") == 1);
}

namespace {

// Each condition that stood in the way of the last event, with what it went by.
std::vector<std::string> unmet(const Play& play) {
  std::vector<std::string> all;
  const RulebookData& rules = play.rulebook().data();
  for (const Unmet& u : play.entries().unmet) {
    std::string line = "line " + std::to_string(play.rulebook().place(u.rule).line) + " " + std::to_string(static_cast<int>(u.why));
    for (const auto& [id, value] : u.facts) {
      const model::Fact& fact = rules.facts[rules.case_types[0].facts.first + id.value];
      line += " " + std::string(rules.text(fact.name)) + "=" + (value.known() ? play.rulebook().show_value(fact.type, value) : "?");
    }
    CHECK(u.entry == play.state().head().sequence);
    all.push_back(line);
  }
  return all;
}

}  // namespace

TEST_CASE("3.3.7 A guarded event says of each 若 what it came to, and by which facts", "[core]") {
  const std::string text = with(wide_process(), "    当 甲区 办结 则 转 已办结\n",
                                "    当 甲区 办结 则\n      若 人数 超过 10 则 转 已办结\n      若 说明 包含 “办妥” 且 有 来源 则 转 已办结\n"
                                "      若 协办单位 包含 乙局 或 紧急 则 转 已办结\n      若 人数 超过 20 则 转 已办结\n");
  const auto line = static_cast<int>(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("若 人数 超过 10")), '\n'));
  const auto at_line = [&](int n, const std::string& rest) { return "line " + std::to_string(line + n) + " " + rest; };
  const auto closing = [&](const Facts& known, const Facts& said) {
    Play play = opened(load(text));
    Facts all = known;
    all.emplace_back("所在网格", "甲格");
    REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", all).accepted());
    REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "答复", said).accepted());
    REQUIRE(play.submit("2026-03-05 10:00", "甲区", "办结").refused == Refused::guarded);
    return unmet(play);
  };
  using Lines = std::vector<std::string>;
  // 0: false; 1: unknown, and nothing behind it is asked.
  CHECK(closing({{"紧急", "是"}}, {}) == Lines{at_line(0, "1 人数=?")});
  CHECK(closing({{"紧急", "是"}, {"人数", "3"}}, {{"紧急", "否"}}) ==
        Lines{at_line(0, "0 人数=3"), at_line(1, "0 说明=? 来源=?"), at_line(2, "0 协办单位= 紧急=否"), at_line(3, "0 人数=3")});
  CHECK(closing({{"紧急", "是"}, {"人数", "3"}, {"来源", "来访"}}, {}) == Lines{at_line(0, "0 人数=3"), at_line(1, "1 说明=? 来源=来访")});
  CHECK(closing({{"紧急", "是"}, {"人数", "3"}, {"来源", "来访"}}, {{"说明", "还没有"}, {"紧急", "否"}}) ==
        Lines{at_line(0, "0 人数=3"), at_line(1, "0 说明=还没有 来源=来访"), at_line(2, "0 协办单位= 紧急=否"), at_line(3, "0 人数=3")});
}

TEST_CASE("3.3b What a 记 leaves undecided says by which facts, also where nothing is missing", "[core]") {
  const auto closing = [](const std::string& sets, const Facts& known) {
    std::string text = with(wide_process(), "    当 甲区 办结 则 转 已办结\n", "    当 甲区 办结 则\n      若 紧急 则 " + sets + " 转 已办结\n");
    Play play = opened(load(with(text, "人数（整数，可缺）", "人数（整数，1 至 50，可缺）、号（整数，可缺）")));
    Facts all = known;
    all.emplace_back("所在网格", "甲格");
    all.emplace_back("紧急", "是");
    REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", all).accepted());
    REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
    REQUIRE(play.submit("2026-03-05 10:00", "甲区", "办结").refused == Refused::undecided);
    std::vector<std::string> all_unmet = unmet(play);
    for (std::string& line : all_unmet) line = line.substr(line.find(' ', 5) + 1);
    return all_unmet;
  };
  using Lines = std::vector<std::string>;
  CHECK(closing("记 号 为 人数", {}) == Lines{"7 人数=?"});
  CHECK(closing("记 人数 为 人数 加 1", {{"人数", "50"}}) == Lines{"7 人数=50"});  // outside its bounds
}

TEST_CASE("3.3.7 What is guarded by no 若 says what stood in the way: how often, or since when", "[core]") {
  const auto why = [](const Play& play) {
    REQUIRE(play.entries().unmet.size() == 1);
    CHECK(play.entries().unmet[0].facts.empty());
    return play.entries().unmet[0].why;
  };
  Play twice = replying();
  REQUIRE(twice.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  REQUIRE(twice.submit("2026-03-06 10:00", "信访人", "补正").accepted());
  REQUIRE(twice.submit("2026-03-06 11:00", "甲镇", "要求补正").refused == Refused::guarded);
  CHECK(why(twice) == Unmet::Why::used_up);
}

TEST_CASE("3.3c After the N-th entry a counted transition is not enabled", "[core]") {
  Play play = replying();
  REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  REQUIRE(play.stage() == "待答复");  // entered for the second time
  REQUIRE(play.submit("2026-03-06 09:00", "乙镇", "答复").accepted());
  const Answer answer = play.submit("2026-03-06 10:00", "甲区", "改派", {{"承办单位", "甲镇"}});
  CHECK(answer.refused == Refused::guarded);
  CHECK(play.stage() == "待办结");
  CHECK(play.fact("承办单位") == "乙镇");
}

TEST_CASE("3.3c 此后 says where it goes after the N-th", "[core]") {
  const std::string text = with(wide_process(), "终止 办结期 转 待答复 至多 2次", "终止 全部时限 转 待答复 至多 1次 此后 转 已办结");
  Play play = opened(load(text));
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}}).accepted());
  REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.stage() == "已办结");
  CHECK(play.closed());
}

TEST_CASE("3.3d D 完成 holds once its obligation is fulfilled, late or not", "[core]") {
  const std::string text =
      with(wide_process(), "    当 甲区 办结 则 转 已办结\n", "    当 甲区 办结 则\n      若 答复期 完成 则 转 已办结\n");
  Play play = opened(load(text));
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "是"}}).accepted());
  REQUIRE(play.submit("2026-03-20 09:00", "甲镇", "答复").accepted());  // due on 10 March
  CHECK(play.submit("2026-03-20 10:00", "甲区", "办结").accepted());
}

TEST_CASE("4.1b One obligation opens for each unit, and all must be fulfilled for 全部 完成", "[core]") {
  Play play = opened(wide_pack());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
  REQUIRE(play.stage() == "会商中");
  CHECK(play.open_obligations("会商期") == 2);
  REQUIRE(play.submit("2026-03-04 11:00", "丙局", "提交意见").accepted());
  CHECK(play.stage() == "会商中");
  CHECK(play.due("会商期", "丙局") == "none");
  CHECK(play.due("会商期", "乙局") == "2026-03-06 24:00");
  CHECK(play.submit("2026-03-04 11:30", "丙局", "提交意见").refused == Refused::not_allowed);  // his is done
  REQUIRE(play.submit("2026-03-04 12:00", "乙局", "提交意见").accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("4.1b A unit named twice owes once", "[core]") {
  Play play = opened(wide_pack());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、乙局"}}).accepted());
  CHECK(play.open_obligations("会商期") == 1);
  CHECK(play.fact("协办单位") == "乙局");  // so 协办单位 的 数目 is 1 too, and 至少 2 cannot be promised of it
}

TEST_CASE("3.3d 任一 逾期 满 L holds from that rung's place, and 终止 waives what others owe", "[core]") {
  Play play = opened(wide_pack());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "乙局", "提交意见").accepted());
  // Due on Friday 6 March; three working days after its date end on Wednesday 11 March.
  play.advance(at("2026-03-12 00:00") - 1);
  CHECK(play.stage() == "会商中");
  play.advance("2026-03-12 00:00");
  CHECK(play.stage() == "待答复");
  CHECK(play.open_obligations("会商期") == 0);
  CHECK(play.due("答复期") == "2026-03-19 24:00");  // from its entry, on Thursday at 00:00
}

TEST_CASE("3.3.10 An eventless transition that would leave something owed is not enabled", "[core]") {
  const std::string text =
      with(wide_process(), "    一旦 会商期 全部 完成 则 转 待答复\n", "    一旦 会商期 任一 完成 则 转 待答复\n");
  Play play = opened(load(text));
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
  REQUIRE(play.submit("2026-03-04 11:00", "乙局", "提交意见").accepted());
  CHECK(play.stage() == "会商中");
  REQUIRE(play.submit("2026-03-04 12:00", "丙局", "提交意见").accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("3.3b A text and a table's sum name the fact that was not known", "[core]") {
  const std::string rules = R"(事项 诉求 #petition
  要素 说明（文本，可缺）、人数（整数，可缺）
事件 登记、办结 可填 说明、人数
决策表 分值表 全部行
  | 人数      | 则 | 分值 |
  | 不限      | 则 | 3    |
  | 不少于 30 | 则 | 人数 |
流程 办理 用于 诉求
责任 主办责任 由 甲区
环 办理环
  环节 在办 起点
    时限 办结期 属 主办责任
      自 进入本环节 起 5个工作日内 应 办结
    当 甲区 登记 则
      若 说明 包含 “噪声” 则 转 已办结
    当 甲区 办结 则
      若 分值表 的 分值 的 总和 不少于 6 则 转 已办结
  结案 已办结
)";
  Play play = opened(load(rules));
  CHECK(play.missing(play.submit("2026-03-03 09:00", "甲区", "登记")) == "说明");
  CHECK(play.missing(play.submit("2026-03-03 09:10", "甲区", "办结")) == "人数");
  CHECK(play.submit("2026-03-03 09:20", "甲区", "办结", {{"人数", "30"}}).accepted());
}

TEST_CASE("3.3b An unknown row before the one that is true matters only where it gives something else", "[core]") {
  const auto level = [](const char* first, const char* second) {
    std::string table = "决策表 分流表 首个\n  | 紧急 | 来源 | 则 | 层级 |\n";
    table += "  | 否 | 来访 | 则 | " + std::string(first) + " |\n  | 否 | 热线 | 则 | 镇 |\n  | 不限 | 不限 | 则 | " + second + " |\n";
    Play play(load(with(table + wide_process(), "记 层级 为 村", "记 层级 为 分流表 的 层级")));
    REQUIRE(play.open("2026-03-02 09:00").accepted());
    return play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).refused;
  };
  CHECK(level("镇", "镇") == Refused::none);  // whatever 来源 is
  CHECK(level("村", "镇") == Refused::undecided);
  CHECK(level("镇", "村") == Refused::undecided);
}
