// A migration (8.2) is one commit over all open cases: whatever happens meanwhile, all are under the old rules or all under
// the new ones, and whoever asks again gets what a migration on a good disk gives.
#include <catch2/catch.hpp>

#include <fstream>
#include <set>

#include "sanhuan/engine.hpp"
#include "tests/crash/disk.hpp"
#include "tests/ledger/ledger_support.hpp"
#include "tests/support/migrated.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;
using test::at;
using Rules = std::shared_ptr<const Rulebook>;

namespace {

constexpr int cases = 30;

Rules first() { return test::small_pack(); }
Rules shorter() {
  test::PackOptions options;
  options.effective = "2026-03-05";
  return test::second(test::reply_in("3个工作日"), "  时限 答复期 从新\n", options);
}

Instant now() { return at("2026-03-05 09:00"); }

// Cases that wait for a reply under the first rules, as bytes of a file that was closed.
std::string before(const std::string& path) {
  {
    Engine engine({first()}, open_ledger(path), at("2026-03-02 07:00"));
    const Rulebook& rules = *first();
    const EventId registered = rules.event("register"), assigned = rules.event("assign");
    const UnitId grid = rules.unit("甲格"), town = rules.unit("甲镇");
    const Actor district = Actor::of(rules.unit("甲区"));
    for (int i = 0; i < cases; ++i) {
      const std::string id = "件" + std::to_string(i);
      REQUIRE(engine.open(id, {rules.case_type("petition"), at("2026-03-02 09:00"), Actor::system(), {}})
                  .accepted());
      const std::vector<PayloadField> place{{0, Value::of(grid.value)}}, holder{{0, Value::of(town.value)}};
      REQUIRE(engine.submit(id, Event{registered, at("2026-03-03 09:00"), district, place, {}, false})
                  .accepted());
      REQUIRE(
          engine.submit(id, Event{assigned, at("2026-03-04 10:00"), district, holder, {}, false}).accepted());
    }
  }
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What each case is now, and under which rules.
struct Seen {
  std::string cases;
  std::set<std::string> rulebooks;
  bool operator==(const Seen&) const = default;
};
Seen seen(Store& store) {
  Seen all;
  store.cases(1, [&](const CaseHead& head) {
    if (head.sequence == 0 || head.number == ledger_stream) return true;
    all.cases += head.id + ' ' + std::to_string(head.sequence) + ' ' + test::show(head.next_due) + ' ' +
                 head.snapshot + '\n';
    all.rulebooks.insert(head.rulebook);
    return true;
  });
  return all;
}

// True where it was acknowledged.
bool migrate(const std::string& path, const LedgerOptions& options) {
  Engine engine({first(), shorter()}, open_ledger(path, options), at("2026-03-04 11:00"));
  return engine.migrate(*shorter(), now(), Actor::system()).clear();
}

}  // namespace

TEST_CASE("8.2 A fault at any write of a migration leaves all cases under the old rules or all under the new",
          "[crash]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db", bytes = before(path);
  LedgerOptions options;
  options.open = LedgerOptions::Open::existing;
  options.medium = Disk::medium();
  options.log_bytes = 8 * 4'096;  // checkpoints come early and often

  Seen untouched, good;
  {
    Disk disk(1, 512);
    disk.put(path, bytes);
    untouched = seen(*open_ledger(path, options));
    REQUIRE(migrate(path, options));
    good = seen(*open_ledger(path, options));
    REQUIRE(good.rulebooks.size() == 1);
    REQUIRE(good.rulebooks != untouched.rulebooks);
  }
  for (const Fault fault : {Fault::power_cut, Fault::io_once, Fault::full_once}) {
    int old = 0, done = 0, failed = 0;
    bool struck = true;
    for (unsigned write = 1; struck; ++write) {
      for (unsigned seed = 1; seed <= 2; ++seed) {
        CAPTURE(static_cast<int>(fault), write, seed);
        Disk disk(seed, 512);
        disk.put(path, bytes);
        disk.plan(fault, write);
        bool acknowledged = false;
        try {
          acknowledged = migrate(path, options);
        } catch (const Error& error) {
          CHECK(error.commit() != Commit::done);
          ++failed;
        }
        struck = disk.struck();
        disk.restart();
        {
          const auto store = open_ledger(path, options);
          const Seen found = seen(*store);
          const bool all = found == good;
          CHECK((all || found == untouched));
          CHECK((all || !acknowledged));
          ++(all ? done : old);
          CHECK(verify(*store).whole());
          CHECK(verify_fold(*store).whole());
        }
        CHECK(migrate(path, options));
        CHECK(seen(*open_ledger(path, options)) == good);
      }
      REQUIRE(write < 500);
    }
    CAPTURE(static_cast<int>(fault));
    CHECK(old > 0);
    CHECK(done > 0);
    CHECK(failed > 0);
  }
}
