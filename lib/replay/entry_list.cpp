#include "sanhuan/entry_list.hpp"

#include "lib/replay/describe.hpp"
#include "lib/replay/ledger_terms.hpp"

namespace sanhuan {
namespace {

std::string hex_of(const Digest& digest) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : digest) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

class Listing {
 public:
  explicit Listing(Store& store) : store_(store), terms_(store) {}

  void run(const std::function<bool(const ListedEntry&)>& visit) {
    store_.scan(1, UINT64_MAX, [&](const StoredEntry& stored) {
      const auto kind = static_cast<EntryKind>(stored.kind);
      auto entry = decode_entry(kind, stored.at, stored.sequence, stored.body);
      const CaseNumber number = stored.case_number;
      if (stored.sequence == 1) begin(number);
      if (entry && entry->entry.kind == EntryKind::opened) rules_ = &terms_.of(rulebook_name(entry->rulebook));
      if (!entry || rules_ == nullptr)
        unreadable_ledger(sentence("case `{}`, entry {} cannot be read", "`{}` 第 {} 条读不懂", line_.case_id, stored.sequence));
      if (entry->entry.kind == EntryKind::migration) change_rules(*entry);
      if (!entry->apart.empty()) give_back(*entry, store_.personal(number, entry->entry.sequence));
      describe(*entry);
      ChainedEntry chained;
      if (store_.entry({number, entry->entry.sequence}, chained)) {
        line_.number = chained.number;
        line_.hash = hex_of(chained.hash);
        line_.idempotency_key = chained.key;
      }
      return visit(line_);
    });
  }

 private:
  void begin(CaseNumber number) {
    CaseHead head;
    if (!store_.find(number, head)) unreadable_ledger(sentence("case number {} is missing", "{} 号事项不在", number));
    line_ = {};
    line_.case_id = head.id;
    rules_ = nullptr;
    process_ = nullptr;
  }

  // From here on ids are those of the other rules (8.2).
  void change_rules(const DecodedEntry& e) {
    rules_ = &terms_.of(rulebook_name(e.rulebook));
    const RulebookData& data = rules_->data();
    process_ = nullptr;
    for (const model::CaseType& type : data.case_types)
      if (type.process && data.text(type.key) == line_.case_type) process_ = &data.processes[type.process.value];
  }

  void describe(const DecodedEntry& e) {
    const RulebookData& data = rules_->data();
    line_.sequence = e.entry.sequence;
    line_.kind = e.entry.kind;
    line_.at = e.entry.at;
    line_.occurred = e.entry.occurred;
    line_.assumed = e.entry.assumed;
    line_.refused = e.entry.refused;
    line_.reason.assign(e.reason.begin(), e.reason.end());
    line_.name.clear(), line_.key.clear(), line_.rule.clear(), line_.given.clear();
    describe_actor(e);
    switch (e.entry.kind) {
      case EntryKind::opened: {
        line_.given = given_facts(*rules_, e);
        const model::CaseType& type = data.case_types[e.type.value];
        line_.case_type = line_.key = data.text(type.key);
        line_.name = data.text(type.name);
        if (type.process) process_ = &data.processes[type.process.value];
        break;
      }
      case EntryKind::event:
      case EntryKind::refusal:
        line_.given = given_fields(*rules_, e);
        line_.name = rules_->event_name(e.entry.event);
        line_.key = rules_->event_key(e.entry.event);
        if (e.rule) line_.rule = place_text(*rules_, e.rule);
        break;
      case EntryKind::timer:
        if (process_ != nullptr && e.entry.deadline && e.entry.deadline.value < process_->deadlines.size()) {
          line_.name = data.text(process_->deadlines[e.entry.deadline.value].name);
          line_.key = data.text(process_->deadlines[e.entry.deadline.value].key);
        }
        break;
      case EntryKind::migration: line_.name = line_.key = data.version; break;
      case EntryKind::recomputed:
      case EntryKind::child:
      case EntryKind::erasure: break;
    }
    line_.effects = 0;
    for (const Change& c : e.changes) {
      if (c.kind == ChangeKind::effect) ++line_.effects;
      if (c.kind == ChangeKind::level) line_.level = static_cast<Level>(c.a);
      if (c.kind == ChangeKind::moved) move(c);
    }
  }

  void describe_actor(const DecodedEntry& e) {
    line_.unit.clear(), line_.unit_key.clear(), line_.role.clear();
    line_.actor = Holder::Kind::nobody;
    if (e.entry.kind == EntryKind::timer || e.entry.kind == EntryKind::recomputed || e.entry.kind == EntryKind::child) return;
    const RecordedActor by = recorded_actor(*rules_, e.by);
    line_.actor = by.petitioner ? Holder::Kind::petitioner : by.system ? Holder::Kind::system : Holder::Kind::unit;
    line_.unit = rules_->unit_name(e.by.unit);
    line_.unit_key = by.unit;
    line_.role = by.role;
  }

  void move(const Change& c) {
    if (process_ == nullptr || c.a >= process_->scopes.size()) return;
    const model::Scope& scope = process_->scopes[c.a];
    line_.stage = rules_->data().text(scope.name);
    line_.stage_key = rules_->data().text(scope.key);
    line_.closed = (c.flags & change_flag::closes) != 0;
    if (c.rule) line_.rule = place_text(*rules_, c.rule);
  }

  Store& store_;
  LedgerTerms terms_;
  const Rulebook* rules_ = nullptr;         // of the case at hand
  const model::Process* process_ = nullptr;
  ListedEntry line_;                        // what stays from entry to entry: case, stage, level
};

}  // namespace

void list_entries(Store& store, const std::function<bool(const ListedEntry&)>& visit) { Listing(store).run(visit); }

}  // namespace sanhuan
