// The ladder (剩余, 逾期, 此后每) under a deadline. Semantics 4.3.
#pragma once

#include <optional>

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

// Reads the line as one rung or several. False and a report where something is wrong with it.
bool read_rung(Context&, ProcessDraft&, DeadlineId, LineRef);

// The breach is always there (model.hpp): a deadline whose author wrote none is breached without consequence.
bool put_breach(Context&, ProcessDraft&, DeadlineId);

// The rung at which `D 逾期 满 L` holds (the breach, where there is no L); added silently where there is none.
// nullopt where the ladder is full; reported.
std::optional<std::uint32_t> rung_at(Context&, ProcessDraft&, DeadlineId, const Length* after);

}  // namespace sanhuan::dsl
