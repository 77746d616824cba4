// The report of a dry-run for people: one sentence first, what only a person can decide last.
#pragma once

#include "cli/dry_run_page.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

void print_page(const DryRunPage&, Session&);

}  // namespace sanhuan::cli
