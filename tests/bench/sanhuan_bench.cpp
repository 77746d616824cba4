// sanhuan beside the limits of the machine, in one run: each limit program just before our side of the same work.
// usage: sanhuan_bench [WORK…]   from the top of the checkout; case125 due duties load parse dry-run store engine timers, by default
// all of these; timers-10m and engine-10m when they are named
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <set>
#include <string>

#include "tests/bench/works.hpp"

int main(int argc, char** argv) {
  using namespace sanhuan::bench;
  const std::string here = std::filesystem::path(argv[0]).parent_path().string();
  const std::set<std::string> wanted(argv + 1, argv + argc);
  std::vector<Row> rows;
  try {
    for (const Work& work : works()) {
      if (wanted.empty() ? !work.by_default : !wanted.contains(work.name)) continue;
      std::fprintf(stderr, "%s …\n", work.name);
      const std::vector<Row> measured = work.measure(here);
      rows.insert(rows.end(), measured.begin(), measured.end());
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  if (rows.empty()) {
    std::fprintf(stderr, "no such work\n");
    return 2;
  }
  std::fputs(table(rows).c_str(), stdout);
}
