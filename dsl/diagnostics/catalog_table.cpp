// E07, W07: decision tables.
#include "dsl/diagnostics/catalog.hpp"

namespace sanhuan::dsl {

namespace {

constexpr auto error = Severity::error;
constexpr auto warning = Severity::warning;

constexpr CatalogEntry entries[] = {
    {"E0701", error, "「{0}」里两行都对得上：{1}", "two rows of `{0}` hold at once: {1}",
     "改窄其中一行，或者把表写成“首个”", "narrow one of them, or make the table first", "| 不超过 5 | 则 | 村 |", "| 不满 5 | 则 | 村 |"},
    {"E0702", error, "「{0}」里没有一行管得着：{1}", "no row of `{0}` covers this: {1}",
     "加一行，或者最后写一行“其余”", "add a row, or end with a row of rest", "| 不少于 6 | 则 | 镇 |", "| 其余 | 则 | 镇 |"},
    {"E0703", error, "「{0}」里有两行的条件一模一样", "two rows of `{0}` have the same conditions", "删掉一行", "delete one of them",
     "| 不满 5 | 则 | 镇 |", "| 5 至 29 | 则 | 镇 |"},
    {"E0704", error, "这一行要有 {0} 格，写了 {1} 格", "this row needs {0} cells and has {1}",
     "和表头对齐；“则”也占一格，不看的写“不限”", "line it up with the heading; then is a cell too, any_value where it does not matter",
     "| 否 | 则 | 村 |", "| 否 | 不满 5 | 则 | 村 |"},
    {"E0705", error, "决策表要有表头和至少一行，表头里“则”把条件和结果分开", "a table needs a heading with then between conditions and results, and at least one row",
     "写 | 涉及人数 | 则 | 层级 | 这样的表头", "write a heading such as | persons | then | level |", "| 涉及人数 | 层级 |", "| 涉及人数 | 则 | 层级 |"},
    {"E0706", error, "“其余”只能是最后一行，而且条件的各格都写“其余”或“不限”", "rest stands in the last row only, and in all of its conditions",
     "挪到最后，别的条件写“不限”", "move it to the end", "| 其余 | 不满 5 | 则 | 区 |", "| 其余 | 其余 | 则 | 区 |"},
    {"E0708", error, "表的行又写在这里，又说取自 CSV", "the rows stand here and are said to come from a CSV as well", "留下一处", "keep one of them",
     "决策表 事项表 取自 “matters.csv”", "决策表 事项表"},
    {"E0709", error, "看不出这张表是哪个事项的：各列合起来不是一个事项的要素", "the columns are not the facts of one case type",
     "列写成要素的名", "make the columns facts", "| 颜色 | 则 | 层级 |", "| 类别 | 则 | 层级 |"},
    {"E0712", error, "「{0}」这一列写了两次", "the column `{0}` is written twice", "留下一列，别的名字的删掉或改对",
     "keep one, or mend the name of the other", "| 涉及人数 | 则 | 层级 | 层级 |", "| 涉及人数 | 则 | 层级 | 建议承办 |"},
    {"W0701", warning, "「{0}」太大，没有逐一查过有没有缝隙", "`{0}` is too large to look at every case", "分成几张表", "split it",
     "决策表 总表 首个", "决策表 分表 首个"},
    {"W0702", warning, "「{0}」的这一行轮不到：前面的行都管了", "this row of `{0}` is never reached: the rows before it cover it", "挪到前面，或者删掉", "move it up or delete it",
     "| 不满 3 | 则 | 村 |", "| 不满 5 | 则 | 镇 |"},
    {"E0710", error, "这一格里有双写的引号，读不了", "this cell has doubled quotes and cannot be read",
     "文字用 “ ” 括起来", "put text between “ ”",
     "\"记 \"\"甲\"\"\"", "“甲”"},
    {"E0711", error, "表里空着一格", "a cell of the table is blank",
     "不看的写“不限”，没有的写“未知”", "write any_value where it does not matter and unknown where there is none",
     "5,,则,镇", "5,不限,则,镇"},
};

}  // namespace

std::span<const CatalogEntry> table_entries() noexcept { return entries; }

}  // namespace sanhuan::dsl
