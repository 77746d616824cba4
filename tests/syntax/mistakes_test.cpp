// Each mistake is one message, in the right place, and names the way out.
#include <catch2/catch.hpp>

#include "dsl/diagnostics/catalog.hpp"
#include "tests/syntax/syntax_support.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;
using namespace sanhuan::dsl::test;

namespace {

constexpr std::string_view process = "事件 登记\n流程 甲 用于 乙\n环 丙\n";  // three lines
const std::string deadline = std::string(process) + "  时限 丁 属 戊\n";
const std::string when = std::string(process) + "  当 戊 登记 则\n";
constexpr std::string_view table = "决策表 甲\n  | 乙 | 则 | 丙 |\n";
constexpr std::string_view scenario = "情景 甲\n";

// The one diagnostic of the line after `before`.
Diagnostic only(std::string_view before, std::string_view line) {
  const Parsed p = parsed(std::string(before) + std::string(line) + "\n");
  INFO(found(p));
  REQUIRE(p.diagnostics.size() == 1);
  CHECK(p.diagnostics[0].place.line == p.file.lines());
  return p.diagnostics[0];
}

std::string place(const Diagnostic& d) { return d.code + " " + std::to_string(d.place.column) + "+" + std::to_string(d.place.length); }

}  // namespace

TEST_CASE("5日 names both readings and what the basis above says", "[mistakes]") {
  const Diagnostic d = only(deadline + "    依据 推定 “125”工作法：5个工作日内拿出意见\n", "    自 登记 起 5日内 应 答复");
  CHECK(place(d) == "E0203 12+3");
  CHECK(d.en == "`5日内` does not say which days are counted");
  CHECK(d.help_en == "write 5个工作日内 or 5个自然日内");
  CHECK(d.help_zh == "5个工作日内（扣除周末和放假，补班照算）或 5个自然日内");
  REQUIRE(d.notes.size() == 1);
  CHECK(d.notes[0].place.line == 5);
  CHECK(d.notes[0].zh == "依据写的是「5个工作日内」");
  CHECK(only(deadline, "    from 登记 within 5 days shall 答复").help_en == "write 5 working_days or 5 calendar_days");
  CHECK(only(deadline, "    自 登记 起 第1日 应 答复").help_en == "write 第1个工作日 or 第1个自然日");
}

TEST_CASE("逾期 1个工作日 names both readings", "[mistakes]") {
  const Diagnostic d = only(deadline, "    逾期 1个工作日 则 催办 甲");
  CHECK(place(d) == "E0204 8+5");
  CHECK(d.help_zh == "第1个工作日（那天开门时）或 满 1个工作日（那天下班后）");
  CHECK(place(only(std::string(process), "  一旦 丁 逾期 3个工作日 则 转 戊")) == "E0204 11+5");
}

TEST_CASE("after the due only working days are counted one by one", "[mistakes]") {
  const Diagnostic d = only(deadline, "    逾期 第1个自然日 则 催办 甲");
  CHECK(place(d) == "E0222 8+6");
  CHECK(d.help_zh == "写 第1个工作日（那天开门时）；数自然日的写 满 1个自然日（那天过完）");
  CHECK(only(deadline, "    逾期 第3日 则 催办 甲").code == "E0222");
  CHECK(only(deadline, "    逾期 第1个月 则 催办 甲").code == "E0222");
  CHECK(only(std::string(process), "  一旦 丁 逾期 第2个自然日 则 转 戊").code == "E0222");
  CHECK(only(deadline, "    逾期 2个自然日 则 催办 甲").help_zh == "写 满 2个自然日");
  CHECK(only(deadline, "    逾期 2小时 则 催办 甲").code == "E0224");
}

TEST_CASE("what is left, full or between two reminders is so much and no day", "[mistakes]") {
  for (const char* line : {"剩余 当天 则 催办 甲", "剩余 第2个工作日 则 催办 甲", "逾期 满 当天 则 催办 甲", "逾期 满 第1个自然日 则 催办 甲",
                           "此后每 当天 至多 2次 则 催办 甲", "此后每 第1个工作日 至多 2次 则 催办 甲", "剩余 下一工作日 则 催办 甲"}) {
    INFO(line);
    CHECK(only(deadline, "    " + std::string(line)).code == "E0223");
  }
  CHECK(place(only(std::string(process), "  一旦 丁 逾期 满 次日 则 转 戊")) == "E0223 13+2");
}

