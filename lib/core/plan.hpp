// What a rulebook means to `step`, looked up instead of searched for: made once, then only read.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/core/case.hpp"
#include "lib/eval/evaluator.hpp"
#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

// What an event is to a deadline; bits.
namespace relation {
inline constexpr std::uint8_t fulfils = 1;
inline constexpr std::uint8_t anchors = 2;
inline constexpr std::uint8_t opens = 4;       // the obligation opens with it: of the thread, or a request (4.2b)
inline constexpr std::uint8_t bounds = 8;      // anchors the second limit (2.5c)
inline constexpr std::uint8_t restarts = 16;   // 重新起算
inline constexpr std::uint8_t extends = 32;    // grants an extension that nobody need ask for
inline constexpr std::uint8_t excludes = 64;   // begins or ends a span that is not counted
inline constexpr std::uint8_t asks = 128;      // for an extension
inline constexpr std::uint8_t befalls = restarts | extends | excludes | asks;  // what it does to a clock beside fulfilling
}  // namespace relation

struct ProcessPlan {
  ProcessPlan(const RulebookData&, const model::Process&);

  std::size_t deadlines = 0;
  std::vector<std::uint8_t> relations;   // event * deadlines + deadline
  std::vector<std::uint8_t> touches;     // by event: of all deadlines together
  std::vector<Holder> holders;           // by responsibility, where it is always the same; else nobody
  std::vector<std::uint32_t> warnings;   // by deadline: the rungs that stand before its breach, a bit each
  std::vector<std::uint32_t> held_back;  // by deadline: those that wait while an extension is asked for (2.7b)
  std::vector<bool> late;                // by deadline: some event that touches it may be entered late (4.6)
  bool has_class_limits = false;
  bool opens_cases = false;              // 录入

  std::uint8_t relation(EventId e, DeadlineId d) const noexcept { return relations[e.value * deadlines + d.value]; }
};

struct Plan {
  explicit Plan(const RulebookData&);

  const RulebookData& rules;
  Evaluator evaluator;
  std::vector<CaseLayout> layouts;      // by case type
  std::vector<ProcessPlan> processes;
  std::vector<bool> plain_events;       // by event: no field must be given
};

}  // namespace sanhuan
