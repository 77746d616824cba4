// The catalogue of duty items into the rulebook: departments become units, case types ids, seasons positions. Semantics 5.
#pragma once

#include "dsl/resolve/context.hpp"
#include "dsl/yaml/duties.hpp"
#include "lib/rulebook/duties.hpp"

namespace sanhuan::dsl {

void lower_duties(Context&, const DutiesSource&, DutyData& out);

}  // namespace sanhuan::dsl
