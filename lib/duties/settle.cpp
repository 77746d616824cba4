#include "lib/duties/settle.hpp"

namespace sanhuan {

void settle(std::span<const DutyPeriod> periods, std::span<const DutyDone> done, bool piles_up, Day known,
            std::vector<std::uint16_t>& done_of) {
  done_of.assign(periods.size(), 0);
  std::size_t begin = 0;  // periods before it take nothing any more
  for (const DutyDone& one : done) {
    if (one.day > known) break;
    while (begin < periods.size() && (done_of[begin] >= periods[begin].times || (!piles_up && periods[begin].due < one.day)))
      ++begin;
    for (std::size_t i = begin; i < periods.size(); ++i) {
      const DutyPeriod& period = periods[i];
      const bool open = period.opens() <= one.day && (piles_up || one.day <= period.due);
      const bool meant = !one.period || (period.first <= *one.period && *one.period <= period.last);
      if (!open || !meant || done_of[i] >= period.times) continue;
      ++done_of[i];
      break;
    }
  }
}

}  // namespace sanhuan
