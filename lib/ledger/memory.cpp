// A ledger in memory, for tests and for hosts without a file: the same contract in plain maps. Nothing is durable, so a
// commit cannot fail; a transaction that is dropped is undone step by step.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "lib/ledger/bounds.hpp"
#include "lib/ledger/chain.hpp"
#include "lib/ledger/reads.hpp"

namespace sanhuan {
namespace {

struct MemoryEntry {
  Instant at;
  std::uint8_t kind = 0;
  LedgerNumber number = 0;
  Digest hash{};
  std::string body, key, content, personal;
};
using Place = std::pair<CaseNumber, std::uint32_t>;
struct Salted {
  std::string salt, value;
};

struct MemoryTables {
  std::map<CaseNumber, CaseHead> heads;
  std::map<std::string, CaseNumber, std::less<>> ids;
  std::map<Place, MemoryEntry> rows;
  std::map<std::pair<CaseNumber, std::string>, std::uint32_t> keys;
  std::set<std::tuple<Instant, std::string, CaseNumber>> timers;
  std::map<std::pair<LedgerNumber, std::uint32_t>, StoredEffect> outbox;
  std::map<std::pair<Place, std::uint32_t>, Salted> values;
  std::map<std::string, std::string, std::less<>> rulebooks;
  std::vector<Revision> taken_up;
  std::vector<Link> chain;
  LedgerHead last;  // number of the last entry, hash of the last link

