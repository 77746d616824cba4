#include "lib/duties/period.hpp"

#include <algorithm>
#include <optional>

namespace sanhuan {

namespace {

constexpr std::int32_t months_of_year = 12;

Day month_begin(std::int32_t year, std::int32_t month) noexcept {  // month from 0, of any year
  year += month / months_of_year;
  return day_of({year, static_cast<std::uint8_t>(month % months_of_year + 1), 1});
}

// One of `times` parts of a span, as even as whole days allow; the later ones get what is over.
DaySpan divided(DaySpan span, std::int32_t times, Day d) noexcept {
  const std::int32_t length = span.last - span.first + 1, offset = d - span.first;
  std::int32_t part = offset * times / length;
  while ((part + 1) * length / times <= offset) ++part;
  return {span.first + part * length / times, span.first + ((part + 1) * length / times - 1)};
}

// A block of months, divided by months where that goes, else by days.
DaySpan of_months(Day d, std::int32_t months, std::int32_t times) noexcept {
  const CivilDate date = civil(d);
  if (months % times == 0) months /= times, times = 1;
  const std::int32_t first = (date.month - 1) / months * months;
  return divided({month_begin(date.year, first), month_begin(date.year, first + months) - 1}, times, d);
}

// The last day in [first, last] that `fits`; nothing where none does.
template <class Fits>
std::optional<Day> last_that(Day first, Day last, Fits fits) noexcept {
  for (Day d = last; d >= first; d = d - 1)
    if (fits(d)) return d;
  return std::nullopt;
}

std::optional<DutyPeriod> period_of(const DutyTrack& track, const Calendar& calendar, DaySpan share) noexcept {
  share.first = std::max(share.first, track.from), share.last = std::min(share.last, track.to);
  const auto owed = [&](Day d) { return track.owed_on(d); };
  const auto last = last_that(share.first, share.last, owed);
  if (!last) return std::nullopt;
  DutyPeriod period;
  period.last = period.first = *last;
  for (Day d = share.first; d < period.first; d = d + 1)
    if (owed(d)) period.first = d;  // ends the loop
  period.times = track.frequency.cycle == Cycle::day ? track.frequency.times : std::uint16_t{1};
  period.campaign = track.campaign;
  const auto works = [&](Day d) { return calendar.works(d); };
  switch (track.rest) {
    case RestDays::anyway: period.due = period.last; break;
    case RestDays::skip: {
      const auto day = last_that(period.first, period.last, [&](Day d) { return works(d) && owed(d); });
      if (!day) return std::nullopt;
      period.due = *day;
      break;
    }
    case RestDays::roll: period.due = calendar.next_working_day(period.last); break;
    case RestDays::roll_back:
      period.due = works(period.last) ? period.last : calendar.subtract_working_days(period.last, 1);
      if (period.due < period.first && !owed(period.due)) return std::nullopt;  // not in force yet, or out of season
      break;
  }
  return period;
}

}  // namespace

DaySpan share_of(Frequency frequency, Day d) noexcept {
  const std::int32_t times = frequency.times;
  switch (frequency.cycle) {
    case Cycle::none: case Cycle::day: return {d, d};
    case Cycle::week: {
      const Day monday = d - weekday(d);
      return divided({monday, monday + 6}, times, d);
    }
    case Cycle::month: return of_months(d, 1, times);
    case Cycle::quarter: return of_months(d, 3, times);
    case Cycle::year: return of_months(d, months_of_year, times);
  }
  return {d, d};
}

bool DutyTrack::owed_on(Day d) const noexcept {
  if (d < from || to < d) return false;
  for (const Pause& pause : pauses)
    if (pause.from <= d && d <= pause.to && pause.days->contains(d)) return false;
  return season == nullptr || season->contains(d);
}

void add_periods(const DutyTrack& track, const Calendar& calendar, Day from, Day to, std::vector<DutyPeriod>& out) {
  if (track.frequency.cycle == Cycle::none || to < from) return;
  // A due that was moved to a later day lies at most at the first working day after its period, one that was moved to
  // an earlier day at the last before it: what else ends or begins inside the rest around [from, to] is looked at too.
  const Day low = std::max(calendar.subtract_working_days(from, 1) + 1, track.from);
  Day high = std::min(calendar.add_working_days(to, 1), track.to);
  const std::size_t begin = out.size();
  for (Day d = low; d <= high;) {
    const DaySpan share = share_of(track.frequency, d);
    d = share.last + 1;
    auto period = period_of(track, calendar, share);
    if (!period) continue;
    DutyPeriod* const before = out.size() > begin ? &out.back() : nullptr;
    if (before != nullptr && before->due == period->due) {  // moved to one day: they do not pile up unless it says so
      before->last = period->last;
      before->times = track.piles_up ? static_cast<std::uint16_t>(before->times + period->times)
                                     : std::max(before->times, period->times);
    } else {
      out.push_back(*period);
      // What is moved back to its due, however long the rest behind it, is one with it.
      if (period->opens() <= to && to < period->due)
        high = std::min(std::max(high, calendar.add_working_days(period->due, 1)), track.to);
    }
  }
  const auto outside = [&](const DutyPeriod& p) { return p.due < from || to < p.opens(); };
  out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), outside), out.end());
}

}  // namespace sanhuan
