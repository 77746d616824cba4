// The file of rosters and the tables beside it. The people are invented.
#include <catch2/catch.hpp>

#include "dsl/yaml/files.hpp"
#include "dsl/yaml/rosters.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

const std::string manifest =
    "rosters:\n  律师值班:\n    key: lawyers\n    turn: 周\n    seats: 1\n    start: 2025-01-06\n    rest_days: 否\n    order: 最少\n    counted: 月\n"
    "    given_to: 全体\n    total: 2\n    members: members.csv\n    leave: leave.csv\n    swaps: swaps.csv\n    recusals: recusals.csv\n"
    "    recorded: {event: 指派, member: 援助人员}\n";
const std::string members = "编号,姓名,单位,专长,加入,退出\n甲一,虚构甲,乙局,劳动、行政,,2025-12-31\n乙二,虚构乙,,,2025-02-01,\n";

struct Tables {
  std::string yaml = manifest, members = test::members, leave = "编号,自,至,登记\n甲一,2025-03-03,2025-03-05,2025-03-01\n",
              swaps = "日期,编号,换给\n2025-03-10,甲一,乙二\n", recusals = "编号,单位,自,至,依据\n乙二,乙局,,2025-06-30,推定 法律顾问\n";
};

std::pair<std::vector<dsl::RosterSource>, std::string> read(const Tables& tables) {
  const Folder folder("rosters");
  folder.write("rosters.yaml", tables.yaml).write("members.csv", tables.members).write("leave.csv", tables.leave);
  folder.write("swaps.csv", tables.swaps).write("recusals.csv", tables.recusals);
  dsl::Sink sink;
  dsl::Files files;
  std::vector<dsl::RosterSource> rosters;
  if (const dsl::SourceFile* const file = files.read(folder.path() / "rosters.yaml", {}, sink)) rosters = dsl::read_rosters(*file, files, sink);
  return {std::move(rosters), brief(sink.take())};
}

std::string errors(Tables tables) { return read(tables).second; }

std::string with(std::string from, const std::string& to) {
  Tables tables;
  const std::size_t at = tables.yaml.find(from);
  REQUIRE(at != std::string::npos);
  tables.yaml.replace(at, from.size(), to);
  return errors(tables);
}

TEST_CASE("a roster is read with its members, leave, swaps and recusals", "[yaml][roster]") {
  const auto [rosters, wrong] = read({});
  CHECK(wrong == "");
  REQUIRE(rosters.size() == 1);
  const Roster& roster = rosters[0].roster;
  CHECK(roster.name == "律师值班");
  CHECK(roster.key == "lawyers");
  CHECK(roster.turn == Cycle::week);
  CHECK(roster.start == day_of({2025, 1, 6}));
  CHECK(roster.order == RosterOrder::least_loaded);
  CHECK(roster.window == Cycle::month);
  CHECK(roster.all);
  REQUIRE(roster.members.size() == 2);
  CHECK(roster.members[0].skills == std::vector<std::string>{"劳动", "行政"});
  CHECK(roster.members[0].leaves == day_of({2025, 12, 31}));
  CHECK(roster.members[1].joins == day_of({2025, 2, 1}));
  CHECK(rosters[0].member_units[0].text == "乙局");
  REQUIRE(roster.leaves.size() == 1);
  CHECK(roster.leaves[0].entered == day_of({2025, 3, 1}));
  REQUIRE(roster.swaps.size() == 1);
  CHECK(roster.swaps[0].other == MemberId(1));
  REQUIRE(roster.recusals.size() == 1);
  CHECK(roster.recusals[0].to == day_of({2025, 6, 30}));
  CHECK(rosters[0].event.text == "指派");
}

TEST_CASE("what is wrong with a roster is named in its table", "[yaml][roster]") {
  Tables twice, unknown, reversed, himself, unentered;
  twice.members += "甲一,又一个,,,,\n";
  twice.yaml.replace(twice.yaml.find("total: 2"), 8, "total: 2");
  CHECK(errors(twice).find("E0900") != std::string::npos);
  unknown.leave += "甲二,2025-03-03,2025-03-05,2025-03-01\n";
  CHECK(errors(unknown).find("E0901") != std::string::npos);
  reversed.leave += "甲一,2025-03-05,2025-03-03,2025-03-01\n";
  CHECK(errors(reversed).find("E0807") != std::string::npos);
  himself.swaps += "2025-03-11,甲一,甲一\n";
  CHECK(errors(himself).find("E0905") != std::string::npos);
  unentered.leave += "甲一,2025-04-03,2025-04-05,\n";
  CHECK(errors(unentered).find("E0772") != std::string::npos);
  CHECK(with("total: 2", "total: 70").find("E0903") != std::string::npos);
  CHECK(with("seats: 1", "seats: 3").find("E0904") != std::string::npos);
  CHECK(with("turn: 周", "turn: 旬") != "");
  CHECK(with("    turn: 周\n", "") != "");
}

}  // namespace
}  // namespace sanhuan::test
