// A case carried over to other rules. Semantics 8.2.
//
// `carry` is the plan and the migration in one: it makes the case as it would be and says what stands in the way. Only where
// nothing does is the case a case. No second copy of any rule: dues are counted and rungs placed by what `step` uses.
#pragma once

#include "lib/core/context.hpp"
#include "lib/core/counterparts.hpp"
#include "lib/core/obstacle.hpp"
#include "lib/core/past.hpp"

namespace sanhuan {

// `after` looks at a new case of the counterpart's type, with the entry begun.
Obstacles carry(const Context& before, Context& after, const Counterparts&, const Past&);

}  // namespace sanhuan
