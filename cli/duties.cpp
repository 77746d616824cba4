// sanhuan duties: who owes what on a day; what was missed; the catalogue of items.

#include <algorithm>
#include <map>

#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/days.hpp"
#include "cli/duties_export.hpp"
#include "cli/duties_print.hpp"
#include "cli/duty_file.hpp"
#include "cli/event_writer.hpp"
#include "cli/output_file.hpp"
#include "cli/rules.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/duties.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan::cli {
namespace {

constexpr OptionName options[] = {{"on", "日期", true},   {"grid", "网格", true},  {"department", "部门", true},
                                  {"class", "类别", true}, {"done", "完成", true},  {"missed", "漏做", false},
                                  {"since", "自", true},   {"by", "按", true},       {"effects", "效果", false}, {"each", "逐条", false}, {"findings", "发现", true}, {"out", "输出", true, 'o'}, {"items", "清单", false}, {"item", "事项", true},
                                  {"csv", "表格", false}};

constexpr Text help = {
    R"(查职责：哪天、哪个网格、哪个部门，该做什么，最迟哪天；漏做了什么

用法  sanhuan 职责 规则包 --日期 2026-09-18
      sanhuan 职责 规则包 --日期 2026-09-18 --漏做 --自 2026-09-01
      sanhuan 职责 规则包 --清单
      sanhuan 职责 规则包 --事项 人001

  职责是算出来的，不用先存：频次、时段、专项、休息日怎么办都写在规则包里
  动态的事项随见随报，没有哪天该做，只在清单里

选项
  --日期 --on 日期          看哪一天
  --网格 --grid 单位        只看一个网格，也可以是村、镇、区；名称或编码都行
  --部门 --department 部门  只看它主责或者配合的
  --类别 --class 类         只看一类：人 地 事 物 情 组织
  --完成 --done 表.csv      做过什么：列是 单位、事项、日期，可加 期次
  --漏做 --missed           看到期没做的
  --自 --since 日期         和 --漏做 一起用：从哪天起到期的
  --按 --by 层级            和 --漏做 一起用：各镇（或区、村、网格）排名次
  --逐条 --each             和 --漏做 一起用：一次漏做一行，哪个单位、哪一期
  --效果 --effects          和 --漏做 一起用：漏做引出的催办、提级督办，给谁
  --发现 --findings 表.csv  发现了什么：列是 单位、事项、时刻，可加 情况、编号；
                            该立的件写成事件文件
  --输出 --out 文件         和 --发现 一起用：写到哪个文件，不写就打印
  --清单 --items            列出全部事项
  --事项 --item 编号        一项的全部内容；和 --日期 一起用时只看这一项
  --表格 --csv              打印 CSV，可用表格软件打开
  --机读 --json             打印 JSON，一项一行

例
  sanhuan 职责 rules/lanshan --日期 2026-09-18 --部门 消防救援大队
  sanhuan 职责 rules/lanshan --日期 2026-09-18 --网格 371302001001001
)",
    R"(Standing duties: what is owed on a day, by which grid or department, by when;
what was missed

usage: sanhuan duties PACK --on 2026-09-18
       sanhuan duties PACK --on 2026-09-18 --missed --since 2026-09-01
       sanhuan duties PACK --items
       sanhuan duties PACK --item 人001

  Duties are computed, not stored: how often, in which season or campaign and
  what happens on rest days stand in the pack. What is reported only when it is
  met is owed on no day; it stands in the list of items alone.

options
  --on DATE             which day
  --grid UNIT           one grid only, or a village, town or district; by name
                        or code
  --department NAME     only what it leads or supports
  --class CLASS         only one class: 人 地 事 物 情 组织
  --done FILE.csv       what was done: columns unit, duty, date, perhaps period
  --missed              what fell due and was not done
  --since DATE          with --missed: from which day on
  --by LEVEL            with --missed: how much each district, town, village or
                        grid kept, ranked
  --each                with --missed: a line for each miss: which unit, which
                        period
  --effects             with --missed: what each miss sets off, and for whom
  --findings FILE.csv   what was found: columns unit, duty, at, perhaps what and
                        number; the cases to open become an event file
  --out FILE            with --findings: where to; else it is printed
  --items               list all items
  --item NUMBER         all there is to say of one; with --on, only that one
  --csv                 print CSV, for spreadsheets
  --json                print JSON, a line for each

examples
  sanhuan duties rules/lanshan --on 2026-09-18 --department 消防救援大队
  sanhuan duties rules/lanshan --on 2026-09-18 --grid 371302001001001
)"};

