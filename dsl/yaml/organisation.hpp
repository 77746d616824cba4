// org.yaml: roles, units and directories (组织: 角色、单位、名录) of a pack, checked but not yet given ids.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <string_view>
#include <vector>

#include "dsl/yaml/terms.hpp"
#include "dsl/yaml/written.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan::dsl {

class Files;
class Sink;
class SourceFile;

enum class UnitKind : std::uint8_t {
  line,        // 线: district, town, village, grid; the default
  department,  // 部门: has a level but no place in the line
  section,     // 科室: acts as its parent
  service,     // 窗口: a window or centre
};

using RoleSource = TermSource;

struct UnitSource {
  Written name;
  Written key;     // the code, else the name, where none was written
  Written code;    // 6, 9, 12 or 15 digits; may be empty
  Written parent;  // as written; may be empty
  Written successor;  // 承接: who stands in the place of a unit that was abolished; may be empty
  Level level = Level::unknown;  // written, from the code, or the parent's for what is not in line
  bool level_written = false;    // whether it was a level or not
  UnitKind kind = UnitKind::line;
  std::int32_t parent_index = -1;  // into OrganisationSource::units; always smaller than the unit's own
  std::int32_t successor_index = -1;
  Place place;
};

struct DirectoryEntry {
  Written value;             // of the enumeration; resolve knows whether it is one
  Written unit;              // as written
  std::uint32_t unit_index;  // into OrganisationSource::units
};

struct DirectorySource {
  Written name;
  Written by;  // the enumeration it looks up by
  std::vector<DirectoryEntry> entries;
};

struct OrganisationSource {
  std::vector<RoleSource> roles;
  std::vector<UnitSource> units;  // parents before children, else as written
  std::vector<DirectorySource> directories;
  std::vector<std::pair<Level, std::uint8_t>> powers;  // 权力 of a level, bits of sanhuan::power; all where none is written

  // By name, key or code; -1 where there is none.
  std::int32_t find_unit(std::string_view) const;
};

// Reads the CSV under 单位表 too. What is wrong is reported and left out; nullopt where nothing can be used.
std::optional<OrganisationSource> read_organisation(const SourceFile&, Files&, Sink&);

}  // namespace sanhuan::dsl
