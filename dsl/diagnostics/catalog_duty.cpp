// E08: standing duties (常设责任): the catalogue of items, seasons, campaigns, rhythms in rule text.
#include "dsl/diagnostics/catalog.hpp"

namespace sanhuan::dsl {

namespace {

constexpr auto error = Severity::error;

constexpr CatalogEntry entries[] = {
    {"E0800", error, "编号「{0}」接不上，应当是「{1}」", "the number `{0}` does not follow; it should be `{1}`",
     "同一类从 001 编起，一个接一个；删掉一项就把后面的往前移", "number each class from 001 without a gap; where an item is deleted, move the others up",
     "人001,…\n人003,…", "人001,…\n人002,…"},
    {"E0801", error, "没有「{0}」这一类{1}", "there is no class `{0}`{1}", "先写进职责文件的 classes，再在表里用", "name it under `classes` in the file of duties first",
     "人001,仁,…", "人001,人,…"},
    {"E0802", error, "「{0}」和 {1} 是同一件事", "`{0}` is the same as {1}", "合成一项，或者把两项的差别写进事项名称", "make one of them, or put what differs into their names",
     "人001,…,独居老人探访\n人002,…,独居老人探访", "人001,…,独居老人探访\n人002,…,留守老人探访"},
    {"E0803", error, "看不懂频次「{0}」", "`{0}` is no frequency here", "写 每天、每周2次、每月1次、每季1次、每年2次 或 动态；一个周期里的次数不能比天数多；专项要有频次，不写动态",
     "write daily, weekly 2, monthly 1, quarterly 1, yearly 2 or dynamic; no more often than there are days; a campaign is never dynamic", "半月一次", "每月2次"},
    {"E0804", error, "{0} 没有写遇休息日怎么办", "{0} does not say what happens on rest days", "写 照做、跳过、顺延 或 提前", "write do_anyway, skip, roll or roll_back",
     "每天,,", "每天,,照做"},
    {"E0805", error, "{0} 是动态的，不写遇休息日", "{0} is dynamic: it says nothing of rest days", "随见随报，没有哪天该做；空着", "it is reported when met; leave the cell blank",
     "动态,,照做", "动态,,"},
    {"E0806", error, "{0} 要先打电话，渠道里没有写打哪里", "{0} is phoned in first, but its channel names no phone", "写 110、119、120、122、12345、值班室 或 主责部门",
     "name 110, 119, 120, 122, 12345, 值班室 or 主责部门", "先电话,普通", "先电话,119、主责部门"},
    {"E0807", error, "从 {0} 到 {1}，先后反了", "from {0} to {1} is the wrong way round", "失效的日子不能比生效早", "it cannot end before it begins",
     "2025-06-01,2025-01-01", "2025-01-01,2025-06-01"},
    {"E0808", error, "{0} 是临时的，没有写到哪天为止", "{0} is temporary, but has no end", "写上失效日期；长期的事项走准入", "write the day on which it ends; what is to stay is admitted to the list",
     "临时,2025-06-01,", "临时,2025-06-01,2025-08-31"},
    {"E0809", error, "{0} 是高敏感的，渠道里没有写专用", "{0} is highly sensitive, but does not go by the restricted channel", "渠道写上 专用，只有该看的人看得到",
     "add 专用 to its channel, so that only those who must know see it", "普通,…,高", "专用,…,高"},
    {"E0810", error, "{0} 是高敏感的，凭证里不能有照片", "{0} is highly sensitive: no photos as evidence", "改成 记录 或 签字", "write 记录 or 签字 instead", "照片,高", "记录,高"},
    {"E0811", error, "写的是「{0}」类 {1} 项，表里有 {2} 项", "it says {1} items of the class `{0}`, but the table has {2}", "改数目，或者补上、删掉事项",
     "mend the number, or add or delete items", "classes: {人: 84}", "classes: {人: 85}"},
    {"E0812", error, "没有「{0}」这个时段{1}", "there is no season `{0}`{1}", "先写进时段表，写明从哪天到哪天", "add it to the table of seasons, from which day to which",
     "迅期", "汛期"},
    {"E0813", error, "事项超过 {0} 项", "there are more than {0} items", "这么多谁也做不过来；合并一些", "nobody can do that many; join some", "…", "人001,…"},
    {"E0814", error, "清单里没有「{0}」{1}", "there is no `{0}` in the list{1}", "写编号、小类或类别，用「、」隔开", "name items by number, sub-class or class, with 、 between them",
     "事999", "事009"},
    {"E0815", error, "写的是共有 {0} 项，表里有 {1} 项；最后一项是 {2}", "it says {0} items, but the table has {1}; the last is {2}", "改总数，或者补上、删掉事项",
     "mend the total, or add or delete items", "total: 384", "total: 385"},
    {"E0816", error, "部门「{0}」不在单位里", "the department `{0}` is no unit", "看看写法，或者先把它写进组织{1}", "look at the spelling, or add it to the organisation{1}",
     "主责：公安分居", "主责：公安分局"},
    {"E0817", error, "立件写的「{0}」不是事项", "a finding is to open `{0}`, which is no case type", "写一种已有的事项，或者空着（只采集）{1}",
     "name a case type, or leave it blank where it is only collected{1}", "立件：群众诉讼", "立件：群众诉求"},
    {"E0818", error, "日历里没有「{0}」这个节日", "the calendar has no holiday `{0}`", "写放假安排里的名称，如 春节、国庆节", "name it as the calendar does, such as 春节",
     "节前,,,过年,15,0", "节前,,,春节,15,0"},
    {"E0820", error, "「{0}」没有写谁多久做一次", "`{0}` does not say who does it how often", "加一行 频次 网格 每天1次", "add a line such as `frequency grid daily 1 times`",
     "常设 排查\n  应 排查完成 遇休息日 照做", "常设 排查\n  频次 网格 每天1次\n  应 排查完成 遇休息日 照做"},
    {"E0821", error, "「{0}」没有写该做什么", "`{0}` does not say what is owed", "加一行 应 排查完成 遇休息日 照做", "add a line such as `shall screened on_rest_days do_anyway`",
     "常设 排查\n  频次 网格 每天1次", "常设 排查\n  频次 网格 每天1次\n  应 排查完成 遇休息日 照做"},
    {"E0822", error, "{0}的频次写了两次", "the frequency of the {0} is written twice", "留下一个", "keep one", "频次 网格 每天1次、网格 每周1次", "频次 网格 每天1次"},
    {"E0823", error, "次数应当是 1 到 {0}", "this should be from 1 to {0} times", "一个周期里的次数不能比天数多", "no more often than there are days", "每周8次", "每周7次"},
    {"E0824", error, "这一行在「{0}」里只能写一次", "this line stands once in `{0}`", "留下一行", "keep one line", "应 排查完成 遇休息日 照做\n应 走访完成 遇休息日 照做", "应 排查完成 遇休息日 照做"},
    {"E0825", error, "常设责任没有环节，这里不能转", "a standing duty has no stages: it cannot go anywhere", "要办的事用 录入 立一件", "open a case instead", "发现 则 转 待交办",
     "发现 则 录入 群众诉求"},
    {"E0826", error, "常设责任立件时，填的要是一个固定的值", "what a standing duty fills in must be one fixed value", "写一个值；是谁、在哪里、哪一项，会按号记进去（#found-by、#duty-item）", "write a value; who, where and which item go in by their keys (#found-by, #duty-item)",
     "发现 则 录入 群众诉求 填 所在网格 为 今天", "发现 则 录入 群众诉求 填 来源 为 网格上报"},
    {"E0830", error, "没有「{0}」这个单位", "there is no unit `{0}`", "写名称、代号或编码，以规则包的组织为准", "write its name, key or code as in the pack's organisation",
     "371302001001999,人001,2026-09-18", "371302001001001,人001,2026-09-18"},
    {"E0831", error, "没有「{0}」这一项", "there is no duty `{0}`", "写清单里的编号，或者常设责任的名称", "write the number of an item, or the name of a standing duty",
     "371302001001001,人999,2026-09-18", "371302001001001,人001,2026-09-18"},
    {"E0832", error, "「{0}」这一级不做「{1}」", "`{0}` does not owe `{1}`", "看看单位写得对不对", "look whether it is the right unit",
     "兰山街道,人001,2026-09-18", "371302001001001,人001,2026-09-18"},
    {"E0833", error, "看不懂时刻「{0}」", "`{0}` is no instant", "写作 2026-09-18T09:10 或 2026-09-18", "write 2026-09-18T09:10 or 2026-09-18", "371302001001001,人001,9月18日",
     "371302001001001,人001,2026-09-18T09:10"},
};

}  // namespace

std::span<const CatalogEntry> duty_entries() noexcept { return entries; }

}  // namespace sanhuan::dsl
