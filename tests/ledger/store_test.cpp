// The contract that every store passes. A new store joins by a line in `Kind`.
#include <catch2/catch.hpp>

#include <random>
#include <sstream>

#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;

namespace {

template <class Body>
void for_each_store(Body body) {
  for (const Kind kind : {Kind::memory, Kind::sqlite, Kind::sqlite_sm3}) {
    INFO("store: " << name(kind));
    const TemporaryFolder folder;
    const auto store = make_store(kind, folder);
    body(*store);
    CHECK(verify(*store).whole());
  }
}

template <class Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no Error was thrown");
  throw std::logic_error("unreachable");
}

// The first line in which two texts differ, from both; empty where they are equal.
std::string first_difference(const std::string& a, const std::string& b) {
  std::istringstream left(a), right(b);
  for (std::string x, y;;) {
    const bool more_left = static_cast<bool>(std::getline(left, x)),
               more_right = static_cast<bool>(std::getline(right, y));
    if (!more_left && !more_right) return "";
    if (x != y || more_left != more_right) return x + " <> " + y;
  }
}

}  // namespace

TEST_CASE("what was committed is read back", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    const CaseNumber number = t->open("XF-1");
    CHECK(number == 1);
    t->append(number, entry(1, "opened"));
    t->append(number, entry(2, std::string("\0bytes", 6)));
    CaseRecord record;
    record.rulebook = "rules";
    record.next_due = monday + 5;
    record.columns = {"petition", "accept", "town", 2, monday + 9};
    record.snapshot = "state";
    t->put(number, record);
    t->commit();

    const CaseHead head = head_of(store, "XF-1");
    CHECK(head.number == 1);
    CHECK(head.root == 1);
    CHECK(head.sequence == 2);
    CHECK(head.rulebook == "rules");
    CHECK(head.next_due == monday + 5);
    CHECK(head.columns == record.columns);
    CHECK(head.snapshot == "state");
    CHECK_FALSE(head.closed);
    CHECK(bodies(store, "XF-1") == std::vector<std::string>{"opened", std::string("\0bytes", 6)});
    CHECK(store.head().size == 2);
  });
}

TEST_CASE("a dropped transaction leaves nothing", "[store]") {
  for_each_store([](Store& store) {
    add_now(store, "XF-1", "kept", "key");
    {
      const auto t = store.begin();
      t->add_effect({1, 1, 0}, "effect");
      t->add_rulebook("hash", "rules", monday);
      t->take_up({1, "calendar", Day{1}, monday, "bytes"});
      t->commit();
    }
    const std::string before = dump(store);
    {
      const auto t = store.begin();
      add(*t, "XF-1", "dropped", "key 2");
      add(*t, "XF-2", "dropped");
      CaseRecord record;
      record.next_due = monday;
      record.snapshot = "dropped";
      t->put(1, record);
      t->add_effect({1, 2, 0}, "dropped");
      t->acknowledge({1, 1, 0});
      t->add_rulebook("other", "rules", monday);
      t->take_up({1, "calendar 2", Day{2}, monday, "bytes"});
    }
    CHECK(dump(store) == before);
    add_now(store, "XF-2", "now");
    CHECK(head_of(store, "XF-2").number == 2);
  });
}

TEST_CASE("a transaction reads what it wrote", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    const CaseNumber number = t->open("XF-1");
    t->append(number, entry(1, "one", "k"));
    CaseRecord record;
    record.next_due = monday;
    t->put(number, record);
    t->add_effect({number, 1, 3}, "tell");
    CHECK(head_of(*t, "XF-1").sequence == 1);
    CHECK(bodies(*t, "XF-1") == std::vector<std::string>{"one"});
    CHECK(t->due(monday, 10).size() == 1);
    CHECK(t->next_due() == monday);
    CHECK(t->key(number, "k")->sequence == 1);
    CHECK(t->effects(10).at(0).body == "tell");
    CHECK(t->head().size == 1);
    t->commit();
  });
}

