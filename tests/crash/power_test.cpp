// R1, R2, R3: what was acknowledged is there, a transaction is there whole or not at all, and an unknown outcome can be
// settled. `./dev torture` does the same a million times.
#include <catch2/catch.hpp>

#include "tests/crash/trial.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan::testing;

namespace {

struct Sum {
  int trials = 0, struck = 0, unknown = 0, unknown_done = 0, failed = 0;
  void add(const Outcome& o) {
    ++trials;
    struck += o.struck;
    unknown += o.unknown;
    unknown_done += o.unknown_done;
    failed += o.failed;
  }
};

std::uint64_t operations_on_a_good_disk(const TemporaryFolder& folder) {
  const Outcome undisturbed = run_trial({}, folder / "");
  CHECK(undisturbed.wrong == "");
  CHECK(undisturbed.acknowledged > 20);
  return undisturbed.operations;
}

// A fault at every operation of the workload, `rounds` times with other seeds.
Sum at_every_operation(Fault fault, int rounds, std::size_t sector, bool again) {
  const TemporaryFolder folder;
  const std::uint64_t operations = operations_on_a_good_disk(folder);
  Sum sum;
  unsigned seed = 1;
  for (int round = 0; round < rounds; ++round) {
    for (std::uint64_t at = 1; at <= operations; ++at, ++seed) {
      const Outcome outcome =
          run_trial({seed, fault, at, sector, false, again ? 1 + seed % 60 : 0}, folder / "");
      if (outcome.wrong != "") FAIL_CHECK(outcome.wrong);
      sum.add(outcome);
    }
  }
  INFO(sum.trials << " trials, " << sum.struck << " struck, " << sum.unknown << " unknown of which "
                  << sum.unknown_done << " were done, " << sum.failed << " not done");
  CHECK(sum.struck > sum.trials * 9 / 10);
  CHECK(sum.unknown > 0);
  return sum;
}

}  // namespace

TEST_CASE("7.4 No power cut loses what was acknowledged, at whichever write it comes", "[crash]") {
  const Sum sum = at_every_operation(Fault::power_cut, 3, 512, false);
  CHECK(sum.unknown_done > 0);  // a failed commit is no rollback
  CHECK(sum.unknown_done < sum.unknown);
}

TEST_CASE("no power cut loses what was acknowledged on a disk with sectors of 4096", "[crash]") {
  at_every_operation(Fault::power_cut, 2, 4'096, false);
}

TEST_CASE("a second power cut while the ledger recovers or goes on loses nothing either", "[crash]") {
  at_every_operation(Fault::power_cut, 1, 512, true);
}

// A journal that was removed while the ledger was made, and whose removal never reached the folder, would roll it back to
// nothing when it comes back: the removal must be durable before anything is acknowledged.
TEST_CASE("7.4 A power cut while a ledger is made, and another long after, loses nothing", "[crash]") {
  const TemporaryFolder folder;
  int struck = 0;
  for (std::uint64_t at = 1; at <= 24; ++at) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
      const Outcome outcome =
          run_trial({seed * 7919, Fault::power_cut, at, 512, false, 100 + seed * 97 % 600}, folder / "");
      CHECK(outcome.wrong == "");
      struck += outcome.struck;
    }
  }
  for (const Plan& found : {Plan{1675794903, Fault::power_cut, 10, 512, false, 353},
                            Plan{2773036260, Fault::power_cut, 12, 512, false, 659},
                            Plan{1550425930, Fault::power_cut, 10, 512, false, 202}})
    CHECK(run_trial(found, folder / "").wrong == "");
  CHECK(struck > 500);
}

TEST_CASE("an I/O error at any call is answered so that the host can settle it", "[crash]") {
  at_every_operation(Fault::io_once, 1, 512, false);
  at_every_operation(Fault::io_sticky, 1, 512, false);
}

TEST_CASE("a full disk at any call is answered so that the host can settle it", "[crash]") {
  at_every_operation(Fault::full_once, 1, 512, false);
  at_every_operation(Fault::full_sticky, 1, 512, false);
}

TEST_CASE("these trials can fail: on a disk that does not sync they find losses", "[crash]") {
  const TemporaryFolder folder;
  int found = 0;
  for (unsigned seed = 1; seed <= 100; ++seed)
    found += run_trial({seed, Fault::power_cut, 150 + seed, 512, true, 0}, folder / "").wrong != "";
  CHECK(found > 10);
}
