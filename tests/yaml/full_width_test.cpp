// Full-width punctuation outside quotes: never silently text.
#include <catch2/catch.hpp>

#include "dsl/yaml/full_width.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

// The text after every suggestion was applied, from the last to the first.
std::string mended(std::string text) {
  const std::vector<Diagnostic> found = read_yaml(text).diagnostics;
  for (auto d = found.rbegin(); d != found.rend(); ++d)
    text.replace(d->place.span.begin, d->place.span.end - d->place.span.begin, d->suggestion);
  return text;
}

TEST_CASE("a full-width comma in a list is an error with the list as it should be", "[yaml][full-width]") {
  const ReadText read = read_yaml("roles: [网格员，村干部]");
  CHECK_FALSE(read.root);
  REQUIRE(brief(read.diagnostics) == "E0502 1:12+1");
  CHECK(read.diagnostics[0].help_zh.find("写成 [网格员, 村干部]") == 0);
  CHECK(read.diagnostics[0].help_en.find("write [网格员, 村干部]") == 0);
  CHECK(read.diagnostics[0].suggestion == ", ");
}

TEST_CASE("each full-width sign that stands for an ASCII one is mended by its suggestion", "[yaml][full-width]") {
  CHECK(mended("名称：lanshan") == "名称: lanshan");
  CHECK(mended("名称： lanshan") == "名称: lanshan");
  CHECK(mended("roles: [网格员、村干部]") == "roles: [网格员, 村干部]");
  CHECK(mended("roles: ［网格员， 村干部］") == "roles: [网格员, 村干部]");
  CHECK(mended("roles: [网格员］") == "roles: [网格员]");
  CHECK(mended("days: ｛end：closing｝") == "days: {end: closing}");
  CHECK(mended("title: “三环，六责”") == "title: \"三环，六责\"");
  CHECK(mended("title: 「三环」") == "title: \"三环\"");
  CHECK(mended("version: ２０２５") == "version: 2025");
  CHECK(mended("－ a") == "- a");
  CHECK(mended("a: b\n＃ 备注") == "a: b\n# 备注");
  CHECK(mended("name:　lanshan") == "name: lanshan");
}

TEST_CASE("full-width punctuation that belongs to a text goes into quotes with it", "[yaml][full-width]") {
  CHECK(mended("title: 信访工作条例（2022）") == "title: \"信访工作条例（2022）\"");
  CHECK(mended("title: 大事不出镇，难事不出区") == "title: \"大事不出镇，难事不出区\"");
  CHECK(mended("title: 兰山区“三环”") == "title: \"兰山区“三环”\"");
  CHECK(mended("title: 甲……\\") == "title: '甲……\\'");
}

TEST_CASE("what was mended is read without an error", "[yaml][full-width]") {
  for (const std::string wrong :
       {"名称：lanshan", "roles: [网格员，村干部]", "days: ｛end: closing｝", "title: “三环，六责”",
        "title: 信访工作条例（2022）", "version: ２０２５", "a: b\n＃ 备注"}) {
    INFO(wrong);
    CHECK(errors_of(wrong) != "");
    CHECK(errors_of(mended(wrong)) == "");
  }
}

TEST_CASE("text in quotes and remarks is left alone", "[yaml][full-width]") {
  CHECK(errors_of("title: \"三环，六责：一贯穿（试行）\"") == "");
  CHECK(errors_of("title: '“三环”' # 推定，待核") == "");
  CHECK(errors_of("# 全角，都可以。\nname: a") == "");
  CHECK(read_yaml("title: \"三环，六责\"").root->entries[0].value.text == "三环，六责");
}

TEST_CASE("names with a middle dot, and 〇 as a numeral, are no punctuation", "[yaml][full-width]") {
  CHECK(errors_of("name: 阿依·古丽") == "");
  CHECK(errors_of("name: 二〇二五") == "");
}

TEST_CASE("several full-width mistakes are reported in one run", "[yaml][full-width]") {
  CHECK(errors_of("名称：a\ntitle: 甲（乙）\nroles: [甲，乙]") == "E0502 1:3+1; E0502 2:8+4; E0502 3:10+1");
}

TEST_CASE("folding gives the ASCII that was meant", "[yaml][full-width]") {
  CHECK(dsl::yaml::folded("［甲，乙］") == "[甲, 乙]");
  CHECK(dsl::yaml::folded("甲， 乙") == "甲, 乙");
  CHECK(dsl::yaml::folded("。") == "。");
}

}  // namespace
}  // namespace sanhuan::test
