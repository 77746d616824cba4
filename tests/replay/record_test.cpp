// A recorded file taken into an engine: what it comes to is what folding the file comes to, once, however often.
#include <catch2/catch.hpp>

#include "lib/replay/case_fold.hpp"
#include "sanhuan/record.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

RecordedCase petition(const std::string& id, bool answered) {
  RecordedCase c;
  c.id = id;
  c.events.push_back(opening("2026-03-02 09:00", {{"所在网格", "甲格"}}));
  c.events.push_back(event("2026-03-02 09:30", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}));
  c.events.push_back(event("2026-03-02 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}));
  c.events.push_back(event("2026-03-02 10:00", "甲区", "办结"));  // for what it fulfils; and again, a line that is alike: refused
  c.events.push_back(event("2026-03-02 10:00", "甲区", "办结"));
  if (answered) c.events.push_back(event("2026-03-05 10:00", "甲镇", "答复"));
  return c;
}

}  // namespace

TEST_CASE("a file recorded twice, or cut off and begun again, is recorded once", "[record]") {
  const std::vector<RecordedCase> file = {petition("A", true), petition("B", false)};
  const std::vector<RecordedCase> beginning(file.begin(), file.begin() + 1);
  const Instant until = at("2026-05-01 00:00");
  const std::shared_ptr<Store> store = memory_store();
  const auto run = [&](std::span<const RecordedCase> cases, Instant upto) {
    Engine engine({wide_pack()}, store, at("2026-03-01 00:00"));
    return record(engine, wide_pack(), cases, {upto, 3, {}});
  };
  const Recorded part = run(beginning, at("2026-03-02 09:45"));
  CHECK(part.accepted == 2);
  const Recorded all = run(file, until);
  CHECK(all.repeated == 2);
  CHECK(all.accepted == 7);
  CHECK(all.refused == 2);
  CHECK(all.malformed == 0);
  CHECK(all.timers > 5);
  const LedgerNumber size = store->head().size;
  const Recorded again = run(file, until);
  CHECK(again.repeated == all.events);
  CHECK(again.timers == 0);
  CHECK(store->head().size == size);
  CHECK(verify_fold(*store).whole());

  Engine engine({wide_pack()}, store, until);
  CaseFold fold(wide_pack());
  for (const RecordedCase& c : file) {
    fold.fold(c, until);
    const std::optional<Entries> stored = engine.entries(c.id);
    REQUIRE(stored);
    REQUIRE(stored->entries.size() == fold.root().entries().entries.size());
    for (std::size_t i = 0; i < stored->entries.size(); ++i) {
      CHECK(stored->entries[i].kind == fold.root().entries().entries[i].kind);
      CHECK(stored->entries[i].at == fold.root().entries().entries[i].at);
      CHECK(stored->entries[i].change_count == fold.root().entries().entries[i].change_count);
    }
  }
}

TEST_CASE("what a ledger was told comes out of it, and makes the same entries in another", "[record]") {
  std::string rules = wide_process();
  rules = with(rules, "当 承办单位 答复 则 转 待办结", "当 承办单位 答复 则 录入 诉求 填 所在网格 为 所在网格 转 待办结");
  rules = with(rules, "人数（整数，可缺）", "人数（整数，可缺，个人信息）");
  const auto pack = load(rules);
  RecordedCase file = petition("A", true);
  file.events[0].facts.emplace_back("人数", "3");
  file.events[0].facts.emplace_back("协办单位", "乙局\x1f丙局");
  file.events.push_back(event("2026-03-06 10:00", "信访人", "撤回"));
  file.events.back().child = "7.0";
  const std::vector<RecordedCase> cases = {file, petition("B", false)};
  const auto fill = [&](std::span<const RecordedCase> from) {
    const std::shared_ptr<Store> store = memory_store();
    Engine engine({pack}, store, at("2026-03-01 00:00"));
    record(engine, pack, from, {at("2026-05-01 00:00"), 3, {}});
    return store;
  };
  const auto told = [](Store& store) {
    std::vector<RecordedCase> read;
    read_cases(store, [&](RecordedCase&& c) { read.push_back(std::move(c)); });
    return read;
  };
  const auto entries = [](Store& store) {
    std::vector<std::string> all;
    store.cases(1, [&](const CaseHead& head) { return all.push_back(head.id), true; });
    store.scan(1, 1'000, [&](const StoredEntry& e) { return all.emplace_back(e.body), true; });
    return all;
  };
  const auto first = fill(cases);
  CHECK(first->head().size > 20);
  const std::vector<RecordedCase> read = told(*first);
  REQUIRE(read.size() == 2);
  const auto second = fill(read);
  CHECK(entries(*second) == entries(*first));
  CHECK(verify_fold(*second).whole());
}

TEST_CASE("3.6 A line for a case that only a timer opens before it is entered, as the fold of the file takes it", "[record]") {
  const auto pack = load(with(wide_process(), "      逾期 则 提级督办 甲区\n    当 甲区 交办 则\n",
                              "      逾期 则 录入 诉求 填 所在网格 为 所在网格\n    当 甲区 交办 则\n"));
  RecordedCase file;
  file.id = "A";
  file.events = {opening("2026-03-02 09:00", {{"所在网格", "甲格"}}), event("2026-03-02 10:00", "甲区", "登记", {{"紧急", "否"}}),
                 event("2026-03-04 10:00", "信访人", "撤回")};
  file.events.back().child = "3.0";
  const std::shared_ptr<Store> store = memory_store();
  Engine engine({pack}, store, at("2026-03-01 00:00"));
  const std::vector<RecordedCase> cases = {file};
  const Recorded recorded = record(engine, pack, cases, {at("2026-03-05 00:00"), 100, {}});
  CHECK(recorded.accepted == 3);
  CHECK(recorded.malformed == 0);
  REQUIRE(engine.find("A/3.0"));
  CHECK(engine.find("A/3.0")->closed);
}
