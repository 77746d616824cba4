// docs/language.md: every example loads, its scenarios pass, and its table of keywords is the language's own.
//
// What an example needs beside what it shows stands in a comment right above its fence:
//   <!-- 例：词 -->                words that all other examples stand on
//   <!-- 例：后面接 … -->           lines that follow the block: stages it leads to, scenarios that show what it does
//   <!-- 例：文件 matters.csv -->   a file beside the pack
//   <!-- 例：机构 -->, 清单, 枚举    org.yaml, a pack.yaml and a file of terms
// SANHUAN_UPDATE_GOLDEN=1 writes the table anew.
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/format/sentence.hpp"
#include "dsl/syntax/tree.hpp"
#include "dsl/yaml/manifest.hpp"
#include "dsl/yaml/terms.hpp"
#include "sanhuan/scenario.hpp"
#include "tests/resolve/resolve_support.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

constexpr const char* page_path = SANHUAN_SOURCE_DIR "/docs/language.md";

struct Block {
  std::string language, what, beside, text;
  std::size_t line = 0;  // of its fence
  int section = 0;
};

std::string read_page() {
  std::ifstream in(page_path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// 例：后面接\n…: what it is, and what stands beside it.
void read_comment(const std::string& comment, Block& block) {
  static const std::string sign = "例：";
  if (comment.rfind(sign, 0) != 0) return;
  const std::size_t end = std::min(comment.find('\n'), comment.size());
  block.what = comment.substr(sign.size(), end - sign.size());
  while (!block.what.empty() && block.what.back() == ' ') block.what.pop_back();
  if (end < comment.size()) block.beside = comment.substr(end + 1);
}

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::istringstream lines(page);
  std::string line, comment;
  bool in_comment = false, in_block = false;
  int section = 0;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (in_block) {
      in_block = line != "```";
      if (in_block) blocks.back().text += line + "\n";
    } else if (in_comment) {
      in_comment = line.find("-->") == std::string::npos;
      if (in_comment) comment += line + "\n";
    } else if (line.rfind("<!-- ", 0) == 0) {
      in_comment = line.find("-->") == std::string::npos;
      comment = in_comment ? line.substr(5) + "\n" : line.substr(5, line.find("-->") - 5);
    } else if (line.rfind("```", 0) == 0) {
      Block& block = blocks.emplace_back();
      block.language = line.substr(3);
      block.line = number;
      block.section = section;
      read_comment(comment, block);
      comment.clear();
      in_block = true;
    } else {
      if (line.rfind("## ", 0) == 0) section = std::atoi(line.c_str() + 3);
      if (!line.empty()) comment.clear();
    }
  }
  return blocks;
}

constexpr const char* manifest = R"(name: page
title: 规则语言的例子
version: "1"
zone: Asia/Shanghai
calendar: ../calendars/cn
days: {end: closing, receipt: next_opening}
office_hours:
  - {from: "01-01", to: "12-31", hours: ["08:30-17:30"]}
organisation: org.yaml
host_verbs: [送公示系统]
files: [terms.huan, example.huan]
)";

std::string text_of(const std::vector<Block>& blocks, const std::string& what) {
  for (const Block& block : blocks)
    if (block.what == what) return block.text;
  throw std::runtime_error("no block " + what);
}

std::string errors_of(const Loaded& loaded) {
  std::string all;
  for (const Diagnostic& d : loaded.diagnostics)
    if (d.severity == Severity::error)
      all += "  " + d.code + " " + d.zh + " @" +
             (d.place.file < loaded.files.size() ? loaded.files[d.place.file].path : "") + ":" +
             std::to_string(d.place.line) + "\n";
  return all;
}

std::string show(const ScenarioFinding& finding) {
  std::string text =
      finding.written + " → kind " + std::to_string(static_cast<int>(finding.kind)) + " " + finding.stage;
  for (const auto& [name, value] : finding.facts) text += " " + name + "=" + value;
  if (finding.refusal) text += " refused " + finding.refusal->event + " " + finding.refusal->detail;
  if (finding.kind == ScenarioFinding::Kind::count) text += " " + std::to_string(finding.count);
  for (const auto& o : finding.obligations)
    text += " " + o.name + "（" + o.holder_name + "） due " + to_string(o.due, Zone{480}) +
            (o.breached ? " breached" : "");
  return text;
}