TEST_CASE("7.1 An entry out of sequence is a conflict and changes nothing", "[store]") {
  for_each_store([](Store& store) {
    add_now(store, "XF-1", "one");
    for (const std::uint32_t wrong : {0u, 1u, 3u}) {
      const auto t = store.begin();
      const Error error = error_of([&] { t->append(1, entry(wrong, "wrong")); });
      CHECK(error.failure() == Failure::conflict);
      CHECK(error.commit() == Commit::not_done);
    }
    CHECK(bodies(store, "XF-1") == std::vector<std::string>{"one"});
  });
}

TEST_CASE("after a conflict the same transaction may go on", "[store]") {
  for_each_store([](Store& store) {
    add_now(store, "XF-1", "one", "key");
    const auto t = store.begin();
    CHECK(error_of([&] { t->append(1, entry(2, "two", "key")); }).failure() == Failure::conflict);
    CHECK(error_of([&] { t->open("XF-1"); }).failure() == Failure::conflict);
    CHECK(error_of([&] { t->append(9, entry(1, "of no case")); }).failure() == Failure::conflict);
    t->append(1, entry(2, "two", "another key"));
    t->commit();
    CHECK(bodies(store, "XF-1") == std::vector<std::string>{"one", "two"});
  });
}

TEST_CASE("entries of one commit are those of a commit each, however many they are", "[store]") {
  const auto line = [](Transaction& t, std::uint32_t i) {
    const std::string id = "XF-" + std::to_string(i % 3), body(i * 7 % 40, 'b'),
                      key = i % 2 == 0 ? "" : "key " + std::to_string(i);
    CaseHead head;
    if (!t.find(id, head)) head.number = t.open(id);
    const PersonalField personal[] = {{2, "a name"}, {5, "a number"}};
    NewEntry e = entry(i / 3 + 1, body, key, i % 4 == 1 ? "content" : "");
    if (i % 5 == 0) e.personal = personal;
    t.append(head.number, e);
  };
  for (const std::uint32_t many : {1u, 15u, 16u, 17u, 32u, 33u, 50u}) {
    for_each_store([&](Store& together) {
      const TemporaryFolder folder;
      const auto apart = make_store(Kind::memory, folder);
      const auto t = together.begin();
      for (std::uint32_t i = 0; i < many; ++i) {
        line(*t, i);
        t->seal();  // a link each, as a commit each has
        const auto one = apart->begin();
        line(*one, i);
        one->commit();
      }
      CHECK(first_difference(dump(*t), dump(*apart)) == "");
      t->commit();
      CHECK(first_difference(dump(together), dump(*apart)) == "");
    });
  }
}

TEST_CASE("7.3 A key is taken once its entry is appended, and known in the same transaction", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    const CaseNumber number = t->open("XF-1");
    constexpr std::uint32_t many = 40;
    for (std::uint32_t i = 1; i <= many; ++i) {
      const std::string key = "key " + std::to_string(i), content = "content " + std::to_string(i);
      if (i % 2 == 1) CHECK_FALSE(t->key(number, key));  // who appends may have asked before, or not
      t->append(number, entry(i, "body", key, content));
      for (std::uint32_t known = 1; known <= i; ++known) {
        const std::string taken = "key " + std::to_string(known);
        const auto use = t->key(number, taken);
        REQUIRE(use);
        CHECK(use->sequence == known);
        CHECK(use->content == "content " + std::to_string(known));
        CHECK(error_of([&] { t->append(number, entry(i + 1, "again", taken)); }).failure() ==
              Failure::conflict);
      }
    }
    for (std::uint32_t i = many; i > 0; --i) t->add_effect({number, i, 0}, "of " + std::to_string(i));
    t->commit();
    CHECK(store.effects(1).at(0).body == "of 1");
    CHECK(store.effects(many + 1).size() == many);
    CHECK(head_of(store, "XF-1").sequence == many);
  });
}

TEST_CASE("7.3 A key is found in its case only, with the content it stands for", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    t->open("XF-1");
    t->open("XF-2");
    t->append(1, entry(1, "a", "key", "hash a"));
    t->append(2, entry(1, "b", "key", "hash b"));
    t->append(2, entry(2, "c"));
    t->commit();
    REQUIRE(store.key(1, "key"));
    CHECK(store.key(1, "key")->content == "hash a");
    CHECK(store.key(2, "key")->content == "hash b");
    CHECK(store.key(2, "key")->sequence == 1);
    CHECK_FALSE(store.key(1, "ke"));
    CHECK_FALSE(store.key(1, ""));
    CHECK_FALSE(store.key(3, "key"));
  });
}

