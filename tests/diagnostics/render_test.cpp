// What people read has a golden file: golden/*.txt beside this.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <sstream>

#include "dsl/diagnostics/cells.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/syntax/tree.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;

namespace {

std::string golden(const std::string& name) {
  std::ifstream in(std::string(SANHUAN_SOURCE_DIR "/tests/diagnostics/golden/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Checked {
  std::vector<PackFile> files;
  std::vector<Diagnostic> diagnostics;
};

Checked checked(const std::string& text) {
  Sink sink;
  const auto file = check_source(text, "rules/sample/process.huan", 0, sink);
  REQUIRE(file);
  parse(*file, sink);
  return {{{file->path(), std::string(file->text())}}, sink.take()};
}

std::string rendered(const Checked& c, Language language) {
  std::string result;
  for (const Diagnostic& d : c.diagnostics) result += render(d, c.files, language, false) + "\n";
  return result;
}

const std::string mistaken =
    "流程 三环 用于 群众诉求\n"
    "环 办理环\n"
    "  时限 初步答复 属 主办责任\n"
    "    依据 推定 “125”工作法：5个工作日内拿出初步答复意见\n"
    "    自 登记 起 5日内 应 答复\n"
    "    剩余 1个工作日 黄牌 承办单位\n"
    "    仅当 涉及人数 5人以下\n"
    "    逾期 则\n"
    "  环结 待交办\n"
    "环 督查环\n"
    "环节 待回访\n";

}  // namespace

TEST_CASE("diagnostics in Chinese look as a clerk asked for", "[render]") { CHECK(rendered(checked(mistaken), Language::zh) == golden("mistakes.zh.txt")); }

TEST_CASE("diagnostics in English look as on the style page", "[render]") { CHECK(rendered(checked(mistaken), Language::en) == golden("mistakes.en.txt")); }

TEST_CASE("the marks stand under the text on a terminal", "[render]") {
  const Checked c = checked("枚举 来源：来访\n事件\t督办\n");
  REQUIRE(c.diagnostics.size() == 1);
  CHECK(render(c.diagnostics[0], c.files, Language::zh, false) ==
        "错误 E0205  process.huan 第 2 行第 4 字：「督办」是关键词，不能当作名称\n"
        "    2 | 事件    督办\n"
        "      |         ^^^^\n"
        "   怎么改  换一个名，或者加一两个字\n");
}

TEST_CASE("a long line is cut on both sides so that the mark stays in view", "[render]") {
  std::string line = "枚举 长表：";
  for (int i = 0; i < 60; ++i) line += "很长的名称、";
  line += "督办、";
  for (int i = 0; i < 60; ++i) line += "后面的名称、";
  const Checked c = checked(line + "末\n");
  REQUIRE(c.diagnostics.size() == 1);
  for (const Language language : {Language::zh, Language::en}) {
    std::istringstream out(render(c.diagnostics[0], c.files, language, false));
    std::string heading, shown, marks;
    std::getline(out, heading);
    if (language == Language::en) std::getline(out, marks);
    std::getline(out, shown);
    std::getline(out, marks);
    CHECK(cells(shown) <= terminal_cells);
    const std::size_t column = marks.find('^');
    const std::size_t at = shown.find("督办");
    REQUIRE(at != std::string::npos);
    CHECK(cells(shown.substr(0, at)) == column);
    CHECK(marks.substr(column) == "^^^^");
  }
}

TEST_CASE("a span longer than the terminal is cut, not wrapped", "[render]") {
  const Checked c = checked("流程 甲 用于 乙\n环 丙\n  当 丁 戊 则\n    通知 己 “" + std::string(300, 'x') + "\n");
  REQUIRE(c.diagnostics.size() == 1);
  std::istringstream out(render(c.diagnostics[0], c.files, Language::en, false));
  std::string line;
  std::getline(out, line);  // the heading stays whole, for tools that read it
  while (std::getline(out, line)) CHECK(cells(line) <= terminal_cells);
}

TEST_CASE("what has no place in a file says so by leaving it out", "[render]") {
  Sink sink;
  Place place;
  sink.report("E0101", place, {"x.huan"});
  CHECK(render(sink.all()[0], {}, Language::en, false) ==
        "error[E0101]: `x.huan` does not exist\n   = compare the name under `files` in pack.yaml with the folder\n");
  place.file = 0;
  sink.report("E0110", place, {"x.huan"});
  CHECK(render(sink.all()[1], {{"x.huan", ""}}, Language::zh, false).starts_with("错误 E0110  x.huan：「x.huan」是空的\n"));
}

TEST_CASE("a note in another file names the file", "[render]") {
  Sink sink;
  Place here, there;
  here.file = 0, here.line = 1, here.column = 1, here.length = 1;
  there.file = 1, there.line = 1, there.column = 1;
  sink.report("E0208", here, {"否则"}).notes.push_back({there, "那边有一个", "there is one"});
  const std::vector<PackFile> files{{"a.huan", "否则\n"}, {"rules/b.huan", "若\n"}};
  CHECK(render(sink.all()[0], files, Language::zh, false).ends_with("   另见    那边有一个（b.huan 第 1 行）\n"));
  CHECK(render(sink.all()[0], files, Language::en, false).ends_with("   = there is one (rules/b.huan:1)\n"));
}

TEST_CASE("colour is added only where it is asked for, and changes no text", "[render]") {
  const Checked c = checked("事件 督办\n");
  const std::string plain = render(c.diagnostics[0], c.files, Language::en, false);
  std::string coloured = render(c.diagnostics[0], c.files, Language::en, true);
  CHECK(plain.find('\x1b') == std::string::npos);
  REQUIRE(coloured.find("\x1b[1;31merror[E0205]\x1b[0m") != std::string::npos);
  for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;) coloured.erase(at, coloured.find('m', at) - at + 1);
  CHECK(coloured == plain);
}

TEST_CASE("nothing that a file holds can steer the terminal", "[render]") {
  Place place;
  place.file = 0, place.line = 1, place.column = 1, place.length = 3;
  Sink sink;
  sink.report("E0111", place, {"U+001B"});
  const std::string out = render(sink.all()[0], {{"a.huan", "\x1b[31m\xFF\u202E注\n"}}, Language::en, false);
  CHECK(out.find('\x1b') == std::string::npos);
  CHECK(out.find("?[31m??注") != std::string::npos);
}
