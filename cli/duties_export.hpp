// Duties for programs and spreadsheets: JSON, one object a line; CSV with a heading.
#pragma once

#include <vector>

#include "cli/duties_select.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

enum class DutyFormat : unsigned char { json, csv };

void export_owed(const std::vector<OwedLine>&, const DutyBook&, const DutyWish&, Day, DutyFormat, Session&);
void export_missed(const std::vector<MissedLine>&, const DutyBook&, const DutyWish&, DutyFormat, Session&);
void export_effects(const std::vector<DutyEffect>&, const DutyBook&, DutyFormat, Session&);
void export_kept(const std::vector<KeptLine>&, const DutyBook&, DutyFormat, Session&);
void export_items(const std::vector<DutyId>&, const DutyBook&, DutyFormat, Session&);

}  // namespace sanhuan::cli
