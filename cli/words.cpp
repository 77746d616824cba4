#include "cli/words.hpp"

#include <array>
#include <utility>

namespace sanhuan::cli {
namespace {

constexpr std::array<Text, 7> weekdays = {{{"周一", "Mon"}, {"周二", "Tue"}, {"周三", "Wed"}, {"周四", "Thu"},
                                           {"周五", "Fri"}, {"周六", "Sat"}, {"周日", "Sun"}}};

std::string show_time(std::int64_t ms_of_day) {
  const std::int64_t minutes = ms_of_day / ms_per_minute;
  const std::int64_t rest = ms_of_day % ms_per_minute;
  std::string text = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  if (rest != 0) text += fmt::format(":{:02}", rest / 1000);
  if (rest % 1000 != 0) text += fmt::format(".{:03}", rest % 1000);
  return text;
}

std::string with_weekday(std::string_view date, Day day, Voice voice) {
  return voice.chinese() ? fmt::format("{}（{}）", date, weekday_name(day, voice))
                         : fmt::format("{} ({})", date, weekday_name(day, voice));
}

std::string join_time(std::string day, std::string_view time, Voice voice) {
  return voice.chinese() ? day + std::string(time) : day + " " + std::string(time);
}

constexpr std::pair<std::string_view, Text> effects[] = {
    {"notify", {"通知", "notified"}},       {"inform", {"告知", "informed"}},
    {"urge", {"催办", "urged"}},            {"supervise", {"督办", "supervised"}},
    {"escalate", {"提级督办", "escalated"}}, {"yellow_card", {"黄牌", "yellow card"}},
    {"red_card", {"红牌", "red card"}},     {"penalise", {"扣分", "points taken"}},
    {"reward", {"加分", "points given"}},   {"deem", {"视为", "deemed"}},
    {"open_case", {"录入", "case opened"}}, {"merge", {"并案", "merged"}},
    {"designate", {"指定", "designated"}},
};

// The last `parts` of the path.
std::string line_with(std::string_view place, std::size_t parts, Voice voice) {
  const std::size_t colon = place.rfind(':');
  std::string_view path = place.substr(0, colon);
  std::size_t begin = path.size();
  while (parts-- > 0 && begin != std::string_view::npos && begin > 0) begin = path.rfind('/', begin - 1);
  if (begin != std::string_view::npos && begin > 0) path.remove_prefix(begin + 1);
  if (colon == std::string_view::npos) return std::string(path);
  return voice("{} 第 {} 行", "{} line {}", path, place.substr(colon + 1));
}

}  // namespace

std::string_view weekday_name(Day day, Voice voice) { return voice(weekdays[static_cast<std::size_t>(weekday(day))]); }

std::string show_day(Day day, Voice voice) { return with_weekday(to_string(day), day, voice); }

std::string show_short_day(Day day, Voice voice) { return with_weekday(to_string(day).substr(5), day, voice); }

std::string show_instant(Instant at, Zone zone, Voice voice) {
  const Day day = zone.day(at);
  return join_time(show_day(day, voice), show_time(at - zone.midnight(day)), voice);
}

Day end_day(Instant at, Zone zone) { return zone.day(at - 1); }

std::string show_end_time(Instant at, Zone zone) { return show_time(at - zone.midnight(end_day(at, zone))); }

std::string show_end(Instant at, Zone zone, Voice voice) {
  return join_time(show_day(end_day(at, zone), voice), show_end_time(at, zone), voice);
}

std::string show_length(Length length, Voice voice) {
  const std::uint32_t n = length.count;
  const std::string_view s = n == 1 ? "" : "s";
  std::string text;
  switch (length.unit) {
    case LengthUnit::minute: text = voice("{}分钟", "{} minute{}", n, s); break;
    case LengthUnit::hour: text = voice("{}小时", "{} hour{}", n, s); break;
    case LengthUnit::working_hour: text = voice("{}个工作小时", "{} working hour{}", n, s); break;
    case LengthUnit::same_day: text = voice(Text{"当天", "the same day"}); break;
    case LengthUnit::next_day: text = voice(Text{"次日", "the next day"}); break;
    case LengthUnit::working_day: text = voice("{}个工作日", "{} working day{}", n, s); break;
    case LengthUnit::calendar_day: text = voice("{}个自然日", "{} calendar day{}", n, s); break;
    case LengthUnit::month: text = voice("{}个月", "{} month{}", n, s); break;
    case LengthUnit::year: text = voice("{}年", "{} year{}", n, s); break;
    case LengthUnit::nth_working_day: text = voice("第{}个工作日", "working day no. {}", n); break;
    case LengthUnit::nth_calendar_day: text = voice("第{}个自然日", "calendar day no. {}", n); break;
  }
  if (length.roll == Roll::roll) text += voice(Text{" 顺延", ", rolled"});
  if (length.roll == Roll::no_roll) text += voice(Text{" 不顺延", ", not rolled"});
  return text;
}

std::string_view level_name(Level level, Voice voice) {
  switch (level) {
    case Level::unknown: return voice(Text{"未定", "none"});
    case Level::grid: return voice(Text{"网格", "grid"});
    case Level::village: return voice(Text{"村", "village"});
    case Level::town: return voice(Text{"镇", "town"});
    case Level::district: return voice(Text{"区", "district"});
  }
  return {};
}

std::string_view effect_name(std::string_view verb, Voice voice) {
  for (const auto& [name, text] : effects) if (name == verb) return voice(text);
  return verb;
}

std::string_view refusal_name(Refused refused, Voice voice) {
  switch (refused) {
    case Refused::none: return voice(Text{"办成", "accepted"});
    case Refused::malformed: return voice(Text{"写法不对", "malformed"});
    case Refused::not_accepted: return voice(Text{"此时不收这个事件", "nothing waits for it here"});
    case Refused::not_allowed: return voice(Text{"不归他办", "not his to do"});
    case Refused::guarded: return voice(Text{"条件不成立或缺事实", "a condition is false or a fact is missing"});
    case Refused::undecided: return voice(Text{"结果无法确定", "the result cannot be decided"});
    case Refused::owed: return voice(Text{"还有事没办完", "something is still owed"});
    case Refused::bound: return voice(Text{"到了数量上限", "a limit was reached"});
    case Refused::key_conflict: return voice(Text{"同一个 id 内容不同", "the same id with other content"});
    case Refused::designated: return voice(Text{"已指定，不能再退", "designated: no further return"});
  }
  return {};
}

std::string_view unmet_name(Unmet::Why why, Voice voice) {
  switch (why) {
    case Unmet::Why::no: return voice(Text{"不成立", "it is false"});
    case Unmet::Why::unknown: return voice(Text{"判断不了", "it cannot be judged"});
    case Unmet::Why::used_up: return voice(Text{"次数已经用完", "it has been done as often as it may be"});
    case Unmet::Why::too_late: return voice(Text{"能提出的时间已经过了", "the time to ask for it is over"});
    case Unmet::Why::not_begun: return voice(Text{"能提出的时间还没有开始", "the time to ask for it has not begun"});
    case Unmet::Why::asked_already: return voice(Text{"已经提出过，还没有决定", "it is asked for already, and not decided"});
    case Unmet::Why::undecided: return voice(Text{"记的值算不出来，或者在界限以外", "what it sets cannot be worked out, or lies outside the bounds"});
    case Unmet::Why::too_long: return voice(Text{"要延长的不在准许的长度以内", "it may not be extended by so much or so little"});
  }
  return {};
}

std::string_view malformed_name(Malformed malformed, Voice voice) {
  switch (malformed) {
    case Malformed::none: return voice(Text{"写法不对", "malformed"});
    case Malformed::case_closed: return voice(Text{"事项已经结案", "the case is closed"});
    case Malformed::unknown_event: return voice(Text{"规则里没有这个事件", "the rules have no such event"});
    case Malformed::missing_field: return voice(Text{"缺必填的内容", "a required field is missing"});
    case Malformed::wrong_type: return voice(Text{"内容的写法不对", "a value is not of its type"});
    case Malformed::time_backwards: return voice(Text{"时间倒流", "time goes backwards"});
    case Malformed::outside_calendar: return voice(Text{"日历没有覆盖这一天", "the calendar does not cover this day"});
    case Malformed::missing_fact: return voice(Text{"缺必须知道的事实", "a fact that must be known is missing"});
    case Malformed::not_open: return voice(Text{"事项还没有开立", "the case has not been opened"});
    case Malformed::unknown_case_type: return voice(Text{"规则里没有这种事项", "the rules have no such case type"});
    case Malformed::unknown_field: return voice(Text{"这个事件没有这一项内容", "the event has no such field"});
    case Malformed::unknown_unit: return voice(Text{"没有这个单位", "there is no such unit"});
    case Malformed::reserved_id: return voice(Text{"这种编号留给由规则另开的事项", "such numbers are for cases that rules open"});
    case Malformed::late_entry: return voice(Text{"不能这样补录", "it cannot be entered late like this"});
    case Malformed::bad_name: return voice(Text{"编号空着或者太长，或者 id 太长", "the case number is missing or too long, or the id is too long"});
    case Malformed::clock_ahead: return voice(Text{"时刻离现在太远，钟可能走错了", "it lies too far ahead: the clock may be wrong"});
    case Malformed::unknown_role: return voice(Text{"没有这个角色", "there is no such role"});
  }
  return {};
}

std::string holder_text(Holder holder, const std::string& name, Voice voice) {
  if (holder.kind == Holder::Kind::petitioner) return std::string(voice(Text{"信访人", "the petitioner"}));
  if (holder.kind == Holder::Kind::system) return std::string(voice(Text{"系统", "the system"}));
  return name;
}

std::string show_line(std::string_view place, Voice voice) { return line_with(place, 1, voice); }

std::string show_line_in_pack(std::string_view place, Voice voice) { return line_with(place, 2, voice); }

}  // namespace sanhuan::cli
