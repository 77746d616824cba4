// Scenarios are run over the same step as everything else, and say what they found where it is not what was written.
#include <catch2/catch.hpp>

#include "sanhuan/scenario.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

using Found = ScenarioFinding::Kind;

// One scenario over the wide pack: a petition that opens with its registration.
ScenarioResult told(std::string_view lines, std::string rules = wide_process()) {
  const Loaded loaded = load_whole(rules + "\n背景\n  填 所在网格 为 甲格、紧急 为 否\n\n情景 试一试\n" + std::string(lines));
  REQUIRE(loaded.scenarios.size() == 1);
  return run(*loaded.scenarios.front());
}

const char* const registered = "  2026-03-03（周二）09:00 甲区 登记\n";
const char* const assigned = "  2026-03-03（周二）10:00 甲区 交办 填 承办单位 为 甲镇\n";

}  // namespace

TEST_CASE("A scenario that holds has no findings, and counts its steps and expectations", "[replay]") {
  const ScenarioResult result = told(std::string(registered) + assigned + "  核对 环节 为 待答复\n  核对 层级 为 村\n");
  CHECK(result.passed());
  CHECK(result.name == "试一试");
  CHECK(result.steps == 2);
  CHECK(result.expectations == 2);
}

TEST_CASE("What does not hold is told with what there is instead", "[replay]") {
  const ScenarioResult result = told(std::string(registered) + assigned +
                                     "  核对 环节 为 待办结\n  核对 答复期 的 期限 为 2026-03-11\n  核对 人数 为 3\n"
                                     "  核对 黄牌 1次\n");
  REQUIRE(result.findings.size() == 4);
  CHECK(result.findings[0].kind == Found::stage);
  CHECK(result.findings[0].stage == "待答复");
  CHECK(result.findings[0].written == "核对 环节 为 待办结");
  CHECK(result.findings[1].kind == Found::obligations);
  REQUIRE(result.findings[1].obligations.size() == 1);
  CHECK(show(result.findings[1].obligations[0].due) == "2026-03-10 24:00");
  CHECK(result.findings[2].kind == Found::facts);
  CHECK(result.findings[2].facts == std::vector<std::pair<std::string, std::string>>{{"人数", ""}});
  CHECK(result.findings[3].kind == Found::count);
  CHECK(result.findings[3].count == 0);
}

TEST_CASE("A refusal that nobody expects is a finding, and one that is expected is none", "[replay]") {
  const std::string refused = std::string(registered) + "  2026-03-03（周二）10:00 乙局 交办 填 承办单位 为 甲镇\n";
  const ScenarioResult unexpected = told(refused);
  REQUIRE(unexpected.findings.size() == 1);
  CHECK(unexpected.findings[0].kind == Found::refused);
  REQUIRE(unexpected.findings[0].refusal);
  CHECK(unexpected.findings[0].refusal->reason == Refused::not_allowed);
  CHECK(told(refused + "  核对 拒收\n").passed());
}

TEST_CASE("A refusal is expected for want of something, and the case may be looked at after it", "[replay]") {
  const std::string lacking = std::string(registered) + "  2026-03-03（周二）10:00 甲区 交办\n";
  CHECK(told(lacking + "  核对 拒收 承办单位\n  核对 环节 为 待交办\n").passed());
  CHECK_FALSE(told(lacking + "  核对 拒收 协办单位\n").passed());
}

TEST_CASE("An event that was to be refused and was not is a finding", "[replay]") {
  const ScenarioResult result = told(std::string(registered) + assigned + "  核对 拒收\n");
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].kind == Found::accepted);
}

TEST_CASE("A moment alone lets time pass, and asks nothing of the event before it", "[replay]") {
  const ScenarioResult result = told(std::string(registered) + assigned +
                                     "  2026-03-11（周三）09:00\n  核对 答复期 逾期\n  核对 红牌 甲镇 1次\n  核对 拒收\n");
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].written == "核对 拒收");
}

TEST_CASE("A time between two events has no refusal of its own", "[replay]") {
  const ScenarioResult result = told(std::string(registered) +
                                     "  2026-03-03（周二）10:00 乙局 交办 填 承办单位 为 甲镇\n  核对 拒收\n"
                                     "  2026-03-03（周二）11:00\n  核对 拒收\n");
  CHECK(result.findings.size() == 1);
}

TEST_CASE("What befell one unit is told apart from the others", "[replay]") {
  const ScenarioResult result = told(std::string(registered) +
                                     "  2026-03-03（周二）10:00 甲区 交办 填 承办单位 为 甲镇、协办单位 为 乙局、丙局\n"
                                     "  2026-03-04（周三）10:00 乙局 提交意见\n"
                                     "  2026-03-09（周一）09:00\n"
                                     "  核对 乙局 的 会商期 按期 且 丙局 的 会商期 逾期\n"
                                     "  核对 会商期 任一 完成 且 非 会商期 全部 完成\n"
                                     "  核对 催办 丙局 1次\n"
                                     "  核对 催办 乙局 0次\n");
  CHECK(result.passed());
}

TEST_CASE("An obligation that is no longer owed has no holder and no clock to compare", "[replay]") {
  CHECK_FALSE(told(std::string(registered) + "  核对 答复期 的 期限 为 2026-03-11\n").passed());
  CHECK_FALSE(told(std::string(registered) + "  核对 答复期 的 责任单位 为 甲镇\n").passed());
}

