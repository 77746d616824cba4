// What is written twice: of it one would be lost, or it would be done twice.
#include <catch2/catch.hpp>

#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Problems after(std::string_view line, std::string_view more) {
  return problems(with(wide_process(), line, std::string(line) + std::string(more)));
}

constexpr std::string_view reply_warning = "      剩余 1个工作日 则 黄牌 承办单位\n";
constexpr std::string_view reply_card = "      逾期 第1个工作日 则 红牌 承办单位 提级督办 承办单位\n";

Problems scenario(std::string_view lines) {
  return problems(wide_process() + "背景\n  假设 村 甲村 属 甲镇\n  假设 网格 甲格 属 甲村\n" + std::string(lines));
}

}  // namespace

TEST_CASE("two rungs of a deadline at one place are refused, and the first is shown", "[resolve][twice]") {
  CHECK(after(reply_warning, "      剩余 1个工作日 则 催办 承办单位\n") == Problems{"E0349 剩余 1个工作日 则 催办 承办单位"});
  CHECK(after(reply_warning, "      剩余 2个工作日 则 催办 承办单位\n").empty());
  CHECK(after(reply_warning, "      剩余 1个工作小时 则 催办 承办单位\n").empty());
  const std::string twice = with(wide_process(), reply_card, std::string(reply_card) + "      逾期 第1个工作日 则 催办 甲区\n");
  const Loaded loaded = load_rules(twice);
  REQUIRE(problems(loaded) == Problems{"E0349 逾期 第1个工作日 则 催办 甲区"});
  CHECK(loaded.diagnostics[0].zh == "这一项时限里，「逾期 第1个工作日」写了两次");
  REQUIRE(loaded.diagnostics[0].notes.size() == 1);
  CHECK(loaded.diagnostics[0].notes[0].place.line + 1 == loaded.diagnostics[0].place.line);
  CHECK(after(reply_card, "      此后每 1个工作日 至多 1次 则 催办 承办单位\n      逾期 满 1个工作日 则 催办 甲区\n").empty());
  CHECK(after(reply_card, "      逾期 满 2个工作日 则 催办 甲区\n      逾期 满 2个工作日 则 催办 乙局\n") ==
        Problems{"E0349 逾期 满 2个工作日 则 催办 乙局"});
}

TEST_CASE("a card, points or a message twice to the same would be done twice", "[resolve][twice]") {
  const auto said = [](std::string_view what) { return problems(with(wide_process(), "则 红牌 承办单位 提级督办 承办单位", "则 " + std::string(what))); };
  CHECK(said("红牌 承办单位 红牌 承办单位") == Problems{"E0350 红牌 承办单位"});
  CHECK(said("红牌 承办单位 催办 乙局 red_card 承办单位") == Problems{"E0350 red_card 承办单位"});
  CHECK(said("扣分 承办单位 2分 扣分 承办单位 3分") == Problems{"E0350 扣分 承办单位 3分"});
  CHECK(said("红牌 承办单位 “一” 红牌 承办单位 “二”") == Problems{"E0350 红牌 承办单位 “二”"});
  CHECK(said("通知 甲区 “一” 通知 甲区 “一”") == Problems{"E0350 通知 甲区 “一”"});
  CHECK(said("通知 甲区 “一” 通知 甲区 “二”").empty());
  CHECK(said("红牌 承办单位 红牌 乙局 黄牌 承办单位").empty());
  CHECK(said("红牌 承办单位\n        红牌 承办单位") == Problems{"E0350 红牌 承办单位"});
}

TEST_CASE("what every branch of a line does is not done again in a branch", "[resolve][twice]") {
  const auto branched = [](std::string_view then) {
    return problems(with(wide_process(), "    当 承办单位 要求补正 则 转 待补正 至多 1次\n",
                         "    当 承办单位 要求补正 则 催办 甲区\n      若 紧急 则 " + std::string(then) +
                             " 转 待补正 至多 1次\n      否则 催办 乙局 转 待补正 至多 1次\n"));
  };
  CHECK(branched("催办 甲区") == Problems{"E0350 催办 甲区"});
  CHECK(branched("催办 乙局").empty());
}

