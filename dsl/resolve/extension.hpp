// 可延期 and the lines under it. Semantics 2.7b.
#pragma once

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

void lower_extension(Context&, ProcessDraft&, DeadlineId, LineRef extendable);

}  // namespace sanhuan::dsl
