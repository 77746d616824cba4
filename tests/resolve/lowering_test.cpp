// What the words become: the rulebook that a process is lowered to.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "lib/rulebook/dump.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::string dumped(const Rulebook& rulebook) { return dump(rulebook.data(), rulebook.organisation()); }

}  // namespace

TEST_CASE("the wide process becomes the rulebook of the golden file", "[resolve]") {
  const Loaded loaded = load_rules(wide_process());
  REQUIRE(loaded.rulebook);
  const char* const path = SANHUAN_SOURCE_DIR "/tests/resolve/data/wide.dump.txt";
  if (std::getenv("SANHUAN_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << dumped(*loaded.rulebook);
  std::ifstream file(path, std::ios::binary);
  std::stringstream golden;
  golden << file.rdbuf();
  CHECK(dumped(*loaded.rulebook) == golden.str());
}

TEST_CASE("a keyword in either language means the same", "[resolve]") {
  const std::string english = with(with(with(wide_process(), "逾期 则 催办 甲区", "overdue then urge 甲区"),
                                        "一旦 会商期 全部 完成 则 转 待答复", "once 会商期 all fulfilled then go 待答复"),
                                   "若 有 协办单位 则 转 会商中", "if has 协办单位 then go 会商中");
  const Loaded a = load_rules(wide_process()), b = load_rules(english);
  REQUIRE(a.rulebook);
  REQUIRE(b.rulebook);
  CHECK(a.rulebook->hash() == b.rulebook->hash());
}

TEST_CASE("the hash is of what a step can see: not of places, remarks and bases", "[resolve]") {
  const Loaded plain = load_rules(wide_process());
  const Loaded remarked = load_rules("注 一句话\n\n" + with(wide_process(), "    时限 答复期", "    // 说明\n    时限 答复期"));
  const Loaded shorter = load_rules(with(wide_process(), "起 5个工作日内 应 答复", "起 4个工作日内 应 答复"));
  const Loaded reworded = load_rules(with(wide_process(), "“到顶了”", "“到顶啦”"));
  REQUIRE((plain.rulebook && remarked.rulebook && shorter.rulebook && reworded.rulebook));
  CHECK(plain.rulebook->hash() == remarked.rulebook->hash());
  CHECK(plain.rulebook->hash() != shorter.rulebook->hash());
  CHECK(plain.rulebook->hash() != reworded.rulebook->hash());
}

TEST_CASE("a breach is there where the author wrote none, ahead of the later rungs", "[resolve]") {
  const Loaded loaded = load_rules(with(wide_process(), "      逾期 则 催办 承办单位\n", ""));
  REQUIRE(loaded.rulebook);
  const RulebookData& rules = loaded.rulebook->data();
  for (const model::Deadline& deadline : rules.processes[0].deadlines) {
    std::size_t breaches = 0;
    for (std::uint32_t r = 0; r < deadline.rungs.count; ++r)
      breaches += rules.rungs[deadline.rungs.first + r].kind == model::RungKind::breach;
    CHECK(breaches == 1);
    CHECK(rules.rungs[deadline.rungs.first + deadline.breach_rung].kind == model::RungKind::breach);
  }
}

TEST_CASE("a rule is found with its line and what it is based on", "[resolve]") {
  const Loaded loaded = load_rules(small_process());
  REQUIRE(loaded.rulebook);
  const model::Process& process = loaded.rulebook->data().processes[0];
  for (const model::Deadline& deadline : process.deadlines) {
    if (loaded.rulebook->data().text(deadline.key) != "reply-limit") continue;
    const auto bases = loaded.rulebook->bases(deadline.rule);
    REQUIRE(bases.size() == 1);
    CHECK(bases[0].text == "“125”工作法之“5”");
    CHECK(bases[0].presumed);
    CHECK(loaded.rulebook->file(loaded.rulebook->place(deadline.rule).file).ends_with("small/process.huan"));
    // A rung without a basis of its own has that of its deadline.
    CHECK(loaded.rulebook->bases(loaded.rulebook->data().rungs[deadline.rungs.first].rule).size() == 1);
    return;
  }
  FAIL("no such deadline");
}
