#include "lib/core/counterparts.hpp"

#include <algorithm>
#include <unordered_map>

namespace sanhuan {

namespace {

using model::Migration;
using model::Named;

// Name or key, as a line of 迁移 may write it.
bool is_called(const RulebookData& rules, const Named& named, std::string_view written) noexcept {
  return rules.text(named.name) == written || rules.text(named.key) == written;
}

// Of `count` named things on either side: by key.
template <class Id, class Before, class After>
std::vector<Id> by_key(const RulebookData& before, const Before& of_before, std::size_t count_before, const RulebookData& after,
                       const After& of_after, std::size_t count_after) {
  std::unordered_map<std::string_view, Id> ids;
  for (std::size_t i = 0; i < count_after; ++i) ids.emplace(after.text(of_after(i).key), Id(i));
  std::vector<Id> map(count_before);
  for (std::size_t i = 0; i < count_before; ++i)
    if (const auto found = ids.find(before.text(of_before(i).key)); found != ids.end()) map[i] = found->second;
  return map;
}

template <class Id, class Before>
void rename(std::vector<Id>& map, const RulebookData& before, const Before& of_before, const RulebookData& after,
            const std::vector<std::pair<StringId, Id>>& lines) {
  for (const auto& [written, now] : lines)
    for (std::size_t i = 0; i < map.size(); ++i)
      if (is_called(before, of_before(i), after.text(written))) map[i] = now;
}

template <class Id, class Before>
std::vector<char> dropped(std::size_t count, const RulebookData& before, const Before& of_before, const RulebookData& after,
                          const std::vector<std::pair<StringId, Id>>& lines) {
  std::vector<char> flags(count);
  for (const auto& [written, now] : lines)
    for (std::size_t i = 0; i < count; ++i)
      if (!now && is_called(before, of_before(i), after.text(written))) flags[i] = 1;
  return flags;
}

}  // namespace

const Migration* Counterparts::block(const RulebookData& before, const RulebookData& after, CaseTypeId type) noexcept {
  if (before.name != after.name) return nullptr;
  const std::string_view key = before.text(before.case_types[type.value].key);
  for (const Migration& m : after.migrations)
    if (after.text(m.from) == before.version && after.text(after.case_types[m.case_type.value].key) == key) return &m;
  return nullptr;
}

const model::Process& Counterparts::process_before() const noexcept {
  return before_.processes[before_.case_types[type_.value].process.value];
}
const model::Process& Counterparts::process_after() const noexcept {
  return after_.processes[after_.case_types[block_.case_type.value].process.value];
}

Counterparts::Counterparts(const RulebookData& before, const RulebookData& after, CaseTypeId type, const Migration& block)
    : before_(before), after_(after), type_(type), block_(block) {
  const auto of = [](const auto& list, std::size_t from = 0) {
    return [&list, from](std::size_t i) -> const Named& { return list[from + i]; };
  };
  const model::Process &old = process_before(), &now = process_after();
  const model::Range facts = before.case_types[type.value].facts, facts_now = after.case_types[block.case_type.value].facts;

  types_ = by_key<CaseTypeId>(before, of(before.case_types), before.case_types.size(), after, of(after.case_types), after.case_types.size());
  roles_ = by_key<RoleId>(before, of(before.roles), before.roles.size(), after, of(after.roles), after.roles.size());
  events_ = by_key<EventId>(before, of(before.events), before.events.size(), after, of(after.events), after.events.size());
  events_[model::escalation_event.value] = model::escalation_event;
  rename(events_, before, of(before.events), after, block.events);
  for (std::size_t e = 0; e < events_.size(); ++e) {
    if (!events_[e]) continue;
    const model::Event &was = before.events[e], &is = after.events[events_[e].value];
    asks_the_past_ = asks_the_past_ || (is.anchor_latest != 0xffff && was.anchor_latest == 0xffff) ||
                     (is.anchor_first != 0xffff && was.anchor_first == 0xffff);
  }
  scopes_ = by_key<ScopeId>(before, of(old.scopes), old.scopes.size(), after, of(now.scopes), now.scopes.size());
  scopes_[0] = ScopeId(0);
  rename(scopes_, before, of(old.scopes), after, block.scopes);
  facts_ = by_key<FactId>(before, of(before.facts, facts.first), facts.count, after, of(after.facts, facts_now.first), facts_now.count);
  rename(facts_, before, of(before.facts, facts.first), after, block.facts);
  dropped_facts_ = dropped(facts.count, before, of(before.facts, facts.first), after, block.facts);

  auto firsts = by_key<DeadlineId>(before, of(old.deadlines), old.deadlines.size(), after, of(now.deadlines), now.deadlines.size());
  rename(firsts, before, of(old.deadlines), after, block.deadlines);
  dropped_deadlines_ = dropped(old.deadlines.size(), before, of(old.deadlines), after, block.deadlines);
  deadlines_.resize(firsts.size());
  new_deadlines_.assign(now.deadlines.size(), 1);
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    if (!firsts[i] || old.deadlines[i].request) continue;
    const StringId key = now.deadlines[firsts[i].value].key;
    for (std::size_t n = 0; n < now.deadlines.size(); ++n) {
      if (now.deadlines[n].request || now.deadlines[n].key != key) continue;
      deadlines_[i].emplace_back(n);
      new_deadlines_[n] = 0;
    }
  }
}

