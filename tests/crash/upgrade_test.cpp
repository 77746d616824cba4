// A ledger of an earlier version is brought to the present one when it is opened: whatever happens meanwhile, it is there.
#include <catch2/catch.hpp>

#include <fstream>

#include "tests/crash/disk.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;

namespace {

std::string bytes_of(const std::string& name) {
  std::ifstream in(std::string(SANHUAN_SOURCE_DIR "/tests/ledger/data/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a fault at any write of an upgrade leaves a ledger that opens and says the same", "[crash]") {
  const std::string before = bytes_of("ledger-1-sha256.db"), says = bytes_of("ledger-sha256.dump.txt");
  const TemporaryFolder folder;
  LedgerOptions options;
  options.open = LedgerOptions::Open::existing;
  options.medium = Disk::medium();
  for (const Fault fault : {Fault::power_cut, Fault::io_once, Fault::full_once}) {
    int failed = 0;
    bool struck = true;
    for (unsigned at = 1; struck; ++at) {
      for (unsigned seed = 1; seed <= 20; ++seed) {
        CAPTURE(static_cast<int>(fault), at, seed);
        Disk disk(seed, 512);
        disk.put(folder / "ledger.db", before);
        disk.plan(fault, at);
        try {
          open_ledger(folder / "ledger.db", options);
        } catch (const Error& error) {
          CHECK(error.commit() != Commit::done);
          ++failed;
        }
        struck = disk.struck();
        disk.restart();
        const auto store = open_ledger(folder / "ledger.db", options);
        CHECK(dump(*store) == says);
        const Verified verified = verify(*store);
        CHECK(verified.erased == 1);
        CHECK(verified.findings.size() ==
              1);  // the sample was written without an engine: no entry says what was erased
      }
      REQUIRE(at < 200);
    }
    CHECK(failed > 0);
  }
}
