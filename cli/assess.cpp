// sanhuan assess: how units did over a period, ranked; what another pack would make of it; the inspectors' sample.

#include <algorithm>
#include <charconv>

#include "cli/assess_print.hpp"
#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/days.hpp"
#include "cli/duty_file.hpp"
#include "cli/progress.hpp"
#include "cli/rules.hpp"

namespace sanhuan::cli {
namespace {

constexpr OptionName options[] = {{"events", "事件", true}, {"ledger", "台账", true},  {"until", "截止", true},   {"strict", "严格", false},
                                  {"from", "自", true},     {"to", "至", true},        {"by", "按", true},        {"done", "完成", true},
                                  {"against", "草案", true}, {"draw", "抽查", true},   {"csv", "表格", false}};

constexpr Text help = {
    R"(考核：一段时间里各单位按期、办成、满意的各有多少，折成分，排名次

用法  sanhuan 考核 规则包 --事件 文件.jsonl --自 2025-07-01 --至 2025-09-30
      sanhuan 考核 规则包 --草案 规则包 --事件 文件.jsonl --自 … --至 …
      sanhuan 考核 规则包 --抽查 种子 --事件 文件.jsonl --自 … --至 …

  指标、权重、加减分写在规则包里；数目都从办件的同一套规则算出来
  只考核单位，不考核信访人

选项
  --事件 --events 文件    事件文件
  --台账 --ledger 文件    或者台账
  --截止 --until 时刻     算到什么时候为止
  --严格 --strict         事件文件有一行看不懂就不往下做
  --自 --from 日期        考核期从哪天起
  --至 --to 日期          到哪天止
  --按 --by 考核          有几种考核的，说是哪一种
  --完成 --done 表.csv    常设职责做过什么（写法同 sanhuan 职责）
  --草案 --against 包     另一个规则包会排成什么样，并排看
  --抽查 --draw 种子      民情巡察员抽查哪几件；同样的种子抽出来一样
  --表格 --csv            打印 CSV
  --机读 --json           打印 JSON，一个单位一行

例
  sanhuan 考核 rules/lanshan --事件 examples/lanshan/events.jsonl \
    --按 镇街考核 --自 2026-07-01 --至 2026-09-30
)",
    R"(Assessment: how many were on time, done, content, unit by unit over a period;
scored and ranked

usage: sanhuan assess PACK --events FILE.jsonl --from 2025-07-01 --to 2025-09-30
       sanhuan assess PACK --against PACK --events FILE.jsonl --from … --to …
       sanhuan assess PACK --draw SEED --events FILE.jsonl --from … --to …