  bool find(CaseNumber number, CaseHead& into) const {
    const auto found = heads.find(number);
    if (found != heads.end()) into = found->second;
    return found != heads.end();
  }
  bool find(std::string_view id, CaseHead& into) const {
    const auto found = ids.find(id);
    return found != ids.end() && find(found->second, into);
  }
  void visit_range(Place first, Place last_place, const EntryVisit& visit) const {
    for (auto i = rows.lower_bound(first); i != rows.end() && i->first <= last_place; ++i) {
      if (!visit({i->first.first, i->first.second, i->second.at, i->second.kind, i->second.body})) return;
    }
  }
  void entries(CaseNumber number, std::uint32_t from, const EntryVisit& visit) const {
    visit_range({number, from}, {number, entries_per_case_max}, visit);
  }
  void scan(CaseNumber first, CaseNumber last_case, const EntryVisit& visit) const {
    visit_range({first, 0}, {last_case, entries_per_case_max}, visit);
  }
  void cases(CaseNumber first, const std::function<bool(const CaseHead&)>& visit) const {
    for (auto i = heads.lower_bound(first); i != heads.end(); ++i) {
      if (!visit(i->second)) return;
    }
  }
  std::vector<DueCase> due(Instant now, std::size_t most) const {
    std::vector<DueCase> out;
    for (const auto& [at, id, number] : timers) {
      if (at > now || out.size() == most) break;
      out.push_back({at, id, number});
    }
    return out;
  }
  Instant next_due() const { return timers.empty() ? Instant::never() : std::get<0>(*timers.begin()); }
  std::vector<StoredEffect> effects(std::size_t most) const {
    std::vector<StoredEffect> out;
    for (const auto& [place, effect] : outbox) {
      if (out.size() == most) break;
      out.push_back(effect);
    }
    return out;
  }
  std::optional<std::string> effect(const EffectKey& key) const {
    const auto row = rows.find({key.case_number, key.sequence});
    if (row == rows.end()) return std::nullopt;
    const auto found = outbox.find({row->second.number, key.position});
    return found == outbox.end() ? std::nullopt : std::optional(found->second.body);
  }
  std::optional<KeyUse> key(CaseNumber number, std::string_view text) const {
    const auto found = keys.find({number, std::string(text)});
    if (found == keys.end()) return std::nullopt;
    return KeyUse{found->second, rows.at({number, found->second}).content};
  }
  void query(const CaseQuery& wanted, const std::function<bool(const CaseHead&)>& visit) const {
    std::vector<const CaseHead*> found;
    const auto fits = [&](const CaseHead& h) {
      const CaseColumns& c = h.columns;
      return !h.closed && (!wanted.type || c.type == *wanted.type) &&
             (!wanted.stage || c.stage == *wanted.stage) && (!wanted.unit || c.unit == *wanted.unit) &&
             (!wanted.level || c.level == *wanted.level) &&
             (!wanted.due_before || (c.due != Instant::never() && c.due < *wanted.due_before));
    };
    for (const auto& [number, head] : heads) {
      if (fits(head)) found.push_back(&head);
    }
    std::sort(found.begin(), found.end(), [](const CaseHead* a, const CaseHead* b) {
      return std::tie(a->columns.due, a->id) < std::tie(b->columns.due, b->id);
    });
    for (const CaseHead* const h : found) {
      CaseHead listed;
      listed.id = h->id;
      listed.number = h->number;
      listed.columns = h->columns;
      if (!visit(listed)) return;
    }
  }
  std::optional<std::string> rulebook(std::string_view hash) const {
    const auto found = rulebooks.find(hash);
    return found == rulebooks.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<Revision> revisions() const { return taken_up; }
  std::vector<ErasableValue> personal(CaseNumber number, std::uint32_t sequence) const {
    std::vector<ErasableValue> out;
    const auto row = rows.find({number, sequence});
    if (row == rows.end()) return out;
    for (const PersonalDigest& p : read_personal(row->second.personal)) {
      ErasableValue& value = out.emplace_back();
      value.field = p.field;
      value.digest = p.digest;
      const auto found = values.find({{number, sequence}, p.field});
      if (found == values.end()) continue;
      value.salt = found->second.salt;
      value.value = found->second.value;
    }
    return out;
  }
  LedgerHead head() const { return last; }
  void links(LedgerNumber from, const std::function<bool(const Link&)>& visit) const {
    for (const Link& link : chain) {
      if (link.last >= from && !visit(link)) return;
    }
  }
  bool entry(EntryPlace place, ChainedEntry& into) const {
    const auto found = rows.find({place.case_number, place.sequence});
    if (found == rows.end()) return false;
    const MemoryEntry& e = found->second;
    static_cast<StoredEntry&>(into) = {place.case_number, place.sequence, e.at, e.kind, e.body};
    into.number = e.number;
    into.hash = e.hash;
    into.key = e.key;
    into.content = e.content;
    into.personal = e.personal;
    return true;
  }
};

class MemoryStore final : public Reads<Store, MemoryTables> {
 public:
  MemoryStore(Algorithm algorithm, const std::optional<LedgerId>& id) {
    info_.backend = "memory";
    info_.algorithm = algorithm;
    if (id)
      info_.ledger_id = *id;
    else
      fill_random(info_.ledger_id.data(), info_.ledger_id.size());
    chain.emplace(algorithm, info_.ledger_id);
    data.heads[ledger_stream].closed = true;
  }
  std::unique_ptr<Transaction> begin() override;
  const StoreInfo& info() const noexcept override { return info_; }
  StoreHealth health() const override { return health_; }
  std::vector<Sentence> check_medium() override { return {}; }

  void end(bool committed) noexcept {
    in_transaction_ = false;
    health_.commits += committed;
  }

  MemoryTables data;
  std::optional<Chain> chain;

 protected:
  MemoryTables& tables() override { return data; }

 private:
  StoreInfo info_;
  StoreHealth health_;
  bool in_transaction_ = false;
};

class MemoryTransaction final : public Reads<Transaction, MemoryTables> {
 public:
  explicit MemoryTransaction(MemoryStore& store) : store_(store), data_(store.data) {}
  ~MemoryTransaction() override {
    if (over_) return;
    for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
    store_.end(false);
  }

