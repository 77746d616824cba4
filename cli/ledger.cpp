// sanhuan ledger: what an auditor and an operator ask of a ledger.

#include <algorithm>
#include <fstream>
#include <map>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/json_text.hpp"
#include "cli/ledger_actions.hpp"
#include "cli/ledgers.hpp"
#include "cli/table.hpp"
#include "cli/utf8.hpp"
#include "sanhuan/engine.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr OptionName options[] = {{"fold", "重算", false}, {"checkpoint", "对照", true}, {"at", "时刻", true}, {"out", "输出", true, 'o'},
                                  {"format", "格式", true}, {"case", "事项", true},     {"by", "经办", true},  {"reason", "事由", true}};

constexpr Text help = {
    R"(台账：验它没有人动过，看里面有多少，给审计的人留一个凭据

用法  sanhuan 台账 核验 文件.db [--重算] [--对照 凭据文件]
      sanhuan 台账 统计 文件.db
      sanhuan 台账 凭据 文件.db
      sanhuan 台账 导出 文件.db -o 文件 [--格式 事件|整本|csv|xes]
      sanhuan 台账 导入 文件.jsonl -o 新台账.db
      sanhuan 台账 删个人信息 文件.db --事项 编号 --经办 单位 --事由 文字

  核验  从头验哈希链，指出第一条被改、被删、被插或换了位置的；有毛病时退出码是 1
  统计  多少件、多少条、多少效果还没有取走
  凭据  打印一行：到现在为止的条数和哈希。另存别处，以后拿来对照，
        台账被截短或者整个重写就看得出来
  导出  事件：报过的事件写成事件文件，没办成的也在；再运行进新台账，条目一样
        整本：一字不差的一本，可以再导入；csv：一条一行的表；
        xes：流程挖掘用的日志（IEEE 1849）
  导入  把 整本 导出的文件变回台账，哈希、凭据都与原来的一样
  删个人信息  把一件（和它立的子件）的个人信息删掉，谁办的、为什么记一条；
        链不断，删了的找不回来

选项
  --重算 --fold             再照台账里的规则把每件重办一遍，看存着的是不是这样
  --对照 --checkpoint 文件  以前存下的凭据，一行一个
  --时刻 --at 时刻          凭据上、删除的条目上写的时刻；不写是现在
  --输出 -o 文件            写到哪里，必写
  --格式 --format 名字      导出成什么；不写是 事件。事件、整本里的个人信息不遮
  --经办 --by 单位/角色     谁办的；角色可以不写；或者 系统
  --机读 --json             打印 JSON

例
  sanhuan 台账 核验 台账.db --重算
  sanhuan 台账 凭据 台账.db >> 凭据.txt
  sanhuan 台账 导出 台账.db --格式 xes -o 台账.xes
)",
    R"(Ledgers: check that nobody touched one, see what is in it, leave an auditor
something to hold it to

usage: sanhuan ledger verify FILE.db [--fold] [--checkpoint FILE]
       sanhuan ledger stats FILE.db
       sanhuan ledger checkpoint FILE.db
       sanhuan ledger export FILE.db -o FILE [--format events|whole|csv|xes]
       sanhuan ledger import FILE.jsonl -o NEW.db
       sanhuan ledger erase FILE.db --case ID --by UNIT --reason TEXT

  verify      goes through the chain of hashes and names the first entry that
              was changed, removed, put in or moved; the exit status is then 1
  stats       how many cases, entries, and effects that nobody has taken yet
  checkpoint  prints one line: entries so far and their hash. Keep it elsewhere;
              held to it later, a ledger cut short or written anew shows
  export      events: what was reported, refused or not, as an event file; run
              into a new ledger it makes the same entries. whole: all of it, to
              be imported. csv: a table, one line an entry. xes: a log for
              process mining (IEEE 1849)
  import      makes a ledger of what `export --format whole` wrote: the same
              hashes, and the same checkpoints fit
  erase       erases the personal data of a case and of those it opened, and
              enters who had it done and why. The chain stays whole; what was
              erased cannot be had back

options
  --fold                runs every case again under the ledger's own rules, and
                        compares what is stored
  --checkpoint FILE     checkpoints kept from before, one a line
  --at INSTANT          what the checkpoint, or the erasure, is dated; by
                        default now
  -o, --out FILE        where it is written to
  --format NAME         what to export as, by default events; personal data is
                        not masked in `events` and `whole`
  --by UNIT[/ROLE]      who had it done; or: system
  --json                print JSON

examples
  sanhuan ledger verify ledger.db --fold
  sanhuan ledger checkpoint ledger.db >> checkpoints.txt
  sanhuan ledger export ledger.db --format xes -o ledger.xes
)"};

