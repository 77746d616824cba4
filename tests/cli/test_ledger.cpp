// sanhuan ledger, where what it is given or what stands beside it is not as usual.

#include <nlohmann/json.hpp>

#include "sanhuan/ledger.hpp"
#include "tests/cli/program.hpp"

using namespace sanhuan::cli::tests;

namespace {

std::string personal_ledger(const ScratchFolder& folder) {
  std::string ledger = folder / "ledger.db";
  REQUIRE(run_program({"run", "tests/cli/packs/personal", "--events", "tests/cli/data/personal.jsonl", "--ledger", ledger}).code == 0);
  return ledger;
}

// An event file of one case.
std::string with_line(const std::string& id, const std::string& key = {}) {
  return R"({"case":")" + id + R"(","open":"petition","event":"register","at":"2026-02-10T09:10:00+08:00","by":{"unit":"区中心","role":"窗口人员"},)" +
         R"("facts":{"来源":"网上","所在网格":"甲格","承办单位":"甲街道"})" + (key.empty() ? "" : R"(,"id":")" + key + "\"") + "}\n";
}

}  // namespace

TEST_CASE("checkpoints are read with BOM, CRLF and blank lines like any", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder);
  std::string line = run_program({"ledger", "checkpoint", ledger, "--at", "2026-12-01"}).out;
  line.pop_back();
  for (const std::string& text : {"\xef\xbb\xbf" + line + "\n", line + "\r\n", "\xef\xbb\xbf" + line + "\r\n \r\n", line, "\xef\xbb\xbf\r\n\n\t" + line + " \r\n"}) {
    CAPTURE(text);
    const Result result = run_program({"ledger", "verify", ledger, "--checkpoint", folder.file("kept.txt", text), "--json"});
    CHECK(result.err == "");
    CHECK(result.code == 0);
    CHECK(nlohmann::json::parse(result.out).at("checkpoints") == 1);
  }
  const Result two = run_program({"ledger", "verify", ledger, "--checkpoint", folder.file("kept.txt", "\xef\xbb\xbf" + line + "\r\nx\r\n")}, "en");
  CHECK(two.code == 2);
  CHECK(two.err.find("line 2") != std::string::npos);
}

TEST_CASE("a file without a checkpoint is wrong input, and nothing is said to be whole", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder);
  for (const char* text : {"", "\n", "\xef\xbb\xbf", "\xef\xbb\xbf\r\n\r\n"}) {
    for (const std::string lang : {"zh", "en"}) {
      const Result result = run_program({"ledger", "verify", ledger, "--checkpoint", folder.file("kept.txt", text)}, lang);
      CHECK(result.code == 2);
      CHECK(result.out == "");
      check_width(result.err);
      CHECK(unwrapped(result.err).find(lang == "zh" ? "没有凭据" : "nothing was compared") != std::string::npos);
    }
  }
  CHECK(run_program({"ledger", "verify", ledger, "--checkpoint", folder / ""}).code == 2);
}

TEST_CASE("what doctor and stats warn of speaks of the ledger that was asked about, in the language asked for", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder);
  if (sanhuan::open_ledger(ledger)->info().caution.empty()) return;  // of other versions of SQLite there is nothing to say
  const auto caution = [](const std::vector<std::string>& words, const std::string& lang) {
    const std::string out = run_program(words, lang).out;
    CAPTURE(out);
    return nlohmann::json::parse(out).at("caution").get<std::string>();
  };
  for (const auto& words : {std::vector<std::string>{"doctor", ledger, "--kills", "1", "--json"}, {"ledger", "stats", ledger, "--json"}}) {
    const std::string zh = caution(words, "zh"), en = caution(words, "en");
    CHECK(zh.find("毛病") != std::string::npos);
    CHECK(zh.find(ledger + "-lock") != std::string::npos);
    CHECK(en.find("can damage a file") != std::string::npos);
    CHECK(en.find(ledger + "-lock") != std::string::npos);
  }
  for (const std::string lang : {"zh", "en"}) {
    const std::string about = caution({"doctor", folder / "", "--kills", "1", "--json"}, lang);
    CHECK(about.find("-lock") != std::string::npos);
    CHECK(about.find("self-test") == std::string::npos);
  }
}

TEST_CASE("an erasure says that the log still holds the value while a reader keeps it, and the next write that closes it empties it", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder), phone = "13800138000";
  const auto held = [&] { return content_of(ledger + "-wal").find(phone) != std::string::npos || content_of(ledger).find(phone) != std::string::npos; };
  REQUIRE(held());
  std::vector<Result> said;
  {
    sanhuan::LedgerOptions options;
    options.open = sanhuan::LedgerOptions::Open::read_only;
    const auto reader = sanhuan::open_ledger(ledger, options);
    reader->cases(1, [&](const sanhuan::CaseHead&) {  // an old state stays open as long as this takes
      said.push_back(run_program({"ledger", "erase", ledger, "--case", "甲-1", "--by", "系统", "--reason", "本人要求", "--at", "2026-01-05", "--json"}, "en"));
      CHECK(held());
      return false;
    });
  }
  REQUIRE(said.size() == 1);
  CHECK(said[0].code == 0);
  CHECK(nlohmann::json::parse(said[0].out).at("erased") == 1);
  CHECK(nlohmann::json::parse(said[0].out).at("in_log") == true);
  CHECK(said[0].err.starts_with("warning"));
  CHECK(unwrapped(said[0].err).find("next written to and closed") != std::string::npos);
  const std::string more = folder.file("more.jsonl", with_line("甲-3"));
  CHECK(run_program({"run", "tests/cli/packs/personal", "--events", more, "--ledger", ledger}).code == 0);
  CHECK_FALSE(held());
}

TEST_CASE("an erasure that nobody stands in the way of has nothing more to say", "[cli]") {
  ScratchFolder folder;
  const std::string ledger = personal_ledger(folder);
  const Result result = run_program({"ledger", "erase", ledger, "--case", "甲-1", "--by", "系统", "--reason", "本人要求", "--at", "2026-01-05", "--json"});
  CHECK(result.err == "");
  CHECK(nlohmann::json::parse(result.out).at("in_log") == false);
}

TEST_CASE("a line with too long a key or case number is left out by its number, and the others go on, with a ledger or not", "[cli]") {
  ScratchFolder folder;
  const std::string events = folder.file("events.jsonl", with_line("甲-1", "a") + with_line("甲-2", std::string(129, 'k')) +
                                                             with_line(std::string(257, 'i')) + with_line("甲-4", std::string(128, 'k')));
  for (const bool kept : {false, true}) {
    std::vector<std::string> words = {"run", "tests/cli/packs/personal", "--events", events, "--json"};
    if (kept) words.insert(words.end(), {"--ledger", folder / "ledger.db"});
    const Result result = run_program(words, "en");
    CAPTURE(kept, result.err);
    CHECK(result.code == 1);
    const std::string said = unwrapped(result.err);
    CHECK(said.find(":2: `id` has 129 bytes") != std::string::npos);
    CHECK(said.find(":3: `case` has 257 bytes") != std::string::npos);
    const std::string last = result.out.substr(result.out.rfind('\n', result.out.size() - 2) + 1);
    CHECK(nlohmann::json::parse(last).at("summary").at("cases") == 2);
    check_width(run_program(words, "zh").err);
  }
}