  CaseNumber open(std::string_view id, std::optional<CaseNumber> root) override {
    check_case_id(id);
    if (tables().ids.contains(id)) refuse_second_case(id);
    CaseHead head;
    head.id = id;
    head.number = data_.heads.rbegin()->first + 1;
    head.root = root ? existing(*root).root : head.number;
    const CaseNumber number = head.number;
    data_.ids.emplace(head.id, number);
    data_.heads.emplace(number, std::move(head));
    undo_.emplace_back([this, number] {
      data_.ids.erase(data_.heads[number].id);
      data_.heads.erase(number);
    });
    return number;
  }

  LedgerNumber append(CaseNumber number, const NewEntry& entry) override {
    CaseHead& head = existing(number);
    check(head, entry);
    std::string personal;
    for (const PersonalField& field : entry.personal) {
      Salted salted{std::string(salt_bytes, '\0'), std::string(field.value)};
      fill_random(salted.salt.data(), salted.salt.size());
      put_personal(personal, {field.field, store_.chain->personal(field.field, salted.salt, field.value)});
      keep({number, entry.sequence}, field.field, std::move(salted));
    }
    ChainedEntry whole = chained(number, entry);
    whole.personal = personal;
    whole.hash = store_.chain->entry(head.hash, head.id, whole);
    return add(head, whole);
  }

  LedgerNumber restore(CaseNumber number, const ChainedEntry& entry,
                       std::span<const ErasableValue> values) override {
    CaseHead& head = existing(number);
    check(head, unchained(entry));
    check_restored(*store_.chain, head, entry, values);
    for (const ErasableValue& v : values)
      if (v.value) keep({number, entry.sequence}, v.field, {v.salt, *v.value});
    return add(head, entry);
  }

  void seal() override {
    if (tables(), link_.entries.empty()) return;
    undo_.emplace_back([this, hash = data_.last.hash] {
      data_.chain.pop_back();
      data_.last.hash = hash;
    });
    link_.last = data_.last.size;
    link_.first = link_.last + 1 - link_.entries.size();
    link_.hash = data_.last.hash = store_.chain->link(data_.last.hash, link_.first, hashes_);
    data_.chain.push_back(std::exchange(link_, {}));
    hashes_.clear();
  }

 private:
  void check(const CaseHead& head, const NewEntry& entry) {
    check_next(head, entry);
    if (!entry.key.empty() && data_.keys.contains({head.number, std::string(entry.key)}))
      refuse_second_key(entry.key);
  }
  void keep(Place place, std::uint32_t field, Salted salted) {
    data_.values[{place, field}] = std::move(salted);
    undo_.emplace_back([this, place, field] { data_.values.erase({place, field}); });
  }
  LedgerNumber add(CaseHead& head, const ChainedEntry& entry) {
    const Place place{head.number, entry.sequence};
    MemoryEntry row{entry.at,
                    entry.kind,
                    data_.last.size + 1,
                    entry.hash,
                    std::string(entry.body),
                    std::string(entry.key),
                    std::string(entry.content),
                    std::string(entry.personal)};
    undo_.emplace_back([this, place, key = row.key, hash = head.hash] {
      data_.rows.erase(place);
      if (!key.empty()) data_.keys.erase({place.first, key});
      data_.heads[place.first].sequence = place.second - 1;
      data_.heads[place.first].hash = hash;
      --data_.last.size;
    });
    if (!row.key.empty()) data_.keys.emplace(std::pair{head.number, row.key}, entry.sequence);
    head.sequence = entry.sequence;
    head.hash = row.hash;
    hashes_ += view(row.hash);
    link_.entries.push_back({head.number, entry.sequence});
    data_.rows.emplace(place, std::move(row));
    return ++data_.last.size;
  }

 public:
  void put(CaseNumber number, const CaseRecord& record) override {
    CaseHead& head = existing(number);
    undo_.emplace_back(
        [this, number, before = static_cast<CaseRecord>(head)] { write(data_.heads[number], before); });
    write(head, record);
  }

