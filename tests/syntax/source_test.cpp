// What is refused before anything is parsed: the bytes of a file.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;

namespace {

struct Checked {
  bool accepted;
  std::string found;  // code line:column
};

Checked checked(std::string text) {
  Sink sink;
  const bool accepted = check_source(std::move(text), "甲.huan", 0, sink).has_value();
  std::string result;
  for (const Diagnostic& d : sink.take()) {
    if (!result.empty()) result += ", ";
    result += d.code + " " + std::to_string(d.place.line) + ":" + std::to_string(d.place.column);
  }
  return {accepted, result};
}

Checked read(const std::filesystem::path& path) {
  Sink sink;
  const bool accepted = read_source(path, path.filename().string(), 0, sink).has_value();
  return {accepted, sink.all().empty() ? "" : sink.all().front().code};
}

}  // namespace

TEST_CASE("a byte order mark and CRLF are accepted", "[source]") {
  Sink sink;
  const auto file = check_source("\xEF\xBB\xBF注 甲\r\n注 乙\r\n", "甲.huan", 0, sink);
  REQUIRE(file);
  CHECK(file->lines() == 2);
  CHECK(file->line(1) == "注 甲");
  CHECK(file->line(2) == "注 乙");
  CHECK(sink.all().empty());
}

TEST_CASE("columns are characters from 1, lengths too", "[source]") {
  const SourceFile file(3, "甲.huan", "注 甲\n\t自 登记 起\n");
  const auto begin = static_cast<std::uint32_t>(file.text().find("登记"));
  const Place place = file.place({begin, begin + 6});
  CHECK(place.file == 3);
  CHECK(place.line == 2);
  CHECK(place.column == 4);
  CHECK(place.length == 2);
}

TEST_CASE("what is missing at the end of the text still has a place", "[source]") {
  const SourceFile file(0, "甲.huan", "注");
  const Place place = file.place({3, 3});
  CHECK(place.line == 1);
  CHECK(place.column == 2);
  CHECK(place.length == 0);
}

TEST_CASE("bytes that are no UTF-8 are refused where they begin", "[source]") {
  CHECK(checked("注 甲\n注 \xC0\x80\n").found == "E0105 2:3");        // overlong
  CHECK(checked("注 \xED\xA0\x80").found == "E0105 1:3");              // a surrogate
  CHECK(checked("注 \xF4\x90\x80\x80").found == "E0105 1:3");          // past the last code point
  CHECK(checked("注 \xE6\xB3").found == "E0105 1:3");                  // cut off
  CHECK_FALSE(checked("注 \xFF").accepted);
}

TEST_CASE("a file in GBK is recognised", "[source]") {
  CHECK(checked("\xD7\xA2 \xB1\xB8\xD7\xA2\n").found == "E0106 1:3");  // D7 A2 happens to be UTF-8 too
}

TEST_CASE("a file in UTF-16 is recognised", "[source]") {
  CHECK(checked(std::string("\xFF\xFE\xE8\x6C", 4)).found == "E0112 0:0");
}

TEST_CASE("NUL, control and invisible characters are refused, each at its place", "[source]") {
  CHECK(checked(std::string("注 \0", 5)).found == "E0107 1:3");
  CHECK(checked("注 \a甲").found == "E0111 1:3");
  CHECK(checked("注 甲\r乙").found == "E0111 1:4");
  CHECK(checked("注\u200B 甲\n注 \u202E乙").found == "E0108 1:2, E0108 2:3");
  CHECK(checked("注 甲\uFEFF").found == "E0108 1:4");
}

TEST_CASE("the message names the invisible character", "[source]") {
  Sink sink;
  check_source("注 \u2066", "甲.huan", 0, sink);
  CHECK(sink.all().at(0).en.find("U+2066") != std::string::npos);
  CHECK(sink.all().at(0).zh.find("U+2066") != std::string::npos);
}

TEST_CASE("an empty file, or one of blanks, is refused", "[source]") {
  CHECK(checked("").found == "E0110 0:0");
  CHECK(checked("\xEF\xBB\xBF \r\n\t\n").found == "E0110 0:0");
}

TEST_CASE("a line of 10 MB and a file of 17 MB are refused", "[source]") {
  CHECK(checked("注 甲\n" + std::string(10u << 20, 'a')).found == "E0109 2:1");
  CHECK(checked(std::string(source_bytes_max + 1, '\n')).found == "E0104 0:0");
}

TEST_CASE("a folder, a missing file and a device are no rule files", "[source]") {
  const auto folder = std::filesystem::temp_directory_path();
  CHECK(read(folder).found == "E0102");
  CHECK(read(folder / "no-such-file.huan").found == "E0101");
  if (std::filesystem::exists("/dev/null")) CHECK(read("/dev/null").found == "E0103");
}