TEST_CASE("6.3 Due cases come in order of instant, then case id, however they were written", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    std::vector<std::pair<std::int64_t, std::string>> expected;
    std::mt19937_64 random(7);
    for (int i = 0; i < 200; ++i) {
      const std::string id = "XF-" + std::to_string(random() % 100'000) + "-" + std::to_string(i);
      const auto at = static_cast<std::int64_t>(random() % 10);
      CaseRecord record;
      record.next_due = Instant{at};
      t->put(t->open(id), record);
      expected.emplace_back(at, id);
    }
    t->commit();
    std::sort(expected.begin(), expected.end());
    const auto due = store.due(Instant{5}, 1000);
    std::size_t at_most_five = 0;
    for (const auto& [at, id] : expected) at_most_five += at <= 5;
    REQUIRE(due.size() == at_most_five);
    for (std::size_t i = 0; i < due.size(); ++i) {
      CHECK(due[i].at.ms == expected[i].first);
      CHECK(due[i].id == expected[i].second);
    }
    CHECK(store.due(Instant{5}, 3).size() == 3);
    CHECK(store.next_due() == Instant{expected.front().first});
  });
}

TEST_CASE("a timer that moved or went is no longer due", "[store]") {
  for_each_store([](Store& store) {
    CaseRecord record;
    record.next_due = monday;
    {
      const auto t = store.begin();
      t->put(t->open("XF-1"), record);
      t->put(t->open("XF-2"), record);
      t->commit();
    }
    {
      const auto t = store.begin();
      record.next_due = monday + 10;
      t->put(1, record);
      record.next_due = Instant::never();
      t->put(2, record);
      t->commit();
    }
    CHECK(store.due(monday, 10).empty());
    CHECK(store.next_due() == monday + 10);
  });
}

TEST_CASE("6.1 Effects stay, oldest first, until they are acknowledged", "[store]") {
  for_each_store([](Store& store) {
    {
      const auto t = store.begin();
      add(*t, "XF-2", "b");
      add(*t, "XF-1", "a");
      t->add_effect({2, 1, 0}, "third");
      t->add_effect({1, 1, 1}, "second");
      t->add_effect({1, 1, 0}, "first");
      t->commit();
    }
    const auto texts = [&] {
      std::string out;
      for (const StoredEffect& e : store.effects(10)) out += e.body + " ";
      return out;
    };
    CHECK(texts() == "first second third ");
    CHECK(store.effects(1).size() == 1);
    {
      const auto t = store.begin();
      CHECK(t->acknowledge({1, 1, 1}));
      CHECK_FALSE(t->acknowledge({1, 1, 1}));
      CHECK_FALSE(t->acknowledge({1, 7, 0}));
      t->commit();
    }
    CHECK(texts() == "first third ");
    const auto t = store.begin();
    CHECK(error_of([&] { t->add_effect({1, 2, 0}, "of no entry"); }).failure() == Failure::conflict);
    CHECK(error_of([&] { t->add_effect({1, 1, 0}, "twice"); }).failure() == Failure::conflict);
    CHECK(error_of([&] { t->add_effect({1, 1, 0x10000}, "too many"); }).failure() == Failure::misuse);
  });
}

