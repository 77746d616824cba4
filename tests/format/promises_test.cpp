// What fmt promises for every text: laying out twice changes nothing, the meaning stays, and the way to English and back loses
// nothing. On the rule files of the repository, whole, in pieces and damaged.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "dsl/syntax/words.hpp"
#include "tests/format/format_support.hpp"
#include "tests/syntax/syntax_support.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;
using namespace sanhuan::dsl::test;

namespace {

// Lines that say something to a reader: not blank, no full stops alone. Comments are given from their sign on.
std::vector<std::string_view> written_lines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.find_first_not_of(" \t\r\u3000\u00a0.,;。｡，；．") != std::string_view::npos) result.push_back(line);
  }
  return result;
}

// From the first // of a line on; nothing where a quotation stands in it, which may have been written anew.
std::string_view comment_of(std::string_view line) {
  const std::size_t begin = line.find("//");
  if (begin == std::string_view::npos) return {};
  line = line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
  for (const char* mark : {"\"", "“", "”", "「", "『", "＂"}) {
    if (line.find(mark) != std::string_view::npos) return {};
  }
  return line;
}

bool has_loose_ends(std::string_view text) {
  if (text.empty() || text.back() != '\n' || text.starts_with('\n') || text.starts_with("\xEF\xBB\xBF")) return true;
  for (const char* loose : {" \n", "\t\n", "\r", "\n\n\n"}) {
    if (text.find(loose) != std::string_view::npos) return true;
  }
  return text.ends_with("\n\n");
}

// Empty, or which promise is broken.
std::string broken_promise(const std::string& text) {
  const Formatted first = format_rules(text, "test.huan");
  if (first.kept) return first.text == text ? "" : "a text that is not laid out is not the same";
  if (has_loose_ends(first.text)) return "there are blanks, line ends or marks where none should be";
  if (format_rules(first.text, "test.huan").text != first.text) return "laying out twice changes something";
  if (sayings(first.text) != sayings(text)) return "it says something else";
  const auto before = written_lines(text), after = written_lines(first.text);
  if (before.size() != after.size()) return "there are more or fewer lines";
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!after[i].ends_with(comment_of(before[i]))) return "a comment was changed: " + std::string(before[i]);
  }
  const Formatted english = format_rules(text, "test.huan", {Language::en});
  const Formatted chinese = format_rules(text, "test.huan", {Language::zh});
  if (english.kept != chinese.kept) return "one vocabulary is refused and the other is not";
  if (english.kept) return english.text == text ? "" : "a text that is refused is not the same";
  if (sayings(english.text) != sayings(text)) return "it says something else in English";
  if (sayings(chinese.text) != sayings(text)) return "it says something else in Chinese";
  if (format_rules(english.text, "test.huan", {Language::en}).text != english.text) return "English twice is not English once";
  if (format_rules(chinese.text, "test.huan", {Language::zh}).text != chinese.text) return "Chinese twice is not Chinese once";
  if (format_rules(english.text, "test.huan").text != english.text) return "English is not laid out";
  if (format_rules(chinese.text, "test.huan").text != chinese.text) return "Chinese is not laid out";
  if (format_rules(english.text, "test.huan", {Language::zh}).text != chinese.text) return "the way back from English leads elsewhere";
  if (format_rules(chinese.text, "test.huan", {Language::en}).text != english.text) return "the way back from Chinese leads elsewhere";
  return "";
}

// A few bytes wrong: what editors, merges and input methods do.
std::string damaged(std::string text, std::mt19937& random) {
  static const char* const pieces[] = {"　", "，", "。", "、", "：", "；", "（", "）", "《", "》", "“", "”", "\"", "「", "」", "//", " // ", "\t", "\r\n",
                                       "\n", "\n\n\n", "  ", "5", "５", "-", ".", "|", "｜", "#", "则", "注 ", "依据 ", "以下", "三", "个", "内",
                                       "then ", "from ", "\xFF", "\xE2\x80\x8B"};
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const auto a_border = [&] {
    std::size_t at = below(text.size() + 1);
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0u) == 0x80u) ++at;
    return at;
  };
  for (std::size_t changes = 1 + below(5); changes > 0; --changes) {
    const std::size_t at = a_border();
    switch (below(5)) {
      case 0: case 1: text.insert(at, pieces[below(std::size(pieces))]); break;
      case 2: text.erase(at, a_border() % 12); break;
      case 3: text.insert(at, text.substr(a_border(), below(60))); break;
      default: {
        const std::size_t blank = text.find(' ', at);
        if (blank != std::string::npos) text.erase(blank, 1);
      }
    }
  }
  return text;
}

// Without the lines that are not understood, so that what is odd but right is rewritten too.
std::string understood(std::string text) {
  constexpr int rounds_max = 6;  // a line may have held others
  for (int round = 0; round < rounds_max; ++round) {
    const Formatted read = format_rules(text, "test.huan");
    std::set<std::uint32_t> wrong;
    for (const Diagnostic& d : read.diagnostics) {
      if (d.severity == Severity::error) wrong.insert(d.place.line);
    }
    if (wrong.empty()) return text;
    std::string kept;
    std::uint32_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
      if (!wrong.contains(++number)) kept += text.substr(begin, end - begin);
      begin = end;
    }
    text = std::move(kept);
  }
  return text;
}

std::string broken_promise_of_either(const std::string& text) {
  const std::string broken = broken_promise(text);
  return broken.empty() ? broken_promise(understood(text)) : broken;
}

}  // namespace

TEST_CASE("every rule file of the repository keeps the promises of fmt", "[format]") {
  const std::vector<std::string> files = rule_files();
  REQUIRE(files.size() > 15);
  for (const std::string& path : files) {
    INFO(path);
    CHECK(broken_promise(read_file(path)) == "");
  }
}

TEST_CASE("damaged rule files keep the promises of fmt", "[format]") {
  const auto seed = GENERATE(1u, 34u, 1259u, 371302u);
  std::mt19937 random(seed);
  const std::vector<std::string> files = rule_files();
  for (int round = 0; round < 150; ++round) {
    const std::string whole = read_file(files[random() % files.size()]);
    const std::size_t begin = random() % whole.size();
    const std::string text = damaged(whole.substr(whole.find('\n', begin) + 1, 1500), random);
    const std::string broken = broken_promise_of_either(text);
    INFO("seed " << seed << ", round " << round << "\n" << text << "\n---\n" << laid_out(text));
    REQUIRE(broken == "");
  }
}

TEST_CASE("shuffled words keep the promises of fmt", "[format]") {
  const auto seed = GENERATE(5u, 2026u);
  std::mt19937 random(seed);
  std::vector<std::string> words;
  for (const WordRow& word : dsl::words()) {
    words.emplace_back(word.zh);
    words.emplace_back(word.en);
  }
  for (const char* other : {"甲", "乙局", "5", "5个工作日内", "第1个工作日", "“文字”", "「他说“好”」", "#key", "（", "）", "、", "，", "|", "：", "；", "。",
                            "2026-09-18", "09:10", "6月1日", "1.5", "-3", "// 注", "5人以下", "《书》"}) {
    for (int often = 0; often < 8; ++often) words.emplace_back(other);
  }
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += words[random() % words.size()] + (random() % 5 == 0 ? "\n" : random() % 10 == 0 ? "" : " ");
    const std::string broken = broken_promise_of_either(text);
    INFO("seed " << seed << ", round " << round << "\n" << text << "\n---\n" << laid_out(text));
    REQUIRE(broken == "");
  }
}