TEST_CASE("a word of everyday speech or a misspelt one is answered with the word of the rules", "[mistakes]") {
  const Diagnostic must = only(deadline, "    自 登记 起 5个工作日内 必须 答复");
  CHECK(place(must) == "E0226 19+2");
  CHECK(must.suggestion == "应");
  CHECK(place(only(deadline, "    自 登记 起 5个工作日内 戊 应当 答复")) == "E0226 21+2");
  CHECK(only(deadline, "    自 登记 起 5个工作日内 信访人 可以 补正").suggestion == "可");
  CHECK(only(deadline, "    from 登记 within 5 working_days must 答复").suggestion == "shall");
  const Diagnostic near = only(deadline, "    from 登记 whithin 5 working_days shall 答复");
  CHECK(place(near) == "E0201 13+7");
  CHECK(near.suggestion == "within");
  CHECK(near.help_en == "did you mean `起` (within)?");
  CHECK(only("", "流程 信访办理 给 群众诉求").suggestion == "");
}

TEST_CASE("a date with other marks is answered with the date as rules write it", "[mistakes]") {
  const Diagnostic d = only(scenario, "  2026/3/2 9:00 窗口人员 登记");
  CHECK(place(d) == "E0227 3+8");
  CHECK(d.help_zh == "写 2026-03-02");
  CHECK(only(scenario, "  2026.3.2（周一）9:00 窗口人员 登记").code == "E0227");
  CHECK(place(only(scenario, "  核对 甲 的 期限 为 2026/3/9 下班")) == "E0227 15+8");
  CHECK(only(scenario, "  核对 甲 的 期限 为 2026.3.9 下班").code == "E0227");
  CHECK(only("", "施行 2026/2/30").code == "E0215");
}

TEST_CASE("a length is a whole number, and 以内 and 之内 are 内", "[mistakes]") {
  CHECK(place(only(deadline, "    自 登记 起 2.5个工作日内 应 答复")) == "E0225 12+3");
  for (const char* length : {"5个工作日以内", "5 个 工作日 以内", "5个工作日 之内", "当天以内", "当天 之内"}) {
    INFO(length);
    CHECK(found(parsed(deadline + "    自 登记 起 " + length + " 应 答复\n")) == "");
  }
}

TEST_CASE("what is missing at the end of a line is missed there", "[mistakes]") {
  const Diagnostic d = only(process, "  时限 初步答复 属");
  CHECK(place(d) == "E0202 12+0");
  CHECK(d.zh == "这一行没有写完，后面还应当有责任的名称");
  CHECK(place(only(process, "  时限 初步答复 属   // 还没想好")) == "E0202 12+0");
  CHECK(place(only("", "枚举 甲：乙、")) == "E0202 8+0");
}

TEST_CASE("a wrong word says what should stand there", "[mistakes]") {
  const Diagnostic d = only("", "流程 信访办理 给 群众诉求");
  CHECK(place(d) == "E0201 9+1");
  CHECK(d.zh == "这里应当是「用于」，写的是「给」");
  CHECK(d.en == "expected `用于` (for) here, found `给`");
  CHECK(only(deadline, "    剩余 1个工作日 黄牌 甲").zh == "这里应当是「则」，写的是「黄牌」");
}

TEST_CASE("what follows a whole sentence says what may follow", "[mistakes]") {
  const Diagnostic d = only(process, "  当 区中心 交办 转 待见面");
  CHECK(place(d) == "E0213 12+1");
  CHECK(d.help_en == "what may follow here: `或` (or) or `则` (then)");
}

TEST_CASE("a keyword as a name is told apart from a wrong word", "[mistakes]") {
  CHECK(place(only("", "事件 督办")) == "E0205 4+2");
  CHECK(only(process, "  环节 结案").zh == "「结案」是关键词，不能当作名称");
}

