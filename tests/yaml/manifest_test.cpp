// pack.yaml in both vocabularies.
#include <catch2/catch.hpp>

#include "dsl/yaml/files.hpp"
#include "dsl/yaml/manifest.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

struct ReadManifest {
  std::optional<dsl::Manifest> manifest;
  std::vector<Diagnostic> diagnostics;
};

ReadManifest read(std::string text) {
  dsl::Sink sink;
  ReadManifest result;
  if (const auto file = dsl::check_source(std::move(text), "pack.yaml", 0, sink))
    result.manifest = dsl::read_manifest(*file, sink);
  result.diagnostics = sink.take();
  return result;
}

std::string errors(const std::string& text) { return brief(read(text).diagnostics); }

const char* const english = R"(name: lanshan
title: 兰山区三环六责一贯穿
version: "2025.1"
effective: 2025-01-01
language: en
zone: Asia/Shanghai
builds_on: ../petition-regulation
calendar: ../calendars/cn
days: {end: closing, receipt: next_opening, channel: 来源, as_received: [热线12345]}
office_hours:
  - {from: "01-01", to: "12-31", hours: ["08:30-12:00", "14:00-17:30"]}
  - {from: "06-01", to: "09-30", hours: ["08:00-12:00", "14:30-24:00"]}
organisation: org.yaml
files: [terms.yaml, process.huan]
replaces: [statutory-process]
host_verbs: [送公示系统]
)";

const char* const chinese = R"(名称: lanshan
标题: 兰山区三环六责一贯穿
版本: "2025.1"
施行: 2025-01-01
语言: 英文
时区: Asia/Shanghai
依托: ../petition-regulation
日历: ../calendars/cn
日: {届满: 下班, 收到: 次开门, 渠道: 来源, 实时渠道: [热线12345]}
办公时间:
  - {自: "01-01", 至: "12-31", 时段: ["08:30-12:00", "14:00-17:30"]}
  - {自: "06-01", 至: "09-30", 时段: ["08:00-12:00", "14:30-24:00"]}
组织: org.yaml
文件: [terms.yaml, process.huan]
取代: [statutory-process]
外部动作: [送公示系统]
)";

TEST_CASE("every key of a manifest is read in English and in Chinese", "[yaml][manifest]") {
  for (const char* text : {english, chinese}) {
    const ReadManifest result = read(text);
    CHECK(brief(result.diagnostics) == "");
    REQUIRE(result.manifest);
    const dsl::Manifest& m = *result.manifest;
    CHECK(m.name.text == "lanshan");
    CHECK(m.title.text == "兰山区三环六责一贯穿");
    CHECK(m.version.text == "2025.1");
    CHECK(to_string(m.effective.value().value) == "2025-01-01");
    CHECK(m.language.value().value == Language::en);
    CHECK(m.zone.value().value.offset_minutes == 480);
    REQUIRE(m.builds_on.size() == 1);
    CHECK(m.builds_on[0].text == "../petition-regulation");
    CHECK(m.calendar.text == "../calendars/cn");
    CHECK(m.ends_at_closing.value().value);
    CHECK(m.deems_next_opening.value().value);
    CHECK(m.channel.text == "来源");
    REQUIRE(m.as_received.size() == 1);
    CHECK(m.as_received[0].text == "热线12345");
    REQUIRE(m.office_hours);
    REQUIRE(m.office_hours->seasons.size() == 2);
    CHECK(m.office_hours->seasons[0].spans == std::vector<OfficeSpan>{{510, 720}, {840, 1050}});
    CHECK(m.office_hours->seasons[1].from_month == 6);
    CHECK(m.office_hours->seasons[1].to_day == 30);
    CHECK(m.office_hours->seasons[1].spans[1].to_minute == 1440);
    CHECK(m.organisation.text == "org.yaml");
    REQUIRE(m.files.size() == 2);
    CHECK(m.files[1].text == "process.huan");
    CHECK(m.files[1].place.line == 14);
    CHECK(m.files[1].place.length == 12);
    CHECK(m.replaces[0].text == "statutory-process");
    REQUIRE(m.host_verbs.size() == 1);
    CHECK(m.host_verbs[0].text == "送公示系统");
  }
}

TEST_CASE("what a manifest does not say is empty, so that a pack tells what it changes", "[yaml][manifest]") {
  const ReadManifest result = read("name: small");
  REQUIRE(result.manifest);
  CHECK(result.diagnostics.empty());
  CHECK_FALSE(result.manifest->effective);
  CHECK_FALSE(result.manifest->ends_at_closing);
  CHECK_FALSE(result.manifest->office_hours);
  CHECK(result.manifest->calendar.empty());
}

TEST_CASE("days that end at midnight and receipt as it is are told from nothing said", "[yaml][manifest]") {
  const ReadManifest result = read("name: a\n日: {届满: 24时, 收到: 当时}");
  REQUIRE(result.manifest);
  CHECK(result.manifest->ends_at_closing.value().value == false);
  CHECK(result.manifest->deems_next_opening.value().value == false);
}

