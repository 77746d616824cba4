// sanhuan check: loads a pack, says everything that is wrong with it, and proves its promises.

#include <algorithm>
#include <map>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/boundary_file.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/json_text.hpp"
#include "cli/output_file.hpp"
#include "cli/promise_print.hpp"
#include "cli/rules.hpp"
#include "cli/scenario_writer.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr OptionName options[] = {{"boundaries", "边界", true}, {"states", "状态", true}, {"years", "年份", true},
                                  {"counterexample", "反例", true}, {"no-proofs", "不证承诺"}};
constexpr unsigned states_max = 100'000'000;
constexpr unsigned year_max = 9998;

constexpr Text help = {
    R"(校验规则包：读进来，查名称、类型、时限和流程，有错的逐条指出行、列和改法

用法  sanhuan 校验 规则包

  规则包  一个有 pack.yaml 的文件夹
  承诺逐条核验：按规则允许的每一种走法走一遍，成立，不成立（举出有日期的反例），
  或者看不完（未能判定）
  有错误、有承诺不成立或者未能判定时退出码是 1；只有提醒时是 0

选项
  --状态 --states 数        一条承诺最多看多少种状态，默认 200000
  --年份 --years 年,年      在哪几年开立，默认公布了放假通知的最近三年
  --反例 --counterexample 文件
                          把反例写成情景；收进规则包，sanhuan 测试 照样走到头
  --不证承诺 --no-proofs    只校验，不核验承诺
  --边界 --boundaries 图  一并核对网格图：GeoJSON，每块有编码；交叉、缝隙各举出
                          多大、在哪里
  --机读 --json             打印 JSON

例
  sanhuan 校验 rules/lanshan
  sanhuan 校验 rules/petition-regulation --机读
)",
    R"(Check a rule pack: names, types, deadlines, processes; each mistake with its
line, column and the way out

usage: sanhuan check PACK

  PACK  a folder with a pack.yaml
  Its promises are proved: every run that the rules allow is looked at. A
  promise holds, is broken (by a run with dates), or is not decided
  The exit status is 1 where there are errors or a promise is not proved, 0
  where there are only warnings

options
  --states N            states to look at for one promise, 200000 unless told
  --years Y,Y           years of opening; unless told, the last three whose
                        holidays were published
  --counterexample FILE write what breaks promises as scenarios; among the
                        files of the pack, sanhuan test runs them to their end
  --no-proofs           leave the promises out
  --boundaries FILE     check the map of units as well: GeoJSON, each area with
                        its code; overlaps and gaps with their size and place
  --json                print JSON

examples
  sanhuan check rules/lanshan
  sanhuan check rules/petition-regulation --json
)"};

Json as_json(const Loaded& loaded, const std::vector<PromiseVerdict>& verdicts, Voice voice) {
  Json errors = Json::array(), warnings = Json::array(), hints = Json::array();
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    Json& list = diagnostic.severity == Severity::error     ? errors
                 : diagnostic.severity == Severity::warning ? warnings
                                                            : hints;
    list.push_back(as_json(diagnostic, loaded.files, voice));
  }
  Json promises = Json::array();
  for (const PromiseVerdict& verdict : verdicts) promises.push_back(as_json(*loaded.rulebook, verdict, voice));
  return {{"errors", std::move(errors)},
          {"warnings", std::move(warnings)},
          {"hints", std::move(hints)},
          {"promises", std::move(promises)}};
}

std::size_t lines_of(const std::vector<PackFile>& files) {
  std::size_t lines = 0;
  for (const PackFile& file : files) {
    lines += static_cast<std::size_t>(std::ranges::count(file.text, '\n'));
    if (!file.text.empty() && file.text.back() != '\n') ++lines;
  }
  return lines;
}

void print_closing_line(const Loaded& loaded, Session& session) {
  const auto count = [&](Severity severity) {
    return std::ranges::count(loaded.diagnostics, severity, &Diagnostic::severity);
  };
  const std::size_t lines = lines_of(loaded.files);
  if (loaded.rulebook) {
    session.out << session.voice("校验通过：{} {}，{} 个文件，{} 行；错误 0，提醒 {}。\n",
                                 "check passed: {} {}, {} files, {} lines; 0 errors, warnings: {}.\n",
                                 loaded.rulebook->name(), loaded.rulebook->version(), loaded.files.size(), lines,
                                 count(Severity::warning));
    return;
  }
  session.out << session.voice("校验没有通过：错误 {}，提醒 {}。读了 {} 个文件，{} 行。\n",
                               "check failed: errors: {}, warnings: {}; {} files, {} lines were read.\n",
                               count(Severity::error), count(Severity::warning), loaded.files.size(), lines);
}

std::string problem_text(const CoverProblem& p, const Organisation& organisation, Voice voice) {
  const auto name = [&](const std::string& code) {
    const UnitId unit = organisation.find(code);
    return unit ? organisation.unit(unit).name : code;
  };
  const std::string place = fmt::format("{:.6f},{:.6f}", p.where.longitude, p.where.latitude);
  switch (p.kind) {
    case CoverProblem::Kind::invalid:
      return voice("{} 的边界自己交叉了，或者围不成一块", "the boundary of {} crosses itself or is no area", name(p.one));
    case CoverProblem::Kind::overlap:
      return voice("{} 和 {} 交叉 {:.0f} 平方米，在 {}", "{} and {} overlap by {:.0f} square metres at {}", name(p.one), name(p.other), p.square_metres, place);
    case CoverProblem::Kind::gap:
      return voice("{} 里有缝隙 {:.0f} 平方米，在 {}", "{} has a gap of {:.0f} square metres at {}", name(p.one), p.square_metres, place);
    case CoverProblem::Kind::outside:
      return voice("{} 有 {:.0f} 平方米在 {} 外面，在 {}", "{0} lies outside of {2} by {1:.0f} square metres at {3}", name(p.one), p.square_metres, name(p.other), place);
  }
  return {};
}

