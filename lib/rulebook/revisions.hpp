// The calendar as it became known, one revision after another (semantics 1.1, 2.3): each is made when it is first asked
// for. Safe to ask from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "sanhuan/calendar.hpp"

namespace sanhuan {

class CalendarRevisions {
 public:
  // `latest` holds all that is known; its data say from when each part was.
  explicit CalendarRevisions(std::shared_ptr<const Calendar> latest);

  std::size_t size() const noexcept { return known_.size(); }
  // When a ledger that takes up each on its day begins to see it: the beginning of that day; the first always.
  Instant seen_from(std::size_t revision) const noexcept {
    return revision == 0 ? Instant::before_all() : latest_->zone().midnight(known_[revision]);
  }
  Day known_on(std::size_t revision) const noexcept { return known_[revision]; }
  std::size_t at(Instant) const noexcept;  // the one that a step at that instant sees
  const Calendar& calendar(std::size_t revision) const;

 private:
  std::shared_ptr<const Calendar> latest_;
  std::vector<Day> known_;
  mutable std::mutex mutex_;
  mutable std::vector<std::shared_ptr<const Calendar>> made_;
};

}  // namespace sanhuan
