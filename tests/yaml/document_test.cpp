// The strict reader: what it accepts, and where it says what is wrong.
#include <catch2/catch.hpp>

#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

using dsl::yaml::Kind;
using dsl::yaml::Node;

// `{a: [1, "2"]}` for a tree, quotes kept, so that two spellings of one document can be compared.
std::string show(const Node& node) {
  std::string result;
  switch (node.kind) {
    case Kind::nothing: return "~";
    case Kind::scalar: return node.quoted ? "\"" + node.text + "\"" : node.text;
    case Kind::list:
      for (const Node& item : node.items) result += (result.empty() ? "" : ", ") + show(item);
      return "[" + result + "]";
    case Kind::map:
      for (const dsl::yaml::Entry& entry : node.entries)
        result += (result.empty() ? "" : ", ") + show(entry.key) + ": " + show(entry.value);
      return "{" + result + "}";
  }
  return result;
}

std::string tree_of(const std::string& text) {
  const ReadText read = read_yaml(text);
  return read.root ? show(*read.root) : brief(read.diagnostics);
}

TEST_CASE("block and flow style give the same tree", "[yaml]") {
  CHECK(tree_of("days:\n  end: closing\nfiles:\n  - a.huan\n  - b.huan\n") ==
        "{days: {end: closing}, files: [a.huan, b.huan]}");
  CHECK(tree_of("{days: {end: closing}, files: [a.huan, b.huan]}") ==
        "{days: {end: closing}, files: [a.huan, b.huan]}");
}

TEST_CASE("a list may stand under its key without indentation, and may go on over lines in brackets", "[yaml]") {
  CHECK(tree_of("files:\n- a\n- b\nname: x") == "{files: [a, b], name: x}");
  CHECK(tree_of("files: [a,\n        b]   # two\nname: x") == "{files: [a, b], name: x}");
}

TEST_CASE("text is never taken for a number or a truth", "[yaml]") {
  CHECK(tree_of("a: 012\nb: yes\nc: 1e3") == "{a: 012, b: yes, c: 1e3}");
}

TEST_CASE("a BOM, CRLF and a first --- are no part of the data", "[yaml]") {
  CHECK(tree_of("\xEF\xBB\xBF---\r\nname: 甲\r\ntitle: \"乙\"\r\n") == "{name: 甲, title: \"乙\"}");
}

TEST_CASE("places count characters, not bytes", "[yaml]") {
  dsl::Sink sink;
  const auto file = dsl::check_source("{名称: 兰山区, 标题: '三环'}", "test.yaml", 0, sink);
  REQUIRE(file);
  const auto root = dsl::yaml::read_document(*file, sink);
  REQUIRE(root);
  const Place title = file->place(root->entries[1].value.span);
  CHECK(title.line == 1);
  CHECK(title.column == 15);
  CHECK(title.length == 4);  // with its quotes
  CHECK(file->place(root->span).length == 19);
}

TEST_CASE("what YAML does behind the author's back is refused where it stands", "[yaml]") {
  CHECK(errors_of("name: a\nname: b") == "E0511 2:1+4");
  CHECK(errors_of("x: {a: 1, a: 2}") == "E0511 1:11+1");
  CHECK(errors_of("a: &anchor b") == "E0507 1:4+9");
  CHECK(errors_of("a: b\nc: *a") == "E0507 2:4+2");
  CHECK(errors_of("a: !!str b") == "E0507 1:4+7");
  CHECK(errors_of("a: !x") == "E0507 1:4+2");
  CHECK(errors_of("a: |\n  text") == "E0507 1:4+1");
  CHECK(errors_of("a: >-\n  text") == "E0507 1:4+2");
  CHECK(errors_of("? a\n: b") == "E0507 1:1+3");
  CHECK(errors_of("%YAML 1.2\n---\na: b") == "E0507 1:1+9");
  CHECK(errors_of("a: @b") == "E0507 1:4+2");
  CHECK(errors_of("<<: {a: b}\n[a]: b") == "E0512 2:1+3");
  CHECK(errors_of("a: b\n---\nc: d") == "E0508 2:1+3");
  CHECK(errors_of("a: b\n...\n") == "E0508 2:1+3");
  CHECK(errors_of("--- a") == "E0508 1:1+3");
}

