#include "tests/bench/works.hpp"

namespace sanhuan::bench {

const std::vector<Work>& works() {
  static const std::vector<Work> all = {
      {"case125", case125}, {"due", due_instants}, {"duties", duties}, {"load", loading}, {"parse", parsing}, {"dry-run", dry_runs},
      {"store", store}, {"engine", engine}, {"timers", timers}, {"timers-10m", timers_10m, false}, {"engine-10m", engine_10m, false},
  };
  return all;
}

}  // namespace sanhuan::bench
