#include <algorithm>

#include "lib/base/sentence.hpp"
#include "lib/ledger/bounds.hpp"
#include "lib/ledger/bytes.hpp"
#include "lib/ledger/sqlite_store.hpp"

namespace sanhuan::sqlite {

SqliteTransaction::SqliteTransaction(SqliteStore& store)
    : store_(store), number_(store.head_.size), sealed_(store.head_) {}

SqliteTransaction::~SqliteTransaction() {
  if (!over_) end(false);
}

void SqliteTransaction::end(bool committed) {
  over_ = true;
  if (!committed) {
    // SQLite may have rolled back by itself; if it cannot now, nothing more is written through this connection.
    if (sqlite3_get_autocommit(store_.database_.handle()) == 0 &&
        sqlite3_exec(store_.database_.handle(), "rollback", nullptr, nullptr, nullptr) != SQLITE_OK)
      store_.close_for_writing({"a transaction could not be rolled back", "有一个事务没能撤回"});
    if (wrote_) store_.heads_.forget();
    if (wrote_) store_.known_ = false;
    store_.pending_.forget();
  }
  store_.end(committed, erased_);
}

template <class Write>
auto SqliteTransaction::writing(Write write) {
  if (over_) refuse_over();
  try {
    wrote_ = true;
    return write();
  } catch (const Error& error) {
    // A conflict undid its own statement only, and the caller may go on. The rest ends the transaction.
    if (error.failure() == Failure::conflict || error.failure() == Failure::misuse) throw;
    if (error.failure() != Failure::disk_full) store_.close_for_writing({error.what(), error.chinese()});
    end(false);
    throw;
  }
}

Tables& SqliteTransaction::tables() {
  if (over_) refuse_over();
  if (wrote_) writing([&] { flush(); });
  return store_.tables_;
}

bool SqliteTransaction::find(std::string_view id, CaseHead& into) {
  if (over_) refuse_over();
  WorkingHead* working = store_.heads_.find(id);
  if (working == nullptr) {
    working = &store_.heads_.blank();
    if (!store_.tables_.find(id, working->head)) {
      missing_ = id;
      return false;
    }
    store_.heads_.add(*working);
  }
  into = working->head;
  return true;
}

bool SqliteTransaction::find(CaseNumber number, CaseHead& into) {
  const WorkingHead* const found = working(number);
  if (found != nullptr) into = found->head;
  return found != nullptr;
}

std::optional<KeyUse> SqliteTransaction::key(CaseNumber number, std::string_view key) {
  if (over_) refuse_over();
  if (auto use = store_.pending_.key(number, key)) return use;
  auto use = store_.tables_.key(number, key);
  if (!use) {
    missing_key_ = key;
    missing_key_of_ = number;
  }
  return use;
}

WorkingHead* SqliteTransaction::working(CaseNumber number) {
  if (over_) refuse_over();
  if (WorkingHead* const known = store_.heads_.find(number)) return known;
  WorkingHead& working = store_.heads_.blank();
  if (!store_.tables_.find(number, working.head)) return nullptr;
  store_.heads_.add(working);
  return &working;
}

WorkingHead& SqliteTransaction::existing(CaseNumber number) {
  if (over_) refuse_over();
  WorkingHead* const found = working(number);
  if (found == nullptr) refuse_missing_case(number);
  return *found;
}

// Who opens a case has mostly just looked for it.
bool SqliteTransaction::is_new(std::string_view id) {
  if (!missing_.empty() && missing_ == id) {
    missing_.clear();
    return true;
  }
  return store_.heads_.find(id) == nullptr && !store_.tables_.find(id, store_.heads_.blank().head);
}

// Who appends an entry with a key has mostly looked for that, too.
void SqliteTransaction::check_key(const CaseHead& head, std::string_view key) {
  if (key.empty()) return;
  const bool surely_new = head.sequence == 0 || (missing_key_of_ == head.number && missing_key_ == key);
  if (!surely_new && this->key(head.number, key)) refuse_second_key(key);
  missing_key_.clear();
}

CaseNumber SqliteTransaction::open(std::string_view id, std::optional<CaseNumber> root) {
  check_case_id(id);
  return writing([&] {
    if (!is_new(id)) refuse_second_case(id);
    const CaseNumber number = store_.last_case_ + 1;
    const CaseNumber at_the_top = root ? existing(*root).head.root : number;
    WorkingHead& working = store_.heads_.blank();
    working.head = {};
    working.head.id = id;
    working.head.number = number;
    working.head.root = at_the_top;
    working.is_new = true;
    store_.heads_.add(working);
    store_.heads_.mark(working);
    store_.last_case_ = number;
    return number;
  });
}

LedgerNumber SqliteTransaction::append(CaseNumber number, const NewEntry& entry) {
  WorkingHead& working = existing(number);
  CaseHead& head = working.head;
  check_next(head, entry);
  check_key(head, entry.key);
  return writing([&] {
    salt_personal(entry);
    const std::int64_t id = entry_id(number, entry.sequence);
    chained_.sequence = entry.sequence;
    chained_.at = entry.at;
    chained_.kind = entry.kind;
    chained_.body = entry.body;
    chained_.key = entry.key;
    chained_.content = entry.content;
    chained_.personal = personal_;
    add(working, store_.chain_->entry(head.hash, head.id, chained_));
    for (std::size_t i = 0; i < salts_.size(); ++i)
      add_value(id, entry.personal[i].field, salts_[i], entry.personal[i].value);
    return number_;
  });
}

LedgerNumber SqliteTransaction::restore(CaseNumber number, const ChainedEntry& entry,
                                        std::span<const ErasableValue> values) {
  WorkingHead& working = existing(number);
  check_next(working.head, unchained(entry));
  check_key(working.head, entry.key);
  check_restored(*store_.chain_, working.head, entry, values);
  return writing([&] {
    chained_ = entry;
    add(working, entry.hash);
    for (const ErasableValue& v : values)
      if (v.value) add_value(entry_id(number, entry.sequence), v.field, v.salt, *v.value);
    return number_;
  });
}

LedgerNumber SqliteTransaction::add(WorkingHead& working, const Digest& hash) {
  const std::int64_t id = entry_id(working.head.number, chained_.sequence);
  ++number_;
  store_.pending_.add(id, number_, chained_, hash);
  put_number(places_, id);
  hashes_ += view(hash);
  working.head.sequence = chained_.sequence;
  working.head.hash = hash;
  store_.heads_.mark(working);
  return number_;
}

void SqliteTransaction::add_value(std::int64_t id, std::uint32_t field, std::string_view salt,
                                  std::string_view value) {
  Query(store_.add_personal_).number(id).number(field).blob(salt).blob(value).done();
}

void SqliteTransaction::seal() {
  if (over_) refuse_over();
  if (places_.empty()) return;
  writing([&] {
    const Digest hash = store_.chain_->link(sealed_.hash, sealed_.size + 1, hashes_);
    Query(store_.add_link_).number(static_cast<std::int64_t>(number_)).blob(places_).blob(view(hash)).done();
    sealed_ = {number_, hash};
    places_.clear();
    hashes_.clear();
  });
}

void SqliteTransaction::salt_personal(const NewEntry& entry) {
  personal_.clear();
  salts_.clear();
  for (const PersonalField& field : entry.personal) {
    std::string& salt = salts_.emplace_back(salt_bytes, '\0');
    fill_random(salt.data(), salt.size());
    put_personal(personal_, {field.field, store_.chain_->personal(field.field, salt, field.value)});
  }
}

void SqliteTransaction::put(CaseNumber number, const CaseRecord& record) {
  WorkingHead& working = existing(number);
  static_cast<CaseRecord&>(working.head) = record;
  store_.heads_.mark(working);
  wrote_ = true;
}

std::optional<LedgerNumber> SqliteTransaction::number_of(const EffectKey& key) {
  check_effect(key);
  // Effects come right behind their entry: its place is among the last of this transaction.
  const std::int64_t id = entry_id(key.case_number, key.sequence);
  constexpr std::size_t looked_at_max = 8;
  for (std::size_t back = 1; back <= looked_at_max && back * sizeof id <= places_.size(); ++back) {
    ByteReader place(std::string_view(places_).substr(places_.size() - back * sizeof id));
    if (place.number<std::int64_t>() == id) return number_ + 1 - back;
  }
  store_.pending_.write();
  return store_.tables_.ledger_number({key.case_number, key.sequence});
}

void SqliteTransaction::add_effect(const EffectKey& key, std::string_view body) {
  writing([&] {
    const std::optional<LedgerNumber> number = number_of(key);
    if (!number) refuse_missing_entry(key);
    Query(store_.add_effect_)
        .number(effect_id(*number, key.position))
        .number(entry_id(key.case_number, key.sequence))
        .blob(body)
        .done();
  });
}

bool SqliteTransaction::acknowledge(const EffectKey& key) {
  return writing([&] {
    const std::optional<LedgerNumber> number = number_of(key);
    if (!number) return false;
    Query(store_.acknowledge_).number(effect_id(*number, key.position)).done();
    return sqlite3_changes(store_.database_.handle()) > 0;
  });
}

bool SqliteTransaction::rewrite_effect(const EffectKey& key, std::string_view body) {
  return writing([&] {
    const std::optional<LedgerNumber> number = number_of(key);
    if (!number) return false;
    erased_ = true;
    Query(store_.rewrite_effect_).blob(body).number(effect_id(*number, key.position)).done();
    return sqlite3_changes(store_.database_.handle()) > 0;
  });
}

void SqliteTransaction::add_rulebook(std::string_view hash, std::string_view bytes, Instant at) {
  if (over_) refuse_over();
  if (store_.tables_.rulebook(hash)) return;
  const std::uint32_t sequence = existing(ledger_stream).head.sequence + 1;
  writing([&] { Query(store_.add_rulebook_).blob(hash).number(sequence).blob(bytes).done(); });
  const std::string body = rulebook_body(hash, store_.chain_->content(bytes));
  append(ledger_stream, {sequence, at, static_cast<std::uint8_t>(StreamKind::rulebook), body, {}, {}, {}});
}

void SqliteTransaction::take_up(const Revision& revision) {
  const std::uint32_t sequence = existing(ledger_stream).head.sequence + 1;
  writing([&] {
    Query(store_.add_revision_)
        .number(sequence)
        .number(revision.kind)
        .blob(revision.hash)
        .number(revision.known_from.value)
        .number(revision.taken_up.ms)
        .blob(revision.bytes)
        .done();
  });
  const std::string body = revision_body(revision, store_.chain_->content(revision.bytes));
  append(ledger_stream,
         {sequence, revision.taken_up, static_cast<std::uint8_t>(StreamKind::revision), body, {}, {}, {}});
}

bool SqliteTransaction::erase(CaseNumber number, std::uint32_t sequence, std::uint32_t field) {
  return writing([&] {
    erased_ = true;
    Query(store_.erase_).number(entry_id(number, sequence)).number(field).done();
    return sqlite3_changes(store_.database_.handle()) > 0;
  });
}

void SqliteTransaction::flush() {
  store_.pending_.write();
  flush_heads();
}

// In the order of the table, so that many in one commit touch each page once.
void SqliteTransaction::flush_heads() {
  std::vector<WorkingHead*>& changed = store_.heads_.changed();
  std::sort(changed.begin(), changed.end(),
            [](const auto* a, const auto* b) { return a->head.number < b->head.number; });
  for (WorkingHead* const working : changed) flush(*working);
  changed.clear();
}

void SqliteTransaction::flush(WorkingHead& working) {
  const CaseHead& h = working.head;
  const auto number = static_cast<std::int64_t>(h.number);
  const auto bind_instant = [](Query& q, Instant at) { at == Instant::never() ? q.null() : q.number(at.ms); };
  if (working.is_new) {
    Query query(store_.add_case_);
    query.number(number)
        .text(h.id)
        .number(static_cast<std::int64_t>(h.root))
        .number(h.sequence)
        .blob(view(h.hash))
        .blob(h.rulebook);
    bind_instant(query, h.next_due);
    query.number(h.closed)
        .text(h.columns.type)
        .text(h.columns.stage)
        .text(h.columns.unit)
        .number(h.columns.level);
    bind_instant(query, h.columns.due);
    query.blob(h.snapshot).done();
  } else {
    const bool due = h.next_due != working.stored_next_due;
    const bool unit = h.closed != working.stored_closed || h.columns.unit != working.stored_unit;
    Query query(unit ? (due ? store_.put_all_ : store_.put_unit_) : due ? store_.put_due_ : store_.put_);
    query.number(number).number(h.sequence).blob(view(h.hash)).blob(h.rulebook).blob(h.snapshot);
    query.text(h.columns.type).text(h.columns.stage).number(h.columns.level);
    bind_instant(query, h.columns.due);
    if (due) bind_instant(query, h.next_due);
    if (unit) query.text(h.columns.unit).number(h.closed);
    query.done();
  }
  working.is_new = working.changed = false;
  working.stored_next_due = h.next_due;
  working.stored_unit = h.columns.unit;
  working.stored_closed = h.closed;
}

void SqliteTransaction::commit() {
  if (over_) refuse_over();
  if (!wrote_) return end(false);
  writing([&] { flush(); });
  seal();
  try {
    Query(store_.commit_).done();
  } catch (const Error& error) {
    // It may be on the disk all the same: not a rollback, and no handle to go on with.
    store_.close_for_writing({error.what(), error.chinese()});
    end(false);
    throw Error(error.failure(), Commit::unknown,
                sentence("it is not known whether the commit was done: {}", "这一笔写没写进去还不知道：{}",
                         error.what()));
  }
  store_.head_ = sealed_;
  store_.data_version_ = store_.database_.data_version();
  end(true);
}

}  // namespace sanhuan::sqlite
