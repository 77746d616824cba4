// What each command prints, held by golden files: tests/cli/golden. SANHUAN_UPDATE_GOLDEN=1 writes them anew.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "tests/cli/program.hpp"

using namespace sanhuan::cli;
using namespace sanhuan::cli::tests;

namespace {

void check_golden(const std::string& name, const std::string& text) {
  const fs::path path = fs::path(SANHUAN_SOURCE_DIR) / "tests/cli/golden" / name;
  if (std::getenv("SANHUAN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ifstream in(path);
  std::ostringstream expected;
  expected << in.rdbuf();
  CAPTURE(name);
  CHECK(text == expected.str());
}

void check_both(const std::string& name, const std::vector<std::string>& words, int code = 0, const std::string& input = {}) {
  for (const std::string lang : {"zh", "en"}) {
    const Result result = run_program(words, lang, input);
    CHECK(result.code == code);
    check_width(result.out);
    check_width(result.err);
    check_golden(name + "." + lang + ".txt", result.out + (result.err.empty() ? "" : "--- standard error\n" + result.err));
  }
}

const std::string base = "tests/cli/packs/base", tight = "tests/cli/packs/tight", stories = "tests/cli/packs/stories", cases = "tests/cli/data/cases.jsonl";

}  // namespace

TEST_CASE("every command has a page in both languages", "[cli]") {
  check_both("help", {"--help"});
  for (const Command* command : commands()) {
    check_both("help-" + std::string(command->english), {std::string(command->english), "--help"});
    CHECK(run_program({std::string(command->chinese), "--帮助"}).out == run_program({std::string(command->english), "--help"}).out);
  }
}

TEST_CASE("the language is that of the first locale variable that is set", "[cli]") {
  const auto language = [](std::string all, std::string messages, std::string lang) {
    std::ostringstream out;
    return language_of({out, out, [&](const char* name) {
                          return std::string(name) == "LC_ALL" ? all : std::string(name) == "LANG" ? lang : messages;
                        }});
  };
  CHECK(language("", "", "zh_CN.UTF-8") == sanhuan::Language::zh);
  CHECK(language("en_US.UTF-8", "", "zh_CN.UTF-8") == sanhuan::Language::en);
  CHECK(language("", "zh_CN.UTF-8", "en_US.UTF-8") == sanhuan::Language::zh);
  for (const char* none : {"C", "C.UTF-8", "POSIX"}) CHECK_FALSE(language(none, "", "zh_CN.UTF-8"));
  CHECK_FALSE(language("", "", ""));
}

TEST_CASE("who has chosen no language is spoken to in that of the pack", "[cli]") {
  const auto chinese = [](const std::vector<std::string>& words, const char* lang) {
    return run_program(words, lang).out.find("校验通过") != std::string::npos;
  };
  const std::vector<std::string> check{"check", "rules/common", "--no-proofs"};
  CHECK(chinese(check, "C.UTF-8"));
  CHECK(chinese(check, ""));
  CHECK_FALSE(chinese(check, "en_US.UTF-8"));
  CHECK_FALSE(chinese({"check", "rules/common", "--no-proofs", "--lang", "en"}, "C"));
  CHECK(chinese({"--lang", "zh", "check", "rules/common", "--no-proofs"}, "en_US.UTF-8"));
}

TEST_CASE("wrong usage is named, with what was probably meant", "[cli]") {
  check_both("usage-none", {}, 2);
  check_both("usage-command", {"chekc"}, 2);
  check_both("usage-option", {"due", base, "5个工作日", "--form", "2026-01-01"}, 2);
  check_both("usage-length", {"due", base, "5日", "--from", "2026-01-01"}, 2);
  check_both("usage-instant", {"due", base, "5个工作日", "--from", "2026-02-30"}, 2);
  check_both("usage-known", {"due", base, "5个工作日", "--from", "2026-01-05", "--as-known-on", "2026-01"}, 2);
  check_both("usage-day", {"roster", "rules/lanshan", "--on", "2026-02-30"}, 2);
  check_both("usage-period", {"assess", "rules/lanshan", "--by", "镇街考核", "--from", "2025-10-01", "--to", "2025-09-30"}, 2);
  check_both("usage-lang", {"due", "--lang", "fr"}, 2);
}

TEST_CASE("due shows the count day by day", "[cli]") {
  check_both("due-working-days", {"due", base, "5个工作日", "--from", "2026-09-18T09:10"});
  check_both("due-deemed", {"due", base, "5", "working_days", "--from", "2026-09-18T19:10"});
  check_both("due-rolled", {"due", "rules/calendars/cn", "30个自然日", "--from", "2026-09-03"});
  check_both("due-long", {"due", "rules/calendars/cn", "200个自然日", "--from", "2025-01-06"});
  check_both("due-hours", {"due", base, "4个工作小时", "--from", "2026-09-18T15:30"});
  check_both("due-provisional", {"due", "rules/calendars/cn", "5个工作日", "--from", "2026-12-24"});
  check_both("due-as-known", {"due", "rules/calendars/cn", "5个工作日", "--from", "2020-01-22T10:00", "--as-known-on", "2020-01-26"});
  check_golden("due.json", run_program({"due", "rules/calendars/cn", "5个工作日", "--from", "2026-09-18T09:10", "--json"}).out);
}

TEST_CASE("due as known on a day tells what it is by now as well", "[cli]") {
  const auto json = [](const char* known) {
    return run_program({"due", "rules/calendars/cn", "5个工作日", "--from", "2020-01-22T10:00", "--as-known-on", known, "--json"}).out;
  };
  CHECK(json("2020-01-26").find(R"("due":"2020-02-04T24:00+08:00")") != std::string::npos);
  CHECK(json("2020-01-26").find(R"("as_known_on":"2020-01-26","due_now":"2020-02-06T24:00+08:00")") != std::string::npos);
  CHECK(json("2020-01-27").find(R"("due":"2020-02-06T24:00+08:00")") != std::string::npos);
  CHECK(json("2006-01-01").find(R"("provisional":true)") != std::string::npos);  // before the first notice
}

TEST_CASE("a year without a notice is said to be provisional, a day before the calendar is refused", "[cli]") {
  const Result later = run_program({"due", "rules/calendars/cn", "5个工作日", "--from", "2028-03-01"}, "en");
  CHECK(later.code == 0);
  CHECK(later.out.find("provisional: no notice yet from 2026-12-25 on") != std::string::npos);
  const Result earlier = run_program({"due", "rules/calendars/cn", "5个工作日", "--from", "2005-03-01"}, "en");
  CHECK(earlier.code == 2);
  CHECK(earlier.err == "error: the calendar begins on 2007-01-01; 2005-03-01 is before it\n");
}

TEST_CASE("full-width twins and Chinese names give the same answer", "[cli]") {
  const std::string out = run_program({"due", base, "5 working_days", "--from=2026-09-18T09:10", "--lang=zh"}, "en").out;
  CHECK(run_program({"期限", base, "５个工作日", "－－自＝2026-09-18 09：10"}).out == out);
}

TEST_CASE("check says that a pack is sound, or what is wrong with it and where", "[cli]") {
  check_both("check", {"check", base});
  const auto sound = nlohmann::json::parse(run_program({"check", base, "--json"}).out);
  CHECK(sound.at("errors").empty());
  ScratchFolder folder;
  fs::copy(fs::path(SANHUAN_SOURCE_DIR) / base, folder / "pack");
  std::ofstream(folder / "pack/process.huan", std::ios::app) << "事件 又一个 须填 不存在的（没有这种类型）\n";
  std::ofstream(folder / "pack/pack.yaml", std::ios::app) << "calender: x\n";
  const Result broken = run_program({"check", folder / "pack", "--json"});
  CHECK(broken.code == 1);
  const auto found = nlohmann::json::parse(broken.out);
  CHECK_FALSE(found.at("errors").empty());
  for (const auto& error : found.at("errors")) {
    for (const char* key : {"code", "message", "file", "line", "column", "length", "notes", "suggestion"}) CHECK(error.contains(key));
  }
}

TEST_CASE("a pack that is not there, or is a file, is unreadable input", "[cli]") {
  for (const std::string path : {"no/such/pack", "README.md", "tests/cli"}) {
    CAPTURE(path);
    const Result result = run_program({"check", path}, "en");
    CHECK(result.code == 2);
    CHECK(result.err.find("error") != std::string::npos);
  }
}

TEST_CASE("fmt writes back what it lays out, and only that", "[cli]") {
  ScratchFolder folder;
  const std::string file = folder.file("a.huan", "枚举  来源 : 来访,来信。\r\n"), tidy = folder.file("b.huan", "注 甲\n");
  const fs::file_time_type long_ago = fs::last_write_time(tidy) - std::chrono::hours(1);
  fs::last_write_time(tidy, long_ago);
  const auto content = [](const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  };

  const Result check = run_program({"fmt", "--check", file, tidy}, "en");
  CHECK(check.code == 1);
  CHECK(check.out == "not laid out: " + file + "\nfiles: 2, not laid out: 1\n");
  CHECK(content(file) == "枚举  来源 : 来访,来信。\r\n");

  const Result done = run_program({"排版", file, tidy});
  CHECK(done.code == 0);
  CHECK(done.out == "排好  " + file + "\n看了 2 个文件，改了 1 个。\n");
  CHECK(content(file) == "枚举 来源：来访、来信\n");
  CHECK(fs::last_write_time(tidy) == long_ago);
  CHECK(run_program({"fmt", "--check", file, tidy}).code == 0);

  CHECK(run_program({"排版", "--改成", "英文", file}).code == 0);
  CHECK(content(file) == "enum 来源: 来访, 来信\n");
}

TEST_CASE("fmt names the mistakes of a file and lays out the rest; with --to it leaves such a file alone", "[cli]") {
  const std::string wrong = "枚举  来源 :来访\n枚举 评价\n";
  check_both("fmt-mistakes", {"fmt", "-"}, 1, wrong);
  check_both("fmt-to-mistakes", {"fmt", "--to", "en", "-"}, 1, wrong);
  const Result hidden = run_program({"fmt", "-"}, "en", "枚举  来源：来访\xE2\x80\x8B\n");  // a zero-width space
  CHECK(hidden.code == 1);
  CHECK(hidden.out == "枚举  来源：来访\xE2\x80\x8B\n");
  CHECK(unwrapped(hidden.err).find("standard input was not laid out") != std::string::npos);
  check_both("fmt-unreadable", {"fmt", "no/such.huan", "tests/cli", "tests/cli/packs/base/process.huan"}, 2);
}

TEST_CASE("fmt - reads standard input and writes standard output", "[cli]") {
  const Result laid = run_program({"fmt", "-"}, "en", "注   甲");
  CHECK(laid.code == 0);
  CHECK(laid.out == "注 甲\n");
  CHECK(run_program({"fmt", "--check", "-"}, "en", "注   甲").out == "not laid out: standard input\n");
  CHECK(run_program({"fmt", "-", "a.huan"}).code == 2);
  CHECK(run_program({"fmt"}).code == 2);
  CHECK(unwrapped(run_program({"fmt", "-"}, "en", "。\n").err).find("left as it is") != std::string::npos);
  CHECK(run_program({"fmt", "--to", "fr", "-"}).code == 2);
}

TEST_CASE("the JSON of fmt has its keys, whatever the bytes", "[cli]") {
  for (const std::string input : {"注  甲", "枚举", "\xFF"}) {
    const Result result = run_program({"fmt", "--json", "-"}, "en", input);
    const auto report = nlohmann::json::parse(result.out);
    REQUIRE(report.at("files").size() == 1);
    for (const char* key : {"file", "changed", "refused", "errors"}) CHECK(report.at("files").at(0).contains(key));
    CHECK((result.code == 1) == !report.at("files").at(0).at("errors").empty());
    CHECK(report.at("files").at(0).contains("text") == (input != "\xFF"));
  }
}

TEST_CASE("test tells which scenarios pass, and for the others what was written beside what was found", "[cli]") {
  check_both("test", {"test", stories}, 1);
  check_both("test-why", {"test", stories, "--scenario", "没有料到", "--why"}, 1);
  check_both("test-one", {"test", stories, "--scenario", "补记"}, 0);
  check_both("test-none", {"test", stories, "--scenario", "没有这一个"}, 2);
}

TEST_CASE("the JSON of test is a line for each scenario", "[cli]") {
  const Result result = run_program({"测试", stories, "--机读"});
  CHECK(result.code == 1);
  check_golden("test.json", result.out);
  std::istringstream lines(result.out);
  std::size_t passed = 0, failed = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line);
    CHECK(json.at("passed").get<bool>() == json.at("findings").empty());
    ++(json.at("passed").get<bool>() ? passed : failed);
  }
  CHECK(passed == 5);
  CHECK(failed == 2);
}

