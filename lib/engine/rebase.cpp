#include "lib/engine/rebase.hpp"

#include <algorithm>

namespace sanhuan {

RulesOfEntries::Rules RulesOfEntries::at(const DecodedEntry& e) {
  if (e.entry.kind == EntryKind::opened) now_ = {&books_.of(reader_, ledger_name(e.rulebook)), e.type};
  if (e.entry.kind != EntryKind::migration) return now_;
  const Book& to = books_.of(reader_, ledger_name(e.rulebook));
  const Counterparts* const counterparts = books_.counterparts(*now_.book, to, now_.type);
  now_ = {&to, counterparts == nullptr ? CaseTypeId{} : counterparts->type()};
  return now_;
}

namespace {

void rebase_value(const Counterparts& to, const FactType& before, const FactType& after, Value& value) {
  const auto each = [&](std::int64_t& v) {
    if (const auto now = to.value(before, after, v)) v = *now;
  };
  if (value.tag == Value::Tag::number) each(value.number);
  for (std::int64_t& member : value.list) each(member);
}

void rebase_one(const Counterparts& to, const RulebookData& before, const RulebookData& after, CaseTypeId type, DecodedEntry& e) {
  for (RoleId& role : e.by.roles)
    if (role) role = to.role(role);
  if (e.entry.kind == EntryKind::opened) {
    for (auto& [fact, value] : e.facts) {
      const FactId now = to.fact(fact);
      if (now)
        rebase_value(to, before.facts[before.case_types[type.value].facts.first + fact.value].type,
                     after.facts[after.case_types[to.type().value].facts.first + now.value].type, value);
      fact = now;
    }
    e.type = to.type();
    return;
  }
  const EventId event = to.event(e.entry.event);
  for (PayloadField& p : e.payload) {
    const auto field = to.field(e.entry.event, p.field);
    if (field)
      rebase_value(to, before.fields[before.events[e.entry.event.value].fields.first + p.field].type,
                   after.fields[after.events[event.value].fields.first + *field].type, p.value);
    p.field = field.value_or(0xffff);
  }
  e.entry.event = event;
  if (e.missing) e.missing = to.fact(e.missing);
  if (e.owed) e.owed = to.deadline(e.owed, first_day);
  e.rule = {};  // a line of the rules before
}

}  // namespace

void rebase(Reader& reader, Books& books, CaseNumber number, DecodedEntry& entry) {
  std::vector<DecodedEntry> marks;  // where the rules of the case changed, with its opening
  reader.entries(number, 1, [&](const StoredEntry& e) {
    const auto kind = static_cast<EntryKind>(e.kind);
    if (kind != EntryKind::opened && kind != EntryKind::migration) return true;
    if (auto mark = decode_entry(kind, e.at, e.sequence, e.body)) marks.push_back(std::move(*mark));
    return true;
  });
  CaseTypeId type;
  for (const DecodedEntry& mark : marks) {
    if (mark.entry.kind == EntryKind::opened) type = mark.type;
    if (mark.entry.kind != EntryKind::migration) continue;
    const Book& before = books.of(reader, ledger_name(mark.rulebook_before));
    const Book& after = books.of(reader, ledger_name(mark.rulebook));
    const Counterparts* const to = books.counterparts(before, after, type);
    if (to == nullptr) return;
    if (mark.entry.sequence > entry.entry.sequence) rebase_one(*to, before.rulebook->data(), after.rulebook->data(), type, entry);
    type = to->type();
  }
}

}  // namespace sanhuan