// 无交叉、无缝隙: units of one level against each other, and each unit against those below it.
ExitCode check_boundaries(const std::vector<Boundary>& boundaries, const Organisation& organisation, Session& session) {
  std::map<UnitId, std::vector<Boundary>> below;  // by parent
  std::map<Level, std::vector<Boundary>> of_level;
  std::size_t problems = 0;
  const auto tell = [&](const std::vector<CoverProblem>& found) {
    problems += found.size();
    for (const CoverProblem& p : found) complain(session, Both{problem_text(p, organisation, Voice(Language::zh)), problem_text(p, organisation, Voice(Language::en))});
  };
  for (const Boundary& boundary : boundaries) {
    const UnitId id = organisation.find(boundary.code);
    if (!id) {
      ++problems;
      complain(session, both("图上的 {} 不是哪个单位的编码", "{} on the map is no unit's code", boundary.code));
      continue;
    }
    of_level[organisation.unit(id).level].push_back(boundary);
    if (const UnitId parent = organisation.unit(id).parent) below[parent].push_back(boundary);
  }
  for (const auto& [level, parts] : of_level) tell(overlaps(parts));
  for (const Boundary& whole : boundaries) {
    const auto parts = below.find(organisation.find(whole.code));
    if (parts != below.end()) tell(gaps(whole, parts->second));
  }
  if (!session.json) session.out << session.voice("边界：{} 块，有问题的 {} 处\n", "boundaries: {}; problems: {}\n", boundaries.size(), problems);
  return problems == 0 ? ExitCode::done : ExitCode::found;
}

// nullopt where an option is not understood: said already.
std::optional<ProofBounds> read_bounds(const Arguments& arguments, Session& session) {
  ProofBounds bounds;
  if (const auto text = arguments.value("states")) {
    const auto states = parse_count(*text, states_max);
    if (!states) {
      wrong_usage(session, both("状态数是 1 到 {} 的整数", "--states is a whole number from 1 to {}", states_max));
      return std::nullopt;
    }
    bounds.states_max = *states;
  }
  std::string_view rest = arguments.options.contains("years") ? std::string_view(arguments.options.find("years")->second) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.find("、"));
    const auto year = parse_count(rest.substr(0, end), year_max);
    if (!year) {
      wrong_usage(session, Text{"年份写成 2025,2026", "write the years as 2025,2026"});
      return std::nullopt;
    }
    bounds.years.push_back(static_cast<int>(*year));
    rest = end == rest.npos ? std::string_view() : rest.substr(end + (rest[end] == ',' ? 1 : std::string_view("、").size()));
  }
  return bounds;
}

// Each promise that is broken as a scenario of its own. Nothing is written where none is.
void write_counterexamples(const std::string& path, const Rulebook& rulebook, const std::vector<PromiseVerdict>& verdicts) {
  std::string text;
  for (const PromiseVerdict& v : verdicts)
    if (v.counterexample) text += (text.empty() ? "" : "\n") + scenario_text(rulebook, *v.counterexample, v.case_type);
  if (text.empty()) return;
  OutputFile file(path);
  file.stream() << text;
  file.commit();
}

ExitCode run_check(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1) {
    return wrong_usage(session, Text{"要写一个规则包，如 sanhuan 校验 rules/lanshan",
                                     "name one pack: sanhuan check rules/lanshan"});
  }
  const auto bounds = read_bounds(arguments, session);
  if (!bounds) return ExitCode::usage;
  std::optional<std::vector<Boundary>> boundaries;
  if (const auto path = arguments.value("boundaries"); path && !(boundaries = read_boundaries(*path, session))) return ExitCode::usage;
  const Loaded loaded = load_pack(arguments.positional[0]);
  session.speak(loaded.language);
  std::vector<PromiseVerdict> verdicts;
  if (loaded.rulebook && !arguments.has("no-proofs")) verdicts = prove(loaded.rulebook, *bounds);
  if (session.json) {
    session.out << json_text(as_json(loaded, verdicts, session.voice)) << "\n";
  } else {
    print_diagnostics(session.err, loaded.diagnostics, loaded.files, session.voice, session.color_errors);
    if (!loaded.unreadable) print_closing_line(loaded, session);
    if (loaded.rulebook) print_verdicts(*loaded.rulebook, verdicts, session);
  }
  if (loaded.unreadable) return ExitCode::usage;
  if (!loaded.rulebook) return ExitCode::found;
  if (const auto path = arguments.value("counterexample")) write_counterexamples(*path, *loaded.rulebook, verdicts);
  const bool proved = std::ranges::all_of(verdicts, [](const PromiseVerdict& v) { return v.holds.value_or(false); });
  const ExitCode covers = boundaries ? check_boundaries(*boundaries, loaded.rulebook->organisation(), session) : ExitCode::done;
  return proved ? covers : ExitCode::found;
}

}  // namespace

const Command check_command = {"check",
                               "校验",
                               {"校验规则包，核验它的承诺；有错的指出行、列和改法", "check a rule pack and prove its promises"},
                               help,
                               options,
                               run_check};

}  // namespace sanhuan::cli
