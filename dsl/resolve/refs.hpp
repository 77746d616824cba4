// Who (由, 当, 应, 须经, 通知 …): a unit, a role, a fact that holds a unit, and what is joined by 的. Semantics 3.6b.
#pragma once

#include <optional>

#include "dsl/resolve/expression.hpp"

namespace sanhuan::dsl {

// Empty where nothing was written. nullopt where something is wrong; reported.
std::optional<model::Refs> read_refs(Context&, const Surroundings&, Cursor refs);

}  // namespace sanhuan::dsl
