// The same rules in the other vocabulary.
#include <catch2/catch.hpp>

#include <sstream>

#include "dsl/syntax/scan.hpp"
#include "tests/format/format_support.hpp"
#include "tests/syntax/syntax_support.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl::test;

namespace {

const std::string head_zh = "流程 甲 用于 乙\n环 丙\n  时限 丁 属 戊\n    ";
const std::string head_en = "process 甲 for 乙\nring 丙\n  deadline 丁 under 戊\n    ";

// A line under a deadline goes to English and comes back.
void check_pair(const std::string& zh, const std::string& en) {
  CHECK(laid_out(head_zh + zh + "\n", Language::en) == head_en + en + "\n");
  CHECK(laid_out(head_en + en + "\n", Language::zh) == head_zh + zh + "\n");
}

}  // namespace

TEST_CASE("keywords, fillers and punctuation go either way", "[format]") {
  check_pair("自 首次 登记 起 5个工作日内 应 答复 或 送达", "from first_time 登记 within 5 working_days shall 答复 or 送达");
  check_pair("自 登记 起 第2个工作日 不顺延 应 答复", "from 登记 within nth 2 working_days no_roll shall 答复");
  check_pair("自 登记 起 当天内 信访人 可 补正", "from 登记 within same_day petitioner may 补正");
  check_pair("逾期 第1个工作日 则 红牌 甲 扣分 甲 5分", "overdue nth 1 working_days then red_card 甲 penalise 甲 5 points");
  check_pair("此后每 1个月 至多 3次 则 通知 甲 的 上级 “{编号} 逾期”",
             "then_every 1 months at_most 3 times then notify 甲.superior \"{编号} 逾期\"");
  check_pair("可延期 1次 不超过 30个自然日", "extendable 1 times <= 30 calendar_days");
  check_pair("仅当 类别 属于 甲、乙 且 非（人数 不少于 5 或 有 承办单位）", "only_if 类别 in 甲, 乙 and not (人数 >= 5 or has 承办单位)");
  check_pair("仅当 工作日数（登记 的 时刻，今天）超过 5", "only_if working_days_between (登记.instant, today) > 5");
  check_pair("若 重大紧急 则 限 1个工作日内", "if 重大紧急 then limit 1 working_days");
}

TEST_CASE("declarations, dates and frequencies go either way", "[format]") {
  const std::string zh =
      "枚举 来源：来访、网上\n事项 诉求 #petition\n  要素 来源（来源，可缺）默认 来访、人数（整数，1 至 5000）\n"
      "事件 交办 #assign、改派 须填 理由（文本）\n常设 排查\n  频次 区 每季1次、网格 每天1次\n  时段 每年 6月1日 至 9月30日\n"
      "情景 周五登记\n  2026-09-18（周五）09:10 窗口人员 登记 填 人数 为 5\n  核对 红牌 乙局 1次\n";
  const std::string en =
      "enum 来源: 来访, 网上\ncase 诉求 #petition\n  fact 来源 (来源, optional) default 来访, 人数 (integer, 1 to 5000)\n"
      "event 交办 #assign, 改派 requires 理由 (text)\nstanding 排查\n  frequency district quarterly 1 times, grid daily 1 times\n"
      "  season yearly 06-01 to 09-30\n"
      "scenario 周五登记\n  2026-09-18 (Fri) 09:10 窗口人员 登记 with 人数 = 5\n  expect red_card 乙局 1 times\n";
  CHECK(laid_out(zh, Language::en) == en);
  CHECK(laid_out(en, Language::zh) == zh);
}

TEST_CASE("names, keys, texts, remarks and comments stay in their language", "[format]") {
  const std::string text =
      "note 时限 deadline\nbasis “则”\nenum 甲 #then-a: 乙 // 注 note\nscenario 若 if\n";
  CHECK(laid_out(text, Language::zh) == "注 时限 deadline\n依据 “则”\n枚举 甲 #then-a：乙  // 注 note\n情景 若 if\n");
}

TEST_CASE("a comma that keeps two things apart is kept on the way, too", "[format]") {
  check_pair("逾期 则 送公示，推送 乙局", "overdue then 送公示, 推送 乙局");
}

TEST_CASE("no keyword stays Chinese but in what is kept to the letter", "[format]") {
  for (const char* path : {"tests/syntax/data/forms.huan", "tests/syntax/data/lanshan-sample.huan"}) {
    std::istringstream lines(laid_out(read_file(path), Language::en));
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      const dsl::Word head = dsl::scan::read(line.data(), line.data() + line.size()).word;
      if (head == dsl::Word::basis || head == dsl::Word::note || head == dsl::Word::scenario) continue;
      const char* end = line.data() + line.size();
      const char* at = line.data();
      for (auto token = dsl::scan::read(at, end); token.kind != dsl::scan::TokenKind::end; token = dsl::scan::read(at, end)) {
        const std::string_view written(token.begin, static_cast<std::size_t>(token.end - token.begin));
        if (token.word != dsl::Word::none) CHECK(written == dsl::row(token.word).en);
        at = token.end;
      }
    }
  }
}

TEST_CASE("every pack goes to English and back to what it was", "[format]") {
  for (const std::string& path : rule_files()) {
    INFO(path);
    const std::string text = read_file(path);
    const Formatted english = format_rules(text, path, {Language::en});
    if (english.kept) continue;
    CHECK(laid_out(english.text, Language::zh) == laid_out(text, Language::zh));
    if (path.find("english") == std::string::npos) CHECK(laid_out(text, Language::zh) == laid_out(text));
  }
}

TEST_CASE("a text with mistakes is not rewritten", "[format]") {
  const std::string text = "枚举  甲 ：乙\n枚举\n";
  const Formatted result = format_rules(text, "test.huan", {Language::en});
  CHECK(result.kept);
  CHECK(result.text == text);
  CHECK(result.diagnostics.size() == 1);
  CHECK(laid_out(text) == "枚举 甲：乙\n枚举\n");
}