TEST_CASE("a fact that is filled twice at one place keeps one value only", "[resolve][twice]") {
  const std::string step = "  2026-03-03（周二）09:00 甲区 登记 填 ";
  CHECK(scenario("情景 甲\n" + step + "所在网格 为 甲格、紧急 为 是、紧急 为 否\n") == Problems{"E0351 紧急"});
  CHECK(scenario("背景\n  填 所在网格 为 甲格、人数 为 1\n  填 人数 为 2\n情景 甲\n" + step + "紧急 为 是\n") == Problems{"E0351 人数"});
  CHECK(scenario("情景 甲\n  填 人数 为 1、人数 为 2\n" + step + "所在网格 为 甲格、紧急 为 是\n") == Problems{"E0351 人数"});
  CHECK(scenario("背景\n  填 人数 为 1\n情景 甲\n  填 人数 为 2\n" + step + "所在网格 为 甲格、紧急 为 是\n").empty());
  const auto opened = [](std::string_view with_what) {
    return problems(with(wide_process(), "    当 承办单位 答复 则 转 待办结\n",
                         "    当 承办单位 答复 则 录入 诉求 填 " + std::string(with_what) + " 转 待办结\n"));
  };
  CHECK(opened("所在网格 为 所在网格、人数 为 1、人数 为 2") == Problems{"E0351 人数"});
  CHECK(opened("所在网格 为 所在网格、人数 为 1").empty());
}

TEST_CASE("a column of a table stands there once on its side", "[resolve][twice][tables]") {
  const auto headed = [](std::string_view heading, std::string_view row) {
    return problems("决策表 分流表 首个\n  " + std::string(heading) + "\n  " + std::string(row) + "\n" +
                    with(wide_process(), "      记 层级 为 村\n", "      记 层级 为 分流表 的 层级\n"));
  };
  CHECK(headed("| 人数 | 则 | 层级 | 层级 |", "| 不限 | 则 | 镇 | 村 |") == Problems{"E0712 层级"});
  CHECK(headed("| 人数 | 则 | 层级 | level |", "| 不限 | 则 | 镇 | 村 |") == Problems{"E0712 level"});
  CHECK(headed("| 人数 | 紧急 | 人数 | 则 | 层级 |", "| 不限 | 不限 | 不限 | 则 | 镇 |") == Problems{"E0712 人数"});
  CHECK(headed("| 人数 | 层级 | 则 | 层级 |", "| 不限 | 不限 | 则 | 镇 |").empty());
}

TEST_CASE("only points are counted in 分", "[resolve][scenario]") {
  const std::string opened = "情景 甲\n  2026-03-03（周二）09:00 甲区 登记 填 所在网格 为 甲格、紧急 为 否\n  核对 ";
  CHECK(scenario(opened + "黄牌 甲镇 2分\n") == Problems{"E0352 黄牌 甲镇 2分"});
  CHECK(scenario(opened + "黄牌 甲镇 0次\n  核对 扣分 甲镇 0次\n  核对 扣分 甲镇 0分\n").empty());
}

TEST_CASE("a brace of a text that has no other is sent as it stands: a warning", "[resolve][names]") {
  const auto text = [](std::string_view what) { return problems(with(wide_process(), "“到顶了”", "“" + std::string(what) + "”")); };
  CHECK(text("{编号").front().substr(0, 5) == "W0204");
  CHECK(text("编号}") == Problems{"W0204 编号}"});
  CHECK(text("{编号} {人数") == Problems{"W0204 {编号} {人数"});
  CHECK(text("{{编号}") == Problems{"W0204 {{编号}"});
  CHECK(text("｛编号｝") == Problems{"W0205 ｛编号｝"});
  CHECK(text("{编号｝") == Problems{"W0205 {编号｝"});
  CHECK(text("{编号} {人数}").empty());
  CHECK(text("{编码} }") == Problems{"E0326 {编码} }", "W0204 {编码} }"});
}
