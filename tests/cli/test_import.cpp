#include <sstream>

#include <catch2/catch.hpp>

#include "cli/import_csv.hpp"

using namespace sanhuan;
using namespace sanhuan::cli;

namespace {

// number, asked, replied, place: registered when asked, assigned by assumption, answered when replied.
Mapping mapping() {
  Mapping m;
  m.zone = Zone{480};
  m.columns = {"number", "asked", "replied", "place"};
  m.blank = {std::nullopt, std::nullopt, std::nullopt, "地点不详"};
  m.case_id = {{{"留言", 0}}};
  m.group = {{{"", 3}}};
  m.events.resize(2);
  m.events[0].event = "register";
  m.events[0].open = "petition";
  m.events[0].at = {{{"", 1}}};
  m.events[0].unit = {{{"区中心", -1}}};
  m.events[0].facts = {{"所在网格", false, {{{{"", 3}, {"虚设网格", -1}}}}}, {"协办", true, {{{{"甲", -1}}}, {{{"乙", -1}}}}}};
  m.events[1].event = "first-reply";
  m.events[1].at = {{{"", 2}}};
  m.events[1].actor = "system";
  m.events[1].assumed = true;
  return m;
}

}  // namespace

TEST_CASE("a row becomes the events of a case, word for word as the mapping says", "[import]") {
  const Mapping m = mapping();
  std::ostringstream out;
  RowImporter importer(m, out);
  CHECK_FALSE(importer.row({"7", "2011-04-02T18:00:54+08:00", "2013-09-12T10:12", ""}, 2));
  CHECK(out.str() ==
        R"({"case":"留言7","group":"地点不详","open":"petition","event":"register","at":"2011-04-02T18:00:54+08:00",)"
        R"("by":{"unit":"区中心"},"facts":{"所在网格":"地点不详虚设网格","协办":["甲","乙"]}})"
        "\n"
        R"({"case":"留言7","group":"地点不详","event":"first-reply","at":"2013-09-12T10:12:00+08:00","by":"system","assumed":true})"
        "\n");
  CHECK(importer.counts().assumed == 1);
}

TEST_CASE("what the importer writes, the reader of event files takes without a complaint", "[import]") {
  const Mapping m = mapping();
  std::ostringstream out;
  RowImporter importer(m, out);
  importer.header({{"说明"}, "t.csv", "m.yaml"});
  CHECK_FALSE(importer.row({"7", "2011-04-02", "2013-09-12", "A \"县\""}, 2));
  EventReader reader(Zone{0});
  reader.feed(out.str());
  const EventFile file = reader.finish();
  CHECK(file.problem_count == 0);
  CHECK(file.header.notes == std::vector<std::string>{"说明"});
  CHECK(file.cases.at(0).group == "A \"县\"");
  CHECK(file.events == 2);
}

TEST_CASE("a row that cannot be used is named, and leaves no half of a case", "[import]") {
  const Mapping m = mapping();
  std::ostringstream out;
  RowImporter importer(m, out);
  CHECK(importer.row({"1", "", "2013-09-12", ""}, 2)->en == "`asked` is empty");
  CHECK(importer.row({"1", "2013-09-11", "soon", ""}, 3)->en == "`soon` is no instant");
  CHECK(importer.row({"1", "2013-09-12", "2013-09-11", ""}, 4)->en ==
        "first-reply at 2013-09-11 is earlier than the event before it");
  CHECK(out.str().empty());
  CHECK_FALSE(importer.row({"1", "2013-09-11", "2013-09-12", ""}, 5));
  CHECK(importer.row({"1", "2013-09-11", "2013-09-12", ""}, 6)->en == "the number 留言1 is there already, in line 5");
  CHECK(importer.counts().rows == 5);
  CHECK(importer.counts().cases == 1);
}
