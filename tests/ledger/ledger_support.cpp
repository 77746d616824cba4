#include "tests/ledger/ledger_support.hpp"

#include "sanhuan/entry.hpp"

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

namespace sanhuan::testing {

TemporaryFolder::TemporaryFolder() {
  // In memory where that can be had: what these tests look at is not the disk.
  const std::filesystem::path memory = "/dev/shm";
  std::error_code none;
  const bool usable = std::filesystem::is_directory(memory, none) && access(memory.c_str(), W_OK) == 0;
  std::string name =
      ((usable ? memory : std::filesystem::temp_directory_path()) / "sanhuan-ledger-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

const char* name(Kind kind) {
  switch (kind) {
    case Kind::memory: return "memory";
    case Kind::sqlite: return "sqlite";
    case Kind::sqlite_sm3: return "sqlite, SM3";
  }
  return "?";
}

std::unique_ptr<Store> make_store(Kind kind, const TemporaryFolder& folder) {
  if (kind == Kind::memory) return memory_store();
  LedgerOptions options;
  options.algorithm = kind == Kind::sqlite ? Algorithm::sha256 : Algorithm::sm3;
  return open_ledger(folder / "ledger.db", options);
}

NewEntry entry(std::uint32_t sequence, std::string_view body, std::string_view key,
               std::string_view content) {
  NewEntry e;
  e.sequence = sequence;
  e.at = monday + sequence;
  e.kind = 2;
  e.body = body;
  e.key = key;
  e.content = content;
  return e;
}

NewEntry erasure(std::uint32_t sequence) {
  NewEntry e = entry(sequence, "erased");
  e.kind = static_cast<std::uint8_t>(EntryKind::erasure);
  return e;
}

std::uint32_t add(Transaction& t, std::string_view case_id, std::string_view body, std::string_view key) {
  CaseHead head;
  if (!t.find(case_id, head)) {
    t.open(case_id);
    t.find(case_id, head);
  }
  t.append(head.number, entry(head.sequence + 1, body, key, key.empty() ? "" : body));
  return head.sequence + 1;
}

void add_now(Store& store, std::string_view case_id, std::string_view body, std::string_view key) {
  const auto t = store.begin();
  add(*t, case_id, body, key);
  t->commit();
}

CaseHead head_of(Reader& reader, std::string_view case_id) {
  CaseHead head;
  if (!reader.find(case_id, head)) throw std::runtime_error("no case " + std::string(case_id));
  return head;
}

std::vector<std::string> bodies(Reader& reader, std::string_view case_id) {
  std::vector<std::string> out;
  reader.entries(head_of(reader, case_id).number, 1, [&](const StoredEntry& e) {
    out.emplace_back(e.body);
    return true;
  });
  return out;
}

std::string dump(Reader& reader) {
  std::string out;
  const auto instant = [](Instant at) {
    return at == Instant::never() ? std::string("never") : std::to_string(at.ms);
  };
  std::vector<CaseHead> heads;
  reader.cases(0, [&](const CaseHead& h) {
    heads.push_back(h);
    return true;
  });
  for (const CaseHead& h : heads) {
    out += fmt::format("case {} `{}` root {} last {} rules `{}` timer {} closed {} | {} {} {} {} {} | `{}`\n",
                       h.number, h.id, h.root, h.sequence, h.rulebook, instant(h.next_due), h.closed,
                       h.columns.type, h.columns.stage, h.columns.unit, h.columns.level,
                       instant(h.columns.due), h.snapshot);
  }
  std::vector<EntryPlace> places;
  reader.scan(0, UINT64_MAX, [&](const StoredEntry& e) {
    // Bodies of the ledger's own stream hold hashes, which differ from ledger to ledger.
    const std::string body =
        e.case_number == ledger_stream ? std::to_string(e.body.size()) : std::string(e.body);
    out += fmt::format("entry {} {} at {} kind {} `{}`\n", e.case_number, e.sequence, e.at.ms, e.kind, body);
    places.push_back({e.case_number, e.sequence});
    return true;
  });
  for (const EntryPlace place : places) {
    ChainedEntry e;
    if (!reader.entry(place, e)) throw std::runtime_error("an entry that was scanned is not there");
    out += fmt::format("number {} key `{}` content `{}`", e.number, e.key, e.content);
    for (const ErasableValue& v : reader.personal(place.case_number, place.sequence))
      out += fmt::format(" [{} {}]", v.field, v.value ? *v.value : "erased");
    out += '\n';
  }
  reader.links(0, [&](const Link& link) {
    out += fmt::format("link {} to {}\n", link.first, link.last);
    return true;
  });
  for (const DueCase& d : reader.due(Instant{INT64_MAX - 1}, SIZE_MAX))
    out += fmt::format("due {} {}\n", d.at.ms, d.id);
  for (const StoredEffect& e : reader.effects(SIZE_MAX))
    out += fmt::format("effect {} {} {} `{}`\n", e.key.case_number, e.key.sequence, e.key.position, e.body);
  for (const Revision& r : reader.revisions())
    out += fmt::format("revision {} `{}` known {} taken up {} `{}`\n", r.kind, r.hash, r.known_from.value,
                       r.taken_up.ms, r.bytes);
  return out;
}

std::vector<std::string> open_by_due(Reader& reader, const CaseQuery& query) {
  std::vector<std::string> out;
  reader.query(query, [&](const CaseHead& h) {
    out.push_back(h.id);
    return true;
  });
  return out;
}

}  // namespace sanhuan::testing
