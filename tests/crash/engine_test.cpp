// R1 to R5 through the engine: on a failing disk, with processes that are killed, with everything sent again.
#include <catch2/catch.hpp>

#include "tests/crash/engine_trial.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan::testing;

TEST_CASE("an engine whose disk fails at any moment answers the same when it is asked again, and loses nothing", "[crash]") {
  const TemporaryFolder folder;
  const EngineOutcome good = run_engine_trial(1, Fault::none, 0, folder / "");
  REQUIRE(good.wrong == "");
  REQUIRE(good.operations > 100);
  constexpr Fault faults[] = {Fault::power_cut, Fault::io_once, Fault::io_sticky, Fault::full_once, Fault::full_sticky};
  int struck = 0, unknown = 0;
  for (unsigned trial = 0; trial < 60; ++trial) {
    const Fault fault = faults[trial % std::size(faults)];
    const EngineOutcome outcome = run_engine_trial(trial, fault, 1 + trial * 7919 % good.operations, folder / "");
    CAPTURE(trial);
    CHECK(outcome.wrong == "");
    struck += outcome.struck;
    unknown += outcome.unknown;
  }
  CHECK(struck > 40);
  CHECK(unknown > 0);
}

TEST_CASE("two engines killed at any moment go on as if nothing had been", "[crash]") {
  const TemporaryFolder folder;
  int acknowledged = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const EngineOutcome killed = kill_two_engines(folder / "", seed, 60);
    CAPTURE(seed);
    CHECK(killed.wrong == "");
    acknowledged += killed.acknowledged;
  }
  CHECK(acknowledged > 0);
}

TEST_CASE("submissions that come again and again, some of them forged, make the ledger of once each", "[crash]") {
  const TemporaryFolder folder;
  const Resent resent = resend_to_engine(folder / "resent.db", 4'000, 5);
  CHECK(resent.wrong == "");
  CHECK(resent.submissions > 3'000);
  CHECK(resent.again > 1'000);
  CHECK(resent.forged > 50);
}
