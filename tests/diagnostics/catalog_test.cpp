#include <catch2/catch.hpp>

#include <set>
#include <vector>

#include "dsl/diagnostics/catalog.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;

namespace {

std::vector<CatalogEntry> all() {
  std::vector<CatalogEntry> entries;
  for (const auto part : {syntax_entries(), name_entries(), process_entries(), table_entries(), duty_entries(), roster_entries(), data_entries()})
    entries.insert(entries.end(), part.begin(), part.end());
  return entries;
}

std::set<char> placeholders(std::string_view text) {
  std::set<char> result;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 2] == '}') result.insert(text[i + 1]);
  }
  return result;
}

}  // namespace

TEST_CASE("a code stands for one message", "[diagnostics]") {
  std::set<std::string_view> codes;
  for (const CatalogEntry& entry : all()) {
    INFO(entry.code);
    CHECK(codes.insert(entry.code).second);
    CHECK(find_entry(entry.code)->code == entry.code);
  }
  CHECK(find_entry("E9999") == nullptr);
}

TEST_CASE("the letter of a code is its severity, four digits follow", "[diagnostics]") {
  for (const CatalogEntry& entry : all()) {
    INFO(entry.code);
    REQUIRE(entry.code.size() == 5);
    const char letter = entry.severity == Severity::error ? 'E' : entry.severity == Severity::warning ? 'W' : 'H';
    CHECK(entry.code[0] == letter);
    CHECK(entry.code.find_first_not_of("0123456789", 1) == std::string_view::npos);
  }
}

TEST_CASE("every message is there in both languages, about the same things, without a full stop", "[diagnostics]") {
  for (const CatalogEntry& entry : all()) {
    INFO(entry.code);
    CHECK_FALSE(entry.zh.empty());
    CHECK_FALSE(entry.en.empty());
    CHECK_FALSE(entry.zh.ends_with("。"));
    CHECK_FALSE(entry.en.ends_with("."));
    CHECK(entry.help_zh.empty() == entry.help_en.empty());
  }
}

TEST_CASE("both languages of a syntax message name the same arguments", "[diagnostics]") {
  for (const CatalogEntry& entry : syntax_entries()) {
    if (entry.code == "H0201") continue;  // each names the comparison of its own vocabulary
    INFO(entry.code);
    CHECK(placeholders(entry.zh) == placeholders(entry.en));
  }
}
