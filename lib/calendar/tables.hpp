// What a Calendar is made of. Shared by its copies.
#pragma once

#include "lib/calendar/day_kinds.hpp"
#include "lib/calendar/office_hours.hpp"
#include "lib/calendar/prefix.hpp"

namespace sanhuan {

struct Calendar::Tables {
  Tables(const CalendarData& data, Day known_on)
      : kinds(data, known_on), office(data.office), prefix(kinds, office, data.first, data.last) {}

  DayKinds kinds;
  OfficeHours office;
  Prefix prefix;
};

}  // namespace sanhuan
