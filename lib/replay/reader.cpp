#include "lib/replay/reader.hpp"

#include "lib/rulebook/model.hpp"

namespace sanhuan {

namespace {

constexpr char list_separator = '\x1f';

// Looks in the cache, then asks `find` once; unknown names are not kept, so that junk cannot fill the memory.
template <class Map, class Find>
auto look_up(Map& cache, const std::string& name, Find find) {
  if (const auto found = cache.find(name); found != cache.end()) return found->second;
  const auto id = find(name);
  if (id) cache.emplace(name, id);
  return id;
}

}  // namespace

LineReader::LineReader(const Rulebook& rulebook)
    : rulebook_(rulebook), meanings_(rulebook.data().events.size() * rulebook.data().case_types.size()) {}

EventId LineReader::event(const std::string& name) {
  if (name.empty()) return {};
  return look_up(events_, name, [&](const std::string& n) { return rulebook_.event(n); });
}

CaseTypeId LineReader::case_type(const std::string& name) {
  return look_up(types_, name, [&](const std::string& n) { return rulebook_.case_type(n); });
}

bool LineReader::fail(Malformed what, std::string detail) {
  line_.unreadable = {what, std::move(detail)};
  return false;
}

const LineReader::Meaning& LineReader::meaning(EventId event, CaseTypeId type) {
  const RulebookData& rules = rulebook_.data();
  Meaning& found = meanings_[event.value * rules.case_types.size() + type.value];
  if (found.made) return found;
  const model::Range fields = rules.events[event.value].fields;
  for (std::uint32_t i = 0; i < fields.count; ++i) {
    const model::Field& field = rules.fields[fields.first + i];
    const FactId fact = type.value < field.fact.size() ? field.fact[type.value] : FactId{};
    found.fields.push_back({rules.text(field.name), field.type, fact});
  }
  found.made = true;
  return found;
}

bool LineReader::read_actor(const RecordedActor& by, Actor& actor) {
  if (by.petitioner) return actor = Actor::petitioner(), true;
  if (by.system) return actor = Actor::system(), true;
  actor = {};
  if (!by.unit.empty()) {
    actor.unit = look_up(units_, by.unit, [&](const std::string& n) { return rulebook_.unit(n); });
    if (!actor.unit) return fail(Malformed::unknown_unit, by.unit);
  }
  if (!by.role.empty()) {
    actor.roles[0] = look_up(roles_, by.role, [&](const std::string& n) { return rulebook_.role(n); });
    if (!actor.roles[0]) return fail(Malformed::unknown_role, by.role);
  }
  return true;
}

bool LineReader::read_scalar(FactType type, std::string_view text, std::int64_t& number) {
  const std::optional<Value> value = rulebook_.parse_value(type, text);
  if (!value || value->tag != Value::Tag::number) return false;
  number = value->number;
  return true;
}

bool LineReader::read_value(FactType type, const std::string& text, Value& value) {
  if (type.list && text.find(list_separator) != std::string::npos) {
    const FactType member{type.kind, false, type.enumeration};
    std::vector<std::int64_t> members;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(list_separator, begin), text.size());
      if (!read_scalar(member, std::string_view(text).substr(begin, end - begin), members.emplace_back())) return false;
      begin = end + 1;
    }
    value = Value::of(std::move(members));
    return true;
  }
  std::optional<Value> parsed = rulebook_.parse_value(type, text);
  if (!parsed) return false;
  value = std::move(*parsed);
  return true;
}

bool LineReader::read_fact(const RecordedEvent& from, const std::string& name, const std::string& text, CaseTypeId type) {
  const auto wrong_type = [&] { return fail(Malformed::wrong_type, name + " = " + text); };
  const auto into_payload = [&](std::size_t index, FactType declared) {
    PayloadField& field = payload_.emplace_back();
    field.field = static_cast<std::uint16_t>(index);
    return read_value(declared, text, field.value) || wrong_type();
  };
  static const std::vector<Field> no_fields;
  const auto& fields = line_.event.event ? meaning(line_.event.event, type).fields : no_fields;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == name) return into_payload(i, fields[i].type);
  const FactId fact_named = rulebook_.fact(type, name);
  if (!fact_named) return fail(Malformed::unknown_field, name);
  for (std::size_t i = 0; i < fields.size(); ++i)  // by the fact's key
    if (fields[i].fact == fact_named) return into_payload(i, fields[i].type);
  if (from.open.empty()) return fail(Malformed::unknown_field, name);
  const RulebookData& rules = rulebook_.data();
  const model::Fact& fact = rules.facts[rules.case_types[type.value].facts.first + fact_named.value];
  facts_.emplace_back(fact_named, Value{});
  return read_value(fact.type, text, facts_.back().second) || wrong_type();
}

const LineReader::Line& LineReader::read(const RecordedEvent& from, CaseTypeId type) {
  payload_.clear();
  facts_.clear();
  line_.unreadable = {};
  line_.event = {event(from.event), from.at, {}, {}, from.key, from.assumed, from.occurred};
  line_.opening = {type, from.at, {}, {}};
  if (!from.event.empty() && !line_.event.event) {
    fail(Malformed::unknown_event, from.event);
    return line_;
  }
  if (!read_actor(from.by, line_.event.by)) return line_;
  for (const auto& [name, text] : from.facts)
    if (!read_fact(from, name, text, type)) return line_;
  line_.opening.by = line_.event.by;
  line_.event.payload = payload_;
  line_.opening.facts = facts_;
  return line_;
}

}  // namespace sanhuan
