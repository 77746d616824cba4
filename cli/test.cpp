// sanhuan test: runs the scenarios of a pack.

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/explain_print.hpp"
#include "cli/json_text.hpp"
#include "cli/outcome_json.hpp"
#include "cli/rules.hpp"
#include "cli/scenario_print.hpp"
#include "sanhuan/explain.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr OptionName options[] = {{"scenario", "情景", true}, {"why", "为什么"}};

constexpr Text help = {
    R"(测试规则包：把“情景”一个一个走一遍，核对的对不上就说出来

用法  sanhuan 测试 规则包

  规则包  一个有 pack.yaml 的文件夹；情景写在它的 .huan 文件里
  有情景没通过时退出码是 1

选项
  --情景 --scenario 名    只走名字里有这几个字的
  --为什么 --why          没通过的，把经过和期限怎么算的也打印出来
  --机读 --json           打印 JSON，一个情景一行

例
  sanhuan 测试 rules/lanshan
  sanhuan 测试 rules/lanshan --情景 退回 --为什么
)",
    R"(Test a rule pack: take each scenario step by step, and tell what does not come
out as its author says

usage: sanhuan test PACK

  PACK  a folder with a pack.yaml; scenarios stand in its .huan files
  The exit status is 1 where a scenario fails

options
  --scenario NAME       only those whose name holds these words
  --why                 for what failed, what happened and how dues were counted
  --json                print JSON, a line for each scenario

examples
  sanhuan test rules/lanshan
  sanhuan test rules/lanshan --scenario 退回 --why
)"};

Json as_json(const ScenarioResult& result, const std::vector<PackFile>& files, Voice voice) {
  const Zone zone = result.rulebook->calendar().zone();
  const auto path = [&](Place place) { return place.file < files.size() ? files[place.file].path : std::string(); };
  Json findings = Json::array();
  for (const ScenarioFinding& finding : result.findings)
    findings.push_back({{"file", path(finding.place)},
                        {"line", finding.place.line},
                        {"expected", finding.written},
                        {"found", found_text(finding, zone, voice)}});
  return {{"scenario", result.name},       {"file", path(result.place)},
          {"line", result.place.line},     {"passed", result.passed()},
          {"steps", result.steps},         {"expectations", result.expectations},
          {"findings", std::move(findings)}};
}

ExitCode run_test(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1) {
    return wrong_usage(session, Text{"要写一个规则包，如 sanhuan 测试 rules/lanshan",
                                     "name one pack: sanhuan test rules/lanshan"});
  }
  const Loaded loaded = load_pack(arguments.positional[0]);
  session.speak(loaded.language);
  if (!loaded.rulebook) {
    print_diagnostics(session.err, loaded.diagnostics, loaded.files, session.voice, session.color_errors);
    return loaded.unreadable ? ExitCode::usage : ExitCode::found;
  }
  const std::string wanted = arguments.value("scenario").value_or("");
  std::size_t run_count = 0, failed = 0, expectations = 0;
  for (const auto& scenario : loaded.scenarios) {
    if (name_of(*scenario).find(wanted) == std::string_view::npos) continue;
    const ScenarioResult result = run(*scenario);
    ++run_count;
    expectations += result.expectations;
    failed += result.passed() ? 0 : 1;
    if (session.json) {
      session.out << json_text(as_json(result, loaded.files, session.voice)) << "\n";
      continue;
    }
    print_scenario(result, loaded.files, session);
    if (!result.passed() && arguments.has("why"))
      print_explanation(explain(result.rulebook, result.file, result.until), session);
  }
  if (run_count == 0) {
    complain(session, loaded.scenarios.empty()
                          ? both("{} 里没有情景", "{} has no scenarios", arguments.positional[0])
                          : both("没有名字里有「{}」的情景", "no scenario has \"{}\" in its name", wanted));
    return ExitCode::usage;
  }
  if (!session.json) {
    session.out << (failed == 0
                        ? session.voice("{} 个情景都通过了，核对了 {} 处。\n", "{} scenarios passed, {} expectations.\n",
                                        run_count, expectations)
                        : session.voice("{} 个情景，{} 个没有通过。\n", "{} scenarios, {} of them failed.\n", run_count, failed));
  }
  return failed == 0 ? ExitCode::done : ExitCode::found;
}

}  // namespace

const Command test_command = {
    "test", "测试", {"走一遍规则包里的情景，核对结果", "run a pack's scenarios"}, help, options, run_test};

}  // namespace sanhuan::cli
