// What people read when a file is wrong, whole, in both languages. After a change on purpose:
//   SANHUAN_UPDATE_GOLDEN=1 test_yaml "[golden]"
#include <catch2/catch.hpp>

#include <cstdlib>
#include <set>
#include <sstream>

#include "dsl/diagnostics/catalog.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/manifest.hpp"
#include "dsl/yaml/organisation.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

const std::filesystem::path golden_folder = SANHUAN_SOURCE_DIR "/tests/yaml/golden";

std::string slurp(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string rendered(const std::string& name) {
  dsl::Sink sink;
  dsl::Files files;
  const auto text = slurp(golden_folder / name);
  const auto file = dsl::check_source(text, name, 0, sink);
  REQUIRE(file);
  if (name.starts_with("org")) {
    dsl::read_organisation(*file, files, sink);
  } else {
    dsl::read_manifest(*file, sink);
  }
  const std::vector<Diagnostic> found = sink.take();
  const std::vector<PackFile> listing = {{name, text}};
  std::string page;
  for (const Language language : {Language::zh, Language::en})
    for (const Diagnostic& d : found) page += dsl::render(d, listing, language, false);
  return page;
}

TEST_CASE("what people read about a wrong file is what was agreed", "[yaml][golden]") {
  for (const std::string name : {"pack", "pack_keys", "org"}) {
    const std::filesystem::path agreed = golden_folder / (name + ".txt");
    const std::string page = rendered(name + ".yaml");
    if (std::getenv("SANHUAN_UPDATE_GOLDEN") != nullptr) std::ofstream(agreed, std::ios::binary) << page;
    CHECK(page == slurp(agreed));
  }
}

std::set<char> arguments(std::string_view text) {
  std::set<char> result;
  for (std::size_t i = 0; i + 2 < text.size(); ++i)
    if (text[i] == '{' && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') result.insert(text[i + 1]);
  return result;
}

TEST_CASE("every message about data has both languages, a way out and a right example, under its own code",
          "[yaml][catalog]") {
  std::set<std::string_view> codes;
  for (const dsl::CatalogEntry& entry : dsl::data_entries()) {
    INFO(entry.code);
    CHECK(codes.insert(entry.code).second);
    CHECK(dsl::find_entry(entry.code) == &entry);
    CHECK((entry.code[1] == '0' && entry.code[2] >= '5' && entry.code[2] <= '7'));
    CHECK((entry.code[0] == 'H') == (entry.severity == Severity::hint));
    CHECK(arguments(entry.zh) == arguments(entry.en));
    CHECK_FALSE(entry.zh.empty());
    CHECK_FALSE(entry.help_zh.empty());
    CHECK_FALSE(entry.help_en.empty());
    CHECK_FALSE(entry.right.empty());
    CHECK(entry.wrong != entry.right);
    CHECK(entry.zh.find("。") == std::string_view::npos);
    CHECK(entry.en.back() != '.');
  }
  CHECK(codes.size() > 60);
}

}  // namespace
}  // namespace sanhuan::test
