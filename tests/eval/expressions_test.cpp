// Conditions as their authors write them: true, false or unknown. Semantics 3.3b, 10.
#include <catch2/catch.hpp>

#include "lib/eval/reads.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

constexpr const char* yes = "是";
constexpr const char* no = "否";
constexpr const char* unknown = "未知";

constexpr std::string_view directory = R"(directories:
  对口名录:
    by: 来源种类
    units: {来访: 乙局}
)";

std::string pack(const std::string& guard) {
  std::string text = with(small_process(), "说明（文本，可缺）",
                          "说明（文本，可缺）、结果（文本，可缺）、罚款（金额，可缺）、满意度（小数，可缺）、截止日（日期，可缺）、约定（时刻，可缺）、"
                          "甲数（整数，可缺）、乙数（整数，可缺）、另一单位（单位，可缺）、承办人（角色，可缺）");
  text = with(text, "事件 见面 #meet\n",
              "事件 见面 #meet 可填 说明、紧急、人数、来源、协办单位、罚款、满意度、截止日、约定、甲数、乙数、另一单位、承办人\n");
  return with(text, "    当 承办单位 答复 则 转 待办结\n",
              "    当 承办单位 答复 则 转 待办结\n    当 甲区 见面 则\n      若 " + guard + " 则 记 结果 为 “是”\n      否则 记 结果 为 “否”\n");
}

// Asked on Thursday 5 March 2026 at 10:00; registered on the 3rd, in 甲格, and with 甲镇 since the 4th.
std::string ask(const std::string& guard, const Facts& facts = {}) {
  Play play(load(pack(guard), {.more_organisation = directory}));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  const Answer answer = play.submit("2026-03-05 10:00", "甲区", "见面", facts);
  if (answer.refused == Refused::guarded) return unknown;
  REQUIRE(answer.accepted());
  return play.fact("结果");
}

struct Row {
  const char* guard;
  Facts facts;
  const char* expected;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.guard);
    CHECK(ask(row.guard, row.facts) == row.expected);
  }
}

}  // namespace

TEST_CASE("each comparison holds on its side of the bound, at the bound, and is unknown of what is unknown", "[eval]") {
  check({
      {"人数 不满 5", {{"人数", "4"}}, yes},      {"人数 不满 5", {{"人数", "5"}}, no},
      {"人数 不超过 5", {{"人数", "5"}}, yes},    {"人数 不超过 5", {{"人数", "6"}}, no},
      {"人数 不少于 5", {{"人数", "5"}}, yes},    {"人数 不少于 5", {{"人数", "4"}}, no},
      {"人数 超过 5", {{"人数", "6"}}, yes},      {"人数 超过 5", {{"人数", "5"}}, no},
      {"人数 为 5", {{"人数", "5"}}, yes},        {"人数 为 5", {{"人数", "4"}}, no},
      {"人数 不为 5", {{"人数", "4"}}, yes},      {"人数 不为 5", {{"人数", "5"}}, no},
      {"人数 不满 5", {}, unknown},               {"人数 不为 5", {}, unknown},
  });
}

TEST_CASE("two facts are compared with each other, and one that is unknown leaves it unknown", "[eval]") {
  check({
      {"甲数 不满 乙数", {{"甲数", "1"}, {"乙数", "2"}}, yes},
      {"甲数 不满 乙数", {{"甲数", "2"}, {"乙数", "2"}}, no},
      {"甲数 不满 乙数", {{"甲数", "2"}}, unknown},
      {"甲数 不满 乙数", {{"乙数", "2"}}, unknown},
      {"承办单位 为 另一单位", {{"另一单位", "甲镇"}}, yes},
      {"承办单位 为 另一单位", {{"另一单位", "乙镇"}}, no},
      {"承办单位 不为 另一单位", {}, unknown},
  });
}

TEST_CASE("a set holds its members, a range both its ends", "[eval]") {
  check({
      {"来源 属于 来访、热线", {{"来源", "热线"}}, yes},
      {"来源 属于 来访", {{"来源", "热线"}}, no},
      {"来源 属于 来访", {}, unknown},
      {"承办单位 属于 乙镇、甲镇", {}, yes},
      {"所在网格 的 镇 属于 乙镇、丙局", {}, no},
      {"人数 为 5 至 29", {{"人数", "5"}}, yes},
      {"人数 为 5 至 29", {{"人数", "29"}}, yes},
      {"人数 为 5 至 29", {{"人数", "30"}}, no},
      {"人数 为 5 至 29", {{"人数", "4"}}, no},
      {"人数 为 5 至 29", {}, unknown},
      {"人数 加 1 为 5 至 29", {{"人数", "4"}}, yes},
      {"人数 加 1 为 5 至 29", {}, unknown},
  });
}