TEST_CASE("run says where the cases stand", "[cli]") {
  check_both("run", {"run", base, "--events", cases});
  const Result json = run_program({"run", base, "--events", cases, "--json"});
  std::istringstream lines(json.out);
  std::vector<nlohmann::json> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(nlohmann::json::parse(line));
  REQUIRE(rows.size() == 6);
  CHECK(rows[0].at("case") == "LS-2025-001");
  for (const char* key : {"case", "type", "stage", "closed", "level", "opened", "facts", "obligations", "clocks", "escalations",
                          "effects", "rejected"}) {
    CHECK(rows[0].contains(key));
  }
  for (const char* key : {"key", "responsibility", "holder", "opened", "due", "provisional", "state", "fulfilled", "breached",
                          "warned", "escalations"}) {
    CHECK(rows[0].at("obligations").at(0).contains(key));
  }
  CHECK(rows[5].at("summary").at("cases") == 5);
}

TEST_CASE("a dry-run says what the change does, to whom and why", "[cli]") {
  check_both("dry-run", {"dry-run", base, tight, "--events", cases, "--jobs", "1"});
  const std::string json = run_program({"dry-run", base, tight, "--events", cases, "--json", "--jobs", "1"}).out;
  CHECK(run_program({"dry-run", base, tight, "--events", cases, "--json", "--jobs", "4"}).out == json);
  const auto report = nlohmann::json::parse(json);
  for (const char* key : {"cases", "changed", "baseline", "candidate", "differences"}) CHECK(report.contains(key));
  for (const char* side : {"baseline", "candidate"}) {
    for (const auto& [key, t] : report.at(side).at("obligations").items()) {
      CAPTURE(key);
      const int parts = t.at("kept").get<int>() + t.at("breached").get<int>() + t.at("open").get<int>() +
                        t.at("unjudged").get<int>() + t.at("other").get<int>();
      CHECK(parts > 0);
    }
  }
}

