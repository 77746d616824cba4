// R1, R2 with real processes and the real file system.
#include <catch2/catch.hpp>

#include "tests/crash/killed.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan::testing;

TEST_CASE("7.4 Two writers killed at any moment lose nothing they were told, and leave no half transaction",
          "[crash]") {
  const TemporaryFolder folder;
  int acknowledged = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const Killed killed = kill_two_writers(folder / "", seed, 40);
    CAPTURE(seed);
    CHECK(killed.wrong == "");
    acknowledged += killed.acknowledged;
    CHECK(killed.stored >= acknowledged);
  }
  CHECK(acknowledged > 0);
}
