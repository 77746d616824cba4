// A connection to SQLite and its prepared statements, with errors as `Error`. Nothing here knows the ledger.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "sanhuan/error.hpp"

namespace sanhuan::sqlite {

// What a result code means to a host. `whose`: what it is said of; SQLite's own words follow, in English.
[[noreturn]] void fail(sqlite3*, int code, Commit, const Sentence& whose);
Failure failure_of(int code) noexcept;

class Database {
 public:
  Database(const std::string& path, int flags, const char* vfs);  // throws Error
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  sqlite3* handle() const noexcept { return handle_; }
  void run(const char* sql);             // several statements, none with data in it
  std::int64_t number(const char* sql);  // the first column of the first row; 0 where there is none
  // Changes when another connection has written, as of the last transaction begun.
  std::uint32_t data_version() const noexcept;
  // The file that is open is no longer that of its path: renamed, removed, or another put in its place.
  bool has_moved() const noexcept;

 private:
  sqlite3* handle_ = nullptr;
};

// Prepared when first used, kept until the database closes.
class Statement {
 public:
  Statement(Database& database, const char* sql) noexcept : database_(&database), sql_(sql) {}
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

 private:
  friend class Query;
  sqlite3_stmt* prepared();
  Database* database_;
  const char* sql_;
  sqlite3_stmt* statement_ = nullptr;
};

// One use of a statement: bind, step, read; reset at its end. What is bound must outlive it.
class Query {
 public:
  explicit Query(Statement&);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& number(std::int64_t value) { return check(sqlite3_bind_int64(statement_, ++bound_, value)); }
  Query& text(std::string_view value) {
    return check(
        sqlite3_bind_text64(statement_, ++bound_, pointer(value), value.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  Query& blob(std::string_view value) {
    return check(sqlite3_bind_blob64(statement_, ++bound_, pointer(value), value.size(), SQLITE_STATIC));
  }
  Query& null() { return check(sqlite3_bind_null(statement_, ++bound_)); }

  bool row();   // the next one
  void done();  // runs a statement that gives no rows

  std::int64_t number_at(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string_view text_at(int column) const {
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string_view blob_at(int column) const {
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes == nullptr ? "" : bytes,
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  bool null_at(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  // SQLite takes a null pointer for NULL, and an empty view may hold one.
  static const char* pointer(std::string_view v) noexcept { return v.data() == nullptr ? "" : v.data(); }
  Query& check(int code);

  Database* database_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

}  // namespace sanhuan::sqlite
