// The engine on a ledger does what the engine in memory does, and what it did is there when it comes back.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include "tests/engine/scripts.hpp"
#include "tests/ledger/ledger_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;
using sanhuan::testing::TemporaryFolder;

namespace {

const Instant start = at("2026-03-02 07:00");

// A ledger that can be closed and opened again.
class Host {
 public:
  explicit Host(std::shared_ptr<const Rulebook> rules, bool on_disk = true) : rules_(std::move(rules)), on_disk_(on_disk) {
    reopen();
  }
  void reopen() {
    engine_.reset();
    if (on_disk_) {
      store_.reset();
      store_ = open_ledger(folder_ / "ledger.db");
    } else if (!store_) {
      store_ = memory_store();
    }
    engine_ = std::make_unique<Engine>(std::vector{rules_}, store_, start, options);
  }
  Engine& engine() { return *engine_; }
  Store& store() { return *store_; }
  std::string path() const { return folder_ / "ledger.db"; }
  DurableOptions options;

 private:
  TemporaryFolder folder_;
  std::shared_ptr<const Rulebook> rules_;
  bool on_disk_;
  std::shared_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
};

std::vector<std::string> ids_of(Store& store) {
  std::vector<std::string> ids;
  store.cases(1, [&](const CaseHead& head) { return ids.push_back(head.id), true; });
  std::sort(ids.begin(), ids.end());
  return ids;
}

// What each case is listed by, and what it goes on from.
std::vector<std::string> heads_of(Store& store) {
  std::vector<std::string> heads;
  store.cases(1, [&](const CaseHead& h) {
    heads.push_back(h.id + ' ' + std::to_string(h.sequence) + ' ' + std::to_string(h.closed) + ' ' + show(h.next_due) + ' ' + h.columns.type + ' ' +
                    h.columns.stage + ' ' + h.columns.unit + ' ' + std::to_string(h.columns.level) + ' ' + show(h.columns.due) + ' ' + h.snapshot);
    return true;
  });
  return heads;
}

void check_whole(Store& store) {
  const Verified verified = verify(store);
  CHECK((verified.whole() ? "" : verified.findings[0].text) == "");
  const FoldVerified folded = verify_fold(store);
  CHECK((folded.whole() ? "" : folded.findings[0].case_id + " " + std::to_string(folded.findings[0].sequence) + " " +
                                   folded.findings[0].text) == "");
}

// The id of an effect and what it says.
std::vector<std::string> effects_of(Engine& engine) {
  std::vector<std::string> all;
  for (const Effect& e : engine.effects(1'000'000))
    all.push_back(e.id.case_id + " " + std::to_string(e.id.entry) + "." + std::to_string(e.id.position) + " " + e.kind + " " +
                  std::to_string(e.to.packed()) + " " + e.text + " " + std::to_string(e.due.ms) + " " + std::to_string(e.at.ms));
  return all;
}

}  // namespace

