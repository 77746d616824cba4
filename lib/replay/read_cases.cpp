#include <algorithm>
#include <map>

#include "lib/ledger/codec.hpp"
#include "lib/rulebook/binary.hpp"
#include "lib/rulebook/model.hpp"
#include "sanhuan/kinship.hpp"
#include "sanhuan/record.hpp"

namespace sanhuan {
namespace {

[[noreturn]] void unreadable(const std::string& what) { throw Error(Failure::damaged, Commit::not_done, what); }

// The ledger's rulebooks by hash, with the newest organisation: ids of units are only ever added.
class Terms {
 public:
  explicit Terms(Store& store) : store_(store) {
    for (const Revision& revision : store.revisions()) {
      if (auto calendar = calendar_from(revision.bytes)) calendar_ = std::move(calendar);
      else if (auto organisation = organisation_from(revision.bytes)) organisation_ = std::move(organisation);
    }
  }
  const Rulebook& of(const std::string& hash) {
    auto& found = books_[hash];
    if (found) return *found;
    const auto bytes = store_.rulebook(hash);
    const auto rules = bytes ? rulebook_from(*bytes) : nullptr;
    if (!rules || !calendar_ || !organisation_) unreadable("the ledger has no rules that can be read for one of its cases");
    found = std::make_unique<Rulebook>(rules, calendar_, organisation_);
    return *found;
  }

 private:
  Store& store_;
  std::shared_ptr<const Calendar> calendar_;
  std::shared_ptr<const Organisation> organisation_;
  std::map<std::string, std::unique_ptr<Rulebook>> books_;
};

std::string text_of(const Rulebook& rules, FactType type, const Value& value) {
  if (!type.list) return rules.show_value(type, value);
  std::string joined;
  type.list = false;
  for (const std::int64_t member : value.list) {
    if (!joined.empty()) joined += '\x1f';
    joined += rules.show_value(type, Value::of(member));
  }
  return joined;
}

RecordedActor actor_of(const Rulebook& rules, const Actor& by) {
  RecordedActor actor;
  actor.petitioner = by.kind == Actor::Kind::petitioner;
  actor.system = by.kind == Actor::Kind::system;
  if (by.unit && by.unit.value < rules.organisation().size()) actor.unit = rules.organisation().unit(by.unit).key;
  if (by.unit && actor.unit.empty()) actor.unit = rules.unit_name(by.unit);
  if (by.roles[0]) actor.role = rules.role_name(by.roles[0]);
  return actor;
}

class Reading {
 public:
  explicit Reading(Store& store) : store_(store), terms_(store) {}

  void run(const std::function<void(RecordedCase&&)>& take) {
    std::vector<CaseHead> roots;
    std::map<CaseNumber, std::vector<CaseHead>> children;
    store_.cases(1, [&](const CaseHead& head) {
      CaseHead listed;
      listed.id = head.id;
      listed.number = head.number;
      listed.rulebook = head.rulebook;
      (head.root == head.number ? roots : children[head.root]).push_back(std::move(listed));
      return true;
    });
    for (const CaseHead& root : roots) {
      RecordedCase file;
      file.id = root.id;
      const auto theirs = children.find(root.number);
      order_.clear();
      read(root, {}, theirs != children.end(), file);
      if (theirs != children.end()) {
        for (const CaseHead& child : theirs->second) read(child, child.id.substr(root.id.size() + 1), true, file);
        in_order_of_ledger(file);
      }
      take(std::move(file));
    }
  }

 private:
  void read(const CaseHead& head, const std::string& child, bool family, RecordedCase& file) {
    const Rulebook& rules = terms_.of(head.rulebook);
    std::vector<DecodedEntry> entries;
    store_.entries(head.number, 1, [&](const StoredEntry& stored) {
      const auto kind = static_cast<EntryKind>(stored.kind);
      const bool external = kind == EntryKind::event || kind == EntryKind::refusal || (kind == EntryKind::opened && child.empty());
      if (!external) return true;
      auto entry = decode_entry(kind, stored.at, stored.sequence, stored.body);
      if (!entry) unreadable("case `" + head.id + "`, entry " + std::to_string(stored.sequence) + " cannot be read");
      entries.push_back(std::move(*entry));
      return true;
    });
    for (DecodedEntry& entry : entries) {
      if (!entry.apart.empty()) give_back(entry, store_.personal(head.number, entry.entry.sequence));
      ChainedEntry chained;
      const bool there = store_.entry({head.number, entry.entry.sequence}, chained);
      RecordedEvent e = entry.entry.kind == EntryKind::opened ? opening(rules, entry) : event(rules, entry);
      if (there) e.key = chained.key;
      e.child = child;
      if (family) order_.emplace_back(chained.number, file.events.size());
      file.events.push_back(std::move(e));
    }
  }

  RecordedEvent opening(const Rulebook& rules, const DecodedEntry& entry) {
    const RulebookData& data = rules.data();
    if (!entry.type || entry.type.value >= data.case_types.size()) unreadable("a case of a type that its rules do not know");
    const model::CaseType& type = data.case_types[entry.type.value];
    RecordedEvent e;
    e.at = entry.entry.at;
    e.open = data.text(type.key);
    e.by = actor_of(rules, entry.by);
    for (const auto& [id, value] : entry.facts) {
      if (!value.known() || id.value >= type.facts.count) continue;
      const model::Fact& fact = data.facts[type.facts.first + id.value];
      e.facts.emplace_back(data.text(fact.name), text_of(rules, fact.type, value));
    }
    return e;
  }

  static RecordedEvent event(const Rulebook& rules, const DecodedEntry& entry) {
    const RulebookData& data = rules.data();
    if (!entry.entry.event || entry.entry.event.value >= data.events.size()) unreadable("an event that the rules do not know");
    const model::Event& declared = data.events[entry.entry.event.value];
    RecordedEvent e;
    e.at = entry.entry.stood_at;
    e.event = data.text(declared.key);
    e.by = actor_of(rules, entry.by);
    e.assumed = entry.entry.assumed;
    e.occurred = entry.entry.occurred;
    for (const PayloadField& given : entry.payload) {
      if (!given.value.known() || given.field >= declared.fields.count) continue;
      const model::Field& field = data.fields[declared.fields.first + given.field];
      e.facts.emplace_back(data.text(field.name), text_of(rules, field.type, given.value));
    }
    return e;
  }

  void in_order_of_ledger(RecordedCase& file) {
    std::sort(order_.begin(), order_.end());
    std::vector<RecordedEvent> sorted;
    for (const auto& [number, index] : order_) sorted.push_back(std::move(file.events[index]));
    file.events = std::move(sorted);
  }

  Store& store_;
  Terms terms_;
  std::vector<std::pair<LedgerNumber, std::size_t>> order_;
};

}  // namespace

void read_cases(Store& store, const std::function<void(RecordedCase&&)>& take) { Reading(store).run(take); }

}  // namespace sanhuan
