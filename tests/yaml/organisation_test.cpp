// org.yaml and its table. The units are invented.
#include <catch2/catch.hpp>

#include "dsl/yaml/files.hpp"
#include "dsl/yaml/organisation.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

using dsl::UnitKind;

struct ReadOrganisation {
  std::optional<dsl::OrganisationSource> organisation;
  std::vector<Diagnostic> diagnostics;
};

ReadOrganisation read(const std::string& text, const std::string& table = "") {
  const Folder folder("organisation");
  folder.write("org.yaml", text);
  if (!table.empty()) folder.write("units.csv", table);
  dsl::Sink sink;
  dsl::Files files;
  ReadOrganisation result;
  if (const dsl::SourceFile* const file = files.read(folder.path() / "org.yaml", {}, sink))
    result.organisation = dsl::read_organisation(*file, files, sink);
  result.diagnostics = sink.take();
  return result;
}

std::string errors(const std::string& text, const std::string& table = "") {
  return brief(read(text, table).diagnostics);
}

std::string units(const std::string& lines) { return errors("units:\n" + lines); }

TEST_CASE("roles, units and directories are read in both vocabularies", "[yaml][organisation]") {
  const char* const english = R"(roles: [窗口人员, {name: 负责人, key: head}]
units:
  - {name: 甲区, key: district, code: "371302", level: district}
  - {name: 人社局, level: district, parent: 甲区, kind: department}
  - {name: 信访科, parent: 人社局, kind: section}
  - {name: 综合窗口, parent: district, kind: service}
directories:
  常驻窗口名录: {by: 诉求类别, units: {劳动人事: 人社局, 其他: 综合窗口}}
)";
  const char* const chinese = R"(角色: [窗口人员, {名称: 负责人, 代号: head}]
单位:
  - {名称: 甲区, 代号: district, 编码: "371302", 层级: 区}
  - {名称: 人社局, 层级: 区, 上级: 甲区, 类型: 部门}
  - {名称: 信访科, 上级: 人社局, 类型: 科室}
  - {名称: 综合窗口, 上级: district, 类型: 窗口}
名录:
  常驻窗口名录: {按: 诉求类别, 单位: {劳动人事: 人社局, 其他: 综合窗口}}
)";
  for (const char* text : {english, chinese}) {
    const ReadOrganisation result = read(text);
    CHECK(brief(result.diagnostics) == "");
    REQUIRE(result.organisation);
    const dsl::OrganisationSource& o = *result.organisation;
    REQUIRE(o.roles.size() == 2);
    CHECK(o.roles[0].key.text == "窗口人员");
    CHECK(o.roles[1].key.text == "head");
    REQUIRE(o.units.size() == 4);
    CHECK(o.units[0].key.text == "district");
    CHECK(o.units[0].parent_index == -1);
    CHECK(o.units[1].kind == UnitKind::department);
    CHECK(o.units[2].level == Level::district);  // its parent's
    CHECK(o.units[2].parent_index == 1);
    CHECK(o.units[3].parent_index == 0);
    REQUIRE(o.directories.size() == 1);
    CHECK(o.directories[0].by.text == "诉求类别");
    REQUIRE(o.directories[0].entries.size() == 2);
    CHECK(o.directories[0].entries[1].value.text == "其他");
    CHECK(o.directories[0].entries[1].unit_index == 3);
    CHECK(o.find_unit("371302") == 0);
    CHECK(o.find_unit("乙区") == -1);
  }
}

TEST_CASE("parents stand before their children, whatever the order in the file", "[yaml][organisation]") {
  const ReadOrganisation result = read(
      "units:\n  - {name: 甲村, level: 村, parent: 甲镇}\n  - {name: 甲镇, level: 镇, parent: 甲区}\n"
      "  - {name: 乙镇, level: 镇, parent: 甲区}\n  - {name: 甲区, level: 区}\n");
  CHECK(brief(result.diagnostics) == "");
  REQUIRE(result.organisation);
  std::string order;
  for (const dsl::UnitSource& unit : result.organisation->units) {
    order += unit.name.text + " ";
    CHECK(unit.parent_index < static_cast<std::int32_t>(&unit - result.organisation->units.data()));
  }
  CHECK(order == "甲区 甲镇 甲村 乙镇 ");
}

