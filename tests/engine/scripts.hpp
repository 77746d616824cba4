// Random work for an engine: what clerks of the wide pack may send, in order of time within a case, some of it refused.
#pragma once

#include <deque>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "sanhuan/engine.hpp"

namespace sanhuan::test {

// A submission that owns what it points to.
struct Sent {
  std::string case_id, key;
  std::optional<Opening> open;
  std::optional<Event> event;
  std::vector<std::pair<FactId, Value>> facts;
  std::vector<PayloadField> payload;
  Submission submission() const {
    Submission s{case_id, open, event};
    if (s.open) s.open->facts = facts;
    if (s.event) s.event->payload = payload, s.event->key = key;
    return s;
  }
  Instant at() const { return event ? event->at : open->at; }
};

// `cases` cases of the wide pack with about `events` events each, all in order of time. Every event has a key.
std::vector<Sent> script(const Rulebook&, unsigned seed, int cases, int events);
// Its rules, with a personal fact and a personal field, and children that are opened and closed.
std::string family_process();
std::shared_ptr<const Rulebook> family_pack();

// All that a host sees of a case and its entries, as text.
std::string seen(Engine&, std::string_view case_id);
std::string describe(const Answer&);

}  // namespace sanhuan::test
