// sanhuan run: runs the cases of an event file under a pack, and says how each came out.

#include <algorithm>
#include <chrono>
#include <map>
#include <ostream>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/deadline_list.hpp"
#include "cli/deadline_totals.hpp"
#include "cli/json_text.hpp"
#include "cli/ledgers.hpp"
#include "cli/outcome_json.hpp"
#include "cli/progress.hpp"
#include "cli/rejections.hpp"
#include "cli/rules.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "sanhuan/record.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr OptionName options[] = {{"events", "事件", true}, {"until", "截止", true}, {"strict", "严格", false},
                                 {"ledger", "台账", true}};

constexpr std::size_t open_cases_shown = 10;

constexpr Text help = {
    R"(照规则把一批事项从头办一遍：每件到了哪个环节，哪个时限按期、哪个逾期

用法  sanhuan 运行 规则包 --事件 文件.jsonl

选项
  --事件 --events 文件    事件文件，一行一个事件，必写（写法见 docs/cli.md）
  --截止 --until 时刻     算到什么时候为止；不写是文件里最后一个时刻
  --严格 --strict         有一行看不懂就不往下做；不加时那一行不用，其余照办
  --台账 --ledger 文件    同时记入台账，没有就新建。中断了再运行一遍就接着做，
                          同一件事不会办两次
  --机读 --json           每件一行 JSON，最后一行是总数

例
  sanhuan 运行 rules/lanshan --事件 examples/lanshan/events.jsonl
  sanhuan 运行 rules/lanshan --事件 examples/lanshan/events.jsonl \
    --截止 2026-10-01
)",
    R"(Take cases through the rules from the beginning: where each one stands, which
deadlines were kept and which were not

usage: sanhuan run PACK --events FILE.jsonl

options
  --events FILE         one event a line; required (docs/cli.md has the form)
  --until INSTANT       how far to go; by default the last instant of the file
  --strict              stop at a line that cannot be read; without it that line
                        is left out and the others go on
  --ledger FILE         record it in a ledger too, made where it is missing.
                        Interrupted, run it again: it goes on, nothing twice
  --json                one line of JSON a case, then one with the sums

examples
  sanhuan run rules/lanshan --events examples/lanshan/events.jsonl
  sanhuan run rules/lanshan --events examples/lanshan/events.jsonl \
    --until 2026-10-01
)"};

struct OpenCase {
  std::string id, stage, deadline;
  Level level = Level::unknown;
  Instant due;
  bool breached = false;
};

// The nearest due of what is still owed; never() where nothing runs.
OpenCase nearest_due(const std::string& id, const CaseOutcome& outcome) {
  OpenCase result{id, outcome.stage_name, "", outcome.level, Instant::never(), false};
  for (const ObligationOutcome& o : outcome.obligations) {
    if (o.state != ObligationOutcome::State::open || o.right || o.unjudged || o.due >= result.due) continue;
    result.due = o.due;
    result.deadline = o.name;
    result.breached = o.breached;
  }
  return result;
}

struct Sums {
  std::uint64_t cases = 0, closed = 0, unopened = 0, events = 0, assumed = 0, rejected = 0, rejected_assumed = 0;
  std::uint64_t timers = 0, effects = 0, escalations = 0, breaches = 0;
  std::uint64_t children = 0, late = 0, persons = 0;
  Totals deadlines;  // only its deadlines and effects
  std::vector<OpenCase> open;

  // With the cases that it opened.
  void add(const std::string& id, const CaseOutcome& outcome) {
    ++cases;
    late += outcome.late ? 1 : 0;
    persons += outcome.persons;
    closed += outcome.closed ? 1 : 0;
    unopened += outcome.opened ? 0 : 1;
    events += outcome.events;
    assumed += outcome.assumed;
    rejected += outcome.rejected.size();
    for (const RejectedEvent& r : outcome.rejected) rejected_assumed += r.assumed ? 1 : 0;
    timers += outcome.timers;
    effects += outcome.effects.size();
    escalations += outcome.escalations.size();
    for (const RungOutcome& effect : outcome.effects) ++deadlines.effects[effect.kind];
    for (const ObligationOutcome& o : outcome.obligations) {
      if (o.right) continue;
      breaches += o.breached ? 1 : 0;
      count(o, deadlines.deadlines[o.key]);
    }
    if (outcome.opened && !outcome.closed) open.push_back(nearest_due(id, outcome));
    children += outcome.children.size();
    for (const auto& [tail, child] : outcome.children) add(id + "/" + tail, child);
  }
};

