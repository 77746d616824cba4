// sanhuan roster: who is on duty, who takes the next case and why, and whether the cases went by it.

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/days.hpp"
#include "cli/roster_print.hpp"
#include "cli/rules.hpp"

namespace sanhuan::cli {
namespace {

constexpr OptionName options[] = {{"on", "日期", true},     {"to", "到", true},       {"roster", "名册", true},  {"next", "下一个", false},
                                  {"exclude", "回避", true}, {"about", "涉及", true},  {"skill", "专长", true},   {"check", "核对", false},
                                  {"events", "事件", true}, {"ledger", "台账", true}, {"until", "截止", true},   {"strict", "严格", false},
                                  {"csv", "表格", false}};

constexpr Text help = {
    R"(查值班名册：哪天谁当班，下一件派给谁、为什么，派出去的是不是照名册

用法  sanhuan 名册 规则包 --日期 2026-03-04
      sanhuan 名册 规则包 --日期 2026-03-01 --到 2026-04-30
      sanhuan 名册 规则包 --名册 名称 --日期 2026-03-04 --下一个
      sanhuan 名册 规则包 --名册 名称 --核对 --事件 文件.jsonl

  名册是一个队：当过班的排到后面，请假的位置留着
  谁当班、派给谁都是算出来的：同样的名册、同样的日子、同样派过的件，算几次都一样

选项
  --日期 --on 日期         看哪一天
  --到 --to 日期           列出从 --日期 到这一天的各轮
  --名册 --roster 名称     只看一个名册
  --下一个 --next          那一天的下一件派给谁，其余的为什么不派
  --回避 --exclude 编号    和 --下一个 一起用：这一件要回避的人，用「、」隔开
  --涉及 --about 单位      和 --下一个 一起用：这一件涉及的单位，用「、」隔开
  --专长 --skill 专长      和 --下一个 一起用：要有这项专长
  --核对 --check           派过的每一件照名册再算一遍，不一样的列出来
  --事件 --events 文件     派过哪些件，从事件文件里看
  --台账 --ledger 文件     或者从台账里看
  --截止 --until 时刻      只看到这时为止
  --严格 --strict          事件文件有一行看不懂就不往下做
  --表格 --csv             打印 CSV
  --机读 --json            打印 JSON，一人一行

例
  sanhuan 名册 rules/lanshan --日期 2026-03-04
  sanhuan 名册 rules/lanshan --名册 律师值班 --日期 2026-03-04 --下一个 \
    --涉及 柳青街道
)",
    R"(Rosters: who is on duty, who takes the next case and why, and whether the cases
went by it

usage: sanhuan roster PACK --on 2026-03-04
       sanhuan roster PACK --on 2026-03-01 --to 2026-04-30
       sanhuan roster PACK --roster NAME --on 2026-03-04 --next
       sanhuan roster PACK --roster NAME --check --events FILE.jsonl

  A roster is a queue: who has served goes to the back, who is away keeps his
  place. All is computed: the same roster, day and cases give the same answer.

options
  --on DATE             which day
  --to DATE             list the turns from --on to this day
  --roster NAME         one roster only
  --next                who takes the next case of that day, and why not the
                        others
  --exclude NUMBERS     with --next: who may not take this one, with 、 between
  --about UNITS         with --next: the units it is about, with 、 between
  --skill SKILL         with --next: who takes it must have it
  --check               pick again for each case that was given, and list what
                        differs
  --events FILE         the cases that were given, from an event file
  --ledger FILE         or from a ledger
  --until INSTANT       how far to look
  --strict              stop at a line of the event file that cannot be read
  --csv                 print CSV, for spreadsheets
  --json                print JSON, a line for each

examples
  sanhuan roster rules/lanshan --on 2026-03-04
  sanhuan roster rules/lanshan --roster lawyers --on 2026-03-04 --next \
    --about 柳青街道
)"};

std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t from = 0; from <= text.size();) {
    constexpr std::string_view mark = "、";
    const std::size_t at = std::min({text.size(), text.find(mark, from), text.find(',', from)});
    if (at > from) found.push_back(text.substr(from, at - from));
    from = at + (at < text.size() && text[at] == ',' ? 1 : mark.size());
  }
  return found;
}

