// Enumerations in YAML.
#include <catch2/catch.hpp>

#include "dsl/yaml/terms.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

struct ReadTerms {
  std::optional<std::vector<dsl::EnumerationSource>> enumerations;
  std::vector<Diagnostic> diagnostics;
};

ReadTerms read(std::string text) {
  dsl::Sink sink;
  ReadTerms result;
  if (const auto file = dsl::check_source(std::move(text), "terms.yaml", 0, sink))
    result.enumerations = dsl::read_enumerations(*file, sink);
  result.diagnostics = sink.take();
  return result;
}

std::string errors(const std::string& text) { return brief(read(text).diagnostics); }

TEST_CASE("an enumeration is a list of values, or a group with a key of its own", "[yaml][terms]") {
  const ReadTerms result = read(
      "枚举:\n  来源种类: [来访, 来信, {名称: 热线12345, 代号: hotline}]\n"
      "  评价结果:\n    代号: rating\n    值:\n      - 满意\n      - 不满意\n");
  CHECK(brief(result.diagnostics) == "");
  REQUIRE(result.enumerations);
  const auto& e = *result.enumerations;
  REQUIRE(e.size() == 2);
  CHECK(e[0].name.text == "来源种类");
  CHECK(e[0].key.text == "来源种类");
  REQUIRE(e[0].values.size() == 3);
  CHECK(e[0].values[1].name.text == "来信");
  CHECK(e[0].values[1].key.text == "来信");
  CHECK(e[0].values[1].name.place.line == 2);
  CHECK(e[0].values[1].name.place.column == 14);
  CHECK(e[0].values[2].key.text == "hotline");
  CHECK(e[1].key.text == "rating");
  CHECK(e[1].values.size() == 2);
}

TEST_CASE("a value, or its key, stands once in an enumeration", "[yaml][terms]") {
  CHECK(errors("enumerations: {a: [x, x]}") == "E0630 1:23+1");
  CHECK(errors("enumerations: {a: [x, {name: y, key: x}]}") == "E0630 1:38+1");
  CHECK(errors("enumerations: {a: [x], b: [x]}") == "");
}

TEST_CASE("a name in YAML reads as it looks", "[yaml][terms]") {
  CHECK(errors("enumerations: {a: [x, \u2f83理]}") == "E0536 1:23+2");
  CHECK(errors("enumerations: {a: [x, {name: y, key: repl\u0443}]}") == "E0536 1:38+5");
  CHECK(errors("enumerations: {a: [x, 自理]}") == "");
}

TEST_CASE("an enumeration without values is no enumeration", "[yaml][terms]") {
  CHECK(errors("enumerations: {a: []}") == "E0522 1:19+2");
  CHECK(errors("enumerations:\n  a:") == "E0522 2:3+1");
  CHECK(errors("enumerations: {a: {key: b}}") == "E0523 1:19+8");
  CHECK(errors("enums: {a: [b]}") == "E0520 1:1+5; E0523 1:1+15");
}

}  // namespace
}  // namespace sanhuan::test
