// Whatever happens to a file, reading it ends, each line that was not understood has its message, and the tree is sound.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

#include "tests/syntax/syntax_support.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;
using namespace sanhuan::dsl::test;

namespace {

bool is_sound(const SourceFile& file, const Tree& tree) {
  for (std::size_t i = 0; i < tree.lines.size(); ++i) {
    const Line& line = tree.lines[i];
    if (line.parent >= static_cast<std::int32_t>(i)) return false;
    const std::uint32_t end = i + 1 < tree.lines.size() ? tree.lines[i + 1].node : static_cast<std::uint32_t>(tree.nodes.size());
    if (line.node + tree.nodes[line.node].size != end) return false;
    for (std::uint32_t n = line.node; n < end; ++n) {
      const Node& node = tree.nodes[n];
      std::uint32_t child = n + 1;
      while (child < n + node.size) {
        const Node& inner = tree.nodes[child];
        if (inner.span.begin < node.span.begin || inner.span.end > node.span.end) return false;
        child += inner.size;
      }
      if (child != n + node.size || node.span.begin > node.span.end || node.span.end > file.text().size()) return false;
    }
  }
  return true;
}

// Empty, or what is wrong with the result.
std::string problem(const std::string& text) {
  Sink sink;
  const auto file = check_source(text, "test.huan", 0, sink);
  if (!file) return sink.has_errors() ? "" : "refused without a message";
  const Tree tree = parse(*file, sink);
  if (!is_sound(*file, tree)) return "the tree is not sound";
  std::set<std::uint32_t> told;
  for (const Diagnostic& d : sink.all()) {
    if (d.severity == Severity::error) told.insert(d.place.line);
  }
  std::size_t holes = 0;
  for (const Line& line : tree.lines) {
    if (tree.nodes[line.node].kind != NodeKind::hole) continue;
    ++holes;
    if (!told.contains(file->place(tree.nodes[line.node].span).line)) return "a hole without a message";
  }
  if (holes != sink.errors()) return std::to_string(holes) + " holes, " + std::to_string(sink.errors()) + " errors";
  return "";
}

}  // namespace

TEST_CASE("damaged bytes never crash, hang or pass in silence", "[syntax]") {
  const auto seed = GENERATE(20u, 2025u, 371302u);
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::string whole = read_file("tests/syntax/data/lanshan-sample.huan") + read_file("tests/syntax/data/forms.huan");
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    const std::size_t begin = below(whole.size() - 3000);
    std::string text = whole.substr(begin, 3000);
    for (std::size_t k = below(6); k-- > 0;) text[below(text.size())] = static_cast<char>(random());
    const std::string wrong = problem(text);
    INFO(text);
    REQUIRE(wrong == "");
  }
}

TEST_CASE("shuffled words make messages, never an unsound tree", "[syntax]") {
  const auto seed = GENERATE(7u, 1259u);
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::vector<std::string> words;
  for (const WordRow& word : dsl::words()) {
    words.emplace_back(word.zh);
    words.emplace_back(word.en);
  }
  for (const char* other : {"甲", "乙局", "5", "5个工作日内", "5日", "第1个工作日", "“文字”", "“", "#key", "（", "）", "、", "，", "|", "：", "2026-09-18",
                            "09:10", "6月1日", "~", "1.5", "-3", "//", "以下"}) {
    words.emplace_back(other);
  }
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) {
      text += words[random() % words.size()];
      text += random() % 8 == 0 ? "\n" : random() % 10 == 0 ? "" : " ";
    }
    INFO(text);
    REQUIRE(problem(text) == "");
  }
}

TEST_CASE("deep brackets are refused before they exhaust the stack", "[syntax]") {
  const std::string head = "承诺 甲\n  绝不 ";
  const auto brackets = [&](std::size_t n) { return head + std::string(n, '(') + "乙" + std::string(n, ')') + "\n"; };
  CHECK(found(parsed(brackets(64))) == "");
  CHECK(found(parsed(brackets(65))).starts_with("E0210 2:"));
  CHECK(found(parsed(brackets(30'000))).starts_with("E0210 2:"));
  std::string negations = head;
  for (int i = 0; i < 10'000; ++i) negations += "非 ";
  CHECK(found(parsed(negations + "乙\n")).starts_with("E0210 2:"));
}

TEST_CASE("the longest list a line can hold is read in one go", "[syntax]") {
  std::string text = "枚举 甲：乙";
  while (text.size() < 60'000) text += "、丙";
  CHECK(found(parsed(text + "\n")) == "");
}
