// Entries of a transaction that are not in their table yet: many rows in one statement cost SQLite two thirds of what they
// cost one by one.
#pragma once

#include <string>
#include <vector>

#include "lib/ledger/sqlite_database.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan::sqlite {

class PendingEntries {
 public:
  explicit PendingEntries(Database& database) noexcept : database_(database) {}

  void add(std::int64_t id, LedgerNumber, const ChainedEntry&,
           const Digest& hash);  // writes when enough wait
  std::optional<KeyUse> key(CaseNumber, std::string_view key) const;
  void write();  // all
  void forget();

 private:
  struct Row {
    std::int64_t id;
    Instant at;
    std::uint8_t kind;
    LedgerNumber number;
    Digest hash;
    std::size_t body, key, content, personal;  // their sizes; they stand in `bytes_` one behind the other
  };
  void write(Statement&, std::size_t rows);

  Database& database_;
  std::vector<Row> rows_;
  std::string bytes_;
  // Of what is being written.
  std::size_t next_row_ = 0, next_byte_ = 0;

#define SANHUAN_ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define SANHUAN_ROWS SANHUAN_ROW ", " SANHUAN_ROW ", " SANHUAN_ROW ", " SANHUAN_ROW
  static constexpr std::size_t together = 16;
  Statement add_{database_, "insert into entries values " SANHUAN_ROW};
  Statement add_together_{database_, "insert into entries values " SANHUAN_ROWS ", " SANHUAN_ROWS
                                     ", " SANHUAN_ROWS ", " SANHUAN_ROWS};
#undef SANHUAN_ROWS
#undef SANHUAN_ROW
};

}  // namespace sanhuan::sqlite
