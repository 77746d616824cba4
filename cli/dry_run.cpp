// sanhuan dry-run: what a rule change would have done to real cases. Semantics 8.3.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <thread>
#include <vector>

#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/dry_run_json.hpp"
#include "cli/dry_run_page.hpp"
#include "cli/dry_run_print.hpp"
#include "cli/json_text.hpp"
#include "cli/output_file.hpp"
#include "cli/rules.hpp"

namespace sanhuan::cli {
namespace {

constexpr unsigned jobs_max = 256, shards_max = 100'000;

constexpr OptionName options[] = {{"events", "事件", true}, {"until", "截止", true},  {"strict", "严格", false},
                                  {"jobs", "并行", true},   {"shard", "分段", true},  {"out", "输出", true, 'o'},
                                  {"fail-on-change", "有变化即报", false}, {"ledger", "台账", true}};

constexpr Text help = {
    R"(试运行：同一批真实事项，按现行规则和草案各算一遍，看草案会多出什么、少了什么

用法  sanhuan 试运行 现行 草案 --事件 文件.jsonl
      sanhuan 试运行 合并 分段结果 ...

  现行、草案  两个规则包
  报告的头几行是一句话结论和前提，最后是要人来定的事

选项
  --事件 --events 文件    事件文件，一行一个事件
  --台账 --ledger 文件    或者用台账里报过的事件；两样写一样
  --截止 --until 时刻     算到什么时候为止；不写是文件里最后一个时刻
  --并行 --jobs 数        用几个线程；不写是机器有几个用几个，结果都一样
  --有变化即报 --fail-on-change
                          有一件结果变了，退出码就是 1
  --分段 --shard i/n      只算 n 段里的第 i 段（从 0 起），
  --输出 --out 文件       把这一段的结果写进文件；各段再用 合并 拼成一份报告
  --严格 --strict         有一行看不懂就不往下做
  --机读 --json           打印 JSON

例
  sanhuan 导入 csv examples/petitions/petitions.csv \
    --对照 examples/petitions/mapping.yaml -o build/petitions.jsonl
  sanhuan 试运行 examples/petitions/baseline examples/petitions/with-125 \
    --事件 build/petitions.jsonl
)",
    R"(The same real cases under the rules in force and under a candidate: what would
have come out differently

usage: sanhuan dry-run BASE CANDIDATE --events FILE.jsonl
       sanhuan dry-run merge PART ...

  BASE, CANDIDATE  two rule packs
  The first lines of the report give the verdict and what it rests on, the last
  ones what only a person can decide

options
  --events FILE         one event a line
  --ledger FILE         or what a ledger was told; one of the two
  --until INSTANT       how far to go; by default the last instant of the file
  --jobs N              threads; by default as many as the machine has. The
                        result is the same for any number
  --fail-on-change      exit status 1 if any case comes out differently
  --shard i/n           only the i-th of n shares, counted from 0,
  --out PART            with its result in a file; `merge` puts them together
  --strict              stop at a line that cannot be read
  --json                print JSON

examples
  sanhuan import csv examples/petitions/petitions.csv \
    --mapping examples/petitions/mapping.yaml -o build/petitions.jsonl
  sanhuan dry-run examples/petitions/baseline examples/petitions/with-125 \
    --events build/petitions.jsonl
)"};

struct Share {
  unsigned shard = 0, shards = 1;
};

// "i/n", i from 0.
std::optional<Share> parse_share(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<unsigned> shards = parse_count(text.substr(slash + 1), shards_max);
  const std::string_view first = text.substr(0, slash);
  const std::optional<unsigned> shard = first == "0" ? 0u : parse_count(first, shards_max);
  if (!shards || !shard || *shard >= *shards) return std::nullopt;
  return Share{*shard, *shards};
}

ExitCode finish(const DryRunPage& page, const Arguments& arguments, ExitCode code, Session& session) {
  if (session.json) {
    session.out << json_text(report_json(page.report)) << "\n";
  } else {
    print_page(page, session);
  }
  return arguments.has("fail-on-change") && page.report.changed > 0 ? ExitCode::found : code;
}

ExitCode write_part(const DryRunPart& part, const std::string& path, ExitCode code, Session& session) {
  OutputFile file(path);
  file.stream() << json_text(part_json(part)) << "\n";
  file.commit();
  session.err << session.voice("第 {} 段（共 {} 段）写进 {}：{} 件\n", "part {} of {} is in {}: {} cases\n", part.shard,
                               part.shards, path, part.page.report.cases);
  return code;
}

bool same_run(const DryRunPage& a, const DryRunPage& b) {
  return a.baseline.hash == b.baseline.hash && a.candidate.hash == b.candidate.hash && a.until == b.until &&
         a.header.notes == b.header.notes;
}

ExitCode merge_parts(const Arguments& arguments, Session& session) {
  const std::span<const std::string> paths = std::span(arguments.positional).subspan(1);
  if (paths.empty()) return wrong_usage(session, Text{"要写分段结果的文件", "name the parts to merge"});
  std::optional<DryRunPart> whole;
  std::vector<bool> seen;
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::error_code ignored;
    if (!in || std::filesystem::is_directory(path, ignored)) {
      return unreadable(session, path, Text{"打不开", "cannot be opened"});
    }
    std::ostringstream text;
    text << in.rdbuf();
    std::variant<DryRunPart, Both> read = read_part(text.str());
    if (const Both* problem = std::get_if<Both>(&read)) return unreadable(session, path, *problem);
    DryRunPart part = std::get<DryRunPart>(std::move(read));
    if (!whole) seen.resize(part.shards);
    if (part.shard >= seen.size() || part.shards != seen.size() || (whole && !same_run(whole->page, part.page))) {
      return unreadable(session, path, Text{"和前面的不是同一次试运行", "it is not of the same dry-run as those before"});
    }
    if (seen[part.shard]) return unreadable(session, path, Text{"这一段已经有了", "this part is there already"});
    seen[part.shard] = true;
    if (!whole) whole = std::move(part);
    else merge(whole->page, std::move(part.page));
  }
  const auto missing = std::ranges::count(seen, false);
  if (missing > 0) {
    return wrong_usage(session, both("共 {} 段，还缺 {} 段", "of {} parts {} are missing", seen.size(), missing));
  }
  return finish(whole->page, arguments, ExitCode::done, session);
}