TEST_CASE("8.2 A dry-run asks what becomes of open cases, and points to the plan where the candidate says so", "[cli]") {
  const std::string events = SANHUAN_SOURCE_DIR "/examples/migration/events.jsonl";
  const auto asked = [&](const char* base, const char* candidate) {
    const std::string path = SANHUAN_SOURCE_DIR "/examples/migration/";
    return run_program({"dry-run", path + base, path + candidate, "--events", events}).out;
  };
  CHECK(asked("old", "new").find("怎么转写在 迁移 自 “1”") != std::string::npos);
  CHECK(asked("new", "old").find("草案没有写 迁移 自 “2”") != std::string::npos);
}

TEST_CASE("a dry-run of a pack against itself finds nothing", "[cli]") {
  const Result same = run_program({"dry-run", base, base, "--events", cases, "--fail-on-change"});
  CHECK(same.code == 0);
  CHECK(run_program({"dry-run", base, tight, "--events", cases, "--fail-on-change"}).code == 1);
  CHECK(run_program({"dry-run", base, tight, "--events", cases}).code == 0);
}

TEST_CASE("parts of a dry-run, merged in any order, print what the whole prints", "[cli]") {
  ScratchFolder folder;
  const std::string whole = run_program({"dry-run", base, tight, "--events", cases}).out;
  const std::string whole_json = run_program({"dry-run", base, tight, "--events", cases, "--json"}).out;
  for (int i = 0; i < 3; ++i) {
    const std::string n = std::to_string(i);
    CHECK(run_program({"dry-run", base, tight, "--events", cases, "--shard", n + "/3", "--out", folder / n}).code == 0);
  }
  CHECK(run_program({"dry-run", "merge", folder / "2", folder / "0", folder / "1"}).out == whole);
  CHECK(run_program({"试运行", "合并", folder / "0", folder / "1", folder / "2", "--json"}).out == whole_json);
  CHECK(run_program({"dry-run", "merge", folder / "0", folder / "2"}).code == 2);
  CHECK(run_program({"dry-run", "merge", folder / "0", folder / "0"}).code == 2);
  CHECK(run_program({"dry-run", "merge", cases}).code == 2);
  CHECK(run_program({"dry-run", base, tight, "--events", cases, "--shard", "3/3", "--out", folder / "x"}).code == 2);
}

TEST_CASE("explain tells the story of a case, or of a code", "[cli]") {
  check_both("explain-case", {"explain", base, "--events", cases, "LS-2025-004"});
  check_both("explain-open-case", {"explain", base, "--events", cases, "LS-2025-005", "--at", "2025-11-21"});
  check_both("explain-no-case", {"explain", base, "--events", cases, "LS-2025-00S"}, 2);
  const auto story = nlohmann::json::parse(run_program({"explain", base, "--events", cases, "LS-2025-004", "--json"}).out);
  for (const char* key : {"case", "stage", "timeline", "obligations", "accepts"}) CHECK(story.contains(key));
  CHECK(run_program({"explain", "E9999"}).code == 2);
}

TEST_CASE("3.6 explain without a case has a line for each, and behind it one for each that it opened", "[cli]") {
  ScratchFolder folder;
  std::ofstream(folder / "events.jsonl")
      << R"({"case":"一","at":"2025-03-03T09:00","open":"办件","event":"登记","by":{"unit":"区中心"},"facts":{"派出单位":"区中心"}})" "\n"
         R"({"case":"一","at":"2025-03-03T09:10","event":"派单","by":{"unit":"区中心"},"facts":{"承办单位":"乙局"}})" "\n"
         R"({"case":"一","at":"2025-03-03T10:00","event":"签收","by":{"unit":"乙局"}})" "\n"
         R"({"case":"二","at":"2025-03-03T10:00","open":"办件","event":"登记","by":{"unit":"区中心"},"facts":{"派出单位":"区中心"}})" "\n"
         R"({"case":"一","at":"2025-03-04T09:00","event":"拆分","by":{"unit":"乙局"}})" "\n"
         R"({"case":"一/5.0","at":"2025-03-04T10:00","event":"登记","by":{"unit":"乙局"}})" "\n";
  std::istringstream out(run_program({"explain", "rules/common", "--events", folder / "events.jsonl", "--json"}).out);
  std::vector<std::string> ids;
  for (std::string line; std::getline(out, line);) {
    const auto story = nlohmann::json::parse(line);
    ids.push_back(story.at("case"));
    if (ids.back() == "一/5.0") CHECK(story.at("stage") == "to-dispatch");
  }
  CHECK(ids == std::vector<std::string>{"一", "一/5.0", "二"});
}