// The pack that an example stands in, with `text` for what it shows.
std::vector<FileText> pack_around(const std::vector<Block>& blocks, const Block& block,
                                  const std::string& text) {
  std::vector<FileText> files = {{"small/pack.yaml", manifest}, {"small/org.yaml", text_of(blocks, "机构")}};
  for (const Block& other : blocks)
    if (other.what.rfind("文件 ", 0) == 0) files.push_back({"small/" + other.what.substr(7), other.text});
  const bool words = block.what == "词";
  files.push_back({"small/terms.huan", words ? text : text_of(blocks, "词")});
  files.push_back({"small/example.huan", words ? "注 空\n" : text + block.beside});
  return files;
}

// What stands between spaces and marks, with a mark or space before or behind it: what is left when it is taken out.
std::vector<std::pair<std::string, std::string>> without_each_word(const std::string& line) {
  static const std::vector<std::string> marks = {" ", "、", "，", "（", "）"};
  const auto mark_at = [&](std::size_t i) -> std::size_t {
    for (const std::string& mark : marks)
      if (line.compare(i, mark.size(), mark) == 0) return mark.size();
    return 0;
  };
  std::vector<std::pair<std::string, std::string>> all;
  for (std::size_t i = 0; i < line.size();) {
    if (const std::size_t mark = mark_at(i)) {
      i += mark;
      continue;
    }
    std::size_t end = i;
    while (end < line.size() && mark_at(end) == 0) ++end;
    std::size_t from = i, to = end;
    if (end < line.size() && line.compare(end, 3, "、") == 0)
      to += 3;
    else if (from >= 3 && line.compare(from - 3, 3, "、") == 0)
      from -= 3;
    else if (from >= 3 && line.compare(from - 3, 3, "，") == 0)
      from -= 3;
    all.emplace_back(line.substr(i, end - i), line.substr(0, from) + line.substr(to));
    i = end;
  }
  return all;
}

}  // namespace

// The lines of an example that are rules, with where they begin: up to its scenarios, without notes and what they rest on.
std::vector<std::pair<std::size_t, std::string>> rules_in(const std::string& text) {
  std::vector<std::pair<std::size_t, std::string>> lines;
  for (std::size_t begin = 0, end; begin < text.size(); begin = end + 1) {
    end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (line.starts_with("情景 ") || line.starts_with("背景")) break;
    const std::size_t first = line.find_first_not_of(' ');
    const std::string_view said = first == std::string::npos ? std::string_view() : std::string_view(line).substr(first);
    if (!said.empty() && !said.starts_with("注") && !said.starts_with("//") && !said.starts_with("依据")) lines.emplace_back(begin, line);
  }
  return lines;
}

// Words that the page calls optional or a default, and what is no part of the rules: how many parts there are, the key of a
// thread, what a line rests on.
bool may_be_left_out(const std::string& line, const std::string& word) {
  static const std::set<std::string> always = {"则", "按", "任一", "每年", "只取一行", "#oversight"};
  return always.count(word) != 0 ||
         (line.find("共有") != std::string::npos && word[0] >= '0' && word[0] <= '9') ||
         line.find("basis ") != std::string::npos;
}

TEST_CASE("every word of an example means something: taken out, the rules are others or something is wrong",
          "[resolve]") {
  const std::vector<Block> blocks = blocks_of(read_page());
  std::size_t words = 0;
  std::string idle;
  for (const Block& block : blocks) {
    if (block.language != "huan") continue;
    const Loaded whole = load_files(pack_around(blocks, block, block.text));
    REQUIRE(whole.rulebook);
    const auto found = problems(whole);
    for (const auto& [begin, line] : rules_in(block.text)) {
      const std::size_t end = begin + line.size();
      for (const auto& [word, rest] : without_each_word(line)) {
        if (may_be_left_out(line, word)) continue;
        ++words;
        const Loaded changed = load_files(
            pack_around(blocks, block, block.text.substr(0, begin) + rest + block.text.substr(end)));
        const bool same = changed.rulebook && changed.rulebook->hash() == whole.rulebook->hash() &&
                          problems(changed) == found;
        if (same) idle += "  " + word + "  in  " + line + "\n";
      }
    }
  }
  CHECK(words > 500);
  CHECK(idle == "");
}

TEST_CASE("a line that is written twice is an error or does more, and is never left out without a word",
          "[resolve]") {
  const std::vector<Block> blocks = blocks_of(read_page());
  std::size_t lines = 0;
  std::string idle;
  for (const Block& block : blocks) {
    if (block.language != "huan") continue;
    const Loaded whole = load_files(pack_around(blocks, block, block.text));
    REQUIRE(whole.rulebook);
    for (const auto& [begin, line] : rules_in(block.text)) {
      const std::size_t end = begin + line.size();
      if (line.find("补开") != std::string::npos || line.find("basis ") != std::string::npos) continue;  // says no more the second time
      ++lines;
      const Loaded twice = load_files(pack_around(
          blocks, block, block.text.substr(0, end + 1) + line + "\n" + block.text.substr(end + 1)));
      if (twice.rulebook && twice.rulebook->hash() == whole.rulebook->hash() &&
          problems(twice) == problems(whole))
        idle += line + "\n";
    }
  }
  CHECK(lines > 200);
  CHECK(idle == "");
}

