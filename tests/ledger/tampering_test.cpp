// Whoever can write to the file can change it; that it was changed must show, and where. Random edits, seeds printed.
#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

#include "lib/ledger/chain.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;

namespace {

struct Row {
  LedgerNumber number;
  EntryPlace place;
  LedgerNumber first, last;  // of its commit
};

// A ledger of some sixty entries in a dozen cases, in commits of one to four; copied afresh for each edit.
class Victim {
 public:
  Victim() {
    const auto store = open_ledger(folder_ / "original.db");
    std::mt19937 random(1);
    for (int commit = 0; commit < 25; ++commit) {
      const auto t = store->begin();
      for (unsigned n = 1 + random() % 4; n-- > 0;) {
        const std::string id = "case " + std::to_string(random() % 12);
        const std::uint32_t sequence =
            add(*t, id, fmt::format("body {}", random()), fmt::format("key {}", random()));
        t->add_effect({head_of(*t, id).number, sequence, 0}, "effect");
        CaseRecord record;
        record.snapshot = fmt::format("snapshot {}", random());
        record.columns.unit = "unit";
        t->put(head_of(*t, id).number, record);
      }
      if (commit % 10 == 3)
        t->take_up({1, fmt::format("revision {}", commit), Day{1}, monday, "calendar bytes"});
      if (commit == 5) {
        const PersonalField fields[] = {{1, "name"}, {2, "telephone"}};
        NewEntry e = entry(head_of(*t, "case 1").sequence + 1, "with personal fields");
        e.personal = fields;
        t->append(head_of(*t, "case 1").number, e);
      }
      if (commit == 12) kept_early_ = checkpoint(*store, monday);
      t->commit();
    }
    store->links(0, [&](const Link& link) {
      for (std::size_t i = 0; i < link.entries.size(); ++i)
        rows_.push_back({link.first + i, link.entries[i], link.first, link.last});
      return true;
    });
    kept_ = checkpoint(*store, monday + 1);
    whole_ = chained(*store);
  }

  const std::vector<Row>& rows() const { return rows_; }
  const LedgerCheckpoint& kept() const { return kept_; }
  const LedgerCheckpoint& kept_early() const { return kept_early_; }
  std::string bytes() const { return read(folder_ / "original.db"); }
  std::string path() const { return folder_ / "victim.db"; }
  const std::string& whole() const { return whole_; }

  void put_bytes(const std::string& bytes) const {
    std::remove((path() + "-wal").c_str());
    std::remove((path() + "-shm").c_str());
    std::ofstream(path(), std::ios::binary | std::ios::trunc) << bytes;
  }
  void fresh() const { put_bytes(bytes()); }

  Verified verified(std::span<const LedgerCheckpoint> kept = {}) const {
    return verify(*open_ledger(path()), kept);
  }

  void edit(const std::string& sql) const {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path().c_str(), &database) == SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
    INFO(sql << ": " << (message == nullptr ? "" : message));
    REQUIRE(code == SQLITE_OK);
    sqlite3_close(database);
  }

  // All that hashes cover, as text.
  static std::string chained(Store& store) {
    std::string out;
    store.links(0, [&](const Link& link) {
      out += fmt::format("{} {}\n", link.last, hex(view(link.hash)));
      for (const EntryPlace place : link.entries) {
        ChainedEntry e;
        if (!store.entry(place, e)) out += "missing";
        out += fmt::format("{} {} {} {} {} {} {}\n", place.case_number, e.sequence, e.at.ms, e.kind,
                           hex(e.body), e.key, e.content);
        for (const ErasableValue& v : store.personal(place.case_number, place.sequence))
          out += v.value.value_or("erased");
      }
      return true;
    });
    for (const Revision& r : store.revisions()) out += r.bytes;
    return out;
  }

 private:
  static std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TemporaryFolder folder_;
  std::vector<Row> rows_;
  LedgerCheckpoint kept_, kept_early_;
  std::string whole_;
};

std::int64_t id_of(const Row& row) {
  return static_cast<std::int64_t>(row.place.case_number << 20 | row.place.sequence);
}

}  // namespace

TEST_CASE("an untouched ledger is whole, and fits its checkpoints", "[tampering]") {
  const Victim victim;
  victim.fresh();
  const LedgerCheckpoint kept[] = {victim.kept_early(), victim.kept()};
  const Verified verified = victim.verified(kept);
  CHECK(verified.whole());
  CHECK(verified.head.size == victim.rows().size());
}

