// Two processes write to one ledger and are killed with SIGKILL at a random moment.
#pragma once

#include <string>

namespace sanhuan::testing {

struct Killed {
  std::string wrong;     // empty: every promise was kept
  int acknowledged = 0;  // by either process
  int stored = 0;
};
// Starts from no ledger or goes on with the one that earlier kills left in the folder.
Killed kill_two_writers(const std::string& folder, unsigned seed, int milliseconds_max);

}  // namespace sanhuan::testing
