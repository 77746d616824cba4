// What the benchmark measures is what it says: the pack does the work of limits/WORKLOAD.md.
#include <catch2/catch.hpp>

#include "sanhuan/pack.hpp"
#include "tests/bench/case125_world.hpp"

namespace sanhuan::bench {
namespace {

const Case125& work() {
  static const Loaded pack = load_pack("tests/bench/case125");
  REQUIRE(pack.rulebook);
  static const Case125 made(pack.rulebook);
  return made;
}

TEST_CASE("case125 closes every case, and one in ten was escalated once", "[bench]") {
  constexpr std::uint32_t cases = 600;
  EngineWorld world(work(), cases);
  c125::rounds(world, c125::order(cases, true));
  CHECK(world.refused() == 0);
  CHECK(world.timers() == cases / 10);
  for (std::uint32_t id = 0; id < cases; ++id) {
    const auto view = world.engine().find(EngineWorld::name(id));
    REQUIRE(view);
    CHECK(view->closed);
    CHECK(view->level == (id % 10 == 0 ? Level::town : Level::village));
  }
}

TEST_CASE("the deadlines of case125 are those of the workload's table", "[bench]") {
  EngineWorld world(work(), 1);
  const std::uint32_t monday = 700;
  const auto due = [&] {
    const auto view = world.engine().find("0");
    REQUIRE(view);
    REQUIRE(view->obligations.size() == 1);
    return view->obligations[0].due;
  };
  const auto end_of = [](std::uint32_t day) { return Case125::instant((day + 1) * c125::day_s); };
  world.event(0, 0, monday * c125::day_s + 9 * 3600);
  CHECK(due() == end_of(monday));
  world.event(0, 1, monday * c125::day_s + 10 * 3600);
  CHECK(due() == end_of(monday + 1));
  world.event(0, 2, (monday + 1) * c125::day_s + 10 * 3600);
  CHECK(due() == end_of(monday + 7));  // the 5th working day after registration
  world.event(0, 3, (monday + 2) * c125::day_s + 10 * 3600);
  CHECK(due() == end_of(monday + 16));  // the 10th after the reply on Wednesday
  world.event(0, 4, (monday + 3) * c125::day_s);
  CHECK(world.engine().find("0")->closed);
}

TEST_CASE("no guard of case125 lets an event through that it should not", "[bench]") {
  // A severity of 5 is in no case of the workload; the guard of `assign` must still be there to refuse it.
  Engine engine(work().rulebook);
  std::array<std::pair<FactId, Value>, 4> given;
  Opening opening = work().opening(0, given);
  given[0].second = Value::of(5);
  REQUIRE(engine.open("severe", opening).accepted());
  const auto at = [](int hour) { return Case125::instant(700 * c125::day_s + static_cast<std::uint32_t>(hour) * 3600); };
  REQUIRE(engine.submit("severe", {work().events[0], at(9), work().clerk, {}, {}, false}).accepted());
  CHECK(engine.submit("severe", {work().events[1], at(10), work().clerk, {}, {}, false}).refused == Refused::guarded);
}

}  // namespace
}  // namespace sanhuan::bench