TEST_CASE("a scan gives every entry, case by case in order of sequence, and stops when told", "[store]") {
  for_each_store([](Store& store) {
    for (int round = 0; round < 4; ++round) {
      const auto t = store.begin();
      for (const char* id : {"c", "a", "b"}) add(*t, id, std::to_string(round));
      t->commit();
    }
    std::vector<std::pair<CaseNumber, std::uint32_t>> seen, expected;
    const auto note = [&](const StoredEntry& e) {
      seen.emplace_back(e.case_number, e.sequence);
      return true;
    };
    store.scan(1, UINT64_MAX, note);
    for (CaseNumber c = 1; c <= 3; ++c)
      for (std::uint32_t s = 1; s <= 4; ++s) expected.emplace_back(c, s);
    CHECK(seen == expected);
    seen.clear();
    store.scan(2, 2, note);
    CHECK(seen.size() == 4);
    CHECK(seen.front().first == 2);
    seen.clear();
    store.entries(3, 3, note);
    CHECK(seen == std::vector<std::pair<CaseNumber, std::uint32_t>>{{3, 3}, {3, 4}});
    std::size_t visits = 0;
    store.scan(1, UINT64_MAX, [&](const StoredEntry&) { return ++visits < 5; });
    CHECK(visits == 5);
  });
}

TEST_CASE("open cases are found by type, stage, unit, level and due, earliest due first", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    const auto put = [&](const char* id, CaseColumns columns, bool closed = false) {
      CaseRecord record;
      record.columns = std::move(columns);
      record.closed = closed;
      t->put(t->open(id), record);
    };
    put("late", {"petition", "reply", "east", 2, monday + 20});
    put("early", {"petition", "reply", "east", 2, monday + 10});
    put("also early", {"petition", "reply", "west", 3, monday + 10});
    put("never", {"petition", "accept", "east", 1, Instant::never()});
    put("hazard", {"hazard", "accept", "west", 2, monday + 15});
    put("closed", {"petition", "done", "east", 2, monday}, true);
    t->commit();
    using List = std::vector<std::string>;
    CaseQuery all;
    CHECK(open_by_due(store, all) == List{"also early", "early", "hazard", "late", "never"});
    CaseQuery east;
    east.unit = "east";
    CHECK(open_by_due(store, east) == List{"early", "late", "never"});
    east.due_before = monday + 20;
    CHECK(open_by_due(store, east) == List{"early"});
    CaseQuery reply;
    reply.type = "petition";
    reply.stage = "reply";
    reply.level = 2;
    CHECK(open_by_due(store, reply) == List{"early", "late"});
    CaseQuery nobody;
    nobody.unit = "north' or '1'='1";
    CHECK(open_by_due(store, nobody).empty());
  });
}

TEST_CASE("a case that moved on is listed where it is now", "[store]") {
  for_each_store([](Store& store) {
    CaseRecord record;
    record.columns = {"petition", "accept", "east", 1, monday};
    {
      const auto t = store.begin();
      t->put(t->open("XF-1"), record);
      t->commit();
    }
    CaseQuery east, west;
    east.unit = "east";
    west.unit = "west";
    {
      const auto t = store.begin();
      record.columns.unit = "west";
      t->put(1, record);
      t->commit();
    }
    CHECK(open_by_due(store, east).empty());
    CHECK(open_by_due(store, west) == std::vector<std::string>{"XF-1"});
    {
      const auto t = store.begin();
      record.closed = true;
      t->put(1, record);
      t->commit();
    }
    CHECK(open_by_due(store, west).empty());
  });
}

TEST_CASE("a child is stored with its root, and a grandchild with the same", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    const CaseNumber parent = t->open("P");
    const CaseNumber child = t->open("P-1", parent);
    t->open("P-1-1", child);
    CHECK(error_of([&] { t->open("orphan", 99); }).failure() == Failure::conflict);
    t->commit();
    CHECK(head_of(store, "P").root == parent);
    CHECK(head_of(store, "P-1").root == parent);
    CHECK(head_of(store, "P-1-1").root == parent);
  });
}

TEST_CASE("7.1 Rulebooks and register revisions are kept as entries of the ledger's own stream", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    t->add_rulebook("hash 1", std::string("\0rules", 6), monday);
    t->add_rulebook("hash 1", "not written again", monday);
    t->take_up({1, "calendar 1", Day{100}, monday, "days"});
    t->take_up({2, "organisation", Day{50}, monday + 1, "units"});
    t->commit();
    CHECK(store.rulebook("hash 1") == std::string("\0rules", 6));
    CHECK_FALSE(store.rulebook("hash 2"));
    const auto revisions = store.revisions();
    REQUIRE(revisions.size() == 2);
    CHECK(revisions[0].hash == "calendar 1");
    CHECK(revisions[1].known_from == Day{50});
    CHECK(revisions[1].taken_up == monday + 1);
    CHECK(revisions[1].bytes == "units");
    CHECK(store.head().size == 3);
    CaseHead stream;
    REQUIRE(store.find(ledger_stream, stream));
    CHECK(stream.sequence == 3);
  });
}

