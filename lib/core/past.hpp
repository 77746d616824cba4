// When the events of a case happened, as its entries say: for rules that count from what the rules before did not keep. The
// state keeps an instant only where some rule asks for it (model.hpp, anchor_latest and anchor_first).
#pragma once

#include <span>
#include <vector>

#include "lib/core/counterparts.hpp"
#include "sanhuan/entry.hpp"

namespace sanhuan {

class Past {
 public:
  struct Happened {
    Instant first = Instant::before_all(), latest = Instant::before_all();  // before_all(): it has not
  };

  // The entries of a case one by one, oldest first, ids as the rules had them that it was under.
  void read(const Entry& entry, std::span<const Change> changes) {
    const Instant when = entry.occurred == Instant::never() ? entry.at : entry.occurred;
    if (entry.kind == EntryKind::event) note(entry.event, when);
    for (const Change& c : changes) {
      if (c.kind == ChangeKind::escalated) note(model::escalation_event, entry.at);
      if (c.kind == ChangeKind::merged) note(EventId(c.a), c.at);
    }
  }
  // From here on ids are those of the other rules.
  void carry(const Counterparts& to) {
    std::vector<Happened> before;
    before.swap(events_);
    for (std::size_t e = 0; e < before.size(); ++e) {
      if (before[e].latest == Instant::before_all()) continue;
      if (const EventId now = to.event(EventId(e))) note(now, before[e].first), note(now, before[e].latest);
    }
  }
  Happened of(EventId e) const noexcept { return e.value < events_.size() ? events_[e.value] : Happened{}; }

 private:
  void note(EventId e, Instant at) {
    if (events_.size() <= e.value) events_.resize(e.value + std::size_t{1});
    Happened& h = events_[e.value];
    h.first = h.latest == Instant::before_all() ? at : std::min(h.first, at);
    h.latest = std::max(h.latest, at);
  }

  std::vector<Happened> events_;
};

}  // namespace sanhuan
