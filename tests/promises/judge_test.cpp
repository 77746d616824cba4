// Whether a case keeps a promise: watched entry by entry, as scenarios do.
#include <catch2/catch.hpp>

#include <string>

#include "sanhuan/scenario.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

using Found = ScenarioFinding::Kind;

// One scenario over the wide pack with this promise beside it.
ScenarioResult watched(std::string_view promise, std::string_view lines, std::string rules = wide_process()) {
  const Loaded loaded = load_whole(rules + "\n承诺 言必行 #promise\n" + std::string(promise) +
                                   "\n背景\n  填 所在网格 为 甲格\n\n情景 试一试\n" + std::string(lines));
  REQUIRE(loaded.scenarios.size() == 1);
  return run(*loaded.scenarios.front());
}

// When it broke, or "kept"; of what has a beginning that too.
std::string breach(const ScenarioResult& result) {
  std::string told;
  for (const ScenarioFinding& finding : result.findings) {
    REQUIRE(finding.kind == Found::broken);
    REQUIRE(finding.breach);
    CHECK(finding.breach->promise == "言必行");
    if (!told.empty()) told += "; ";
    if (finding.breach->since != Instant::before_all()) told += show(finding.breach->since) + " to ";
    told += show(finding.breach->at);
  }
  return told.empty() ? "kept" : told;
}
std::string breach(std::string_view promise, std::string_view lines) { return breach(watched(promise, lines)); }

// 2026-03-03 is a Tuesday; days end at 24:00.
const std::string registered = "  2026-03-03（周二）09:00 甲区 登记 填 紧急 为 否\n";
const std::string assigned = registered + "  2026-03-03（周二）10:00 甲区 交办 填 承办单位 为 甲镇\n";

}  // namespace

TEST_CASE("9.2a 凡 and 绝不 are judged after each entry, a timer's too", "[promises]") {
  CHECK(breach("  绝不 曾逾期\n", registered + "  2026-03-04（周三）23:00\n") == "kept");
  CHECK(breach("  绝不 曾逾期\n", registered + "  2026-03-05（周四）09:00\n") == "2026-03-05 00:00 +1 ms");
  CHECK(breach("  凡 未结案 则 有 运行时限 且 有 责任单位\n", assigned + "  2026-04-20（周一）09:00\n") == "kept");
  CHECK(breach("  凡 有 会商期 则 结案\n", registered + "  2026-03-04（周三）10:00 甲区 交办 填 承办单位 为 甲镇、协办单位 为 乙局\n") ==
        "2026-03-04 10:00");
}

TEST_CASE("9.2a What is unknown breaks nothing", "[promises]") {
  CHECK(breach("  凡 未结案 则 来源 为 热线\n", assigned) == "kept");
  CHECK(breach("  凡 未结案 则 来源 为 热线\n", assigned + "  2026-03-04（周三）10:00\n") == "kept");
  CHECK(breach("  凡 未结案 则 来源 为 热线\n", "  2026-03-03（周二）09:00 甲区 登记 填 来源 为 来访、紧急 为 否\n") == "2026-03-03 09:00");
}

TEST_CASE("9.2a The breaches of the very end still keep a promise, and nothing after them does", "[promises]") {
  const std::string late = registered + "  2026-03-05（周四）09:00 甲区 交办 填 承办单位 为 甲镇\n";
  CHECK(breach("  自 登记 起 1个工作日内 应 交办\n", late) == "2026-03-03 09:00 to 2026-03-04 24:00");
  CHECK(breach("  自 登记 起 1个工作日内 应 交办 或 提级督办\n", late) == "kept");  // the breach escalates at that end
  CHECK(breach("  自 登记 起 1个工作日内 应 交办\n", registered + "  2026-03-05（周四）00:00 甲区 交办 填 承办单位 为 甲镇\n") == "kept");
}