TEST_CASE("7.2 A changed entry is found at its place, whichever part was changed", "[tampering]") {
  const Victim victim;
  for (const Row& row : victim.rows()) {
    for (const char* change : {"at = at + 1", "kind = kind + 1", "body = cast(body || 'x' as blob)",
                               "key = coalesce(key, '') || 'x'", "content = cast('x' as blob)",
                               "hash = zeroblob(32)", "personal = zeroblob(36)"}) {
      victim.fresh();
      victim.edit(fmt::format("update entries set {} where id = {}", change, id_of(row)));
      const Verified verified = victim.verified();
      CAPTURE(change, row.number);
      REQUIRE_FALSE(verified.whole());
      CHECK(verified.findings[0].what == Tampering::changed);
      CHECK(verified.findings[0].number == row.number);
      CHECK(verified.findings[0].sequence == row.place.sequence);
    }
  }
}

TEST_CASE("7.2 A removed entry is found at its place", "[tampering]") {
  const Victim victim;
  for (const Row& row : victim.rows()) {
    victim.fresh();
    victim.edit(fmt::format("delete from entries where id = {}", id_of(row)));
    const Verified verified = victim.verified();
    CAPTURE(row.number);
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].what == Tampering::removed);
    CHECK(verified.findings[0].number == row.number);
  }
}

TEST_CASE("two entries that changed places are found at the first of them", "[tampering]") {
  const Victim victim;
  const unsigned seed = 11;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int trial = 0; trial < 60; ++trial) {
    const Row& a = victim.rows()[random() % victim.rows().size()];
    const Row& b = victim.rows()[random() % victim.rows().size()];
    if (a.number == b.number) continue;
    const LedgerNumber first = std::min(a.number, b.number);
    CAPTURE(trial, a.number, b.number);
    victim.fresh();
    victim.edit(
        fmt::format("update entries set id = -1 where id = {0}; update entries set id = {0} where id = {1};"
                    "update entries set id = {1} where id = -1",
                    id_of(a), id_of(b)));
    Verified verified = victim.verified();
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].what == Tampering::moved);
    CHECK(verified.findings[0].number == first);
    victim.fresh();
    victim.edit(fmt::format(
        "create table t as select id, body from entries where id in ({0}, {1});"
        "update entries set body = (select body from t where t.id <> entries.id) where id in ({0}, {1});"
        "drop table t",
        id_of(a), id_of(b)));
    verified = victim.verified();
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].what == Tampering::changed);
    CHECK(verified.findings[0].number == first);
  }
}

TEST_CASE("7.2 An entry put in by hand is found", "[tampering]") {
  const Victim victim;
  for (const CaseNumber number : {1, 4, 7}) {
    victim.fresh();
    victim.edit(fmt::format(
        "insert into entries select max(id) + 1, at, kind, cast('by hand' as blob), "
        "(select max(number) + 1 from entries), hash, null, null, null from entries where id >> 20 = {}",
        number));
    const Verified verified = victim.verified();
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].what == Tampering::inserted);
    CHECK(verified.findings[0].number == victim.rows().size() + 1);
  }
}

TEST_CASE("an entry rewritten together with its hash is found in its commit", "[tampering]") {
  const Victim victim;
  for (const Row& row : victim.rows()) {
    victim.fresh();
    Digest hash{};
    {
      const auto store = open_ledger(victim.path());
      Chain chain(store->info().algorithm, store->info().ledger_id);
      CaseHead head;
      REQUIRE(store->find(row.place.case_number, head));
      ChainedEntry before, changed;
      Digest previous{};
      if (store->entry({row.place.case_number, row.place.sequence - 1}, before)) previous = before.hash;
      REQUIRE(store->entry(row.place, changed));
      changed.body = "forged";
      hash = chain.entry(previous, head.id, changed);
    }
    victim.edit(fmt::format("update entries set body = cast('forged' as blob), hash = x'{}' where id = {}",
                            hex(view(hash)), id_of(row)));
    const Verified verified = victim.verified();
    CAPTURE(row.number);
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].number >= row.first);
    CHECK(verified.findings[0].number <= row.last);
  }
}

