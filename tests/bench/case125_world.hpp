// The case125 workload (limits/WORKLOAD.md) driven through an Engine: the same driver as the limit's, another world.
//
// Cases are opened, with their facts, when the world is made, as the limit's are; `register` is their first event.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sanhuan/engine.hpp"
#include "tests/bench/limits/case125.hpp"

namespace sanhuan::bench {

// What every world of case125 needs to know of the pack: ids, looked up once.
struct Case125 {
  explicit Case125(std::shared_ptr<const Rulebook>);
  Opening opening(std::uint32_t number, std::array<std::pair<FactId, Value>, 4>& facts) const;
  // The workload's seconds to an instant: its day 700, a Monday, is 2025-03-03, with no holiday near.
  static Instant instant(std::uint32_t second);

  std::shared_ptr<const Rulebook> rulebook;
  std::array<EventId, 5> events;
  CaseTypeId type;
  std::array<FactId, 4> facts;
  UnitId grid;
  Actor clerk;
};

class EngineWorld {
 public:
  EngineWorld(const Case125&, std::size_t cases);

  void event(std::uint32_t id, int kind, std::uint32_t now) {
    const Event e{work_.events[static_cast<std::size_t>(kind)], Case125::instant(now), work_.clerk, {}, {}, false};
    refused_ += !engine_.submit(handles_[id], e).accepted();
  }
  void advance(std::uint32_t now);  // and hands the effects over, as a host would

  std::size_t refused() const { return refused_; }
  std::size_t timers() const { return timers_; }
  std::size_t effects() const { return effects_; }
  const Engine& engine() const { return engine_; }
  static std::string name(std::uint32_t id) { return std::to_string(id); }

 private:
  const Case125& work_;
  Engine engine_;
  std::vector<Engine::Handle> handles_;
  std::size_t refused_ = 0, timers_ = 0, effects_ = 0;
};

}  // namespace sanhuan::bench
