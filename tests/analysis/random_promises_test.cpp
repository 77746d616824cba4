// Proofs against chance: over random small packs, what holds is broken by no random run, and what is broken is broken
// again when the run is folded.
#include <catch2/catch.hpp>

#include <random>
#include <string>

#include "lib/replay/case_fold.hpp"
#include "sanhuan/proof.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

class RandomPack {
 public:
  explicit RandomPack(unsigned seed) : random_(seed) {}

  std::string rules() {
    stages_ = 2 + pick(2);
    std::string text = "枚举 来源种类：来访、热线\n事项 件\n  要素 来源（来源种类，可缺）、紧急（是非，可缺）、人数（整数，可缺）、所在网格（网格，可缺）\n";
    for (unsigned s = 0; s < stages_; ++s) text += "事件 事" + number(s) + " 可填 紧急、人数、来源\n";
    text += "事件 撤回\n流程 小流程 用于 件\n  属地 所在网格\n  顶级 则 通知 甲区 “到顶了”\n责任 窗口 由 甲区\n";
    const bool withdrawn = pick(2) == 0;
    if (withdrawn) text += "贯穿 全程\n  当 信访人 撤回 则 终止 全部时限 转 撤\n";
    text += "环 一环\n";
    for (unsigned s = 0; s < stages_; ++s) text += stage(s);
    return text + (withdrawn ? "  结案 完、撤\n" : "  结案 完\n") + promises();
  }

  // Events by whoever may, at random moments of some weeks.
  RecordedCase run() {
    RecordedCase file;
    file.id = "run";
    Instant now = at("2026-01-01 00:00") + std::int64_t{pick(300)} * ms_per_day + std::int64_t{pick(24 * 60)} * ms_per_minute;
    RecordedEvent open;
    open.at = now;
    open.open = "件";
    open.by.system = true;
    file.events.push_back(open);
    for (unsigned i = 0; i < 8; ++i) {
      now = now + std::int64_t{pick(4)} * std::int64_t{pick(26 * 60)} * ms_per_minute;
      RecordedEvent e;
      e.at = now;
      e.by.unit = "甲区";
      e.event = "事" + number(pick(stages_));
      if (pick(8) == 0) e.event = "撤回", e.by = {"", "", true, false};
      else if (pick(2) == 0) e.facts = {{"紧急", pick(2) == 0 ? "是" : "否"}, {"人数", number(pick(8))}, {"来源", pick(2) == 0 ? "来访" : "热线"}};
      file.events.push_back(e);
    }
    return file;
  }

 private:
  unsigned pick(unsigned n) { return std::uniform_int_distribution<unsigned>(0, n - 1)(random_); }
  static std::string number(unsigned n) { return std::to_string(n); }
  std::string one_of(std::initializer_list<const char*> all) { return all.begin()[pick(static_cast<unsigned>(all.size()))]; }
  std::string next(unsigned s) { return s + 1 < stages_ ? "节" + number(s + 1) : "完"; }

  std::string stage(unsigned s) {
    const std::string n = number(s);
    std::string text = "  环节 节" + n + (s == 0 ? " 起点" : "") + "\n    时限 限" + n + " 属 窗口\n      自 " +
                       (s > 0 && !moves_on_ && pick(2) == 0 ? "事" + number(s - 1) : "进入本环节") + " 起 " +
                       one_of({"当天内", "1个工作日内", "2个工作日内", "3个自然日内", "第2个工作日内"}) + " 应 事" + n + "\n";
    text += one_of({"      逾期 则 提级督办 甲区\n", "      逾期 则 催办 甲区\n", "      逾期 第1个工作日 则 提级督办 甲区\n", "      逾期 则 记 紧急 为 是\n"});
    moves_on_ = pick(4) == 0;  // by itself: what follows can't count on the event
    if (moves_on_) text = text.substr(0, text.rfind("      逾期")) + "      逾期 则 终止 限" + n + " 转 " + next(s) + "\n";
    if (pick(3) == 0)
      return text + "    当 甲区 事" + n + " 则\n      若 人数 不满 " + number(2 + pick(4)) + " 则 转 " + next(s) + "\n      否则 转 完\n";
    return text + "    当 甲区 事" + n + " 则 转 " + next(s) + "\n";
  }

  std::string promises() {
    std::string text = "承诺 一\n  凡 未结案 则 有 运行时限\n承诺 二\n  自 事0 起 " + number(1 + pick(4)) + "个工作日内 应 结案 或 提级督办\n";
    text += "承诺 三\n  绝不 曾逾期\n承诺 四\n  凡 有 限1 则 人数 不满 " + number(2 + pick(4)) + "\n";
    return text + "承诺 五\n  自 首次 事0 起 " + number(2 + pick(6)) + "个自然日内 应 事1 或 结案 或 提级督办\n";
  }

  std::mt19937 random_;
  unsigned stages_ = 2;
  bool moves_on_ = false;
};

bool breaks(CaseFold& fold, const RecordedCase& file, Instant until, const std::string& promise) {
  fold.fold(file, until);
  const RulebookData& rules = fold.rulebook().data();
  for (const PromiseBreach& b : fold.root().watch().breaches)
    if (rules.text(rules.promises[b.promise].name) == promise) return true;
  return false;
}

}  // namespace

TEST_CASE("9.2b No random run breaks what holds, and every counter-example breaks again", "[analysis][random]") {
  std::size_t holds = 0, broken = 0, found_by_chance = 0;
  for (unsigned seed = 1; seed <= 16; ++seed) {
    RandomPack pack(seed);
    const std::string text = pack.rules();
    CAPTURE(seed, text);
    const auto rulebook = load(text, {.office_days = seed % 2 == 0});
    CaseFold fold(rulebook);
    fold.watch_promises();
    std::vector<RecordedCase> runs;
    for (int i = 0; i < 60; ++i) runs.push_back(pack.run());
    for (const PromiseVerdict& v : prove(rulebook, {12'000, {2026}})) {
      CAPTURE(v.promise);
      if (v.counterexample) {
        ++broken;
        CHECK(breaks(fold, v.counterexample->file, v.counterexample->until, v.promise));
      }
      if (!v.holds.value_or(false)) continue;
      ++holds;
      for (const RecordedCase& run : runs) CHECK_FALSE(breaks(fold, run, run.events.back().at + 40 * ms_per_day, v.promise));
    }
    for (const char* promise : {"一", "二", "三", "四", "五"})
      for (const RecordedCase& run : runs) found_by_chance += breaks(fold, run, run.events.back().at + 40 * ms_per_day, promise) ? 1 : 0;
  }
  // Both answers are given often, and chance does break promises: else this test could not fail.
  CHECK(holds >= 10);
  CHECK(broken >= 20);
  CHECK(found_by_chance >= 100);
}
