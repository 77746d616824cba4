// A case as the ledger keeps it: its head with the columns it is listed by, and a snapshot to go on from.
#pragma once

#include <vector>

#include "lib/engine/books.hpp"
#include "lib/engine/effects.hpp"

namespace sanhuan {

struct StoredCase {
  CaseHead head;  // as it was read
  Book* book = nullptr;
  CaseState state;
  std::uint32_t registers = 0;  // seen by its last step, or taken account of since
  Entries written;              // by steps whose entries are not in the ledger yet
  std::vector<Effect> asked;    // by those entries

  void forget_written() noexcept { written.clear(), asked.clear(); }
  AskedEffects listener() { return {*book->rulebook, book->stepper, head.id, asked}; }
};

// What is to be stored of it; reuses the memory of `into`.
void describe(const Books&, const StoredCase&, CaseRecord& into);
// How many revisions its snapshot has seen; 0 where it cannot be read.
std::uint32_t registers_of_snapshot(const StoredCase&) noexcept;
// From the snapshot in `head`. False: there is none that fits; it must be folded from its entries.
bool read_snapshot(StoredCase&);

}  // namespace sanhuan
