// The calendar of rules/calendars/cn for tests, read without the language's readers. The days fixed by statute
// and the yearly sums are written out here once more on purpose.
#pragma once

#include <string>
#include <vector>

#include "lib/calendar/notices.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan::test {

inline constexpr Zone shanghai{480};

const NoticeTables& cn_tables();  // throws std::runtime_error where a file cannot be read
CalendarData cn_data();

std::vector<OfficeSeason> nine_hours();   // 08:30–17:30 all year round
std::vector<OfficeSeason> two_seasons();  // with a lunch break; in summer the afternoon is later

Day day(const std::string& text);
Instant at(const std::string& text);  // 2026-09-18 09:10, local time
// The end as a clerk writes it: 2020-12-01 24:00, 2020-12-01 17:30.
std::string show(const Due&);

}  // namespace sanhuan::test
