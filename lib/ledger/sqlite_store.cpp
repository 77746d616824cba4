#include "lib/ledger/sqlite_store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "lib/base/sentence.hpp"
#include "lib/ledger/sqlite_place.hpp"

namespace sanhuan::sqlite {
namespace {

constexpr std::size_t page_bytes = 4'096;
constexpr std::size_t working_heads_max = 4'096;  // kept from one transaction to the next
constexpr int foreign_writer_wait_ms = 500;       // a tool that does not know our lock

// Where SQLite would be opened; the checks come first, since it is lenient about what it opens.
const std::string& checked(const std::string& path, const LedgerOptions& options) {
  if (!options.medium.empty()) return path;
  check_place(path, options);
  if (options.open == LedgerOptions::Open::create_if_missing) make_file(path);
  return path;
}

std::string name_to_open(const std::string& path, const LedgerOptions& options) {
  return options.open == LedgerOptions::Open::read_only && options.medium.empty() ? name_for_reading(path)
                                                                                  : path;
}

int open_flags(const LedgerOptions& options) {
  switch (options.open) {
    case LedgerOptions::Open::existing: return SQLITE_OPEN_READWRITE;
    case LedgerOptions::Open::create_if_missing: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case LedgerOptions::Open::read_only: return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  }
  return 0;
}

std::unique_ptr<FileLock> lock_beside(const std::string& path, const LedgerOptions& options) {
  if (options.open == LedgerOptions::Open::read_only) return nullptr;
  return std::make_unique<FileLock>((options.medium.empty() ? place_of_file(path) : path) + "-lock");
}

void configure(Database& database, const LedgerOptions& options) {
  sqlite3* const handle = database.handle();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);  // it would not take our lock
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_busy_timeout(handle, foreign_writer_wait_ms);
  const std::string cache =
      fmt::format("pragma cache_size = -{}", std::max<std::size_t>(options.cache_bytes >> 10, 64));
  database.run(cache.c_str());
  // EXTRA is FULL for a log. Until there is one, the removal of a journal is synced too: coming back after another power cut
  // it would roll the ledger back to nothing.
  database.run(
      "pragma page_size = 4096; pragma synchronous = extra; pragma wal_autocheckpoint = 0; pragma mmap_size "
      "= "
      "0; "
      // What is deleted is overwritten, always: an effect that was acknowledged may have said what is erased later.
      "pragma secure_delete = on; pragma cell_size_check = on; pragma temp_store = memory;");
}

// The version of what is there; 0: nothing yet. Refused before anything is written to it.
std::int64_t look_at(Database& database, const std::string& path) {
  std::int64_t application = 0, version = 0, tables = 0;
  try {
    application = database.number("pragma application_id");
    version = database.number("pragma user_version");
    tables = database.number("select count(*) from sqlite_schema");
  } catch (const Error& error) {
    if (error.failure() != Failure::not_a_ledger) throw;
    throw Error(Failure::not_a_ledger, Commit::not_done,
                sentence("{} is no ledger: it is not even an SQLite file",
                         "{} 不是台账，连 SQLite 文件也不是", path));
  }
  if (application == 0 && version == 0 && tables == 0) return 0;
  if (application != application_id)
    throw Error(Failure::not_a_ledger, Commit::not_done,
                sentence("{} is an SQLite file of another program, no ledger",
                         "{} 是别的程序的 SQLite 文件，不是台账", path));
  if (version > schema_version)
    throw Error(
        Failure::newer, Commit::not_done,
        sentence("{} is a ledger of version {}; this library knows versions up to {}. Nothing was changed: "
                 "use a newer library",
                 "{} 是第 {} 版的台账，这里只认得到第 {} 版。什么也没有改动：请用更新的程序", path, version,
                 schema_version));
  if (version < 1)
    throw Error(Failure::damaged, Commit::not_done,
                sentence("{} says it is a ledger of version {}", "{} 说自己是第 {} 版的台账", path, version));
  return version;
}

void upgrade(Database& database, std::int64_t version) {
  database.run("begin immediate");
  for (; version < schema_version; ++version) database.run(upgrades[version - 1]);
  database.run(fmt::format("pragma user_version = {}", version).c_str());
  database.run("commit");
}

// Tables, indexes, triggers and views by name, each with what makes it.
std::map<std::string, std::string> parts_of(Database& database) {
  std::map<std::string, std::string> parts;
  Statement statement(database, "select type || ' ' || name, sql from sqlite_schema where sql is not null");
  Query query(statement);
  while (query.row()) parts.emplace(query.text_at(0), query.text_at(1));
  return parts;
}

// A trigger could change what is written, a missing index let a key come twice.
void compare_schema(Database& database, std::vector<Sentence>& found) {
  Database fresh(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, nullptr);
  fresh.run(schema);
  const auto there = parts_of(database), right = parts_of(fresh);
  for (const auto& [name, sql] : there)
    if (!right.contains(name))
      found.push_back(sentence("it has {}, which no ledger has", "里面有 {}，台账本来没有", name));
  for (const auto& [name, sql] : right) {
    const auto is = there.find(name);
    if (is == there.end())
      found.push_back(sentence("it lacks {}", "里面少了 {}", name));
    else if (is->second != sql)
      found.push_back(sentence("{} is not that of a ledger", "里面的 {} 不是台账的", name));
  }
}

// Held while a ledger is made or looked at for the first time.
class Turn {
 public:
  Turn(FileLock* lock, std::int64_t wait_ms) : lock_(lock) {
    if (lock_ != nullptr) lock_->acquire(wait_ms);
  }
  ~Turn() {
    if (lock_ != nullptr) lock_->release();
  }