  Indicators, weights and points stand in the pack; all figures come from the
  same fold as the cases. Units are assessed, petitioners never.

options
  --events FILE         an event file
  --ledger FILE         or a ledger
  --until INSTANT       how far to go
  --strict              stop at a line that cannot be read
  --from DATE           the first day of the period
  --to DATE             its last day
  --by ASSESSMENT       which one, where the pack has several
  --done FILE.csv       what was done of standing duties (as for duties)
  --against PACK        what another pack would make of it, side by side
  --draw SEED           which cases the inspectors look at; the same seed draws
                        the same
  --csv                 print CSV, for spreadsheets
  --json                print JSON, a line for each unit

examples
  sanhuan assess rules/lanshan --events examples/lanshan/events.jsonl \
    --by towns --from 2026-07-01 --to 2026-09-30
)"};

const Assessment* find_assessment(const OpenedPack& pack, const std::optional<std::string>& wanted) {
  if (!wanted) return pack.assessments.size() == 1 ? &pack.assessments.front() : nullptr;
  for (const Assessment& a : pack.assessments)
    if (a.name == *wanted || a.key == *wanted) return &a;
  return nullptr;
}

ExitCode no_assessment(const std::string& path, const OpenedPack& pack, Session& session) {
  std::string names;
  for (const Assessment& a : pack.assessments) names += (names.empty() ? "" : "、") + a.name;
  if (names.empty()) complain(session, both("{} 里没有考核", "{} has no assessment", path));
  else complain(session, both("{} 里有 {}：用 --按 说是哪一种", "{} has {}: say which with --by", path, names));
  return ExitCode::usage;
}

// Nothing where the table of what was done cannot be used; that was said.
std::optional<Assessor> assess(const OpenedPack& pack, const Assessment& assessment, const OpenedCases& cases, AssessedPeriod period,
                               const std::optional<std::string>& done, Session& session) {
  Assessor assessor(pack.rulebook, assessment, period.from, period.to);
  Folder folder(pack.rulebook);
  Progress progress(session, cases.file->cases.size());
  for (const RecordedCase& record : cases.file->cases) {
    assessor.add(record.id, folder.fold(record, cases.until));
    progress.step();
  }
  progress.end();
  if (!done) return assessor;
  const auto book = std::make_shared<const DutyBook>(pack.rulebook);
  auto read = read_done(*done, *book, session);
  if (!read) return std::nullopt;
  assessor.add(DutyRecord(book, std::move(*read)), pack.rulebook->calendar().local_day(cases.until));
  return assessor;
}

ExitCode run_assess(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1)
    return wrong_usage(session, Text{"要写一个规则包，如 sanhuan 考核 rules/lanshan --事件 文件.jsonl --自 2025-07-01 --至 2025-09-30",
                                     "name one pack: sanhuan assess rules/lanshan --events FILE.jsonl --from 2025-07-01 --to 2025-09-30"});
  const OpenedPack pack = open_pack(arguments.positional[0], session);
  if (!pack.rulebook) return pack.code;
  const Assessment* const assessment = find_assessment(pack, arguments.value("by"));
  if (assessment == nullptr) return no_assessment(arguments.positional[0], pack, session);
  const Zone zone = pack.rulebook->calendar().zone();
  bool fine = true;
  const auto from = read_day(arguments, "from", zone, session, fine), to = read_day(arguments, "to", zone, session, fine);
  if (!fine) return ExitCode::usage;
  if (from && to && *to < *from)
    return wrong_usage(session, Text{"考核期止早于起", "the period ends before it begins"});
  if (!from || !to)
    return wrong_usage(session, Text{"没有说考核期：加 --自 2025-07-01 --至 2025-09-30", "it does not say the period: add --from 2025-07-01 --to 2025-09-30"});
  const OpenedCases cases = open_cases(arguments, zone, session);
  if (!cases.file) return cases.code;
  std::optional<RowFormat> rows;
  if (arguments.has("csv")) rows = RowFormat::csv;
  else if (session.json) rows = RowFormat::json;
  const AssessedPeriod period{*from, *to};
  const auto done = arguments.value("done");
  const auto assessed = assess(pack, *assessment, cases, period, done, session);
  if (!assessed) return ExitCode::found;

  if (const auto seed_text = arguments.value("draw")) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(seed_text->data(), seed_text->data() + seed_text->size(), seed);
    if (error != std::errc{} || end != seed_text->data() + seed_text->size())
      return wrong_usage(session, both("种子要是一个数，不是 `{}`", "a seed is a number, not `{}`", *seed_text));
    if (assessment->sample == 0) {
      complain(session, both("「{}」没有写抽查几件（sample）", "`{}` does not say how many are drawn (sample)", assessment->name));
      return ExitCode::usage;
    }
    print_sample(*assessed, *pack.rulebook, period, seed, rows, session);
    return cases.code;
  }
  const auto against = arguments.value("against");
  if (!against) {
    print_scores(*assessed, *pack.rulebook, period, rows, session);
    return cases.code;
  }
  const OpenedPack candidate = open_pack(*against, session);
  if (!candidate.rulebook) return candidate.code;
  const Assessment* const theirs = find_assessment(candidate, assessment->key);
  if (theirs == nullptr) return no_assessment(*against, candidate, session);
  const auto other = assess(candidate, *theirs, cases, period, done, session);
  if (!other) return ExitCode::found;
  print_changes(*assessed, *pack.rulebook, *other, *candidate.rulebook, period, rows, session);
  return cases.code;
}

}  // namespace

const Command assess_command = {
    "assess", "考核", {"考核单位：打分、排名、抽查", "how units did: scores, ranks, a sample"}, help, options, run_assess};

}  // namespace sanhuan::cli