TEST_CASE("on a ledger every answer, entry, effect and case is what it is in memory", "[engine]") {
  std::size_t children = 0, effects = 0;
  for (const bool on_disk : {false, true}) {
    for (unsigned seed = 1; seed <= (on_disk ? 6u : 20u); ++seed) {
      CAPTURE(seed, on_disk);
      Engine memory(family_pack());
      Host host(family_pack(), on_disk);
      std::set<std::string> ids;
      for (const Sent& s : script(*family_pack(), seed, 5, 14)) {
        memory.advance(s.at() - 1'000);
        host.engine().advance(s.at() - 1'000, {.clock_confirmed = true});
        CHECK(describe(memory.submit(s.submission())) == describe(host.engine().submit(s.submission())));
        ids.insert(s.case_id);
      }
      const Instant end = at("2026-06-01 00:00");
      CHECK(memory.advance(end).fired == host.engine().advance(end, {.clock_confirmed = true}).fired);
      CHECK(memory.next_due() == host.engine().next_due());
      CHECK(memory.size() == host.engine().size());
      for (const std::string& id : ids) CHECK(seen(memory, id) == seen(host.engine(), id));
      CHECK(effects_of(memory) == effects_of(host.engine()));
      effects += effects_of(memory).size();
      for (const std::string& id : ids_of(host.store())) children += id.find('/') != id.npos ? 1 : 0;
      check_whole(host.store());
    }
  }
  CHECK(children > 10);
  CHECK(effects > 100);
}

TEST_CASE("3.6 A family goes through time together, whether the host advances before each submission or never", "[engine]") {
  // Timers open cases, and close what nobody registers; to finish, all that was opened must have closed.
  std::string text = with(wide_process(), "应 登记\n      逾期 则 催办 甲区\n", "应 登记\n      逾期 则 终止 全部时限 转 已撤回\n");
  text = with(text, "      剩余 1个工作日 则 黄牌 承办单位\n", "      剩余 1个工作日 则 录入 诉求 填 所在网格 为 所在网格\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n", "    当 承办单位 答复 则 录入 诉求 填 所在网格 为 所在网格 转 待办结\n");
  const auto rules = load(with(text, "    当 甲区 办结 则 转 已办结\n", "    当 甲区 办结 则\n      若 子件 全部 结案 则 转 已办结\n"));
  std::size_t children = 0;
  for (unsigned seed = 50; seed <= 90; ++seed) {
    CAPTURE(seed);
    Engine advanced(rules), left(rules);
    Host host(rules, false);
    for (const Sent& s : script(*rules, seed, 3, 14)) {
      advanced.advance(s.at());
      // Of what is malformed one may hear that a field is missing, another that the case has been closed since.
      const auto said = [](const Answer& a) { return a.refused == Refused::malformed ? "malformed" : describe(a); };
      const std::string answer = said(advanced.submit(s.submission()));
      CHECK(said(left.submit(s.submission())) == answer);
      CHECK(said(host.engine().submit(s.submission())) == answer);
    }
    for (Engine* engine : {&advanced, &left, &host.engine()}) engine->advance(at("2026-06-01 00:00"), {.clock_confirmed = true});
    for (const std::string& id : ids_of(host.store())) {
      CHECK(seen(left, id) == seen(advanced, id));
      CHECK(seen(host.engine(), id) == seen(advanced, id));
      children += id.find('/') != id.npos ? 1 : 0;
    }
    check_whole(host.store());
  }
  CHECK(children > 10);
}

TEST_CASE("3.3.2 What is malformed moves nothing in the family, whatever its instant", "[engine]") {
  const auto rules = family_pack();
  Engine memory(rules);
  Host host(rules, false);
  for (Engine* engine : {&memory, &host.engine()}) {
    const Instant opened = at("2026-03-02 09:00");
    const Value grid = Value::of(std::int64_t{rules->unit("甲格").value}), town = Value::of(std::int64_t{rules->unit("甲镇").value});
    const auto by = [&](const char* unit) { return Actor::of(rules->unit(unit)); };
    engine->open("A", {rules->case_type("petition"), opened, Actor::system(), {}});
    const PayloadField registered[] = {{0, grid}, {2, Value::of(std::int64_t{0})}};
    REQUIRE(engine->submit("A", {rules->event("登记"), opened, by("甲区"), registered, {}}).accepted());
    REQUIRE(engine->submit("A", {rules->event("交办"), opened, by("甲区"), std::array{PayloadField{0, town}}, {}}).accepted());
    REQUIRE(engine->submit("A", {rules->event("答复"), opened, by("甲镇"), {}, {}}).accepted());
    REQUIRE(engine->find("A/4.0"));
    const Instant next = engine->next_due();
    CHECK(engine->submit("A", {rules->event("改派"), at("2062-03-02 09:00"), by("甲区"), std::array{PayloadField{99, town}}, {}}).refused == Refused::malformed);
    CHECK(engine->next_due() == next);
  }
}

TEST_CASE("a restart between any two submissions changes nothing", "[engine]") {
  for (unsigned seed = 30; seed < 34; ++seed) {
    CAPTURE(seed);
    Engine memory(family_pack());
    Host host(family_pack());
    std::mt19937 random(seed);
    const auto sent = script(*family_pack(), seed, 3, 12);
    for (const Sent& s : sent) {
      CHECK(describe(memory.submit(s.submission())) == describe(host.engine().submit(s.submission())));
      if (random() % 2 == 0) host.reopen();
    }
    for (const std::string& id : ids_of(host.store())) CHECK(seen(memory, id) == seen(host.engine(), id));
    check_whole(host.store());
  }
}

TEST_CASE("7.5 A snapshot changed by hand is found by the fold, in the case it stands in", "[engine]") {
  Host host(family_pack(), false);
  for (const Sent& s : script(*family_pack(), 75, 3, 8)) host.engine().submit(s.submission());
  CaseHead head;
  REQUIRE(host.store().find("C-1", head));
  for (std::size_t byte = 0; byte < head.snapshot.size(); ++byte) {
    CaseRecord changed = head;
    changed.snapshot[byte] = static_cast<char>(changed.snapshot[byte] ^ 1);
    {
      const auto t = host.store().begin();
      t->put(head.number, changed);
      t->commit();
    }
    const FoldVerified folded = verify_fold(host.store());
    CAPTURE(byte);
    REQUIRE(folded.findings.size() == 1);
    CHECK(folded.findings[0].case_id == "C-1");
    CHECK_FALSE(folded.findings[0].text_zh.empty());
    CHECK(verify(host.store()).whole());  // the chain is about entries
  }
}

TEST_CASE("a list is what every case that fits says of itself, in order of due, in memory and on a ledger, page by page", "[engine]") {
  using State = CaseFilter::State;
  std::size_t listed = 0, with_due = 0, by_text = 0;
  for (unsigned seed = 70; seed < 74; ++seed) {
    CAPTURE(seed);
    const auto rules = family_pack();
    Engine memory(rules);
    Host host(rules, seed % 2 == 0);
    for (const Sent& s : script(*rules, seed, 12, 9)) {
      memory.submit(s.submission());
      host.engine().submit(s.submission());
    }
    const std::vector<std::string> ids = ids_of(host.store());
    std::vector<CaseFilter> filters(3);
    filters[1].state = State::closed;
    filters[2].state = State::all;
    for (const State state : {State::open, State::all}) {
      for (const char* unit : {"甲镇", "乙局", "甲村", "没有的单位"}) filters.push_back({.state = state, .type = {}, .stage = {}, .unit = unit, .level = {}, .due_before = {}, .text = {}});
      for (const char* text : {"甲格", "C-1", "/3.0", "是"}) filters.push_back({.state = state, .type = {}, .stage = {}, .unit = {}, .level = {}, .due_before = {}, .text = text});
      filters.push_back({.state = state, .type = "petition", .stage = {}, .unit = {}, .level = Level::town, .due_before = at("2026-03-06 12:00"), .text = {}});
      filters.push_back({.state = state, .type = {}, .stage = memory.find("C-0") ? memory.find("C-0")->stage : "none", .unit = {}, .level = {}, .due_before = {}, .text = {}});
    }
    for (const CaseFilter& filter : filters) {
      CAPTURE(filter.unit, filter.text, filter.stage, static_cast<int>(filter.state));
      const auto shown = [&](Engine& engine, std::size_t page) {
        std::vector<std::string> all;
        std::vector<CaseListing> part;
        do {
          CaseListing last = part.empty() ? CaseListing{} : part.back();
          part = engine.list(filter, page, part.empty() ? nullptr : &last);
          CHECK(part.size() <= page);
          for (const CaseListing& c : part)
            all.push_back(std::to_string(c.due.ms) + " " + c.id + " " + c.type + " " + c.stage + " " + c.unit + " " +
                          std::to_string(static_cast<int>(c.level)) + (c.closed ? " closed" : ""));
        } while (part.size() == page);
        return all;
      };
      // What each case says of itself.
      std::vector<std::pair<Instant, std::string>> expected;
      for (const std::string& id : ids) {
        const CaseView view = *memory.find(id);
        Instant due = Instant::never();
        Holder holder;
        for (const ObligationView& o : view.obligations)
          if (!o.right && o.due < due) due = o.due, holder = o.holder;
        const UnitId unit = rules->unit(filter.unit);
        const bool has_text = filter.text.empty() || id.find(filter.text) != id.npos ||
                              std::any_of(view.facts.begin(), view.facts.end(), [&](const auto& f) { return f.second.find(filter.text) != f.second.npos; });
        if ((filter.state == State::all || view.closed == (filter.state == State::closed)) && (filter.type.empty() || filter.type == view.type) &&
            (filter.stage.empty() || filter.stage == view.stage) && (filter.unit.empty() || (unit && holder.unit == unit)) &&
            (!filter.level || *filter.level == view.level) && (!filter.due_before || due < *filter.due_before) && has_text)
          expected.emplace_back(due, id);
        by_text += !filter.text.empty() && has_text ? 1 : 0;
      }
      std::sort(expected.begin(), expected.end());
      const std::vector<std::string> all = shown(memory, 1'000);
      REQUIRE(all.size() == expected.size());
      for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i].starts_with(std::to_string(expected[i].first.ms) + " " + expected[i].second + " "));
      CHECK(shown(memory, 2) == all);
      CHECK(shown(host.engine(), 1'000) == all);
      CHECK(shown(host.engine(), 3) == all);
      listed += all.size();
      for (const auto& [due, id] : expected) with_due += due != Instant::never() ? 1 : 0;
    }
  }
  CHECK(listed > 300);
  CHECK(with_due > 100);
  CHECK(by_text > 50);
}

TEST_CASE("a key sent again gets its first answer and does nothing, before and after a restart", "[engine]") {
  Host host(family_pack());
  const auto sent = script(*family_pack(), 50, 4, 15);
  std::vector<std::string> answers;
  for (const Sent& s : sent) answers.push_back(describe(host.engine().submit(s.submission())));
  const LedgerNumber size = host.store().head().size;
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < sent.size(); ++i) {
      Sent again = sent[i];
      if (again.event) again.event->at = again.event->at + ms_per_day;  // a retry is stamped later
      const Answer answer = host.engine().submit(again.submission());
      CAPTURE(i);
      if (answer.refused == Refused::malformed) continue;  // was answered and forgotten
      CHECK(answer.repeated);
      CHECK(describe(answer) == answers[i]);
    }
    CHECK(host.store().head().size == size);
    host.reopen();
  }
  check_whole(host.store());
}

TEST_CASE("a key that comes with other content is refused and changes nothing", "[engine]") {
  Host host(small_pack(), false);
  const Rulebook& rules = *small_pack();
  const CaseTypeId type = rules.case_type("petition");
  const std::pair<FactId, Value> grid[] = {{rules.fact(type, "所在网格"), Value::of(std::int64_t{rules.unit("甲格").value})}};
  const Opening opening{type, at("2026-03-02 09:00"), Actor::system(), grid};
  CHECK(host.engine().open("C", opening).accepted());
  CHECK(host.engine().open("C", opening).repeated);
  CHECK(host.engine().open("C", {type, at("2026-03-02 09:00"), Actor::system(), {}}).refused == Refused::key_conflict);
  Event event{rules.event("登记"), at("2026-03-02 10:00"), Actor::of(rules.unit("甲区")), {}, "k"};
  CHECK(host.engine().submit("C", event).accepted());
  const LedgerNumber size = host.store().head().size;
  event.by = Actor::of(rules.unit("乙局"));
  CHECK(host.engine().submit("C", event).refused == Refused::key_conflict);
  CHECK(host.store().head().size == size);
}

TEST_CASE("opening and event on one line happen together or not at all", "[engine]") {
  Host host(small_pack(), false);
  const Rulebook& rules = *small_pack();
  const CaseTypeId type = rules.case_type("petition");
  const std::pair<FactId, Value> grid[] = {{rules.fact(type, "所在网格"), Value::of(std::int64_t{rules.unit("甲格").value})}};
  const Opening opening{type, at("2026-03-02 09:00"), Actor::system(), grid};
  Event event{rules.event("答复"), at("2026-03-02 09:00"), Actor::of(rules.unit("甲区")), {}, {}};
  Engine memory(small_pack());
  for (Engine* engine : {&host.engine(), &memory}) {
    const Answer refused = engine->submit(Submission{"C", opening, event});
    CHECK(refused.refused == Refused::not_accepted);
    CHECK(refused.sequence == 0);  // there is no entry
    CHECK_FALSE(engine->find("C"));
  }
  event.event = rules.event("登记");
  CHECK(host.engine().submit(Submission{"C", opening, event}).sequence == 2);
  CHECK(host.engine().find("C")->stage == "assigning");
}

TEST_CASE("7.3 The same values in another order are the same submission", "[engine]") {
  Host host(small_pack(), false);
  Engine memory(small_pack());
  const Rulebook& rules = *small_pack();
  const CaseTypeId type = rules.case_type("petition");
  const Value grid = Value::of(std::int64_t{rules.unit("甲格").value}), yes = Value::of(std::int64_t{1}), no = Value::of(std::int64_t{0});
  const FactId at_grid = rules.fact(type, "所在网格"), urgent = rules.fact(type, "紧急");
  const std::pair<FactId, Value> facts[] = {{at_grid, grid}, {urgent, yes}}, turned[] = {{urgent, yes}, {at_grid, grid}}, other[] = {{urgent, no}, {at_grid, grid}};
  const PayloadField fields[] = {{0, grid}, {2, yes}}, fields_turned[] = {{2, yes}, {0, grid}}, fields_other[] = {{2, no}, {0, grid}};
  for (Engine* engine : {&host.engine(), &memory}) {
    const auto open = [&](std::span<const std::pair<FactId, Value>> with) {
      return engine->open("C", {type, at("2026-03-02 09:00"), Actor::system(), with});
    };
    CHECK(open(facts).accepted());
    CHECK(open(turned).repeated);
    CHECK(open(other).refused == Refused::key_conflict);
    const auto submit = [&](std::span<const PayloadField> with) {
      return engine->submit("C", Event{rules.event("登记"), at("2026-03-02 10:00"), Actor::of(rules.unit("甲区")), with, "k"});
    };
    CHECK(submit(fields).accepted());
    CHECK(submit(fields_turned).repeated);
    CHECK(submit(fields_other).refused == Refused::key_conflict);
  }
}

TEST_CASE("an id or key that is too long is answered for itself, and the rest of its batch is done", "[engine]") {
  Host host(small_pack(), false);
  Engine memory(small_pack());
  const Rulebook& rules = *small_pack();
  const CaseTypeId type = rules.case_type("petition");
  const std::pair<FactId, Value> grid[] = {{rules.fact(type, "所在网格"), Value::of(std::int64_t{rules.unit("甲格").value})}};
  const Opening opening{type, at("2026-03-02 09:00"), Actor::system(), grid};
  const std::string long_id(case_id_bytes_max + 1, 'x'), long_key(key_bytes_max + 1, 'k'), full_id(case_id_bytes_max, 'y');
  const Event keyed{rules.event("登记"), at("2026-03-02 10:00"), Actor::of(rules.unit("甲区")), {}, long_key};
  const Submission batch[] = {{"A", opening, {}}, {long_id, opening, {}}, {"", opening, {}}, {"A", {}, keyed}, {full_id, opening, {}}};
  for (Engine* engine : {&host.engine(), &memory}) {
    const std::vector<Answer> answers = engine->submit(batch);
    REQUIRE(answers.size() == std::size(batch));
    for (const std::size_t wrong : {1, 2, 3}) {
      CHECK(answers[wrong].refused == Refused::malformed);
      CHECK(answers[wrong].detail == Malformed::bad_name);
    }
    CHECK(answers[0].accepted());
    CHECK(answers[4].accepted());
    CHECK(engine->size() == 2);
  }
}

TEST_CASE("a batch is one commit, and each submission has its own answer", "[engine]") {
  Host host(family_pack());
  Engine memory(family_pack());
  const auto sent = script(*family_pack(), 60, 6, 10);
  std::vector<Submission> batch;
  for (const Sent& s : sent) batch.push_back(s.submission());
  const std::uint64_t commits = host.store().health().commits;
  const std::vector<Answer> answers = host.engine().submit(batch);
  CHECK(host.store().health().commits == commits + 1);
  REQUIRE(answers.size() == sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) CHECK(describe(answers[i]) == describe(memory.submit(batch[i])));
  check_whole(host.store());
}

TEST_CASE("what comes in one batch, mixed or case by case, leaves what it leaves one by one", "[engine]") {
  std::size_t refused = 0, repeated = 0;
  for (const auto& rules : {family_pack(), load(wide_process())}) {
    for (unsigned seed = 70; seed < 76; ++seed) {
      CAPTURE(rules->name(), seed);
      std::vector<Sent> sent = script(*rules, seed, 5, 14);
      if (seed % 2 == 0) std::stable_sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return a.case_id < b.case_id; });
      for (std::size_t i = 2; i < sent.size(); i += 7) sent.insert(sent.begin() + static_cast<std::ptrdiff_t>(i), sent[i]);
      std::vector<Submission> batch;
      for (const Sent& s : sent) batch.push_back(s.submission());
      Host together(rules, false), apart(rules, false);
      const std::vector<Answer> answers = together.engine().submit(batch);
      for (std::size_t i = 0; i < batch.size(); ++i) {
        CHECK(describe(answers[i]) == describe(apart.engine().submit(batch[i])));
        refused += answers[i].rejected() ? 1 : 0;
        repeated += answers[i].repeated ? 1 : 0;
      }
      CHECK(heads_of(together.store()) == heads_of(apart.store()));
      CHECK(ids_of(together.store()) == ids_of(apart.store()));
      for (const std::string& id : ids_of(apart.store())) CHECK(seen(together.engine(), id) == seen(apart.engine(), id));
      check_whole(together.store());
    }
  }
  CHECK(refused > 100);
  CHECK(repeated > 50);
}

