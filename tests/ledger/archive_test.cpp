#include <catch2/catch.hpp>

#include "sanhuan/archive.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;

namespace {

// Of everything something: a rulebook, revisions, a child, keys, personal values, one of them erased, effects.
void fill(Store& store) {
  const std::string rules = "rules", register_bytes = "register";
  {
    const auto t = store.begin();
    t->add_rulebook("rulebook", rules, monday);
    t->take_up({1, "calendar", Day{20'000}, monday + 1, register_bytes});
    t->commit();
  }
  add_now(store, "甲", "first", "key");
  {
    const auto t = store.begin();
    add(*t, "甲", "second");
    const CaseNumber child = t->open("甲/2.0", 1);
    NewEntry e = entry(1, "of a child");
    const PersonalField personal[] = {{0, "张三"}, {3, "李四"}};
    e.personal = personal;
    t->append(child, e);
    t->add_effect({child, 1, 0}, "an effect");
    t->add_effect({1, 2, 7}, "another");
    CaseRecord record;
    record.rulebook = "rulebook";
    record.next_due = monday + 77;
    record.columns = {"petition", "replying", "unit", 2, monday + 99};
    record.snapshot = std::string("\0\1\2", 3);
    t->put(child, record);
    record.closed = true;
    t->put(ledger_stream, record);
    t->commit();
  }
  const auto t = store.begin();
  t->erase(2, 1, 3);
  t->append(2, erasure(2));
  t->acknowledge({1, 2, 7});
  t->open("empty");
  t->commit();
}

// Passes everything on, with one entry changed.
class Forging final : public ArchiveSink {
 public:
  Forging(ArchiveSink& to, int what) : to_(to), what_(what) {}
  void begin(const StoreInfo& info) override { to_.begin(info); }
  void opened(CaseNumber n, CaseNumber root, std::string_view id) override { to_.opened(n, root, what_ == 0 && n == 2 ? "乙" : id); }
  void rulebook(std::string_view hash, std::string_view bytes, Instant at, const Digest& digest) override {
    to_.rulebook(hash, what_ == 1 ? "other rules" : bytes, at, digest);
  }
  void revision(const Revision& r, const Digest& digest) override {
    Revision forged = r;
    if (what_ == 2) forged.bytes += '.';
    to_.revision(forged, digest);
  }
  void entry(const ChainedEntry& e, std::span<const ErasableValue> values) override {
    ChainedEntry forged = e;
    if (what_ == 3) forged.body = "forged";
    if (what_ == 4) ++forged.sequence;
    if (what_ == 5 && e.case_number == 1 && e.sequence == 2) return;
    std::vector<ErasableValue> given(values.begin(), values.end());
    if (what_ == 6)
      for (ErasableValue& v : given)
        if (v.value) v.value = "王五";
    to_.entry(forged, given);
  }
  void link(LedgerNumber last, const Digest& digest) override {
    if (what_ == 7 && last == 3) return;  // two commits become one
    to_.link(last, digest);
  }
  void head(CaseNumber n, const CaseRecord& r) override { to_.head(n, r); }
  void effect(const StoredEffect& e) override { to_.effect(e); }
  void end(const LedgerHead& head) override { to_.end(what_ == 8 ? LedgerHead{head.size + 1, head.hash} : head); }
  static constexpr int ways = 9;

 private:
  ArchiveSink& to_;
  int what_;
};

std::unique_ptr<Store> made_like(Kind kind, const TemporaryFolder& folder, const StoreInfo& info) {
  if (kind == Kind::memory) return memory_store(info.algorithm, info.ledger_id);
  LedgerOptions options;
  options.algorithm = info.algorithm;
  options.ledger_id = info.ledger_id;
  return open_ledger(folder / "copy.db", options);
}

}  // namespace

TEST_CASE("a ledger read out and written again is the same: hashes, links, salts, heads and effects", "[archive]") {
  for (const Kind from : {Kind::memory, Kind::sqlite, Kind::sqlite_sm3}) {
    for (const Kind to : {Kind::memory, Kind::sqlite}) {
      INFO(name(from) << " to " << name(to));
      const TemporaryFolder folder;
      const auto store = make_store(from, folder);
      fill(*store);
      const auto copy = made_like(to, folder, store->info());
      read_archive(*store, *restore_into(*copy));
      CHECK(to_string(checkpoint(*copy, monday)) == to_string(checkpoint(*store, monday)));
      CHECK(dump(*copy) == dump(*store));
      const std::array checkpoints{checkpoint(*store, monday)};
      const Verified verified = verify(*copy, checkpoints);
      CHECK(verified.whole());
      CHECK(verified.erased == 1);
      CHECK(copy->personal(2, 1)[0].salt == store->personal(2, 1)[0].salt);
      CHECK(copy->personal(2, 1)[1].value == std::nullopt);
      CaseHead head, original;
      for (CaseNumber n = 0; n <= 3; ++n) {
        REQUIRE(copy->find(n, head));
        REQUIRE(store->find(n, original));
        CHECK(head.hash == original.hash);
        CHECK(head.root == original.root);
        CHECK(head.snapshot == original.snapshot);
        CHECK(head.columns == original.columns);
        CHECK(head.closed == original.closed);
      }
      // It goes on as a ledger does.
      add_now(*copy, "甲", "third");
      CHECK(verify(*copy, checkpoints).whole());
    }
  }
}

TEST_CASE("a record that was changed on the way is refused by its hash", "[archive]") {
  for (const Kind kind : {Kind::memory, Kind::sqlite}) {
    for (int what = 0; what < Forging::ways; ++what) {
      INFO(name(kind) << ", forgery " << what);
      const TemporaryFolder folder;
      const auto store = make_store(kind, folder);
      fill(*store);
      const auto copy = made_like(kind, folder, store->info());
      const auto sink = restore_into(*copy);
      Forging forging(*sink, what);
      CHECK_THROWS_AS(read_archive(*store, forging), Error);
    }
  }
}

TEST_CASE("a copy is written into an empty ledger of the same id only", "[archive]") {
  const TemporaryFolder folder;
  const auto store = make_store(Kind::sqlite, folder);
  fill(*store);
  const auto other = memory_store();
  CHECK_THROWS_AS(read_archive(*store, *restore_into(*other)), Error);
  const auto used = memory_store(store->info().algorithm, store->info().ledger_id);
  add_now(*used, "case", "x");
  CHECK_THROWS_AS(read_archive(*store, *restore_into(*used)), Error);
}
