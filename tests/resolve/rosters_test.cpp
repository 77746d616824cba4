// The rosters of a pack: their units, events and fields looked up. A register: no part of the rulebook.
#include <catch2/catch.hpp>

#include "sanhuan/rulebook.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string manifest =
    "name: small\nversion: \"1\"\nzone: Asia/Shanghai\ncalendar: ../calendars/cn\norganisation: org.yaml\nfiles: [process.huan]\n";
const std::string rosters =
    "rosters:\n  值班: {key: duty, turn: 周, seats: 1, start: 2025-01-06, members: members.csv, recusals: recusals.csv,\n"
    "         recorded: {event: 指派, member: 援助人员}}\n";

Loaded load(const std::string& yaml, const std::string& recusals = "编号,单位,依据\n甲一,乙局,推定 例子\n") {
  return load_files({{"small/pack.yaml", manifest + "rosters: rosters.yaml\n"},
                     {"small/process.huan", "事件 指派 须填 援助人员（文本）\n" + small_process()},
                     {"small/rosters.yaml", yaml},
                     {"small/members.csv", "编号,单位\n甲一,\n乙二,乙局\n"},
                     {"small/recusals.csv", recusals}});
}

}  // namespace

TEST_CASE("a roster's units and event are looked up, and it is no part of the rulebook", "[resolve][roster]") {
  const Loaded loaded = load(rosters);
  CHECK(problems(loaded) == Problems{});
  REQUIRE(loaded.rosters.size() == 1);
  const Roster& roster = loaded.rosters[0];
  CHECK(roster.members[1].unit == loaded.rulebook->unit("乙局"));
  CHECK(roster.recusals[0].unit == loaded.rulebook->unit("乙局"));
  CHECK(roster.event == "指派");
  const Loaded without = load_files({{"small/pack.yaml", manifest}, {"small/process.huan", "事件 指派 须填 援助人员（文本）\n" + small_process()}});
  REQUIRE(without.rulebook);
  CHECK(without.rosters.empty());
  CHECK(without.rulebook->hash() == loaded.rulebook->hash());
}

TEST_CASE("what a roster names must be there", "[resolve][roster]") {
  CHECK(problems(load(with(rosters, "event: 指派", "event: 指配"))) == Problems{"E0301 指配"});
  CHECK(problems(load(with(rosters, "member: 援助人员", "member: 援助人"))) == Problems{"E0906 援助人"});
  CHECK(problems(load(with(rosters, "start: 2025-01-06", "start: 1999-01-04"))) == Problems{"E0907 1999-01-04"});
  CHECK(problems(load(rosters, "编号,单位,依据\n甲一,丁局,推定 例子\n")) == Problems{"E0830 丁局"});
}