TEST_CASE("3.3.7 explain shows of a refused event each condition, its line and what it went by", "[cli]") {
  ScratchFolder folder;
  const std::string events = folder / "events.jsonl";
  std::ofstream(events)
      << R"({"case":"三","at":"2025-03-03T09:00","open":"办件","event":"登记","by":{"unit":"区中心"},"facts":{"派出单位":"区中心"}})" "\n"
         R"({"case":"三","at":"2025-03-03T09:10","event":"派单","by":{"unit":"区中心"},"facts":{"承办单位":"乙局"}})" "\n"
         R"({"case":"三","at":"2025-03-03T10:00","event":"签收","by":{"unit":"乙局"}})" "\n"
         R"({"case":"三","at":"2025-03-03T11:00","event":"退回任一环节","by":{"unit":"乙局"},"facts":{"退到":"办理中","理由":"不清楚"}})" "\n"
         R"({"case":"三","at":"2025-03-06T11:00","event":"申请退回","by":{"unit":"乙局"},"facts":{"理由":"不归我局"}})" "\n";
  check_both("explain-refused", {"explain", "rules/common", "--events", events, "三", "--at", "2025-03-06T12:00"});
  const auto story = nlohmann::json::parse(run_program({"explain", "rules/common", "--events", events, "三", "--at", "2025-03-06T12:00", "--json"}).out);
  std::vector<std::string> whys;
  for (const auto& moment : story.at("timeline"))
    for (const auto& condition : moment.value("conditions", nlohmann::json::array()))
      whys.push_back(condition.at("why").get<std::string>() + " " + condition.at("facts").dump());
  CHECK(whys == std::vector<std::string>{R"(false {"退到":"办理中"})", R"(false {"退到":"办理中"})", "too_late {}"});
}

TEST_CASE("explain of a code leaves open what a message fills in", "[cli]") {
  const Result result = run_program({"explain", "E0201"});
  CHECK(result.code == 0);
  CHECK(result.out.rfind("E0201  这里应当是…，写的是「…」\n", 0) == 0);
}

TEST_CASE("each thing that may be wrong with an event file has its own words and status", "[cli]") {
  ScratchFolder folder;
  const std::string good =
      R"({"case":"A","open":"petition","event":"register","at":"2025-11-03T09:00","by":{"unit":"区中心","role":"窗口人员"},)"
      R"("facts":{"来源":"来访","所在网格":"甲格","承办单位":"甲街道"}})"
      "\n";
  const auto run = [&](const std::string& content) {
    return run_program({"run", base, "--events", folder.file("e.jsonl", content)}, "en");
  };
  const auto says = [](const Result& result, int code, std::string_view words) {
    CAPTURE(result.err);
    CHECK(result.code == code);
    CHECK(unwrapped(result.err).find(words) != std::string::npos);
  };
  CHECK(run(good).code == 0);
  CHECK(run("\xef\xbb\xbf" + good).code == 0);
  CHECK(run(good.substr(0, good.size() - 1) + "\r\n").code == 0);
  says(run(""), 2, "the file is empty");
  says(run("\xd0\xc5\xb7\xc3\xd0\xc5\xb7\xc3\n"), 2, "this is GBK");
  says(run(std::string(10 << 20, 'x') + "\n" + good), 1, "is longer than 1024 KiB");
  says(run(good + R"({"case":"A","event":"melt","at":"2025-11-04","by":{"unit":"甲街道"}})"), 1, "the rules have no such event");
  says(run(good + R"({"case":"A","event":"meat","at":"2025-11-04","by":{"unit":"甲街道"}})"), 1, "did you mean meet?");
  says(run(good + R"({"case":"A","event":"meet","at":"2025-11-02","by":{"unit":"甲街道"}})"), 1, "time goes backwards");
  says(run(good + R"({"case":"A","event":"meet","at":"2025-11-04","by":{"unit":"丙镇"}})"), 1, "there is no such unit");
  std::string wrong_type = good;
  wrong_type.replace(wrong_type.find("来访"), std::string("来访").size(), "来电");
  says(run(wrong_type), 1, "is not of its type");
  std::string before = good;
  before.replace(before.find("2025"), 4, "2005");
  says(run(before), 1, "the calendar does not cover this day");
  says(run_program({"run", base, "--events", "tests"}, "en"), 2, "this is a folder");
  says(run_program({"run", base, "--events", "nowhere.jsonl"}, "en"), 2, "there is no such file");
  says(run_program({"run", base, "--events", folder.file("s.jsonl", good + "x\n"), "--strict"}, "en"), 2, "nothing was done");
  says(run_program({"run", base}, "en"), 2, "add --events");
}

TEST_CASE("import turns a table into an event file that runs", "[cli]") {
  ScratchFolder folder;
  const std::string out = folder / "events.jsonl";
  const std::vector<std::string> words = {"import", "csv", "examples/petitions/petitions.csv", "--mapping",
                                          "examples/petitions/mapping.yaml", "-o", out, "--json"};
  const Result result = run_program(words, "en");
  CAPTURE(result.err);
  CHECK(result.code == 0);
  const auto sums = nlohmann::json::parse(result.out);
  CHECK(sums.at("cases") == 2815);
  CHECK(sums.at("left_out") == 0);
  std::ifstream in(out);
  std::string first;
  std::getline(in, first);
  CHECK(nlohmann::json::parse(first).at("source") == "petitions.csv");
}