DeadlineId Counterparts::deadline(DeadlineId id, Day day) const noexcept {
  const model::Deadline& before = process_before().deadlines[id.value];
  if (before.request) return request(before, id, day);
  const auto& found = deadlines_[id.value];
  if (found.size() <= 1) return found.empty() ? DeadlineId{} : found.front();
  const auto& now = process_after().deadlines;
  for (const DeadlineId d : found)
    if (now[d.value].valid == before.valid) return d;
  for (const DeadlineId d : found)
    if (now[d.value].valid.holds(day)) return d;
  return {};
}

// What was asked for is decided by the line of the same deadline, or of the same stage and event.
DeadlineId Counterparts::request(const model::Deadline& before, DeadlineId id, Day day) const noexcept {
  const model::Process& now = process_after();
  if (before.extends) {
    const DeadlineId subject = deadline(before.extends, day);
    return subject ? now.deadlines[subject.value].extension.decision : DeadlineId{};
  }
  for (const model::Return& r : process_before().returns) {
    if (r.decision != id) continue;
    for (const model::Return& other : now.returns)
      if (other.scope == scope(r.scope) && other.ask == event(r.ask)) return other.decision;
  }
  return {};
}

bool Counterparts::drops(DeadlineId id) const noexcept {
  const model::Deadline& d = process_before().deadlines[id.value];
  return dropped_deadlines_[d.extends ? d.extends.value : id.value] != 0;
}

bool Counterparts::is_new(DeadlineId after) const noexcept {
  return new_deadlines_[after.value] != 0 && !process_after().deadlines[after.value].request;
}

model::ClockRule Counterparts::rule_for(DeadlineId after, RuleId& line) const noexcept {
  for (const Migration::Clock& c : block_.clocks)
    if (c.deadline == after) return line = c.line, c.rule;
  line = block_.rest_line ? block_.rest_line : block_.rule;
  return block_.rest;
}

bool Counterparts::says(DeadlineId after) const noexcept {
  return block_.rest_line || std::any_of(block_.clocks.begin(), block_.clocks.end(), [&](const Migration::Clock& c) { return c.deadline == after; });
}

bool Counterparts::opens(DeadlineId after) const noexcept {
  return block_.opens_all || std::find(block_.opens.begin(), block_.opens.end(), after) != block_.opens.end();
}