TEST_CASE("9.2a Every happening of its beginning counts, 首次 but the first", "[promises]") {
  const std::string twice = assigned +
                            "  2026-03-04（周三）10:00 甲镇 答复\n  2026-03-05（周四）12:00 甲区 改派 填 承办单位 为 乙镇\n"
                            "  2026-03-10（周二）10:00\n";
  CHECK(breach("  自 交办 或 改派 起 2个工作日内 应 答复\n", twice) == "2026-03-05 12:00 to 2026-03-09 24:00");
  CHECK(breach("  自 首次 交办 或 改派 起 2个工作日内 应 答复\n", twice) == "kept");
}

TEST_CASE("9.2a A case closed before, without what was promised, breaks it unless 或 结案 is said", "[promises]") {
  const std::string withdrawn = assigned + "  2026-03-03（周二）11:00 信访人 撤回\n";
  CHECK(breach("  自 登记 起 5个工作日内 应 答复\n", withdrawn) == "2026-03-03 09:00 to 2026-03-03 11:00");
  CHECK(breach("  自 登记 起 5个工作日内 应 答复 或 结案\n", withdrawn) == "kept");
}

TEST_CASE("9.2a Time in a stage under 不计入 does not count, and no other suspension does", "[promises]") {
  const std::string supplemented = assigned + "  2026-03-03（周二）15:00 甲镇 要求补正\n  2026-03-09（周一）09:00 信访人 补正\n";
  const std::string until = supplemented + "  2026-03-16（周一）09:00\n";
  CHECK(breach("  自 登记 起 5个工作日内 应 答复\n", until) == "2026-03-03 09:00 to 2026-03-10 24:00");
  CHECK(breach("  自 登记 起 5个工作日内 应 答复\n  不计入 待补正\n", until) == "kept");  // five days from the 9th on
  CHECK(breach("  自 登记 起 5个工作日内 应 答复\n  不计入 待补正\n", supplemented + "  2026-03-17（周二）09:00\n") ==
        "2026-03-03 09:00 to 2026-03-16 24:00");
}

TEST_CASE("9.2a 仅当 is judged when its time begins, and after each entry", "[promises]") {
  CHECK(breach("  仅当 紧急\n  自 登记 起 1个工作日内 应 交办\n", registered + "  2026-03-06（周五）09:00\n") == "kept");
  CHECK(breach("  仅当 非 紧急\n  自 登记 起 1个工作日内 应 交办\n", registered + "  2026-03-06（周五）09:00\n") ==
        "2026-03-03 09:00 to 2026-03-04 24:00");
  CHECK(breach("  仅当 紧急\n  绝不 曾逾期\n", registered + "  2026-03-06（周五）09:00\n") == "kept");
}

TEST_CASE("9.2a Two dues are compared while both run", "[promises]") {
  CHECK(breach("  凡 有 答复期 且 有 全程期 则 答复期 的 期限 不超过 全程期 的 期限\n", assigned) == "kept");
  CHECK(breach("  凡 有 答复期 且 有 全程期 则 全程期 的 期限 不超过 答复期 的 期限\n", assigned) == "2026-03-03 10:00");
}

TEST_CASE("9.2a A scenario that says the promise is broken passes where it is, and fails where it is not", "[promises]") {
  const std::string late = registered + "  2026-03-05（周四）09:00\n";
  CHECK(watched("  绝不 曾逾期\n", late + "  核对 违背 言必行\n").passed());
  const ScenarioResult kept = watched("  绝不 曾逾期\n", registered + "  核对 违背 言必行\n");
  REQUIRE(kept.findings.size() == 1);
  CHECK(kept.findings[0].kind == Found::kept);

}

TEST_CASE("3.0 A scenario whose first line is a moment alone opens its case then", "[promises]") {
  const std::string alone = "  2026-03-03（周二）09:00\n  2026-03-06（周五）09:00 甲区 登记 填 紧急 为 否\n";
  CHECK(breach("  绝不 曾逾期\n", alone) == "2026-03-06 00:00 +1 ms");  // two working days to register
}
