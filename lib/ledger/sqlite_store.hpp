// The embedded store: one connection that writes and checkpoints, under a lock between processes.
#pragma once

#include <memory>

#include "lib/ledger/chain.hpp"
#include "lib/ledger/file_lock.hpp"
#include "lib/ledger/pending_entries.hpp"
#include "lib/ledger/reads.hpp"
#include "lib/ledger/sqlite_tables.hpp"
#include "lib/ledger/working_heads.hpp"

namespace sanhuan::sqlite {

class SqliteTransaction;

class SqliteStore final : public Reads<Store, Tables> {
 public:
  SqliteStore(const std::string& path, const LedgerOptions&);
  ~SqliteStore() override;

  std::unique_ptr<Transaction> begin() override;
  const StoreInfo& info() const noexcept override { return info_; }
  StoreHealth health() const override { return health_; }
  std::vector<Sentence> check_medium() override;
  std::shared_ptr<void> hold_still() override;

 protected:
  Tables& tables() override { return tables_; }

 private:
  friend class SqliteTransaction;

  void create();
  void read_ledger_row();
  void check_open() const;                // throws closed, or misuse after a fork
  void end(bool committed, bool erased);  // of a transaction: checkpoint where it is time, let go of the lock
  void move_log(int mode);  // SQLite's checkpoint; failures are counted and shown, not swallowed
  void close_for_writing(const Sentence& why);
  static int committed_pages(void* store, sqlite3*, const char*, int pages);

  std::string path_;
  LedgerOptions options_;
  int process_ = 0;
  std::unique_ptr<FileLock> lock_;  // none when read-only
  Database database_;
  Tables tables_;
  StoreInfo info_;
  StoreHealth health_;
  std::optional<Chain> chain_;

  LedgerHead head_;  // as of data_version_
  CaseNumber last_case_ = 0;
  std::uint32_t data_version_ = 0;
  bool known_ = false;  // the three above are read
  WorkingHeads heads_;
  PendingEntries pending_{database_};
  Sentence closed_;  // why no more writes are taken; empty: they are
  bool in_transaction_ = false;
  const std::uint64_t log_pages_max_;
  std::uint64_t move_log_at_;  // pages in the log

  Statement begin_{database_, "begin immediate"}, commit_{database_, "commit"},
      rollback_{database_, "rollback"};
  Statement last_case_of_{database_, "select max(number) from cases"};
  Statement add_link_{database_, "insert into links values(?, ?, ?)"};
  Statement add_case_{database_, "insert into cases values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  // A column that an update names has its index rewritten, changed or not: so one statement for each set of indexes.
  Statement put_{database_,
                 "update cases set sequence = ?2, hash = ?3, rulebook = ?4, snapshot = ?5, type = ?6, stage "
                 "= ?7, level = ?8, due = ?9 "
                 "where number = ?1"};
  Statement put_due_{database_,
                     "update cases set sequence = ?2, hash = ?3, rulebook = ?4, snapshot = ?5, type = ?6, "
                     "stage = ?7, level = ?8, due = ?9, "
                     "next_due = ?10 where number = ?1"};
  Statement put_unit_{database_,
                      "update cases set sequence = ?2, hash = ?3, rulebook = ?4, snapshot = ?5, type = ?6, "
                      "stage = ?7, level = ?8, due = ?9, "
                      "unit = ?10, closed = ?11 where number = ?1"};
  Statement put_all_{database_,
                     "update cases set sequence = ?2, hash = ?3, rulebook = ?4, snapshot = ?5, type = ?6, "
                     "stage = ?7, level = ?8, due = ?9, "
                     "next_due = ?10, unit = ?11, closed = ?12 where number = ?1"};
  Statement add_effect_{database_, "insert into outbox values(?, ?, ?)"};
  Statement rewrite_effect_{database_, "update outbox set body = ? where id = ?"};
  Statement acknowledge_{database_, "delete from outbox where id = ?"};
  Statement add_personal_{database_, "insert into personal values(?, ?, ?, ?)"};
  Statement erase_{database_, "delete from personal where entry = ? and field = ?"};
  Statement add_rulebook_{database_, "insert into rulebooks values(?, ?, ?)"};
  Statement add_revision_{database_, "insert into revisions values(?, ?, ?, ?, ?, ?)"};
};

class SqliteTransaction final : public Reads<Transaction, Tables> {
 public:
  explicit SqliteTransaction(SqliteStore&);
  ~SqliteTransaction() override;

  bool find(std::string_view id, CaseHead& into) override;
  bool find(CaseNumber, CaseHead& into) override;
  LedgerHead head() override { return {number_, sealed_.hash}; }
  // What is pending need not be written down for it.
  std::optional<KeyUse> key(CaseNumber, std::string_view key) override;

  CaseNumber open(std::string_view case_id, std::optional<CaseNumber> root) override;
  LedgerNumber append(CaseNumber, const NewEntry&) override;
  void put(CaseNumber, const CaseRecord&) override;
  LedgerNumber restore(CaseNumber, const ChainedEntry&, std::span<const ErasableValue>) override;
  void seal() override;
  void add_effect(const EffectKey&, std::string_view body) override;
  bool acknowledge(const EffectKey&) override;
  bool rewrite_effect(const EffectKey&, std::string_view body) override;
  void add_rulebook(std::string_view hash, std::string_view bytes, Instant at) override;
  void take_up(const Revision&) override;
  bool erase(CaseNumber, std::uint32_t sequence, std::uint32_t field) override;
  void commit() override;

 protected:
  Tables& tables() override;

 private:
  // Runs one write; whatever it throws ends the transaction.
  template <class Write>
  auto writing(Write);
  WorkingHead* working(CaseNumber);
  WorkingHead& existing(CaseNumber);
  std::optional<LedgerNumber> number_of(const EffectKey&);
  bool is_new(std::string_view id);                       // no case has it
  void check_key(const CaseHead&, std::string_view key);  // throws conflict where an entry of the case has it
  void salt_personal(const NewEntry&);
  LedgerNumber add(WorkingHead&, const Digest&);  // what stands in chained_
  void add_value(std::int64_t id, std::uint32_t field, std::string_view salt, std::string_view value);
  void flush();  // what is pending
  void flush_heads();
  void flush(WorkingHead&);
  void end(bool committed);

  SqliteStore& store_;
  bool over_ = false;
  bool erased_ = false;  // something that must not stay in the log
  bool wrote_ = false;
  LedgerNumber number_ = 0;  // of the last entry, those of this transaction included
  LedgerHead sealed_;        // the last link, those of this transaction included
  std::string places_;       // row ids of its entries behind that, as a link holds them
  std::string missing_;      // an id that was asked for and found to be no case's; empty: none
  std::string missing_key_;  // likewise a key, which no entry of `missing_key_of_` has
  CaseNumber missing_key_of_ = 0;
  std::string hashes_;
  std::string personal_;  // of the entry being appended, as the two that follow
  std::vector<std::string> salts_;
  ChainedEntry chained_;
};

}  // namespace sanhuan::sqlite
