// Proofs of promises on packs small enough to know the truth: what holds, what a run breaks, what was not decided.
#include <catch2/catch.hpp>

#include <string>

#include "sanhuan/proof.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// Taken in within a day, done within two; who is late goes up.
std::string two_stages() {
  return R"(事项 件
  要素 紧急（是非，可缺）、人数（整数，可缺）、所在网格（网格，可缺）
事件 受理 可填 紧急、人数
事件 办结、补充、撤回
流程 小流程 用于 件
  属地 所在网格
  顶级 则 通知 甲区 “到顶了”
责任 窗口 由 甲区
环 一环
  环节 待受理 起点
    时限 受理期 属 窗口
      自 进入本环节 起 1个工作日内 应 受理
      逾期 则 提级督办 甲区
    当 甲区 受理 则 转 待办
  环节 待办
    时限 办理期 属 窗口
      自 受理 起 2个工作日内 应 办结
      逾期 则 提级督办 甲区
    当 甲区 办结 则 转 完
  结案 完
)";
}

PromiseVerdict verdict(const std::string& rules, std::string_view promise, ProofBounds bounds = {200'000, {2026}}) {
  const auto rulebook = load(rules + "承诺 言必行\n" + std::string(promise));
  const std::vector<PromiseVerdict> verdicts = prove(rulebook, bounds);
  REQUIRE(verdicts.size() == 1);
  return verdicts.front();
}

std::string told(const PromiseVerdict& v) {
  if (!v.holds) return "not decided";
  if (*v.holds) return "holds";
  REQUIRE(v.counterexample);
  std::string events;
  for (const RecordedEvent& e : v.counterexample->file.events) events += (events.empty() ? "" : " ") + (e.event.empty() ? std::string("open") : e.event);
  return "broken by " + events;
}

}  // namespace

TEST_CASE("9.2b What the shape of the process keeps is proved whatever happens and whenever", "[analysis]") {
  CHECK(told(verdict(two_stages(), "  凡 未结案 则 有 运行时限 且 有 责任单位\n")) == "holds");
  const std::string gap = with(two_stages(), "  环节 待办\n    时限 办理期 属 窗口\n      自 受理 起", "  环节 待办\n    时限 办理期 属 窗口\n      自 补充 起");
  CHECK(told(verdict(with(gap, "当 甲区 办结 则 转 完", "当 甲区 补充 则 通知 甲区 “补”\n    当 甲区 办结 则 终止 全部时限 转 完"),
                     "  凡 未结案 则 有 运行时限\n")) == "broken by open 受理");
}

TEST_CASE("9.2b Nobody has to act, and a promise that needs somebody is broken by a run in which nobody does", "[analysis]") {
  const PromiseVerdict idle = verdict(two_stages(), "  自 受理 起 2个工作日内 应 办结\n");
  CHECK(told(idle) == "broken by open 受理");
  CHECK(idle.states > 0);
  CHECK(told(verdict(two_stages(), "  绝不 曾逾期\n")) == "broken by open");
}

TEST_CASE("9.2b What a deadline does at its end keeps a promise on every day of the years", "[analysis]") {
  CHECK(told(verdict(two_stages(), "  自 受理 起 2个工作日内 应 办结 或 提级督办\n")) == "holds");
  const std::string lazy = with(two_stages(), "自 受理 起 2个工作日内 应 办结\n      逾期 则 提级督办 甲区", "自 受理 起 2个工作日内 应 办结\n      逾期 第1个工作日 则 提级督办 甲区");
  CHECK(told(verdict(lazy, "  自 受理 起 2个工作日内 应 办结 或 提级督办\n")) == "broken by open 受理");
  CHECK(told(verdict(lazy, "  自 受理 起 3个工作日内 应 办结 或 提级督办\n")) == "holds");
}

TEST_CASE("9.2b A length that only some days stretch is found out by those days", "[analysis]") {
  // Four days of rest in a row need a holiday: two working days never take ten calendar days but then.
  const PromiseVerdict v = verdict(two_stages(), "  自 受理 起 5个自然日内 应 办结 或 提级督办\n");
  REQUIRE(told(v) == "broken by open 受理");
}

TEST_CASE("9.2b Facts enter by the regions that rules tell apart", "[analysis]") {
  const std::string branches = with(two_stages(), "当 甲区 受理 则 转 待办", "当 甲区 受理 则\n      若 人数 不满 5 则 转 待办\n      若 人数 为 5 至 29 则 转 待办\n      否则 终止 全部时限 转 完");
  CHECK(told(verdict(branches, "  凡 有 办理期 则 人数 不满 30\n")) == "holds");
  const PromiseVerdict v = verdict(branches, "  凡 有 办理期 则 人数 不满 29\n");
  REQUIRE(told(v) == "broken by open 受理");
  CHECK(v.counterexample->file.events.back().facts == std::vector<std::pair<std::string, std::string>>{{"人数", "29"}});
}

TEST_CASE("9.2b What does not close within the bound is not decided, and never a pass", "[analysis]") {
  const PromiseVerdict v = verdict(two_stages(), "  自 受理 起 2个工作日内 应 办结 或 提级督办\n", {100, {2026}});
  CHECK(told(v) == "not decided");
  CHECK(v.undecided == PromiseVerdict::Undecided::states);
}

TEST_CASE("9.2b Days that the calendar does not know were not tried: that is not decided, a break on another day is a break", "[analysis]") {
  const std::string held = "  凡 未结案 则 有 运行时限 且 有 责任单位\n";
  for (const std::vector<int>& years : {std::vector<int>{1999}, {2026, 1999}, {1999, 2026}}) {
    const PromiseVerdict v = verdict(two_stages(), held, {200'000, years});
    CHECK(told(v) == "not decided");
    CHECK(v.undecided == PromiseVerdict::Undecided::years);
  }
  CHECK(told(verdict(two_stages(), "  绝不 曾逾期\n", {200'000, {2026, 1999}})) == "broken by open");
}

TEST_CASE("9.2b A promise over amounts that a rule reckons with is not decided by samples", "[analysis]") {
  const PromiseVerdict v = verdict(two_stages(), "  凡 有 办理期 则 人数 加 1 不满 30\n");
  CHECK(told(v) == "not decided");
  CHECK(v.undecided == PromiseVerdict::Undecided::values);
}

TEST_CASE("9.3 A counter-example is a run with dates that ends where the promise breaks", "[analysis]") {
  const PromiseVerdict v = verdict(two_stages(), "  自 受理 起 2个工作日内 应 办结\n");
  REQUIRE(v.counterexample);
  const Counterexample& found = *v.counterexample;
  CHECK(found.file.events.size() == 2);
  CHECK(found.breach.promise == "言必行");
  CHECK(found.breach.since == found.file.events[1].at);
  CHECK(found.breach.at < found.until);
}
