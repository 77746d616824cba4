#include "lib/ledger/sqlite_database.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "lib/base/sentence.hpp"

namespace sanhuan::sqlite {

namespace {

const Sentence the_file{"the ledger's file", "台账的文件"};

}  // namespace

Failure failure_of(int code) noexcept {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Failure::busy;
    case SQLITE_FULL: return Failure::disk_full;
    case SQLITE_CORRUPT: return Failure::damaged;
    case SQLITE_NOTADB: return Failure::not_a_ledger;
    case SQLITE_CANTOPEN: return Failure::missing;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return Failure::read_only;
    case SQLITE_CONSTRAINT: return Failure::conflict;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG: return Failure::misuse;
    default: return Failure::io;
  }
}

void fail(sqlite3* handle, int code, Commit commit, const Sentence& whose) {
  const int extended = handle == nullptr ? code : sqlite3_extended_errcode(handle);
  const int system = handle == nullptr ? 0 : sqlite3_system_errno(handle);
  std::string what = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
  if ((extended & 0xff) == (code & 0xff) && extended != (code & 0xff))
    what += fmt::format(" (SQLite {})", extended);
  if (system != 0 && failure_of(code) != Failure::conflict)
    what += fmt::format(", {}", std::strerror(system));
  const bool forbidden = system == EACCES || system == EPERM || system == EROFS;
  const Failure failure = failure_of(code);
  throw Error(failure == Failure::missing && forbidden ? Failure::read_only : failure, commit,
              sentence("{0}: {2}", "{1}：{2}", whose.en, whose.zh, what));
}

Database::Database(const std::string& path, int flags, const char* vfs) {
  const int code =
      sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
  if (code == SQLITE_OK) return;
  try {
    fail(handle_, code, Commit::not_done, sentence("{} cannot be opened", "{} 打不开", path));
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::run(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(handle_, code, Commit::not_done, the_file);
}

std::int64_t Database::number(const char* sql) {
  Statement statement(*this, sql);
  Query query(statement);
  return query.row() ? query.number_at(0) : 0;
}

std::uint32_t Database::data_version() const noexcept {
  unsigned version = 0;
  sqlite3_file_control(handle_, "main", SQLITE_FCNTL_DATA_VERSION, &version);
  return version;
}

bool Database::has_moved() const noexcept {
  int moved = 0;
  return sqlite3_file_control(handle_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

sqlite3_stmt* Statement::prepared() {
  if (statement_ == nullptr) {
    const int code =
        sqlite3_prepare_v3(database_->handle(), sql_, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (code != SQLITE_OK) fail(database_->handle(), code, Commit::not_done, the_file);
  }
  return statement_;
}

Query::Query(Statement& statement) : database_(statement.database_), statement_(statement.prepared()) {
  if (sqlite3_stmt_busy(statement_) != 0)
    throw Error(Failure::misuse, Commit::not_done,
                Sentence{"a visit may not ask the question that it is the answer to",
                         "正在逐条答的那个问题，不能在里面再问"});
}

Query::~Query() { sqlite3_reset(statement_); }

Query& Query::check(int code) {
  if (code != SQLITE_OK) fail(database_->handle(), code, Commit::not_done, the_file);
  return *this;
}

bool Query::row() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(database_->handle(), code, Commit::not_done, the_file);
  return false;
}

void Query::done() {
  while (row()) {}
}

}  // namespace sanhuan::sqlite