TEST_CASE("a mistake in a mapping is named where it stands", "[cli]") {
  ScratchFolder folder;
  const std::string table = folder.file("t.csv", "number,asked\n1,2025-01-01\n");
  const auto import = [&](const std::string& mapping) {
    return run_program({"import", "csv", table, "--mapping", folder.file("m.yaml", mapping)}, "en");
  };
  const std::string rest = "zone: Asia/Shanghai\ncase: \"{number}\"\nevents:\n  - {event: e, open: c, at: \"{asked}\", by: 系统}\n";
  CHECK(import("columns: [number, asked]\n" + rest).code == 0);
  const auto says = [](const Result& result, std::string_view words) {
    CAPTURE(result.err);
    CHECK(result.code == 2);
    CHECK(unwrapped(result.err).find(words) != std::string::npos);
  };
  says(import("columns: [number, asked]\nnote: []\n" + rest), "there is no key `note`; did you mean `notes`?");
  says(import("columns: [number]\n" + rest), "`columns` has no column `asked`");
  says(import("columns: [number, asked, place]\n" + rest), "has no column `place`");
  says(import(rest), "the key `columns` is missing");
}

TEST_CASE("duties says who owes what on a day, and what of it is done", "[cli][duties]") {
  const std::string pack = "tests/cli/packs/duties", done = "tests/cli/data/done.csv";
  check_both("duties-day", {"duties", pack, "--on", "2026-09-18", "--done", done});
  check_both("duties-grid", {"duties", pack, "--on", "2026-09-18", "--done", done, "--grid", "990101101001001"});
  check_both("duties-campaign", {"duties", pack, "--on", "2026-09-25", "--class", "地"});
  check_golden("duties-day.csv", run_program({"duties", pack, "--on", "2026-09-18", "--done", done, "--csv"}).out);
  check_golden("duties-day.json", run_program({"duties", pack, "--on", "2026-09-18", "--done", done, "--json"}).out);
  CHECK(run_program({"职责", pack, "－－日期＝2026-09-18", "--部门", "民政局"}).out ==
        run_program({"duties", pack, "--on", "2026-09-18", "--department", "civil-affairs"}).out);
}

TEST_CASE("duties says what fell due and was not done", "[cli][duties]") {
  const std::string pack = "tests/cli/packs/duties", done = "tests/cli/data/done.csv";
  check_both("duties-missed", {"duties", pack, "--on", "2026-09-18", "--missed", "--since", "2026-09-01", "--done", done});
  check_golden("duties-missed.json",
               run_program({"duties", pack, "--on", "2026-09-18", "--missed", "--since", "2026-09-01", "--done", done, "--json"}).out);
  check_both("duties-by-grid", {"duties", pack, "--on", "2026-09-18", "--missed", "--since", "2026-09-01", "--done", done, "--by", "grid"});
  check_both("duties-effects", {"duties", pack, "--on", "2026-09-18", "--missed", "--since", "2026-09-12", "--done", done, "--effects"});
  check_golden("duties-effects.json", run_program({"duties", pack, "--on", "2026-10-02", "--missed", "--since", "2026-09-30", "--effects",
                                                   "--json"}).out);
  check_golden("duties-by-town.csv", run_program({"职责", pack, "--日期", "2026-09-18", "--漏做", "--自", "2026-09-01", "--完成", done,
                                                  "--按", "镇", "--表格"}).out);
}

TEST_CASE("check --boundaries names overlaps, gaps and codes that are nobody's, with size and place", "[cli][geo]") {
  const std::string pack = "tests/cli/packs/duties";
  check_both("check-map-sound", {"check", pack, "--boundaries", "tests/cli/data/map-sound.geojson"});
  check_both("check-map-wrong", {"check", pack, "--boundaries", "tests/cli/data/map-wrong.geojson"}, 1);
  check_both("check-map-none", {"check", pack, "--boundaries", "tests/cli/data/done.csv"}, 2);
}

TEST_CASE("duties lists each miss with its unit and period", "[cli][duties]") {
  const std::string pack = "tests/cli/packs/duties", done = "tests/cli/data/done.csv";
  check_both("duties-each", {"duties", pack, "--on", "2026-09-18", "--missed", "--since", "2026-09-14", "--done", done, "--each"});
  check_golden("duties-each.json", run_program({"duties", pack, "--on", "2026-09-18", "--missed", "--since", "2026-09-14", "--done", done, "--each",
                                                "--json"}).out);
  check_both("duties-each-of-what", {"duties", pack, "--on", "2026-09-18", "--each"}, 2);
}

TEST_CASE("5.3 What is found opens the case that the item or 发现 则 names, with item, unit, grid and words as facts; what is only collected opens none",
          "[cli][duties][5.3]") {
  const std::string pack = "tests/cli/packs/duties", found = "tests/cli/data/found.csv";
  check_golden("duties-findings.jsonl", run_program({"duties", pack, "--findings", found}).out);
  const Result mistakes = run_program({"duties", pack, "--findings", "tests/cli/data/found-mistakes.csv"});
  CHECK(mistakes.code == 1);
  check_golden("duties-findings-mistakes.txt", mistakes.out + mistakes.err);
  ScratchFolder folder;
  const std::string out = folder.file("opened.jsonl", "");
  CHECK(run_program({"职责", pack, "--发现", found, "--输出", out}).out == "发现 5 件：立件 4，只采集不立件 1\n");
}

TEST_CASE("duties lists the catalogue, and shows an item whole", "[cli][duties]") {
  const std::string pack = "tests/cli/packs/duties";
  check_both("duties-items", {"duties", pack, "--items"});
  check_both("duties-item", {"duties", pack, "--item", "人001"});
  check_golden("duties-items.json", run_program({"duties", pack, "--items", "--json"}).out);
}