TEST_CASE("an erased personal value is gone and the chain is whole", "[store]") {
  for_each_store([](Store& store) {
    const PersonalField fields[] = {{7, "Zhang San, 138 0000 0000"}, {8, "Village Street 1"}};
    {
      const auto t = store.begin();
      NewEntry e = entry(1, "petition");
      e.personal = fields;
      t->append(t->open("XF-1"), e);
      t->commit();
    }
    auto values = store.personal(1, 1);
    REQUIRE(values.size() == 2);
    CHECK(values[0].value == "Zhang San, 138 0000 0000");
    CHECK(values[1].value == "Village Street 1");
    {
      const auto t = store.begin();
      CHECK(t->erase(1, 1, 7));
      CHECK_FALSE(t->erase(1, 1, 7));
      CHECK_FALSE(t->erase(1, 1, 9));
      t->append(1, erasure(2));
      t->commit();
    }
    values = store.personal(1, 1);
    REQUIRE(values.size() == 2);
    CHECK_FALSE(values[0].value);
    CHECK(values[0].salt.empty());
    CHECK(values[1].value == "Village Street 1");
    const Verified verified = verify(store);
    CHECK(verified.whole());
    CHECK(verified.erased == 1);
  });
}

TEST_CASE("7.6 A personal value that is gone without an entry that says so is found", "[store]") {
  for (const Kind kind : {Kind::memory, Kind::sqlite}) {
    const TemporaryFolder folder;
    const auto store = make_store(kind, folder);
    const PersonalField fields[] = {{7, "Zhang San"}, {8, "Village Street 1"}};
    const auto take = [&](const char* id, std::uint32_t sequence) {
      const auto t = store->begin();
      CaseHead head;
      if (!t->find(id, head)) head.number = t->open(id);
      NewEntry e = entry(sequence, "petition");
      e.personal = fields;
      t->append(head.number, e);
      t->commit();
    };
    const auto erase = [&](CaseNumber number, std::uint32_t sequence, std::uint32_t said_at) {
      const auto t = store->begin();
      REQUIRE(t->erase(number, sequence, 8));
      if (said_at != 0) t->append(number, erasure(said_at));
      t->commit();
    };
    take("XF-1", 1);
    take("XF-2", 1);
    erase(1, 1, 2);
    CHECK(verify(*store).whole());
    take("XF-1", 3);
    erase(1, 3, 0);  // what was said before does not speak for it
    erase(2, 1, 0);
    const Verified verified = verify(*store);
    CHECK(verified.erased == 3);
    REQUIRE(verified.findings.size() == 2);
    CHECK(verified.findings[0].what == Tampering::content);
    CHECK(verified.findings[0].case_id == "XF-2");
    CHECK(verified.findings[0].number == 2);
    CHECK(verified.findings[1].case_id == "XF-1");
    CHECK(verified.findings[1].sequence == 3);
  }
}

TEST_CASE("an effect that waits can be read and rewritten, one that was acknowledged cannot", "[store]") {
  for_each_store([](Store& store) {
    add_now(store, "XF-1", "one");
    {
      const auto t = store.begin();
      t->add_effect({1, 1, 0}, "first");
      t->add_effect({1, 1, 1}, "second");
      t->acknowledge({1, 1, 1});
      t->commit();
    }
    CHECK(store.effect({1, 1, 0}) == "first");
    CHECK_FALSE(store.effect({1, 1, 1}));
    CHECK_FALSE(store.effect({1, 2, 0}));
    {
      const auto t = store.begin();
      CHECK(t->rewrite_effect({1, 1, 0}, "other"));
      CHECK_FALSE(t->rewrite_effect({1, 1, 1}, "other"));
      CHECK(t->effect({1, 1, 0}) == "other");
    }
    CHECK(store.effect({1, 1, 0}) == "first");  // it was not committed
    const auto t = store.begin();
    CHECK(t->rewrite_effect({1, 1, 0}, "other"));
    t->commit();
    CHECK(store.effects(10).size() == 1);
    CHECK(store.effects(10)[0].body == "other");
  });
}

