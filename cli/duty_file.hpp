// The table of what was done: unit, duty, date, and perhaps the period it is for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "sanhuan/duties.hpp"
#include "sanhuan/findings.hpp"

namespace sanhuan::cli {

// What is wrong is told with its place; nothing where something is, so that no figure rests on half a table.
std::optional<std::vector<DutyDone>> read_done(const std::string& path, const DutyBook&, Session&);

// The table of what was found: unit, duty, at, perhaps what and number. As above.
std::optional<std::vector<DutyFinding>> read_findings(const std::string& path, const DutyBook&, Session&);

}  // namespace sanhuan::cli