TEST_CASE("roster says who is on duty, whose turn comes when, who takes the next case and why not the others", "[cli][roster]") {
  const std::string pack = "tests/cli/packs/roster", given = "tests/cli/data/roster.jsonl";
  check_both("roster-day", {"roster", pack, "--on", "2026-01-14"});
  check_both("roster-turns", {"roster", pack, "--roster", "lawyers", "--on", "2026-01-05", "--to", "2026-01-30"});
  check_both("roster-next", {"roster", pack, "--roster", "lawyers", "--on", "2026-01-14", "--next", "--events", given, "--until",
                             "2026-01-14T12:00", "--about", "乙局", "--skill", "劳动"});
  check_golden("roster-turns.csv", run_program({"roster", pack, "--on", "2026-01-05", "--to", "2026-01-07", "--csv"}).out);
  check_golden("roster-next.json", run_program({"roster", pack, "--roster", "律师值班", "--on", "2026-01-14", "--next", "--json"}).out);
  CHECK(run_program({"名册", pack, "--日期", "2026-01-14"}).out == run_program({"roster", pack, "--on", "2026-01-14"}).out);
  check_both("roster-no-day", {"roster", pack}, 2);
  check_both("roster-which", {"roster", pack, "--next", "--on", "2026-01-14"}, 2);
  check_both("roster-no-member", {"roster", pack, "--roster", "lawyers", "--next", "--on", "2026-01-14", "--exclude", "己六"}, 2);
  check_both("roster-none", {"roster", "tests/cli/packs/base", "--on", "2026-01-14"}, 2);
}

TEST_CASE("5.4c roster --check picks again for each case that was given, from a file or a ledger alike; refused events gave nobody anything",
          "[cli][roster]") {
  const std::string pack = "tests/cli/packs/roster", given = "tests/cli/data/roster.jsonl";
  check_both("roster-check", {"roster", pack, "--roster", "lawyers", "--check", "--events", given}, 1);
  const Result rows = run_program({"roster", pack, "--roster", "lawyers", "--check", "--events", given, "--json"});
  check_golden("roster-check.json", rows.out);
  ScratchFolder folder;
  const std::string ledger = folder.file("unused", "") + ".db";
  REQUIRE(run_program({"run", pack, "--events", given, "--ledger", ledger}).code == 0);
  CHECK(run_program({"roster", pack, "--roster", "lawyers", "--check", "--ledger", ledger, "--json"}).out == rows.out);
}

