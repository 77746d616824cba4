// 承诺: what the rules must hold to, whatever happens. Semantics 9.2a.
#pragma once

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

// The promises of a file. One speaks of each process in which all that it names means something. To be called before
// the processes are finished: what a promise asks of an event gives it a slot.
void lower_promises(Context&, const RuleFile&, std::deque<ProcessDraft>&);

}  // namespace sanhuan::dsl
