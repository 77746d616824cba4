#include "sanhuan/rulebook.hpp"

#include <unordered_map>
#include <utility>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "lib/rulebook/revisions.hpp"

namespace sanhuan {

// Views into the string pool of `data_`, which lives as long.
struct Rulebook::Index {
  std::uint64_t hash = 0;
  std::unordered_map<std::string_view, EventId> events;
  std::unordered_map<std::string_view, CaseTypeId> case_types;
  std::vector<std::unordered_map<std::string_view, FactId>> facts;  // per case type
  std::unordered_map<std::string_view, RoleId> roles;
};

namespace {

template <class Id>
void enter(std::unordered_map<std::string_view, Id>& map, const RulebookData& rules, const model::Named& named,
           Id id) {
  map.try_emplace(rules.text(named.key), id);
  map.try_emplace(rules.text(named.name), id);
}

template <class Id>
Id find(const std::unordered_map<std::string_view, Id>& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? Id{} : found->second;
}

}  // namespace

Rulebook::Rulebook(std::shared_ptr<const RulebookData> data, std::shared_ptr<const Calendar> calendar,
                   std::shared_ptr<const Organisation> organisation)
    : data_(std::move(data)), calendar_(std::move(calendar)), organisation_(std::move(organisation)) {
  revisions_ = std::make_shared<const CalendarRevisions>(calendar_);
  auto index = std::make_shared<Index>();
  index->hash = data_->content_hash();
  for (std::size_t i = 0; i < data_->events.size(); ++i) enter(index->events, *data_, data_->events[i], EventId(i));
  for (std::size_t i = 0; i < data_->roles.size(); ++i) enter(index->roles, *data_, data_->roles[i], RoleId(i));
  for (std::size_t i = 0; i < data_->case_types.size(); ++i) {
    const model::CaseType& type = data_->case_types[i];
    enter(index->case_types, *data_, type, CaseTypeId(i));
    auto& facts = index->facts.emplace_back();
    for (std::uint32_t k = 0; k < type.facts.count; ++k)
      enter(facts, *data_, data_->facts[type.facts.first + k], FactId(k));
  }
  index_ = std::move(index);
}

std::string_view Rulebook::name() const noexcept { return data_->name; }
std::string_view Rulebook::version() const noexcept { return data_->version; }
std::uint64_t Rulebook::hash() const noexcept { return index_->hash; }

EventId Rulebook::event(std::string_view key) const { return find(index_->events, key); }
CaseTypeId Rulebook::case_type(std::string_view key) const { return find(index_->case_types, key); }
FactId Rulebook::fact(CaseTypeId type, std::string_view key) const {
  return type && type.value < index_->facts.size() ? find(index_->facts[type.value], key) : FactId{};
}
RoleId Rulebook::role(std::string_view key) const { return find(index_->roles, key); }
UnitId Rulebook::unit(std::string_view name_key_or_code) const { return organisation_->find(name_key_or_code); }

std::string_view Rulebook::event_name(EventId id) const noexcept {
  return id ? data_->text(data_->events[id.value].name) : std::string_view{};
}
std::string_view Rulebook::event_key(EventId id) const noexcept {
  return id ? data_->text(data_->events[id.value].key) : std::string_view{};
}
std::string_view Rulebook::case_type_key(CaseTypeId id) const noexcept {
  return id ? data_->text(data_->case_types[id.value].key) : std::string_view{};
}
std::string_view Rulebook::unit_name(UnitId id) const noexcept {
  return id && id.value < organisation_->size() ? std::string_view(organisation_->unit(id).name)
                                                : std::string_view{};
}
std::string_view Rulebook::role_name(RoleId id) const noexcept {
  return id && id.value < data_->roles.size() ? data_->text(data_->roles[id.value].name) : std::string_view{};
}

Place Rulebook::place(RuleId id) const noexcept { return id ? data_->rules[id.value].place : Place{}; }
std::string_view Rulebook::file(std::uint16_t index) const noexcept {
  return index < data_->files.size() ? std::string_view(data_->files[index]) : std::string_view{};
}
std::vector<Rulebook::Basis> Rulebook::bases(RuleId id) const {
  std::vector<Basis> found;
  if (!id) return found;
  const model::Range range = data_->rules[id.value].bases;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const model::Basis& basis = data_->bases[range.first + i];
    found.push_back({data_->text(basis.text), basis.presumed});
  }
  return found;
}

}  // namespace sanhuan
