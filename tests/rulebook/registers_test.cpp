// The organisation register: semantics 3.6b, 4.4.
#include <catch2/catch.hpp>

#include "lib/rulebook/registers.hpp"

using namespace sanhuan;

namespace {

struct World {
  Organisation organisation;
  UnitId district, town, village, grid, bureau, section;
  World() {
    const auto add = [&](const char* name, const char* code, Level level, UnitId parent, bool in_line = true,
                         bool is_section = false) {
      Unit unit;
      unit.name = name;
      unit.key = unit.code = code;
      unit.level = level;
      unit.parent = parent;
      unit.in_line = in_line;
      unit.section = is_section;
      return organisation.add(unit);
    };
    district = add("甲区", "370001", Level::district, {});
    town = add("甲镇", "370001001", Level::town, district);
    village = add("甲村", "370001001001", Level::village, town);
    grid = add("甲格", "370001001001001", Level::grid, village);
    bureau = add("乙局", "B", Level::district, district, false);
    section = add("甲科", "S", Level::town, town, false, true);
  }
};

}  // namespace

TEST_CASE("a unit is found by its name and by its code", "[rulebook]") {
  const World world;
  CHECK(world.organisation.find("甲镇") == world.town);
  CHECK(world.organisation.find("370001001") == world.town);
  CHECK_FALSE(world.organisation.find("丙镇"));
}

TEST_CASE("the ancestor of a grid on a level is the unit of its line there", "[rulebook]") {
  const World world;
  CHECK(world.organisation.ancestor(world.grid, Level::town) == world.town);
  CHECK(world.organisation.ancestor(world.grid, Level::grid) == world.grid);
  CHECK_FALSE(world.organisation.ancestor(world.town, Level::village));
  CHECK(world.organisation.ancestor(world.section, Level::town) == world.town);
}

TEST_CASE("a department is not in the line, so the centre of its level stands above it", "[rulebook]") {
  const World world;
  CHECK(world.organisation.ancestor(world.bureau, Level::district) == world.district);
  CHECK(world.organisation.centre(Level::district, world.bureau) == world.district);
}

TEST_CASE("a section acts as its unit; a lower level does not", "[rulebook]") {
  const World world;
  CHECK(world.organisation.is_or_section_of(world.section, world.town));
  CHECK(world.organisation.is_or_section_of(world.town, world.town));
  CHECK_FALSE(world.organisation.is_or_section_of(world.village, world.town));
  CHECK_FALSE(world.organisation.is_or_section_of(world.section, world.district));
}

TEST_CASE("a unit is in the line of what is above it", "[rulebook]") {
  const World world;
  CHECK(world.organisation.in_line_of(world.district, world.grid));
  CHECK(world.organisation.in_line_of(world.grid, world.grid));
  CHECK_FALSE(world.organisation.in_line_of(world.grid, world.town));
}

TEST_CASE("an abolished unit is stood in for by its successor", "[rulebook]") {
  Organisation organisation;
  Unit heir;
  heir.name = heir.key = "新镇";
  heir.level = Level::town;
  const UnitId successor = organisation.add(heir);
  Unit old;
  old.name = old.key = "旧镇";
  old.level = Level::town;
  old.successor = successor;
  const UnitId abolished = organisation.add(old);
  Unit village;
  village.name = village.key = "某村";
  village.level = Level::village;
  village.parent = abolished;
  CHECK(organisation.ancestor(organisation.add(village), Level::town) == successor);
}
