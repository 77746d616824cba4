#include "cli/cases.hpp"

#include <algorithm>
#include <ostream>

#include "cli/complaint.hpp"
#include "cli/ledgers.hpp"
#include "cli/table.hpp"
#include "sanhuan/record.hpp"

namespace sanhuan::cli {
namespace {

constexpr std::size_t problems_shown_max = 20;

void print_problems(const EventFile& file, const std::string& path, Session& session) {
  const Voice voice = session.voice;
  const std::size_t shown = std::min(file.problems.size(), problems_shown_max);
  for (std::size_t i = 0; i < shown; ++i) {
    const LineProblem& problem = file.problems[i];
    complain(session, both("{} 第 {} 行：{}", "{}:{}: {}", path, problem.line, voice(problem.what)));
  }
  if (file.problem_count > shown) {
    session.err << voice("      还有 {} 行有毛病，没有列出\n", "       and {} more lines that are not listed\n",
                         file.problem_count - shown);
  }
  warn(session, both("{} 有 {} 行没有用上，其余 {} 个事件照办", "{}: {} lines were left out; the other {} events stand",
                     path, file.problem_count, file.events));
}

// What the cases of a ledger were told, as a file would have it.
EventFile read_ledger(const std::string& path) {
  EventFile file;
  read_cases(*open_for_reading(path), [&](RecordedCase&& record) {
    for (const RecordedEvent& event : record.events) {
      ++file.events;
      file.assumed += event.assumed ? 1 : 0;
      file.last = std::max(file.last, event.at);
    }
    file.cases.push_back(std::move(record));
  });
  return file;
}

}  // namespace

std::optional<Instant> parse_written_instant(std::string text, Zone zone) {
  constexpr std::string_view wide_colon = "：";
  for (std::size_t at = 0; (at = text.find(wide_colon, at)) != std::string::npos;) {
    text.replace(at, wide_colon.size(), 1, ':');
  }
  return parse_instant(text, zone);
}

OpenedCases open_cases(const Arguments& arguments, Zone zone, Session& session) {
  OpenedCases result;
  const std::optional<std::string> ledger = arguments.value("ledger");
  const std::optional<std::string> path = arguments.has("events") ? arguments.value("events") : ledger;
  const bool from_ledger = !arguments.has("events") && ledger;
  if (!path) {
    result.code = wrong_usage(session, Text{"没有说事件在哪个文件：加 --事件 文件.jsonl",
                                            "it does not say where the events are: add --events FILE.jsonl"});
    return result;
  }
  result.path = *path;
  std::optional<Instant> until;
  if (const auto text = arguments.value("until")) {
    until = parse_written_instant(*text, zone);
    if (!until) {
      result.code = wrong_usage(session, both("看不懂时刻 `{}`；写作 2026-09-18T09:10 或 2026-09-18",
                                              "`{}` is no instant; write 2026-09-18T09:10 or 2026-09-18", *text));
      return result;
    }
  }
  EventFile file = from_ledger ? read_ledger(*path) : read_event_file(*path, zone);
  if (file.unusable) {
    result.code = unreadable(session, *path, *file.unusable);
    return result;
  }
  if (file.problem_count > 0) {
    if (arguments.has("strict")) {
      const LineProblem& first = file.problems.front();
      complain(session, both("{} 第 {} 行：{}", "{}:{}: {}", *path, first.line, session.voice(first.what)));
      complain(session, Text{"要求严格（--严格），所以没有往下做", "--strict: nothing was done"});
      result.code = ExitCode::usage;
      return result;
    }
    print_problems(file, *path, session);
    result.code = ExitCode::found;
    if (file.events == 0) {
      complain(session, both("{} 里没有一个能用的事件", "{} has not one event that can be used", *path));
      result.code = ExitCode::usage;
      return result;
    }
  }
  if (file.events == 0) {
    result.code = unreadable(session, *path, Text{"一个事件也没有", "there is not one event in it"});
    return result;
  }
  result.until = until.value_or(file.last);
  result.file = std::move(file);
  return result;
}

}  // namespace sanhuan::cli
