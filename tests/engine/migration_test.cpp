// Semantics 8.1 and 8.2 on a ledger: cases keep their rules until they are migrated, all of them at once or none.
#include <catch2/catch.hpp>

#include <set>

#include "sanhuan/archive.hpp"
#include "tests/engine/scripts.hpp"
#include "tests/ledger/ledger_support.hpp"
#include "tests/support/migrated.hpp"

using namespace sanhuan;
using namespace sanhuan::test;
using sanhuan::testing::TemporaryFolder;
using Rules = std::shared_ptr<const Rulebook>;

namespace {

void check_whole(Store& store, std::initializer_list<Rules> given = {}) {
  const Verified verified = verify(store);
  CHECK((verified.whole() ? "" : verified.findings[0].text) == "");
  const std::vector<Rules> rules(given);
  const FoldVerified folded = verify_fold(store, rules);
  CHECK((folded.whole() ? ""
                        : folded.findings[0].case_id + " " + std::to_string(folded.findings[0].sequence) +
                              " " + folded.findings[0].text) == "");
}

// A clerk at a ledger: opens, reports and looks by name, under the rules that the case is under.
class Desk {
 public:
  explicit Desk(std::vector<Rules> rules, std::shared_ptr<Store> store)
      : engine(std::move(rules), std::move(store), at("2026-03-02 07:00")) {}

  void open(const Rulebook& rules, const std::string& id, const char* local) {
    REQUIRE(engine.open(id, {rules.case_type("petition"), at(local), Actor::system(), {}}).accepted());
  }
  Answer report(const std::string& id, const char* local, const char* by, const char* what,
                std::initializer_list<std::pair<const char*, const char*>> facts = {}, const char* key = "") {
    const Rules rules = engine.rulebook_of(id);
    const EventId event = rules->event(what);
    const model::Event& declared = rules->data().events[event.value];
    std::vector<PayloadField> payload;
    for (const auto& [name, value] : facts)
      for (std::uint16_t f = 0; f < declared.fields.count; ++f) {
        const model::Field& field = rules->data().fields[declared.fields.first + f];
        if (rules->data().text(field.name) == name)
          payload.push_back({f, *rules->parse_value(field.type, value)});
      }
    return engine.submit(id, Event{event, at(local), Actor::of(rules->unit(by)), payload, key, false,
                                   Instant::never(), Instant::never()});
  }
  std::string due(const std::string& id, const std::string& name) {
    const auto view = engine.find(id);
    for (const ObligationView& o : view->obligations)
      if (o.name == name) return show(o.due);
    return "none";
  }
  std::string stage(const std::string& id) { return engine.find(id)->stage_name; }

  Engine engine;
};

// 待答复 since 4 March under the first rules: 答复期 ends with the 11th.
void replying(Desk& desk, const std::string& id) {
  desk.open(*small_pack(), id, "2026-03-02 09:00");
  REQUIRE(desk.report(id, "2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(desk.report(id, "2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}, "交办-1").accepted());
  REQUIRE(desk.due(id, "答复期") == "2026-03-11 24:00");
}

// The second rules hold from the 5th on, so that cases opened before are under the first, whichever an engine is given.
Rules from_the_fifth(const std::string& process, const std::string& lines = {}, PackOptions options = {}) {
  if (options.effective == PackOptions{}.effective) options.effective = "2026-03-05";
  return second(process, lines, options);
}

// The same with names and places changed, so that every id is another: 3 days instead of 5.
Rules changed(const std::string& lines = "  环节 待答复 为 办理中\n  时限 答复期 从新\n") {
  std::string text = with(reply_in("3个工作日"), "待答复 #replying", "办理中 #working");
  text = with(text, "转 待答复", "转 办理中");
  text = with(text, "事件 登记 #register", "事件 撤销 #annul\n事件 登记 #register");
  text = with(text, "事件 交办 #assign、改派 #reassign 须填 承办单位 可填 协办单位",
              "事件 交办 #assign、改派 #reassign 须填 承办单位 可填 说明、协办单位");
  text = with(text, "枚举 来源种类：来访、热线", "枚举 来源种类：来信、热线、来访");
  return from_the_fifth(text, lines);
}

