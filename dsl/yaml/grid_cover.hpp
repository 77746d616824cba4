// 无交叉、无重复、无缝隙: whether the units of the line cover the district as org.yaml says they do. Each message names
// a unit that shows it.
#pragma once

#include <vector>

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/organisation.hpp"

namespace sanhuan::dsl::yaml {

Arg level_name(Level);  // 镇, town
std::vector<Level> read_levels(const Reader&, const Node& list);

// 统一编码: each unit in line on these levels has a code, made from that of the unit one level above; no serial is 000.
// A unit above the lowest of them without a unit below it is a gap.
void check_unified_codes(Sink&, const std::vector<UnitSource>& units, const std::vector<Level>& coded);

// 共有 {区: 1, 镇: 12}: how many there are on a level.
void check_unit_counts(const Reader&, const Node& counts, const std::vector<UnitSource>& units);

}  // namespace sanhuan::dsl::yaml
