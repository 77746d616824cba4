// Every form of the language, in both vocabularies. data/forms.huan holds one of each; golden/forms.txt what is made of it.
#include <catch2/catch.hpp>

#include "tests/syntax/syntax_support.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;
using namespace sanhuan::dsl::test;

namespace {

std::string outlines(const Parsed& p) {
  std::string result;
  for (std::size_t i = 0; i < p.tree.lines.size(); ++i) result += outline(p, i) + "\n";
  return result;
}

// The outline of the last line of `text`.
std::string last(std::string_view text) {
  const Parsed p = parsed(text);
  CHECK(found(p) == "");
  return outline(p, p.tree.lines.size() - 1);
}

std::string under_deadline(std::string_view line) {
  return "流程 甲 用于 乙\n环 丙\n  时限 丁 属 戊\n    " + std::string(line) + "\n";
}

std::string under_promise(std::string_view line) { return "承诺 甲\n  " + std::string(line) + "\n"; }

}  // namespace

TEST_CASE("each form has the shape that tree.hpp says", "[syntax]") {
  const Parsed forms = parsed(read_file("tests/syntax/data/forms.huan"));
  CHECK(outlines(forms) == read_file("tests/syntax/golden/forms.txt"));
}

TEST_CASE("the forms hold no mistake, only the hint at 30以上", "[syntax]") {
  CHECK(found(parsed(read_file("tests/syntax/data/forms.huan"))) == "H0201 9:5+4");
}

TEST_CASE("the Lanshan sample is understood line by line", "[syntax]") {
  const Parsed sample = parsed(read_file("tests/syntax/data/lanshan-sample.huan"));
  CHECK(found(sample) == "");
  CHECK(sample.tree.lines.size() == 255);
}

TEST_CASE("the same sentences in English keywords make the same tree", "[syntax]") {
  const auto path = GENERATE("tests/syntax/data/forms.huan", "tests/syntax/data/lanshan-sample.huan",
                             "rules/lanshan/process.huan", "rules/lanshan/terms.huan", "rules/lanshan/triage.huan",
                             "rules/petition-regulation/process.huan", "rules/petition-regulation/terms.huan");
  INFO(path);
  const std::string chinese = read_file(path);
  const std::string english = in_english(chinese);
  REQUIRE(english != chinese);
  CHECK(shape(parsed(english).tree) == shape(parsed(chinese).tree));
}

TEST_CASE("a file all in English is understood", "[syntax]") {
  const Parsed english = parsed(read_file("tests/syntax/data/english.huan"));
  CHECK(found(english) == "");
  CHECK(shape(english.tree).find("hole") == std::string::npos);
}

TEST_CASE("full-width punctuation, digits and blanks mean what their twins mean", "[syntax]") {
  const std::string narrow =
      "流程 甲 用于 乙\n环 丙\n  时限 丁 属 戊\n    自 登记 起 5个工作日内 应 答复\n"
      "枚举 来源:来访,来信\n决策表 分流\n  | 人数 | 则 | 层级 |\n  | 5 | 则 | 镇 |\n";
  const std::string wide =
      "流程　甲　用于　乙\n环　丙\n　时限　丁　属　戊\n　　自　登记　起　５个工作日内　应　答复。\n"
      "枚举　来源：来访、来信；\n决策表　分流\n　｜　人数　｜　则　｜　层级　｜\n　｜　５　｜　则　｜　镇　｜\n";
  CHECK(shape(parsed(wide).tree) == shape(parsed(narrow).tree));
  CHECK(found(parsed(wide)) == "");
  CHECK(last("枚举 甲 ＃ａ－１：乙") == "enumeration(def(name 甲, key a-1), def(name 乙))");
}

TEST_CASE("fillers and the blanks beside numbers may be left out", "[syntax]") {
  const std::string same = last(under_deadline("自 登记 起 5个工作日内 应 答复"));
  CHECK(last(under_deadline("自 登记 起 5工作日 应 答复")) == same);
  CHECK(last(under_deadline("自 登记 起 5 个工作日 内 应 答复。")) == same);
  CHECK(last(under_deadline("自 登记 起 五个工作日内，应 答复；")) == same);
  CHECK(last(under_deadline("自 登记 起5个工作日内 应 答复，")) == same);
  CHECK(last(under_deadline("可延期1次 不超过30个自然日")) == last(under_deadline("可延期 1次，不超过 30 个自然日")));
  CHECK(last(under_deadline("剩余1个工作日 则 催办 甲，通知 乙")) == last(under_deadline("剩余 1个工作日，则 催办 甲 通知 乙")));
}