TEST_CASE("a text ends on its line", "[yaml]") {
  CHECK(errors_of("title: 三环\n  六责") == "E0509 1:8+2");
  CHECK(errors_of("title: \"三环\n  六责\"") == "E0504 1:8+3");
  CHECK(errors_of("title: 'it''s") == "E0504 1:8+6");
  CHECK(errors_of("title: '三环'六责") == "E0514 1:12+2");
  CHECK(errors_of("a: [b] c") == "E0514 1:8+1");
  CHECK(errors_of("title: 三环\n version: 1") == "E0509 1:8+2");
}

TEST_CASE("brackets that do not match are reported where the odd one stands", "[yaml]") {
  CHECK(errors_of("a: [b, c\nd: e") == "E0505 1:4+1");
  CHECK(errors_of("a: {b: [c}") == "E0505 1:10+1");
  CHECK(errors_of("a: b]\nc: ]") == "E0505 2:4+1");
}

TEST_CASE("wrong indentation, dashes and colons say what is wrong", "[yaml]") {
  CHECK(errors_of("a:\n\tb: c") == "E0503 2:1+1");
  CHECK(errors_of("a: b: c") == "E0510 1:5+3");
  CHECK(errors_of("a: - b") == "E0510 1:4+3");
  CHECK(errors_of("a:\n    b: c\n  d: e") == "E0510 3:3+4");
  CHECK(errors_of("name:lanshan\ntitle: x") == "E0515 1:5+1");
  CHECK(errors_of("a: \"b\\q\"") == "E0518 1:6+2");
}

TEST_CASE("a file without content is an error", "[yaml]") {
  CHECK(errors_of("") == "E0110 0:0+0");
  CHECK(errors_of("# only a remark\n") == "E0501 1:1+0");
  CHECK(errors_of("---\n") == "E0501 1:1+0");
  CHECK(errors_of("~") == "E0501 1:1+0");
}

TEST_CASE("bytes that no rule file should hold are refused before YAML sees them", "[yaml]") {
  CHECK(errors_of(std::string("name: a\0b", 9)) == "E0107 1:8+1");
  CHECK(errors_of("name: a\x04" "b: [") == "E0111 1:8+1");
  CHECK(errors_of("name: \xC0\xBC\xC9\xBD") == "E0106 1:7+1");
  CHECK(errors_of("name: a\rtitle: b") == "E0111 1:8+1");
  CHECK(errors_of("name: " + std::string(10u << 20, 'a')) == "E0109 1:1+0");
}

TEST_CASE("nesting has a bound in every style", "[yaml]") {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "[";
    for (int i = 0; i < depth; ++i) text += "]";
    return text;
  };
  CHECK(errors_of(nested(32)).empty());
  CHECK(errors_of(nested(33)) == "E0506 1:33+1");
  CHECK(errors_of(nested(1'000)) == "E0506 1:64+1");  // stopped before yaml-cpp recurses
  std::string dashes, lines, pairs;
  for (int i = 0; i < 5'000; ++i) dashes += "- ";
  for (int i = 0; i < 200; ++i) lines += std::string(static_cast<std::size_t>(i), ' ') + "\"a\":\n";
  for (int i = 0; i < 5'000; ++i) pairs += "{a: ";
  CHECK(errors_of(dashes).substr(0, 5) == "E0506");
  CHECK(errors_of(lines).substr(0, 5) == "E0506");
  CHECK(errors_of(pairs).substr(0, 5) == "E0506");
}

TEST_CASE("a key in the manner of rule text behind a value is hinted at, since YAML drops it", "[yaml]") {
  CHECK(errors_of("roles:\n  - 窗口人员 #clerk") == "H0501 2:10+6");
  CHECK(errors_of("roles:\n  - 窗口人员   # at the window") == "");
  CHECK(errors_of("roles:\n  - \"窗口 #1\"") == "");
}

}  // namespace
}  // namespace sanhuan::test
