// Days given as options: --on 2026-09-18.
#pragma once

#include <optional>

#include "cli/arguments.hpp"
#include "cli/session.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan::cli {

// nullopt where the option is missing. Where what it says is no date, that is told and `fine` is false from then on.
std::optional<Day> read_day(const Arguments&, const char* option, Zone, Session&, bool& fine);

}  // namespace sanhuan::cli
