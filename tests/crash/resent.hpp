// Submissions that come shuffled, twice and again later, from several threads: the ledger of once each, in order.
#pragma once

#include <string>

namespace sanhuan::testing {

// Empty: the ledger is what it should be, and every false retry was noticed.
std::string resend(const std::string& path, int submissions, unsigned seed);

}  // namespace sanhuan::testing
