// An engine on a failing disk, killed, and sent everything again in any order: what it comes to is what an engine in
// memory comes to when it is told everything once.
#pragma once

#include <cstdint>
#include <string>

#include "tests/crash/disk.hpp"
#include "tests/crash/resent.hpp"

namespace sanhuan::testing {

struct EngineOutcome {
  std::string wrong;      // empty: every promise was kept
  bool struck = false;    // the fault fell into the work
  int acknowledged = 0;   // answers that came before the fault
  int unknown = 0;        // commits whose outcome was unknown
  std::uint64_t operations = 0;
};
// A host that opens the ledger again after each failure and sends what was not answered.
EngineOutcome run_engine_trial(unsigned seed, Fault, std::uint64_t at, const std::string& folder);

// Two processes with an engine each on one ledger, killed with SIGKILL. Goes on with the ledger that earlier kills left.
EngineOutcome kill_two_engines(const std::string& folder, unsigned seed, int milliseconds_max);

// Each case in order, but every submission again one to three times at any later place, some with other content, from
// several threads. Nothing wrong: the ledger is that of once each.
Resent resend_to_engine(const std::string& path, int submissions, unsigned seed);

}  // namespace sanhuan::testing
