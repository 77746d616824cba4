// sanhuan due: counts a length from an instant, and shows the count day by day.

#include <ostream>
#include <variant>

#include <nlohmann/json.hpp>

#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/json_text.hpp"
#include "cli/length_text.hpp"
#include "cli/rules.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;
using Role = TraceDay::Role;

constexpr OptionName options[] = {{"from", "自", true}, {"as-known-on", "所知", true}, {"all", "全列", false}};

// Longer counts show this many days at each end, unless --all is there.
constexpr std::size_t days_shown_max = 62;
constexpr std::size_t days_at_each_end = 10;

constexpr Text help = {
    R"(算期限：从一个时刻起，多长时限，到什么时候届满；逐日列出哪天计、哪天不计、为什么

用法  sanhuan 期限 规则包 时限 --自 时刻
      sanhuan 期限 日历   时限 --自 时刻

  时限  照规则里的写法：5个工作日 60个自然日 3个月 24小时 4个工作小时
        当天 次日 第3个工作日；后面可加 顺延 或 不顺延
  时刻  2026-09-18T09:10；只写日期是当天 00:00；没写时区的按规则包的时区
  规则包自己写明几点下班、下班后收到的怎么算；
  单用日历时，一天到 24:00 为止，什么时候收到就从什么时候算

选项
  --自 --from 时刻      从什么时候起算，必写
  --所知 --as-known-on 日期
                        只照到那天为止公布了的放假通知算；与现在算的不同就都说
  --全列 --all          天数再多也一天不省
  --机读 --json         打印 JSON

例
  sanhuan 期限 rules/lanshan 5个工作日 --自 2026-09-18T09:10
  sanhuan 期限 rules/calendars/cn 60个自然日 --自 2026-02-01
  sanhuan 期限 rules/lanshan 当天 --自 2026-09-18T19:20 --机读
)",
    R"(When does a length end? Shows the count day by day: which days count, and why

usage: sanhuan due PACK LENGTH --from INSTANT
       sanhuan due CALENDAR LENGTH --from INSTANT

  LENGTH   as in the rules: 5 working_days, 60 calendar_days, 3 months,
           24 hours, 4 working_hours, same_day, next_day, nth 3 working_days;
           then perhaps roll or no_roll
  INSTANT  2026-09-18T09:10; a date alone is its 00:00; without a zone it is in
           the zone of the pack
  A pack says when the office closes and how to take what comes after that. With
  a calendar alone a day ends at 24:00, and instants are taken as they are.

options
  --from INSTANT        what to count from; required
  --as-known-on DATE    by the notices published up to and on that day; where it
                        comes out otherwise by now, both are told
  --all                 leave out no day, however many there are
  --json                print JSON

examples
  sanhuan due rules/lanshan 5 working_days --from 2026-09-18T09:10
  sanhuan due rules/calendars/cn 60 calendar_days --from 2026-02-01
  sanhuan due rules/lanshan same_day --from 2026-09-18T19:20 --json
)"};

std::string reason(const TraceDay& day, Voice voice) {
  const auto named = [&](Text kind) {
    if (day.name.empty()) return std::string(voice(kind));
    return voice.chinese() ? day.name + std::string(kind.zh) : std::string(kind.en) + ", " + day.name;
  };
  switch (day.reason) {
    case DayReason::working_day: return std::string(voice(Text{"工作日", "working day"}));
    case DayReason::weekend: return std::string(voice(Text{"休息日", "weekend"}));
    case DayReason::holiday: return named({"放假", "holiday"});
    case DayReason::make_up_work: return named({"调休补班", "make-up working day"});
    case DayReason::statutory_rest: return named({"法定放假", "statutory rest day"});
    case DayReason::local_rest: return named({"本地放假", "local rest day"});
    case DayReason::local_work: return named({"本地上班", "local working day"});
  }
  return {};
}

// The end of an elapsed length is an hour of its day; any other ends with the day or with the office.
std::string how_it_ends(const Calendar& calendar, const Trace& trace, Length length, Voice voice) {
  if (counts_elapsed(length.unit)) return voice("{} 届满", "ends {}", show_end_time(trace.result.at, calendar.zone()));
  const bool at_closing = calendar.policy().ends_at_closing && !calendar.office(trace.result.day).empty();
  return std::string(at_closing ? voice(Text{"下班时届满", "ends at closing time"})
                                : voice(Text{"24:00 届满", "ends at 24:00"}));
}

