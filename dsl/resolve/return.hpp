// 可退回 of a stage and 可重开 of a final one, with the clocks each of them touches. Semantics 4.5, 3.5b.
#pragma once

#include <vector>

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

void lower_return(Context&, ProcessDraft&, ScopeId, LineRef returnable);
void lower_reopening(Context&, ProcessDraft&, const std::vector<ScopeId>& finals, LineRef reopenable);

}  // namespace sanhuan::dsl
