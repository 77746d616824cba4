// What corresponds under other rules, for cases of one type: by key, and where the lines of 迁移 say otherwise. Semantics 8.2.
//
// Ids go in as the rules before have them and come out as the rules after have them; none() where there is no counterpart.
// Units are the register's and the same under both. Made once for two rulebooks and a case type, then only read; both
// rulebooks must outlive it.
#pragma once

#include <optional>
#include <vector>

#include "lib/rulebook/model.hpp"

namespace sanhuan {

class Counterparts {
 public:
  Counterparts(const RulebookData& before, const RulebookData& after, CaseTypeId type, const model::Migration&);
  // The block of the newer pack that such a case goes by; null where it stays under the rules it has.
  static const model::Migration* block(const RulebookData& before, const RulebookData& after, CaseTypeId type) noexcept;

  const model::Migration& lines() const noexcept { return block_; }
  CaseTypeId type() const noexcept { return type(type_); }
  CaseTypeId type(CaseTypeId t) const noexcept { return at(types_, t); }  // of a case that was opened by this one
  EventId event(EventId e) const noexcept { return at(events_, e); }
  RoleId role(RoleId r) const noexcept { return at(roles_, r); }
  ScopeId scope(ScopeId s) const noexcept { return at(scopes_, s); }
  FactId fact(FactId f) const noexcept { return at(facts_, f); }
  bool drops(FactId f) const noexcept { return f.value < dropped_facts_.size() && dropped_facts_[f.value]; }
  // Of versions of one name (施行) the same one, else that which holds on `day`.
  DeadlineId deadline(DeadlineId, Day day) const noexcept;
  bool drops(DeadlineId) const noexcept;  // 废止; with a deadline what was asked for it
  bool is_new(DeadlineId after) const noexcept;  // nothing before corresponds to it
  model::ClockRule rule_for(DeadlineId after, RuleId& line) const noexcept;
  bool says(DeadlineId after) const noexcept;   // some line does what becomes of its clock
  bool opens(DeadlineId after) const noexcept;  // 补开
  // Whether the rules after ask for instants of events that the rules before did not keep.
  bool asks_the_past() const noexcept { return asks_the_past_; }

  // A value of a fact as the other rules code it; nullopt: it has none there.
  std::optional<std::int64_t> value(const FactType& before, const FactType& after, std::int64_t) const noexcept;
  std::optional<std::uint16_t> field(EventId before, std::uint16_t position) const noexcept;
  // By rung of the deadline before: known by kind and length, of those alike by their order. 0xff: none.
  std::vector<std::uint8_t> rungs(DeadlineId before, DeadlineId after) const;
  // A score of a rung, to be taken back some day: the same verb and points, of the same deadline where it has them.
  std::optional<std::uint32_t> score(std::uint32_t action, DeadlineId after) const noexcept;
  std::optional<std::uint32_t> exclusion(DeadlineId before, DeadlineId after, std::uint32_t line) const noexcept;

 private:
  template <class Id>
  static Id at(const std::vector<Id>& map, Id id) noexcept { return id.value < map.size() ? map[id.value] : Id{}; }
  const model::Process& process_before() const noexcept;
  const model::Process& process_after() const noexcept;
  DeadlineId request(const model::Deadline& before, DeadlineId id, Day) const noexcept;

  const RulebookData& before_;
  const RulebookData& after_;
  CaseTypeId type_;
  const model::Migration& block_;
  std::vector<CaseTypeId> types_;
  std::vector<EventId> events_;
  std::vector<RoleId> roles_;
  std::vector<ScopeId> scopes_;
  std::vector<FactId> facts_;
  std::vector<char> dropped_facts_;
  std::vector<std::vector<DeadlineId>> deadlines_;  // those of the name that it has now: several by their 施行
  std::vector<char> dropped_deadlines_, new_deadlines_;
  bool asks_the_past_ = false;
};

}  // namespace sanhuan
