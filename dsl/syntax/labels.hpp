// What messages call the parts of a sentence. No keyword stands here: those call themselves.
#pragma once

#include "dsl/syntax/state.hpp"

namespace sanhuan::dsl::grammar {

namespace labels {
inline constexpr Label
    name{"名称", "a name", true}, stage{"环节的名称", "the name of a stage", true},
    event{"事件的名称", "the name of an event", true}, case_type{"事项的名称", "the name of a case type", true},
    fact{"要素的名称", "the name of a fact", true}, responsibility{"责任的名称", "the name of a responsibility", true},
    deadline{"时限的名称", "the name of a deadline", true}, unit{"单位的名称", "the name of a unit", true},
    directory{"名录的名称", "the name of a directory", true}, who{"谁（单位、角色或要素）", "who (a unit, a role or a fact)", true},
    key{"号（#…）", "a key (#…)"}, number{"一个数", "a number"}, text{"文字（“…”）", "a text (\"…\")"},
    rest{"文字", "a text"}, length{"多久（如 5个工作日内）", "a length (such as 5 working_days)"},
    date{"日期（如 2026-09-18）", "a date (such as 2026-09-18)"}, time{"时刻（如 09:10）", "a time (such as 09:10)"},
    month_day{"几月几日（如 6月1日）", "a month and day (such as 06-01)"}, weekday{"（周几）", "a weekday in brackets"},
    open{"「（」", "`(`"}, close{"「）」", "`)`"}, colon{"「：」", "`:`"}, list_mark{"「、」", "`,`"}, bar{"「|」", "`|`"},
    value{"一个值", "a value"}, condition{"条件", "a condition"}, type{"种类（整数、文本、单位 … 或一个枚举）", "a type (integer, text, unit … or an enumeration)"},
    action{"做什么（转、通知、催办 …）", "an action (go, notify, urge …)"}, cell{"一格", "a cell"};
}  // namespace labels

}  // namespace sanhuan::dsl::grammar
