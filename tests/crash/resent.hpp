// Submissions that come shuffled, twice and again later, from several threads: the ledger of once each, in order.
#pragma once

#include <string>

namespace sanhuan::testing {

struct Resent {
  std::string wrong;  // empty: the ledger is what it should be, and every false retry was noticed
  long submissions = 0, again = 0, forged = 0;  // handed in; of those, sent before; of those, with other content
  unsigned long long entries = 0;
};
Resent resend(const std::string& path, int submissions, unsigned seed);

}  // namespace sanhuan::testing