TEST_CASE("What the background fills is known when the case opens where no event takes it", "[replay]") {
  const Loaded loaded = load_whole(wide_process() +
                                   "\n背景\n  填 所在网格 为 甲格、承办单位 为 甲镇、紧急 为 是\n\n情景 试一试\n"
                                   "  2026-03-03（周二）09:00 甲区 登记\n  核对 紧急 且 环节 为 待答复\n");
  REQUIRE(loaded.scenarios.size() == 1);
  CHECK(run(*loaded.scenarios.front()).passed());
}

TEST_CASE("What is not known is not expected away: a negation of it holds no more than the thing itself", "[replay]") {
  for (const char* line : {"核对 人数 为 3", "核对 非 人数 为 3", "核对 人数 不为 3", "核对 紧急 且 非 人数 为 3", "核对 紧急 或 非 人数 为 3",
                           "核对 非（人数 为 3 且 环节 为 待交办）", "核对 非 答复期 的 期限 为 2026-03-11", "核对 非 答复期 的 责任单位 为 甲镇"}) {
    INFO(line);
    const ScenarioResult result = told(std::string(registered) + "  2026-03-03（周二）10:00\n  " + line + "\n");
    CHECK(result.findings.size() == 1);
  }
  const ScenarioResult result = told(std::string(registered) + "  核对 非 人数 为 3\n");
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].kind == Found::facts);
  CHECK(result.findings[0].unknown);
  CHECK(result.findings[0].facts == std::vector<std::pair<std::string, std::string>>{{"人数", ""}});
}

TEST_CASE("What decides by itself decides, whatever else is not known", "[replay]") {
  CHECK(told(std::string(registered) + "  核对 非（人数 为 3 且 环节 为 待答复）或 环节 为 待交办\n"
                                       "  核对 非（人数 为 3 且 紧急）\n  核对 环节 为 待交办 或 非 人数 为 3\n").passed());
}

TEST_CASE("A comparison that fails says what its sides came to", "[replay]") {
  using Facts = std::vector<std::pair<std::string, std::string>>;
  const auto found = [](std::string_view expected) {
    const ScenarioResult result = told(std::string(registered) + "  2026-03-05（周四）10:00\n  核对 " + std::string(expected) + "\n");
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].kind == Found::facts);
    return result.findings[0].facts;
  };
  CHECK(found("工作日数（登记 的 时刻，2026-03-06）为 2") == Facts{{"工作日数（登记 的 时刻，2026-03-06）", "3"}});
  CHECK(found("登记 的 日期 为 今天") == Facts{{"登记 的 日期", "2026-03-03"}, {"今天", "2026-03-05"}});
  CHECK(found("登记 的 时刻 不满 2026-03-03 09:00").front().first == "登记 的 时刻");
  CHECK(found("见面 的 日期 为 2026-03-05") == Facts{{"见面 的 日期", ""}});
  CHECK(found("协办单位 的 数目 加 1 超过 2").back() == Facts::value_type{"协办单位 的 数目 加 1", "1"});
  CHECK(found("人数 为 3") == Facts{{"人数", ""}});
  CHECK(found("非 自然日数（2026-03-01，今天）为 4") == Facts{{"自然日数（2026-03-01，今天）", "4"}});
}

TEST_CASE("A scenario may ask when something was that no rule asks about", "[replay]") {
  const std::string lines = std::string(registered) + assigned + "  2026-03-04（周三）15:00 甲镇 答复\n";
  CHECK(told(lines + "  核对 答复 的 日期 为 2026-03-04\n  核对 答复 的 时刻 为 2026-03-04 15:00\n  核对 交办 的 日期 为 2026-03-03\n").passed());
  const ScenarioResult result = told(lines + "  核对 见面 的 日期 为 2026-03-04\n  核对 非 见面 的 日期 为 2026-03-04\n");
  CHECK(result.findings.size() == 2);
}

TEST_CASE("Points are summed in 分 and counted in 次", "[replay]") {
  const std::string rules = with(wide_process(), "则 红牌 承办单位", "则 扣分 承办单位 3分");
  const std::string lines = std::string(registered) + assigned + "  2026-03-12（周四）09:00\n";
  CHECK(told(lines + "  核对 扣分 甲镇 3分\n  核对 扣分 甲镇 1次\n", rules).passed());
  const ScenarioResult result = told(lines + "  核对 扣分 甲镇 3次\n  核对 扣分 甲镇 1分\n", rules);
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].count == 1);
  CHECK(result.findings[1].count == 3);
}

TEST_CASE("A child does something where none was opened: a finding, and the case itself stays as it was", "[replay]") {
  const ScenarioResult result = told(std::string(registered) +
                                     "  2026-03-03（周二）10:00 子件 甲区 交办 填 承办单位 为 甲镇\n  核对 环节 为 待交办\n"
                                     "  2026-03-03（周二）11:00 甲区 交办 填 承办单位 为 甲镇\n  核对 环节 为 待答复\n");
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].kind == Found::no_child);
  CHECK(result.findings[0].written == "2026-03-03（周二）10:00 子件 甲区 交办 填 承办单位 为 甲镇");
  CHECK(result.file.events.size() == 2);
}