std::optional<std::int64_t> Counterparts::value(const FactType& before, const FactType& after, std::int64_t v) const noexcept {
  if (before.kind != after.kind) return std::nullopt;
  if (before.kind == FactKind::role) {
    const RoleId now = role(RoleId(static_cast<std::uint16_t>(v)));
    return now ? std::optional<std::int64_t>(now.value) : std::nullopt;
  }
  if (before.kind != FactKind::enumeration) return v;
  const model::Range old = before_.enumerations[before.enumeration.value].values;
  const model::Range now = after_.enumerations[after.enumeration.value].values;
  const std::string_view key = before_.text(before_.enum_values[old.first + static_cast<std::uint32_t>(v)].key);
  for (std::uint32_t i = 0; i < now.count; ++i)
    if (after_.text(after_.enum_values[now.first + i].key) == key) return i;
  return std::nullopt;
}

std::optional<std::uint16_t> Counterparts::field(EventId id, std::uint16_t position) const noexcept {
  const EventId now = event(id);
  const model::Range old = before_.events[id.value].fields;
  if (!now || position >= old.count) return std::nullopt;
  const model::Range fields = after_.events[now.value].fields;
  const std::string_view name = before_.text(before_.fields[old.first + position].name);
  for (std::uint32_t i = 0; i < fields.count; ++i)
    if (after_.text(after_.fields[fields.first + i].name) == name) return static_cast<std::uint16_t>(i);
  return std::nullopt;
}

std::vector<std::uint8_t> Counterparts::rungs(DeadlineId before, DeadlineId after) const {
  const model::Range old = process_before().deadlines[before.value].rungs;
  const model::Range now = process_after().deadlines[after.value].rungs;
  std::vector<std::uint8_t> map(old.count, 0xff);
  std::vector<char> taken(now.count);
  for (std::uint32_t i = 0; i < old.count; ++i) {
    const model::Rung& a = before_.rungs[old.first + i];
    for (std::uint32_t k = 0; k < now.count; ++k) {
      const model::Rung& b = after_.rungs[now.first + k];
      const bool follows = a.after < 0 ? b.after < 0 : b.after >= 0 && map[static_cast<std::size_t>(a.after)] == b.after;
      const bool alike = a.kind == b.kind && follows && (a.length == b.length || (a.kind == model::RungKind::breach && a.after < 0));
      if (!alike || taken[k] != 0) continue;
      taken[k] = 1;
      map[i] = static_cast<std::uint8_t>(k);
      break;
    }
  }
  return map;
}

std::optional<std::uint32_t> Counterparts::score(std::uint32_t action, DeadlineId after) const noexcept {
  const model::Action& scored = before_.actions[action];
  const auto alike = [&](const model::Action& a) { return a.verb == scored.verb && a.points == scored.points; };
  const model::Range rungs = process_after().deadlines[after.value].rungs;
  for (std::uint32_t r = 0; r < rungs.count; ++r) {
    const model::Range actions = after_.rungs[rungs.first + r].then.actions;
    for (std::uint32_t i = 0; i < actions.count; ++i)
      if (alike(after_.actions[actions.first + i])) return actions.first + i;
  }
  const auto any = std::find_if(after_.actions.begin(), after_.actions.end(), alike);
  if (any == after_.actions.end()) return std::nullopt;
  return static_cast<std::uint32_t>(any - after_.actions.begin());
}

std::optional<std::uint32_t> Counterparts::exclusion(DeadlineId before, DeadlineId after, std::uint32_t line) const noexcept {
  const model::Range old = process_before().deadlines[before.value].exclusions;
  const model::Range now = process_after().deadlines[after.value].exclusions;
  if (line >= old.count) return std::nullopt;
  const model::Exclusion& a = before_.exclusions[old.first + line];
  for (std::uint32_t k = 0; k < now.count; ++k) {
    const model::Exclusion& b = after_.exclusions[now.first + k];
    if (b.from == event(a.from) && b.to == event(a.to)) return k;
  }
  return std::nullopt;
}

}  // namespace sanhuan
