// What the SQLite store promises beside the contract: what it opens, what it refuses, how processes take turns.
#include <catch2/catch.hpp>

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "lib/ledger/sqlite_place.hpp"
#include "sanhuan/archive.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;

namespace {

Error error_of_opening(const std::string& path, LedgerOptions options = {}) {
  try {
    open_ledger(path, options);
  } catch (const Error& error) {
    INFO(error.what());
    CHECK(error.commit() == Commit::not_done);
    return error;
  }
  FAIL("it was opened");
  throw std::logic_error("unreachable");
}

// As a person with the sqlite3 tool would.
void by_hand(const std::string& path, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  char* message = nullptr;
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, &message);
  INFO((message == nullptr ? "" : message));
  CHECK(code == SQLITE_OK);
  sqlite3_close(database);
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What makes a file of this version: its number, tables, indexes and views.
std::string schema_of(const std::string& path) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::string seen;
  const auto note = [](void* out, int, char** values, char**) {
    *static_cast<std::string*>(out) += std::string(values[0] != nullptr ? values[0] : "-") + "\n";
    return 0;
  };
  for (const char* sql :
       {"pragma user_version", "select name || ': ' || sql from sqlite_schema order by name"})
    CHECK(sqlite3_exec(database, sql, note, &seen, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  return seen;
}

}  // namespace

TEST_CASE("a ledger is there when it is opened again", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  std::string before;
  std::array<std::uint8_t, 16> id{};
  {
    const auto store = open_ledger(path);
    add_now(*store, "XF-1", "one", "key");
    before = dump(*store);
    id = store->info().ledger_id;
  }
  LedgerOptions existing;
  existing.open = LedgerOptions::Open::existing;
  existing.algorithm = Algorithm::sm3;  // of a ledger that is created: this one is there
  const auto store = open_ledger(path, existing);
  CHECK(dump(*store) == before);
  CHECK(store->info().ledger_id == id);
  CHECK(store->info().algorithm == Algorithm::sha256);
}

TEST_CASE("a closed ledger is one whole file, its owner's alone", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  { add_now(*open_ledger(path), "XF-1", "one"); }
  CHECK_FALSE((std::filesystem::exists(path + "-wal") && std::filesystem::file_size(path + "-wal") > 0));
  std::filesystem::copy_file(path, folder / "copy.db");
  CHECK(bodies(*open_ledger(folder / "copy.db"), "XF-1").size() == 1);
  struct stat file {};
  REQUIRE(stat(path.c_str(), &file) == 0);
  CHECK((file.st_mode & 0777) == 0600);
}

TEST_CASE("what is no ledger is refused and stays as it was", "[sqlite]") {
  const TemporaryFolder folder;
  std::ofstream(folder / "text") << std::string(5'000, 'x');
  by_hand(folder / "foreign.db", "create table notes(text); insert into notes values('mine')");
  by_hand(folder / "photos.db", "pragma application_id = 42; create table photos(bytes)");
  std::filesystem::create_directory(folder / "folder");
  for (const char* name : {"text", "foreign.db", "photos.db"}) {
    CAPTURE(name);
    const std::string before = bytes_of(folder / name);
    CHECK(error_of_opening(folder / name).failure() == Failure::not_a_ledger);
    CHECK(bytes_of(folder / name) == before);
  }
  CHECK(error_of_opening(folder / "folder").failure() == Failure::not_a_ledger);
  CHECK(error_of_opening(folder / "no/such/folder.db").failure() == Failure::missing);
  for (const auto open : {LedgerOptions::Open::existing, LedgerOptions::Open::read_only}) {
    LedgerOptions options;
    options.open = open;
    CHECK(error_of_opening(folder / "missing.db", options).failure() == Failure::missing);
    CHECK_FALSE(std::filesystem::exists(folder / "missing.db"));
    std::ofstream(folder / "empty.db").close();
    CHECK(error_of_opening(folder / "empty.db", options).failure() == Failure::not_a_ledger);
  }
}

TEST_CASE("a ledger of a newer version is refused and stays as it was", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  { add_now(*open_ledger(path), "XF-1", "one"); }
  by_hand(path, "pragma user_version = 3; pragma wal_checkpoint(truncate)");
  const std::string before = bytes_of(path);
  const Error error = error_of_opening(path);
  CHECK(error.failure() == Failure::newer);
  CHECK(std::string(error.what()).find("version 3") != std::string::npos);
  CHECK(bytes_of(path) == before);
}

TEST_CASE("a truncated ledger is refused or found by verify, wherever it was cut", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  {
    const auto store = open_ledger(path);
    const auto t = store->begin();
    for (int i = 0; i < 300; ++i) add(*t, "XF-" + std::to_string(i), std::string(100, 'b'));
    t->commit();
  }
  const std::string whole = bytes_of(path);
  for (std::size_t size = 1; size < whole.size(); size += whole.size() / 50) {
    CAPTURE(size);
    std::ofstream(folder / "cut.db", std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    bool noticed = false;
    try {
      noticed = !verify(*open_ledger(folder / "cut.db")).whole();
    } catch (const Error& error) {
      noticed = error.failure() == Failure::damaged || error.failure() == Failure::not_a_ledger;
    }
    CHECK(noticed);
  }
}

TEST_CASE("a read-only handle reads while another writes, and writes nothing", "[sqlite]") {
  const TemporaryFolder folder;
  const auto writer = open_ledger(folder / "ledger.db");
  add_now(*writer, "XF-1", "one");
  LedgerOptions options;
  options.open = LedgerOptions::Open::read_only;
  const auto reader = open_ledger(folder / "ledger.db", options);
  CHECK(bodies(*reader, "XF-1").size() == 1);
  const auto t = writer->begin();
  add(*t, "XF-1", "two");
  CHECK(bodies(*reader, "XF-1").size() == 1);
  t->commit();
  CHECK(bodies(*reader, "XF-1").size() == 2);
  CHECK_THROWS_AS(reader->begin(), Error);
}

TEST_CASE("who may not write to the file is told so", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  { add_now(*open_ledger(path), "XF-1", "one"); }
  std::filesystem::permissions(folder / "", std::filesystem::perms(0755));
  REQUIRE(chmod(path.c_str(), 0444) == 0);
  REQUIRE(chmod((path + "-lock").c_str(), 0666) == 0);
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(3);
    try {
      open_ledger(path);
    } catch (const Error& error) {
      if (error.failure() == Failure::read_only) _exit(0);
      _exit(2);
    }
    _exit(1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a second handle waits its turn and is told how long it waited", "[sqlite]") {
  const TemporaryFolder folder;
  LedgerOptions options;
  options.wait_ms = 30;
  const auto first = open_ledger(folder / "ledger.db", options);
  const auto second = open_ledger(folder / "ledger.db", options);
  {
    const auto held = first->begin();
    try {
      second->begin();
      FAIL("two wrote at once");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::busy);
      CHECK(error.commit() == Commit::not_done);
      CHECK(error.waited_ms() >= 30);
    }
  }
  add_now(*second, "XF-1", "after it");
}

TEST_CASE("two handles that take turns see each other's entries and keep one chain", "[sqlite]") {
  const TemporaryFolder folder;
  const std::unique_ptr<Store> stores[] = {open_ledger(folder / "ledger.db"),
                                           open_ledger(folder / "ledger.db")};
  for (int i = 0; i < 60; ++i) {
    add_now(*stores[i % 2], "shared", std::to_string(i));
    add_now(*stores[(i / 2) % 2], "case " + std::to_string(i % 7), std::to_string(i));
  }
  CHECK(bodies(*stores[0], "shared").size() == 60);
  CHECK(dump(*stores[0]) == dump(*stores[1]));
  CHECK(verify(*stores[1]).whole());
}

TEST_CASE("a handle carried across fork is refused", "[sqlite]") {
  const TemporaryFolder folder;
  const auto store = open_ledger(folder / "ledger.db");
  add_now(*store, "XF-1", "one");
  const pid_t child = fork();
  if (child == 0) {
    try {
      store->begin();
    } catch (const Error& error) {
      _exit(error.failure() == Failure::misuse ? 0 : 2);
    }
    _exit(1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  add_now(*store, "XF-1", "two");
}

TEST_CASE("the versions with the WAL-reset bug are known, and the fixed ones are not accused", "[sqlite]") {
  using sqlite::has_wal_reset_bug;
  for (const int bad : {3'007'000, 3'040'001, 3'044'005, 3'045'000, 3'050'006, 3'051'000, 3'051'002}) {
    CAPTURE(bad);
    CHECK(has_wal_reset_bug(bad));
  }
  for (const int good : {3'006'023, 3'044'006, 3'044'009, 3'050'007, 3'051'003, 3'053'002}) {
    CAPTURE(good);
    CHECK_FALSE(has_wal_reset_bug(good));
  }
  const TemporaryFolder folder;
  const auto store = open_ledger(folder / "ledger.db");
  CHECK(store->info().caution.empty() == !has_wal_reset_bug(sqlite3_libversion_number()));
}

TEST_CASE("an erased value is in no file of the ledger", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db", secret = "3713021990SECRETVALUE";
  const auto store = open_ledger(path);
  const PersonalField fields[] = {{1, secret}};
  {
    const auto t = store->begin();
    NewEntry e = entry(1, "petition");
    e.personal = fields;
    t->append(t->open("XF-1"), e);
    t->commit();
  }
  CHECK((bytes_of(path) + bytes_of(path + "-wal")).find(secret) != std::string::npos);
  {
    const auto t = store->begin();
    t->erase(1, 1, 1);
    t->append(1, erasure(2));
    t->commit();
  }
  CHECK((bytes_of(path) + bytes_of(path + "-wal")).find(secret) == std::string::npos);
}

TEST_CASE("the log is moved into the file while the ledger is used, and stays small", "[sqlite]") {
  const TemporaryFolder folder;
  const auto store = open_ledger(folder / "ledger.db");
  for (int i = 0; i < 400; ++i) {
    const auto t = store->begin();
    for (int k = 0; k < 20; ++k) add(*t, "XF-" + std::to_string(i * 20 + k), std::string(200, 'b'));
    t->commit();
  }
  CHECK(store->health().checkpoints > 0);
  CHECK(store->health().checkpoints_failed == 0);
  CHECK(std::filesystem::file_size(folder / "ledger.db-wal") < (12u << 20));
}

TEST_CASE("a tool reads the views without knowing the library", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  const auto store = open_ledger(path);
  {
    const auto t = store->begin();
    add(*t, "XF-1", "one", "k");
    t->add_effect({1, 1, 0}, "tell");
    t->commit();
  }
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::string seen;
  const auto note = [](void* out, int columns, char** values, char**) {
    for (int i = 0; i < columns; ++i)
      *static_cast<std::string*>(out) += std::string(values[i] ? values[i] : "-") + " ";
    return 0;
  };
  sqlite3_exec(database, "select number, case_id, sequence, at, kind, key, bytes from entry_list", note,
               &seen, nullptr);
  CHECK(seen == "1 XF-1 1 2025-01-01T00:00:00.001Z 2 k 3 ");
  seen.clear();
  sqlite3_exec(database, "select id, closed, sequence, next_due from case_list", note, &seen, nullptr);
  CHECK(seen == "XF-1 0 1 - ");
  seen.clear();
  sqlite3_exec(database, "select * from effect_list", note, &seen, nullptr);
  CHECK(seen == "XF-1 1 0 4 ");
  sqlite3_close(database);
}

TEST_CASE("a ledger written by each version opens, is whole, says the same and is brought to this version",
          "[sqlite]") {
  const TemporaryFolder made;
  open_ledger(made / "ledger.db");
  const std::string present = schema_of(made / "ledger.db");
  const std::string data = SANHUAN_SOURCE_DIR "/tests/ledger/data/ledger-";
  // The samples were written without an engine, which says in an entry what it erases.
  const auto is_whole = [](const Verified& v) {
    return v.findings.size() == 1 && v.findings[0].what == Tampering::content && v.findings[0].number == 4 &&
           v.erased == 1;
  };
  for (const std::string version : {"1-", "2-"}) {
    for (const std::string algorithm : {"sha256", "sm3"}) {  // the same ledger in each version
      CAPTURE(version, algorithm);
      const TemporaryFolder folder;  // opening may write
      const std::string path = folder / "ledger.db", says = bytes_of(data + algorithm + ".dump.txt");
      std::filesystem::copy_file(data + version + algorithm + ".db", path);
      std::string line = bytes_of(data + algorithm + ".checkpoint.txt");
      line.resize(line.find('\n'));
      const auto kept = parse_checkpoint(line);
      REQUIRE(kept);

      const std::string as_it_was = schema_of(path);
      LedgerOptions reading;
      reading.open = LedgerOptions::Open::read_only;
      CHECK(dump(*open_ledger(path, reading)) == says);
      CHECK(schema_of(path) == as_it_was);

      const auto store = open_ledger(path);
      CHECK(schema_of(path) == present);
      CHECK(is_whole(verify(*store, std::span(&*kept, 1))));
      CHECK(dump(*store) == says);
      CHECK(store->rulebook("rules-1") == "rule bytes");
      add_now(*store, "XF-2025-0001", "goes on");
      CHECK(is_whole(verify(*store, std::span(&*kept, 1))));
    }
  }
}

TEST_CASE("an entry where its case has fewer is damage, and nothing more is written", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  {
    const auto store = open_ledger(path);
    add_now(*store, "XF-1", "one");
    add_now(*store, "XF-1", "two");
  }
  by_hand(path, "update cases set sequence = 1 where number = 1");
  const auto store = open_ledger(path);
  const auto t = store->begin();
  t->append(1, entry(2, "another two"));
  try {
    t->commit();
    FAIL("it was written over");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::damaged);
    CHECK(error.commit() == Commit::not_done);
  }
  CHECK_THROWS_AS(store->begin(), Error);
  CHECK(bodies(*store, "XF-1") == std::vector<std::string>{"one", "two"});
}

TEST_CASE("1.1 A register revision put in by hand, or altered, is found", "[sqlite]") {
  const auto findings_after = [](const char* sql) {
    const TemporaryFolder folder;
    const std::string path = folder / "ledger.db";
    {
      const auto store = open_ledger(path);
      const auto t = store->begin();
      t->take_up({1, "calendar", Day{20'000}, monday, "bytes"});
      t->take_up({2, "organisation", Day{20'001}, monday + 1, "other bytes"});
      t->commit();
    }
    by_hand(path, sql);
    std::vector<Tampering> all;
    for (const Finding& f : verify(*open_ledger(path)).findings) all.push_back(f.what);
    return all;
  };
  const std::vector<Tampering> one{Tampering::content};
  CHECK(findings_after("select 1").empty());
  CHECK(findings_after("insert into revisions select 3, kind, x'39', known_from, taken_up, bytes from "
                       "revisions where sequence = 1") == one);
  for (const char* sql : {"update revisions set kind = 2 where sequence = 1",
                          "update revisions set known_from = 19999 where sequence = 1",
                          "update revisions set taken_up = taken_up + 1 where sequence = 2",
                          "update revisions set hash = x'31' where sequence = 2",
                          "update revisions set bytes = x'31' where sequence = 2"}) {
    INFO(sql);
    CHECK(findings_after(sql) == one);
  }
}

TEST_CASE("a trigger in the file, or an index gone from it, is found", "[sqlite]") {
  const auto says = [](const char* sql) {
    const TemporaryFolder folder;
    const std::string path = folder / "ledger.db";
    add_now(*open_ledger(path), "XF-1", "one");
    by_hand(path, sql);
    const Verified verified = verify(*open_ledger(path));
    return verified.findings.empty() ? std::string() : verified.findings[0].text;
  };
  CHECK(says("select 1").empty());
  CHECK(says("create trigger t after insert on outbox begin delete from outbox; end") ==
        "it has trigger t, which no ledger has");
  CHECK(says("drop index entry_keys") == "it lacks index entry_keys");
  CHECK(says("create table notes(text)") == "it has table notes, which no ledger has");
}

TEST_CASE("R1 A ledger that is moved, replaced or removed while it is open takes no more writes there",
          "[sqlite]") {
  const auto after = [](auto what) {
    const TemporaryFolder folder;
    const std::string path = folder / "ledger.db";
    const auto store = open_ledger(path);
    add_now(*store, "XF-1", "one");
    what(path);
    try {
      add_now(*store, "XF-1", "two");
      return std::string("written");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::closed);
      CHECK(error.commit() == Commit::not_done);
      CHECK(std::string(error.chinese()) != "");
    }
    return bodies(*store, "XF-1").size() == 1 ? std::string("refused") : std::string("lost");
  };
  CHECK(after([](const std::string&) {}) == "written");
  CHECK(after([](const std::string& path) { std::filesystem::rename(path, path + ".bak"); }) == "refused");
  CHECK(after([](const std::string& path) { std::filesystem::remove(path); }) == "refused");
  CHECK(after([](const std::string& path) {
          add_now(*open_ledger(path + ".new"), "XF-9", "of another");
          std::filesystem::rename(path + ".new", path);
        }) == "refused");
}

TEST_CASE(
    "whoever comes by another name of the file, or after the lock file was cleared away, waits at the same "
    "lock",
    "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db", other_name = folder / "link.db";
  LedgerOptions options;
  options.wait_ms = 20;
  const auto store = open_ledger(path, options);
  std::filesystem::create_symlink(path, other_name);
  const auto by_link = open_ledger(other_name, options);
  CHECK_FALSE(std::filesystem::exists(other_name + "-lock"));
  const auto is_busy = [](Store& at) {
    try {
      at.begin();
    } catch (const Error& error) {
      return error.failure() == Failure::busy && error.waited_ms() >= 20;
    }
    return false;
  };
  {
    const auto t = store->begin();
    CHECK(is_busy(*by_link));
  }
  std::filesystem::remove(path + "-lock");
  const auto t = store->begin();
  CHECK(is_busy(*by_link));
}

TEST_CASE("a ledger in a folder that may not be written is read as it stands", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string inside = folder / "50% #1?", path = inside + "/ledger.db";
  std::filesystem::create_directory(inside);
  add_now(*open_ledger(path), "XF-1", "one");
  for (const char* suffix : {"-wal", "-shm", "-lock"}) std::filesystem::remove(path + suffix);
  std::filesystem::permissions(inside,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const bool all_is_allowed = ::access(inside.c_str(), W_OK) == 0;  // to root
  LedgerOptions reading;
  reading.open = LedgerOptions::Open::read_only;
  {
    const auto store = open_ledger(path, reading);
    CHECK(bodies(*store, "XF-1") == std::vector<std::string>{"one"});
    CHECK(verify(*store).whole());
  }
  if (!all_is_allowed) CHECK_FALSE(std::filesystem::exists(path + "-shm"));
  std::filesystem::permissions(inside, std::filesystem::perms::owner_all);
}

TEST_CASE("a ledger is read out, and checked, as of one moment while others write to it", "[sqlite]") {
  const TemporaryFolder folder;
  const auto writer = open_ledger(folder / "ledger.db");
  for (int i = 0; i < 30; ++i) add_now(*writer, "XF-" + std::to_string(i % 7), "one");
  const std::string before = dump(*writer);
  LedgerOptions reading;
  reading.open = LedgerOptions::Open::read_only;
  const auto reader = open_ledger(folder / "ledger.db", reading);
  {
    const auto still = reader->hold_still();
    add_now(*writer, "XF-1", "meanwhile");
    CHECK(dump(*reader) == before);
    CHECK(verify(*reader).head.size == 30);
  }
  CHECK(reader->head().size == 31);
  // Whoever takes it in may be slow.
  class Slow final : public ArchiveSink {
   public:
    Slow(ArchiveSink& to, Store& store) : to_(to), store_(store) {}
    void begin(const StoreInfo& info) override { to_.begin(info); }
    void opened(CaseNumber n, CaseNumber root, std::string_view id) override { to_.opened(n, root, id); }
    void rulebook(std::string_view hash, std::string_view bytes, Instant at, const Digest& digest) override {
      to_.rulebook(hash, bytes, at, digest);
    }
    void revision(const Revision& r, const Digest& digest) override { to_.revision(r, digest); }
    void entry(const ChainedEntry& e, std::span<const ErasableValue> values) override {
      add_now(store_, "XF-" + std::to_string(e.number), "meanwhile");
      to_.entry(e, values);
    }
    void link(LedgerNumber last, const Digest& hash) override { to_.link(last, hash); }
    void head(CaseNumber n, const CaseRecord& record) override { to_.head(n, record); }
    void effect(const StoredEffect& e) override { to_.effect(e); }
    void end(const LedgerHead& head) override { to_.end(head); }

   private:
    ArchiveSink& to_;
    Store& store_;
  };
  const std::string then = dump(*writer);
  const auto copy = memory_store(writer->info().algorithm, writer->info().ledger_id);
  const auto sink = restore_into(*copy);
  Slow slow(*sink, *writer);
  read_archive(*reader, slow);
  CHECK(dump(*copy) == then);
  CHECK(writer->head().size == 62);
}

TEST_CASE("the lines for sqlite3 in the format page run on a ledger as they stand", "[sqlite]") {
  const TemporaryFolder folder;
  const std::string path = folder / "ledger.db";
  {
    const auto store = open_ledger(path);
    add_now(*store, "XF-2026-0001", "one", "key");
    const auto t = store->begin();
    CaseRecord record;
    record.columns = {"petition", "replying", "371302001", 2, Instant{0}};
    t->put(1, record);
    t->add_effect({1, 1, 0}, "effect");
    t->commit();
  }
  const std::string page = bytes_of(SANHUAN_SOURCE_DIR "/docs/ledger-format.md"),
                    begins = "    sqlite3 -readonly ledger.db \"";
  int found = 0, with_rows = 0;
  for (std::size_t at = 0; (at = page.find(begins, at)) != page.npos; ++found) {
    at += begins.size();
    const std::string sql = page.substr(at, page.find("\"\n", at) - at);
    INFO(sql);
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    int rows = 0;
    const auto count = [](void* n, int, char**, char**) { return ++*static_cast<int*>(n), 0; };
    CHECK(sqlite3_exec(database, sql.c_str(), count, &rows, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    with_rows += rows > 0 ? 1 : 0;
  }
  CHECK(found >= 9);
  CHECK(with_rows == found - 1);  // nothing was refused
}
