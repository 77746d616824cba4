// Dates, lengths, levels and reasons as people read them. Dates carry their weekday, dues their clock time.
#pragma once

#include <string>
#include <string_view>

#include "cli/text.hpp"
#include "sanhuan/calendar.hpp"
#include "sanhuan/due.hpp"
#include "sanhuan/entry.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan::cli {

std::string_view weekday_name(Day, Voice);          // 周五, Fri
std::string show_day(Day, Voice);                   // 2026-09-18（周五）, 2026-09-18 (Fri)
std::string show_short_day(Day, Voice);             // 09-18（周五）
std::string show_instant(Instant, Zone, Voice);     // 2026-09-18（周五）09:10
// An end belongs to the day it ends: midnight is 24:00 of the day before.
Day end_day(Instant, Zone);
std::string show_end_time(Instant, Zone);           // 17:30, 24:00
std::string show_end(Instant, Zone, Voice);         // 2026-09-24（周四）17:30

std::string show_length(Length, Voice);             // 5个工作日, 5 working days
std::string_view level_name(Level, Voice);          // 镇, town
std::string_view effect_name(std::string_view verb, Voice);  // red_card: 红牌, red card; else the verb itself
std::string_view refusal_name(Refused, Voice);
std::string_view unmet_name(Unmet::Why, Voice);
std::string_view malformed_name(Malformed, Voice);
// 信访人 and 系统 are words; whoever else it is has a name.
std::string holder_text(Holder, const std::string& name, Voice);

// Paths in people's reports are the file and its line: process.huan 第 92 行 for "rules/lanshan/process.huan:92".
std::string show_line(std::string_view place, Voice);
// Where several packs are in play: lanshan/process.huan 第 92 行.
std::string show_line_in_pack(std::string_view place, Voice);

}  // namespace sanhuan::cli