TEST_CASE("engines that share a ledger file see what each other wrote", "[engine]") {
  Host first(family_pack());
  Engine second(std::vector{family_pack()}, open_ledger(first.path()), start);
  Engine memory(family_pack());
  std::mt19937 random(1);
  for (const Sent& s : script(*family_pack(), 70, 4, 15)) {
    Engine& either = random() % 2 == 0 ? first.engine() : second;
    if (random() % 3 == 0) {
      either.advance(s.at() - 1'000, {.clock_confirmed = true});
      memory.advance(s.at() - 1'000);
    }
    CHECK(describe(memory.submit(s.submission())) == describe(either.submit(s.submission())));
  }
  for (const std::string& id : ids_of(first.store())) {
    CHECK(seen(memory, id) == seen(first.engine(), id));
    CHECK(seen(memory, id) == seen(second, id));
  }
  check_whole(first.store());
}

TEST_CASE("many threads submit, each case comes out as sent once in order", "[engine]") {
  Host host(family_pack());
  constexpr unsigned threads = 8;
  std::vector<std::thread> senders;
  for (unsigned n = 0; n < threads; ++n) {
    senders.emplace_back([&, n] {
      for (Sent s : script(*family_pack(), 80 + n, 2, 10)) {
        s.case_id = std::to_string(n) + "-" + s.case_id;
        host.engine().submit(s.submission());
      }
    });
  }
  for (std::thread& t : senders) t.join();
  for (unsigned n = 0; n < threads; ++n) {
    Engine memory(family_pack());
    std::set<std::string> ids;
    for (Sent s : script(*family_pack(), 80 + n, 2, 10)) {
      s.case_id = std::to_string(n) + "-" + s.case_id;
      ids.insert(s.case_id);
      memory.submit(s.submission());
    }
    for (const std::string& id : ids) CHECK(seen(memory, id) == seen(host.engine(), id));
  }
  CHECK(host.store().health().commits < host.store().head().size);
  check_whole(host.store());
}

TEST_CASE("7.5 A snapshot that does not fit is not used: the case is folded from its entries", "[engine]") {
  Host host(family_pack(), false);
  Engine memory(family_pack());
  for (const Sent& s : script(*family_pack(), 90, 3, 12)) {
    memory.submit(s.submission());
    host.engine().submit(s.submission());
    // As another version of the library, other rules, or a careless hand may have left it.
    std::vector<CaseHead> heads;
    host.store().cases(1, [&](const CaseHead& head) { return heads.push_back(head), true; });
    const auto t = host.store().begin();
    for (CaseHead& head : heads) {
      if (head.snapshot.empty()) continue;
      const std::size_t where = head.sequence % 3;
      if (where == 0) head.snapshot.clear();
      else if (where == 1) head.snapshot[0] = 99;
      else head.snapshot[4] = static_cast<char>(head.snapshot[4] + 1);
      t->put(head.number, head);
    }
    t->commit();
  }
  for (const std::string& id : ids_of(host.store())) CHECK(seen(memory, id) == seen(host.engine(), id));
  CHECK_FALSE(verify_fold(host.store()).whole());
}

TEST_CASE("a drain that is cut into small transactions fires in the same order, each timer once and dated where it stood",
          "[engine]") {
  const auto run = [](std::size_t timers_per_commit, std::size_t limit) {
    Host host(family_pack());
    host.options.timers_per_commit_max = timers_per_commit;
    host.reopen();
    for (const Sent& s : script(*family_pack(), 100, 60, 1)) host.engine().submit(s.submission());
    const Instant now = at("2026-07-01 00:00");
    std::size_t fired = 0;
    for (bool more = true; more;) {
      const Advanced part = host.engine().advance(now, {.timers = limit, .clock_confirmed = true});
      fired += part.fired;
      more = part.more;
      if (limit < 100) host.reopen();
    }
    CHECK(host.engine().next_due() > now);
    std::vector<std::string> order;
    host.store().links(1, [&](const Link& link) {
      for (const EntryPlace& place : link.entries) {
        ChainedEntry e;
        host.store().entry(place, e);
        if (e.kind == static_cast<std::uint8_t>(EntryKind::timer))
          order.push_back(std::to_string(e.at.ms) + " " + std::to_string(place.case_number));
      }
      return true;
    });
    check_whole(host.store());
    return std::pair(fired, order);
  };
  const auto all = run(10'000, 1'000'000);
  CHECK(all.first > 20);
  CHECK(run(3, 1'000'000) == all);
  CHECK(run(7, 5) == all);
}

TEST_CASE("a clock that jumps back or far ahead fires nothing until somebody confirms it", "[engine]") {
  Host host(small_pack());
  const Rulebook& rules = *small_pack();
  const CaseTypeId type = rules.case_type("petition");
  const std::pair<FactId, Value> grid[] = {{rules.fact(type, "所在网格"), Value::of(std::int64_t{rules.unit("甲格").value})}};
  host.engine().open("C", {type, at("2026-03-02 09:00"), Actor::system(), grid});
  CHECK(host.engine().advance(at("2026-03-02 10:00")).held == ClockHeld::no);
  CHECK(host.engine().advance(at("2026-03-02 09:00")).held == ClockHeld::back);
  CHECK(host.engine().advance(at("2026-03-02 10:00") - 1'000).held == ClockHeld::no);
  const Advanced far = host.engine().advance(at("2026-04-02 10:00"));
  CHECK(far.held == ClockHeld::ahead);
  CHECK(far.fired == 0);
  CHECK(far.clock == at("2026-03-02 10:00"));
  CHECK(host.engine().next_due() < at("2026-04-02 10:00"));
  host.reopen();  // the ledger remembers what time it was
  CHECK(host.engine().advance(at("2026-04-02 10:00")).held == ClockHeld::ahead);
  CHECK(host.engine().advance(at("2026-03-02 09:00")).held == ClockHeld::back);
  CHECK(host.engine().advance(at("2026-04-02 10:00"), {.clock_confirmed = true}).fired > 0);
  CHECK(host.engine().advance(at("2026-04-03 10:00")).held == ClockHeld::no);
}

TEST_CASE("the first clock of a ledger is that of the engine which made it", "[engine]") {
  Host host(small_pack());
  CHECK(host.engine().advance(start + 8 * ms_per_day).held == ClockHeld::ahead);
  CHECK(host.engine().advance(start - 3'000).held == ClockHeld::back);
  CHECK(host.engine().advance(start + ms_per_day).held == ClockHeld::no);
}

TEST_CASE("of a host that tells the time, an event far ahead of it is malformed and moves nothing", "[engine]") {
  Host host(small_pack());
  const Rulebook& rules = *small_pack();
  const CaseTypeId type = rules.case_type("petition");
  const std::pair<FactId, Value> grid[] = {{rules.fact(type, "所在网格"), Value::of(std::int64_t{rules.unit("甲格").value})}};
  host.engine().open("C", {type, at("2026-03-02 09:00"), Actor::system(), grid});
  const auto registered = [&](std::string_view local) {
    return host.engine().submit("C", {rules.event("登记"), at(local), Actor::of(rules.unit("甲区")), {}, {}});
  };
  host.engine().advance(at("2026-03-02 10:00"));
  const LedgerNumber size = host.store().head().size;
  CHECK(registered("2036-03-02 10:00").detail == Malformed::clock_ahead);
  CHECK(host.engine().open("D", {type, at("2036-03-02 09:00"), Actor::system(), grid}).detail == Malformed::clock_ahead);
  CHECK(host.store().head().size == size);
  CHECK(registered("2026-03-02 10:30").accepted());
  // One that does not tell the time sends in what it has, of whatever day.
  Host backlog(small_pack());
  backlog.engine().open("C", {type, at("2026-03-02 09:00"), Actor::system(), grid});
  CHECK(backlog.engine().submit("C", {rules.event("登记"), at("2036-03-02 10:00"), Actor::of(rules.unit("甲区")), {}, {}}).detail != Malformed::clock_ahead);
}

TEST_CASE("effects stay until they are acknowledged, over restarts, and go once", "[engine]") {
  Host host(family_pack());
  for (const Sent& s : script(*family_pack(), 110, 30, 2)) host.engine().submit(s.submission());
  host.engine().advance(at("2026-06-01 00:00"), {.clock_confirmed = true});
  std::set<EffectId> done;
  for (;;) {
    const std::vector<Effect> some = host.engine().effects(3);
    if (some.empty()) break;
    for (const Effect& e : some) CHECK(done.insert(e.id).second);
    std::vector<EffectId> ids;
    for (const Effect& e : some) ids.push_back(e.id);
    host.engine().acknowledge(ids);
    host.engine().acknowledge(ids);
    host.reopen();
  }
  CHECK(done.size() > 10);
}

TEST_CASE("6.1 An effect says how the case stood when it was asked for, not what the same step did later", "[engine]") {
  std::string text = with(small_process(), "    当 甲区 交办 则 转 待答复\n", "    当 甲区 交办 则 通知 甲区 “{人数}人” 转 待答复\n");
  text = with(text, "      剩余 1个工作日 则 黄牌 承办单位\n", "      剩余 1个工作日 则 黄牌 承办单位 “{说明}”\n");
  const auto rules = load(with(text, "    当 承办单位 答复 则 转 待办结\n",
                               "    时限 早过期 #past 属 窗口责任\n      自 登记 起 1分钟内 应 见面\n      逾期 则 记 人数 为 9\n"
                               "    当 承办单位 答复 则 终止 早过期 转 待办结\n"));
  const auto said = [&](Engine& engine) {
    // Fields by their place: 登记 所在网格, 来源, 紧急, 人数; 交办 承办单位; 答复 说明.
    const auto event = [&](std::string_view name, std::string_view local, std::string_view by, const std::vector<PayloadField>& given) {
      return Event{rules->event(name), at(local), Actor::of(rules->unit(by)), given, {}};
    };
    const auto unit = [&](std::string_view name) { return Value::of(static_cast<std::int64_t>(rules->unit(name).value)); };
    const std::vector<PayloadField> registered{{0, unit("甲格")}, {3, Value::of(3)}}, assigned{{0, unit("甲镇")}},
        replied{{0, Value::of(std::string("已修好"))}};
    const Opening opening{rules->case_type("诉求"), at("2026-03-03 08:00"), Actor::of(rules->unit("甲区")), {}};
    REQUIRE(engine.submit({"C", opening, event("登记", "2026-03-03 09:00", "甲区", registered)}).accepted());
    REQUIRE(engine.submit({"C", {}, event("交办", "2026-03-04 10:00", "甲区", assigned)}).accepted());
    // The warning of 10 March fires in the step of this event, before what it brings.
    REQUIRE(engine.submit({"C", {}, event("答复", "2026-03-11 10:00", "甲镇", replied)}).accepted());
    std::vector<std::string> all;
    for (const Effect& e : engine.effects(100)) all.push_back(e.kind + " " + e.text);
    return all;
  };
  const std::vector<std::string> wanted{"notify 3人", "yellow_card ?"};
  Engine memory(rules);
  CHECK(said(memory) == wanted);
  Host host(rules);
  CHECK(said(host.engine()) == wanted);
  check_whole(host.store());
}

TEST_CASE("7.5 An effect that waits and was changed or put in by hand is found by the fold", "[engine]") {
  Host host(family_pack());
  for (const Sent& s : script(*family_pack(), 77, 6, 12)) host.engine().submit(s.submission());
  host.engine().advance(at("2026-06-01 00:00"), {.clock_confirmed = true});
  const std::vector<StoredEffect> waiting = host.store().effects(SIZE_MAX);
  REQUIRE(waiting.size() > 10);
  check_whole(host.store());
  const auto found = [&] {
    const FoldVerified folded = verify_fold(host.store());
    return folded.findings.size() == 1 ? folded.findings[0].case_id + " " + std::to_string(folded.findings[0].sequence) : std::string();
  };
  const auto place = [&](const EffectKey& key) {
    CaseHead head;
    REQUIRE(host.store().find(key.case_number, head));
    return head.id + " " + std::to_string(key.sequence);
  };
  const auto rewrite = [&](const EffectKey& key, std::string_view body) {
    const auto t = host.store().begin();
    REQUIRE(t->rewrite_effect(key, body));
    t->commit();
  };
  for (const std::size_t i : {std::size_t{0}, waiting.size() / 2, waiting.size() - 1}) {
    std::string other = waiting[i].body;
    other[other.size() / 2] = static_cast<char>(other[other.size() / 2] ^ 1);
    rewrite(waiting[i].key, other);
    CHECK(found() == place(waiting[i].key));
    rewrite(waiting[i].key, waiting[i].body);
  }
  check_whole(host.store());
  EffectKey stray = waiting[0].key;
  stray.position = 900;
  {
    const auto t = host.store().begin();
    t->add_effect(stray, waiting[0].body);
    t->commit();
  }
  CHECK(found() == place(stray));
}

TEST_CASE("8.0 A new case gets the newest rules in force on its deemed day, and keeps them", "[engine]") {
  const auto rules = [](std::string_view effective, std::string_view days) {
    return load(with(small_process(), "自 登记 起 30个自然日内", "自 登记 起 " + std::string(days) + "个自然日内"),
                {.office_days = true, .effective = effective});
  };
  const auto old = rules("2025-01-01", "30"), next = rules("2026-03-04", "20"), later = rules("2026-07-01", "10");
  TemporaryFolder folder;
  // The order in which they are given does not matter.
  Engine engine({later, old, next}, open_ledger(folder / "ledger.db"), at("2024-01-02 09:00"));
  const CaseTypeId type = old->case_type("petition");
  const std::pair<FactId, Value> grid[] = {{old->fact(type, "所在网格"), Value::of(std::int64_t{old->unit("甲格").value})}};
  const auto opened = [&](const char* id, const char* when) -> std::string {
    const Answer answer = engine.open(id, {type, at(when), Actor::system(), grid});
    const auto book = engine.rulebook_of(id);
    if (answer.rejected() || !book) return "refused";
    return book->hash() == old->hash() ? "old" : book->hash() == next->hash() ? "next" : "later";
  };
  CHECK(opened("before-any", "2024-12-31 10:00") == "refused");
  CHECK(opened("last-day", "2026-03-03 17:29") == "old");
  // What comes after closing counts as coming the next morning, under the rules of that day.
  CHECK(opened("after-closing", "2026-03-03 17:31") == "next");
  CHECK(opened("first-day", "2026-03-04 08:30") == "next");
  CHECK(opened("summer", "2026-07-01 09:00") == "later");
  // 8.1: a case keeps its rules when newer ones are in force, and an event later on is judged by them.
  const PayloadField again[] = {{0, grid[0].second}};
  REQUIRE(engine.submit("last-day", {old->event("登记"), at("2026-07-02 09:00"), Actor::of(old->unit("甲区")), again, {}}).accepted());
  REQUIRE(engine.submit("summer", {later->event("登记"), at("2026-07-02 09:00"), Actor::of(old->unit("甲区")), again, {}}).accepted());
  CHECK(engine.rulebook_of("last-day")->hash() == old->hash());
  const auto due = [&](const char* id) {
    const auto view = engine.find(id);
    for (const ObligationView& o : view->obligations)
      if (o.key == "overall-limit") return show(o.due);
    return std::string("none");
  };
  CHECK(due("last-day") == "2026-08-03 17:30");  // 08-01 is a Saturday
  CHECK(due("summer") == "2026-07-13 17:30");    // 07-12 is a Sunday
}

TEST_CASE("8.1 A case goes on under the ledger's own copy of its rules", "[engine]") {
  Host host(family_pack());
  for (const Sent& s : script(*family_pack(), 120, 2, 8)) host.engine().submit(s.submission());
  Engine other(std::vector{small_pack()}, open_ledger(host.path()), start);
  CHECK(other.rulebook_of("C-0")->hash() == family_pack()->hash());
  CHECK(other.advance(at("2026-06-01 00:00"), {.clock_confirmed = true}).fired > 0);
  check_whole(host.store());
}

TEST_CASE("a revision of the calendar is taken up once: timers before it fire first, dues move, and the fold knows both",
          "[engine]") {
  const auto rules = load(with(wide_process(), "自 首次 登记 起 30个自然日内", "自 首次 登记 起 75个工作日内"));
  TemporaryFolder folder;
  const CaseTypeId type = rules->case_type("petition");
  const std::pair<FactId, Value> grid[] = {{rules->fact(type, "所在网格"), Value::of(std::int64_t{rules->unit("甲格").value})}};
  const PayloadField again[] = {{0, grid[0].second}, {2, Value::of(std::int64_t{0})}};
  const Instant before = at("2025-11-03 09:00"), known = at("2025-11-10 08:00");
  std::shared_ptr<Store> store = open_ledger(folder / "ledger.db");
  auto engine = std::make_unique<Engine>(std::vector{rules}, store, before);
  for (const char* id : {"A", "B"}) {
    engine->open(id, {type, before, Actor::system(), grid});
    engine->submit(id, {rules->event("登记"), before, Actor::of(rules->unit("甲区")), again, {}});
  }
  const auto due = [&](const char* id) {
    const auto view = engine->find(id);
    for (const ObligationView& o : view->obligations)
      if (o.key == "overall-limit") return o.due;
    return Instant::never();
  };
  const Instant first = due("A");
  CHECK(engine->take_up(known) == 2);
  CHECK(due("A") > first);
  CHECK(due("B") == due("A"));
  CHECK(engine->take_up(known) == 0);
  const std::optional<Entries> entries = engine->entries("A");
  REQUIRE(entries);
  bool breached_before = false;  // 交办期 had ended
  for (const Entry& e : entries->entries) {
    if (e.kind == EntryKind::timer) breached_before = breached_before || e.at < known;
    if (e.kind == EntryKind::recomputed) CHECK(e.at == known);
  }
  CHECK(breached_before);
  CHECK(entries->entries.back().kind == EntryKind::recomputed);
  // Another engine, with the same pack, goes on under what the ledger took up.
  engine = nullptr;
  store = open_ledger(folder / "ledger.db");
  engine = std::make_unique<Engine>(std::vector{rules}, store, known);
  CHECK(engine->submit("A", {rules->event("交办"), known + ms_per_hour, Actor::of(rules->unit("甲区")),
                             std::array{PayloadField{0, Value::of(std::int64_t{rules->unit("甲镇").value})}}, {}})
            .accepted());
  engine->open("C", {type, known, Actor::system(), grid});
  engine->advance(at("2026-04-01 00:00"), {.clock_confirmed = true});
  check_whole(*store);
}

namespace {

// A case that nobody assigns opens another, which is closed as it is opened.
std::shared_ptr<const Rulebook> closes_at_once() {
  std::string text = with(small_process(), "应 交办\n      逾期 则 提级督办 甲区\n", "应 交办\n      逾期 则 录入 小件\n");
  text = with(text, "    当 承办单位 答复 则 转 待办结\n", "    当 承办单位 答复 则\n      若 子件 全部 结案 则 转 待办结\n");
  return load(text + R"(事项 小件 #small
  要素 备注（文本，可缺）
流程 小流程 #small-process 用于 小件
  兜底 甲区
责任 小责任 #small-duty 由 甲区
贯穿 小全程
环 小环
  环节 待看 #looking 起点
    时限 看期 #look-limit 属 小责任
      自 进入本环节 起 2个工作日内 应 见面
    一旦 无 备注 则 终止 全部时限 转 看过
    当 甲区 见面 则 转 看过
  结案 看过 #seen
)");
}

}  // namespace

TEST_CASE("3.6 What a timer opened between two submissions was opened at the timer's instant, in memory and on a ledger", "[engine]") {
  const auto rules = closes_at_once();
  // Last: on a ledger that took up a revision after the case was opened and before it is heard of again.
  for (const int kind : {0, 1, 2}) {
    CAPTURE(kind);
    const Instant opened = at(kind == 2 ? "2025-11-03 09:00" : "2026-03-02 09:00");
    std::shared_ptr<Store> store = memory_store();
    Engine engine = kind == 0 ? Engine(rules) : Engine(std::vector{rules}, store, opened);
    if (kind == 2) engine.take_up(at("2025-11-10 08:00"));
    const CaseTypeId type = rules->case_type("petition");
    const Value grid = Value::of(std::int64_t{rules->unit("甲格").value}), town = Value::of(std::int64_t{rules->unit("甲镇").value});
    const Actor district = Actor::of(rules->unit("甲区"));
    REQUIRE(engine.open("A", {type, opened, Actor::system(), {}}).accepted());
    REQUIRE(engine.submit("A", {rules->event("登记"), opened, district, std::array{PayloadField{0, grid}}, {}}).accepted());
    const Instant later = opened + 10 * ms_per_day;
    REQUIRE(engine.submit("A", {rules->event("交办"), later, district, std::array{PayloadField{0, town}}, {}}).accepted());
    const auto child = engine.find("A/3.0");
    REQUIRE(child);
    CHECK(child->closed);
    CHECK(child->opened == at(kind == 2 ? "2025-11-05 00:00" : "2026-03-04 00:00") + 1);
    // It has closed, and the case knows.
    REQUIRE(engine.submit("A", {rules->event("答复"), later, Actor::of(rules->unit("甲镇")), {}, {}}).accepted());
    CHECK(engine.find("A")->stage == "closing");
    if (kind != 0) check_whole(*store);
  }
}

TEST_CASE("7.5 An event whose own step closed the case by a timer, before it came to the event, is folded as it was entered", "[engine]") {
  const auto rules = load(with(small_process(), "应 登记\n      逾期 则 催办 甲区\n", "应 登记\n      逾期 则 终止 全部时限 转 已撤回\n"));
  std::shared_ptr<Store> store = memory_store();
  const Instant opened = at("2026-03-02 09:00");
  Engine engine(std::vector{rules}, store, opened);
  REQUIRE(engine.open("A", {rules->case_type("petition"), opened, Actor::system(), {}}).accepted());
  const PayloadField grid[] = {{0, Value::of(std::int64_t{rules->unit("甲格").value})}};
  CHECK(engine.submit("A", {rules->event("登记"), opened + 10 * ms_per_day, Actor::of(rules->unit("甲区")), grid, {}}).refused == Refused::not_accepted);
  CHECK(engine.find("A")->closed);
  check_whole(*store);
}

TEST_CASE("7.6 Personal values go when they are erased, from the file too, and the chain and the fold hold without them",
          "[engine]") {
  Host host(family_pack());
  const Rulebook& rules = *family_pack();
  const CaseTypeId type = rules.case_type("petition");
  const std::string name = "Li Si, of the invented lane 7";
  const std::pair<FactId, Value> facts[] = {{rules.fact(type, "所在网格"), Value::of(std::int64_t{rules.unit("甲格").value})},
                                            {rules.fact(type, "说明"), Value::of(name)},
                                            {rules.fact(type, "人数"), Value::of(std::int64_t{7})}};
  Engine& engine = host.engine();
  REQUIRE(engine.open("C", {type, at("2026-03-02 09:00"), Actor::system(), facts}).accepted());
  const auto knows = [&](const std::string& value) {
    const auto view = host.engine().find("C");
    return std::any_of(view->facts.begin(), view->facts.end(), [&](const auto& fact) { return fact.second == value; });
  };
  CHECK(knows(name));
  check_whole(host.store());
  CHECK(engine.erase_personal("C", at("2026-03-03 09:00"), Actor::of(rules.unit("甲区")), "asked by himself") == 2);
  CHECK_FALSE(knows(name));
  CHECK_FALSE(knows("7"));
  CHECK(engine.entries("C")->entries.back().kind == EntryKind::erasure);
  CHECK(engine.erase_personal("C", at("2026-03-03 09:00"), Actor::system(), "again") == 0);
  check_whole(host.store());
  CHECK(verify(host.store()).erased == 2);
  // The case goes on.
  CHECK(engine.submit("C", {rules.event("登记"), at("2026-03-03 10:00"), Actor::of(rules.unit("甲区")),
                            std::array{PayloadField{0, facts[0].second}, PayloadField{2, Value::of(std::int64_t{0})}}, "k"})
            .accepted());
  check_whole(host.store());
  host.reopen();
  CHECK(host.engine().find("C")->stage == "assigning");
}

TEST_CASE("an effect that still waits when personal data is erased does not say it any more", "[engine]") {
  const auto rules = family_pack();
  const std::string name = "Li Si, of the invented lane 7";
  for (const bool on_disk : {false, true}) {
    Host host(rules, on_disk);
    for (Sent& s : script(*rules, 91, 20, 40)) {
      if (s.open) s.facts.emplace_back(rules->fact(s.open->type, "说明"), Value::of(name));
      host.engine().submit(s.submission());
    }
    const auto says_it = [&] {
      std::set<std::string> cases;
      for (const Effect& e : host.engine().effects(100'000))
        if (e.text.find(name) != e.text.npos) cases.insert(e.id.case_id);
      return cases;
    };
    // Those of one case were sent: their rows are gone, and so must their bytes be.
    REQUIRE(says_it().size() >= 3);
    const std::string sent = *says_it().rbegin();
    for (const Effect& e : host.engine().effects(100'000))
      if (e.id.case_id == sent) host.engine().acknowledge({&e.id, 1});
    const std::set<std::string> cases = says_it();
    const std::vector<std::string> before = effects_of(host.engine());
    CHECK(host.engine().erase_personal(*cases.begin(), at("2026-09-01 09:00"), Actor::system(), "asked") > 0);
    CHECK(says_it().size() == cases.size() - 1);
    // Nothing else of any effect is another than it was.
    const std::vector<std::string> after = effects_of(host.engine());
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
      const std::size_t said = before[i].find(name);
      if (after[i] != before[i]) CHECK(after[i] == before[i].substr(0, said) + "?" + before[i].substr(said + name.size()));
    }
    for (const std::string& id : ids_of(host.store())) host.engine().erase_personal(id, at("2026-09-01 09:00"), Actor::system(), "asked");
    CHECK(says_it().empty());
    check_whole(host.store());
    if (!on_disk) continue;
    std::ifstream file(host.path(), std::ios::binary), log(host.path() + "-wal", std::ios::binary);
    const std::string bytes = std::string(std::istreambuf_iterator<char>(file), {}) + std::string(std::istreambuf_iterator<char>(log), {});
    CHECK(bytes.find(name) == bytes.npos);
  }
}