TEST_CASE("a second transaction on one store is refused while the first is open", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    CHECK(error_of([&] { store.begin(); }).failure() == Failure::misuse);
  });
}

TEST_CASE("a transaction that is over takes nothing more", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    add(*t, "XF-1", "one");
    t->commit();
    CHECK(error_of([&] { t->append(1, entry(2, "two")); }).failure() == Failure::misuse);
    CHECK(error_of([&] { t->commit(); }).failure() == Failure::misuse);
    CHECK(bodies(store, "XF-1").size() == 1);
  });
}

TEST_CASE("bounds are refused with their number", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    CHECK(error_of([&] { t->open(""); }).failure() == Failure::misuse);
    CHECK(error_of([&] { t->open(std::string(case_id_bytes_max + 1, 'x')); }).failure() == Failure::misuse);
    const CaseNumber number = t->open(std::string(case_id_bytes_max, 'x'));
    const Error error =
        error_of([&] { t->append(number, entry(1, "", std::string(key_bytes_max + 1, 'k'))); });
    CHECK(error.failure() == Failure::misuse);
    CHECK(std::string(error.what()).find("128") != std::string::npos);
  });
}

TEST_CASE("bodies of every size come back, from nothing to a mebibyte", "[store]") {
  for_each_store([](Store& store) {
    const auto t = store.begin();
    const CaseNumber number = t->open("XF-1");
    std::vector<std::string> expected;
    for (const std::size_t size : {0u, 1u, 100u, 4'000u, 4'096u, 70'000u, 1u << 20})
      expected.emplace_back(size, static_cast<char>('a' + expected.size()));
    for (std::size_t i = 0; i < expected.size(); ++i)
      t->append(number, entry(static_cast<std::uint32_t>(i + 1), expected[i]));
    t->commit();
    CHECK(bodies(store, "XF-1") == expected);
  });
}

TEST_CASE("the same random work gives the same ledger in every store", "[store]") {
  const unsigned seed = 20'261'126;
  INFO("seed " << seed);
  std::vector<std::string> dumps;
  for_each_store([&](Store& store) {
    std::mt19937 random(seed);
    const auto pick = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    for (int round = 0; round < 150; ++round) {
      const auto t = store.begin();
      for (unsigned n = pick(4); n-- > 0;) {
        const std::string id = "case " + std::to_string(pick(20));
        const std::uint32_t sequence =
            add(*t, id, std::to_string(random()), pick(2) != 0 ? "key " + std::to_string(random()) : "");
        const CaseHead head = head_of(*t, id);
        CaseRecord record;
        record.next_due = pick(3) != 0 ? Instant{pick(50)} : Instant::never();
        record.closed = pick(6) == 0;
        record.columns = {"t", "stage " + std::to_string(pick(3)), "unit " + std::to_string(pick(3)),
                          static_cast<std::int32_t>(pick(4)),
                          pick(2) != 0 ? Instant{pick(50)} : Instant::never()};
        record.snapshot = std::string(pick(40), 's');
        t->put(head.number, record);
        if (pick(2) != 0) t->add_effect({head.number, sequence, pick(3)}, std::to_string(random()));
        if (pick(10) == 0) t->take_up({1, std::to_string(random()), Day{1}, monday, "bytes"});
      }
      const auto outbox = t->effects(1);
      if (!outbox.empty() && pick(3) == 0) t->acknowledge(outbox[0].key);
      if (pick(5) != 0) t->commit();
    }
    std::string text = dump(store);
    CaseQuery unit;
    unit.unit = "unit 1";
    for (const std::string& id : open_by_due(store, unit)) text += id + "\n";
    dumps.push_back(std::move(text));
  });
  CHECK(dumps[0].size() > 10'000);
  CHECK(first_difference(dumps[0], dumps[1]) == "");
  CHECK(first_difference(dumps[0], dumps[2]) == "");
}