TEST_CASE("a table beside org.yaml holds more units; the level may follow from the code", "[yaml][organisation]") {
  const ReadOrganisation result =
      read("units:\n  - {name: 甲区, code: \"371302\"}\nunits_from: units.csv\n",
           "name,code,level,parent\r\n甲镇,371302001,,甲区\r\n甲村,371302001201,村,甲镇\r\n一格,371302001201001,,甲村\r\n");
  CHECK(brief(result.diagnostics) == "");
  REQUIRE(result.organisation);
  const auto& all = result.organisation->units;
  REQUIRE(all.size() == 4);
  CHECK(all[1].level == Level::town);
  CHECK(all[2].key.text == "371302001201");
  CHECK(all[3].level == Level::grid);
  CHECK(all[3].parent_index == 2);
  CHECK(all[3].name.place.file == 1);
  CHECK(all[3].name.place.line == 4);
  CHECK(all[3].code.place.column == 4);
}

TEST_CASE("names, keys and codes of units are all different", "[yaml][organisation]") {
  CHECK(units("  - {name: 甲区, level: 区}\n  - {name: 甲区, level: 区}") == "E0601 3:12+2");
  CHECK(units("  - {name: 甲区, level: 区, key: a}\n  - {name: 乙区, level: 区, key: a}") == "E0601 3:31+1");
  CHECK(units("  - {name: 甲区, level: 区, key: 甲区}") == "");
}

TEST_CASE("a parent exists, is on a higher level and is not below its child", "[yaml][organisation]") {
  const std::string district = "  - {name: 甲区, level: 区}\n";
  CHECK(units(district + "  - {name: 甲镇, level: 镇, parent: 甲县}") == "E0602 3:34+2");
  CHECK(read("units:\n" + district + "  - {name: 甲镇, level: 镇, parent: 乙区}").diagnostics.at(0).suggestion == "甲区");
  CHECK(units(district + "  - {name: 乙区, level: 区, parent: 甲区}") == "E0603 3:34+2");
  CHECK(units(district + "  - {name: 乙局, level: 区, parent: 甲区, kind: 部门}") == "");
  CHECK(units("  - {name: 甲镇, level: 镇}\n  - {name: 乙局, level: 区, parent: 甲镇, kind: 部门}") == "E0603 3:34+2");
  CHECK(units("  - {name: 甲, level: 镇, parent: 乙}\n  - {name: 乙, level: 区, parent: 甲}").substr(0, 5) == "E0608");
  CHECK(units("  - {name: 甲, level: 镇, parent: 甲}") == "E0608 2:33+1");
  CHECK(units(district + "  - {name: 乙局, level: 区, parent: 甲区, kind: 部门}\n"
                         "  - {name: 甲镇, level: 镇, parent: 乙局}") == "E0612 4:34+2");
  CHECK(units("  - {name: 信访科, level: 镇, kind: 科室}") == "E0613 2:5+31");
}

TEST_CASE("codes have the digits of their level and continue the parent's", "[yaml][organisation]") {
  const std::string district = "  - {name: 甲区, code: \"371302\"}\n";
  CHECK(units("  - {name: 甲区, code: 37130, level: 区}") == "E0604 2:22+5");
  CHECK(units("  - {name: 甲区, code: \"37130A\", level: 区}") == "E0604 2:22+8");
  CHECK(units("  - {name: 甲区, code: \"371302\", level: 镇}") == "E0606 2:22+8");
  CHECK(units(district + "  - {name: 甲镇, code: \"371303001\", parent: 甲区}") == "E0605 3:22+11");
  CHECK(units("  - {name: 甲区}") == "E0607 2:5+10");
  CHECK(units(district + "  - {name: 乙局, code: 11370000MB, parent: 甲区, kind: 部门}") == "");
}

TEST_CASE("a role stands once, a directory names units that exist", "[yaml][organisation]") {
  CHECK(errors("roles: [甲, 乙, 甲]") == "E0609 1:15+1");
  CHECK(errors("units: [{name: 人社局, level: 区}]\ndirectories: {d: {by: c, units: {x: 人社厅}}}") == "E0610 2:37+3");
  CHECK(errors("directories: {d: {by: c}}") == "E0523 1:18+7");
}

