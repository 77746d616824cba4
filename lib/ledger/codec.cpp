#include "lib/ledger/codec.hpp"

#include <algorithm>

#include "lib/base/in_order.hpp"
#include "lib/base/wire.hpp"

namespace sanhuan {
namespace {

// In an entry: what is there beside the changes.
constexpr std::uint8_t has_assumed = 1;
constexpr std::uint8_t has_stood_at = 2;
constexpr std::uint8_t has_occurred = 4;

enum class ValueForm : std::uint8_t { unknown = 0, number = 1, text = 2, list = 3, apart = 4 };

// ---- parts --------------------------------------------------------------------------------------------------------------

void put(WireWriter& to, const Value& value) {
  switch (value.tag) {
    case Value::Tag::null: return to.byte(static_cast<std::uint8_t>(ValueForm::unknown));
    case Value::Tag::number:
      to.byte(static_cast<std::uint8_t>(ValueForm::number));
      return to.signed_number(value.number);
    case Value::Tag::text:
      to.byte(static_cast<std::uint8_t>(ValueForm::text));
      return to.text(value.text);
    case Value::Tag::list:
      to.byte(static_cast<std::uint8_t>(ValueForm::list));
      to.number(value.list.size());
      for (const std::int64_t member : value.list) to.signed_number(member);
      return;
  }
}

// `apart`: it stands beside the entry.
Value get_value(WireReader& from, bool& apart) {
  apart = false;
  switch (static_cast<ValueForm>(from.byte())) {
    case ValueForm::unknown: return {};
    case ValueForm::number: return Value::of(from.signed_number());
    case ValueForm::text: return Value::of(std::string(from.text()));
    case ValueForm::list: {
      std::vector<std::int64_t> members(from.count());
      for (std::int64_t& member : members) member = from.signed_number();
      return Value::of(std::move(members));
    }
    case ValueForm::apart: apart = true; return {};
  }
  from.fail();
  return {};
}

void put(WireWriter& to, const Actor& actor) {
  std::size_t roles = actor.roles.size();
  while (roles > 0 && !actor.roles[roles - 1]) --roles;
  to.byte(static_cast<std::uint8_t>(static_cast<std::size_t>(actor.kind) | roles << 2));
  to.id(actor.unit);
  for (std::size_t i = 0; i < roles; ++i) to.id(actor.roles[i]);
}
Actor get_actor(WireReader& from) {
  Actor actor;
  const std::uint8_t form = from.byte();
  const std::size_t roles = form >> 2;
  if ((form & 3) > static_cast<std::uint8_t>(Actor::Kind::system) || roles > actor.roles.size()) return from.fail(), actor;
  actor.kind = static_cast<Actor::Kind>(form & 3);
  actor.unit = from.id<UnitId>();
  for (std::size_t i = 0; i < roles; ++i) actor.roles[i] = from.id<RoleId>();
  if (roles != 0 && !actor.roles[roles - 1]) from.fail();
  return actor;
}

// A packed holder is short where unit and role are none or small.
void put_holder(WireWriter& to, std::int64_t packed) {
  const auto bits = static_cast<std::uint64_t>(packed);
  to.number(bits >> 48);
  to.id(RoleId(static_cast<std::uint16_t>(bits >> 32)));
  to.id(UnitId(static_cast<std::uint32_t>(bits)));
}
std::int64_t get_holder(WireReader& from) {
  const auto kind = from.number_up_to<std::uint64_t>(0xffff);
  const auto role = from.id<RoleId>();
  const auto unit = from.id<UnitId>();
  return static_cast<std::int64_t>(kind << 48 | std::uint64_t{role.value} << 32 | unit.value);
}
bool value_is_holder(ChangeKind kind) noexcept {
  return kind == ChangeKind::reassigned || kind == ChangeKind::delegated || kind == ChangeKind::escalated ||
         kind == ChangeKind::effect;
}

// ---- changes ------------------------------------------------------------------------------------------------------------

// Which members differ from what they mostly are; those follow, in this order.
enum Present : std::uint8_t { flags = 1, a = 2, b = 4, at = 8, value = 16, rule = 32, extra = 64, holder = 128 };

void put(WireWriter& to, const Change& c, Instant entry_at, bool personal) {
  const std::int64_t said = personal ? 0 : c.value;
  const auto when = [](bool differs, Present bit) { return static_cast<std::uint8_t>(differs ? bit : 0); };
  to.byte(static_cast<std::uint8_t>(c.kind));
  to.byte(static_cast<std::uint8_t>(when(c.flags != 0, flags) | when(c.a != 0, a) | when(c.b != 0, b) |
                                    when(c.at != entry_at, at) | when(said != 0, value) | when(c.rule.valid(), rule) |
                                    when(c.extra != 0, extra) | when(c.holder != 0, holder)));
  if (c.flags != 0) to.byte(c.flags);
  if (c.a != 0) to.number(c.a);
  if (c.b != 0) to.number(c.b);
  if (c.at != entry_at) to.distance(c.at.ms, entry_at.ms);
  if (said != 0) value_is_holder(c.kind) ? put_holder(to, said) : to.signed_number(said);
  if (c.rule) to.number(c.rule.value);
  if (c.extra != 0) to.number(c.extra);
  if (c.holder != 0) put_holder(to, c.holder);
}

Change get_change(WireReader& from, Instant entry_at) {
  Change c;
  c.at = entry_at;
  const std::uint8_t kind = from.byte();
  if (kind < static_cast<std::uint8_t>(ChangeKind::moved) || kind > static_cast<std::uint8_t>(ChangeKind::effect))
    return from.fail(), c;
  c.kind = static_cast<ChangeKind>(kind);
  const std::uint8_t present = from.byte();
  // What is said to differ must differ: one spelling only.
  const auto differs = [&](bool yes) {
    if (!yes) from.fail();
  };
  if ((present & flags) != 0) differs((c.flags = from.byte()) != 0);
  if ((present & a) != 0) differs((c.a = from.number_up_to<std::uint16_t>(UINT16_MAX)) != 0);
  if ((present & b) != 0) differs((c.b = from.number_up_to<std::uint32_t>(UINT32_MAX)) != 0);
  if ((present & at) != 0) differs((c.at = Instant{from.distance(entry_at.ms)}) != entry_at);
  if ((present & value) != 0)
    differs((c.value = value_is_holder(c.kind) ? get_holder(from) : from.signed_number()) != 0);
  if ((present & rule) != 0) {
    c.rule = RuleId(from.number_up_to<std::uint32_t>(UINT32_MAX));
    differs(c.rule.valid());
  }
  if ((present & extra) != 0) differs((c.extra = from.number_up_to<std::uint32_t>(UINT32_MAX)) != 0);
  if ((present & holder) != 0) differs((c.holder = get_holder(from)) != 0);
  return c;
}

bool flagged(std::span<const char> flags_of, std::size_t i) noexcept { return i < flags_of.size() && flags_of[i] != 0; }
constexpr char stands_apart_already = 2;

// A value given from outside: in its place, or beside the entry where it is personal.
void put_given(WireWriter& to, const Value& given, std::size_t position, const EntryToWrite& entry, EncodedEntry& into) {
  const bool personal = flagged(entry.personal, position);
  if (!personal || (!given.known() && entry.personal[position] != stands_apart_already)) return put(to, given);
  to.byte(static_cast<std::uint8_t>(ValueForm::apart));
  if (!given.known()) return;  // erased
  auto& [number, bytes] = into.personal.emplace_back(static_cast<std::uint32_t>(position), std::string());
  WireWriter value_to(bytes);
  put(value_to, given);
}

bool has_event(EntryKind kind) noexcept { return kind == EntryKind::event || kind == EntryKind::refusal; }

bool known(EntryKind kind) noexcept {
  switch (kind) {
    case EntryKind::opened:
    case EntryKind::event:
    case EntryKind::refusal:
    case EntryKind::timer:
    case EntryKind::recomputed:
    case EntryKind::child:
    case EntryKind::migration:
    case EntryKind::erasure: return true;
  }
  return false;
}

}  // namespace

// ---- entries ------------------------------------------------------------------------------------------------------------

void encode(const EntryToWrite& e, EncodedEntry& into) {
  into.body.clear();
  into.personal.clear();
  WireWriter to(into.body);
  to.byte(entry_version);
  to.number(e.registers);
  const bool stood = e.entry.stood_at != e.entry.at, late = e.entry.occurred != Instant::never();
  to.byte(static_cast<std::uint8_t>((e.entry.assumed ? has_assumed : 0) | (stood ? has_stood_at : 0) |
                                    (late ? has_occurred : 0)));
  if (stood) to.distance(e.entry.stood_at.ms, e.entry.at.ms);
  if (late) to.distance(e.entry.occurred.ms, e.entry.at.ms);
  switch (e.entry.kind) {
    case EntryKind::opened:
      to.fixed(e.rulebook);
      to.id(e.type);
      put(to, e.by);
      to.number(e.facts.size());
      for (std::size_t i = 0; i < e.facts.size(); ++i) {
        to.id(e.facts[i].first);
        put_given(to, e.facts[i].second, i, e, into);
      }
      break;
    case EntryKind::event:
    case EntryKind::refusal:
      to.id(e.entry.event);
      put(to, e.by);
      to.number(e.payload.size());
      for (std::size_t i = 0; i < e.payload.size(); ++i) {
        to.number(e.payload[i].field);
        put_given(to, e.payload[i].value, i, e, into);
      }
      if (e.entry.kind == EntryKind::event) break;
      to.byte(static_cast<std::uint8_t>(e.entry.refused));
      to.id(e.missing);
      to.id(e.owed);
      to.id(e.rule);
      break;
    case EntryKind::timer: to.id(e.entry.deadline); break;
    case EntryKind::recomputed: break;
    case EntryKind::child:
      to.number(e.child_entry);
      to.number(e.child_position);
      break;
    case EntryKind::migration:
      to.fixed(e.rulebook_before);
      to.fixed(e.rulebook);
      put(to, e.by);
      break;
    case EntryKind::erasure:
      put(to, e.by);
      to.text({e.reason.data(), e.reason.size()});
      break;
  }
  to.number(e.changes.size());
  for (const Change& c : e.changes)
    put(to, c, e.entry.at, c.kind == ChangeKind::fact && flagged(e.personal_facts, c.a));
}

std::optional<DecodedEntry> decode_entry(EntryKind kind, Instant at, std::uint32_t sequence, std::string_view body) {
  if (!known(kind)) return std::nullopt;
  WireReader from(body);
  if (from.byte() != entry_version) return std::nullopt;
  DecodedEntry e;
  e.entry.kind = kind;
  e.entry.at = e.entry.stood_at = at;
  e.entry.sequence = sequence;
  e.entry.actor.kind = Holder::Kind::system;
  e.registers = from.number_up_to<std::uint32_t>(UINT32_MAX);
  const std::uint8_t has = from.byte();
  if (has > (has_assumed | has_stood_at | has_occurred)) from.fail();
  e.entry.assumed = (has & has_assumed) != 0;
  if ((has & has_stood_at) != 0) {
    e.entry.stood_at = Instant{from.distance(at.ms)};
    if (e.entry.stood_at == at) from.fail();
  }
  if ((has & has_occurred) != 0) {
    e.entry.occurred = Instant{from.distance(at.ms)};
    if (e.entry.occurred == Instant::never()) from.fail();
  }
  bool apart = false;
  const auto stands_apart = [&](std::size_t position) {
    if (apart) e.apart.push_back(static_cast<std::uint32_t>(position));
  };
  if (kind == EntryKind::opened) {
    e.rulebook = from.fixed();
    e.type = from.id<CaseTypeId>();
    e.by = get_actor(from);
    const std::size_t facts = from.count();
    for (std::size_t i = 0; i < facts && !from.bad(); ++i) {
      const auto fact = from.id<FactId>();
      e.facts.emplace_back(fact, get_value(from, apart));
      stands_apart(i);
    }
  } else if (has_event(kind)) {
    e.entry.event = from.id<EventId>();
    e.by = get_actor(from);
    const std::size_t fields = from.count();
    for (std::size_t i = 0; i < fields && !from.bad(); ++i) {
      const auto field = from.number_up_to<std::uint16_t>(UINT16_MAX);
      e.payload.push_back({field, get_value(from, apart)});
      stands_apart(i);
    }
    if (kind == EntryKind::refusal) {
      const std::uint8_t why = from.byte();
      if (why == 0 || why > static_cast<std::uint8_t>(Refused::designated)) from.fail();
      e.entry.refused = static_cast<Refused>(why);
      e.missing = from.id<FactId>();
      e.owed = from.id<DeadlineId>();
      e.rule = from.id<RuleId>();
    }
  } else if (kind == EntryKind::timer) {
    e.entry.deadline = from.id<DeadlineId>();
  } else if (kind == EntryKind::child) {
    e.child_entry = from.number_up_to<std::uint32_t>(UINT32_MAX);
    e.child_position = from.number_up_to<std::uint16_t>(UINT16_MAX);
  } else if (kind == EntryKind::migration) {
    e.rulebook_before = from.fixed();
    e.rulebook = from.fixed();
    e.by = get_actor(from);
  } else if (kind == EntryKind::erasure) {
    e.by = get_actor(from);
    const std::string_view reason = from.text();
    e.reason.assign(reason.begin(), reason.end());
  }
  if (kind != EntryKind::timer && kind != EntryKind::recomputed && kind != EntryKind::child) e.entry.actor = as_holder(e.by);
  const std::size_t changes = from.count();
  for (std::size_t i = 0; i < changes && !from.bad(); ++i) e.changes.push_back(get_change(from, at));
  if (!from.finished()) return std::nullopt;
  e.entry.change_count = static_cast<std::uint32_t>(e.changes.size());
  return e;
}

std::size_t give_back(DecodedEntry& e, std::span<const ErasableValue> values) {
  std::size_t missing = 0;
  for (const std::uint32_t position : e.apart) {
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.field == position; });
    if (found == values.end() || !found->value) {
      ++missing;
      continue;
    }
    WireReader from(*found->value);
    bool apart = false;
    Value value = get_value(from, apart);
    if (e.entry.kind == EntryKind::opened) e.facts[position].second = std::move(value);
    else e.payload[position].value = std::move(value);
  }
  return missing;
}

