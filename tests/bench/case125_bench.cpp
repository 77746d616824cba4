#include <cmath>
#include <memory>
#include <stdexcept>

#include "lib/core/step.hpp"
#include "sanhuan/pack.hpp"
#include "tests/bench/case125_world.hpp"
#include "tests/bench/works.hpp"

namespace sanhuan::bench {

namespace {

constexpr int repeats = 5;

// Steps a second over the five rounds, cases opened before. Throws where the result is not the workload's.
Figure rounds(const Case125& work, std::size_t cases, bool random) {
  const auto order = c125::order(cases, random);
  return {::bench::repeat(repeats, [&] {
    EngineWorld world(work, cases);
    const double rate = c125::rounds(world, order);
    const std::size_t escalated = (cases + 9) / 10;
    if (world.refused() != 0 || world.timers() != escalated) throw std::runtime_error("case125: a wrong result");
    return rate;
  })};
}

// Growth of the resident set for a case that waits in `assigned` with its timer armed, and all that the engine
// keeps to find it again.
Figure bytes_per_case(const Case125& work, std::size_t cases) {
  return {::bench::repeat(3, [&] {
    malloc_trim(0);
    const double before = ::bench::rss_bytes();
    EngineWorld world(work, cases);
    for (std::uint32_t id = 0; id < cases; ++id) world.event(id, 0, 700 * c125::day_s + 9 * 3600);
    for (std::uint32_t id = 0; id < cases; ++id) world.event(id, 1, 700 * c125::day_s + 10 * 3600);
    return (::bench::rss_bytes() - before) / static_cast<double>(cases);
  })};
}

// Case after case, 64 of them, everything in the nearest cache; `step` alone, timers kept by the case.
Figure hot(const Case125& work) {
  Stepper stepper(work.rulebook->data(),
                  {work.rulebook->calendar_register(), work.rulebook->organisation_register()});
  const CaseLayout& layout = stepper.layout(work.type);
  Entries entries;
  std::vector<CaseState> opened, live;
  for (std::uint32_t id = 0; id < 64; ++id) {
    std::array<std::pair<FactId, Value>, 4> given;
    opened.push_back(stepper.make(work.type));
    live.push_back(stepper.make(work.type));
    if (!stepper.open(opened.back(), work.opening(id, given), entries).accepted())
      throw std::runtime_error("case125: a case was not opened");
  }
  const Instant at = Case125::instant(700 * c125::day_s + 10 * 3600);
  return {::bench::repeat(repeats, [&] {
    constexpr std::size_t lives = 300'000;
    std::size_t accepted = 0;
    const double start = ::bench::now();
    for (std::size_t i = 0; i < lives; ++i) {
      CaseState& state = live[i & 63];
      state.assign(opened[i & 63]);
      for (const EventId event : work.events) {
        entries.clear();
        accepted += stepper.step(state, Event{event, at, work.clerk, {}, {}, false}, entries).accepted();
      }
    }
    const double seconds = ::bench::now() - start;
    if (accepted != 5 * lives) throw std::runtime_error("case125: a step was refused");
    return static_cast<double>(accepted) / seconds;
  })};
}

}  // namespace

std::vector<Row> case125(const std::string& folder) {
  const Limits limits = run_limit(folder, "limit_case125");
  const Loaded pack = load_pack("tests/bench/case125");
  if (!pack.rulebook) throw std::runtime_error("tests/bench/case125 does not load: try sanhuan check on it");
  const Case125 work(pack.rulebook);
  const auto limit = [&](const char* metric) { return best(limits, metric).median(); };
  const double in_rounds = limit("transitions (1M live, rounds)");
  return {
      {"case125, steps, 1 M live cases, rounds", "1/s", rounds(work, 1'000'000, false), in_rounds, 12e6},
      {"case125, steps, 100 k live cases, rounds", "1/s", rounds(work, 100'000, false), in_rounds},
      {"case125, steps, 10 k live cases, rounds", "1/s", rounds(work, 10'000, false), in_rounds},
      {"case125, steps, 1 M live cases, random order", "1/s", rounds(work, 1'000'000, true),
       limit("transitions (1M live, random order)"), 4e6},
      {"case125, steps, hot", "1/s", hot(work), limit("transitions (hot)")},
      {"case125, bytes per live case", "B", bytes_per_case(work, 1'000'000),
       best(limits, "bytes per live case", false).median(), 128, false},
  };
}

}  // namespace sanhuan::bench
