#include "lib/ledger/sqlite_tables.hpp"

#include "lib/ledger/bytes.hpp"
#include "lib/ledger/chain.hpp"

namespace sanhuan::sqlite {
namespace {

Instant instant_at(const Query& query, int column) {
  return query.null_at(column) ? Instant::never() : Instant{query.number_at(column)};
}

void read_head(const Query& row, CaseHead& into) {
  into.number = static_cast<CaseNumber>(row.number_at(0));
  into.id = row.text_at(1);
  into.root = static_cast<CaseNumber>(row.number_at(2));
  into.sequence = static_cast<std::uint32_t>(row.number_at(3));
  into.hash = to_digest(row.blob_at(4));
  into.rulebook = row.blob_at(5);
  into.next_due = instant_at(row, 6);
  into.closed = row.number_at(7) != 0;
  into.columns.type = row.text_at(8);
  into.columns.stage = row.text_at(9);
  into.columns.unit = row.text_at(10);
  into.columns.level = static_cast<std::int32_t>(row.number_at(11));
  into.columns.due = instant_at(row, 12);
  into.snapshot = row.blob_at(13);
}

}  // namespace

bool Tables::find(std::string_view id, CaseHead& into) {
  Query query(find_by_id_);
  if (id.empty() || !query.text(id).row()) return false;
  read_head(query, into);
  return true;
}

bool Tables::find(CaseNumber number, CaseHead& into) {
  Query query(find_by_number_);
  if (!query.number(static_cast<std::int64_t>(number)).row()) return false;
  read_head(query, into);
  return true;
}

void Tables::cases(CaseNumber first, const std::function<bool(const CaseHead&)>& visit) {
  Query query(cases_);
  query.number(static_cast<std::int64_t>(first));
  CaseHead head;
  while (query.row()) {
    read_head(query, head);
    if (!visit(head)) return;
  }
}

void Tables::entries(CaseNumber number, std::uint32_t from, const EntryVisit& visit) {
  Query query(scan_);
  query.number(entry_id(number, from)).number(entry_id(number, entries_per_case_max));
  StoredEntry entry;
  entry.case_number = number;
  while (query.row()) {
    entry.sequence = place_of(query.number_at(0)).sequence;
    entry.at = Instant{query.number_at(1)};
    entry.kind = static_cast<std::uint8_t>(query.number_at(2));
    entry.body = query.blob_at(3);
    if (!visit(entry)) return;
  }
}

void Tables::scan(CaseNumber first, CaseNumber last, const EntryVisit& visit) {
  constexpr CaseNumber number_max = static_cast<CaseNumber>(INT64_MAX) >> sequence_bits;
  Query query(scan_);
  query.number(entry_id(std::min(first, number_max), 0));
  query.number(entry_id(std::min(last, number_max), entries_per_case_max));
  StoredEntry entry;
  while (query.row()) {
    const EntryPlace place = place_of(query.number_at(0));
    entry.case_number = place.case_number;
    entry.sequence = place.sequence;
    entry.at = Instant{query.number_at(1)};
    entry.kind = static_cast<std::uint8_t>(query.number_at(2));
    entry.body = query.blob_at(3);
    if (!visit(entry)) return;
  }
}

std::vector<DueCase> Tables::due(Instant now, std::size_t most) {
  Query query(due_);
  query.number(now.ms).number(static_cast<std::int64_t>(std::min<std::size_t>(most, INT64_MAX)));
  std::vector<DueCase> out;
  while (query.row()) {
    out.push_back({Instant{query.number_at(0)}, std::string(query.text_at(1)),
                   static_cast<CaseNumber>(query.number_at(2))});
  }
  return out;
}

Instant Tables::next_due() {
  Query query(next_due_);
  return query.row() ? Instant{query.number_at(0)} : Instant::never();
}

std::vector<StoredEffect> Tables::effects(std::size_t most) {
  Query query(effects_);
  query.number(static_cast<std::int64_t>(std::min<std::size_t>(most, INT64_MAX)));
  std::vector<StoredEffect> out;
  while (query.row()) {
    const EntryPlace place = place_of(query.number_at(1));
    const auto position = static_cast<std::uint32_t>(query.number_at(0) & effects_per_entry_max);
    out.push_back({{place.case_number, place.sequence, position}, std::string(query.blob_at(2))});
  }
  return out;
}

std::optional<std::string> Tables::effect(const EffectKey& key) {
  const std::optional<LedgerNumber> number = ledger_number({key.case_number, key.sequence});
  if (!number) return std::nullopt;
  Query query(effect_);
  if (!query.number(effect_id(*number, key.position)).row()) return std::nullopt;
  return std::string(query.blob_at(0));
}

std::optional<KeyUse> Tables::key(CaseNumber number, std::string_view key) {
  Query query(key_);
  if (!query.number(static_cast<std::int64_t>(number)).text(key).row()) return std::nullopt;
  return KeyUse{place_of(query.number_at(0)).sequence, std::string(query.blob_at(1))};
}

void Tables::query(const CaseQuery& wanted, const std::function<bool(const CaseHead&)>& visit) {
  Query query(wanted.unit ? query_unit_ : query_all_);
  const auto text = [&](std::optional<std::string_view> v) { v ? query.text(*v) : query.null(); };
  text(wanted.unit);
  text(wanted.type);
  text(wanted.stage);
  wanted.level ? query.number(*wanted.level) : query.null();
  wanted.due_before ? query.number(wanted.due_before->ms) : query.null();
  CaseHead head;
  while (query.row()) {
    head.number = static_cast<CaseNumber>(query.number_at(0));
    head.id = query.text_at(1);
    head.columns.type = query.text_at(2);
    head.columns.stage = query.text_at(3);
    head.columns.unit = query.text_at(4);
    head.columns.level = static_cast<std::int32_t>(query.number_at(5));
    head.columns.due = instant_at(query, 6);
    if (!visit(head)) return;
  }
}

std::optional<std::string> Tables::rulebook(std::string_view hash) {
  Query query(rulebook_);
  if (!query.blob(hash).row()) return std::nullopt;
  return std::string(query.blob_at(0));
}

std::vector<Revision> Tables::revisions() {
  Query query(revisions_);
  std::vector<Revision> out;
  while (query.row()) {
    out.push_back({static_cast<std::uint8_t>(query.number_at(0)), std::string(query.blob_at(1)),
                   Day{static_cast<std::int32_t>(query.number_at(2))}, Instant{query.number_at(3)},
                   std::string(query.blob_at(4))});
  }
  return out;
}

std::vector<ErasableValue> Tables::personal(CaseNumber number, std::uint32_t sequence) {
  const std::int64_t id = entry_id(number, sequence);
  std::vector<ErasableValue> out;
  Query digests(personal_digests_);
  if (!digests.number(id).row()) return out;
  for (const PersonalDigest& p : read_personal(digests.blob_at(0))) {
    ErasableValue& value = out.emplace_back();
    value.field = p.field;
    value.digest = p.digest;
    Query query(personal_);
    if (!query.number(id).number(p.field).row()) continue;
    value.salt = query.blob_at(0);
    value.value = query.blob_at(1);
  }
  return out;
}

LedgerHead Tables::head() {
  Query query(head_);
  if (!query.row()) return {};
  return {static_cast<LedgerNumber>(query.number_at(0)), to_digest(query.blob_at(1))};
}

void Tables::links(LedgerNumber from, const std::function<bool(const Link&)>& visit) {
  Query query(links_);
  query.number(static_cast<std::int64_t>(from));
  Link link;
  while (query.row()) {
    const std::string_view places = query.blob_at(1);
    link.entries.clear();
    for (ByteReader reader(places); !reader.done();)
      link.entries.push_back(place_of(reader.number<std::int64_t>()));
    link.last = static_cast<LedgerNumber>(query.number_at(0));
    link.first = link.last + 1 - link.entries.size();
    link.hash = to_digest(query.blob_at(2));
    if (!visit(link)) return;
  }
}

bool Tables::entry(EntryPlace place, ChainedEntry& into) {
  Query query(entry_);
  if (!query.number(entry_id(place.case_number, place.sequence)).row()) return false;
  into.case_number = place.case_number;
  into.sequence = place.sequence;
  into.at = Instant{query.number_at(0)};
  into.kind = static_cast<std::uint8_t>(query.number_at(1));
  into.number = static_cast<LedgerNumber>(query.number_at(3));
  into.hash = to_digest(query.blob_at(4));
  // Copied: the row is gone when the statement is reset.
  const std::string_view parts[] = {query.blob_at(2), query.text_at(5), query.blob_at(6), query.blob_at(7)};
  copied_bytes_.clear();
  for (const std::string_view part : parts) copied_bytes_ += part;
  std::string_view* const views[] = {&into.body, &into.key, &into.content, &into.personal};
  std::size_t at = 0;
  for (std::size_t i = 0; i < std::size(parts); at += parts[i++].size())
    *views[i] = std::string_view(copied_bytes_).substr(at, parts[i].size());
  return true;
}

std::optional<LedgerNumber> Tables::ledger_number(EntryPlace place) {
  Query query(number_);
  if (!query.number(entry_id(place.case_number, place.sequence)).row()) return std::nullopt;
  return static_cast<LedgerNumber>(query.number_at(0));
}

}  // namespace sanhuan::sqlite