void print_json(const Rulebook& rulebook, const std::string& id, const CaseOutcome& outcome, std::ostream& out) {
  out << json_text(outcome_json(rulebook, id, outcome)) << "\n";
  for (const auto& [tail, child] : outcome.children) print_json(rulebook, id + "/" + tail, child, out);
}

Json summary(const Sums& sums, double seconds) {
  return {{"summary",
           {{"cases", sums.cases},
            {"events", sums.events},
            {"rejected", sums.rejected},
            {"timers", sums.timers},
            {"effects", sums.effects},
            {"breaches", sums.breaches},
            {"late", sums.late},
            {"persons", sums.persons},
            {"seconds", seconds}}}};
}

void print_open_cases(std::vector<OpenCase> open, Zone zone, Session& session) {
  const Voice voice = session.voice;
  if (open.empty()) return;
  std::ranges::stable_sort(open, {}, &OpenCase::due);
  const std::size_t shown = std::min(open.size(), open_cases_shown);
  session.out << (shown == open.size() ? voice("\n在办 {} 件（期限近的在前）\n", "\nopen cases: {}, nearest due first\n", shown)
                                       : voice("\n在办（期限近的在前，前 {} 件，共 {} 件）\n",
                                               "\nopen cases, nearest due first: {} of {}\n", shown, open.size()));
  Table table({Align::left, Align::left, Align::left, Align::left, Align::left});
  const auto text = [voice](Text t) { return std::string(voice(t)); };
  table.row({text({"编号", "case"}), text({"环节", "stage"}), text({"层级", "level"}), text({"时限", "deadline"}),
             text({"期限", "due"})});
  for (std::size_t i = 0; i < shown; ++i) {
    const OpenCase& c = open[i];
    const std::string due = c.due == Instant::never() ? "-" : show_end(c.due, zone, voice);
    table.row({c.id, c.stage, std::string(level_name(c.level, voice)), c.deadline.empty() ? "-" : c.deadline,
               c.breached ? due + text({" 已逾期", " overdue"}) : due});
  }
  session.out << table.text();
}

void print_for_people(const Rulebook& rulebook, const Sums& sums, const OpenedCases& cases, Session& session) {
  const Voice voice = session.voice;
  const Zone zone = rulebook.calendar().zone();
  session.out << voice("运行  {} {}，算到 {}\n\n", "run  {} {}, until {}\n\n", rulebook.name(), rulebook.version(),
                       show_instant(cases.until, zone, voice));
  Table table({Align::left, Align::left});
  std::string all = voice("{} 件：结案 {}，在办 {}，没有开立 {}", "{}: {} closed, {} open, {} never opened", sums.cases,
                          sums.closed, sums.open.size(), sums.unopened);
  if (sums.children > 0) all += voice("；其中另开的子件 {}", "; {} of them opened by another", sums.children);
  table.row({std::string(voice(Text{"事项", "cases"})), std::move(all)});
  table.row({std::string(voice(Text{"整件", "whole"})),
             voice("逾期 {} 件；涉及 {} 人次", "late: {}; persons: {}", sums.late, sums.persons)});
  table.row({std::string(voice(Text{"事件", "events"})),
             voice("{} 个：办成 {}，没有办成 {}；其中补入的 {} 个", "{}: {} accepted, {} not; {} of them assumed",
                   sums.events, sums.events - sums.rejected, sums.rejected, sums.assumed)});
  table.row({std::string(voice(Text{"到时", "timers"})),
             voice("{} 次；提级督办 {} 次", "{}; escalated {} times", sums.timers, sums.escalations)});
  std::string effects;
  for (const auto& [kind, n] : sums.deadlines.effects) {
    if (kind == "escalate") continue;  // counted above
    if (!effects.empty()) effects += voice(Text{"，", ", "});
    effects += fmt::format("{} {}", effect_name(kind, voice), n);
  }
  if (!effects.empty()) table.row({std::string(voice(Text{"效果", "effects"})), effects});
  session.out << table.text() << "\n";
  std::vector<std::string> keys;
  for (const DeadlineLine& line : deadlines_of(rulebook)) keys.push_back(line.key);
  session.out << totals_table(sums.deadlines, keys, voice)
              << voice(Text{"  逾期率 = 逾期 / (按期 + 逾期)\n", "  rate = breached / (kept + breached)\n"});
  print_open_cases(sums.open, zone, session);
}

