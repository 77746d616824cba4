#include <stdexcept>

#include "sanhuan/due.hpp"
#include "sanhuan/pack.hpp"
#include "tests/bench/limits/bench.hpp"
#include "tests/bench/works.hpp"

namespace sanhuan::bench {

std::vector<Row> due_instants(const std::string& folder) {
  const Limits limits = run_limit(folder, "limit_workdays " + folder + "/dates.tsv");
  const LoadedCalendar loaded = load_calendar("rules/calendars/cn");
  if (!loaded.calendar) throw std::runtime_error("rules/calendars/cn does not load");
  const Calendar& calendar = *loaded.calendar;
  const Day first = day_of({2007, 1, 1});
  const std::int32_t days = day_of({2026, 11, 1}) - first;
  constexpr Length five{5, LengthUnit::working_day};
  const auto anchor = [&](std::int32_t n) { return calendar.zone().midnight(first + n) + 9 * ms_per_hour; };
  // Day by day, as a clerk counts, for every day of the table.
  for (std::int32_t n = 0; n < days; ++n) {
    Day slow = first + n;
    for (int left = 5; left > 0;) left -= calendar.works(slow = slow + 1);
    if (due(calendar, anchor(n), five).day != slow) throw std::runtime_error("due: a wrong day");
  }
  std::vector<Instant> anchors;
  for (std::uint64_t i = 0; i < 1 << 20; ++i)
    anchors.push_back(anchor(static_cast<std::int32_t>(::bench::splitmix64(i) % static_cast<std::uint64_t>(days))));
  const Figure ours{::bench::repeat(7, [&] {
    constexpr int rounds = 20;
    std::int64_t sum = 0;
    const double start = ::bench::now();
    for (int r = 0; r < rounds; ++r)
      for (const Instant a : anchors) sum += due(calendar, a, five).at.ms;
    ::bench::keep(sum);
    return rounds * static_cast<double>(anchors.size()) / (::bench::now() - start);
  })};
  return {{"due instant, 5 working days", "1/s", ours, best(limits, "add 5 working days").median(), 200e6}};
}

}  // namespace sanhuan::bench
