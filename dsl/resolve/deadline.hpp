// A deadline (时限) with its clock and what may befall it. Semantics 2.5–2.7b, 4.1–4.2b.
#pragma once

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

void lower_deadline(Context&, ProcessDraft&, DeadlineId);

}  // namespace sanhuan::dsl
