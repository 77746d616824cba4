#include "lib/rulebook/registers.hpp"

#include <utility>

namespace sanhuan {

namespace {
constexpr int successions_max = 16;  // an abolished unit whose successor was abolished, and so on
}

UnitId Organisation::add(Unit unit) {
  const UnitId id(units_.size());
  by_name_.try_emplace(unit.name, id);
  if (!unit.key.empty()) by_name_.try_emplace(unit.key, id);
  if (!unit.code.empty()) by_name_.try_emplace(unit.code, id);
  units_.push_back(std::move(unit));
  return id;
}

const Unit& Organisation::unit(UnitId id) const noexcept { return units_[id.value]; }

UnitId Organisation::find(std::string_view name_or_key_or_code) const {
  const auto found = by_name_.find(std::string(name_or_key_or_code));
  return found == by_name_.end() ? UnitId{} : found->second;
}

// A department has a level but no place in the line, so its ancestors are those of the unit above it. Where the
// unit found was abolished its successor stands in (semantics 3.6b).
UnitId Organisation::ancestor(UnitId id, Level level) const noexcept {
  for (std::size_t steps = 0; id && id.value < units_.size() && steps <= units_.size(); ++steps) {
    const Unit& here = units_[id.value];
    if (here.in_line && !here.section && here.level == level) {
      return current(id);
    }
    id = here.parent;
  }
  return {};
}

UnitId Organisation::current(UnitId id) const noexcept {
  for (int i = 0; i < successions_max && id.value < units_.size() && units_[id.value].successor; ++i)
    id = units_[id.value].successor;
  return id;
}

// A section (科室) acts as its parent; a unit on a lower level does not.
bool Organisation::is_or_section_of(UnitId actor, UnitId unit) const noexcept {
  for (std::size_t steps = 0; actor && actor.value < units_.size() && steps <= units_.size(); ++steps) {
    if (actor == unit) return true;
    if (!units_[actor.value].section) return false;
    actor = units_[actor.value].parent;
  }
  return false;
}

bool Organisation::in_line_of(UnitId upper, UnitId lower) const noexcept {
  for (std::size_t steps = 0; lower && lower.value < units_.size() && steps <= units_.size(); ++steps) {
    if (upper == lower) return true;
    lower = units_[lower.value].parent;
  }
  return false;
}

// Semantics 4.4: the next one up of a department is the centre of its level. Where nothing in line stands above
// `near`, the only unit in line on that level will do; two of them are no answer.
UnitId Organisation::centre(Level level, UnitId near) const noexcept {
  if (const UnitId above = ancestor(near, level)) return above;
  UnitId only;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const Unit& unit = units_[i];
    if (!unit.in_line || unit.section || unit.level != level || unit.successor) continue;
    if (only) return {};
    only = UnitId(i);
  }
  return only;
}

}  // namespace sanhuan
