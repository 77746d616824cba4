// The bytes of a CSV file: what is refused, and how it is said.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <fstream>

#include "dsl/csv/text.hpp"
#include "dsl/diagnostics/sink.hpp"

namespace sanhuan::test {
namespace {

struct Checked {
  std::optional<std::string> text;
  Diagnostic first;  // empty code where there is none
  std::size_t count = 0;
};

Checked check(std::string bytes) {
  dsl::Sink sink;
  Checked result;
  result.text = dsl::csv::check_text(std::move(bytes), "petitions.csv", 0, sink);
  const std::vector<Diagnostic> found = sink.take();
  result.count = found.size();
  if (!found.empty()) result.first = found[0];
  return result;
}

std::string refusal(std::string bytes) {
  const Checked result = check(std::move(bytes));
  CHECK(result.text.has_value() == result.first.code.empty());
  CHECK(result.count <= 1);
  if (result.first.code.empty()) return "";
  return result.first.code + " " + std::to_string(result.first.place.line) + ":" +
         std::to_string(result.first.place.column);
}

TEST_CASE("a BOM is no part of the first column's name", "[csv]") {
  CHECK(check("\xEF\xBB\xBFname\n甲\n").text == "name\n甲\n");
}

TEST_CASE("GBK bytes are recognised, with what to do in Excel and WPS", "[csv]") {
  const Checked gbk = check("name\n\xBC\xD7\xD5\xF2\n");  // 甲镇
  CHECK(gbk.first.code == "E0752");
  CHECK(gbk.first.place.line == 2);
  CHECK(gbk.first.place.column == 1);
  CHECK(gbk.first.help_zh.find("WPS") != std::string::npos);
  CHECK(gbk.first.help_en.find("CSV UTF-8") != std::string::npos);
}

TEST_CASE("bytes that are no text are refused where they stand", "[csv]") {
  CHECK(refusal("name\n甲\xFF\n") == "E0751 2:2");
  CHECK(refusal(std::string("name\na\0b\n", 9)) == "E0763 2:2");
  CHECK(refusal("\xFF\xFEn\0a\0") == "E0764 0:0");
  CHECK(refusal("") == "E0765 0:0");
  CHECK(refusal("\xEF\xBB\xBF\r\n,,\n") == "E0765 0:0");
  CHECK(refusal("name\n甲,乙\r\n") == "");
}

TEST_CASE("what nobody sees is refused where it hides", "[csv]") {
  CHECK(refusal("name,key\n甲\u200b镇,a\n") == "E0773 2:2");
  CHECK(refusal("name,key\n甲镇,a\n\u202e乙镇,b\n") == "E0773 3:1");
  CHECK(refusal("name,note\n甲镇,\"一\n二\u2066\"\n") == "E0773 3:2");
  CHECK(refusal("name\n甲\u3164\n") == "E0773 2:2");
  CHECK(refusal("name\n甲\x08\n") == "E0775 2:2");
  CHECK(refusal("name\r\n甲\t乙\r\n") == "");
}

TEST_CASE("what only looks like a character is refused, with the one to write", "[csv]") {
  CHECK(refusal("name,key\n\u2f83理,a\n") == "E0774 2:1");       // Kangxi radical
  CHECK(refusal("name,key\n甲\uf9e9,a\n") == "E0774 2:2");       // compatibility ideograph
  CHECK(refusal("name,key\n甲\U0002f800,a\n") == "E0774 2:2");
  CHECK(refusal("name,key\n甲,repl\u0443\n") == "E0774 2:7");    // Cyrillic in a Latin word
  CHECK(refusal("name,key\n\u0410区,a\n") == "E0774 2:1");       // and alone
  CHECK(refusal("name,key\n\u039f区,a\n") == "E0774 2:1");       // Greek
  const Checked kangxi = check("name\n\u2f83\n");
  CHECK(kangxi.first.zh == "「\u2f83」（U+2F83）只是像「自」");
  CHECK(kangxi.first.help_zh == "写 自（U+81EA）");
  CHECK(check("name\n\uf9e9\n\u2f83\n").count == 2);
}

TEST_CASE("words of another alphabet, and ideographs that are their own, are left alone", "[csv]") {
  CHECK(refusal("name,note\n甲,\u041c\u043e\u0441\u043a\u0432\u0430\n") == "");  // Москва
  CHECK(refusal("name,note\n甲,\u03b2 和 \u03bc\n") == "");
  CHECK(refusal("name,note\n\ufa11,里\n") == "");  // encoded among the compatibility ideographs, and none
  CHECK(refusal("name,note\n甲，（乙）,①Ⅰ〇\n") == "");
}

TEST_CASE("a line of 10 MB is refused with its number", "[csv]") {
  CHECK(refusal("name\n" + std::string(10u << 20, 'x') + "\n") == "E0754 2:1");
}

TEST_CASE("a file that is missing, or a folder, is named", "[csv]") {
  const auto folder = std::filesystem::temp_directory_path() / ("sanhuan-csv-text-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.csv") << "name\n甲\n";
  dsl::Sink sink;
  CHECK(dsl::csv::read_text(folder / "a.csv", "a.csv", 0, sink) == "name\n甲\n");
  CHECK_FALSE(sink.has_errors());
  CHECK_FALSE(dsl::csv::read_text(folder / "b.csv", "b.csv", 0, sink));
  CHECK_FALSE(dsl::csv::read_text(folder, "folder", 0, sink));
  const std::vector<Diagnostic> found = sink.take();
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == "E0766");
  CHECK(found[0].en == "`b.csv` does not exist");
  CHECK(found[1].code == "E0767");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace sanhuan::test