std::shared_ptr<Store> on_disk(const TemporaryFolder& folder) { return open_ledger(folder / "ledger.db"); }

}  // namespace

TEST_CASE("8.1 A case keeps its rules, whatever rules an engine brings, until it is migrated", "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  {
    Desk desk({small_pack()}, store);
    replying(desk, "甲");
  }
  const Rules now = changed();
  Desk desk({now}, store);
  CHECK(desk.engine.rulebook_of("甲")->version() == "1");
  REQUIRE(desk.report("甲", "2026-03-05 09:00", "甲镇", "答复").accepted());
  desk.open(*now, "乙", "2026-03-05 10:00");
  CHECK(desk.engine.rulebook_of("乙")->version() == "2");
  check_whole(*store);
}

TEST_CASE("8.2 A migration is planned without a trace, done in one commit, and done once", "[engine]") {
  const TemporaryFolder folder;
  for (const bool disk : {false, true}) {
    CAPTURE(disk);
    std::shared_ptr<Store> store = disk ? on_disk(folder) : std::shared_ptr<Store>(memory_store());
    const Rules now = changed();
    {
      Desk old({small_pack()}, store);
      replying(old, "甲");
      replying(old, "乙");
      REQUIRE(old.report("乙", "2026-03-05 08:00", "甲镇", "答复").accepted());
    }
    {
      Desk desk({small_pack(), now}, store);
      const LedgerNumber before = store->head().size;
      const MigrationPlan plan = desk.engine.plan_migration(*now, at("2026-03-05 09:00"));
      CHECK(store->head().size == before);
      REQUIRE(plan.clear());
      CHECK(plan.version == "2");
      CHECK(plan.open == 2);
      CHECK(plan.moves == 2);
      REQUIRE(plan.cases.size() == 1);
      CHECK(plan.cases[0].id == "甲");
      CHECK(plan.cases[0].stage == "待答复");
      CHECK(plan.cases[0].stage_after == "办理中");
      REQUIRE(plan.cases[0].clocks.size() == 1);
      CHECK(plan.cases[0].clocks[0].what == MigratedClock::What::moved);
      CHECK(plan.cases[0].clocks[0].name == "答复期");
      CHECK(show(plan.cases[0].clocks[0].before) == "2026-03-11 24:00");
      CHECK(show(plan.cases[0].clocks[0].after) == "2026-03-09 24:00");
      CHECK(plan.cases[0].clocks[0].line.find("process.huan:") != std::string::npos);

      const MigrationPlan done =
          desk.engine.migrate(*now, at("2026-03-05 09:00"), Actor::of(now->unit("甲区")));
      CHECK(done.clear());
      CHECK(done.cases.size() == 1);
      std::size_t links = 0;
      store->links(before + 1, [&](const Link& link) {
        CHECK(link.entries.size() == 2);
        return ++links, true;
      });
      CHECK(links == 1);
      CHECK(desk.engine.rulebook_of("甲")->version() == "2");
      CHECK(desk.stage("甲") == "办理中");
      CHECK(desk.due("甲", "答复期") == "2026-03-09 24:00");
      CHECK(desk.due("乙", "办结期") == "2026-03-10 24:00");

      const LedgerNumber after = store->head().size;
      const MigrationPlan again = desk.engine.migrate(*now, at("2026-03-06 09:00"));
      CHECK(again.clear());
      CHECK(again.moves == 0);
      CHECK(again.already == 2);
      CHECK(store->head().size == after);
    }
    if (disk) store = nullptr, store = on_disk(folder);
    check_whole(*store);
    check_whole(*store, {small_pack(), now});
    // Timers go by the new due, also for an engine that brings nothing but the old rules.
    Desk desk({small_pack()}, store);
    CHECK(show(desk.engine.next_due()) == "2026-03-05 24:00");  // 剩余 1个工作日 of the 9th
    desk.engine.advance(at("2026-03-10 09:00"), {.clock_confirmed = true});
    CHECK(desk.engine.find("甲")->obligations.back().breached);
    REQUIRE(desk.report("甲", "2026-03-10 10:00", "甲镇", "答复").accepted());
    REQUIRE(desk.report("甲", "2026-03-10 11:00", "甲区", "办结").accepted());
    CHECK(desk.engine.find("甲")->closed);
    check_whole(*store);
  }
}

