// What lines about clocks share: 自 A 起 L内, the names of events, the clocks a verb touches, 施行.
#pragma once

#include <optional>
#include <vector>

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

struct ClockLine {
  model::AnchorKind anchor = model::AnchorKind::entry;
  std::vector<EventId> events;
  Length length;
  bool fine = true;
};

// Of a line that begins with 自: its anchor and its length.
ClockLine read_clock(Context&, const ProcessDraft&, Cursor from);

// An event as an anchor, a fulfilment, a grant; 提级督办 itself is one. none() and a report where it is unknown.
EventId read_event(Context&, const NameTable&, Cursor name_or_flag);

// The events that a node names; `fine` becomes false where one is unknown.
std::vector<EventId> read_events(Context&, const ProcessDraft&, Cursor node, bool& fine);
model::Range list_events(Context&, const std::vector<EventId>&);

// The deadlines that a node names; 时限 of one name that is valid at different times counts as one. Empty and a
// report where it is unknown.
std::vector<DeadlineId> read_deadline(Context&, ProcessDraft&, Cursor name);

// 施行 A 至 B under the line, or `otherwise`.
model::Validity read_validity(Context&, LineRef, model::Validity otherwise = {});

}  // namespace sanhuan::dsl
