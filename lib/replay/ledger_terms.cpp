#include "lib/replay/ledger_terms.hpp"

#include "lib/base/wire.hpp"
#include "lib/rulebook/binary.hpp"

namespace sanhuan {

void unreadable_ledger(const Sentence& what) { throw Error(Failure::damaged, Commit::not_done, what); }

std::string rulebook_name(std::uint64_t hash) {
  std::string name;
  WireWriter(name).fixed(hash);
  return name;
}

LedgerTerms::LedgerTerms(Store& store) : store_(store) {
  for (const Revision& revision : store.revisions()) {
    if (auto calendar = calendar_from(revision.bytes)) calendar_ = std::move(calendar);
    else if (auto organisation = organisation_from(revision.bytes)) organisation_ = std::move(organisation);
  }
}

const Rulebook& LedgerTerms::of(const std::string& hash) {
  auto& found = books_[hash];
  if (found) return *found;
  const auto bytes = store_.rulebook(hash);
  const auto rules = bytes ? rulebook_from(*bytes) : nullptr;
  if (!rules || !calendar_ || !organisation_)
    unreadable_ledger({"the ledger has no rules that can be read for one of its cases", "一件事项用的规则，台账里没有能读懂的"});
  found = std::make_unique<Rulebook>(rules, calendar_, organisation_);
  return *found;
}

std::string given_text(const Rulebook& rules, FactType type, const Value& value) {
  if (!type.list) return rules.show_value(type, value);
  std::string joined;
  type.list = false;
  for (const std::int64_t member : value.list) {
    if (!joined.empty()) joined += '\x1f';
    joined += rules.show_value(type, Value::of(member));
  }
  return joined;
}

RecordedActor recorded_actor(const Rulebook& rules, const Actor& by) {
  RecordedActor actor;
  actor.petitioner = by.kind == Actor::Kind::petitioner;
  actor.system = by.kind == Actor::Kind::system;
  if (by.unit && by.unit.value < rules.organisation().size()) actor.unit = rules.organisation().unit(by.unit).key;
  if (by.unit && actor.unit.empty()) actor.unit = rules.unit_name(by.unit);
  if (by.roles[0]) actor.role = rules.role_name(by.roles[0]);
  return actor;
}

NamedValues given_facts(const Rulebook& rules, const DecodedEntry& opened) {
  const RulebookData& data = rules.data();
  if (!opened.type || opened.type.value >= data.case_types.size())
    unreadable_ledger({"a case of a type that its rules do not know", "一件事项的类型，它的规则不认得"});
  const model::Range facts = data.case_types[opened.type.value].facts;
  NamedValues named;
  for (const auto& [id, value] : opened.facts) {
    if (!value.known() || id.value >= facts.count) continue;
    const model::Fact& fact = data.facts[facts.first + id.value];
    named.emplace_back(data.text(fact.name), given_text(rules, fact.type, value));
  }
  return named;
}

NamedValues given_fields(const Rulebook& rules, const DecodedEntry& event) {
  const RulebookData& data = rules.data();
  if (!event.entry.event || event.entry.event.value >= data.events.size())
    unreadable_ledger({"an event that the rules do not know", "一个事件，规则不认得"});
  const model::Range fields = data.events[event.entry.event.value].fields;
  NamedValues named;
  for (const PayloadField& given : event.payload) {
    if (!given.value.known() || given.field >= fields.count) continue;
    const model::Field& field = data.fields[fields.first + given.field];
    named.emplace_back(data.text(field.name), given_text(rules, field.type, given.value));
  }
  return named;
}

}  // namespace sanhuan