TEST_CASE("every example of the language page loads, and its scenarios pass", "[resolve]") {
  const std::vector<Block> blocks = blocks_of(read_page());
  std::size_t examples = 0, scenarios = 0;
  for (const Block& block : blocks) {
    if (block.language != "huan") continue;
    INFO("docs/language.md:" << block.line);
    const Loaded loaded = load_files(pack_around(blocks, block, block.text));
    INFO(errors_of(loaded));
    CHECK(loaded.rulebook);
    ++examples;
    if (!loaded.rulebook) continue;
    const bool tells = (block.text + block.beside).find("\n情景 ") != std::string::npos ||
                       block.beside.rfind("情景 ", 0) == 0;
    CHECK(loaded.scenarios.empty() != tells);
    for (const auto& scenario : loaded.scenarios) {
      const ScenarioResult result = run(*scenario);
      std::string findings = result.name + ":\n";
      for (const ScenarioFinding& finding : result.findings) findings += "  " + show(finding) + "\n";
      INFO(findings);
      CHECK(result.passed());
      ++scenarios;
    }
  }
  CHECK(examples > 15);
  CHECK(scenarios > 20);
}

TEST_CASE("the manifest and the terms of the language page can be read", "[resolve]") {
  const std::vector<Block> blocks = blocks_of(read_page());
  dsl::Sink sink;
  const dsl::SourceFile pack(0, "pack.yaml", text_of(blocks, "清单"));
  CHECK(dsl::read_manifest(pack, sink));
  const dsl::SourceFile terms(1, "terms.yaml", text_of(blocks, "枚举"));
  CHECK(dsl::read_enumerations(terms, sink));
  CHECK(sink.all().empty());
}

namespace {

// The keywords that the sentences of a block are written with.
std::set<dsl::Word> words_in(const std::string& text) {
  std::set<dsl::Word> found;
  dsl::Sink sink;
  const dsl::SourceFile source(0, "example.huan", text);
  const dsl::Tree tree = dsl::parse(source, sink);
  for (std::size_t line = 0; line < tree.lines.size(); ++line) {
    const auto sentence = dsl::sentence_of(source, tree, line);
    if (!sentence) continue;
    for (const dsl::Part& part : sentence->parts) {
      if (part.word != dsl::Word::none) found.insert(part.word);
      if (part.nth) found.insert(dsl::Word::nth);
    }
  }
  return found;
}

// In the order of words.def, three pairs a row.
std::string keyword_table(const std::vector<Block>& blocks) {
  std::map<dsl::Word, int> first;
  for (const Block& block : blocks) {
    if (block.language != "huan") continue;
    for (const dsl::Word word : words_in(block.text)) first.emplace(word, block.section);
    if (block.text.find("{编号}") != std::string::npos)
      first.emplace(dsl::Word::number, block.section);  // only in texts
  }
  std::string table =
      "| 中文 | English | 节 | 中文 | English | 节 | 中文 | English | 节 "
      "|\n|---|---|---|---|---|---|---|---|---|\n";
  std::size_t column = 0;
  for (const dsl::WordRow& word : dsl::words()) {
    const auto section = first.find(word.word);
    INFO(word.zh << " is in no example of docs/language.md");
    CHECK(section != first.end());
    if (section == first.end()) continue;
    table += (column == 0 ? "| " : " ") + std::string(word.zh) + " | `" + std::string(word.en) + "` | " +
             std::to_string(section->second) + " |";
    column = (column + 1) % 3;
    if (column == 0) table += "\n";
  }
  for (; column != 0; column = (column + 1) % 3) table += column == 2 ? "  |  |  |\n" : "  |  |  |";
  return table;
}

}  // namespace

TEST_CASE("the keyword table of the language page names every keyword, and the section where it is used",
          "[resolve]") {
  static const std::string begin = "<!-- 关键词 -->\n", end = "<!-- 关键词完 -->";
  std::string page = read_page();
  const std::size_t from = page.find(begin), to = page.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  const std::string table = keyword_table(blocks_of(page));
  const std::string written = page.substr(from + begin.size(), to - from - begin.size());
  if (std::getenv("SANHUAN_UPDATE_GOLDEN") != nullptr && written != table) {
    page.replace(from + begin.size(), written.size(), table);
    std::ofstream(page_path, std::ios::binary) << page;
  } else {
    CHECK(written == table);
  }
}