TEST_CASE("a lost or forged commit of the ledger's chain is found at its first entry", "[tampering]") {
  const Victim victim;
  for (const Row& row : victim.rows()) {
    if (row.number != row.last) continue;
    CAPTURE(row.number);
    victim.fresh();
    victim.edit(fmt::format("delete from links where last = {}", row.last));
    Verified verified = victim.verified();
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].number == row.first);
    victim.fresh();
    victim.edit(fmt::format("update links set hash = zeroblob(32) where last = {}", row.last));
    verified = victim.verified();
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].what == Tampering::relinked);
    CHECK(verified.findings[0].number == row.first);
  }
}

TEST_CASE("7.2 A tail cut off without a trace shows against a checkpoint, and only there", "[tampering]") {
  const Victim victim;
  const LedgerCheckpoint kept[] = {victim.kept_early(), victim.kept()};
  for (const Row& row : victim.rows()) {
    if (row.number != row.last || row.last == victim.rows().size()) continue;
    victim.fresh();
    // As an administrator would who knows the schema: nothing in the file contradicts itself afterwards.
    victim.edit(
        fmt::format("delete from entries where number > {0}; delete from links where last > {0};"
                    "update cases set sequence = coalesce((select max(id & 1048575) from entries where id >> "
                    "20 = cases.number), 0);"
                    "update cases set hash = coalesce((select hash from entries where id = cases.number << "
                    "20 | sequence), zeroblob(32));"
                    "delete from revisions where sequence > (select sequence from cases where number = 0);",
                    row.last));
    CAPTURE(row.last);
    CHECK(victim.verified().whole());
    const Verified verified = victim.verified(kept);
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings.back().what == Tampering::cut_off);
    CHECK(verified.findings.back().number == row.last + 1);
  }
}

TEST_CASE("another history of the same length does not fit the checkpoint", "[tampering]") {
  const auto ours = memory_store();
  add_now(*ours, "XF-1", "one");
  const LedgerCheckpoint honest = checkpoint(*ours, monday);
  LedgerCheckpoint other = honest;
  other.head.hash[5] ^= 1;
  Verified verified = verify(*ours, std::span(&other, 1));
  REQUIRE_FALSE(verified.whole());
  CHECK(verified.findings[0].what == Tampering::rewritten);
  other = honest;
  other.ledger_id[0] ^= 1;
  verified = verify(*ours, std::span(&other, 1));
  REQUIRE_FALSE(verified.whole());
  CHECK(verified.findings[0].what == Tampering::other_ledger);
  CHECK(verify(*ours, std::span(&honest, 1)).whole());
}

TEST_CASE("a head, a register revision or a personal value that was changed is found", "[tampering]") {
  const Victim victim;
  const std::pair<const char*, Tampering> edits[] = {
      {"update cases set sequence = sequence - 1 where number = 3", Tampering::head},
      {"update cases set hash = zeroblob(32) where number = 3", Tampering::head},
      {"update revisions set bytes = cast('other days' as blob) where sequence = 1", Tampering::content},
      {"delete from revisions where sequence = 2", Tampering::content},
      {"update personal set value = cast('another name' as blob) where field = 1", Tampering::content},
      {"delete from cases where number = 2", Tampering::head},
  };
  for (const auto& [sql, expected] : edits) {
    CAPTURE(sql);
    victim.fresh();
    victim.edit(sql);
    const Verified verified = victim.verified();
    REQUIRE_FALSE(verified.whole());
    CHECK(verified.findings[0].what == expected);
  }
}

TEST_CASE("any byte of the file that is flipped is found, or is none that a hash covers", "[tampering]") {
  const Victim victim;
  const unsigned seed = 4242;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::string original = victim.bytes();
  int found = 0, refused = 0, outside = 0;
  for (int trial = 0; trial < 1'500; ++trial) {
    std::string bytes = original;
    const std::size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    CAPTURE(trial, at);
    victim.put_bytes(bytes);
    try {
      const auto store = open_ledger(victim.path());
      if (!verify(*store).whole()) {
        ++found;
        continue;
      }
      ++outside;
      CHECK(Victim::chained(*store) == victim.whole());
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(found > 100);
  CHECK(refused > 0);
  CHECK(outside > 0);  // free space, snapshots, columns that the engine can count again
}