TEST_CASE("the tree tells the marks that a sentence can do without from those it needs", "[syntax]") {
  const auto spare = [](std::string_view text) {
    const Parsed p = parsed(text);
    std::string result;
    for (const std::uint32_t mark : p.tree.spare_marks) {
      if (!result.empty()) result += ' ';
      result += std::to_string(p.file.place({mark, mark}).column);
    }
    return result;
  };
  CHECK(spare("枚举 甲：乙，丙") == "");
  CHECK(spare("事件 甲 须填 乙（文本，个人信息），丙。") == "");
  CHECK(spare(under_deadline("剩余 1个工作日，则 终止 甲，乙，转 丙；通知 丁，")) == "13 22 26");
  CHECK(spare(under_deadline("自 登记 起 1小时内，甲 应 乙")) == "16");
  CHECK(spare("注：甲：乙") == "2");
  CHECK(spare("流程 甲 用于 乙 共有 3环、6责任") == "16");
  CHECK(spare("枚举 甲，乙\n流程 丙 用于，丁") == "");  // not understood
}

TEST_CASE("each length is read with its unit", "[syntax]") {
  const auto length_of = [](std::string_view length) {
    const std::string outline = last(under_deadline("自 登记 起 " + std::string(length) + " 应 答复"));
    const std::size_t begin = outline.find("length");
    return outline.substr(begin, outline.find(", owes") - begin);
  };
  CHECK(length_of("30分钟内") == "length[minutes]=30");
  CHECK(length_of("2小时") == "length[hours]=2");
  CHECK(length_of("1个工作小时内") == "length[working_hours]=1");
  CHECK(length_of("当天内") == "length[same_day]");
  CHECK(length_of("次日") == "length[next_day]");
  CHECK(length_of("下一工作日内") == "length[next_working_day]");
  CHECK(length_of("第2个工作日内") == "length[working_days]=2(flag[nth])");
  CHECK(length_of("nth 2 working_days") == "length[working_days]=2(flag[nth])");
  CHECK(length_of("第3个自然日") == "length[calendar_days]=3(flag[nth])");
  CHECK(length_of("60自然日") == "length[calendar_days]=60");
  CHECK(length_of("十五个自然日内") == "length[calendar_days]=15");
  CHECK(length_of("6个月内") == "length[months]=6");
  CHECK(length_of("2年") == "length[years]=2");
}

TEST_CASE("a name may begin like a keyword or hold digits", "[syntax]") {
  CHECK(last("枚举 评价：不满意、不满意度、热线12345、区中心") ==
        "enumeration(def(name 评价), def(name 不满意), def(name 不满意度), def(name 热线12345), def(name 区中心))");
  CHECK(last(under_deadline("仅当 人数 不满5")) == "only_if(compare[<](path(name 人数), number 5))");
}

TEST_CASE("brackets group and leave no node; one connective binds a whole chain", "[syntax]") {
  CHECK(last(under_deadline("仅当 甲 且 （乙 或 丙） 且 非 丁")) ==
        "only_if(both(path(name 甲), either(path(name 乙), path(name 丙)), negate(path(name 丁))))");
  CHECK(last(under_deadline("仅当 （（甲））")) == "only_if(path(name 甲))");
}

TEST_CASE("what is under 应 is a list of events in a deadline and a condition in a promise", "[syntax]") {
  CHECK(last(under_deadline("自 甲 起 1小时内 丙局 应 乙 或 丁")) ==
        "from(anchor(name 甲), length[hours]=1, owes[shall](refs(ref(name 丙局)), name 乙, name 丁))");
  CHECK(last(under_promise("自 甲 起 1小时内 应 乙 或 （结案 且 丁）")) ==
        "from(anchor(name 甲), length[hours]=1, owes[shall](either(path(name 乙), both(happened(flag[closed]), path(name 丁)))))");
}

TEST_CASE("a list in 填 ends where the next assignment begins", "[syntax]") {
  CHECK(last("背景\n  填 协办单位 为 乙局、丙局、来源 为 来访") ==
        "with(assign(name 协办单位, path(name 乙局), path(name 丙局)), assign(name 来源, path(name 来访)))");
}

TEST_CASE("titles and remarks run to the end of their line and are kept as written", "[syntax]") {
  CHECK(last("情景 周五登记，周日补班 // 照写") == "scenario(text 周五登记，周日补班 // 照写)");
  CHECK(last("注：《条例》第１条") == "note(text 《条例》第１条)");
  CHECK(last("注 甲\n依据 推定 “125”工作法之“1”") == "basis(flag[presumed], text “125”工作法之“1”)");
  CHECK(last("注 甲\n依据 “整句都在引号里”") == "basis(text 整句都在引号里)");
}

TEST_CASE("comments and blank lines are no lines", "[syntax]") {
  const Parsed p = parsed("// 开头\n\n枚举 甲：乙 // 行末\n   // 缩进的\n　\n");
  CHECK(found(p) == "");
  CHECK(p.tree.lines.size() == 1);
}

TEST_CASE("a text may be quoted in any of the usual marks", "[syntax]") {
  const auto text_of = [](std::string_view quoted) { return last(under_deadline("逾期 则 视为 " + std::string(quoted))); };
  const std::string same = text_of("“放弃”");
  CHECK(text_of("\"放弃\"") == same);
  CHECK(text_of("”放弃“") == same);
  CHECK(text_of("「放弃」") == same);
  CHECK(text_of("＂放弃＂") == same);
}
