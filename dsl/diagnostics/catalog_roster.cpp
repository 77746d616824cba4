// E09: rosters (值班名册): members, leave, swaps, recusals.
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
};

}  // namespace

std::span<const CatalogEntry> roster_entries() noexcept { return entries; }

}  // namespace sanhuan::dsl
