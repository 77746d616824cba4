// Duties for programs and spreadsheets: JSON, one object a line; CSV with a heading.
#pragma once

#include <vector>

#include "cli/duties_select.hpp"
#include "cli/rows.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

void export_owed(const std::vector<OwedLine>&, const DutyBook&, const DutyWish&, Day, RowFormat, Session&);
void export_missed(const std::vector<MissedLine>&, const DutyBook&, const DutyWish&, RowFormat, Session&);
void export_misses(const std::vector<MissedOne>&, const DutyBook&, RowFormat, Session&);
void export_effects(const std::vector<DutyEffect>&, const DutyBook&, RowFormat, Session&);
void export_kept(const std::vector<KeptLine>&, const DutyBook&, RowFormat, Session&);
void export_items(const std::vector<DutyId>&, const DutyBook&, RowFormat, Session&);

}  // namespace sanhuan::cli
