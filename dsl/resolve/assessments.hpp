// Assessments with their deadlines, facts, stages and duties looked up. Semantics 5.5.
#pragma once

#include <vector>

#include "dsl/resolve/context.hpp"
#include "dsl/yaml/assessments.hpp"

namespace sanhuan::dsl {

// Nothing where the rules have errors: what they should have had cannot be missed then.
std::vector<Assessment> lower_assessments(Context&, const std::vector<AssessmentSource>&);

}  // namespace sanhuan::dsl
