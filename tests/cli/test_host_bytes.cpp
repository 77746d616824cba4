// What a host submits through the library is bytes: ids, keys and texts that are no text must not end any command.

#include <regex>

#include <nlohmann/json.hpp>

#include "sanhuan/pack.hpp"
#include "sanhuan/record.hpp"
#include "tests/cli/program.hpp"

using namespace sanhuan::cli::tests;

namespace {

constexpr const char* pack = "tests/cli/packs/personal";
const std::string odd_id = "甲\xff\x01", odd_key = "k\xff\xfe", odd_text = "话\xe7\x94没说完\x01";
constexpr std::string_view replacement = "\xef\xbf\xbd";

std::string ledger_with(const ScratchFolder& folder, const std::string& id, const std::string& key, const std::string& text) {
  const auto loaded = sanhuan::load_pack(pack);
  REQUIRE(loaded.rulebook);
  const sanhuan::Instant at = *sanhuan::parse_instant("2025-09-30T09:10:00+08:00", sanhuan::Zone{});
  sanhuan::RecordedCase one{id, {}, {}, {}};
  sanhuan::RecordedEvent& event = one.events.emplace_back();
  event.at = at;
  event.open = "petition";
  event.event = "register";
  event.by = {"区中心", "窗口人员"};
  event.facts = {{"来源", "来访"}, {"所在网格", "甲格"}, {"承办单位", "甲街道"}, {"电话", text}};
  event.key = key;
  std::string path = folder / "host.db";
  sanhuan::Engine engine({loaded.rulebook}, sanhuan::open_ledger(path), at);
  const auto recorded = sanhuan::record(engine, loaded.rulebook, std::span(&one, 1), {at, 500, {}});
  REQUIRE(recorded.accepted == 1);
  return path;
}

bool are_valid_json(const std::string& text) {
  std::istringstream lines(text);
  bool valid = true;
  for (std::string line; std::getline(lines, line);) valid &= !nlohmann::json::parse(line, nullptr, false).is_discarded();
  return valid;
}

}  // namespace

TEST_CASE("an id, a key and a text that are not UTF-8 end no command, and stand as U+FFFD in JSON", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = ledger_with(folder, odd_id, odd_key, odd_text);
  const std::vector<std::vector<std::string>> all = {
      {"explain", pack, "--ledger", ledger},    {"dry-run", pack, pack, "--ledger", ledger},
      {"ledger", "verify", ledger, "--fold"},   {"ledger", "stats", ledger},
      {"explain", pack, "--ledger", ledger, odd_id}, {"migrate", ledger, pack, "--plan"}};
  for (std::vector<std::string> words : all) {
    words.emplace_back("--json");
    const Result result = run_program(words);
    CAPTURE(words, result.out, result.err);
    CHECK(result.code == 0);
    CHECK(are_valid_json(result.out));
    words.pop_back();
    if (words.size() != 4 || words[0] != "explain") CHECK(run_program(words).code == 0);
  }
  CHECK(run_program({"explain", pack, "--ledger", ledger, "--json"}).out.find(replacement) != std::string::npos);
}

TEST_CASE("an export says once, in both languages, that something in it could not be written as it was", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = ledger_with(folder, odd_id, odd_key, odd_text), out = folder / "out";
  for (const std::string format : {"events", "csv", "xes"}) {
    for (const std::string lang : {"zh", "en"}) {
      const Result result = run_program({"ledger", "export", ledger, "--format", format, "-o", out, "--unmasked"}, lang);
      CAPTURE(format, lang, result.err);
      CHECK(result.code == 0);
      check_width(result.err);
      CHECK(result.err.find("U+FFFD") != std::string::npos);
      CHECK(result.err.find("U+FFFD") == result.err.rfind("U+FFFD"));
      CHECK(result.err.starts_with(lang == "zh" ? "提醒" : "warning"));
      const std::string text = content_of(out);
      CHECK(text.find("话" + std::string(replacement)) != std::string::npos);
      for (const char* bytes : {"\xff", "\xfe", "\xe7\x94没"}) CHECK(text.find(bytes) == std::string::npos);
      if (format == "events") CHECK(are_valid_json(text));
      if (format == "xes") CHECK(text.find('\x01') == std::string::npos);
    }
  }
}

TEST_CASE("XML holds no character that it forbids, and what it may hold stands as it is", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = ledger_with(folder, "甲-1", "k", "\x01\x1b\xef\xbf\xbf" "甲\t\n\x7f\xf0\xa0\xae\xb7<");
  const std::string out = folder / "out";
  const Result result = run_program({"ledger", "export", ledger, "--format", "xes", "-o", out, "--unmasked"}, "en");
  CHECK(result.code == 0);
  CHECK(result.err.find("U+FFFD") != std::string::npos);
  CHECK(content_of(out).find("value=\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd甲&#9;&#10;\x7f\xf0\xa0\xae\xb7&lt;\"") != std::string::npos);
}

TEST_CASE("an export of what is text says nothing, and one that is whole is exact whatever the bytes", "[cli]") {
  ScratchFolder folder;
  const std::string text = ledger_with(folder, "甲-1", "k-1", "写着 \xef\xbf\xbd 的"), out = folder / "out";
  for (const char* format : {"events", "csv", "xes", "whole"})
    CHECK(run_program({"ledger", "export", text, "--format", format, "-o", out}).err == "");
  ScratchFolder other;
  const std::string ledger = ledger_with(other, odd_id, odd_key, odd_text), copy = other / "copy.db", again = other / "again";
  const Result result = run_program({"ledger", "export", ledger, "--format", "whole", "-o", out});
  CHECK(result.code == 0);
  CHECK(result.err == "");
  CHECK(run_program({"ledger", "import", out, "-o", copy}).code == 0);
  CHECK(run_program({"ledger", "export", copy, "--format", "whole", "-o", again}).code == 0);
  CHECK(content_of(again) == content_of(out));
  CHECK(run_program({"ledger", "checkpoint", copy, "--at", "2026-01-01"}).out == run_program({"ledger", "checkpoint", ledger, "--at", "2026-01-01"}).out);
}

TEST_CASE("the command line makes text of JSON in one place, where no byte can end it", "[cli]") {
  const std::regex dumping(R"((\.|->)\s*dump\s*\()");
  for (const auto& file : fs::directory_iterator(fs::path(SANHUAN_SOURCE_DIR) / "cli")) {
    if (file.path().filename() == "json_text.cpp" || file.path().extension() == ".txt") continue;
    CAPTURE(file.path());
    CHECK_FALSE(std::regex_search(content_of(file.path().string()), dumping));
  }
}