struct Asked {
  DutyWish wish;
  std::optional<RowFormat> format;
};

// Names that are not known are told, and nothing is given.
std::optional<Asked> read_wish(const Arguments& arguments, const DutyBook& book, Session& session) {
  Asked asked;
  const Rulebook& rules = book.rulebook();
  const auto unit = [&](const char* option, UnitId& into) {
    const auto written = arguments.value(option);
    if (!written) return true;
    into = rules.unit(*written);
    if (into) return true;
    complain(session, both("没有「{}」这个单位；写名称或者编码", "there is no unit `{}`; write its name or code", *written));
    return false;
  };
  if (!unit("grid", asked.wish.unit) || !unit("department", asked.wish.department)) return std::nullopt;
  if (const auto written = arguments.value("item")) {
    asked.wish.duty = book.find(*written);
    if (!asked.wish.duty) {
      complain(session, both("没有「{}」这一项；写编号或者名称", "there is no duty `{}`; write its number or name", *written));
      return std::nullopt;
    }
  }
  asked.wish.kind = arguments.value("class").value_or("");
  const DutyData& data = *rules.data().duties;
  const auto named = [&](StringId id) { return rules.data().text(id) == asked.wish.kind; };
  if (!asked.wish.kind.empty() && std::none_of(data.kinds.begin(), data.kinds.end(), named)) {
    complain(session, both("没有「{}」这一类", "there is no class `{}`", asked.wish.kind));
    return std::nullopt;
  }
  if (arguments.has("csv")) asked.format = RowFormat::csv;
  else if (session.json) asked.format = RowFormat::json;
  return asked;
}

ExitCode list_items(const DutyBook& book, const Asked& asked, Session& session) {
  std::vector<DutyId> duties;
  for (std::size_t i = 0; i < book.items(); ++i)
    if (asked.wish.matches(book, DutyId(i))) duties.emplace_back(i);
  if (asked.format) export_items(duties, book, *asked.format, session);
  else print_items(duties, book, session);
  return ExitCode::done;
}

ExitCode show_item(const DutyBook& book, const Asked& asked, Session& session) {
  const DutyId duty = asked.wish.duty;
  if (item_of(book, duty) == nullptr)
    return wrong_usage(session, both("「{}」不在清单里，要看哪一天该谁做，加 --日期", "`{}` is no item; to see who owes it on a day add --on",
                                     book.name(duty)));
  if (asked.format) export_items({duty}, book, *asked.format, session);
  else print_card(book, duty, session);
  return ExitCode::done;
}

std::optional<Level> read_level(std::string_view text) {
  for (const Level level : {Level::district, Level::town, Level::village, Level::grid})
    if (text == level_name(level, Voice(Language::zh)) || text == level_name(level, Voice(Language::en))) return level;
  return std::nullopt;
}

enum class MissedAs : unsigned char { summed, each, effects };

ExitCode show_missed(const DutyRecord& record, const Asked& asked, Day from, Day day, std::optional<Level> by, MissedAs as, Session& session) {
  // What is due on the day itself is not over yet.
  if (as == MissedAs::each) {
    const auto misses = misses_between(record, asked.wish, from, day - 1, day);
    if (asked.format) export_misses(misses, record.book(), *asked.format, session);
    else print_misses(misses, record.book(), session);
    return ExitCode::done;
  }
  if (as == MissedAs::effects) {
    const auto found = effects_between(record, asked.wish, from, day - 1, day);
    if (asked.format) export_effects(found, record.book(), *asked.format, session);
    else print_effects(found, record.book(), session);
    return ExitCode::done;
  }
  if (by) {
    const auto lines = kept_by(record, asked.wish, *by, from, day - 1, day);
    if (asked.format) export_kept(lines, record.book(), *asked.format, session);
    else print_kept(lines, record.book(), from, day - 1, session);
    return ExitCode::done;
  }
  const auto lines = missed_between(record, asked.wish, from, day - 1, day);
  if (asked.format) export_missed(lines, record.book(), asked.wish, *asked.format, session);
  else print_missed(lines, record.book(), asked.wish, from, day - 1, session);
  return ExitCode::done;
}

