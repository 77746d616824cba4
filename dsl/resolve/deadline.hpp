// A deadline (时限) with its clock, its ladder and what may befall it. Semantics 2.5–2.7b, 4.1–4.3.
#pragma once

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

inline constexpr std::size_t rungs_max = 32;  // a bit each in an obligation

void lower_deadline(Context&, ProcessDraft&, DeadlineId);
void lower_return(Context&, ProcessDraft&, ScopeId, LineRef returnable);

// An event as an anchor, a fulfilment, a grant; 提级督办 itself is one. none() and a report where it is unknown.
EventId read_event(Context&, const NameTable&, Cursor name_or_flag);

// The rung at which `D 逾期 满 L` holds (the breach, where there is no L); added silently where there is none.
// nullopt where the ladder is full; reported.
std::optional<std::uint32_t> rung_at(Context&, ProcessDraft&, DeadlineId, const Length* after);

}  // namespace sanhuan::dsl
