// Group commit: many threads, one transaction, one fsync for all that wait. Semantics 7.4.
//
// The library starts no thread: of those who wait one leads, runs what the others handed in within one transaction,
// commits, and wakes them. Nobody is told before it is durable.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "sanhuan/ledger.hpp"

namespace sanhuan {

class WriteQueue {
 public:
  // Called by whichever thread leads, one at a time. It may be called again, in a fresh transaction, when a
  // neighbour's work threw: what it did outside the transaction must bear that.
  using Work = std::function<void(Transaction&)>;

  explicit WriteQueue(Store&, std::size_t works_per_commit_max = 1'000);
  ~WriteQueue();  // nobody may be waiting

  // Returns when the work is durable. Throws what the work threw (then nothing of it is in the ledger), or the Error
  // of the transaction it was in. Any thread.
  void run(const Work&);

  // Calls `read` while nothing is being written, in its turn; on whichever thread leads. Any thread.
  void alone(const std::function<void(Store&)>& read);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sanhuan
