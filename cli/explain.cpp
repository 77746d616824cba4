// sanhuan explain: why a case is where it is, or what a diagnostic means.

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/explain_json.hpp"
#include "cli/explain_print.hpp"
#include "cli/json_text.hpp"
#include "cli/rules.hpp"
#include "cli/table.hpp"
#include "dsl/diagnostics/catalog.hpp"
#include "sanhuan/kinship.hpp"

namespace sanhuan::cli {
namespace {

constexpr OptionName options[] = {{"events", "事件", true}, {"at", "时刻", true}, {"strict", "严格", false},
                                  {"ledger", "台账", true}};

constexpr Text help = {
    R"(说明一件事项为什么在这里：每一步谁办的、依哪行规则、每个期限怎么数出来的；
或者说明一个错误码

用法  sanhuan 说明 规则包 --事件 文件.jsonl 编号
      sanhuan 说明 错误码

选项
  --事件 --events 文件    事件文件
  --台账 --ledger 文件    或者台账；两样写一样
  --时刻 --at 时刻        看那一刻的情形；不写是文件里最后一个时刻
  --机读 --json           打印 JSON；不写编号，每件事项一行

例
  sanhuan 说明 rules/lanshan --事件 examples/lanshan/events.jsonl \
    LS-2026-000123
  sanhuan 说明 E0203
)",
    R"(Why a case is where it is: who took each step, under which line of the rules
and on what basis, and how each due was counted; or what a diagnostic means

usage: sanhuan explain PACK --events FILE.jsonl CASE
       sanhuan explain CODE

options
  --events FILE         the event file
  --ledger FILE         or a ledger; one of the two
  --at INSTANT          how it stood then; by default at the file's last instant
  --json                print JSON; without a case, a line for each

examples
  sanhuan explain rules/lanshan --events examples/lanshan/events.jsonl \
    LS-2026-000123
  sanhuan explain E0203
)"};

bool is_code(std::string_view word) {
  return word.size() == 5 && std::string_view("EWHewh").find(word[0]) != std::string_view::npos &&
         std::ranges::all_of(word.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

// A code is explained without a place: what a message fills in there is left open.
std::string left_open(std::string_view message) {
  std::string text;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const bool slot = message[i] == '{' && i + 2 < message.size() && message[i + 2] == '}';
    text += slot ? "…" : message.substr(i, 1);
    if (slot) i += 2;
  }
  return text;
}

ExitCode explain_code(std::string code, Session& session) {
  if (code[0] >= 'a') code[0] = static_cast<char>(code[0] - 'a' + 'A');
  const dsl::CatalogEntry* entry = dsl::find_entry(code);
  if (entry == nullptr) return wrong_usage(session, both("没有 {} 这个错误码", "there is no diagnostic {}", code));
  const Voice voice = session.voice;
  const auto said = [&](std::string_view zh, std::string_view en) { return left_open(voice.chinese() ? zh : en); };
  if (session.json) {
    const nlohmann::ordered_json j = {{"code", entry->code},
                                      {"message", said(entry->zh, entry->en)},
                                      {"help", said(entry->help_zh, entry->help_en)},
                                      {"wrong", entry->wrong},
                                      {"right", entry->right}};
    session.out << json_text(j) << "\n";
    return ExitCode::done;
  }
  const auto example = [&](Text label, std::string_view text) {
    if (text.empty()) return;
    session.out << "\n" << voice(label) << "\n";
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      session.out << "    " << text.substr(0, end) << "\n";
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  };
  session.out << wrapped(std::string(entry->code) + "  ", said(entry->zh, entry->en));
  if (!entry->help_zh.empty()) {
    session.out << wrapped(std::string(voice(Text{"怎么改  ", "way out  "})), said(entry->help_zh, entry->help_en));
  }
  example({"错的写法", "wrong"}, entry->wrong);
  example({"对的写法", "right"}, entry->right);
  return ExitCode::done;
}

// A line for a case, then those of the cases that it opened, each followed by its own.
void print_family(const OpenedPack& pack, const RecordedCase& record, Instant at, const std::string& child, Session& session) {
  const Explanation explanation = explain(pack.rulebook, record, at, child);
  if (!child.empty() && !explanation.opened) return;
  session.out << json_text(explanation_json(explanation)) << "\n";
  for (const Moment& moment : explanation.timeline) {
    for (const ExplainedChange& change : moment.changes) {
      if (change.kind == ChangeKind::child) print_family(pack, record, at, child.empty() ? change.value : child + "/" + change.value, session);
    }
  }
}

ExitCode no_such_case(const EventFile& file, const std::string& id, Session& session) {
  std::vector<std::string_view> ids;
  for (const RecordedCase& record : file.cases) ids.push_back(record.id);
  const std::string_view near = ids.size() > 10'000 ? std::string_view() : nearest(id, ids);
  if (near.empty()) return wrong_usage(session, both("事件文件里没有编号 {}", "the event file has no case {}", id));
  return wrong_usage(session, both("事件文件里没有编号 {}；是不是 {}", "the event file has no case {}; did you mean {}?", id, near));
}

ExitCode run_explain(const Arguments& arguments, Session& session) {
  const std::vector<std::string>& named = arguments.positional;
  if (named.size() == 1 && is_code(named[0])) return explain_code(named[0], session);
  const bool all = named.size() == 1 && session.json;
  if (named.size() != 2 && !all) {
    return wrong_usage(session, Text{"要写规则包和事项编号，或者一个错误码，如 sanhuan 说明 E0203",
                                     "name a pack and a case, or a code: sanhuan explain E0203"});
  }
  const OpenedPack pack = open_pack(named[0], session);
  if (!pack.rulebook) return pack.code;
  const Zone zone = pack.rulebook->calendar().zone();
  const OpenedCases cases = open_cases(arguments, zone, session);
  if (!cases.file) return cases.code;
  Instant at = cases.until;
  if (const auto text = arguments.value("at")) {
    const std::optional<Instant> instant = parse_written_instant(*text, zone);
    if (!instant) {
      return wrong_usage(session, both("看不懂时刻 `{}`；写作 2026-09-18T09:10 或 2026-09-18",
                                       "`{}` is no instant; write 2026-09-18T09:10 or 2026-09-18", *text));
    }
    at = *instant;
  }
  if (all) {
    for (const RecordedCase& record : cases.file->cases) print_family(pack, record, at, {}, session);
    return cases.code;
  }
  const std::string_view root = root_of(named[1]), child = std::string_view(named[1]).substr(std::min(root.size() + 1, named[1].size()));
  const auto found = std::ranges::find(cases.file->cases, root, &RecordedCase::id);
  if (found == cases.file->cases.end()) return no_such_case(*cases.file, named[1], session);
  const Explanation explanation = explain(pack.rulebook, *found, at, child);
  if (!child.empty() && !explanation.opened) return no_such_case(*cases.file, named[1], session);
  if (session.json) {
    session.out << json_text(explanation_json(explanation)) << "\n";
  } else {
    print_explanation(explanation, session);
  }
  return cases.code;
}

}  // namespace

const Command explain_command = {
    "explain", "说明", {"一件事项为什么在这里，或一个错误码", "why a case is where it is, or a code"},
    help, options, run_explain};

}  // namespace sanhuan::cli
