// Recorded cases taken into an engine, as a host would have reported them: `run --ledger`. Semantics 3.0, 7.3.
//
// It may be interrupted anywhere and begun again with the same cases: it goes on, and nothing happens twice. Lines
// without a key get one from their content. Events go in order of time over all cases; a revision of the calendar is
// taken up on the day from which it was known (1.1).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sanhuan/dry_run.hpp"
#include "sanhuan/engine.hpp"

namespace sanhuan {

struct Recorded {
  std::uint64_t events = 0;                       // handed in; each is one of the next four
  std::uint64_t accepted = 0, refused = 0, malformed = 0;
  std::uint64_t repeated = 0;                     // known to the engine from before
  std::uint64_t timers = 0;                       // fired at the end, or before a revision
  std::uint64_t moved = 0;                        // cases whose dues a revision moved
};

struct RecordOptions {
  Instant until;                        // timers fire up to it; events after it are left alone
  std::size_t events_per_commit = 500;
  std::function<void(std::size_t)> progress;  // events done
};

// The other way: what was reported to the cases of a ledger, refused events too, as a file would have it; a case with all
// that it opened. Taken into a new ledger it makes the same entries. Personal values that were erased are left out.
// Rulebooks and registers are the ledger's own copies. Throws Error where an entry cannot be read.
void read_cases(Store&, const std::function<void(RecordedCase&&)>&);

Recorded record(Engine&, std::shared_ptr<const Rulebook>, std::span<const RecordedCase>, const RecordOptions&);

}  // namespace sanhuan
