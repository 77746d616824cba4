// One pack with ten mistakes of ten kinds: all are found in one run, each at its place, in both languages.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "dsl/diagnostics/render.hpp"
#include "sanhuan/pack.hpp"

using namespace sanhuan;

namespace {

Loaded load_mistakes() {
  std::filesystem::current_path(SANHUAN_SOURCE_DIR);
  return load_pack("tests/resolve/data/ten-mistakes");
}

std::string rendered(const Loaded& loaded, Language language) {
  std::string text;
  for (const Diagnostic& d : loaded.diagnostics) text += dsl::render(d, loaded.files, language, false) + "\n";
  return text;
}

std::string golden(const char* name) {
  std::ifstream file(std::string(SANHUAN_SOURCE_DIR "/tests/resolve/data/") + name, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("ten mistakes are ten messages of ten codes", "[resolve]") {
  const Loaded loaded = load_mistakes();
  std::set<std::string> codes;
  for (const Diagnostic& d : loaded.diagnostics) codes.insert(d.code);
  CHECK(loaded.diagnostics.size() == 10);
  CHECK(codes.size() == 10);
  CHECK_FALSE(loaded.rulebook);
  CHECK_FALSE(loaded.unreadable);
}

// Each mistake is marked in its file with a remark in the line above it: `// 错 E0301 7` is the code and the column.
TEST_CASE("each of the ten stands at the line and column where it was made", "[resolve]") {
  const Loaded loaded = load_mistakes();
  std::set<std::string> made, found;
  for (const PackFile& file : loaded.files) {
    std::istringstream lines(file.text);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      const std::size_t mark = line.find("错 ");
      if (mark == std::string::npos) continue;
      std::istringstream words(line.substr(mark + std::string_view("错 ").size()));
      std::string code, column;
      words >> code >> column;
      made.insert(file.path + ":" + std::to_string(number + 1) + ":" + column + " " + code);
    }
  }
  for (const Diagnostic& d : loaded.diagnostics)
    found.insert(loaded.files[d.place.file].path + ":" + std::to_string(d.place.line) + ":" +
                 std::to_string(d.place.column) + " " + d.code);
  CHECK(made.size() == 10);
  CHECK(found == made);
}

TEST_CASE("the ten messages read as in the golden files, in both languages", "[resolve]") {
  const Loaded loaded = load_mistakes();
  CHECK(rendered(loaded, Language::zh) == golden("ten-mistakes.zh.txt"));
  CHECK(rendered(loaded, Language::en) == golden("ten-mistakes.en.txt"));
}