 private:
  FileLock* lock_;
};

}  // namespace

SqliteStore::SqliteStore(const std::string& path, const LedgerOptions& options)
    : path_(path),
      options_(options),
      process_(::getpid()),
      lock_((checked(path, options), lock_beside(path, options))),
      database_(name_to_open(path, options), open_flags(options),
                options.medium.empty() ? nullptr : options.medium.c_str()),
      tables_(database_),
      log_pages_max_(std::max<std::size_t>(options.log_bytes / page_bytes, 1)),
      move_log_at_(log_pages_max_) {
  const Turn turn(lock_.get(), options_.wait_ms);
  configure(database_, options_);
  if (lock_ != nullptr && sqlite3_db_readonly(database_.handle(), "main") == 1)
    throw Error(Failure::read_only, Commit::not_done, sentence("{} cannot be written to", "{} 不能写", path));
  const std::int64_t version = look_at(database_, path);
  if (version == 0) {
    if (options_.open != LedgerOptions::Open::create_if_missing)
      throw Error(Failure::not_a_ledger, Commit::not_done,
                  sentence("{} is empty, no ledger", "{} 是空的，不是台账", path));
    create();
  }
  if (lock_ != nullptr) {
    Statement statement(database_, "pragma journal_mode = wal");
    Query query(statement);
    if (!query.row() || query.text_at(0) != "wal")
      throw Error(Failure::misuse, Commit::not_done,
                  sentence("{} cannot be kept with a write-ahead log here", "{} 在这里不能用预写日志", path));
  }
  sqlite3_wal_hook(database_.handle(), committed_pages, this);
  if (version != 0 && version < schema_version && lock_ != nullptr) upgrade(database_, version);
  read_ledger_row();
  info_.backend = fmt::format("SQLite {}", sqlite3_libversion());
  if (has_wal_reset_bug(sqlite3_libversion_number()))
    info_.caution = fmt::format(
        "SQLite {} can damage a file that two connections write or checkpoint at once. sanhuan's own "
        "processes "
        "take turns by {}-lock; let no other program write to it",
        sqlite3_libversion(), path);
  chain_.emplace(info_.algorithm, info_.ledger_id);
}

SqliteStore::~SqliteStore() {
  if (lock_ == nullptr || !closed_.en.empty() || process_ != ::getpid()) return;
  try {  // leave one whole file behind, if nobody else is at it
    const Turn turn(lock_.get(), 0);
    move_log(SQLITE_CHECKPOINT_TRUNCATE);
  } catch (const Error&) {}
}

void SqliteStore::create() {
  LedgerId id{};
  if (options_.ledger_id)
    id = *options_.ledger_id;
  else
    fill_random(id.data(), id.size());
  database_.run("pragma journal_mode = wal; begin immediate;");
  database_.run(schema);
  Statement ledger(database_, "insert into ledger values(?, ?)");
  Query(ledger)
      .blob({reinterpret_cast<const char*>(id.data()), id.size()})
      .number(static_cast<std::int64_t>(options_.algorithm))
      .done();
  database_.run(
      "insert into cases values(0, '', 0, 0, zeroblob(32), x'', null, 1, '', '', '', 0, null, x'');"
      "pragma application_id = 1935765096; pragma user_version = 2; commit;");
  static_assert(application_id == 1935765096 && schema_version == 2);
}

void SqliteStore::read_ledger_row() {
  Statement statement(database_, "select id, algorithm from ledger");
  Query query(statement);
  if (!query.row() || query.blob_at(0).size() != info_.ledger_id.size())
    throw Error(Failure::damaged, Commit::not_done,
                sentence("{} has lost the row that says which ledger it is",
                         "{} 里说明是哪本台账的那一行不见了", path_));
  std::memcpy(info_.ledger_id.data(), query.blob_at(0).data(), info_.ledger_id.size());
  info_.algorithm = static_cast<Algorithm>(query.number_at(1));
  if (info_.algorithm != Algorithm::sha256 && info_.algorithm != Algorithm::sm3)
    throw Error(Failure::damaged, Commit::not_done,
                sentence("{} is chained by an unknown algorithm, {}", "{} 用的哈希算法 {} 不认得", path_,
                         query.number_at(1)));
}

int SqliteStore::committed_pages(void* store, sqlite3*, const char*, int pages) {
  static_cast<SqliteStore*>(store)->health_.log_pages = static_cast<std::uint64_t>(pages);
  return SQLITE_OK;
}