TEST_CASE("且 and 或 mixed without brackets is a mistake at the second", "[mistakes]") {
  CHECK(place(only(deadline, "    仅当 甲 且 乙 或 丙")) == "E0209 14+1");
  CHECK(place(only(deadline, "    仅当 甲 或 （乙 且 丙） 且 丁")) == "E0209 20+1");
}

TEST_CASE("missing blanks are suggested, not guessed", "[mistakes]") {
  const Diagnostic head = only(deadline, "    自登记起 5个工作日内 应 答复");
  CHECK(place(head) == "E0220 5+4");
  CHECK(head.suggestion == "自 登记 起");
  CHECK(only(deadline, "    自 登记起 5个工作日内 应 答复").suggestion == "登记 起");
  CHECK(only(deadline, "    自登记起5个工作日内应登记").suggestion == "自 登记 起 5个工作日内 应 登记");
}

TEST_CASE("a misspelt head word gets the nearest one, a strange one the words that fit", "[mistakes]") {
  const Diagnostic near = only(process, "  环结 待办");
  CHECK(place(near) == "E0206 3+2");
  CHECK(near.help_zh == "是不是「环节」？");
  CHECK(near.suggestion == "环节");
  CHECK(only("", "proces a for b").suggestion == "process");
  CHECK(only(deadline, "    哈哈哈哈").help_zh.find("「剩余」") != std::string::npos);
}

TEST_CASE("a line in the wrong place says where it belongs", "[mistakes]") {
  const Diagnostic d = only(process, "  剩余 1个工作日 则 黄牌 甲");
  CHECK(place(d) == "E0207 3+2");
  CHECK(d.zh == "「剩余」不能写在这里，它要写在「时限」或「可退回」下面");
  CHECK(only(process, "  否则 转 甲").code == "E0207");
  CHECK(place(only(when, "    否则 转 甲")) == "E0208 5+2");
}

TEST_CASE("以下 and 以上 include the number, with a hint", "[mistakes]") {
  const Parsed p = parsed(deadline + "    仅当 涉及人数 为 5人以下\n");
  CHECK(found(p) == "H0201 5:15+4");
  CHECK(outline(p, 4) == "only_if(compare[<=](path(name 涉及人数), number 5))");
  CHECK(p.diagnostics[0].suggestion == "不超过 5");
  CHECK(only(deadline, "    仅当 涉及人数 以下 5 应").severity == Severity::error);
}

TEST_CASE("a table row that is broken says which cell", "[mistakes]") {
  CHECK(place(only(table, "  | 丁 |  | 戊 |")) == "E0218 10+1");
  CHECK(place(only(table, "  | 丁 | 则 | 戊")) == "E0217 14+0");
}

TEST_CASE("a character that only looks like another is told which one to write", "[mistakes]") {
  CHECK(place(only(when, "    转 待交\u2f83")) == "E0212 9+1");
  const Diagnostic compatible = only("", "事件 里、\uf9e9");
  CHECK(place(compatible) == "E0212 6+1");
  CHECK(compatible.help_zh == "它只是像「里」，写 里（U+91CC）");
  CHECK(compatible.suggestion == "里");
  CHECK(only(deadline, "    自 登记 起 3个工作日内 应 答\uf9e9").suggestion == "里");
  CHECK(only("", "事件 答复 #repl\u0443").help_en == "it only looks like `y`; write y (U+0079)");
  CHECK(only(when, "    转 待交办～").help_zh.find("只是像") == std::string::npos);
  CHECK(parsed("事件 里 #\u91cc\n注 \uf9e9 写在备注里没有关系\n").diagnostics.empty());
}

TEST_CASE("quotations, characters, numbers and dates are told what is wrong with them", "[mistakes]") {
  CHECK(place(only(when, "    通知 值班长 “今日须交办")) == "E0211 12+6");
  CHECK(place(only(when, "    转 待交办～")) == "E0212 10+1");
  CHECK(place(only(when, "    通知 值班长 “他说\"好\"，请核实”")) == "E0221 12+4");
  CHECK(place(only(when, "    通知 值班长 “他说“好”，请核实”")) == "E0221 12+4");
  CHECK(place(only(when, "    通知 值班长 「他说「好」，请核实」")) == "E0221 12+4");
  CHECK(place(only(when, "    通知 值班长 “今日须交办”转 甲")) == "E0221 12+7");
  CHECK(only(when, "    转 待交办～").en == "the character `～` (U+FF5E) means nothing in rules");
  CHECK(place(only(deadline, "    可延期 1次 不超过 99999999999999999999个自然日")) == "E0214 16+20");
  CHECK(place(only("", "施行 2025-02-30")) == "E0215 4+10");
  CHECK(place(only(deadline, "    可延期 1次 不超过 30")) == "E0219 16+2");
}

