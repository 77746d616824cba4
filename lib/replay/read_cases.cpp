#include <algorithm>
#include <map>

#include "lib/replay/ledger_terms.hpp"
#include "sanhuan/kinship.hpp"
#include "sanhuan/record.hpp"

namespace sanhuan {
namespace {

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
        for (const CaseHead& child : theirs->second)
          read(child, child.id.substr(root.id.size() + 1), true, file);
        in_order_of_ledger(file);
      }
      take(std::move(file));
    }
  }

 private:
  void read(const CaseHead& head, const std::string& child, bool family, RecordedCase& file) {
    const Rulebook* rules = nullptr;
    std::vector<DecodedEntry> entries;
    store_.entries(head.number, 1, [&](const StoredEntry& stored) {
      const auto kind = static_cast<EntryKind>(stored.kind);
      const bool external = kind == EntryKind::event || kind == EntryKind::refusal;
      const bool names_rules = kind == EntryKind::opened || kind == EntryKind::migration;
      if (!external && !names_rules) return true;
      auto entry = decode_entry(kind, stored.at, stored.sequence, stored.body);
      if (!entry)
        unreadable_ledger(
            sentence("case `{}`, entry {} cannot be read", "`{}` 第 {} 条读不懂", head.id, stored.sequence));
      entries.push_back(std::move(*entry));
      return true;
    });
    for (DecodedEntry& entry : entries) {
      const EntryKind kind = entry.entry.kind;
      // A migration is nobody's event: what-if has one set of rules from beginning to end. It says whose ids follow (8.2).
      if (kind == EntryKind::opened || kind == EntryKind::migration) {
        const Rulebook& now = terms_.of(rulebook_name(entry.rulebook));
        if (rules != nullptr)
          file.migrations.push_back(
              {entry.entry.at, std::string(rules->version()), std::string(now.version()), child});
        rules = &now;
      }
      if (kind == EntryKind::migration || (kind == EntryKind::opened && !child.empty())) continue;
      if (rules == nullptr)
        unreadable_ledger(sentence("case `{}` has no opening", "`{}` 没有立案那一条", head.id));
      if (!entry.apart.empty()) give_back(entry, store_.personal(head.number, entry.entry.sequence));
      ChainedEntry chained;
      const bool there = store_.entry({head.number, entry.entry.sequence}, chained);
      RecordedEvent e = kind == EntryKind::opened ? opening(*rules, entry) : event(*rules, entry);
      if (there) e.key = chained.key;
      e.child = child;
      if (family) order_.emplace_back(chained.number, file.events.size());
      file.events.push_back(std::move(e));
    }
  }

  static RecordedEvent opening(const Rulebook& rules, const DecodedEntry& entry) {
    RecordedEvent e;
    e.facts = given_facts(rules, entry);
    e.at = entry.entry.at;
    e.open = rules.case_type_key(entry.type);
    e.by = recorded_actor(rules, entry.by);
    return e;
  }

  static RecordedEvent event(const Rulebook& rules, const DecodedEntry& entry) {
    RecordedEvent e;
    e.facts = given_fields(rules, entry);
    e.at = entry.entry.stood_at;
    e.event = rules.event_key(entry.entry.event);
    e.by = recorded_actor(rules, entry.by);
    e.assumed = entry.entry.assumed;
    e.occurred = entry.entry.occurred;
    return e;
  }

  void in_order_of_ledger(RecordedCase& file) {
    std::sort(order_.begin(), order_.end());
    std::vector<RecordedEvent> sorted;
    for (const auto& [number, index] : order_) sorted.push_back(std::move(file.events[index]));
    file.events = std::move(sorted);
  }

  Store& store_;
  LedgerTerms terms_;
  std::vector<std::pair<LedgerNumber, std::size_t>> order_;
};

}  // namespace

void read_cases(Store& store, const std::function<void(RecordedCase&&)>& take) {
  const std::shared_ptr<void> still = store.hold_still();
  Reading(store).run(take);
}

}  // namespace sanhuan
