// When each case wants to be looked at next: arrays of handles, one an hour, dropped lazily. Appending is all that
// arming costs; a handle whose case has moved on is skipped when its hour is met.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "sanhuan/instant.hpp"

namespace sanhuan {

class TimerHours {
 public:
  using Handle = std::uint32_t;

  void arm(Handle handle, Instant at) {
    const std::int64_t hour = hour_of(at);
    if (cached_ == nullptr || hour != cached_hour_) {
      cached_ = &hours_[hour];
      cached_hour_ = hour;
    }
    cached_->push_back(handle);
  }

  // Takes out every handle of the hours up to `now` whose instant is due; `next` gives a case's present instant.
  template <class Next>
  std::vector<Handle> take_due(Instant now, Next next) {
    std::vector<Handle> due;
    while (!hours_.empty() && hours_.begin()->first <= hour_of(now)) {
      const std::int64_t hour = hours_.begin()->first;
      const std::vector<Handle> handles = std::move(hours_.begin()->second);
      forget(hours_.begin());
      std::vector<Handle> later;
      for (const Handle h : handles) {
        const Instant at = next(h);
        if (at <= now) due.push_back(h);
        else if (hour_of(at) == hour) later.push_back(h);
      }
      if (later.empty()) continue;
      hours_[hour] = std::move(later);
      break;  // only the hour of `now` can hold what is not due yet
    }
    std::sort(due.begin(), due.end());
    due.erase(std::unique(due.begin(), due.end()), due.end());
    return due;
  }

  template <class Next>
  Instant earliest(Next next) const {
    for (const auto& [hour, handles] : hours_) {
      Instant found = Instant::never();
      for (const Handle h : handles)
        if (const Instant at = next(h); hour_of(at) == hour) found = std::min(found, at);
      if (found != Instant::never()) return found;
    }
    return Instant::never();
  }

 private:
  static std::int64_t hour_of(Instant at) noexcept {
    const std::int64_t hour = at.ms / ms_per_hour;
    return at.ms < 0 && at.ms % ms_per_hour != 0 ? hour - 1 : hour;
  }
  void forget(std::map<std::int64_t, std::vector<Handle>>::iterator it) {
    if (cached_ == &it->second) cached_ = nullptr;
    hours_.erase(it);
  }

  std::map<std::int64_t, std::vector<Handle>> hours_;
  std::vector<Handle>* cached_ = nullptr;
  std::int64_t cached_hour_ = 0;
};

}  // namespace sanhuan
