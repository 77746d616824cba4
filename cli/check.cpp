// sanhuan check: loads a pack and says everything that is wrong with it.

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/rules.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr Text help = {
    R"(校验规则包：读进来，查名称、类型、时限和流程，有错的逐条指出行、列和改法

用法  sanhuan 校验 规则包

  规则包  一个有 pack.yaml 的文件夹
  有错误时退出码是 1；只有提醒时是 0

选项
  --机读 --json         打印 JSON

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
  return loaded.rulebook ? ExitCode::done : ExitCode::found;
}

}  // namespace

const Command check_command = {"check",
                               "校验",
                               {"校验规则包，有错的指出行、列和改法", "check a rule pack"},
                               help,
                               {},
                               run_check};

}  // namespace sanhuan::cli