TEST_CASE("assess scores and ranks the units, shows what another pack would make of it, and draws a sample", "[cli][assess]") {
  const std::string pack = "tests/cli/packs/assess", candidate = "tests/cli/packs/assess-tight";
  const auto words = [&](std::vector<std::string> more) {
    std::vector<std::string> all{"assess", pack, "--events", cases, "--from", "2025-01-01", "--to", "2026-12-31"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  check_both("assess", words({}));
  check_both("assess-against", words({"--against", candidate}));
  check_both("assess-draw", words({"--draw", "1"}));
  check_golden("assess.json", run_program(words({"--json"})).out);
  check_golden("assess.csv", run_program(words({"--csv"})).out);
  check_golden("assess-against.json", run_program(words({"--against", candidate, "--json"})).out);
  CHECK(run_program({"考核", pack, "--事件", cases, "--自", "2025-01-01", "--至", "2026-12-31"}).out == run_program(words({})).out);
  check_both("assess-no-period", {"assess", pack, "--events", cases}, 2);
  check_both("assess-no-seed", words({"--draw", "x"}), 2);
  check_both("assess-none", {"assess", base, "--events", cases, "--from", "2025-01-01", "--to", "2026-12-31"}, 2);
  check_both("assess-which", words({"--by", "部门"}), 2);
  // Read from a ledger it is the same.
  ScratchFolder folder;
  const std::string ledger = folder.file("unused", "") + ".db";
  REQUIRE(run_program({"run", pack, "--events", cases, "--ledger", ledger}).code == 0);
  CHECK(run_program({"assess", pack, "--ledger", ledger, "--from", "2025-01-01", "--to", "2026-12-31", "--json"}).out ==
        run_program(words({"--json"})).out);
}

TEST_CASE("what duties cannot answer is said, with a table's mistakes where they stand", "[cli][duties]") {
  const std::string pack = "tests/cli/packs/duties";
  check_both("duties-no-day", {"duties", pack}, 2);
  check_both("duties-no-unit", {"duties", pack, "--on", "2026-09-18", "--grid", "乙一格"}, 2);
  check_both("duties-no-duties", {"duties", base, "--on", "2026-09-18"}, 2);
  check_both("duties-done-mistakes", {"duties", pack, "--on", "2026-09-18", "--done", "tests/cli/data/wrong.csv"}, 1);
  CHECK(run_program({"duties", pack, "--item", "人009"}).code == 2);
  CHECK(run_program({"duties", pack, "--item", "screening"}).code == 2);
  CHECK(run_program({"duties", pack, "--item", "screening", "--on", "2026-09-18", "--csv"}).out.find("人001") == std::string::npos);
  CHECK(run_program({"duties", pack, "--on", "2026-09-18", "--class", "仁"}).code == 2);
  CHECK(run_program({"duties", pack, "--on", "9月18日"}).code == 2);
  CHECK(run_program({"duties", pack, "--on", "2026-09-18", "--missed"}).code == 2);
  CHECK(run_program({"duties", pack, "--on", "2026-09-18", "--by", "grid"}).code == 2);
  CHECK(run_program({"duties", pack, "--on", "2026-09-18", "--effects"}).code == 2);
  CHECK(run_program({"duties", pack, "--on", "2026-09-18", "--missed", "--since", "2026-09-01", "--by", "县"}).code == 2);
}

TEST_CASE("8.2 A migration is shown before it is made, is made once, and what stands in the way is said with a way out", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = folder / "ledger.db", now = "examples/migration/new";
  REQUIRE(run_program({"run", "examples/migration/old", "--events", "examples/migration/events.jsonl", "--until", "2026-09-18T08:00", "--ledger", ledger}).code == 0);
  const auto entries_in = [&] { return nlohmann::json::parse(run_program({"ledger", "stats", ledger, "--json"}).out).at("entries").get<int>(); };
  const int before = entries_in();
  const std::vector<std::string> plan = {"migrate", ledger, now, "--at", "2026-09-18T09:00", "--plan"};
  check_both("migrate-plan", plan);
  const Result json = run_program({"迁移", ledger, now, "--时刻", "2026-09-18T09:00", "--预演", "--机读"});
  check_golden("migrate-plan.json", nlohmann::ordered_json::parse(json.out).dump(2) + "\n");
  check_both("migrate-too-early", {"migrate", ledger, now, "--at", "2026-09-17T09:00"}, 1);

  // A pack whose block forgets a stage, and has no place for what is open under one deadline.
  check_both("migrate-in-the-way", {"migrate", ledger, "tests/cli/packs/unmoved", "--at", "2026-09-18T09:00"}, 1);
  CHECK(entries_in() == before);

  const Result done = run_program({"migrate", ledger, now, "--at", "2026-09-18T09:00", "--by", "云桥镇"}, "en");
  CHECK(done.code == 0);
  CHECK(done.out.starts_with("6 cases came under 物业报修 2\n"));
  const Result again = run_program({"migrate", ledger, now, "--at", "2026-09-18T09:00", "--json"}, "en");
  CHECK(again.code == 0);
  CHECK(nlohmann::json::parse(again.out).at("already") == 6);
  CHECK(nlohmann::json::parse(again.out).at("moves") == 0);
  check_both("migrate-nothing", {"migrate", ledger, now, "--at", "2026-09-18T09:00"});
  CHECK(nlohmann::json::parse(run_program({"ledger", "verify", ledger, "--fold", "--json"}).out).at("whole") == true);

  // The entries say it; what is asked of the events goes by one pack from beginning to end.
  const std::string table = folder / "entries.csv";
  REQUIRE(run_program({"ledger", "export", ledger, "--format", "csv", "-o", table}, "zh").code == 0);
  std::ifstream entries(table);
  const std::string rows(std::istreambuf_iterator<char>(entries), {});
  CHECK(rows.find(",转到规则 2,2,云桥镇,") != std::string::npos);
  CHECK(rows.find(",待回访,") != std::string::npos);
  CHECK(run_program({"explain", now, "--ledger", ledger, "BX-2026-0004", "--at", "2026-09-19"}).out.find("转到新规则 1 -> 2") != std::string::npos);
  CHECK(run_program({"dry-run", "examples/migration/old", now, "--ledger", ledger}).code == 0);
  CHECK(run_program({"migrate", ledger}).code == 2);
  CHECK(run_program({"migrate", ledger, now, "--at", "明天"}).code == 2);
  CHECK(run_program({"migrate", ledger, now, "--by", "没有的单位"}).code == 2);
  CHECK(run_program({"migrate", folder / "none.db", now, "--plan"}).code == 2);
}

TEST_CASE("a file run into a ledger twice is in it once, and the ledger can be checked", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = folder / "ledger.db";
  const auto run = [&] {
    return run_program({"run", "rules/lanshan", "--events", "examples/lanshan/events.jsonl", "--ledger", ledger, "--json"}, "en");
  };
  const auto kept_of = [](const Result& result) {
    CAPTURE(result.err);
    REQUIRE(result.code == 0);
    const std::string last = result.out.substr(result.out.rfind('\n', result.out.size() - 2) + 1);
    return nlohmann::json::parse(last).at("summary").at("ledger");
  };
  const auto first = kept_of(run()), second = kept_of(run());
  CHECK(first.at("repeated") == 0);
  CHECK(first.at("accepted") == 17);
  CHECK(second.at("repeated") == 17);
  CHECK(second.at("entries") == first.at("entries"));

  const Result line = run_program({"ledger", "checkpoint", ledger, "--at", "2026-12-01"}, "en");
  CHECK(line.out.ends_with("2026-11-30T16:00:00Z\n"));
  const std::string kept = folder.file("checkpoints.txt", line.out);
  const Result good = run_program({"ledger", "verify", ledger, "--fold", "--checkpoint", kept, "--json"}, "en");
  CHECK(good.code == 0);
  CHECK(nlohmann::json::parse(good.out).at("whole") == true);
  CHECK(nlohmann::json::parse(good.out).at("folded") == 3);
  CHECK(nlohmann::json::parse(run_program({"ledger", "stats", ledger, "--json"}).out).at("cases") == 3);
  for (const std::string lang : {"zh", "en"}) {
    check_width(run_program({"ledger", "verify", ledger, "--fold"}, lang).out);
    check_width(run_program({"ledger", "stats", ledger}, lang).out);
  }

  // What it was told makes the same ledger again, and is what a dry-run and an explanation start from.
  const std::string told = folder / "told.jsonl", again = folder / "again.db";
  CHECK(run_program({"ledger", "export", ledger, "-o", told}).code == 0);
  CHECK(run_program({"run", "rules/lanshan", "--events", told, "--ledger", again}).code == 0);
  CHECK(nlohmann::json::parse(run_program({"ledger", "stats", again, "--json"}).out).at("entries") == first.at("entries"));
  const std::string told_again = folder / "told-again.jsonl";
  CHECK(run_program({"ledger", "export", again, "-o", told_again}).code == 0);
  const auto content = [](const std::string& path) {
    std::ifstream in(path);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  CHECK(content(told_again) == content(told));
  CHECK(run_program({"dry-run", "rules/lanshan", "rules/lanshan", "--ledger", ledger, "--fail-on-change"}).code == 0);
  CHECK(run_program({"explain", "rules/lanshan", "--ledger", ledger, "LS-2026-000123"}).code == 0);

  // Held to a checkpoint of another ledger it does not fit.
  const std::string other = folder / "other.db";
  CHECK(run_program({"run", "rules/lanshan", "--events", "examples/lanshan/events.jsonl", "--ledger", other}).code == 0);
  const Result bad = run_program({"ledger", "verify", other, "--checkpoint", kept}, "en");
  CHECK(bad.code == 1);
  CHECK(bad.out.find("another ledger") != std::string::npos);
  CHECK(run_program({"ledger", "verify", kept}, "en").code == 2);
  CHECK(run_program({"ledger", "verify", folder / "none.db"}, "en").code == 2);
  CHECK(run_program({"ledger", "burn", ledger}, "en").code == 2);
}

namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}
// A ledger's id is random, and every hash with it.
std::string without_hashes(const std::string& text) {
  return std::regex_replace(text, std::regex("[0-9a-f]{64}"), "HASH");
}
std::string personal_ledger(const ScratchFolder& folder) {
  std::string ledger = folder / "ledger.db";
  CHECK(run_program({"run", "tests/cli/packs/personal", "--events", "tests/cli/data/personal.jsonl", "--ledger", ledger}).code == 0);
  return ledger;
}

}  // namespace

TEST_CASE("a ledger exported whole and imported is the same ledger, and checkpoints fit it", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder);
  CHECK(run_program({"ledger", "erase", ledger, "--case", "甲-1", "--by", "区中心/窗口人员", "--reason", "本人要求", "--at", "2026-01-05"}).code == 0);
  const std::string whole = folder / "whole.jsonl", copy = folder / "copy.db", again = folder / "again.jsonl";
  CHECK(run_program({"ledger", "export", ledger, "--format", "whole", "-o", whole}).code == 0);
  CHECK(run_program({"台账", "导入", whole, "-o", copy}).code == 0);
  CHECK(run_program({"ledger", "export", copy, "--格式", "整本", "-o", again}).code == 0);
  CHECK(content_of(again) == content_of(whole));
  const auto checkpoint = [](const std::string& path) { return run_program({"ledger", "checkpoint", path, "--at", "2026-12-01"}).out; };
  CHECK(checkpoint(copy) == checkpoint(ledger));
  const Result verified = run_program({"ledger", "verify", copy, "--fold", "--checkpoint", folder.file("kept.txt", checkpoint(ledger))});
  INFO(verified.out << verified.err);
  CHECK(verified.code == 0);

  // What is wrong with a file is said with its line, and nothing is left behind.
  const std::string good = content_of(whole), new_ledger = folder / "new.db";
  const auto refused = [&](const std::string& name, const std::string& text) {
    const std::string path = folder.file("bad.jsonl", text);
    for (const std::string lang : {"zh", "en"}) {
      const Result result = run_program({"ledger", "import", path, "-o", new_ledger}, lang);
      CHECK(result.code == 2);
      check_width(result.err);
      // Where lines end depends on the length of the path; Chinese has no blank there.
      std::string said = with(unwrapped(result.err), path, "bad.jsonl");
      if (lang == "zh") std::erase(said, ' ');
      check_golden("import-" + name + "." + lang + ".txt", said + "\n");
      CHECK_FALSE(fs::exists(new_ledger));
      CHECK(folder.files_with("unfinished") == 0);
    }
  };
  refused("events", content_of("tests/cli/data/personal.jsonl"));
  refused("other", "case,type\n");
  refused("form", with(good, "{\"ledger\":1,", "{\"ledger\":2,"));
  refused("cut", good.substr(0, good.rfind("{\"end\"")));
  refused("forged", with(good, "\"kind\":3", "\"kind\":2"));
  refused("no-hex", with(good, "\"body\":\"0", "\"body\":\"x"));
  refused("missing", with(good, "\"number\":1", "\"no\":1"));
  const Result there = run_program({"ledger", "import", whole, "-o", ledger}, "en");
  CHECK(there.code == 2);
  CHECK(there.err.find("is there already") != std::string::npos);
}