TEST_CASE("且, 或 and 非 are those of three values", "[eval]") {
  // 紧急 and 人数 不满 5: each yes, no or unknown.
  const std::pair<Facts, std::string> first[] = {{{{"紧急", "是"}}, yes}, {{{"紧急", "否"}}, no}, {{}, unknown}};
  const std::pair<Facts, std::string> second[] = {{{{"人数", "1"}}, yes}, {{{"人数", "9"}}, no}, {{}, unknown}};
  for (const auto& [a_facts, a] : first) {
    for (const auto& [b_facts, b] : second) {
      Facts facts = a_facts;
      facts.insert(facts.end(), b_facts.begin(), b_facts.end());
      CAPTURE(a, b);
      CHECK(ask("紧急 且 人数 不满 5", facts) == (a == no || b == no ? no : a == yes && b == yes ? yes : unknown));
      CHECK(ask("紧急 或 人数 不满 5", facts) == (a == yes || b == yes ? yes : a == no && b == no ? no : unknown));
    }
    CHECK(ask("非 紧急", a_facts) == (a == yes ? no : a == no ? yes : unknown));
  }
}

TEST_CASE("有 and 无 ask whether a thing is known, and are never unknown", "[eval]") {
  check({
      {"有 人数", {{"人数", "0"}}, yes},
      {"有 人数", {}, no},
      {"无 人数", {}, yes},
      {"有 说明", {{"说明", "噪声"}}, yes},
      {"有 说明", {}, no},
      {"有 协办单位", {{"协办单位", "乙局"}}, yes},
      {"有 协办单位", {}, no},
      {"无 协办单位", {}, yes},
      {"有 答复期", {}, yes},
      {"有 办结期", {}, no},
  });
}

TEST_CASE("numbers are reckoned exactly, and what overflows is unknown", "[eval]") {
  check({
      {"人数 加 2 为 5", {{"人数", "3"}}, yes},
      {"人数 减 2 为 1", {{"人数", "3"}}, yes},
      {"人数 乘 2 为 6", {{"人数", "3"}}, yes},
      {"甲数 加 乙数 为 3", {{"甲数", "1"}}, unknown},
      {"甲数 加 乙数 超过 3", {{"甲数", "9223372036854775807"}, {"乙数", "1"}}, unknown},
      {"甲数 减 乙数 不满 3", {{"甲数", "-9223372036854775808"}, {"乙数", "1"}}, unknown},
      {"甲数 乘 乙数 超过 3", {{"甲数", "9223372036854775807"}, {"乙数", "2"}}, unknown},
      {"罚款 乘 3 为 0.30", {{"罚款", "0.10"}}, yes},
      {"满意度 加 0.2 为 0.3", {{"满意度", "0.1"}}, yes},
      {"甲数 加 乙数 乘 2 为 7", {{"甲数", "1"}, {"乙数", "3"}}, yes},
  });
}

TEST_CASE("a list is asked for its size and its members", "[eval]") {
  const Facts two{{"协办单位", "乙局、丙局"}};
  check({
      {"协办单位 的 数目 为 2", two, yes},
      {"协办单位 的 数目 为 0", {}, yes},
      {"协办单位 任一 属于 乙局、乙镇", two, yes},
      {"协办单位 任一 属于 甲镇、乙镇", two, no},
      {"协办单位 全部 属于 乙局、丙局", two, yes},
      {"协办单位 全部 属于 乙局", two, no},
      {"协办单位 任一 属于 乙局", {}, no},
      {"协办单位 包含 乙局", two, yes},
      {"协办单位 包含 乙镇", two, no},
      {"协办单位 包含 乙镇", {}, no},
      {"协办单位 包含 另一单位", {{"协办单位", "乙局、丙局"}, {"另一单位", "丙局"}}, yes},
      {"协办单位 包含 另一单位", two, unknown},
  });
}

TEST_CASE("a text is asked what it is and what it contains", "[eval]") {
  check({
      {"说明 为 “噪声”", {{"说明", "噪声"}}, yes},
      {"说明 为 “噪声”", {{"说明", "夜间噪声"}}, no},
      {"说明 不为 “噪声”", {{"说明", "夜间噪声"}}, yes},
      {"说明 包含 “噪声”", {{"说明", "夜间噪声扰民"}}, yes},
      {"说明 包含 “噪声”", {{"说明", "油烟"}}, no},
      {"说明 包含 “噪声”", {}, unknown},
      {"说明 不为 “噪声”", {}, unknown},
  });
}