TEST_CASE("other marks than those around a text may stand in it", "[mistakes]") {
  for (const char* text : {"“他说‘好’，请核实”", "“他说「好」，请核实”", "\"他说 'ok'\"", "「他说“好”，请核实」"}) {
    INFO(text);
    const Parsed p = parsed(when + "    通知 值班长 " + text + "，转 甲\n");
    CHECK(found(p) == "");
  }
}

TEST_CASE("a weekday that is wrong is an error that names the right one", "[mistakes]") {
  const Diagnostic d = only(scenario, "  2026-09-18（周六）09:10 窗口人员 登记");
  CHECK(place(d) == "E0216 14+2");
  CHECK(d.zh == "2026-09-18 是周五，不是周六");
  CHECK(d.en == "2026-09-18 is a Friday, not a Saturday");
}

TEST_CASE("ten mistakes in one file are ten messages, each in its place", "[mistakes]") {
  const Parsed p = parsed(
      "枚举 来源 来访、来信\n"
      "事件 督办\n"
      "流程 三环 用与 群众诉求\n"
      "环 办理环\n"
      "  时限 答复 属 主办责任\n"
      "    自 登记 起 5日内 应 答复\n"
      "    剩余 1个工作日 黄牌 承办单位\n"
      "    逾期 1个工作日 则 催办 承办单位\n"
      "  环结 待交办\n"
      "    当 区中心 交办 则 通知 值班长 “快\n"
      "    一旦 甲 且 乙 或 丙 则 转 丁\n"
      "    频次 区 每季1次\n");
  CHECK(found(p) ==
        "E0201 1:7+2 E0205 2:4+2 E0201 3:7+2 E0203 6:12+3 E0201 7:14+2 E0204 8:8+5 E0206 9:3+2 E0211 10:23+2 E0209 11:14+1 "
        "E0207 12:5+2");
}

TEST_CASE("the examples of the catalogue are what it says: the wrong one has the mistake, the right one none", "[mistakes]") {
  // What stands before an example so that it is in its place, its indentation included.
  const auto before = [](std::string_view code) -> std::string {
    if (code == "E0201" || code == "E0205" || code == "E0215") return "";
    if (code == "E0213") return "流程 甲 用于 乙\n";
    if (code == "W0201") return std::string(process);
    if (code == "E0202" || code == "E0206" || code == "E0207") return std::string(process) + "  ";
    if (code == "E0208" || code == "E0211" || code == "E0212" || code == "E0221") return when + "    ";
    if (code == "E0217" || code == "E0218" || code == "E0228" || code == "E0230") return std::string(table) + "  ";
    if (code == "E0216" || code == "E0227") return std::string(scenario) + "  ";
    return deadline + "    ";
  };
  for (const CatalogEntry& entry : syntax_entries()) {
    if (entry.code.substr(1, 2) != "02" || entry.code == "E0210") continue;  // E0210 is too deep to print
    INFO(entry.code);
    const Parsed wrong = parsed(before(entry.code) + std::string(entry.wrong) + "\n");
    REQUIRE(wrong.diagnostics.size() == 1);
    CHECK(wrong.diagnostics[0].code == entry.code);
    CHECK(found(parsed(before(entry.code) + std::string(entry.right) + "\n")) == "");
  }
}

