// Registers (底册): what changes while the rules stay. Semantics 1.1.
//
// The organisation: units on four levels, sections under them, who succeeds whom. Grids are units of the lowest
// level. Ids are positions and only ever appended, so that an id means the same unit in every revision.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sanhuan/calendar.hpp"
#include "sanhuan/ids.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

struct Unit {
  std::string name;    // 甲镇
  std::string key;     // stable; a division or grid has its code
  std::string code;    // 12-digit division code or 15-digit grid code; may be empty
  Level level = Level::unknown;
  UnitId parent;       // the next unit up the line, or the unit a section belongs to
  UnitId successor;    // where the unit was abolished
  bool in_line = true;   // a department is not in the line of levels, though it has one
  bool section = false;  // 科室: acts as its parent
};

class Organisation {
 public:
  UnitId add(Unit);  // names and keys must be new
  const Unit& unit(UnitId) const noexcept;
  std::size_t size() const noexcept { return units_.size(); }
  UnitId find(std::string_view name_or_key_or_code) const;  // none() where there is none
  UnitId ancestor(UnitId, Level) const noexcept;  // itself if on that level; none() where there is none
  bool is_or_section_of(UnitId actor, UnitId unit) const noexcept;  // semantics 3.6b
  bool in_line_of(UnitId upper, UnitId lower) const noexcept;       // `upper` is `lower` or above it
  UnitId centre(Level level, UnitId near) const noexcept;           // 该层级的中心: the unit in line at that level
  UnitId current(UnitId) const noexcept;  // itself, or who stands in its place since it was abolished (3.6b)
  std::uint8_t powers(Level level) const noexcept { return powers_[static_cast<std::size_t>(level)]; }
  void set_powers(Level level, std::uint8_t bits) noexcept { powers_[static_cast<std::size_t>(level)] = bits; }

 private:
  std::vector<Unit> units_;
  std::array<std::uint8_t, 5> powers_{power::all, power::all, power::all, power::all, power::all};  // by Level
  std::unordered_map<std::string, UnitId> by_name_;
};

// What a step sees: one revision of each register, shared and immutable.
struct Registers {
  std::shared_ptr<const Calendar> calendar;
  std::shared_ptr<const Organisation> organisation;
};

}  // namespace sanhuan