TEST_CASE("mistakes in the table have its rows and columns", "[yaml][organisation]") {
  const std::string org = "units_from: units.csv";
  CHECK(errors(org) == "E0530 1:13+9");
  CHECK(errors(org, "name,level\n甲区,县\n") == "E0524 2:4+1");
  CHECK(errors(org, "name,level\n,区\n") == "E0772 2:1+2");
  CHECK(errors(org, "名称,层级\n甲区,区\n乙区\n") == "E0757 3:1+2");
  CHECK(errors(org, "名称,层级\n甲区，区\n") == "E0759 2:1+4");
  CHECK(errors(org, "nam,level\n甲区,区\n") == "E0770 1:1+3");
  CHECK(errors(org, "level\n区\n") == "E0771 1:1+5");
  CHECK(errors(org, "name,level\n甲区,区\n甲区,区\n") == "E0601 3:1+2");
}

// A district with a town and a village, and what is added to it.
std::string covered(const std::string& more, const std::string& claims = "") {
  return errors("units:\n  - {name: 甲区, code: \"371302\"}\n  - {name: 甲镇, code: \"371302001\", parent: 甲区}\n"
                "  - {name: 甲村, code: \"371302001001\", parent: 甲镇}\n" + more +
                "unified_codes: [区, 镇, 村, 网格]\n" + claims);
}
const std::string a_grid = "  - {name: 甲一格, code: \"371302001001001\", parent: 甲村}\n";

TEST_CASE("units_from takes one table or several", "[yaml][organisation]") {
  const Folder folder("organisation-tables");
  folder.write("org.yaml", "units: [{name: 甲区, level: 区}]\nunits_from: [towns.csv, villages.csv]\n");
  folder.write("towns.csv", "name,level,parent\n甲镇,镇,甲区\n").write("villages.csv", "name,level,parent\n甲村,村,甲镇\n");
  dsl::Sink sink;
  dsl::Files files;
  const auto organisation = dsl::read_organisation(*files.read(folder.path() / "org.yaml", {}, sink), files, sink);
  CHECK(brief(sink.take()) == "");
  REQUIRE(organisation);
  CHECK(organisation->units.size() == 3);
}

TEST_CASE("where codes are unified every unit has one, in a unit one level above", "[yaml][organisation]") {
  CHECK(covered(a_grid) == "");
  CHECK(covered(a_grid + "  - {name: 甲二格, level: 网格, parent: 甲村}\n") == "E0616 6:5+34");
  CHECK(covered(a_grid + "  - {name: 甲二格, code: \"371302001001000\", parent: 甲村}\n") == "E0617 6:23+17");
  CHECK(covered(a_grid + "  - {name: 甲二格, code: \"371302001001002\"}\n") == "E0618 6:5+36");
  CHECK(covered(a_grid + "  - {name: 乙一格, code: \"371302001002001\", parent: 甲镇}\n") == "E0619 6:50+2");
}

TEST_CASE("a village without a grid is a gap; one that was abolished is none", "[yaml][organisation]") {
  CHECK(covered("") == "E0621 4:5+44");
  CHECK(covered(a_grid + "  - {name: 乙村, code: \"371302001002\", parent: 甲镇}\n") == "E0621 6:5+44");
  CHECK(covered(a_grid + "  - {name: 乙村, code: \"371302001002\", parent: 甲镇, successor: 甲村}\n") == "");
}

TEST_CASE("a grid that stands in two villages, or a code that two grids have, is a crossing", "[yaml][organisation]") {
  const std::string other = "  - {name: 乙村, code: \"371302001002\", parent: 甲镇}\n  - {name: 乙一格, code: \"371302001002001\", parent: 乙村}\n";
  CHECK(covered(a_grid + other) == "");
  CHECK(covered(a_grid + other + "  - {name: 甲一格, code: \"371302001002002\", parent: 乙村}\n") == "E0601 8:12+3");
  CHECK(covered(a_grid + other + "  - {name: 乙二格, code: \"371302001001001\", parent: 乙村}\n") == "E0601 8:23+17; E0605 8:23+17");
}

TEST_CASE("the counts that org.yaml claims are verified, with an example of what is wrong", "[yaml][organisation]") {
  CHECK(covered(a_grid, "counts: {区: 1, 镇: 1, 村: 1, 网格: 1}") == "");
  CHECK(covered(a_grid, "counts: {网格: 2}") == "E0624 7:14+1");
  const auto found = read("units:\n  - {name: 甲村, code: \"371302001001\"}\n" + a_grid +
                          "  - {name: 甲三格, code: \"371302001001003\", parent: 甲村}\ncounts: {网格: 3}\n");
  REQUIRE(found.diagnostics.size() == 1);
  CHECK(found.diagnostics[0].zh.find("371302001001002") != std::string::npos);
}

}  // namespace
}  // namespace sanhuan::test
