// The questions of a Reader, asked of SQLite's tables. One statement each, prepared once.
#pragma once

#include "lib/ledger/sqlite_database.hpp"
#include "lib/ledger/sqlite_schema.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan::sqlite {

inline std::int64_t entry_id(CaseNumber number, std::uint32_t sequence) noexcept {
  return static_cast<std::int64_t>(number << sequence_bits | sequence);
}
inline std::int64_t effect_id(LedgerNumber number, std::uint32_t position) noexcept {
  return static_cast<std::int64_t>(number * (effects_per_entry_max + 1) + position);
}
inline EntryPlace place_of(std::int64_t id) noexcept {
  return {static_cast<CaseNumber>(id) >> sequence_bits,
          static_cast<std::uint32_t>(id) & entries_per_case_max};
}

class Tables {
 public:
  explicit Tables(Database& database) noexcept : database_(database) {}

  bool find(std::string_view id, CaseHead& into);
  bool find(CaseNumber, CaseHead& into);
  void entries(CaseNumber, std::uint32_t from_sequence, const EntryVisit&);
  void scan(CaseNumber first, CaseNumber last, const EntryVisit&);
  void cases(CaseNumber first, const std::function<bool(const CaseHead&)>&);
  std::vector<DueCase> due(Instant now, std::size_t most);
  Instant next_due();
  std::vector<StoredEffect> effects(std::size_t most);
  std::optional<std::string> effect(const EffectKey&);
  std::optional<KeyUse> key(CaseNumber, std::string_view key);
  void query(const CaseQuery&, const std::function<bool(const CaseHead&)>&);
  std::optional<std::string> rulebook(std::string_view hash);
  std::vector<Revision> revisions();
  std::vector<ErasableValue> personal(CaseNumber, std::uint32_t sequence);
  LedgerHead head();
  void links(LedgerNumber from, const std::function<bool(const Link&)>&);
  bool entry(EntryPlace, ChainedEntry& into);

  std::optional<LedgerNumber> ledger_number(EntryPlace);

 private:
  Database& database_;

#define SANHUAN_CASE_ROW                                                                                   \
  "number, id, root, sequence, hash, rulebook, next_due, closed, type, stage, unit, level, due, snapshot " \
  "from cases "
  Statement find_by_id_{database_, "select " SANHUAN_CASE_ROW "where id = ?"};
  Statement find_by_number_{database_, "select " SANHUAN_CASE_ROW "where number = ?"};
  Statement cases_{database_, "select " SANHUAN_CASE_ROW "where number >= ? order by number"};
#undef SANHUAN_CASE_ROW
  Statement scan_{database_, "select id, at, kind, body from entries where id between ? and ? order by id"};
  Statement due_{database_,
                 "select next_due, id, number from cases where next_due is not null and next_due <= ? "
                 "order by next_due, id limit ?"};
  Statement next_due_{database_,
                      "select next_due from cases where next_due is not null order by next_due limit 1"};
  Statement effects_{database_, "select id, entry, body from outbox order by id limit ?"};
  Statement effect_{database_, "select body from outbox where id = ?"};
  Statement key_{database_, "select id, content from entries where id >> 20 = ? and key = ?"};
#define SANHUAN_QUERY_ROW \
  "select number, id, type, stage, unit, level, due from cases indexed by cases_open where closed = 0 "
#define SANHUAN_QUERY_FILTER                                                                         \
  "and (?2 is null or type = ?2) and (?3 is null or stage = ?3) and (?4 is null or level = ?4) and " \
  "(?5 is null or due < ?5) order by due is null, due, id"
  Statement query_all_{database_, SANHUAN_QUERY_ROW "and ?1 is null " SANHUAN_QUERY_FILTER};
  Statement query_unit_{database_, SANHUAN_QUERY_ROW "and unit = ?1 " SANHUAN_QUERY_FILTER};
#undef SANHUAN_QUERY_ROW
#undef SANHUAN_QUERY_FILTER
  Statement rulebook_{database_, "select bytes from rulebooks where hash = ?"};
  Statement revisions_{database_,
                       "select kind, hash, known_from, taken_up, bytes from revisions order by sequence"};
  Statement personal_digests_{database_, "select personal from entries where id = ?"};
  Statement personal_{database_, "select salt, value from personal where entry = ? and field = ?"};
  Statement head_{database_, "select last, hash from links order by last desc limit 1"};
  Statement links_{database_, "select last, entries, hash from links where last >= ? order by last"};
  Statement entry_{database_,
                   "select at, kind, body, number, hash, key, content, personal from entries where id = ?"};
  Statement number_{database_, "select number from entries where id = ?"};
  std::string copied_bytes_;
};

}  // namespace sanhuan::sqlite
