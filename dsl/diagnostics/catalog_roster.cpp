// E09: rosters (值班名册), and from E0920 on assessments (考核).
#include "dsl/diagnostics/catalog.hpp"

namespace sanhuan::dsl {

namespace {

constexpr auto error = Severity::error;

constexpr CatalogEntry entries[] = {
    {"E0900", error, "编号「{0}」在名册里有两个", "the number `{0}` stands twice in the roster", "一人一个编号；退出的人的编号不再给别人",
     "one number for each person; that of one who has left is not given again", "律师01,…\n律师01,…", "律师01,…\n律师02,…"},
    {"E0901", error, "名册里没有「{0}」{1}", "there is no `{0}` in the roster{1}", "写成员表里的编号", "write a number of the table of members", "律师99,2025-06-01,2025-06-03,2025-05-30",
     "律师09,2025-06-01,2025-06-03,2025-05-30"},
    {"E0902", error, "一个名册的成员超过 {0} 人", "there are more than {0} members in a roster", "分成几个名册", "make several rosters of it", "…", "律师01,…"},
    {"E0903", error, "写的是共有 {0} 人，成员表里有 {1} 人；最后一个是 {2}", "it says {0} members, but the table has {1}; the last is {2}", "改总数，或者补上、删掉成员",
     "mend the total, or add or delete members", "total: 69", "total: 70"},
    {"E0904", error, "每轮要 {0} 人，名册里只有 {1} 人", "{0} are to stand together, but the roster has {1}", "减少每轮的人数，或者添人", "let fewer stand, or add members",
     "seats: 80", "seats: 3"},
    {"E0905", error, "「{0}」不能和自己换班", "`{0}` cannot change places with himself", "写两个不同的编号", "write two different numbers", "2025-06-02,律师01,律师01",
     "2025-06-02,律师01,律师02"},
    {"E0906", error, "事件「{0}」没有「{1}」这一项", "the event `{0}` has no field `{1}`", "在事件后面写 须填 或 可填 它，或者改成事件有的", "name it after 须填 or 可填 of the event, or name one that the event has",
     "member: 律师", "member: 援助人员"},
    {"E0907", error, "名册从 {0} 开始，日历从 {1} 才有", "the roster begins on {0}, but the calendar only on {1}", "写一个日历里有的日子", "write a day that the calendar covers", "start: 1999-01-04",
     "start: 2025-01-06"},
    {"E0920", error, "各项指标的权重加起来是 {0}，应当是 100", "the weights come to {0}; they should come to 100", "改权重，让它们加起来是 100", "mend the weights so that they come to 100",
     "[{weight: 60}, {weight: 30}]", "[{weight: 60}, {weight: 40}]"},
    {"E0921", error, "没有「{0}」这个{1}", "there is no {1} called `{0}`", "写规则里有的，名或号都行", "name one that the rules have, by name or key", "of: [初次答复]", "of: [初步答复]"},
    {"E0922", error, "「{0}」不是单位；考核只对单位", "`{0}` is no unit; only units are assessed", "写一个种类是 单位 的要素，如 承办单位", "name a fact of type 单位, such as 承办单位",
     "responsible: 信访人", "responsible: 承办单位"},
    {"E0923", error, "「{0}」既不是枚举也不是是非，分不出好坏", "`{0}` is neither an enumeration nor true or false: no value of it is good", "写一个值数得过来的要素", "name a fact whose values can be listed",
     "of: 说明", "of: 评价"},
    {"E0924", error, "「{0}」不是「{1}」的值", "`{0}` is no value of `{1}`", "写枚举里有的值；是非写 是 或 否", "write a value of the enumeration; 是 or 否 for true or false", "good: [满足]",
     "good: [满意]"},
    {"E0925", error, "指标「{0}」没有写考核哪几项", "the indicator `{0}` does not say what it is about", "加 of：时限、职责或要素的名", "add `of`: deadlines, duties or a fact",
     "{name: 按期率, measure: 按期, weight: 30}", "{name: 按期率, measure: 按期, of: [约见群众], weight: 30}"},
    {"E0926", error, "指标「{0}」没有写哪些算好", "the indicator `{0}` does not say what is good", "加 good：哪些值、哪些环节算好", "add `good`: the values or stages that are good",
     "{name: 满意率, measure: 要素, of: 评价, weight: 20}", "{name: 满意率, measure: 要素, of: 评价, good: [满意, 基本满意], weight: 20}"},
    {"E0927", error, "指标「{0}」按件数，没有写是哪个事项、谁的责任", "the indicator `{0}` counts cases, but which ones and whose is not said", "在考核下面加 cases 和 responsible", "add `cases` and `responsible` to the assessment",
     "scored: 镇", "scored: 镇\ncases: 群众诉求\nresponsible: 承办单位"},
};

}  // namespace

std::span<const CatalogEntry> roster_entries() noexcept { return entries; }

}  // namespace sanhuan::dsl
