// Rosters with their units, events and fields looked up. Semantics 5.4.
#pragma once

#include <vector>

#include "dsl/resolve/context.hpp"
#include "dsl/yaml/rosters.hpp"

namespace sanhuan::dsl {

std::vector<Roster> lower_rosters(Context&, std::vector<RosterSource>);

}  // namespace sanhuan::dsl
