#include "lib/rulebook/revisions.hpp"

#include <algorithm>

namespace sanhuan {

CalendarRevisions::CalendarRevisions(std::shared_ptr<const Calendar> latest) : latest_(std::move(latest)) {
  const CalendarData& data = latest_->data();
  // What no notice covers (a statute as old as the calendar, a local overlay without a date) was known from the first.
  Day first = last_day;
  for (const YearNotice& notice : data.notices) first = std::min(first, notice.known_from);
  for (const YearNotice& notice : data.notices) known_.push_back(notice.known_from);
  for (const DayException& exception : data.exceptions) known_.push_back(std::max(exception.known_from, first));
  for (const StatutoryDay& day : data.statutory) known_.push_back(std::max(day.known_from, first));
  if (known_.empty() || data.notices.empty()) known_ = {last_day};
  std::sort(known_.begin(), known_.end());
  known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
  made_.resize(known_.size());
  made_.back() = latest_;
}

std::size_t CalendarRevisions::at(Instant instant) const noexcept {
  const Day day = latest_->local_day(instant);
  const auto after = std::upper_bound(known_.begin(), known_.end(), day);
  return after == known_.begin() ? 0 : static_cast<std::size_t>(after - known_.begin()) - 1;
}

const Calendar& CalendarRevisions::calendar(std::size_t revision) const {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const Calendar>& made = made_[revision];
  if (!made) made = Calendar::make(latest_->data(), latest_->policy(), known_[revision]);
  return *made;
}

}  // namespace sanhuan