std::string counted(const TraceDay& day, Length length, const Trace& trace, Voice voice) {
  const bool elapsed = counts_elapsed(length.unit);
  if (day.ordinal > 0) return voice("第{}个", "{}", day.ordinal);
  if (day.role == Role::anchor && !day.counts) return std::string(voice(Text{"起算", "from"}));
  if (elapsed && day.counts) return std::string(voice(Text{"计", "counted"}));
  if (day.day > trace.result.raw) return std::string(voice(Text{"顺延", "rolled"}));
  return std::string(voice(Text{"不计", "-"}));
}

std::string why(const TraceDay& day, const Calendar& calendar, const Trace& trace, Length length, Voice voice) {
  const bool is_anchor = day.role == Role::anchor && !day.counts;
  std::string text;
  if (day.day < calendar.local_day(trace.deemed)) {
    const bool came = day.day == calendar.local_day(trace.anchor);
    text = reason(day, voice) + (came ? std::string(voice(Text{"，办公时间以外收到", ", came out of office hours"})) : "");
  } else if (is_anchor) {
    text = voice(Text{"当日不计入（民法典第201条）", "its own day is not counted (Civil Code 201)"});
  } else {
    text = reason(day, voice);
  }
  if (day.day == trace.result.day) {
    text += std::string(voice(Text{"，", ", "})) + how_it_ends(calendar, trace, length, voice);
  } else if (day.day == trace.result.raw) {
    text += std::string(voice(Text{"，届满遇休息日顺延（民法典第203条）", ", rolled on (Civil Code 203)"}));
  }
  return text;
}

void print_days(const Calendar& calendar, const Trace& trace, Length length, bool all, Session& session) {
  const Voice voice = session.voice;
  Table table({Align::left, Align::left, Align::left, Align::left}, 2, 4);
  table.row({std::string(voice(Text{"日期", "date"})), std::string(voice(Text{"星期", "day"})),
             std::string(voice(Text{"计不计", "counted"})), std::string(voice(Text{"为什么", "why"}))});
  const std::size_t n = trace.days.size();
  const bool shorten = !all && n > days_shown_max;
  for (std::size_t i = 0; i < n; ++i) {
    if (shorten && i == days_at_each_end) {
      table.row({"...", "", "", voice("省去 {} 天，加 --全列 可看", "{} days left out; --all shows them",
                                      n - 2 * days_at_each_end)});
      i = n - days_at_each_end;
    }
    const TraceDay& day = trace.days[i];
    table.row({to_string(day.day), std::string(weekday_name(day.day, voice)), counted(day, length, trace, voice),
               why(day, calendar, trace, length, voice)});
  }
  session.out << table.text();
}

std::string standing(const Calendar& calendar, const Due& due, Voice voice) {
  if (!due.provisional) {
    return std::string(voice(Text{"日历已公布，不是暂定", "the calendar is published: not provisional"}));
  }
  return voice("暂定：{} 起的放假安排还可能变", "provisional: no notice yet from {} on",
               to_string(calendar.data().provisional_from));
}

// A count by what was published up to a day (2.3), beside the one by all that is published.
struct AsKnown {
  Day on;
  Due now;
};

void print_for_people(const Calendar& calendar, const Trace& trace, Length length, const std::optional<AsKnown>& known,
                      bool all, Session& session) {
  const Voice voice = session.voice;
  const Zone zone = calendar.zone();
  session.out << "\n";
  if (known) session.out << voice("  照 {} 已公布的放假通知算\n\n", "  by the notices published by {}\n\n", to_string(known->on));
  if (trace.deemed != trace.anchor) {
    session.out << voice("  {} 收到，不在办公时间，\n  视为 {} 收到\n\n",
                         "  {} is out of office hours,\n  taken as {}\n\n", show_instant(trace.anchor, zone, voice),
                         show_instant(trace.deemed, zone, voice));
  }
  print_days(calendar, trace, length, all, session);
  session.out << wrapped(voice(Text{"期限  ", "due  "}), fmt::format("{}    {}", show_end(trace.result.at, zone, voice),
                                                                     standing(calendar, trace.result, voice)));
  if (known && known->now.at != trace.result.at)
    session.out << wrapped(voice(Text{"现在  ", "now  "}),
                           voice("{}，后来的通知改了", "{}, by notices that came later", show_end(known->now.at, zone, voice)));
}

