// Rosters (值班名册): their manifest and the tables of members, leave, swaps and recusals. Checked, but units, events and
// fields are not looked up yet. Semantics 5.4.
#pragma once

#include <vector>

#include "dsl/yaml/written.hpp"
#include "sanhuan/roster.hpp"

namespace sanhuan::dsl {

class Files;
class Sink;
class SourceFile;

struct RosterSource {
  Roster roster;  // without what the next ones name
  Place place, start;
  std::vector<Written> member_units, recusal_units;  // one for each
  Written event, member_field, excluded_field, units_field, skill_field;
};

// What is wrong is reported and left out.
std::vector<RosterSource> read_rosters(const SourceFile&, Files&, Sink&);

}  // namespace sanhuan::dsl
