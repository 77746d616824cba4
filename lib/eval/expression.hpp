// Runs the flat program of an expression over facts. Total and bounded: no loop, a fixed stack. Semantics 3.3b.
#pragma once

#include "lib/eval/subject.hpp"
#include "lib/eval/table.hpp"
#include "lib/rulebook/model.hpp"

namespace sanhuan {

inline constexpr std::size_t expression_stack_max = 64;  // the compiler refuses what would need more

Scalar evaluate(const RulebookData&, const TableIndexes&, ExpressionId, const Subject&) noexcept;
Truth evaluate_guard(const RulebookData&, const TableIndexes&, ExpressionId, const Subject&) noexcept;

// The first fact that an expression reads and that is not known; none() where all are. Follows tables and their
// results, so that a guarded answer can name what is missing.
FactId first_unknown(const RulebookData&, const TableIndexes&, ExpressionId, CaseTypeId, const Subject&) noexcept;

}  // namespace sanhuan
