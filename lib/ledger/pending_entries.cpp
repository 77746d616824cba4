#include "lib/ledger/pending_entries.hpp"

#include "lib/base/sentence.hpp"
#include "lib/ledger/digest.hpp"
#include "lib/ledger/sqlite_tables.hpp"

namespace sanhuan::sqlite {

void PendingEntries::add(std::int64_t id, LedgerNumber number, const ChainedEntry& e, const Digest& hash) {
  rows_.push_back(
      {id, e.at, e.kind, number, hash, e.body.size(), e.key.size(), e.content.size(), e.personal.size()});
  bytes_.append(e.body).append(e.key).append(e.content).append(e.personal);
  if (rows_.size() == together) write();
}

std::optional<KeyUse> PendingEntries::key(CaseNumber number, std::string_view key) const {
  if (key.empty()) return std::nullopt;
  std::string_view rest = bytes_;
  for (const Row& row : rows_) {
    const EntryPlace place = place_of(row.id);
    if (place.case_number == number && rest.substr(row.body, row.key) == key)
      return KeyUse{place.sequence, std::string(rest.substr(row.body + row.key, row.content))};
    rest.remove_prefix(row.body + row.key + row.content + row.personal);
  }
  return std::nullopt;
}

void PendingEntries::write() {
  next_row_ = next_byte_ = 0;
  for (std::size_t rest = rows_.size(); rest != 0; rest = rows_.size() - next_row_)
    rest >= together ? write(add_together_, together) : write(add_, 1);
  forget();
}

void PendingEntries::write(Statement& statement, std::size_t rows) {
  Query query(statement);
  const auto bytes = [&](std::size_t size) {
    const std::string_view taken = std::string_view(bytes_).substr(next_byte_, size);
    next_byte_ += size;
    return taken;
  };
  const auto blob_or_null = [&](std::string_view blob) { blob.empty() ? query.null() : query.blob(blob); };
  for (; rows != 0; --rows) {
    const Row& row = rows_[next_row_++];
    query.number(row.id).number(row.at.ms).number(row.kind).blob(bytes(row.body));
    query.number(static_cast<std::int64_t>(row.number)).blob(view(row.hash));
    if (const std::string_view key = bytes(row.key); key.empty())
      query.null();
    else
      query.text(key);
    blob_or_null(bytes(row.content));
    blob_or_null(bytes(row.personal));
  }
  try {
    query.done();
  } catch (const Error& error) {
    // Sequences follow the head of their case, and keys were looked for.
    if (error.failure() != Failure::conflict) throw;
    throw Error(Failure::damaged, Commit::not_done,
                sentence("the ledger has entries that their case does not know of: {}",
                         "台账里有的条目，办件自己并不知道：{}", error.what()));
  }
}

void PendingEntries::forget() {
  rows_.clear();
  bytes_.clear();
}

}  // namespace sanhuan::sqlite