void SqliteStore::check_open() const {
  if (process_ != ::getpid())
    throw Error(Failure::misuse, Commit::not_done,
                Sentence{"a ledger opened before fork cannot be used after it; open it again",
                         "台账是分出进程以前打开的，不能接着用；请重新打开"});
  if (lock_ == nullptr)
    throw Error(Failure::read_only, Commit::not_done,
                sentence("{} was opened for reading only", "{} 是只读打开的", path_));
  if (!closed_.en.empty()) throw Error(Failure::closed, Commit::not_done, closed_);
  if (in_transaction_)
    throw Error(Failure::misuse, Commit::not_done,
                Sentence{"a transaction is open already", "已经有一个事务没结束"});
}

void SqliteStore::close_for_writing(const Sentence& why) {
  if (!closed_.en.empty()) return;
  closed_ = sentence("{0}; the ledger takes no more writes: open it again",
                     "{1}；台账不再接受写入，请重新打开", why.en, why.zh);
}

std::unique_ptr<Transaction> SqliteStore::begin() {
  check_open();
  health_.longest_wait_ms = std::max(health_.longest_wait_ms, lock_->acquire(options_.wait_ms));
  try {
    if (database_.has_moved()) {
      close_for_writing(
          sentence("{} was moved or removed while it was open", "{} 在打开着的时候被移走或删掉了", path_));
      check_open();
    }
    Query(begin_).done();
    if (!known_ || database_.data_version() != data_version_) {
      heads_.forget();
      head_ = tables_.head();
      Query query(last_case_of_);
      last_case_ = query.row() ? static_cast<CaseNumber>(query.number_at(0)) : 0;
      data_version_ = database_.data_version();
      known_ = true;
    } else if (heads_.size() > working_heads_max) {
      heads_.forget();
    }
    auto transaction = std::make_unique<SqliteTransaction>(*this);
    in_transaction_ = true;
    return transaction;
  } catch (...) {
    if (sqlite3_get_autocommit(database_.handle()) == 0)
      sqlite3_exec(database_.handle(), "rollback", nullptr, nullptr, nullptr);
    lock_->release();
    throw;
  }
}

void SqliteStore::end(bool committed, bool erased) {
  in_transaction_ = false;
  if (committed) ++health_.commits;
  // What was erased is overwritten in its page, but older pages of the log may still hold it. A reader of an old state
  // keeps the log from being emptied; then it goes with the next one that is.
  if (committed && erased)
    move_log(SQLITE_CHECKPOINT_TRUNCATE);
  else if (committed && health_.log_pages >= move_log_at_)
    move_log(SQLITE_CHECKPOINT_PASSIVE);
  lock_->release();
}

void SqliteStore::move_log(int mode) {
  int pages = 0, moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(database_.handle(), "main", mode, &pages, &moved);
  switch (code & 0xff) {
    case SQLITE_OK:
      ++health_.checkpoints;
      health_.log_pages = static_cast<std::uint64_t>(std::max(pages - moved, 0));
      // Somebody reads an old state: what is left is moved when as much again has come.
      move_log_at_ = pages == moved ? log_pages_max_ : static_cast<std::uint64_t>(pages) + log_pages_max_;
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: move_log_at_ = health_.log_pages + log_pages_max_; return;
    default: break;
  }
  // What was committed is in the log and stays there; but a disk that failed here is not to be trusted with more.
  ++health_.checkpoints_failed;
  const Sentence why = sentence("the log could not be moved into {}: {}", "日志没能并进 {}：{}", path_,
                                sqlite3_errmsg(database_.handle()));
  health_.last_failure = why.en;
  move_log_at_ = health_.log_pages + log_pages_max_;
  if (failure_of(code) != Failure::disk_full) close_for_writing(why);
}

std::shared_ptr<void> SqliteStore::hold_still() {
  if (lock_ != nullptr || sqlite3_get_autocommit(database_.handle()) == 0) return {};
  database_.run("begin; select id from ledger;");  // the moment is that of the first read
  return {nullptr,
          [this](void*) { sqlite3_exec(database_.handle(), "rollback", nullptr, nullptr, nullptr); }};
}

std::vector<Sentence> SqliteStore::check_medium() {
  std::vector<Sentence> found;
  try {
    Statement statement(database_, "pragma integrity_check");
    Query query(statement);
    while (query.row()) {
      if (query.text_at(0) != "ok") found.push_back({std::string(query.text_at(0)), {}});
    }
    if (database_.number("pragma user_version") == schema_version) compare_schema(database_, found);
  } catch (const Error& error) {
    found.push_back({error.what(), error.chinese()});
  }
  return found;
}

}  // namespace sanhuan::sqlite

namespace sanhuan {

std::unique_ptr<Store> open_ledger(const std::string& path, const LedgerOptions& options) {
  return std::make_unique<sqlite::SqliteStore>(path, options);
}

}  // namespace sanhuan
