#include "tests/bench/case125_world.hpp"

#include <stdexcept>

namespace sanhuan::bench {

Case125::Case125(std::shared_ptr<const Rulebook> book) : rulebook(std::move(book)) {
  const char* const event_keys[] = {"register", "assign", "meet", "reply", "close"};
  for (std::size_t i = 0; i < events.size(); ++i) events[i] = rulebook->event(event_keys[i]);
  type = rulebook->case_type("case");
  const char* const fact_keys[] = {"severity", "category", "town", "grid"};
  for (std::size_t i = 0; i < facts.size(); ++i) facts[i] = rulebook->fact(type, fact_keys[i]);
  grid = rulebook->unit("甲格");
  clerk = Actor::of(rulebook->unit("甲村"));
}

Opening Case125::opening(std::uint32_t number, std::array<std::pair<FactId, Value>, 4>& given) const {
  const c125::Facts f = c125::facts(number);
  given = {{{facts[0], Value::of(f.severity)},
            {facts[1], Value::of(f.category)},
            {facts[2], Value::of(f.town)},
            {facts[3], Value::of(static_cast<std::int64_t>(grid.value))}}};
  return {type, instant(700 * c125::day_s + 8 * 3600), clerk, given};
}

Instant Case125::instant(std::uint32_t second) {
  static const std::int64_t monday = Zone{}.midnight(day_of({2025, 3, 3})).ms;
  return {monday + (static_cast<std::int64_t>(second) - 700 * static_cast<std::int64_t>(c125::day_s)) * 1000};
}

EngineWorld::EngineWorld(const Case125& work, std::size_t cases)
    : work_(work), engine_(work.rulebook, Engine::Options{.keep_entries = false}) {
  handles_.reserve(cases);
  std::array<std::pair<FactId, Value>, 4> given;
  for (std::uint32_t id = 0; id < cases; ++id) {
    if (!engine_.open(name(id), work.opening(id, given)).accepted()) throw std::runtime_error("a case was not opened");
    handles_.push_back(*engine_.handle(name(id)));
  }
}

void EngineWorld::advance(std::uint32_t now) {
  constexpr std::size_t budget = 100'000;
  for (std::size_t fired = budget; fired == budget;) timers_ += fired = engine_.advance(Case125::instant(now), {.timers = budget}).fired;
  for (;;) {
    const std::vector<Effect> due = engine_.effects(10'000);
    if (due.empty()) return;
    std::vector<EffectId> done;
    done.reserve(due.size());
    for (const Effect& e : due) done.push_back(e.id);
    engine_.acknowledge(done);
    effects_ += due.size();
  }
}

}  // namespace sanhuan::bench
