// Which case type a scenario is about, in a pack with several processes.
#include <catch2/catch.hpp>

#include "sanhuan/scenario.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

constexpr std::string_view other_process =
    "事项 呼叫 #call\n  要素 事由（文本，可缺）\n事件 叫人 #call-out、到场 #arrive\n"
    "流程 呼叫办理 #calling 用于 呼叫\n责任 到场责任 #arrival 由 乙局\n贯穿 全程\n环 呼叫环\n"
    "  环节 待叫 #waiting 起点\n    时限 叫人期 属 到场责任\n      自 进入本环节 起 1个工作日内 应 叫人\n    当 叫人 则 转 待到\n"
    "  环节 待到 #coming\n    时限 到场期 属 到场责任\n      自 叫人 起 1个工作日内 应 到场\n    当 乙局 到场 则 转 已到\n  结案 已到 #there\n";

std::string pack(std::string_view scenario) { return small_process() + std::string(other_process) + std::string(scenario); }

}  // namespace

TEST_CASE("a scenario is about the case whose process begins with its first event", "[resolve][scenario]") {
  const Loaded loaded = load_rules(pack("情景 叫来了\n  2025-03-03（周一）09:00 乙局 叫人\n  核对 环节 为 待到\n"));
  CHECK(problems(loaded).empty());
  REQUIRE(loaded.scenarios.size() == 1);
  CHECK(run(*loaded.scenarios[0]).passed());
}

TEST_CASE("two scenarios of one name are a warning at the second, and both run", "[resolve][scenario]") {
  const std::string one = "情景 叫来了\n  2025-03-03（周一）09:00 乙局 叫人\n  核对 环节 为 待到\n";
  const Loaded loaded = load_rules(pack(one + one));
  CHECK(problems(loaded) == Problems{"W0202 情景 叫来了"});
  CHECK(loaded.scenarios.size() == 2);
}

TEST_CASE("a scenario that begins with what begins no process has to say what it is about", "[resolve][scenario]") {
  CHECK(problems(pack("情景 到了\n  2025-03-03（周一）09:00 乙局 到场\n")) == Problems{"E0460 情景 到了"});
  CHECK(problems(pack("情景 到了\n  假设 事项 呼叫\n  2025-03-03（周一）09:00 乙局 到场\n")).empty());
}