// 2026-09-24T24:00+08:00: the end belongs to the day it ends.
std::string end_text(const Due& due, Zone zone) {
  const std::string offset = to_string(due.at, zone).substr(to_string(due.at, zone).find_last_of("+-Z"));
  return to_string(end_day(due.at, zone)) + "T" + show_end_time(due.at, zone) + offset;
}

Json as_json(const Calendar& calendar, const Trace& trace, const std::optional<AsKnown>& known) {
  const Zone zone = calendar.zone();
  constexpr Voice english(Language::en);
  Json days = Json::array();
  for (const TraceDay& day : trace.days) {
    const bool is_anchor = day.role == Role::anchor && !day.counts;
    TraceDay plain = day;
    plain.name.clear();
    Json line = {{"date", to_string(day.day)}, {"counts", day.counts}, {"why", reason(plain, english)}};
    if (is_anchor) line["anchor"] = true;
    if (day.ordinal > 0) line["ordinal"] = day.ordinal;
    if (!day.name.empty()) line["name"] = day.name;
    if (!day.source.empty()) line["source"] = day.source;
    days.push_back(std::move(line));
  }
  Json answer = {{"due", end_text(trace.result, zone)},
                 {"instant", to_string_utc(trace.result.at)},
                 {"provisional", trace.result.provisional},
                 {"from", to_string(trace.anchor, zone)},
                 {"deemed", to_string(trace.deemed, zone)},
                 {"raw", to_string(trace.result.raw)},
                 {"days", std::move(days)}};
  if (known) {
    answer["as_known_on"] = to_string(known->on);
    answer["due_now"] = end_text(known->now, zone);
  }
  return answer;
}

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

ExitCode run_due(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() < 2) {
    return wrong_usage(session, Text{"要写规则包（或日历）和时限，如 sanhuan 期限 rules/lanshan 5个工作日 --自 2026-09-18",
                                     "name a pack (or calendar) and a length: sanhuan due rules/lanshan 5 working_days "
                                     "--from 2026-09-18"});
  }
  const std::optional<std::string> from = arguments.value("from");
  if (!from) {
    return wrong_usage(session, Text{"没有说从什么时候起算：加 --自 2026-09-18T09:10",
                                     "it does not say what to count from: add --from 2026-09-18T09:10"});
  }
  const std::variant<Length, Both> length = parse_length(joined(std::span(arguments.positional).subspan(1)));
  if (const Both* problem = std::get_if<Both>(&length)) return wrong_usage(session, *problem);

  const OpenedCalendar opened = open_calendar(arguments.positional[0], session);
  if (!opened.calendar) return opened.code;
  const Calendar& calendar = *opened.calendar;
  const std::optional<Instant> anchor = parse_written_instant(*from, calendar.zone());
  if (!anchor) {
    return wrong_usage(session, both("看不懂时刻 `{}`；写作 2026-09-18T09:10 或 2026-09-18",
                                     "`{}` is no instant; write 2026-09-18T09:10 or 2026-09-18", *from));
  }
  if (!calendar.covers(calendar.local_day(*anchor))) {
    return wrong_usage(session, both("日历从 {} 开始，{} 还没有", "the calendar begins on {}; {} is before it",
                                     to_string(calendar.data().first), to_string(calendar.local_day(*anchor))));
  }
  std::shared_ptr<const Calendar> believed = opened.calendar;
  std::optional<AsKnown> known;
  if (const auto text = arguments.value("as-known-on")) {
    const std::optional<Day> on = parse_day(*text);
    if (!on) {
      return wrong_usage(session, both("看不懂日期 `{}`；写作 2026-09-18", "`{}` is no date; write 2026-09-18", *text));
    }
    known = {*on, trace(calendar, *anchor, std::get<Length>(length)).result};
    believed = Calendar::make(calendar.data(), calendar.policy(), *on);
  }
  const Trace count = trace(*believed, *anchor, std::get<Length>(length));
  if (count.result.at == Instant::never()) {
    return wrong_usage(session, Text{"算到了公元 9999 年以后", "it ends after the year 9999"});
  }
  if (session.json) {
    session.out << json_text(as_json(*believed, count, known)) << "\n";
  } else {
    print_for_people(*believed, count, std::get<Length>(length), known, arguments.has("all"), session);
  }
  return ExitCode::done;
}

}  // namespace

const Command due_command = {
    "due", "期限", {"算期限：多长时限，哪天届满，逐日说明", "count a length, day by day"}, help, options, run_due};

}  // namespace sanhuan::cli
