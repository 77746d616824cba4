// What may happen to a case: the events that something waits for, by whom the rules name, with every choice of what has a
// bearing. Whether `step` takes it is for `step` to say. Semantics 9.2b.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "lib/analysis/representatives.hpp"
#include "lib/core/case.hpp"
#include "lib/core/plan.hpp"
#include "sanhuan/event.hpp"

namespace sanhuan {

struct PossibleMove {
  EventId event;
  Actor by;
  std::uint32_t payload = 0;  // Moves::payload
};

class Moves {
 public:
  using Facts = std::vector<std::pair<FactId, Value>>;

  Moves(const Relevance&, const Representatives&, const Organisation&, const CaseLayout&);

  // What may be known when a case is opened: facts that no event brings.
  const std::vector<Facts>& openings() const noexcept { return openings_; }
  void possible(const CaseState&, std::vector<PossibleMove>& out) const;
  std::span<const PayloadField> payload(std::uint32_t i) const noexcept { return payloads_[i]; }
  bool complete() const noexcept { return complete_; }

 private:
  void choose_openings();
  void choose_payloads(EventId);
  bool brings(EventId, FactId) const noexcept;
  bool waits_at_first(EventId) const noexcept;
  void add_actors(const CaseState&, model::Refs, std::vector<Actor>&) const;
  void add_actor(const CaseState&, const model::Ref&, std::vector<Actor>&) const;
  UnitId unit_of(const CaseState&, const model::Ref&) const noexcept;
  void actors_of(const CaseState&, EventId, std::vector<Actor>&) const;

  const Relevance& relevance_;
  const RulebookData& rules_;
  const model::Process& process_;
  const model::CaseType& type_;
  const Representatives& values_;
  const Organisation& organisation_;
  const CaseLayout& layout_;
  const ProcessPlan plan_;
  std::vector<EventId> events_;  // that something in the process waits for
  std::vector<Facts> openings_;
  std::vector<std::vector<PayloadField>> payloads_;
  std::vector<model::Range> payloads_of_;  // by event
  bool complete_ = true;
};

}  // namespace sanhuan