TEST_CASE("a unit is asked for its line: 的 镇, 辖于", "[eval]") {
  check({
      {"所在网格 的 镇 为 甲镇", {}, yes},
      {"所在网格 的 村 为 甲村", {}, yes},
      {"所在网格 的 区 为 甲区", {}, yes},
      {"另一单位 的 镇 为 甲镇", {}, unknown},
      {"另一单位 的 镇 为 甲镇", {{"另一单位", "甲区"}}, unknown},  // none stands above it on that level
      {"所在网格 辖于 甲镇", {}, yes},
      {"所在网格 辖于 乙镇", {}, no},
      {"所在网格 辖于 乙镇、甲镇", {}, yes},
      {"另一单位 辖于 甲区", {{"另一单位", "甲区"}}, yes},  // itself
      {"另一单位 辖于 甲区", {}, unknown},
  });
}

TEST_CASE("dates: the day of the step, of an event, and what lies between", "[eval]") {
  check({
      {"今天 为 2026-03-05", {}, yes},
      {"截止日 超过 今天", {{"截止日", "2026-03-06"}}, yes},
      {"截止日 超过 今天", {}, unknown},
      {"工作日数（登记 的 时刻，今天） 为 2", {}, yes},  // the 4th and the 5th
      {"自然日数（登记 的 时刻，今天） 为 2", {}, yes},
      {"工作日数（今天，截止日） 为 2", {{"截止日", "2026-03-09"}}, yes},   // Friday and Monday
      {"自然日数（今天，截止日） 为 4", {{"截止日", "2026-03-09"}}, yes},
      {"工作日数（今天，截止日） 为 0", {}, unknown},
      {"工作日数（办结 的 时刻，今天） 为 0", {}, unknown},  // it has not happened
      {"约定 超过 登记 的 时刻", {{"约定", "2026-03-03 09:01"}}, yes},
      {"约定 超过 登记 的 时刻", {{"约定", "2026-03-03 09:00"}}, no},
  });
}

TEST_CASE("deadlines are asked whether they are done, when they end, and whether one was ever broken", "[eval]") {
  check({
      {"登记期 完成", {}, yes},
      {"答复期 完成", {}, no},
      {"答复期 的 期限 超过 约定", {{"约定", "2026-03-11 23:59"}}, yes},
      {"答复期 的 期限 超过 约定", {{"约定", "2026-03-12 00:00"}}, no},  // 24:00 of the 11th
      {"办结期 的 期限 超过 约定", {{"约定", "2026-03-11 23:59"}}, unknown},  // there is none
      {"曾逾期", {}, no},
      {"从未逾期", {}, yes},
      {"有 子件", {}, no},
      {"层级 为 村", {}, yes},
      {"层级 不少于 镇", {}, no},
  });
}

TEST_CASE("a directory names the unit for a value; where it has none the answer is unknown", "[eval]") {
  check({
      {"查 对口名录 按 来源 为 乙局", {{"来源", "来访"}}, yes},
      {"查 对口名录 按 来源 为 丙局", {{"来源", "来访"}}, no},
      {"查 对口名录 按 来源 为 乙局", {{"来源", "热线"}}, unknown},
      {"查 对口名录 按 来源 为 乙局", {}, unknown},
  });
}

TEST_CASE("what an expression reads is known without running it", "[eval]") {
  const auto rulebook = load(pack("人数 不满 5 且 说明 包含 “噪声” 且 有 协办单位 且 答复期 完成 且 层级 为 村 且 今天 超过 2026-01-01"));
  const RulebookData& rules = rulebook->data();
  const model::CaseType& type = rules.case_types[0];
  bool found = false;
  for (std::size_t i = 0; i < rules.expressions.size() && !found; ++i) {
    const FactReads reads = reads_of(rules, ExpressionId(i));
    if (reads.deadlines.empty()) continue;
    found = true;
    CHECK(reads.level);
    CHECK(reads.today);
    std::vector<std::string> names;
    for (std::uint32_t f = 0; f < type.facts.count; ++f)
      if (reads.has(rules.facts[type.facts.first + f])) names.emplace_back(rules.text(rules.facts[type.facts.first + f].name));
    CHECK(names == std::vector<std::string>{"人数", "协办单位", "说明"});
  }
  CHECK(found);
}
