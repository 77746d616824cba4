#include <catch2/catch.hpp>

#include "cli/table.hpp"
#include "dsl/diagnostics/cells.hpp"

using namespace sanhuan::cli;

TEST_CASE("columns stay under each other under Chinese text", "[cli]") {
  Table table({Align::left, Align::right, Align::left});
  table.row({"单位", "件数", "备注"});
  table.row({"A7", "12", "x"});
  CHECK(table.text() == "  单位  件数  备注\n"
                        "  A7      12  x\n");
}

TEST_CASE("no line of a table is wider than the page: the widest text is cut, numbers never", "[cli]") {
  Table table({Align::left, Align::right, Align::left});
  std::string name, note;
  for (int i = 0; i < 30; ++i) name += "名", note += "注";
  table.row({name, "1234567890", note});
  const std::string text = table.text();
  CHECK(sanhuan::dsl::cells(text.substr(0, text.size() - 1)) <= page_cells);
  CHECK(text.find("1234567890") != std::string::npos);
  CHECK(text.find("..") != std::string::npos);
}

TEST_CASE("a cut text ends with two dots and is no wider than asked", "[cli]") {
  CHECK(cut("三环六责一贯穿", 14) == "三环六责一贯穿");
  CHECK(cut("三环六责一贯穿", 9) == "三环六..");
  CHECK(cut("abc", 3) == "abc");
}

TEST_CASE("wrapped text hangs under its label", "[cli]") {
  std::string text;
  for (int i = 0; i < 45; ++i) text += "字";
  const std::string lines = wrapped("前提  ", text);
  const std::size_t end = lines.find('\n');
  CHECK(sanhuan::dsl::cells(lines.substr(0, end)) == page_cells);
  CHECK(lines.substr(end + 1).starts_with("      字"));
}