EntryToWrite to_write(const DecodedEntry& e, std::vector<char>& personal) {
  personal.assign(std::max(e.facts.size(), e.payload.size()), 0);
  for (const std::uint32_t position : e.apart) personal[position] = stands_apart_already;
  EntryToWrite w;
  w.entry = e.entry;
  w.registers = e.registers;
  w.changes = e.changes;
  w.by = e.by;
  w.rulebook = e.rulebook;
  w.rulebook_before = e.rulebook_before;
  w.type = e.type;
  w.facts = e.facts;
  w.payload = e.payload;
  w.missing = e.missing;
  w.owed = e.owed;
  w.rule = e.rule;
  w.child_entry = e.child_entry;
  w.child_position = e.child_position;
  w.reason = e.reason;
  w.personal = personal;
  return w;
}

// ---- effects ------------------------------------------------------------------------------------------------------------

std::string encode_effect(const Effect& e) {
  std::string out;
  WireWriter to(out);
  to.byte(effect_version);
  to.text(e.id.case_id);
  to.text(e.kind);
  put_holder(to, e.to.packed());
  to.byte(e.addressed ? 1 : 0);
  to.text(e.text);
  to.signed_number(e.points);
  to.signed_number(e.at.ms);
  to.distance(e.due.ms, e.at.ms);
  to.id(e.rule);
  return out;
}

