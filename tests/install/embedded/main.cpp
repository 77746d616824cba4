// A host without rule text: the calendar alone, made from its own data.
#include <iostream>

#include "sanhuan/due.hpp"

int main() {
  using namespace sanhuan;
  CalendarData data;
  data.name = "weekends only";
  data.first = *parse_day("2026-01-01");
  data.last = *parse_day("2026-12-31");
  data.provisional_from = data.last;
  const auto calendar = Calendar::make(data, {});
  const Instant thursday = *parse_instant("2026-09-24 09:00", data.zone);
  std::cout << to_string(due(*calendar, thursday, {1, LengthUnit::working_day}).day) << " is 1 working days after 2026-09-24\n";
}