TEST_CASE("1,000 is refused: it may be one number or the two of a list", "[mistakes]") {
  const Diagnostic d = only(table, "  | 1,000 | 则 | 戊 |");
  CHECK(place(d) == "E0228 5+5");
  CHECK(d.zh == "「1,000」说不清是一个数还是几个数");
  CHECK(d.help_zh == "一个数写 1000，不用逗号分节；几个数写 1、000");
  CHECK(d.suggestion == "1000");
  CHECK(only(table, "  | 1，000 | 则 | 戊 |").suggestion == "1000");
  CHECK(only(table, "  | 不满 -1,234,567.50 | 则 | 戊 |").suggestion == "-1234567.50");
  CHECK(only(table, "  | 5 至 10,000 | 则 | 戊 |").code == "E0228");
  CHECK(only(table, "  | 5 | 则 | 100,200 |").code == "E0228");
  CHECK(only(std::string(deadline), "    自 登记 起 1,000个工作日内 应 答复").suggestion == "1000");
  for (const char* list : {"5、6", "1，2", "1,2,3", "1、000", "1, 000", "1000,200", "10,20", "1,0000", "1,00"}) {
    INFO(list);
    CHECK(parsed(std::string(table) + "  | " + list + " | 则 | 戊 |\n").diagnostics.empty());
  }
}

TEST_CASE("a unit that is misspelt is named, and the nearest one said", "[mistakes]") {
  const Diagnostic d = only(deadline, "    自 登记 起 5个工作曰内 应 答复");
  CHECK(place(d) == "E0229 14+3");
  CHECK(d.zh == "「工作曰」不是时间的单位");
  CHECK(d.suggestion == "工作日");
  const Diagnostic english = only(deadline, "    from 登记 within 5 working days shall 答复");
  CHECK(english.code == "E0229");
  CHECK(english.en == "`working days` is no unit of time");
  CHECK(english.suggestion == "working_days");
  CHECK(only(deadline, "    自 登记 起 1周内 应 答复").help_zh == "写 7个自然日 或 5个工作日");
  CHECK(only(deadline, "    from 登记 within 2 weeks shall 答复").help_en == "write 14 calendar_days or 10 working_days");
  CHECK(only(deadline, "    自 登记 起 2个季度内 应 答复").help_zh == "单位有 分钟、小时、工作小时、工作日、自然日、月、年");
  CHECK(only(deadline, "    剩余 2个工作小是 则 催办 甲").suggestion == "工作小时");
  CHECK(only(deadline, "    自 登记 起 5个工作日内应登记").suggestion == "5个工作日内 应 登记");
  const Diagnostic elsewhere = only(deadline, "    自 登记 起 5个工作日内应提交意见");  // 提交意见 is not in this file
  CHECK(place(elsewhere) == "E0220 12+11");
  CHECK(elsewhere.suggestion == "5个工作日内 应 提交意见");
  CHECK(only(deadline, "    逾期 满 3个工作日则 催办 甲").suggestion == "3个工作日 则");
  CHECK(only(deadline, "    自 登记 起 5 应 答复").code == "E0219");
  CHECK(only(deadline, "    自 登记 起 5 答复").code == "E0219");
}

TEST_CASE("an empty cell of a result is told what belongs there, and it is not 不限", "[mistakes]") {
  CHECK(only(table, "  | | 则 | 戊 |").help_zh == "不看这一项就写 不限");
  const Diagnostic d = only(table, "  | 丁 | 则 | |");
  CHECK(place(d) == "E0230 13+1");
  CHECK(d.help_zh == "写出定下来是什么；定不下来的写 未知");
}

TEST_CASE("what is sent is sent to somebody", "[mistakes]") {
  for (const char* verb : {"黄牌", "红牌", "催办", "督办", "提级督办", "通知", "告知"}) {
    INFO(verb);
    const Diagnostic alone = only(deadline, "    逾期 则 " + std::string(verb));
    CHECK(alone.code == "E0202");
    CHECK(alone.zh == "这一行没有写完，后面还应当有谁（单位、角色或要素）");
    CHECK(only(deadline, "    逾期 则 " + std::string(verb) + " “快办”").code == "E0201");
    CHECK(parsed(deadline + "    逾期 则 " + verb + " 甲\n").diagnostics.empty());
    CHECK(only(deadline, "    逾期 则 " + std::string(verb) + " 转 甲").zh == "这里应当是谁（单位、角色或要素），写的是「转」");
  }
}
