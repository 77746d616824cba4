// How rule text looks when fmt has laid it out.
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "tests/format/format_support.hpp"
#include "tests/syntax/syntax_support.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl::test;

namespace {

// A line under a deadline, laid out, without its indentation.
std::string line(std::string_view text) {
  const std::string head = "流程 甲 用于 乙\n环 丙\n  时限 丁 属 戊\n    ";
  const std::string all = laid_out(head + std::string(text) + "\n");
  CHECK(all.starts_with(head));
  return all.substr(head.size(), all.size() - head.size() - 1);
}

// A line at the margin, laid out.
std::string top(std::string_view text) {
  const std::string all = laid_out(std::string(text) + "\n");
  return all.substr(0, all.size() - 1);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> result;
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

}  // namespace

TEST_CASE("the head words make the indentation, whatever was typed", "[format]") {
  const std::string flat =
      "流程 三环 用于 诉求\n属地 所在网格\n责任 主办责任 由 承办单位\n贯穿 督查督办\n当 信访人 撤回 则 转 已撤回\n环 办理环\n环节 待交办\n"
      "时限 答复期 属 主办责任\n自 登记 起 5个工作日内 应 答复\n逾期 则\n当 区中心 交办 则\n若 甲 则 转 乙\n否则 转 丙\n子环节 核实\n期间 照算 其余\n"
      "结案 已办结\n常设 排查\n频次 区 每季1次\n";
  const std::string tall =
      "流程 三环 用于 诉求\n  属地 所在网格\n责任 主办责任 由 承办单位\n贯穿 督查督办\n  当 信访人 撤回 则 转 已撤回\n环 办理环\n  环节 待交办\n"
      "    时限 答复期 属 主办责任\n      自 登记 起 5个工作日内 应 答复\n逾期 则\n    当 区中心 交办 则\n      若 甲 则 转 乙\n      否则 转 丙\n"
      "    子环节 核实\n      期间 照算 其余\n  结案 已办结\n常设 排查\n  频次 区 每季1次\n";
  CHECK(laid_out(flat) == tall);  // 逾期 则 is not understood, and stays where it is
  std::string crooked = flat;
  for (std::size_t i = crooked.find('\n'); i + 1 < crooked.size(); i = crooked.find('\n', i + 1)) {
    if (crooked.substr(i + 1).starts_with("逾期")) continue;
    crooked.insert(i + 1, i % 3 == 0 ? "\t" : i % 3 == 1 ? "　　　" : "     ");
  }
  CHECK(laid_out(crooked) == tall);
}

TEST_CASE("what hangs under a line that is not understood is indented by where that line stands", "[format]") {
  CHECK(laid_out("环 甲\n      时限 乙 属\n   自 丙 起 当天内 应 丁\n") == "环 甲\n      时限 乙 属\n        自 丙 起 当天内 应 丁\n");
}

TEST_CASE("the lines of a migration stand side by side under it", "[format]") {
  CHECK(laid_out("流程 甲 用于 乙\n  迁移 自 “2.3”\n环节  丙 为 丁\n      时限 戊 从旧\n") ==
        "流程 甲 用于 乙\n迁移 自 “2.3”\n  环节 丙 为 丁\n  时限 戊 从旧\n");
}

TEST_CASE("one blank stands between words, none beside a full-width mark", "[format]") {
  CHECK(line("剩余   1个工作日　则\t黄牌  承办单位") == "剩余 1个工作日 则 黄牌 承办单位");
  CHECK(top("枚举 来源 : 来访 , 来信，网上") == "枚举 来源：来访、来信、网上");
  CHECK(top("事件 登记 # 见面") == "事件 登记 # 见面");  // not understood
  CHECK(top("事件 登记 ＃register 须填 凭证 ( 文本 ，个人信息 ) 可填 丙") == "事件 登记 #register 须填 凭证（文本，个人信息）可填 丙");
  CHECK(line("仅当 甲 或 ( 乙 且 丙 ) ") == "仅当 甲 或（乙 且 丙）");
  CHECK(line("仅当 工作日数 ( 登记 的 时刻 、今天 ) 超过5") == "仅当 工作日数（登记 的 时刻，今天）超过 5");
  CHECK(line("仅当 类别 属于 甲，乙 且 （丙 属于 丁，戊 或 己）") == "仅当 类别 属于 甲、乙 且（丙 属于 丁、戊 或 己）");
}

TEST_CASE("commas and full stops that say nothing are dropped", "[format]") {
  CHECK(line("自 登记 起 5个工作日内，应 答复。") == "自 登记 起 5个工作日内 应 答复");
  CHECK(line("剩余 1个工作日，则 催办 甲，通知 乙；督办 丙；。") == "剩余 1个工作日 则 催办 甲 通知 乙 督办 丙");
  CHECK(line("逾期 则 终止 甲、乙，转 丙,") == "逾期 则 终止 甲、乙 转 丙");
  CHECK(top("流程 甲 用于 乙 共有 3环、6责任，1贯穿") == "流程 甲 用于 乙 共有 3环 6责任 1贯穿");
  CHECK(top("注：一句话。") == "注 一句话。");
}

TEST_CASE("a comma that keeps two things apart stays", "[format]") {
  // Without it 推送 would be whom to send it, and the second colon of a note would be taken for the first.
  CHECK(line("逾期 则 送公示，推送 乙局") == "逾期 则 送公示，推送 乙局");
  CHECK(line("逾期 则 通知 甲，推送 乙局") == "逾期 则 通知 甲 推送 乙局");
  CHECK(top("注：：甲") == "注：：甲");
}

TEST_CASE("a colon does not hide that a basis is presumed, and quotation marks keep a text that begins with the word", "[format]") {
  CHECK(top("依据：推定 甲") == "依据 推定 甲");
  CHECK(top("依据 推定：甲") == "依据 推定 甲");
  CHECK(top("依据：推定：甲") == "依据 推定 甲");
  CHECK(top("依据：推定规则 甲") == "依据 推定规则 甲");
  CHECK(top("依据 “推定 甲”") == "依据 “推定 甲”");
  CHECK(top("依据：“推定 甲”") == "依据 “推定 甲”");
  CHECK(top("依据：：甲") == "依据：：甲");
}

TEST_CASE("numbers are ASCII digits with the fillers of the language", "[format]") {
  CHECK(line("自 登记 起 五工作日 应 答复") == "自 登记 起 5个工作日内 应 答复");
  CHECK(line("自 登记 起 ３０ 个自然日 内 应 答复") == "自 登记 起 30个自然日内 应 答复");
  CHECK(line("自 登记 起 第 2 个工作日内 应 答复") == "自 登记 起 第2个工作日 应 答复");
  CHECK(line("自 登记 起 下一工作日 应 答复") == "自 登记 起 下一工作日内 应 答复");
  CHECK(line("自 登记 起 6月内 应 答复") == "自 登记 起 6个月内 应 答复");
  CHECK(line("自 登记 起 2年 应 答复") == "自 登记 起 2年内 应 答复");
  CHECK(line("剩余1工作小时内 则 催办 甲") == "剩余 1个工作小时 则 催办 甲");
  CHECK(line("可延期1 次 不超过 十五个自然日") == "可延期 1次 不超过 15个自然日");
  CHECK(line("逾期 第１工作日 则 扣分 甲 5 分") == "逾期 第1个工作日 则 扣分 甲 5分");
  CHECK(line("此后每1个工作日 至多3次 则 催办 甲") == "此后每 1个工作日 至多 3次 则 催办 甲");
  CHECK(line("仅当 人数 不满5 且 数额 为 １．５０ 至 3") == "仅当 人数 不满 5 且 数额 为 1.50 至 3");
  CHECK(laid_out("常设 甲\n频次 区 每季 1 次，网格 每天1次\n时段 每年 ６月1日 至 09-30\n") ==
        "常设 甲\n  频次 区 每季1次、网格 每天1次\n  时段 每年 6月1日 至 9月30日\n");
}

TEST_CASE("what the law says of 以下 and 以上 is written out", "[format]") {
  CHECK(line("仅当 人数 5人以下") == "仅当 人数 不超过 5");
  CHECK(line("仅当 人数 30以上 且 甲") == "仅当 人数 不少于 30 且 甲");
}

TEST_CASE("dates, times and weekdays are written one way", "[format]") {
  const auto step = [](std::string_view text) { return laid_out("情景 甲\n" + std::string(text) + "\n"); };
  CHECK(step("2026年9月8日 ( 星期二 ) 9：05 窗口人员 登记") == "情景 甲\n  2026-09-08（周二）09:05 窗口人员 登记\n");
  CHECK(step("2026-9-18 下班") == "情景 甲\n  2026-09-18 下班\n");
}

TEST_CASE("texts are kept to the letter in the quotation marks of the file", "[format]") {
  CHECK(line("逾期 则 视为 \" 放弃 ，１ \"") == "逾期 则 视为 “ 放弃 ，１ ”");
  CHECK(line("逾期 则 视为 「放弃」") == "逾期 则 视为 “放弃”");
  CHECK(line("逾期 则 视为 「他说“放弃”」") == "逾期 则 视为 「他说“放弃”」");
}

TEST_CASE("remarks, bases and titles are kept to the letter", "[format]") {
  CHECK(top("注   《条例》 第１条 ，  照写 // 也是  ") == "注 《条例》 第１条 ，  照写 // 也是");
  CHECK(top("情景  \"甲\"  乙；") == "情景 \"甲\"  乙；");
  CHECK(top("依据 推定  \"甲\"") == "依据 推定 \"甲\"");
}

TEST_CASE("the marks of a title stay with their word", "[format]") {
  CHECK(top("枚举 文种： 《意见书》 、《告知书》 、 其他") == "枚举 文种：《意见书》、《告知书》、其他");
  CHECK(line("逾期  则 推送 《意见书》 。") == "逾期 则 推送 《意见书》");
}

TEST_CASE("columns of a table are as wide as their widest cell, a Chinese character counting two", "[format]") {
  CHECK(laid_out("决策表 甲\n依据 乙\n｜人数｜类别｜则｜level｜\n| 不满5 | 甲乙丙、丁 | 则 | 村 | // 注\n\n|5 至 29|不限|则|所在网格 的 镇|\n") ==
        "决策表 甲\n"
        "  依据 乙\n"
        "  | 人数    | 类别       | 则 | level          |\n"
        "  | 不满 5  | 甲乙丙、丁 | 则 | 村             |  // 注\n"
        "\n"
        "  | 5 至 29 | 不限       | 则 | 所在网格 的 镇 |\n");
}

TEST_CASE("a very wide cell does not push the others away", "[format]") {
  std::string wide = "甲";
  while (wide.size() < 200) wide += "、甲";
  CHECK(laid_out("决策表 甲\n| 人数 | 则 | 层级 |\n| " + wide + " | 则 | 村 |\n") ==
        "决策表 甲\n  | 人数 | 则 | 层级 |\n  | " + wide + " | 则 | 村   |\n");
}

TEST_CASE("blank lines are kept one by one, and one line end closes the file", "[format]") {
  CHECK(laid_out("\xEF\xBB\xBF\r\n\n注 甲  \r\n\r\n \t\n　\n。\n枚举 乙：丙\t\n\n\n") == "注 甲\n\n枚举 乙：丙\n");
  CHECK(laid_out("注 甲") == "注 甲\n");
}

TEST_CASE("a comment stands like the line below it, and is kept to the letter", "[format]") {
  CHECK(laid_out("//开头\n流程 甲 用于 乙\n环 甲\n//  ａ，乙\n// 丙\n环节 待办   //旁注 ；\n      // 块末\n\n// 文末\n") ==
        "//开头\n流程 甲 用于 乙\n环 甲\n  //  ａ，乙\n  // 丙\n  环节 待办  //旁注 ；\n  // 块末\n\n// 文末\n");
}

TEST_CASE("a line that is not understood is kept as it is written, with its comment", "[format]") {
  const std::string wrong = "流程 甲 用于 乙\n环 甲\n  环节  待办，  起点  错 。\n     // 上一行错了\n     环节\t待办 的\n";
  CHECK(laid_out(wrong) == wrong);
  const Formatted result = format_rules(wrong, "甲.huan");
  CHECK_FALSE(result.kept);
  CHECK(std::count_if(result.diagnostics.begin(), result.diagnostics.end(),
                      [](const Diagnostic& d) { return d.severity == Severity::error; }) == 2);
  CHECK(result.source.path == "甲.huan");
}

TEST_CASE("what is no rule text comes back as it was", "[format]") {
  for (const std::string text : {"", "\n", "　\n", "\xFF", "注 甲\xE2\x80\x8B\n", "。\n"}) {
    CAPTURE(text);
    const Formatted result = format_rules(text, "test.huan");
    CHECK(result.text == text);
    CHECK(result.kept);
  }
}

TEST_CASE("a line that would become too long to be read stays as it is", "[format]") {
  std::string row = "|";
  while (row.size() < 60'000) row += "甲|";
  const std::string text = "决策表 甲\n  |甲|\n  " + row + "\n";
  CHECK(laid_out(text) == "决策表 甲\n  | 甲 |\n  " + row + "\n");
}

TEST_CASE("the punctuation is that of the language most keywords are in", "[format]") {
  CHECK(top("enum source： visit、letter") == "enum source: visit, letter");
  CHECK(top("fact 甲") == "fact 甲");
  CHECK(laid_out("case 诉求\n  要素 来源(文本,可缺)\n") == "case 诉求\n  要素 来源（文本，可缺）\n");
  CHECK(laid_out("case petition\n  fact source（text，可缺）default “x”\n") == "case petition\n  fact source (text, 可缺) default \"x\"\n");
  CHECK(line("仅当 甲 ＜ 5 且 乙 ≥ 3 且 丙 的 丁 != 戊.己") == "仅当 甲 < 5 且 乙 >= 3 且 丙 的 丁 != 戊.己");
}

TEST_CASE("the Lanshan sample is laid out as it was written by hand, but for the width of its columns", "[format]") {
  const std::string sample = read_file("tests/syntax/data/lanshan-sample.huan");
  const auto before = lines_of(sample), after = lines_of(laid_out(sample));
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!before[i].starts_with("  |")) CHECK(after[i] == before[i]);
  }
}

TEST_CASE("the packs of the repository and the pages of the language are laid out", "[format]") {
  for (const std::string& path : rule_files()) {
    const bool a_pack = path.starts_with("rules/") || path.starts_with("examples/") || path.starts_with("tests/cli/packs/") ||
                        path.starts_with("tests/bench/");
    if (!a_pack) continue;
    INFO(path << ": sanhuan fmt " << path);
    CHECK(laid_out(read_file(path)) == read_file(path));
  }
  const std::string page = read_file("docs/language.md");
  const std::string_view fence = "```huan\n";
  for (std::size_t begin = page.find(fence); begin != std::string::npos; begin = page.find(fence, begin)) {
    begin += fence.size();
    const std::string block = page.substr(begin, page.find("```", begin) - begin);
    const Formatted result = format_rules(block, "docs/language.md");
    CHECK(result.text == block);
    CHECK(result.diagnostics.empty());
  }
}