TEST_CASE("8.2 Where something stands in the way of one case nothing is done with any", "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  const Rules now = changed("  时限 答复期 从新\n");  // and no word of 待答复
  Desk desk({small_pack(), now}, store);
  replying(desk, "甲");
  desk.open(*small_pack(), "乙", "2026-03-04 09:00");
  const LedgerNumber before = store->head().size;
  const MigrationPlan plan = desk.engine.migrate(*now, at("2026-03-05 09:00"));
  CHECK_FALSE(plan.clear());
  CHECK(plan.obstructed == 1);
  REQUIRE(plan.cases.size() == 1);
  CHECK(plan.cases[0].id == "甲");
  REQUIRE(plan.cases[0].obstacles.size() == 1);
  CHECK(plan.cases[0].obstacles[0].kind == ObstacleKind::stage);
  CHECK(plan.cases[0].obstacles[0].name == "待答复");
  CHECK(plan.cases[0].obstacles[0].key == "replying");
  CHECK(store->head().size == before);
  CHECK(desk.engine.rulebook_of("乙")->version() == "1");
}

TEST_CASE("8.2 What stands in the way has a name, of whatever kind it is", "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  std::string text =
      with(with(small_process(), "答复期 #reply-limit", "回复期 #answer-limit"), "、人数（整数，可缺）", "");
  text = with(text, "可填 来源、紧急、人数", "可填 来源、紧急");
  const Rules now = from_the_fifth(with(text, "来访、热线", "来访、电话"));
  Desk desk({small_pack(), now}, store);
  desk.open(*small_pack(), "甲", "2026-03-02 09:00");
  REQUIRE(desk.report("甲", "2026-03-03 09:00", "甲区", "登记",
                      {{"所在网格", "甲格"}, {"来源", "热线"}, {"人数", "7"}})
              .accepted());
  REQUIRE(desk.report("甲", "2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  const MigrationPlan plan = desk.engine.plan_migration(*now, at("2026-03-05 09:00"));
  REQUIRE(plan.cases.size() == 1);
  std::vector<std::pair<ObstacleKind, std::string>> found;
  for (const MigrationObstacle& o : plan.cases[0].obstacles) found.emplace_back(o.kind, o.name);
  CHECK(found == std::vector<std::pair<ObstacleKind, std::string>>{{ObstacleKind::value, "来源"},
                                                                   {ObstacleKind::fact, "人数"},
                                                                   {ObstacleKind::deadline, "答复期"}});
}

TEST_CASE("8.2 Cases of versions that no block names stay, and closed cases are left alone", "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  PackOptions third;
  third.version = "3";
  const Rules other = load(reply_in("6个工作日"), third), now = second(small_process());
  Desk desk({small_pack()}, store);
  replying(desk, "甲");
  replying(desk, "结");
  REQUIRE(desk.engine
              .submit("结", Event{small_pack()->event("撤回"),
                                  at("2026-03-05 08:00"),
                                  Actor::petitioner(),
                                  {},
                                  {},
                                  false,
                                  Instant::never(),
                                  Instant::never()})
              .accepted());
  Desk later({other}, store);
  later.open(*other, "乙", "2026-03-04 09:00");
  Desk newest({now}, store);
  const MigrationPlan plan = newest.engine.migrate(*now, at("2026-03-05 09:00"));
  CHECK(plan.clear());
  CHECK(plan.open == 2);
  CHECK(plan.moves == 1);
  REQUIRE(plan.staying.size() == 1);
  CHECK(plan.staying[0].version == "3");
  CHECK(plan.staying[0].type == "petition");
  CHECK(plan.staying[0].cases == 1);
  CHECK(newest.engine.rulebook_of("甲")->version() == "2");
  CHECK(newest.engine.rulebook_of("乙")->version() == "3");
  CHECK(newest.engine.rulebook_of("结")->version() == "1");
  check_whole(*store);
}

TEST_CASE("8.2 Rules that are not in force, other units, or a clock that is held move nothing", "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  PackOptions later;
  later.effective = "2026-04-01";
  const Rules future = second(small_process(), {}, later);
  Desk desk({small_pack(), future}, store);
  replying(desk, "甲");
  CHECK(desk.engine.migrate(*future, at("2026-03-05 09:00")).refused == MigrationPlan::Refused::not_in_force);
  desk.engine.advance(at("2026-03-05 09:00"), {.clock_confirmed = true});
  CHECK(desk.engine.migrate(*future, at("2026-05-05 09:00")).refused == MigrationPlan::Refused::clock);
  PackOptions more;
  more.more_organisation = "  - {name: 丙镇, key: town-c, level: 镇, parent: 甲区, kind: line}\n";
  const Rules bigger = second(small_process(), {}, more);
  Desk other({bigger}, store);
  CHECK(other.engine.plan_migration(*bigger, at("2026-03-05 10:00"))
            .clear());  // as if their units had been taken up
  CHECK(other.engine.migrate(*bigger, at("2026-03-05 10:00")).refused == MigrationPlan::Refused::other_units);
  other.engine.take_up(at("2026-03-05 10:00"));
  CHECK(other.engine.migrate(*bigger, at("2026-03-05 10:00")).clear());
  CHECK(other.engine.rulebook_of("甲")->version() == "2");
  check_whole(*store);
}

TEST_CASE("8.2 A key that was used under the rules before gets its first answer under those after",
          "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  const Rules now = changed();
  Desk desk({small_pack(), now}, store);
  replying(desk, "甲");
  const Answer refused = desk.report("甲", "2026-03-04 11:00", "乙镇", "答复", {}, "不归他");
  REQUIRE(refused.refused == Refused::not_allowed);
  REQUIRE(desk.engine.migrate(*now, at("2026-03-05 09:00")).clear());
  const Answer again =
      desk.report("甲", "2026-03-05 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}, "交办-1");
  CHECK(again.accepted());
  CHECK(again.repeated);
  CHECK(desk.report("甲", "2026-03-05 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}, "交办-1").refused ==
        Refused::key_conflict);
  CHECK(desk.report("甲", "2026-03-05 10:00", "乙镇", "答复", {}, "不归他").repeated);
  CHECK(desk.report("甲", "2026-03-05 10:00", "甲区", "登记", {{"所在网格", "甲格"}}, "不归他").refused ==
        Refused::key_conflict);
  // The opening, as a host under the new rules repeats it.
  CHECK(desk.engine.open("甲", {now->case_type("petition"), at("2026-03-05 10:00"), Actor::system(), {}})
            .repeated);
}

TEST_CASE("8.2 Two engines on one ledger: the one that knows nothing of it goes on under the new rules",
          "[engine]") {
  const TemporaryFolder folder;
  const Rules now = changed();
  Desk one({small_pack()}, on_disk(folder)), two({small_pack(), now}, on_disk(folder));
  replying(one, "甲");
  REQUIRE(two.engine.migrate(*now, at("2026-03-05 09:00")).clear());
  CHECK(one.stage("甲") == "办理中");
  REQUIRE(one.report("甲", "2026-03-05 10:00", "甲镇", "答复").accepted());
  CHECK(two.stage("甲") == "待办结");
  check_whole(*on_disk(folder));
}

TEST_CASE(
    "8.2 Personal values that were given before a migration are erased after it, in what still waits too",
    "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  Desk desk({family_pack()}, store);
  desk.open(*family_pack(), "甲", "2026-03-02 09:00");
  REQUIRE(desk.report("甲", "2026-03-03 09:00", "甲区", "登记",
                      {{"所在网格", "甲格"}, {"紧急", "是"}, {"人数", "7"}})
              .accepted());
  REQUIRE(desk.report("甲", "2026-03-04 09:00", "甲镇", "答复", {{"说明", "已修好"}}).accepted());
  const Rules now =
      second(with(with(family_process(), "说明（文本，可缺，个人信息）", "经过（文本，可缺，个人信息）"),
                  "说明", "经过"),
             "  要素 说明 为 经过\n");
  Desk later({now}, store);
  const MigrationPlan plan = later.engine.migrate(*now, at("2026-03-05 09:00"));
  REQUIRE(plan.clear());
  CHECK(plan.moves == 2);  // the case that it opened comes along
  CHECK(later.engine.erase_personal("甲", at("2026-03-06 09:00"), Actor::system(), "本人要求") == 2);
  for (const Effect& e : later.engine.effects()) CHECK(e.text.find("已修好") == std::string::npos);
  const auto view = later.engine.find("甲");
  for (const auto& [name, value] : view->facts) CHECK(value != "已修好");
  check_whole(*store);
}

TEST_CASE("8.2 A ledger with migrations is written as lines and read again as it was", "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  const Rules now = changed();
  Desk desk({small_pack(), now}, store);
  replying(desk, "甲");
  REQUIRE(desk.engine.migrate(*now, at("2026-03-05 09:00")).clear());
  const std::shared_ptr<Store> copy = memory_store(store->info().algorithm, store->info().ledger_id);
  read_archive(*store, *restore_into(*copy));
  CHECK(copy->head().hash == store->head().hash);
  check_whole(*copy);
  Desk there({now}, copy);
  REQUIRE(there.report("甲", "2026-03-05 10:00", "甲镇", "答复").accepted());
  check_whole(*copy);
}

TEST_CASE(
    "8.2 To rules that are the same, random cases go on as if nothing had been, and fold to what is stored",
    "[engine]") {
  const Rules same = second(family_process());
  std::size_t migrated = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    const std::shared_ptr<Store> plain_store = memory_store(), store = memory_store();
    Engine plain(std::vector{family_pack()}, plain_store, at("2026-03-02 07:00"));
    auto engine = std::make_unique<Engine>(std::vector{family_pack()}, store, at("2026-03-02 07:00"));
    std::set<std::string> ids;
    const std::vector<Sent> all = script(*family_pack(), seed, 4, 14);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Sent& s = all[i];
      if (s.case_id.find('/') != s.case_id.npos)
        continue;  // the entry of a migration gives children other ids
      plain.advance(s.at() - 1'000, {.clock_confirmed = true});
      engine->advance(s.at() - 1'000, {.clock_confirmed = true});
      if (i == all.size() / 2) {
        engine = std::make_unique<Engine>(std::vector{family_pack(), same}, store, s.at());
        const MigrationPlan plan = engine->migrate(*same, s.at() - 1'000);
        REQUIRE(plan.clear());
        CHECK(plan.cases.empty());  // no due is another
        migrated += plan.moves;
      }
      const Answer a = plain.submit(s.submission()), b = engine->submit(s.submission());
      CHECK(a.refused == b.refused);
      CHECK(a.detail == b.detail);
      CHECK(a.repeated == b.repeated);
      ids.insert(s.case_id);
    }
    const Instant end = at("2026-06-01 00:00");
    CHECK(plain.advance(end, {.clock_confirmed = true}).fired ==
          engine->advance(end, {.clock_confirmed = true}).fired);
    for (const std::string& id : ids) {
      // All but the entry of the migration, which moves the numbers of those behind it.
      const auto x = plain.find(id), y = engine->find(id);
      REQUIRE(x.has_value() == y.has_value());
      if (!x) continue;
      CHECK(x->stage == y->stage);
      CHECK(x->level == y->level);
      CHECK(x->facts == y->facts);
      REQUIRE(x->obligations.size() == y->obligations.size());
      for (std::size_t i = 0; i < x->obligations.size(); ++i) {
        CHECK(x->obligations[i].key == y->obligations[i].key);
        CHECK(x->obligations[i].due == y->obligations[i].due);
        CHECK(x->obligations[i].breached == y->obligations[i].breached);
        CHECK(x->obligations[i].holder == y->obligations[i].holder);
      }
    }
    check_whole(*store);
  }
  CHECK(migrated > 20);
}

TEST_CASE(
    "8.2 A key sent again finds its entry where fields and values have another place; a field that is gone "
    "is other content",
    "[engine]") {
  const auto with_fields = [](const char* fields) {
    std::string text = with(small_process(), "事件 登记 #register 须填 所在网格 可填 来源、紧急、人数",
                            std::string("事件 登记 #register 须填 所在网格 可填 ") + fields);
    return from_the_fifth(with(text, "枚举 来源种类：来访、热线", "枚举 来源种类：来信、热线、来访"));
  };
  const auto registers = [](Desk& desk, const char* at,
                            std::initializer_list<std::pair<const char*, const char*>> facts) {
    return desk.report("甲", at, "甲区", "登记", facts, "登记-1");
  };
  for (const bool gone : {false, true}) {
    CAPTURE(gone);
    const std::shared_ptr<Store> copy = memory_store();
    Desk first({small_pack()}, copy);
    first.open(*small_pack(), "甲", "2026-03-02 09:00");
    REQUIRE(registers(first, "2026-03-03 09:00", {{"所在网格", "甲格"}, {"来源", "来访"}, {"人数", "7"}})
                .accepted());
    const Rules now = with_fields(gone ? "紧急、来源" : "人数、紧急、来源");
    Desk desk({small_pack(), now}, copy);
    REQUIRE(desk.engine.migrate(*now, at("2026-03-05 09:00")).clear());
    if (gone) {
      CHECK(registers(desk, "2026-03-03 09:00", {{"所在网格", "甲格"}, {"来源", "来访"}}).refused ==
            Refused::key_conflict);
      continue;
    }
    const Answer again =
        registers(desk, "2026-03-03 09:00", {{"所在网格", "甲格"}, {"来源", "来访"}, {"人数", "7"}});
    CHECK(again.accepted());
    CHECK(again.repeated);
    CHECK(registers(desk, "2026-03-03 09:00", {{"所在网格", "甲格"}, {"来源", "来信"}, {"人数", "7"}})
              .refused == Refused::key_conflict);
  }
}

TEST_CASE("8.2 The plan counts the clocks that keep an old length because no line says what becomes of them",
          "[engine]") {
  const std::shared_ptr<Store> store = memory_store();
  Desk old({small_pack()}, store);
  replying(old, "甲");
  replying(old, "乙");
  const auto kept = [&](const std::string& lines) {
    const Rules now = from_the_fifth(reply_in("9个工作日"), lines);
    Desk desk({small_pack(), now}, store);
    const MigrationPlan plan = desk.engine.plan_migration(*now, at("2026-03-05 09:00"));
    CHECK(plan.clear());
    std::vector<std::pair<std::string, std::size_t>> names;
    for (const auto& k : plan.kept) names.emplace_back(k.name, k.clocks);
    return names;
  };
  using Kept = std::vector<std::pair<std::string, std::size_t>>;
  CHECK(kept({}) == Kept{{"答复期", 2}});
  CHECK(kept("  时限 全程期 从新\n") == Kept{{"答复期", 2}});
  CHECK(kept("  时限 答复期 从旧\n") == Kept{});
  CHECK(kept("  时限 其余 从旧\n") == Kept{});
  CHECK(kept("  时限 答复期 从新\n") == Kept{});
}