TEST_CASE("a key that is not known gets the nearest one of both vocabularies", "[yaml][manifest]") {
  const auto suggestion = [](const std::string& text) { return read(text).diagnostics.at(0).suggestion; };
  CHECK(suggestion("nmae: a") == "name");
  CHECK(suggestion("name: a\n办公时问: []") == "办公时间");
  CHECK(suggestion("name: a\noffice_hour: []") == "office_hours");
  CHECK(suggestion("name: a\ndays: {recipt: as_is}") == "receipt");
  CHECK(errors("name: a\ncolour: red") == "E0520 2:1+6");
  CHECK(errors("nmae: a") == "E0519 1:1+4");  // and not, once more, that the name is missing
}

TEST_CASE("one thing said in both vocabularies is said twice", "[yaml][manifest]") {
  const ReadManifest result = read("name: a\n名称: b");
  REQUIRE(brief(result.diagnostics) == "E0511 2:1+2");
  REQUIRE(result.diagnostics[0].notes.size() == 1);
  CHECK(result.diagnostics[0].notes[0].place.line == 1);
}

TEST_CASE("each type is checked where the value stands", "[yaml][manifest]") {
  CHECK(errors("title: x") == "E0523 1:1+8");
  CHECK(errors("[a, b]") == "E0521 1:1+6");
  CHECK(errors("name: [a]") == "E0521 1:7+3");
  CHECK(errors("name: a\nfiles: a.huan") == "E0521 2:8+6");
  CHECK(errors("name: a\ndays: closing") == "E0521 2:7+7");
  CHECK(errors("name: a\ntitle:") == "E0522 2:1+5");
  CHECK(errors("name: a\ntitle: \"\"") == "E0522 2:8+2");
  CHECK(errors("name: a\neffective: 2025-02-30") == "E0525 2:12+10");
  CHECK(errors("name: a\neffective: 2025/1/1") == "E0525 2:12+8");
  CHECK(errors("name: a\nlanguage: fr") == "E0524 2:11+2");
  CHECK(errors("name: a\nzone: Europe/Berlin") == "E0528 2:7+13");
  CHECK(errors("name: a\ndays: {end: 下斑}") == "E0524 2:13+2");
  CHECK(errors("name: a\ndays: {as_received: [x]}") == "E0535 2:21+3");
  CHECK(errors("name: a\nfiles: [a.huan, b.csv, a.huan]") == "E0532 2:17+5; E0533 2:24+6");
  CHECK(errors("name: a\ncalendar: /srv/cn") == "E0531 2:11+7");
  CHECK(errors("name: a\nbuilds_on: [..\\pack]") == "E0531 2:13+7");
}

TEST_CASE("office hours are spans in order of a season that exists", "[yaml][manifest]") {
  const auto of = [](const std::string& season) { return errors("name: a\noffice_hours:\n  - {" + season + "}"); };
  CHECK(of(R"(from: "01-01", to: "12-31", hours: "08:30-17:30")") == "");
  CHECK(of(R"(from: "02-29", to: "02-29", hours: ["00:00-24:00"])") == "");
  CHECK(of(R"(from: "02-30", to: "12-31", hours: ["08:30-17:30"])") == "E0527 3:12+7");
  CHECK(of(R"(from: "1-1", to: "12-31", hours: ["08:30-17:30"])") == "E0527 3:12+5");
  CHECK(of(R"(from: "01-01", to: "12-31", hours: ["8:30-17:30"])") == "E0526 3:42+12");
  CHECK(of(R"(from: "01-01", to: "12-31", hours: ["17:30-08:30"])") == "E0526 3:42+13");
  CHECK(of(R"(from: "01-01", to: "12-31", hours: ["08:30-24:01"])") == "E0526 3:42+13");
  CHECK(of(R"(from: "01-01", to: "12-31", hours: ["08:30-12:00", "11:00-17:00"])") == "E0534 3:57+13");
  CHECK(of(R"(from: "01-01", to: "12-31", hours: [])") == "E0522 3:41+2");
  CHECK(of(R"(from: "01-01", hours: ["08:30-17:30"])") == "E0523 3:5+39");
}

TEST_CASE("a missing file is reported where it was asked for, each file is read once", "[yaml][files]") {
  const Folder folder("files");
  folder.write("a.yaml", "name: a").write("empty.yaml", "");
  std::filesystem::create_directory(folder.path() / "sub");
  dsl::Files files;
  dsl::Sink sink;
  const dsl::SourceFile* const a = files.read(folder.path() / "a.yaml", {}, sink);
  REQUIRE(a != nullptr);
  CHECK(files.read(dsl::beside(folder.path() / "sub", "../a.yaml"), {}, sink) == a);
  CHECK_FALSE(sink.has_errors());
  CHECK(files.read(folder.path() / "b.yaml", a->place({0, 4}), sink) == nullptr);
  CHECK(files.read(folder.path() / "empty.yaml", a->place({0, 4}), sink) == nullptr);
  CHECK(files.read(folder.path() / "empty.yaml", a->place({0, 4}), sink) == nullptr);  // not said again
  CHECK(files.read(folder.path() / "sub", {}, sink) == nullptr);
  CHECK(files.read_csv(folder.path() / "sub2", {}, sink) == nullptr);
  CHECK(brief(sink.take()) == "E0530 1:1+4; E0110 0:0+0; E0102 0:0+0; E0766 0:0+0");
  CHECK(files.size() == 4);
  CHECK(files.listing()[1].path == (folder.path() / "empty.yaml").string());
}

}  // namespace
}  // namespace sanhuan::test
