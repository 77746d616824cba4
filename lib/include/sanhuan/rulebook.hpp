// A compiled rule pack: immutable, hashed, safe to read from any thread. Made by `load_pack` (dsl) or a builder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/calendar.hpp"
#include "sanhuan/ids.hpp"
#include "sanhuan/source.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

struct RulebookData;  // lib/rulebook/model.hpp
class Organisation;   // lib/rulebook/registers.hpp
class CalendarRevisions;  // lib/rulebook/revisions.hpp

class Rulebook {
 public:
  // `calendar` and `organisation` are the first revisions of the registers (semantics 1.1).
  Rulebook(std::shared_ptr<const RulebookData>, std::shared_ptr<const Calendar>, std::shared_ptr<const Organisation>);

  std::string_view name() const noexcept;
  std::string_view version() const noexcept;
  std::uint64_t hash() const noexcept;

  // By key (`#assign`) or name (交办); none() where there is none. Costs a hash look-up: keep the id.
  EventId event(std::string_view) const;
  CaseTypeId case_type(std::string_view) const;
  FactId fact(CaseTypeId, std::string_view) const;
  RoleId role(std::string_view) const;
  UnitId unit(std::string_view name_key_or_code) const;

  std::string_view event_name(EventId) const noexcept;
  std::string_view event_key(EventId) const noexcept;
  std::string_view case_type_key(CaseTypeId) const noexcept;
  std::string_view unit_name(UnitId) const noexcept;
  std::string_view role_name(RoleId) const noexcept;

  // Reads and writes values as people and files write them: `满意`, `是`, `120.50`, `2026-09-18`, `甲镇`.
  // nullopt where the text is no value of the type.
  std::optional<Value> parse_value(FactType, std::string_view) const;
  std::string show_value(FactType, const Value&) const;

  Place place(RuleId) const noexcept;
  std::string_view file(std::uint16_t) const noexcept;  // of a Place
  struct Basis { std::string_view text; bool presumed; };
  std::vector<Basis> bases(RuleId) const;

  const RulebookData& data() const noexcept { return *data_; }
  const Calendar& calendar() const noexcept { return *calendar_; }
  const Organisation& organisation() const noexcept { return *organisation_; }
  std::shared_ptr<const Calendar> calendar_register() const noexcept { return calendar_; }
  std::shared_ptr<const Organisation> organisation_register() const noexcept { return organisation_; }
  const CalendarRevisions& revisions() const noexcept { return *revisions_; }  // of its calendar, by the day they were known

 private:
  struct Index;
  std::shared_ptr<const RulebookData> data_;
  std::shared_ptr<const Calendar> calendar_;
  std::shared_ptr<const Organisation> organisation_;
  std::shared_ptr<const CalendarRevisions> revisions_;
  std::shared_ptr<const Index> index_;
};

}  // namespace sanhuan
