// What `sanhuan ledger` does beside looking: out of a ledger, into one, and what must be forgotten.
#pragma once

#include <string>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

ExitCode export_ledger(const std::string& path, const Arguments&, Session&);
ExitCode import_ledger(const std::string& path, const Arguments&, Session&);
ExitCode erase_from_ledger(const std::string& path, const Arguments&, Session&);

}  // namespace sanhuan::cli
