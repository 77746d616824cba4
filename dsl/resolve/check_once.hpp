// Lines of which a place takes one (E0327): of two, one would be out of force without a word.
#pragma once

#include "dsl/resolve/context.hpp"
#include "dsl/resolve/rule_file.hpp"

namespace sanhuan::dsl {

void check_once(Context&, const RuleFile&);

}  // namespace sanhuan::dsl
