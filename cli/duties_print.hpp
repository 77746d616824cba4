// Duties for people: tables on the page, and the card of one item.
#pragma once

#include <vector>

#include "cli/duties_select.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

std::string frequency_text(Frequency, Voice);       // 每月2次, twice a month
std::string_view rest_days_text(RestDays, Voice);   // 顺延, roll
std::string handling_text(std::uint8_t, Voice);     // 走访、上报

void print_owed(const std::vector<OwedLine>&, const DutyBook&, const DutyWish&, Day, Session&);
void print_missed(const std::vector<MissedLine>&, const DutyBook&, const DutyWish&, Day from, Day to, Session&);
void print_misses(const std::vector<MissedOne>&, const DutyBook&, Session&);
void print_effects(const std::vector<DutyEffect>&, const DutyBook&, Session&);
void print_kept(const std::vector<KeptLine>&, const DutyBook&, Day from, Day to, Session&);
void print_items(const std::vector<DutyId>&, const DutyBook&, Session&);
void print_card(const DutyBook&, DutyId, Session&);

}  // namespace sanhuan::cli