std::optional<Effect> decode_effect(std::string_view bytes) {
  WireReader from(bytes);
  if (from.byte() != effect_version) return std::nullopt;
  Effect e;
  e.id.case_id = from.text();
  e.kind = from.text();
  const std::int64_t to = get_holder(from);
  e.to = Holder::unpack(to);
  if (e.to.packed() != to || e.to.kind > Holder::Kind::system) from.fail();
  const std::uint8_t addressed = from.byte();
  e.addressed = addressed != 0;
  e.text = from.text();
  const std::int64_t points = from.signed_number();
  e.points = static_cast<std::int32_t>(points);
  e.at = Instant{from.signed_number()};
  e.due = Instant{from.distance(e.at.ms)};
  e.rule = from.id<RuleId>();
  return from.finished() && addressed <= 1 && e.points == points ? std::optional(std::move(e)) : std::nullopt;
}

// ---- what a key stands for ----------------------------------------------------------------------------------------------

namespace {

bool same(const Actor& x, const Actor& y) noexcept { return x.kind == y.kind && x.unit == y.unit && x.roles == y.roles; }

// What was erased cannot be compared any more, and is taken for the same.
bool is_apart(const DecodedEntry& e, std::size_t i) {
  return std::find(e.apart.begin(), e.apart.end(), i) != e.apart.end();
}

}  // namespace