struct Kept {  // in a ledger
  Recorded recorded;
  LedgerHead head;
};

// The same cases as a host would report them.
Kept keep(const std::string& path, const OpenedPack& pack, const OpenedCases& cases, Session& session) {
  const std::shared_ptr<Store> store = open_ledger(path);
  Instant first = cases.until;
  for (const RecordedCase& record : cases.file->cases)
    if (!record.events.empty()) first = std::min(first, record.events.front().at);
  DurableOptions durable;
  durable.stopwatch = stopwatch_ms;
  Engine engine({pack.rulebook}, store, first, durable);
  Progress progress(session, cases.file->events);
  std::size_t shown = 0;
  RecordOptions how;
  how.until = cases.until;
  how.progress = [&](std::size_t done) {
    for (; shown < done; ++shown) progress.step();
  };
  Kept kept;
  kept.recorded = record(engine, pack.rulebook, cases.file->cases, how);
  progress.end();
  kept.head = store->head();
  return kept;
}

Json as_json(const Kept& kept) {
  const Recorded& r = kept.recorded;
  return {{"events", r.events},     {"accepted", r.accepted}, {"refused", r.refused}, {"malformed", r.malformed},
          {"repeated", r.repeated}, {"timers", r.timers},     {"entries", kept.head.size}};
}

void print_kept(const std::string& path, const Kept& kept, Session& session) {
  const Recorded& r = kept.recorded;
  session.out << session.voice(
      "\n台账  {}：办成 {}，没有办成 {}，看不懂 {}，以前已经记过 {}；到时 {} 次；现有 {} 条\n",
      "\nledger {}: {} accepted, {} refused, {} not understood, {} known before;\n  {} timers; {} entries in all\n", path, r.accepted,
      r.refused, r.malformed, r.repeated, r.timers, kept.head.size);
}

ExitCode run_run(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1) {
    return wrong_usage(session, Text{"要写一个规则包，如 sanhuan 运行 rules/lanshan --事件 文件.jsonl",
                                     "name one pack: sanhuan run rules/lanshan --events FILE.jsonl"});
  }
  const OpenedPack pack = open_pack(arguments.positional[0], session);
  if (!pack.rulebook) return pack.code;
  if (!arguments.has("events"))
    return wrong_usage(session, Text{"没有说事件在哪个文件：加 --事件 文件.jsonl",
                                     "it does not say where the events are: add --events FILE.jsonl"});
  const OpenedCases cases = open_cases(arguments, pack.rulebook->calendar().zone(), session);
  if (!cases.file) return cases.code;

  const auto began = std::chrono::steady_clock::now();
  Folder folder(pack.rulebook);
  Sums sums;
  Rejections rejections;
  Progress progress(session, cases.file->cases.size());
  for (const RecordedCase& record : cases.file->cases) {
    const CaseOutcome outcome = folder.fold(record, cases.until);
    sums.add(record.id, outcome);
    rejections.add(record.id, outcome);
    if (session.json) print_json(*pack.rulebook, record.id, outcome, session.out);
    progress.step();
  }
  progress.end();
  const std::optional<std::string> ledger = arguments.value("ledger");
  std::optional<Kept> kept;
  if (ledger) kept = keep(*ledger, pack, cases, session);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  if (session.json) {
    Json last = summary(sums, took.count());
    if (kept) last["summary"]["ledger"] = as_json(*kept);
    session.out << json_text(last) << "\n";
  } else {
    print_for_people(*pack.rulebook, sums, cases, session);
    rejections.print(session.out, pack.rulebook->calendar().zone(), session.voice);
    if (kept) print_kept(*ledger, *kept, session);
  }
  if (rejections.malformed() == 0) return cases.code;
  rejections.complain_malformed(cases.path, *pack.rulebook, session);
  return ExitCode::found;
}

}  // namespace

const Command run_command = {
    "run", "运行", {"照规则把一批事项办一遍", "take cases through the rules"}, help, options, run_run};

}  // namespace sanhuan::cli