// The cases that were found, as an event file for `run` and for the host.
ExitCode open_cases_found(const std::string& path, const DutyBook& book, const std::optional<std::string>& out, Session& session) {
  const auto findings = read_findings(path, book, session);
  if (!findings) return ExitCode::found;
  const Zone zone = book.rulebook().calendar().zone();
  std::string text;
  std::map<std::string, std::size_t> times;  // two things found in one minute are two cases
  std::size_t opened = 0, collected = 0;
  bool replaced = false;  // nothing is: findings are read as UTF-8
  for (const DutyFinding& finding : *findings) {
    const auto cases = cases_of(book, finding);
    collected += cases.empty() ? 1 : 0;
    for (const RecordedCase& found : cases) {
      ++opened;
      RecordedCase file = found;
      if (const std::size_t n = ++times[file.id]; n > 1) file.id += "." + std::to_string(n);
      for (const RecordedEvent& event : file.events) text += event_line(file.id, event, zone, replaced) + "\n";
    }
  }
  if (!out) {
    session.out << text;
    return ExitCode::done;
  }
  OutputFile file(*out);
  file.stream() << text;
  file.commit();
  session.out << session.voice("发现 {} 件：立件 {}，只采集不立件 {}\n", "{} findings: {} cases to open, {} only collected\n", findings->size(), opened, collected);
  return ExitCode::done;
}

ExitCode run_duties(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1) {
    return wrong_usage(session, Text{"要写一个规则包，如 sanhuan 职责 rules/lanshan --日期 2026-09-18",
                                     "name one pack: sanhuan duties rules/lanshan --on 2026-09-18"});
  }
  const OpenedPack pack = open_pack(arguments.positional[0], session);
  if (!pack.rulebook) return pack.code;
  if (pack.rulebook->data().duties == nullptr) {
    complain(session, both("{} 里没有职责清单，也没有常设责任", "{} has neither duty items nor standing duties", arguments.positional[0]));
    return ExitCode::usage;
  }
  const auto book = std::make_shared<const DutyBook>(pack.rulebook);
  const std::optional<Asked> asked = read_wish(arguments, *book, session);
  if (!asked) return ExitCode::usage;
  const std::optional<std::string> on = arguments.value("on");
  if (arguments.has("items")) return list_items(*book, *asked, session);
  if (const auto findings = arguments.value("findings")) return open_cases_found(*findings, *book, arguments.value("out"), session);
  if (asked->wish.duty && !on) return show_item(*book, *asked, session);
  if (!on) {
    return wrong_usage(session, Text{"没有说看哪一天：加 --日期 2026-09-18，或者 --清单",
                                     "it does not say which day: add --on 2026-09-18, or --items"});
  }
  bool fine = true;
  const Zone zone = pack.rulebook->calendar().zone();
  const auto day = read_day(arguments, "on", zone, session, fine);
  const auto from = arguments.has("since") ? read_day(arguments, "since", zone, session, fine) : day;
  if (!fine) return ExitCode::usage;
  if ((arguments.has("effects") || arguments.has("each")) && !arguments.has("missed"))
    return wrong_usage(session, Text{"--效果、--逐条 和 --漏做 一起用", "--effects and --each go with --missed"});
  if (arguments.has("missed") && !(*from < *day)) {
    return wrong_usage(session, Text{"漏做要写从哪天起：--自 写早于 --日期 的一天", "for what was missed, --since must be a day before --on"});
  }
  const auto by_text = arguments.value("by");
  const auto by = by_text ? read_level(*by_text) : std::nullopt;
  if (by_text && (!by || !arguments.has("missed")))
    return wrong_usage(session, Text{"--按 和 --漏做 一起用，写 区、镇、村 或 网格", "--by goes with --missed, and is district, town, village or grid"});
  std::vector<DutyDone> done;
  if (const auto path = arguments.value("done")) {
    auto read = read_done(*path, *book, session);
    if (!read) return ExitCode::found;
    done = std::move(*read);
  }
  const DutyRecord record(book, std::move(done));
  if (arguments.has("missed")) return show_missed(record, *asked, *from, *day, by,
                                                   arguments.has("each") ? MissedAs::each : arguments.has("effects") ? MissedAs::effects : MissedAs::summed, session);
  const auto lines = owed_on(record, asked->wish, *day);
  if (asked->format) export_owed(lines, *book, asked->wish, *day, *asked->format, session);
  else print_owed(lines, *book, asked->wish, *day, session);
  return ExitCode::done;
}

}  // namespace

const Command duties_command = {
    "duties", "职责", {"查职责：哪天、谁、该做什么，漏了什么", "who owes what on a day, and what was missed"}, help, options, run_duties};

}  // namespace sanhuan::cli
