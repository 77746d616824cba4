// Any text is answered: with a tree that means what it looks like, or with an error. Seeded and repeatable.
#include <catch2/catch.hpp>

#include <array>
#include <random>

#include "dsl/yaml/files.hpp"
#include "dsl/yaml/manifest.hpp"
#include "dsl/yaml/organisation.hpp"
#include "dsl/yaml/terms.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

using dsl::yaml::Entry;
using dsl::yaml::Kind;
using dsl::yaml::Node;

const std::array<std::string, 5> valid = {
    "name: lanshan\ntitle: \"兰山区（试行）\"\neffective: 2025-01-01\ndays: {end: closing, channel: 来源}\n"
    "office_hours:\n  - {from: \"01-01\", to: \"12-31\", hours: [\"08:30-17:30\"]}\nfiles: [terms.huan, a.yaml]\n",
    "名称: lanshan\n日:\n  届满: 下班\n  收到: 次开门   # 推定\n文件:\n- terms.huan\n- process.huan\n",
    "roles: [窗口人员, {name: 负责人, key: head}]\nunits:\n  - {name: 甲区, code: \"371302\"}\n"
    "  - name: 甲镇\n    level: 镇\n    parent: 甲区\ndirectories:\n  名录: {by: 类别, units: {甲: 甲区}}\n",
    "枚举:\n  来源: [来访, '来信', {名称: 热线, 代号: hotline}]\n  评价:\n    值: [满意, 不满意]\n",
    "a:\n  - - b\n    - [c, {d: e}]\n  -\n    f: \"g: h\"\n",
};

const std::array<std::string, 44> scraps = {
    "，", "：", "、", "“", "”", "（", "）", "［", "］", "｛", "＃", "　", "。", "「", "－", "１", ",", ": ", ":", "[", "]",
    "{",  "}",  "\"", "'",  "#",  " #", "- ", "-",  "? ", "&a", "*a", "!t", "|",  ">",  "\n", "\r\n", "\t", " ", "---\n", "\\", "~",
    "null", "\n  "};

std::string mutated(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  std::string text = valid[below(valid.size())];
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
    const std::size_t at = below(text.size() + 1);
    switch (below(4)) {
      case 0: text.insert(at, scraps[below(scraps.size())]); break;
      case 1: text.erase(at, 1 + below(4)); break;
      case 2: text.replace(at, 1, scraps[below(scraps.size())]); break;
      default: {
        const std::string& other = valid[below(valid.size())];
        text.insert(at, other.substr(below(other.size()), below(40)));
      }
    }
  }
  return text;
}

// Written down here once more, so that a slip in the reader's own table shows.
bool has_chinese_punctuation(std::string_view text) {
  for (const std::string_view sign : {"，", "：", "、", "“", "”", "（", "）", "［", "］", "｛", "｝", "＃", "　", "。", "「",
                                      "」", "；", "－", "１"})
    if (text.find(sign) != std::string_view::npos) return true;
  return false;
}

// Empty where every node is what it looks like in the text.
std::string fault(const Node& node, const dsl::SourceFile& file, int depth) {
  if (depth > dsl::yaml::depth_max + 1) return "too deep";
  if (node.span.begin > node.span.end || node.span.end > file.text().size()) return "a span outside the text";
  if (node.kind == Kind::scalar && !node.quoted) {
    if (file.text(node.span) != node.text) return "a text that is not the one in the file: " + node.text;
    if (has_chinese_punctuation(node.text)) return "full-width punctuation outside quotes: " + node.text;
  }
  for (const Node& item : node.items)
    if (std::string found = fault(item, file, depth + 1); !found.empty()) return found;
  for (const Entry& entry : node.entries) {
    if (entry.key.kind != Kind::scalar) return "a key that is no name";
    for (const Node* part : {&entry.key, &entry.value})
      if (std::string found = fault(*part, file, depth + 1); !found.empty()) return found;
  }
  return "";
}

TEST_CASE("however valid YAML is changed, the answer is a faithful tree or an error", "[yaml][random]") {
  const std::uint32_t seed = GENERATE(20'250'101u, 7u, 4'242u);
  std::mt19937 random(seed);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 3'000; ++round) {
    const std::string text = mutated(random);
    dsl::Sink sink;
    const auto file = dsl::check_source(text, "test.yaml", 0, sink);
    const auto root = file ? dsl::yaml::read_document(*file, sink) : std::nullopt;
    INFO("seed " << seed << ", round " << round << "\n" << text);
    REQUIRE(root.has_value() != sink.has_errors());
    ++(root ? accepted : refused);
    if (root) REQUIRE(fault(*root, *file, 1) == "");
    for (const Diagnostic& d : sink.all()) {
      REQUIRE(d.place.span.begin <= d.place.span.end);
      REQUIRE((!file || d.place.span.end <= file->text().size()));
    }
    if (!file) continue;
    dsl::Files files;
    dsl::read_manifest(*file, sink);
    dsl::read_organisation(*file, files, sink);
    dsl::read_enumerations(*file, sink);
  }
  CHECK(accepted > 100);  // both answers are tried
  CHECK(refused > 100);
}

}  // namespace
}  // namespace sanhuan::test
