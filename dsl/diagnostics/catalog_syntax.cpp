// E01: bytes and encoding. E02, W02, H02: sentences.
#include "dsl/diagnostics/catalog.hpp"

namespace sanhuan::dsl {

namespace {

constexpr auto error = Severity::error;
constexpr auto warning = Severity::warning;
constexpr auto hint = Severity::hint;

constexpr CatalogEntry entries[] = {
    {"E0101", error, "找不到文件「{0}」", "`{0}` does not exist",
     "看看 pack.yaml 的“文件”里写的名字和文件夹里的是不是一样", "compare the name under `files` in pack.yaml with the folder",
     "files: [proces.huan]", "files: [process.huan]"},
    {"E0102", error, "「{0}」是文件夹，不是文件", "`{0}` is a folder, not a file",
     "写上文件夹里的文件名", "name a file in it", "files: [rules]", "files: [rules/process.huan]"},
    {"E0103", error, "「{0}」打不开", "`{0}` cannot be read",
     "看看有没有读它的权限，是不是正被别的程序占着", "see whether you may read it and whether it is an ordinary file",
     "files: [/dev/null]", "files: [process.huan]"},
    {"E0104", error, "「{0}」超过 {1} MB，读不了", "`{0}` is larger than {1} MB",
     "分成几个文件，大的表放进 CSV", "split it; keep large tables in CSV", "files: [all.huan]",
     "files: [process.huan, standing.huan]"},
    {"E0105", error, "这里的字节不是 UTF-8", "these bytes are not UTF-8",
     "另存为 UTF-8 编码", "save the file as UTF-8", "注 \\xFF", "注 备注"},
    {"E0106", error, "这个文件看上去是 GBK 编码，不是 UTF-8", "this file looks like GBK, not UTF-8",
     "在编辑器或 WPS 里“另存为”，编码选 UTF-8", "save it as UTF-8 in your editor", "\\xD7\\xA2 \\xB1\\xB8\\xD7\\xA2", "注 备注"},
    {"E0107", error, "这里有一个空字节（{0}），文件可能坏了，或者不是文本", "there is a NUL byte ({0}); the file is damaged or no text",
     "从备份里重新取一份，存为 UTF-8", "take it from a backup and save it as UTF-8", "注 备\\0注", "注 备注"},
    {"E0108", error, "这里藏着一个看不见的字符 {0}", "an invisible character, {0}, is hidden here",
     "删掉它；多半是从网页或聊天软件里粘贴带来的", "delete it; it mostly comes with text pasted from web pages", "注 备\\u200B注", "注 备注"},
    {"E0109", error, "这一行超过 {0} KB，读不了", "this line is longer than {0} KB",
     "一句话写一行；大的表放进 CSV", "write one sentence a line; keep large tables in CSV", "注 （很长）", "注 短一些"},
    {"E0110", error, "「{0}」是空的", "`{0}` is empty", "写上规则，或者从 pack.yaml 的“文件”里去掉它",
     "write rules in it or take it out of `files` in pack.yaml", "", "注 备注"},
    {"E0111", error, "这里有一个控制字符 {0}", "a control character, {0}, stands here",
     "删掉它，重新敲一遍这几个字", "delete it and type the word again", "注 备\\x07注", "注 备注"},
    {"E0112", error, "「{0}」是 UTF-16 编码，不是 UTF-8", "`{0}` is UTF-16, not UTF-8",
     "在编辑器里“另存为”，编码选 UTF-8", "save it as UTF-8 in your editor", "\\xFF\\xFE", "注 备注"},
    {"E0199", error, "还有 {0} 处没有列出，改完上面的再查一遍", "{0} more are not shown; mend these and check again", "", "", "", ""},
    {"W0199", warning, "还有 {0} 处没有列出，改完上面的再查一遍", "{0} more are not shown; mend these and check again", "", "", "", ""},

    {"E0201", error, "这里应当是{0}，写的是「{1}」", "expected {0} here, found `{1}`", "", "",
     "流程 信访办理 给 群众诉求", "流程 信访办理 用于 群众诉求"},
    {"E0202", error, "这一行没有写完，后面还应当有{0}", "the line ends too early: {0} should follow", "", "",
     "时限 初步答复 属", "时限 初步答复 属 主办责任"},
    {"E0203", error, "「{0}」没有说清按哪种日子算", "`{0}` does not say which days are counted",
     "{1}（扣除周末和放假，补班照算）或 {2}", "write {1} or {2}", "自 登记 起 5日内 应 答复", "自 登记 起 5个工作日内 应 答复"},
    {"E0204", error, "「{0}」有两种读法：第几个，还是满几个", "`{0}` can be read in two ways: the n-th, or after so many",
     "{1}（那天开门时）或 {2}（那天下班后）", "write {1} (when that day opens) or {2} (when it has passed)",
     "逾期 1个工作日 则 催办 承办单位", "逾期 第1个工作日 则 催办 承办单位"},
    {"E0205", error, "「{0}」是关键词，不能当作{1}", "`{0}` is a keyword and cannot be {1}",
     "换一个名，或者加一两个字", "choose another name", "事件 督办", "事件 下达督办"},
    {"E0206", error, "不认识行首的「{0}」", "`{0}` does not begin any sentence", "", "",
     "环结 待交办", "环节 待交办"},
    {"E0207", error, "「{0}」不能写在这里，它要写在{1}下面", "`{0}` cannot stand here; it belongs under {1}", "", "",
     "剩余 1个工作日 则 黄牌 承办单位", "时限 答复 属 主办责任"},
    {"E0208", error, "「{0}」前面没有「若」", "no `if` stands before this `{0}`",
     "先写 若 … 则 …，再写 否则 …", "write `if … then …` before it", "否则 转 待答复", "若 有 协办单位 则 转 会商中"},
    {"E0209", error, "「且」和「或」混着写，看不出先后", "`and` and `or` are mixed, so it can be read in two ways",
     "给先看的那一半加上括号", "put brackets around what belongs together", "仅当 甲 且 乙 或 丙", "仅当 甲 且 （乙 或 丙）"},
    {"E0210", error, "括号或「非」套了 {0} 层以上", "brackets or `not` are nested more than {0} deep",
     "拆成几条写", "split it into several sentences", "仅当 （（（…）））", "仅当 （甲 或 乙） 且 丙"},
    {"E0211", error, "引号没有收住", "this quotation is not closed on its line",
     "在文字末尾补上后一半引号", "add the closing mark after the text", "通知 值班长 “今日须交办", "通知 值班长 “今日须交办”"},
    {"E0212", error, "规则里用不到字符「{0}」（{1}）", "the character `{0}` ({1}) means nothing in rules",
     "删掉它；文字要放在引号里", "delete it; text stands in quotation marks", "转 待交办～", "转 待交办"},
    {"E0213", error, "「{0}」接不上前面的话", "`{0}` does not belong in this sentence", "", "",
     "贯穿 督查督办 全部", "贯穿 督查督办"},
    {"E0214", error, "数「{0}」太大", "the number `{0}` is too large", "最多 18 位", "at most 18 digits",
     "可延期 1次 不超过 99999999999999999999个自然日", "可延期 1次 不超过 30个自然日"},
    {"E0215", error, "没有「{0}」这个日子或时刻", "there is no such date or time as `{0}`",
     "日期写 2026-09-18，时刻写 09:10", "write dates as 2026-09-18 and times as 09:10", "施行 2025-02-30", "施行 2025-02-28"},
    {"E0216", error, "{0} 是{1}，不是{2}", "{0} is a {1}, not a {2}", "改日期或改星期；星期也可以不写",
     "mend the date or the weekday; the weekday may be left out", "2026-09-18（周六）09:10 窗口人员 登记",
     "2026-09-18（周五）09:10 窗口人员 登记"},
    {"E0217", error, "这一行表格没有用「|」收尾", "this row does not end with `|`", "在行末补一个 |", "add | at the end of the line",
     "| 是 | 则 | 镇", "| 是 | 则 | 镇 |"},
    {"E0218", error, "这一格是空的", "this cell is empty", "不看这一项就写 不限", "write any_value where the fact does not matter",
     "| | 则 | 镇 |", "| 不限 | 则 | 镇 |"},
    {"E0219", error, "「{0}」没有单位", "`{0}` has no unit",
     "写 {0}个工作日、{0}个自然日、{0}小时 等", "write {0} working_days, {0} calendar_days, {0} hours …",
     "自 登记 起 5 应 答复", "自 登记 起 5个工作日内 应 答复"},
    {"E0220", error, "「{0}」像是漏了空格", "blanks seem to be missing in `{0}`",
     "写成 {1}", "write {1}", "自登记起 5个工作日内 应 答复", "自 登记 起 5个工作日内 应 答复"},
    {"E0221", error, "文字到「{0}」就收住了，后面却紧接着写下去", "the text ends with `{0}`, but something follows it directly",
     "文字里面的引号用 ‘’ 或「」；文字真是到这里为止的，后面空一格", "quote inside a text with ‘ ’ or 「」; where the text does end here, put a blank behind it",
     "通知 值班长 “他说\"好\"，请核实”", "通知 值班长 “他说‘好’，请核实”"},

    {"W0201", warning, "缩进和层次对不上：这一行在「{0}」（第 {1} 行）下面",
     "the indentation disagrees with the structure: this line belongs under `{0}` in line {1}",
     "层次由行首的词定：把它缩进得比那一行深两格", "the head word decides: indent it two deeper than that line", "环节 待交办", "  环节 待交办"},
    {"H0201", hint, "「{0}」按法律含本数（民法典第一千二百五十九条），读作 {1}",
     "`{0}` includes the number itself (Civil Code, article 1259): read as {2}",
     "写成 {1}，大家不用猜", "write {2}", "仅当 涉及人数 5以下", "仅当 涉及人数 不超过 5"},
};

}  // namespace

std::span<const CatalogEntry> syntax_entries() noexcept { return entries; }

}  // namespace sanhuan::dsl
