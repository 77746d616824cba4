// sanhuan check: loads a pack and says everything that is wrong with it.

#include <algorithm>
#include <map>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/boundary_file.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/rules.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr OptionName options[] = {{"boundaries", "边界", true}};

constexpr Text help = {
    R"(校验规则包：读进来，查名称、类型、时限和流程，有错的逐条指出行、列和改法

用法  sanhuan 校验 规则包

  规则包  一个有 pack.yaml 的文件夹
  有错误时退出码是 1；只有提醒时是 0

选项
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
  The exit status is 1 where there are errors, 0 where there are only warnings

options
  --boundaries FILE     check the map of units as well: GeoJSON, each area with
                        its code; overlaps and gaps with their size and place
  --json                print JSON

examples
  sanhuan check rules/lanshan
  sanhuan check rules/petition-regulation --json
)"};

Json as_json(const Loaded& loaded, Voice voice) {
  Json errors = Json::array(), warnings = Json::array(), hints = Json::array();
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    Json& list = diagnostic.severity == Severity::error     ? errors
                 : diagnostic.severity == Severity::warning ? warnings
                                                            : hints;
    list.push_back(as_json(diagnostic, loaded.files, voice));
  }
  return {{"errors", std::move(errors)},
          {"warnings", std::move(warnings)},
          {"hints", std::move(hints)},
          {"promises", Json::array()}};
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
ExitCode check_boundaries(const std::string& path, const Organisation& organisation, Session& session) {
  const auto boundaries = read_boundaries(path, session);
  if (!boundaries) return ExitCode::usage;
  std::map<UnitId, std::vector<Boundary>> below;  // by parent
  std::map<Level, std::vector<Boundary>> of_level;
  std::size_t problems = 0;
  const auto tell = [&](const std::vector<CoverProblem>& found) {
    problems += found.size();
    for (const CoverProblem& p : found) complain(session, Both{problem_text(p, organisation, Voice(Language::zh)), problem_text(p, organisation, Voice(Language::en))});
  };
  for (const Boundary& boundary : *boundaries) {
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
  for (const Boundary& whole : *boundaries) {
    const auto parts = below.find(organisation.find(whole.code));
    if (parts != below.end()) tell(gaps(whole, parts->second));
  }
  if (!session.json) session.out << session.voice("边界：{} 块，有问题的 {} 处\n", "boundaries: {}; problems: {}\n", boundaries->size(), problems);
  return problems == 0 ? ExitCode::done : ExitCode::found;
}

ExitCode run_check(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1) {
    return wrong_usage(session, Text{"要写一个规则包，如 sanhuan 校验 rules/lanshan",
                                     "name one pack: sanhuan check rules/lanshan"});
  }
  const Loaded loaded = load_pack(arguments.positional[0]);
  if (session.json) {
    session.out << as_json(loaded, session.voice).dump() << "\n";
  } else {
    print_diagnostics(session.err, loaded.diagnostics, loaded.files, session.voice, session.color_errors);
    if (!loaded.unreadable) print_closing_line(loaded, session);
  }
  if (loaded.unreadable) return ExitCode::usage;
  if (!loaded.rulebook) return ExitCode::found;
  const auto boundaries = arguments.value("boundaries");
  return boundaries ? check_boundaries(*boundaries, loaded.rulebook->organisation(), session) : ExitCode::done;
}

}  // namespace

const Command check_command = {"check",
                               "校验",
                               {"校验规则包，有错的指出行、列和改法", "check a rule pack"},
                               help,
                               options,
                               run_check};

}  // namespace sanhuan::cli