// Names that are not known are told, and nothing is given.
std::optional<RosterWish> read_wish(const Arguments& arguments, const Rulebook& rules, const Roster& roster, Session& session) {
  RosterWish wish;
  for (const std::string& key : pieces(arguments.value("exclude").value_or(""))) {
    wish.excluded.push_back(roster.find(key));
    if (wish.excluded.back()) continue;
    complain(session, both("「{}」里没有「{}」", "`{}` has no member `{}`", roster.name, key));
    return std::nullopt;
  }
  for (const std::string& name : pieces(arguments.value("about").value_or(""))) {
    wish.units.push_back(rules.unit(name));
    if (wish.units.back()) continue;
    complain(session, both("没有「{}」这个单位；写名称或者编码", "there is no unit `{}`; write its name or code", name));
    return std::nullopt;
  }
  wish.skill = arguments.value("skill").value_or("");
  return wish;
}

ExitCode run_roster(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1)
    return wrong_usage(session, Text{"要写一个规则包，如 sanhuan 名册 rules/lanshan --日期 2026-03-04",
                                     "name one pack: sanhuan roster rules/lanshan --on 2026-03-04"});
  const OpenedPack pack = open_pack(arguments.positional[0], session);
  if (!pack.rulebook) return pack.code;
  const Rulebook& rules = *pack.rulebook;
  std::vector<RosterBook> books;
  const auto wanted = arguments.value("roster");
  for (const Roster& roster : pack.rosters)
    if (!wanted || roster.name == *wanted || roster.key == *wanted) books.emplace_back(roster, rules.calendar_register());
  if (books.empty()) {
    complain(session, wanted && !pack.rosters.empty() ? both("没有「{}」这个名册", "there is no roster `{}`", *wanted)
                                                      : both("{} 里没有名册", "{} has no rosters", arguments.positional[0]));
    return ExitCode::usage;
  }
  AsRows rows;
  if (arguments.has("csv")) rows = RowFormat::csv;
  else if (session.json) rows = RowFormat::json;

  const bool check = arguments.has("check"), next = arguments.has("next");
  if ((check || next) && books.size() > 1)
    return wrong_usage(session, Text{"有几个名册：加 --名册 说是哪一个", "there are several rosters: say which with --roster"});
  const Zone zone = rules.calendar().zone();
  std::vector<RosterChoice> choices;
  ExitCode code = ExitCode::done;
  if (check || arguments.has("events") || arguments.has("ledger")) {
    const OpenedCases cases = open_cases(arguments, zone, session);
    if (!cases.file) return cases.code;
    code = cases.code;
    if (check || next) choices = roster_choices(pack.rulebook, books.front(), cases.file->cases, cases.until);
  }
  if (check) {
    print_choices(books.front(), choices, zone, rows, session);
    const bool differ = std::any_of(choices.begin(), choices.end(), [](const RosterChoice& c) { return !c.agrees(); });
    return differ ? ExitCode::found : code;
  }
  bool fine = true;
  const auto day = read_day(arguments, "on", zone, session, fine), to = read_day(arguments, "to", zone, session, fine);
  if (!fine) return ExitCode::usage;
  if (!day)
    return wrong_usage(session, Text{"没有说看哪一天：加 --日期 2026-03-04", "it does not say which day: add --on 2026-03-04"});
  if (next) {
    const auto wish = read_wish(arguments, rules, books.front().roster(), session);
    if (!wish) return ExitCode::usage;
    std::vector<RosterTaken> taken;
    for (const RosterChoice& choice : choices)
      if (choice.taken.member) taken.push_back(choice.taken);
    print_pick(books.front(), books.front().pick(*day, taken, *wish), *day, zone, rows, session);
    return code;
  }
  std::vector<const RosterBook*> shown;
  for (const RosterBook& book : books) shown.push_back(&book);
  if (to) print_turns(shown, *day, *to, rows, session);
  else print_duty(shown, *day, rows, session);
  return code;
}

}  // namespace

const Command roster_command = {
    "roster", "名册", {"查名册：谁当班，下一件派给谁", "who is on duty, who takes the next case"}, help, options, run_roster};

}  // namespace sanhuan::cli
