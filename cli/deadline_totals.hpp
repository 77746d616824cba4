// Deadlines with their counts as people read them: one line a deadline, or the two sides of a dry-run above each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/text.hpp"
#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

std::uint64_t sum(const DeadlineTotals&);     // of its parts: every obligation is in exactly one
std::uint64_t judged(const DeadlineTotals&);  // kept and breached
DeadlineTotals sum(const Totals&);            // over all deadlines

// 逾期率: breached / judged; `-` where nothing was judged.
std::string breach_rate(const DeadlineTotals&);
std::string days_late(const DeadlineTotals&);   // mean, of those that were settled late: 12.4; `-` where none was
std::string signed_number(std::int64_t);      // +38, -187, 0

// Counts an obligation where Totals would.
void count(const ObligationOutcome&, DeadlineTotals&);

// One row a deadline and a sum, in the order of `keys`.
std::string totals_table(const Totals&, const std::vector<std::string>& keys, Voice);

}  // namespace sanhuan::cli