TEST_CASE("the entries of a ledger are a table and an event log, with numbers of people hidden", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder);
  for (const std::string format : {"csv", "xes"}) {
    for (const std::string lang : {"zh", "en"}) {
      const std::string out = folder / "out";
      CHECK(run_program({"ledger", "export", ledger, "--format", format, "-o", out}, lang).code == 0);
      const std::string text = content_of(out);
      check_golden("ledger-entries." + lang + "." + format, without_hashes(text));
      CHECK(text.find("13800138000") == std::string::npos);
      CHECK(text.find("138****8000") != std::string::npos);
    }
    const std::string out = folder / "unmasked";
    CHECK(run_program({"ledger", "export", ledger, "--format", format, "-o", out, "--unmasked"}).code == 0);
    CHECK(content_of(out).find("13800138000") != std::string::npos);
  }
  CHECK(run_program({"ledger", "export", ledger, "--format", "xml", "-o", folder / "out"}).code == 2);
}

TEST_CASE("personal data is erased with who had it done and why, and the chain stays whole", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder);
  const auto erase = [&](const std::string& id, const std::string& by) {
    return run_program({"ledger", "erase", ledger, "--case", id, "--by", by, "--reason", "本人要求", "--at", "2026-01-05", "--json"}, "en");
  };
  CHECK(erase("乙-9", "区中心").code == 2);
  CHECK(erase("甲-1", "乌有镇").code == 2);
  CHECK(erase("甲-1", "区中心/县长").code == 2);
  CHECK(run_program({"ledger", "erase", ledger, "--case", "甲-1", "--by", "区中心"}).code == 2);
  CHECK(run_program({"ledger", "erase", ledger, "--case", "甲-1", "--by", "区中心", "--reason", "x", "--at", "2025-01-01"}).code == 2);
  CHECK(run_program({"ledger", "erase", ledger, "--case", "甲-1", "--by", "区中心", "--reason", "x", "--at", "2206-01-01"}).code == 2);  // yet to come
  CHECK(run_program({"ledger", "erase", folder / "none.db", "--case", "甲-1", "--by", "系统", "--reason", "x"}).code == 2);
  const Result done = erase("甲-1", "区中心/窗口人员");
  CHECK(done.code == 0);
  CHECK(nlohmann::json::parse(done.out).at("erased") == 1);
  const std::string out = folder / "out.csv";
  CHECK(run_program({"ledger", "export", ledger, "--format", "csv", "-o", out, "--unmasked"}).code == 0);
  CHECK(content_of(out).find("13800138000") == std::string::npos);
  CHECK(content_of(out).find("erasure") != std::string::npos);
  CHECK(content_of(ledger).find("13800138000") == std::string::npos);  // nor in the bytes of the file
  const Result verified = run_program({"ledger", "verify", ledger, "--fold", "--json"});
  CHECK(verified.code == 0);
  CHECK(nlohmann::json::parse(verified.out).at("erased") == 1);
}

TEST_CASE("doctor says what it measured and what killed writers left", "[cli]") {
  ScratchFolder folder;
  const Result result = run_program({"doctor", folder / "", "--kills", "3", "--json"}, "en");
  const auto found = nlohmann::json::parse(result.out);
  CHECK(result.code == 0);
  CHECK(found.at("kills") == 3);
  CHECK(found.at("lost") == 0);
  CHECK(found.at("damage") == "");
  CHECK(found.at("flush_median_us") > 0);
  CHECK(fs::is_empty(folder / ""));
  for (const std::string lang : {"zh", "en"}) check_width(run_program({"doctor", folder / "", "--kills", "1"}, lang).out);
}