bool same_content(const DecodedEntry& e, const Event& event) {
  if (!has_event(e.entry.kind) || e.entry.event != event.event || !same(e.by, event.by) ||
      e.entry.occurred != event.occurred || e.payload.size() != event.payload.size())
    return false;
  // In whatever order they are given: the same line is the same.
  const auto mine = in_order(e.payload, &PayloadField::field), theirs = in_order(event.payload, &PayloadField::field);
  for (std::size_t k = 0; k < mine.size(); ++k) {
    const PayloadField &a = e.payload[mine[k]], &b = event.payload[theirs[k]];
    if (a.field != b.field || (a.value != b.value && !(is_apart(e, mine[k]) && !a.value.known()))) return false;
  }
  return true;
}

bool same_content(const DecodedEntry& e, const Opening& opening) {
  if (e.entry.kind != EntryKind::opened || e.type != opening.type || !same(e.by, opening.by) ||
      e.facts.size() != opening.facts.size())
    return false;
  const auto mine = in_order(e.facts, &GivenFact::first), theirs = in_order(opening.facts, &GivenFact::first);
  for (std::size_t k = 0; k < mine.size(); ++k) {
    const GivenFact &a = e.facts[mine[k]], &b = opening.facts[theirs[k]];
    if (a.first != b.first || (a.second != b.second && !(is_apart(e, mine[k]) && !a.second.known()))) return false;
  }
  return true;
}

}  // namespace sanhuan
