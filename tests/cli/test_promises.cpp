// check: what is said of promises, and that a counter-example comes to the same end when it is run as a scenario.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/command_line.hpp"

using namespace sanhuan::cli;
namespace fs = std::filesystem;

namespace {

const std::string pack = "tests/cli/packs/promises";

struct Result {
  int code = 0;
  std::string out, err;
};

Result run_program(const std::vector<std::string>& words) {
  std::istringstream in;
  std::ostringstream out, err;
  const auto environment = [](const char* name) { return std::string(name) == "LANG" ? "zh" : ""; };
  const ExitCode code = run_command_line(words, Surroundings{out, err, environment, false, false, &in});
  return {static_cast<int>(code), out.str(), err.str()};
}

std::string content(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

// The pack with one more file of rules, elsewhere.
class Copy {
 public:
  explicit Copy(const std::string& more) : folder_(fs::temp_directory_path() / ("sanhuan-promises-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    for (const char* name : {"org.yaml", "process.huan"}) fs::copy(fs::path(pack) / name, folder_ / name, fs::copy_options::overwrite_existing);
    std::string manifest = content(fs::path(pack) / "pack.yaml");
    const auto change = [&](const std::string& from, const std::string& to) { manifest.replace(manifest.find(from), from.size(), to); };
    change("../../../../rules/calendars/cn", fs::relative(SANHUAN_SOURCE_DIR "/rules/calendars/cn", folder_).generic_string());
    change("[process.huan]", "[process.huan, more.huan]");
    std::ofstream(folder_ / "pack.yaml") << manifest;
    std::ofstream(folder_ / "more.huan") << more;
  }
  ~Copy() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string path() const { return folder_.string(); }

 private:
  fs::path folder_;
};

}  // namespace

TEST_CASE("check proves each promise and says what breaks it", "[cli][promises]") {
  const Result result = run_program({"check", pack, "--years", "2026"});
  CHECK(result.code == 1);
  CHECK(result.out.find("  成立      件件有着落") != std::string::npos);
  CHECK(result.out.find("  成立      事事有回音") != std::string::npos);
  CHECK(result.out.find("  不成立    不必催") != std::string::npos);
  CHECK(result.out.find("  不成立    人多的当面谈") != std::string::npos);
  CHECK(run_program({"check", pack, "--no-proofs"}).code == 0);
  const Result bounded = run_program({"check", pack, "--states", "50"});
  CHECK(bounded.out.find("  未能判定  事事有回音") != std::string::npos);
  CHECK(run_program({"check", pack, "--states", "many"}).code == 2);
  CHECK(run_program({"check", pack, "--years", "last"}).code == 2);
}

TEST_CASE("check --json gives each verdict with its states and its counter-example", "[cli][promises]") {
  const auto found = nlohmann::json::parse(run_program({"check", pack, "--json", "--years", "2026"}).out);
  const auto& promises = found["promises"];
  REQUIRE(promises.size() == 4);
  CHECK(promises[0]["name"] == "件件有着落");
  CHECK(promises[0]["holds"] == true);
  CHECK(promises[0]["states"] > 1);
  CHECK(promises[0]["counterexample"].is_null());
  CHECK(promises[2]["holds"] == false);
  CHECK(promises[2]["counterexample"]["steps"].size() >= 1);
  const auto bounded = nlohmann::json::parse(run_program({"check", pack, "--json", "--states", "50"}).out);
  CHECK(bounded["promises"][1]["holds"].is_null());
}

TEST_CASE("9.3 A counter-example written as a scenario runs to the same end", "[cli][promises]") {
  const std::string file = (fs::temp_directory_path() / ("sanhuan-broken-" + std::to_string(::getpid()) + ".huan")).string();
  REQUIRE(run_program({"check", pack, "--years", "2026", "--counterexample", file}).code == 1);
  const std::string scenarios = content(file);
  fs::remove(file);
  CHECK(scenarios.find("情景 违背：不必催\n") != std::string::npos);
  CHECK(scenarios.find("情景 违背：人多的当面谈\n") != std::string::npos);
  CHECK(scenarios.find("  核对 违背 不必催\n") != std::string::npos);
  const Result same = run_program({"test", Copy(scenarios).path()});
  CAPTURE(scenarios, same.out, same.err);
  CHECK(same.code == 0);
  // Without the line that says so, the scenario fails for the promise.
  std::string silent = scenarios;
  for (const std::string name : {"不必催", "人多的当面谈"}) {
    const std::string line = "  核对 违背 " + name + "\n";
    silent.erase(silent.find(line), line.size());
  }
  const Result told = run_program({"test", Copy(silent).path()});
  CHECK(told.code == 1);
  CHECK(told.out.find("违背了承诺「不必催」") != std::string::npos);
}
