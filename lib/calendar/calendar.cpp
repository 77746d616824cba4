#include "sanhuan/calendar.hpp"

#include <algorithm>
#include <utility>

#include "lib/calendar/notice_year.hpp"
#include "lib/calendar/tables.hpp"

namespace sanhuan {
namespace {

// What was not yet known is not covered, and what the next notice may change is provisional (2.3).
void forget_later_notices(CalendarData& data, Day known_on) {
  if (data.notices.empty()) return;
  std::int32_t year = civil(data.first).year - 1;
  for (const YearNotice& notice : data.notices) {
    if (notice.known_from <= known_on) year = std::max(year, notice.year);
  }
  if (year >= civil(data.last).year) return;
  data.last = day_of({year, 12, 31});
  data.provisional_from = std::min(data.provisional_from, std::max(data.first, first_day_open_after(year)));
}

const std::string& text_at(const std::vector<std::string>& texts, std::uint16_t index) {
  static const std::string nothing;
  return index < texts.size() ? texts[index] : nothing;
}

}  // namespace

std::shared_ptr<const Calendar> Calendar::make(CalendarData data, DayPolicy policy, Day known_on) {
  forget_later_notices(data, known_on);
  return std::shared_ptr<const Calendar>(new Calendar(std::move(data), policy, known_on));
}

Calendar::Calendar(CalendarData data, DayPolicy policy, Day known_on)
    : data_(std::move(data)), policy_(policy), tables_(std::make_shared<const Tables>(data_, known_on)) {
  const Prefix& prefix = tables_->prefix;
  rank_ = prefix.rank.data();
  select_ = prefix.select.data();
  closing_minute_ = prefix.closing_minute.data();
  base_ = prefix.base;
  base_midnight_ = data_.zone.midnight(base_);
  size_ = static_cast<std::uint32_t>(prefix.closing_minute.size());
  working_ = static_cast<std::uint32_t>(prefix.select.size());
}

bool Calendar::works_by_layers(Day d) const noexcept { return tables_->kinds.works(d); }

std::int32_t Calendar::closing_minute_by_layers(Day d) const noexcept {
  return works(d) ? tables_->office.closing_minute(d) : 24 * 60;
}

Day Calendar::add_by_walking(Day from, std::int32_t n) const noexcept {
  Day day = std::clamp(from, first_day, last_day);
  while (n > 0 && day < last_day) {
    day = day + 1;
    if (works(day)) --n;
  }
  return day;
}

Day Calendar::subtract_working_days(Day from, std::int32_t n) const noexcept {
  if (const std::uint32_t i = position(from); i < size_ && n >= 1 && rank_[i] >= n) {
    return base_ + select_[rank_[i] - n];
  }
  Day day = std::clamp(from, first_day, last_day);
  while (n > 0 && day > first_day) {
    day = day - 1;
    if (works(day)) --n;
  }
  return day;
}

std::int32_t Calendar::working_days_between(Day after, Day upto) const noexcept {
  if (upto < after) return -working_days_between(upto, after);
  const std::uint32_t i = position(after), j = position(upto);
  if (i < size_ && j < size_) return rank_[j + 1] - rank_[i + 1];
  std::int32_t count = 0;
  for (Day day = std::max(after, first_day - 1); day < std::min(upto, last_day);) {
    day = day + 1;
    if (works(day)) ++count;
  }
  return count;
}

bool Calendar::has_office_hours() const noexcept { return tables_->office.any(); }

const std::vector<OfficeSpan>& Calendar::office(Day d) const noexcept {
  const std::uint32_t i = position(d);
  if (i < size_) [[likely]]
    return tables_->office.of(tables_->prefix.season[i]);
  return works(d) ? tables_->office.on(d) : OfficeHours::none();
}

Instant Calendar::opening(Day d) const noexcept {
  const auto& spans = office(d);
  return data_.zone.midnight(d) + (spans.empty() ? 0 : spans.front().from_minute * ms_per_minute);
}

bool Calendar::in_office(Instant i) const noexcept { return works(local_day(i)) && next_opening(i) == i; }

Instant Calendar::next_opening(Instant i) const noexcept {
  const Day day = local_day(i);
  if (works(day)) {
    const auto& spans = office(day);
    if (spans.empty()) return i;
    const Instant midnight = data_.zone.midnight(day);
    for (const OfficeSpan& span : spans) {
      if (i <= midnight + span.to_minute * ms_per_minute) {
        return std::max(i, midnight + span.from_minute * ms_per_minute);
      }
    }
  }
  return std::max(i, opening(next_working_day(day + 1)));
}

Instant Calendar::add_office_time(Instant from, std::int64_t ms) const noexcept {
  if (!has_office_hours()) return Instant::never();
  for (Day day = next_working_day(local_day(from)); day < last_day; day = next_working_day(day + 1)) {
    const Instant midnight = data_.zone.midnight(day);
    for (const OfficeSpan& span : office(day)) {
      const Instant start = std::max(from, midnight + span.from_minute * ms_per_minute);
      const std::int64_t open = midnight + span.to_minute * ms_per_minute - start;
      if (open <= 0) continue;
      if (ms <= open) return start + ms;
      ms -= open;
    }
  }
  return Instant::never();
}

std::int64_t Calendar::office_time_between(Instant from, Instant to) const noexcept {
  if (to <= from || !has_office_hours()) return 0;
  std::int64_t sum = 0;
  const Day last = local_day(to);
  for (Day day = next_working_day(local_day(from)); day <= last && day < last_day;
       day = next_working_day(day + 1)) {
    const Instant midnight = data_.zone.midnight(day);
    for (const OfficeSpan& span : office(day)) {
      const Instant start = std::max(from, midnight + span.from_minute * ms_per_minute);
      const Instant end = std::min(to, midnight + span.to_minute * ms_per_minute);
      if (start < end) sum += end - start;
    }
  }
  return sum;
}

Calendar::Why Calendar::why(Day d) const {
  const DayKind kind = tables_->kinds.kind(d);
  if (!kind.named) return {kind.works, kind.reason, {}, {}};
  return {kind.works, kind.reason, text_at(data_.names, kind.name), text_at(data_.sources, kind.source)};
}

}  // namespace sanhuan
