// CSV, row by row, with places.
#include <catch2/catch.hpp>

#include <random>

#include "dsl/csv/read.hpp"
#include "dsl/diagnostics/sink.hpp"

namespace sanhuan::test {
namespace {

using dsl::csv::Cell;
using dsl::csv::Row;

struct ReadAll {
  std::vector<std::string> heading;
  std::string rows;     // `1: a|b` for each row
  std::string found;    // `E0757 2:1+3` for each diagnostic
  std::vector<Diagnostic> diagnostics;
};

ReadAll read(const std::string& text) {
  dsl::Sink sink;
  dsl::csv::Reader reader(text, 0, sink);
  ReadAll result;
  result.heading = reader.heading();
  Row row;
  while (reader.next(row)) {
    result.rows += std::to_string(row.number) + ":";
    for (const Cell& cell : row.cells) result.rows += "[" + std::string(cell.text) + "]";
    result.rows += " ";
  }
  result.diagnostics = sink.take();
  for (const Diagnostic& d : result.diagnostics)
    result.found += d.code + " " + std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + "+" +
                    std::to_string(d.place.length) + " ";
  return result;
}

TEST_CASE("rows end with LF or CRLF, the last one with nothing", "[csv]") {
  for (const char* text : {"a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n"}) {
    const ReadAll all = read(text);
    CHECK(all.heading == std::vector<std::string>{"a", "b"});
    CHECK(all.rows == "1:[1][2] 2:[3][4] ");
    CHECK(all.found == "");
  }
}

TEST_CASE("cells may be empty, the last one too", "[csv]") {
  CHECK(read("a,b,c\n,,x\nx,,\n,x,").rows == "1:[][][x] 2:[x][][] 3:[][x][] ");
}

TEST_CASE("a quoted cell holds commas, line ends and doubled quotes", "[csv]") {
  const ReadAll all = read("a,b\n\"1,\n2\",\"say \"\"好\"\"\"\n\"\",x\n");
  CHECK(all.rows == "1:[1,\n2][say \"好\"] 2:[][x] ");
  CHECK(all.found == "");
}

TEST_CASE("rows without any text are skipped and not counted", "[csv]") {
  const ReadAll all = read("\n,\na,b\n\n1,2\n,\n  ,\n3,4\n\n");
  CHECK(all.heading == std::vector<std::string>{"a", "b"});
  CHECK(all.rows == "1:[1][2] 2:[3][4] ");
  CHECK(all.found == "");
}

TEST_CASE("a place is line and column in characters, behind line ends in quotes too", "[csv]") {
  const std::string text = "名称,层级\n\"甲\n镇\",镇,\n乙镇,镇\n";
  dsl::Sink sink;
  dsl::csv::Reader reader(text, 3, sink);
  CHECK(reader.place_of_heading(1).column == 4);
  Row row;
  REQUIRE(reader.next(row));  // the first row has three cells
  CHECK(row.number == 2);
  CHECK(sink.all().at(0).place.line == 2);
  const Place place = reader.place(row.cells[1]);
  CHECK(place.file == 3);
  CHECK(place.line == 4);
  CHECK(place.column == 4);
  CHECK(place.length == 1);
  CHECK(text.substr(place.span.begin, place.span.end - place.span.begin) == "镇");
}

TEST_CASE("a ragged row is named and skipped, the others are read", "[csv]") {
  const ReadAll all = read("a,b\n1,2\n3\n4,5,6\n7,8\n");
  CHECK(all.rows == "1:[1][2] 4:[7][8] ");
  CHECK(all.found == "E0757 3:1+1 E0757 4:1+5 ");
  CHECK(all.diagnostics[0].zh == "这一行有 1 格，表头有 2 格");
  CHECK(all.diagnostics[1].en == "this row has 3 cells, the heading has 2");
}

TEST_CASE("a full-width comma in a row that is too short is what is wrong with it", "[csv]") {
  CHECK(read("a,b\n甲镇，镇\n").found == "E0759 2:1+4 ");
  CHECK(read("a,b\n甲，乙,镇\n").rows == "1:[甲，乙][镇] ");
}

TEST_CASE("a heading that is not separated by commas is told once", "[csv]") {
  CHECK(read("name，level\n甲，镇\n").found == "E0760 1:1+10 ");
  CHECK(read("name;level\n甲;镇\n").found == "E0760 1:1+10 ");
  CHECK(read("name\tlevel\n甲\t镇\n").found == "E0760 1:1+10 ");
  CHECK(read("name\n甲;镇\n").rows == "1:[甲;镇] ");
}

TEST_CASE("two columns of one name are an error, blanks around names are none", "[csv]") {
  CHECK(read("a,b,a\n").found == "E0758 1:5+1 ");
  CHECK(read(" a , b\n1, 2\n").heading == std::vector<std::string>{"a", "b"});
  dsl::Sink sink;
  const dsl::csv::Reader reader("编号,asked\n", 0, sink);
  CHECK(reader.column({"number", "编号"}) == 0);
  CHECK(reader.column({"asked"}) == 1);
  CHECK(reader.column({"replied"}) == -1);
}

TEST_CASE("quotes that do not fit are reported at the quote", "[csv]") {
  const ReadAll open = read("a,b\n1,2\n3,\"4\n5,6\n");
  CHECK(open.rows == "1:[1][2] ");
  CHECK(open.found == "E0755 3:3+1 ");
  const ReadAll after = read("a,b\n\"甲\"镇,2\n3,4\n");
  CHECK(after.rows == "2:[3][4] ");
  CHECK(after.found == "E0756 2:4+1 ");
  CHECK(read("a,b\n甲\"乙\",2\n").rows == "1:[甲\"乙\"][2] ");  // a quote inside a cell is text
}

TEST_CASE("columns and cells have bounds", "[csv]") {
  CHECK(read("a,b\n" + std::string(2'000, ',') + "\n1,2\n").rows == "2:[1][2] ");
  CHECK(read("a,b\n" + std::string(2'000, ',') + "\n").found.substr(0, 9) == "E0761 2:1");
  const ReadAll large = read("a,b\n1," + std::string(70'000, 'x') + "\n1,2\n");
  CHECK(large.rows == "2:[1][2] ");
  CHECK(large.found == "E0762 2:3+1 ");
}

// RFC 4180, written the other way round.
std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string result = "\"";
  for (const char c : cell) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + "\"";
}

TEST_CASE("what is written after RFC 4180 is read back, cell by cell", "[csv][random]") {
  const std::uint32_t seed = GENERATE(1u, 2u, 3u);
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  const std::vector<std::string> scraps = {"a", "甲", ",", "\"", "\n", "\r\n", " ", "，", "b"};
  for (int round = 0; round < 300; ++round) {
    const std::size_t columns = 1 + below(5), rows = below(6);
    std::string text, expected;
    for (std::size_t c = 0; c < columns; ++c) text += (c > 0 ? "," : "") + ("h" + std::to_string(c));
    text += "\n";
    for (std::size_t r = 0; r < rows; ++r) {
      expected += std::to_string(r + 1) + ":";
      for (std::size_t c = 0; c < columns; ++c) {
        std::string cell = c == 0 ? "x" : "";  // so that no row is blank
        for (std::size_t n = below(5); n > 0; --n) cell += scraps[below(scraps.size())];
        expected += "[" + cell + "]";
        text += (c > 0 ? "," : "") + quoted(cell);
      }
      expected += " ";
      text += below(2) == 0 ? "\n" : "\r\n";
    }
    INFO("seed " << seed << ", round " << round << "\n" << text);
    const ReadAll all = read(text);
    REQUIRE(all.rows == expected);
    REQUIRE(all.found == "");
  }
}

TEST_CASE("any bytes are read to their end", "[csv][random]") {
  const std::uint32_t seed = GENERATE(11u, 12u, 13u);
  std::mt19937 random(seed);
  const std::vector<std::string> scraps = {",", "\"", "\n", "\r", "a", "甲", "，", "\"\"", "\r\n", " ", "\xFF"};
  std::uniform_int_distribution<std::size_t> pick(0, scraps.size() - 1);
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (int n = 0; n < 30; ++n) text += scraps[pick(random)];
    INFO("seed " << seed << ", round " << round);
    const ReadAll all = read(text);
    for (const Diagnostic& d : all.diagnostics) REQUIRE(d.place.span.end <= text.size());
  }
}

TEST_CASE("a hundred thousand rows keep their numbers", "[csv]") {
  std::string text = "number,asked\n";
  for (int i = 1; i <= 100'000; ++i) text += std::to_string(i) + ",2020-01-01\n";
  dsl::Sink sink;
  dsl::csv::Reader reader(text, 0, sink);
  Row row;
  std::uint32_t rows = 0;
  bool same = true;
  while (reader.next(row)) {
    ++rows;
    same = same && row.number == rows && row.cells[0].text == std::to_string(rows);
  }
  CHECK(rows == 100'000);
  CHECK(same);
  CHECK_FALSE(sink.has_errors());
}

}  // namespace
}  // namespace sanhuan::test
