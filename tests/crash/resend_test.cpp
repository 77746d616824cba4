// R4: once per key, whatever the order and number of deliveries.
#include <catch2/catch.hpp>

#include "tests/crash/resent.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan::testing;

TEST_CASE("20,000 submissions shuffled, doubled and sent again give the ledger of once each", "[crash]") {
  const TemporaryFolder folder;
  const Resent resent = resend(folder / "resent.db", 20'000, 5);
  CHECK(resent.wrong == "");
  CHECK(resent.submissions >= 18'000);
  CHECK(resent.again >= 8'000);
  CHECK(resent.forged > 500);
}