  void add_effect(const EffectKey& key, std::string_view body) override {
    check_effect(key);
    const auto row = tables().rows.find({key.case_number, key.sequence});
    if (row == data_.rows.end()) refuse_missing_entry(key);
    if (!data_.outbox.try_emplace({row->second.number, key.position}, StoredEffect{key, std::string(body)})
             .second)
      refuse_conflict({"the entry has that effect already", "这一条已经有这个效果"});
    undo_.emplace_back([this, at = std::pair{row->second.number, key.position}] { data_.outbox.erase(at); });
  }

  bool acknowledge(const EffectKey& key) override {
    check_effect(key);
    const auto row = tables().rows.find({key.case_number, key.sequence});
    if (row == data_.rows.end()) return false;
    const auto found = data_.outbox.find({row->second.number, key.position});
    if (found == data_.outbox.end()) return false;
    undo_.emplace_back([this, at = found->first, effect = found->second] { data_.outbox[at] = effect; });
    data_.outbox.erase(found);
    return true;
  }

  bool rewrite_effect(const EffectKey& key, std::string_view body) override {
    check_effect(key);
    const auto row = tables().rows.find({key.case_number, key.sequence});
    if (row == data_.rows.end()) return false;
    const auto found = data_.outbox.find({row->second.number, key.position});
    if (found == data_.outbox.end()) return false;
    undo_.emplace_back([this, at = found->first, effect = found->second] { data_.outbox[at] = effect; });
    found->second.body = body;
    return true;
  }

  void add_rulebook(std::string_view hash, std::string_view bytes, Instant at) override {
    if (!tables().rulebooks.emplace(hash, bytes).second) return;
    undo_.emplace_back([this, key = std::string(hash)] { data_.rulebooks.erase(key); });
    const std::string body = rulebook_body(hash, store_.chain->content(bytes));
    append_to_stream(at, StreamKind::rulebook, body);
  }

  void take_up(const Revision& revision) override {
    tables().taken_up.push_back(revision);
    undo_.emplace_back([this] { data_.taken_up.pop_back(); });
    append_to_stream(revision.taken_up, StreamKind::revision,
                     revision_body(revision, store_.chain->content(revision.bytes)));
  }

  bool erase(CaseNumber number, std::uint32_t sequence, std::uint32_t field) override {
    const auto found = tables().values.find({{number, sequence}, field});
    if (found == data_.values.end()) return false;
    undo_.emplace_back([this, at = found->first, salted = found->second] { data_.values[at] = salted; });
    data_.values.erase(found);
    return true;
  }

  void commit() override {
    seal();
    over_ = true;
    store_.end(!undo_.empty());
  }

 protected:
  MemoryTables& tables() override {
    if (over_) refuse_over();
    return data_;
  }

 private:
  CaseHead& existing(CaseNumber number) {
    const auto found = tables().heads.find(number);
    if (found == data_.heads.end()) refuse_missing_case(number);
    return found->second;
  }
  void write(CaseHead& head, const CaseRecord& record) {
    data_.timers.erase({head.next_due, head.id, head.number});
    static_cast<CaseRecord&>(head) = record;
    if (head.next_due != Instant::never()) data_.timers.insert({head.next_due, head.id, head.number});
  }
  void append_to_stream(Instant at, StreamKind kind, const std::string& body) {
    NewEntry entry;
    entry.sequence = data_.heads[ledger_stream].sequence + 1;
    entry.at = at;
    entry.kind = static_cast<std::uint8_t>(kind);
    entry.body = body;
    append(ledger_stream, entry);
  }

  MemoryStore& store_;
  MemoryTables& data_;
  std::vector<std::function<void()>> undo_;
  Link link_;
  std::string hashes_;
  bool over_ = false;
};

std::unique_ptr<Transaction> MemoryStore::begin() {
  if (in_transaction_) refuse_misuse({"a transaction is open already", "已经有一个事务没结束"});
  in_transaction_ = true;
  return std::make_unique<MemoryTransaction>(*this);
}

}  // namespace

std::unique_ptr<Store> memory_store(Algorithm algorithm, std::optional<LedgerId> id) {
  return std::make_unique<MemoryStore>(algorithm, id);
}

}  // namespace sanhuan
