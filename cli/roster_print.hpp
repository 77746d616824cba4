// Rosters for people, and as rows for programs and spreadsheets.
#pragma once

#include <optional>
#include <vector>

#include "cli/rows.hpp"
#include "cli/session.hpp"
#include "sanhuan/roster_choices.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::cli {

using AsRows = std::optional<RowFormat>;  // nothing: for people

void print_duty(const std::vector<const RosterBook*>&, Day, AsRows, Session&);
void print_turns(const std::vector<const RosterBook*>&, Day from, Day to, AsRows, Session&);
void print_pick(const RosterBook&, const RosterPick&, Day, Zone, AsRows, Session&);
void print_choices(const RosterBook&, const std::vector<RosterChoice>&, Zone, AsRows, Session&);

}  // namespace sanhuan::cli
