// From the tables that record the State Council's notices to calendar data with known-from dates:
// semantics 2.3.
//
// The holiday table shows each date as it stands in the end. Where an amendment changed a date, the notice
// said what was `before`; both are kept, each with the day on which it was published.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sanhuan/calendar.hpp"

namespace sanhuan {

struct HolidayRow {  // date,name,kind
  Day date;
  std::string name;    // 国庆节
  bool works = false;  // kind `workday`, else `holiday`
};

struct NoticeRow {  // year,published
  std::int32_t year = 0;
  Day published;
};

struct AmendmentRow {  // known_from,date,before,after
  Day known_from;
  Day date;
  bool works_before = false;
  bool works_after = false;
};

struct StatutoryRow {  // a rest day of every year whatever a notice says
  std::uint8_t month = 1, day = 1;
  std::string name;
  std::int32_t since = 0;  // year
};

struct YearSum {  // both years included
  std::int32_t from = 0, to = 0;
  std::int32_t days = 0;  // YearNotice::statutory_days
};

struct NoticeTables {
  std::vector<HolidayRow> holidays;
  std::vector<NoticeRow> notices;
  std::vector<AmendmentRow> amendments;
  std::vector<StatutoryRow> statutory;
  std::vector<YearSum> sums;
};

// Covered are the years from the first notice to the last; provisional is what follows 24 December of the
// last. Weekly pattern, zone and office hours stand at their defaults for the caller to change.
CalendarData calendar_from_notices(std::string name, const NoticeTables&);

// Where the tables contradict each other: a date that stands twice, an amendment that the holiday table or
// the next amendment does not bear out. Ask `Calendar::problems` for the rest.
std::vector<Calendar::Problem> contradictions(const NoticeTables&);

}  // namespace sanhuan
