// One life of a ledger on a failing disk: a mixed workload, a fault, what a careful host does then, and the comparison
// with the same work on a good disk.
#pragma once

#include <string>

#include "tests/crash/disk.hpp"

namespace sanhuan::testing {

struct Plan {
  unsigned seed = 0;
  Fault fault = Fault::none;
  std::uint64_t at = 0;  // which operation
  std::size_t sector = 512;
  bool disk_lies = false;      // says it synced and did not
  std::uint64_t again_at = 0;  // a second power cut so many operations after the restart; 0: none
};

struct Outcome {
  std::string wrong;     // empty: every promise was kept
  bool struck = false;   // the fault fell into the workload
  int acknowledged = 0;  // commits that returned before the fault
  int unknown = 0;       // commits whose outcome was unknown; each was settled by its key
  int unknown_done = 0;  // of those, found done
  int failed = 0;        // transactions that were answered not_done
  std::uint64_t operations = 0;
};

// `folder`: for the lock file. Throws nothing that is a finding: those are in `wrong`.
Outcome run_trial(const Plan&, const std::string& folder);
std::string describe(const Plan&);

}  // namespace sanhuan::testing