Text name_of(Tampering what) {
  switch (what) {
    case Tampering::changed: return {"被改过", "changed"};
    case Tampering::removed: return {"被删了", "removed"};
    case Tampering::inserted: return {"是插进来的", "inserted"};
    case Tampering::moved: return {"换了位置", "moved"};
    case Tampering::relinked: return {"连哈希一起重写过", "rewritten with its hash"};
    case Tampering::link_lost: return {"链上少了一环", "a link is missing"};
    case Tampering::cut_off: return {"被截短", "cut off"};
    case Tampering::rewritten: return {"是另一部历史", "another history"};
    case Tampering::other_ledger: return {"是另一本台账", "another ledger"};
    case Tampering::head: return {"事项的末尾对不上", "the head of a case does not fit"};
    case Tampering::content: return {"规则、底册或个人信息对不上", "rules, a register or a personal value do not fit"};
    case Tampering::medium: return {"文件本身坏了", "the file itself is damaged"};
  }
  return {"有毛病", "wrong"};
}

std::string hex(const Digest& digest) {
  std::string out;
  for (const std::uint8_t byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

// A line as it stands in a file that went through mail and editors: no BOM, no CR, no blanks at its ends.
std::string_view bare(std::string_view line, bool first) {
  if (first && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  constexpr std::string_view blanks = " \t\r";
  const std::size_t begin = line.find_first_not_of(blanks);
  return begin == line.npos ? std::string_view() : line.substr(begin, line.find_last_not_of(blanks) + 1 - begin);
}

// nullopt: the file could not be used, and that was said.
std::optional<std::vector<LedgerCheckpoint>> read_checkpoints(const std::string& path, Session& session) {
  std::ifstream in(path);
  if (!in) {
    unreadable(session, path, Text{"打不开", "it cannot be opened"});
    return std::nullopt;
  }
  std::vector<LedgerCheckpoint> all;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::string_view text = bare(line, number == 1);
    if (text.empty()) continue;
    const auto checkpoint = parse_checkpoint(text);
    if (!checkpoint) {
      unreadable(session, path, both("第 {} 行不是凭据", "line {} is no checkpoint", number));
      return std::nullopt;
    }
    all.push_back(*checkpoint);
  }
  if (all.empty()) {
    unreadable(session, path, Text{"里面没有凭据，什么也没有对照", "there is no checkpoint in it, so nothing was compared"});
    return std::nullopt;
  }
  return all;
}

// What the database says of its file comes in English only.
template <class AnyFinding>
const std::string& said(const AnyFinding& f, Voice voice) {
  return voice.chinese() && !f.text_zh.empty() ? f.text_zh : f.text;
}

ExitCode run_verify(const std::string& path, const Arguments& arguments, Session& session) {
  std::vector<LedgerCheckpoint> checkpoints;
  if (const auto file = arguments.value("checkpoint")) {
    auto read = read_checkpoints(*file, session);
    if (!read) return ExitCode::usage;
    checkpoints = std::move(*read);
  }
  const auto store = open_for_reading(path);
  const Verified verified = verify(*store, checkpoints);
  std::optional<FoldVerified> folded;
  if (arguments.has("fold") && verified.whole()) folded = verify_fold(*store);
  const bool whole = verified.whole() && (!folded || folded->whole());
  const Voice voice = session.voice;
  if (session.json) {
    Json findings = Json::array();
    for (const Finding& f : verified.findings)
      findings.push_back({{"what", name(f.what)}, {"number", f.number}, {"case", f.case_id}, {"sequence", f.sequence}, {"text", f.text}});
    if (folded)
      for (const FoldFinding& f : folded->findings)
        findings.push_back({{"what", "fold"}, {"number", nullptr}, {"case", f.case_id}, {"sequence", f.sequence}, {"text", f.text}});
    const Json j{{"whole", whole}, {"entries", verified.head.size}, {"hash", hex(verified.head.hash)},
                 {"erased", verified.erased}, {"checkpoints", checkpoints.size()},
                 {"folded", folded ? Json(folded->cases) : Json(nullptr)}, {"findings", std::move(findings)}};
    session.out << json_text(j) << "\n";
    return whole ? ExitCode::done : ExitCode::found;
  }
  for (const Finding& f : verified.findings) {
    const std::string where = f.case_id.empty() ? "" : voice("（{} 第 {} 条）", " (case {}, entry {})", f.case_id, f.sequence);
    const std::string which = f.number == 0 ? std::string(voice(Text{"台账，", "the ledger"})) : voice("第 {} 条", "entry {}", f.number);
    session.out << voice("{}{}{}：{}\n", "{}{}, {}: {}\n", which, where, voice(name_of(f.what)), said(f, voice));
  }
  if (folded)
    for (const FoldFinding& f : folded->findings)
      session.out << voice("{} 第 {} 条：重算对不上：{}\n", "case {}, entry {}: the fold differs: {}\n", f.case_id, f.sequence, said(f, voice));
  if (verified.whole())
    session.out << voice("链是完整的，{} 条\n  {}\n", "the chain is whole: {} entries\n  {}\n", verified.head.size, hex(verified.head.hash));
  else
    session.out << voice("完整的只到第 {} 条\n", "whole only up to entry {}\n", verified.head.size);
  if (folded && folded->whole())
    session.out << voice("重算过 {} 件，存着的都对\n", "{} cases folded again, and stored as they come out\n", folded->cases);
  if (verified.erased != 0)
    session.out << voice("个人信息已删除 {} 处，链不受影响\n", "{} personal values were erased; the chain holds without them\n",
                         verified.erased);
  if (!checkpoints.empty() && verified.whole())
    session.out << voice("与 {} 个凭据相符\n", "it fits {} checkpoints\n", checkpoints.size());
  return whole ? ExitCode::done : ExitCode::found;
}

ExitCode run_stats(const std::string& path, Session& session) {
  const auto store = open_for_reading(path);
  std::uint64_t cases = 0, closed = 0, children = 0;
  std::map<std::string, std::uint64_t> stages;
  store->cases(1, [&](const CaseHead& head) {
    ++cases;
    closed += head.closed ? 1 : 0;
    children += head.root != head.number ? 1 : 0;
    if (!head.closed) ++stages[head.columns.type + "/" + head.columns.stage];
    return true;
  });
  constexpr std::size_t counted_max = 1'000'000;
  const std::size_t effects = store->effects(counted_max).size();
  const LedgerHead head = store->head();
  const std::size_t revisions = store->revisions().size();
  const Instant due = store->next_due();
  const Both caution = caution_about(path, store->info().caution);
  const Zone zone{};
  if (session.json) {
    Json open = Json::object();
    for (const auto& [stage, n] : stages) open[stage] = n;
    const Json j{{"cases", cases},         {"closed", closed},       {"children", children},
                 {"entries", head.size},   {"hash", hex(head.hash)}, {"effects", effects},
                 {"revisions", revisions}, {"next_due", due == Instant::never() ? Json(nullptr) : Json(to_string(due, zone))},
                 {"open", std::move(open)}, {"backend", store->info().backend}, {"caution", session.voice(caution)}};
    session.out << json_text(j) << "\n";
    return ExitCode::done;
  }
  const Voice voice = session.voice;
  Table table({Align::left, Align::right});
  const auto row = [&](Text what, std::uint64_t n) { table.row({std::string(voice(what)), std::to_string(n)}); };
  row({"事项", "cases"}, cases);
  row({"其中结案", "closed"}, closed);
  row({"其中子件", "opened by other cases"}, children);
  row({"条目", "entries"}, head.size);
  row({"待取效果", "effects waiting"}, effects);
  row({"底册版次", "register revisions"}, revisions);
  session.out << table.text();
  if (!stages.empty()) {
    Table open({Align::left, Align::right});
    for (const auto& [stage, n] : stages) open.row({stage, std::to_string(n)});
    session.out << voice(Text{"\n在办\n", "\nopen\n"}) << open.text();
  }
  warn_of_store(session, caution);
  return ExitCode::done;
}

ExitCode run_checkpoint(const std::string& path, const Arguments& arguments, Session& session) {
  Instant at = now();
  if (const auto text = arguments.value("at")) {
    const auto read = parse_written_instant(*text, Zone{});
    if (!read) return wrong_usage(session, both("看不懂时刻 `{}`", "`{}` is no instant", *text));
    at = *read;
  }
  const auto store = open_for_reading(path);
  session.out << to_string(checkpoint(*store, at)) << "\n";
  return ExitCode::done;
}

bool is(std::string_view word, std::string_view english, std::string_view chinese) { return word == english || word == chinese; }

ExitCode run_ledger(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 2)
    return wrong_usage(session, Text{"要写做什么、哪个台账，如 sanhuan 台账 核验 台账.db",
                                     "say what to do and with which ledger: sanhuan ledger verify ledger.db"});
  const std::string& what = arguments.positional[0];
  const std::string& path = arguments.positional[1];
  if (is(what, "verify", "核验")) return run_verify(path, arguments, session);
  if (is(what, "stats", "统计")) return run_stats(path, session);
  if (is(what, "checkpoint", "凭据")) return run_checkpoint(path, arguments, session);
  if (is(what, "export", "导出")) return export_ledger(path, arguments, session);
  if (is(what, "import", "导入")) return import_ledger(path, arguments, session);
  if (is(what, "erase", "删个人信息")) return erase_from_ledger(path, arguments, session);
  return wrong_usage(session, both("台账没有 `{}` 这一项；有 核验 统计 凭据 导出 导入 删个人信息",
                                   "`{}` is nothing to do with a ledger: verify, stats, checkpoint, export, import, erase", what));
}

}  // namespace

const Command ledger_command = {
    "ledger", "台账", {"核验台账，看里面有什么", "check a ledger, and see what is in it"}, help, options, run_ledger};

}  // namespace sanhuan::cli