ExitCode run_dry_run(const Arguments& arguments, Session& session) {
  const std::vector<std::string>& named = arguments.positional;
  if (!named.empty() && (named[0] == "merge" || named[0] == "合并")) return merge_parts(arguments, session);
  if (named.size() != 2) {
    return wrong_usage(session, Text{"要写两个规则包：现行和草案", "name two packs: the base and the candidate"});
  }
  DryRunOptions how;
  how.jobs = std::max(1u, std::thread::hardware_concurrency());
  if (const auto text = arguments.value("jobs")) {
    const std::optional<unsigned> jobs = parse_count(*text, jobs_max);
    if (!jobs) return wrong_usage(session, both("--并行 要写 1 到 {} 的数", "--jobs takes a number from 1 to {}", jobs_max));
    how.jobs = *jobs;
  }
  const std::optional<std::string> out = arguments.value("out");
  if (const auto text = arguments.value("shard")) {
    const std::optional<Share> share = parse_share(*text);
    if (!share) {
      return wrong_usage(session, both("看不懂 `{}`；4 段里的头一段写作 --分段 0/4",
                                       "`{}` is no share; the first of 4 is --shard 0/4", *text));
    }
    how.shard = share->shard;
    how.shards = share->shards;
  }
  if (arguments.has("shard") != out.has_value()) {
    return wrong_usage(session, Text{"--分段 和 --输出 要一起写", "--shard and --out go together"});
  }
  const OpenedPack baseline = open_pack(named[0], session);
  if (!baseline.rulebook) return baseline.code;
  const OpenedPack candidate = open_pack(named[1], session);
  if (!candidate.rulebook) return candidate.code;
  const OpenedCases cases = open_cases(arguments, baseline.rulebook->calendar().zone(), session);
  if (!cases.file) return cases.code;
  how.until = cases.until;

  DryRunPage page;
  page.baseline = side_of(*baseline.rulebook);
  page.candidate = side_of(*candidate.rulebook);
  page.header = cases.file->header;
  page.problem_lines = cases.file->problem_count;
  page.until = cases.until;
  page.zone = baseline.rulebook->calendar().zone();
  page.report = dry_run(baseline.rulebook, candidate.rulebook, cases.file->cases, how);
  if (!session.json || out) {
    for (const std::size_t i : worth_keeping(page.report)) {
      const ChangedCase& changed = page.report.differences[i];
      page.cases.push_back(in_full(baseline.rulebook, candidate.rulebook, cases.file->cases[changed.position], changed,
                                   cases.until));
    }
  }
  if (out) return write_part({how.shard, how.shards, std::move(page)}, *out, cases.code, session);
  return finish(page, arguments, cases.code, session);
}

}  // namespace

const Command dry_run_command = {"dry-run",
                                 "试运行",
                                 {"草案会怎样：同一批事项，两套规则各算一遍", "what a rule change would have done"},
                                 help,
                                 options,
                                 run_dry_run};

}  // namespace sanhuan::cli
