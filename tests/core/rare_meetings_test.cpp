// Two or three things that are rare each, at once: a class that changes while a clock waits, a side stage that is left for
// good, a list that cannot be decided. Semantics 2.5b, 2.5c, 2.7, 3.3, 3.4, 3.5b, 3.6b, 4.3–4.9.
#include <algorithm>

#include <catch2/catch.hpp>

#include "lib/core/message.hpp"
#include "tests/core/assigned.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";
const std::string reply_limit = "      自 进入本环节 起 5个工作日内 应 答复\n";
const std::string warn = "      逾期 则 催办 承办单位\n";

std::string behind(const std::string& text, const std::string& line, const std::string& more) {
  return with(text, line, line + more);
}

bool has(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& l) { return l.find(part) != std::string::npos; });
}

Play replying(const std::string& text, const Facts& facts = {{"承办单位", "甲镇"}}) {
  Play play = assigned(text, facts);
  REQUIRE(play.stage() == "待答复");
  return play;
}

// 紧急 comes and goes by what the district does.
std::string turning(std::string text) {
  return behind(
      std::move(text), in_reply,
      "    当 甲区 见面 则 记 紧急 为 是\n    当 甲区 下达督办 则 记 紧急 为 否\n    当 甲区 督办反馈\n");
}

}  // namespace

TEST_CASE("2.5b A class that is left again gives back the length of the deadline itself", "[core]") {
  Play play = replying(turning(with(wide_process(), reply_limit,
                                    reply_limit + "      若 紧急 则 限 1个工作日内\n      情形变更 重算\n")));
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-05 24:00");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  CHECK(play.due("答复期") == "2026-03-11 24:00");
}

TEST_CASE("2.5b A clock that waits, or is late, does not hear of a class that changes", "[core]") {
  const std::string waiting =
      "      自 督办反馈 起 5个工作日内 应 答复\n      若 紧急 则 限 1个工作日内\n      情形变更 重算\n      "
      "不晚于 自 见面 起 3个工作日内\n";
  Play play = replying(turning(with(wide_process(), reply_limit, waiting)));
  CHECK(play.due("答复期") == "waiting");
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "见面")
              .accepted());  // the second limit begins, the class is urgent
  CHECK(play.due("答复期") == "waiting");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "督办反馈").accepted());
  CHECK(play.due("答复期") ==
        "2026-03-10 24:00");  // three working days from 见面 are sooner than five from here
  play.advance("2026-03-12 09:00");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-12 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-10 24:00");
}

TEST_CASE("2.5c A second limit that has not begun is none, also where the class is counted anew", "[core]") {
  const std::string lines =
      reply_limit +
      "      若 紧急 则 限 2个工作日内\n      情形变更 重算\n      不晚于 自 补正 起 1个工作日内\n";
  Play play = replying(turning(with(wide_process(), reply_limit, lines)));
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "2026-03-06 24:00");
}

TEST_CASE("2.7 What waits cannot stand still, nor begin anew", "[core]") {
  std::string text = with(wide_process(), reply_limit, "      自 督办反馈 起 5个工作日内 应 答复\n");
  text =
      behind(text, in_reply,
             "    当 甲区 下达督办 则 中止 答复期\n    当 甲区 见面 则 中断 答复期\n    当 甲区 督办反馈\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "下达督办").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.due("答复期") == "waiting");
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "督办反馈").accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");
  play.advance("2026-03-16 09:00");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-16 10:00", "甲区", "见面").accepted());  // 中断 takes no breach back
  CHECK(play.breached("答复期"));
}

TEST_CASE("3.4 From a side stage the case may leave for good: then what sleeps is left, and must not be owed",
          "[core]") {
  const auto leave = [](const std::string& how) {
    std::string text = with(wide_process(), "    当 信访人 补正 则 返回原环节\n",
                            "    当 信访人 补正 则 返回原环节\n    当 甲区 见面 则 " + how + "转 待办结\n");
    Play play = replying(text);
    REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
    REQUIRE(play.stage() == "待补正");
    const Answer answer = play.submit("2026-03-05 11:00", "甲区", "见面");
    CHECK(play.owed(answer) == (how.empty() ? "答复期" : "none"));
    return play.stage();
  };
  CHECK(leave("") == "待补正");
  CHECK(leave("终止 答复期 ") == "待办结");
}

TEST_CASE("3.4 返回原环节 with an action that cannot be decided is refused, and the case stays", "[core]") {
  Play play = replying(with(wide_process(), "    当 信访人 补正 则 返回原环节\n",
                            "    当 信访人 补正 则 记 人数 为 人数 加 1 返回原环节\n"));
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "要求补正").accepted());
  const Answer answer = play.submit("2026-03-05 11:00", "信访人", "补正");
  CHECK(answer.refused == Refused::undecided);
  CHECK(play.missing(answer) == "人数");
  CHECK(play.stage() == "待补正");
}

TEST_CASE("4.3 A rung that ends its own deadline still does what stands behind it", "[core]") {
  Play play = replying(with(wide_process(), warn, "      逾期 则 终止 答复期 扣分 乙局 5分 提级督办 甲区\n"));
  play.advance("2026-03-12 00:01");
  CHECK(play.open_obligations("答复期") == 0);
  CHECK(has(play.log(), "effect penalise 乙局"));
  CHECK(play.level() == Level::town);
}

TEST_CASE("4.6 A supervision whose cause is settled at once is owed all the same", "[core]") {
  std::string text = with(wide_process(), warn, "      逾期 则 终止 答复期 提级督办 甲区\n");
  text = with(text, "贯穿 全程督查 #oversight\n",
              "贯穿 全程督查 #oversight\n  时限 督办期 #supervise-limit 属 窗口责任\n    自 提级督办 起 "
              "3个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n");
  Play play = replying(text);
  play.advance("2026-03-12 00:01");
  CHECK(play.open_obligations("督办期") == 1);
  REQUIRE(play.submit("2026-03-13 10:00", "甲区", "督办反馈").accepted());
  CHECK(play.open_obligations("督办期") == 0);
}

TEST_CASE("3.3b A list that names what is unknown refuses the event and says what is missing", "[core]") {
  const std::string text = behind(
      with(wide_process(), "、协办单位（单位，可多个）",
           "、协办单位（单位，可多个）、复核单位（单位，可缺）"),
      in_reply,
      "    当 甲区 见面 则 记 协办单位 为 承办单位、复核单位\n    当 甲区 下达督办 则 记 协办单位 为 未知\n");
  Play play = replying(text);
  const Answer answer = play.submit("2026-03-05 10:00", "甲区", "见面");
  CHECK(answer.refused == Refused::undecided);
  CHECK(play.missing(answer) == "复核单位");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "下达督办").accepted());  // a list that is cleared is empty
}

TEST_CASE("4.3 What a timer cannot decide stays as it was, a text too; one that is cleared is unknown",
          "[core]") {
  std::string text =
      with(wide_process(), "、说明（文本，可缺）", "、说明（文本，可缺）、旧说明（文本，可缺）");
  text = with(text, warn,
              "      逾期 则 记 说明 为 旧说明 记 协办单位 为 承办单位、乙局\n      逾期 第2个工作日 则 记 "
              "说明 为 未知\n");
  text = behind(text, in_reply, "    当 甲区 见面 则 记 说明 为 “见过”\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  play.advance("2026-03-12 00:01");
  CHECK(play.fact("说明") == "见过");
  play.advance("2026-03-14 00:01");
  CHECK(play.fact("说明") == "未知");
}

TEST_CASE(
    "3.6b Whoever is of no unit holds nothing that a unit owes; a delegate acts only for what was delegated",
    "[core]") {
  const std::string text = behind(wide_process(), in_reply, "    当 甲区 见面 则 委派 答复期 给 乙局\n");
  Play play = replying(text);
  CHECK(play.submit("2026-03-05 09:00", "窗口人员", "答复").refused == Refused::not_allowed);
  CHECK(play.submit("2026-03-05 09:00", "系统", "答复").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面").accepted());
  CHECK(play.submit("2026-03-05 11:00", "丙局", "答复").refused == Refused::not_allowed);
  CHECK(play.submit("2026-03-05 12:00", "乙局", "答复").accepted());
}

TEST_CASE("3.6b 本单位 in a line for each of several is the one that acted, whichever it is", "[core]") {
  const std::string text =
      behind(wide_process(), in_reply, "    当 每个 协办单位 见面 则 通知 本单位 “收到”\n");
  Play nobody = replying(text);
  CHECK(nobody.submit("2026-03-05 10:00", "乙局", "见面").refused == Refused::not_allowed);
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}})
              .accepted());
  REQUIRE(play.submit("2026-03-05 09:00", "乙局", "提交意见").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "丙局", "提交意见").accepted());
  REQUIRE(play.stage() == "待答复");
  REQUIRE(play.submit("2026-03-05 11:00", "丙局", "见面").accepted());
  CHECK(has(play.changes_of_last_entry(), "effect notify 丙局"));
  CHECK(play.submit("2026-03-05 12:00", "甲镇", "见面").refused == Refused::not_allowed);
}

// 答复期 may be extended when 甲镇 asks and 甲区 answers within two working days.
std::string askable(const std::string& more = {}) {
  std::string text = with(wide_process(), "事件 见面 #meet\n",
                          "事件 见面 #meet\n事件 申请延期 #ask-extension、不予延期 #decline\n事件 批准延期 "
                          "#extend 可填 人数、说明\n");
  return with(text, reply_limit,
              reply_limit +
                  "      可延期 1次 不超过 3个工作日\n        自 申请延期 起 2个工作日内 须经 甲区 批准延期 "
                  "或 不予延期\n"
                  "        须在届满前 接续 原届满日\n" +
                  more);
}

TEST_CASE("4.7 移交 全部时限 and 委派 全部时限 leave the decision on an extension with whom it is",
          "[core]") {
  const std::string text = behind(
      askable(), in_reply,
      "    当 甲区 见面 则 移交 全部时限 给 乙局 重算\n    当 甲区 下达督办 则 委派 全部时限 给 丙局\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "申请延期").accepted());
  const std::string decides = play.holder("答复期延期审批");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "见面").accepted());
  CHECK(play.holder("答复期") == "乙局");
  CHECK(play.holder("答复期延期审批") == decides);
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "下达督办").accepted());
  CHECK(play.submit("2026-03-05 13:00", "丙局", "批准延期").refused == Refused::not_allowed);
  REQUIRE(play.submit("2026-03-05 14:00", "甲区", "批准延期").accepted());
}

TEST_CASE("2.7b A decision that grants more than may be granted is refused, and what was asked stands",
          "[core]") {
  Play play = replying(askable("        按 人数\n"));
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "申请延期").accepted());
  CHECK(play.submit("2026-03-05 11:00", "甲区", "批准延期", {{"说明", "多给一天"}, {"人数", "4"}}).refused ==
        Refused::guarded);
  CHECK(play.open_obligations("答复期延期审批") == 1);
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "批准延期", {{"说明", "两天"}, {"人数", "2"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");
}

TEST_CASE(
    "3.5b What opens a case again and cannot settle is refused: it stays closed; each ending has its own "
    "line",
    "[core]") {
  std::string text = with(wide_process(), "  结案 已办结 #closed、已撤回 #withdrawn\n",
                          "  结案 已办结 #closed\n    可重开 自 结案 起 10个自然日内 乙局 可 督办反馈 则 记 "
                          "说明 为 “再办” 转 待答复 至多 9次\n      照算 其余\n"
                          "  结案 已撤回 #withdrawn\n    可重开 自 结案 起 10个自然日内 信访人 可 见面 则 转 "
                          "待答复 至多 9次\n      照算 其余\n");
  text = behind(text, in_reply, "    一旦 有 说明 则 记 人数 为 人数 加 1 终止 答复期 转 待办结\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "办结").accepted());
  CHECK(play.submit("2026-03-09 10:00", "信访人", "见面").refused == Refused::malformed);
  const Answer answer = play.submit("2026-03-09 11:00", "乙局", "督办反馈");
  CHECK(answer.refused == Refused::undecided);
  CHECK(play.missing(answer) == "人数");
  CHECK(play.closed());
  Play withdrawn = replying(text);
  REQUIRE(withdrawn.submit("2026-03-05 10:00", "信访人", "撤回").accepted());
  CHECK(withdrawn.submit("2026-03-06 10:00", "信访人", "督办反馈").refused == Refused::malformed);
  REQUIRE(withdrawn.submit("2026-03-06 11:00", "信访人", "见面").accepted());
  CHECK(withdrawn.stage() == "待答复");
}

namespace {

// 待答复 owes so many things by each of 乙局, 丙局 and 乙镇, and so many by the district, until somebody replies.
std::string crowded(std::string text, std::size_t by_each, std::size_t by_one) {
  std::string lines;
  for (std::size_t i = 1; i <= by_each + by_one; ++i)
    lines += "    时限 第" + std::to_string(i) + "件 #work-" + std::to_string(i) + " 属 " +
             (i <= by_each ? "协办责任" : "窗口责任") + "\n      自 进入本环节 起 5个工作日内 应 答复\n";
  text =
      with(std::move(text), "      若 有 协办单位 则 转 会商中\n      否则 转 待答复\n", "      转 待答复\n");
  text = with(std::move(text), "    当 甲区 交办 则\n      转 待答复\n", "    当 甲区 交办 则 转 待答复\n");
  text = with(std::move(text), "    一旦 会商期 全部 完成 则 转 待答复\n",
              "    当 甲区 见面 则 转 待答复\n    一旦 会商期 全部 完成 则 转 待答复\n");
  text = with(std::move(text), "    当 信访人 补正 则 返回原环节\n",
              "    当 信访人 补正 则 返回原环节\n    当 甲区 交办 则 终止 全部时限 转 会商中\n");
  return with(std::move(text), "    时限 答复期 #reply-limit 属 主办责任\n",
              lines + "    时限 答复期 #reply-limit 属 主办责任\n");
}

const Facts to_three{{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局、乙镇"}};

}  // namespace

TEST_CASE("1.2 Where a case owes as much as it can, what is asked for is refused and opens nothing",
          "[core]") {
  // 300 by each of three, 答复期 and 全程期, and 98 more.
  Play play = replying(crowded(askable(), 300, 98), to_three);
  REQUIRE(play.state().obligations().size() == obligations_max);
  CHECK(play.submit("2026-03-05 10:00", "甲镇", "申请延期").refused == Refused::bound);
  CHECK(play.state().obligations().size() == obligations_max);
  Play fits = replying(crowded(askable(), 300, 97), to_three);
  CHECK(fits.submit("2026-03-05 10:00", "甲镇", "申请延期").accepted());
  CHECK(fits.state().obligations().size() == obligations_max);
}

TEST_CASE("1.2 A case opens so many obligations in its life; one more is refused", "[core]") {
  const std::string again = "    当 甲区 见面 则 终止 全部时限 转 待答复 至多 240次\n";
  Play play = replying(behind(crowded(wide_process(), 300, 97), in_reply, again), to_three);
  std::uint32_t entered = 1;
  Answer answer;
  while ((answer = play.submit("2026-03-05 10:00", "甲区", "见面")).accepted()) ++entered;
  CHECK(answer.refused == Refused::bound);
  CHECK(play.state().obligations().size() == 998);
  // 998 at each entry, and 登记期, 交办期 and 全程期 before the first.
  CHECK(entered == (obligations_ever_max - 3) / 998);
}

TEST_CASE(
    "4.9 A first that another case had arms what waits for it, opens what the thread owes from it, and "
    "leaves the rest",
    "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、另件时刻（时刻，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet\n事件 并入 #join 须填 另件时刻\n");
  text = with(text, "贯穿 全程督查 #oversight\n",
              "贯穿 全程督查 #oversight\n  时限 回访期 #visit-limit 属 窗口责任\n    自 首次 见面 起 "
              "20个自然日内 应 督办反馈\n    逾期 则 催办 甲区\n");
  text = with(text, "    时限 答复期 #reply-limit 属 主办责任\n",
              "    时限 约见期 #meet-limit 属 主办责任\n      自 首次 见面 起 15个自然日内 应 答复\n"
              "    时限 听取期 #hear-limit 属 主办责任\n      自 见面 起 10个自然日内 应 答复\n"
              "    时限 补充期 #add-limit 属 主办责任\n      自 提交意见 起 10个自然日内 应 答复\n"
              "    时限 答复期 #reply-limit 属 主办责任\n");
  text = behind(text, in_reply,
                "    当 甲区 并入 则 并案 见面 取早 另件时刻 并案 提交意见 取早 另件时刻 并案 改派 取早 "
                "另件时刻\n    当 甲镇 提交意见\n");
  Play play = replying(text);
  CHECK(play.due("约见期") == "waiting");
  CHECK(play.open_obligations("回访期") == 0);
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "并入", {{"另件时刻", "2026-03-02 10:00"}}).accepted());
  CHECK(play.due("约见期") == "2026-03-17 24:00");
  CHECK(play.due("听取期") == "2026-03-12 24:00");
  CHECK(play.due("补充期") == "2026-03-12 24:00");
  CHECK(play.due("回访期") == "2026-03-23 24:00");  // the 22nd is a Sunday
  CHECK(play.due("答复期") == "2026-03-11 24:00");
  REQUIRE(play.submit("2026-03-06 10:00", "甲镇", "提交意见").accepted());
  REQUIRE(play.submit("2026-03-06 11:00", "甲区", "并入", {{"另件时刻", "2026-02-27 10:00"}}).accepted());
  CHECK(play.due("约见期") == "2026-03-16 24:00");  // the 14th is a Saturday
}

TEST_CASE(
    "4.5 A return takes what the giver owes in the stage, and says of a right, of a request and of what "
    "others owe what becomes of it",
    "[core]") {
  std::string text =
      with(wide_process(), "事件 见面 #meet\n",
           "事件 见面 #meet\n事件 退回 #give-back 须填 说明\n事件 同意退回 #consent、不同意退回 #refuse\n"
           "事件 申请延期 #ask-extension、批准延期 #extend、不予延期 #decline\n");
  text = with(text, "要素 承办单位 #unit（单位，可缺）",
              "要素 承办单位 #unit（单位，可缺）、帮办单位（单位，可缺）");
  text = with(text, "责任 协办责任", "责任 帮办责任 #help 由 帮办单位\n责任 协办责任");
  text = with(text, "贯穿 全程督查 #oversight\n",
              "贯穿 全程督查 #oversight\n  时限 全程主办 #whole-limit 属 主办责任\n    自 首次 登记 起 "
              "60个自然日内 应 办结\n    逾期 则 催办 甲区\n"
              "  时限 等候主办 #later-limit 属 主办责任\n    自 首次 见面 起 60个自然日内 应 办结\n    逾期 "
              "则 催办 甲区\n"
              "  时限 全程帮办 #help-limit 属 帮办责任\n    自 首次 登记 起 60个自然日内 应 办结\n    逾期 "
              "则 催办 甲区\n");
  text = with(text, reply_limit,
              reply_limit +
                  "      可延期 1次 不超过 3个工作日\n        自 申请延期 起 2个工作日内 须经 甲区 批准延期 "
                  "或 不予延期\n        须在届满前 接续 原届满日\n");
  text = with(text, "    时限 答复期 #reply-limit 属 主办责任\n",
              "    时限 说明期 #explain-limit 属 主办责任\n      自 进入本环节 起 9个工作日内 可 提交意见\n  "
              "    逾期 则 视为 “不说明”\n"
              "    时限 督办期 #order-limit 属 窗口责任\n      自 进入本环节 起 9个工作日内 应 督办反馈\n    "
              "  逾期 则 催办 甲区\n"
              "    时限 答复期 #reply-limit 属 主办责任\n");
  text = with(text, in_reply,
              "    可退回 至 待交办\n      自 交办 起 2个工作日内 可 退回\n      自 退回 起 1个工作日内 须经 "
              "甲区 同意退回 或 不同意退回\n"
              "      逾期 则 催办 甲区\n      合计 至多 2次\n      续算 答复期 重算 全程主办 照算 其余\n" +
                  in_reply);
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00", {{"帮办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "申请延期").accepted());
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "退回", {{"说明", "不归本镇管"}}).accepted());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "同意退回").accepted());
  CHECK(play.stage() == "待交办");
  const std::vector<std::string> changes = play.log();
  CHECK(has(changes, "returned 答复期"));
  CHECK(has(changes, "lapsed 说明期"));
  CHECK(has(changes, "lapsed 答复期延期审批"));
  CHECK(has(changes, "waived 督办期"));
  CHECK(play.holder("全程主办") == "甲区");
  CHECK(play.due("全程主办") == "suspended");
  CHECK(play.holder("全程帮办") == "甲镇");  // his by another fact, which nobody takes back
  CHECK(play.due("全程帮办") == "2026-05-06 24:00");
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "交办", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.holder("全程主办") == "乙镇");
  CHECK(play.due("答复期") == "2026-03-12 24:00");  // four days were left at the asking
}

TEST_CASE("4.3 剩余 in minutes and in calendar days stands before the due", "[core]") {
  Play play = replying(with(wide_process(), "      剩余 1个工作日 则 黄牌 承办单位\n",
                            "      剩余 30分钟 则 黄牌 承办单位\n      剩余 2个自然日 则 督办 承办单位\n"));
  play.advance("2026-03-09 00:00");
  CHECK(has(play.log(), "effect supervise 甲镇"));
  CHECK_FALSE(has(play.log(), "effect yellow_card 甲镇"));
  play.advance("2026-03-11 23:30");
  CHECK(has(play.log(), "effect yellow_card 甲镇"));
}

TEST_CASE("3.3d D 的 期限 in a condition is unknown while the clock waits, stands still or is not there",
          "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、约定时刻（时刻，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 约定时刻\n");
  text = behind(
      text, in_reply,
      "    当 甲区 见面 则\n      若 答复期 的 期限 超过 约定时刻 则 记 人数 为 1\n      否则 记 人数 为 2\n"
      "    当 甲区 下达督办 则 中止 答复期\n    当 甲区 督办反馈 则 终止 答复期\n");
  const auto meets = [](Play& play) {
    return play.submit("2026-03-05 12:00", "甲区", "见面", {{"约定时刻", "2026-03-10 09:00"}});
  };
  Play runs = replying(text);
  REQUIRE(meets(runs).accepted());
  CHECK(runs.fact("人数") == "1");
  Play still = replying(text);
  REQUIRE(still.submit("2026-03-05 09:00", "甲区", "下达督办").accepted());
  CHECK(meets(still).refused == Refused::guarded);
  Play gone = replying(text);
  REQUIRE(gone.submit("2026-03-05 09:00", "甲区", "督办反馈").accepted());
  CHECK(meets(gone).refused == Refused::guarded);
  Play waits = replying(with(text, reply_limit, "      自 提交意见 起 5个工作日内 应 答复\n"));
  CHECK(meets(waits).refused == Refused::guarded);
}

TEST_CASE(
    "7.6 A personal list, a personal number and a personal text are all forgotten, and what was not known is "
    "not mentioned",
    "[core]") {
  std::string text = with(wide_process(), "协办单位（单位，可多个）", "协办单位（单位，可多个，个人信息）");
  text = with(with(text, "人数（整数，可缺）", "人数（整数，可缺，个人信息）"), "说明（文本，可缺）",
              "说明（文本，可缺，个人信息）");
  Play play = replying(text, {{"承办单位", "甲镇"}});
  Entries out;
  play.stepper().forget_personal(play.state(), at("2026-03-05 09:00"), {Holder::Kind::system, {}, {}}, out);
  CHECK(out.changes.size() <= 1);  // the list, which is empty, is never unknown
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复", {{"说明", "已答"}}).accepted());
  CHECK(play.fact("说明") == "已答");
  Entries after;
  play.stepper().forget_personal(play.state(), at("2026-03-05 11:00"), {Holder::Kind::system, {}, {}}, after);
  CHECK(play.fact("说明") == "未知");
  CHECK(play.fact("协办单位") != "甲镇");
}

TEST_CASE("3.3.2 A level is given by name, and a level that is none is of another type", "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、上报级别（层级，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 上报级别\n");
  text = behind(text, in_reply, "    当 甲区 见面 则 记 层级 为 上报级别\n");
  Play play = replying(text);
  const RulebookData& rules = play.rulebook().data();
  const EventId meet = play.rulebook().event("meet");
  const PayloadField none[] = {{0, Value::of(0)}}, words[] = {{0, Value::of(std::string("镇"))}};
  for (const auto& payload : {std::span(none), std::span(words)}) {
    Event event{meet,
                at("2026-03-05 09:00"),
                Actor::of(play.rulebook().unit("甲区")),
                payload,
                {},
                false,
                Instant::never(),
                Instant::never()};
    Entries out;
    const Answer answer = play.stepper().step(play.state(), event, out);
    CHECK(answer.refused == Refused::malformed);
    CHECK(answer.detail == Malformed::wrong_type);
  }
  CHECK(rules.events[meet.value].fields.count == 1);
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "见面", {{"上报级别", "镇"}}).accepted());
  CHECK(play.level() == Level::town);
}

TEST_CASE(
    "6.1 A text fills in what is not known as a question mark, be it a fact or what the event did not bring",
    "[core]") {
  std::string text = with(wide_process(), "事件 见面 #meet\n", "事件 见面 #meet 可填 说明、地点（文本）\n");
  text = behind(text, in_reply, "    当 甲区 见面 则 通知 甲区 “{说明} {人数} {地点}”\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "见面", {{"地点", "大厅"}}).accepted());
  const Rulebook& rules = play.rulebook();
  const auto said = [&](const PayloadField* payload, std::size_t n) {
    Event event;
    event.event = rules.event("meet");
    event.payload = {payload, n};
    return fill_text(rules, play.layout(), play.state(), "甲", &event, "{编号} {说明} {人数} {地点}");
  };
  const PayloadField hall[] = {{1, Value::of(std::string("大厅"))}}, nowhere[] = {{1, {}}};
  CHECK(said(hall, 1) == "甲 ? ? 大厅");
  CHECK(said(nowhere, 1) == "甲 ? ? ?");
  CHECK(said(nullptr, 0) == "甲 ? ? ?");
}

TEST_CASE("3.3b A list of which one member is not known is not known, whoever asks for it", "[core]") {
  const std::string text =
      behind(with(wide_process(), "事件 见面 #meet\n", "事件 见面 #meet 可填 协办单位\n"), in_reply,
             "    当 甲区 见面 则 记 协办单位 为 承办单位、乙局\n"
             "    当 甲区 下达督办 则 记 承办单位 为 未知\n"
             "    当 甲区 督办反馈 则 录入 诉求 填 所在网格 为 所在网格、协办单位 为 承办单位、乙局\n");
  Play known = replying(text);
  REQUIRE(known.submit("2026-03-05 09:00", "甲区", "见面").accepted());
  CHECK(known.fact("协办单位") == "甲镇、乙局");
  Play unknown = replying(text);
  REQUIRE(unknown.submit("2026-03-05 09:00", "甲区", "下达督办").accepted());
  const Answer answer = unknown.submit("2026-03-05 10:00", "甲区", "见面");
  CHECK(answer.refused == Refused::undecided);
  CHECK(unknown.missing(answer) == "承办单位");
  // A case that is opened begins with what is known.
  Entries out;
  REQUIRE(unknown.submit("2026-03-05 11:00", "甲区", "督办反馈").accepted());
  REQUIRE(unknown.entries().children.size() == 1);
  CHECK(unknown.entries().children[0].facts.size() == 1);
}

TEST_CASE("3.6b 本单位 in a line that names a list and somebody else is the one of them who acts", "[core]") {
  const std::string lines =
      "    当 每个 协办单位 或 甲区 见面 则 加分 本单位 1分\n    当 信访人 提交意见 则 督办 承办单位\n";
  const std::string text =
      behind(with(wide_process(), "      若 有 协办单位 则 转 会商中\n", "      若 有 说明 则 转 会商中\n"),
             in_reply, lines);
  for (const Facts& assigned :
       {Facts{{"承办单位", "甲镇"}}, Facts{{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}}) {
    Play play = replying(text, assigned);
    REQUIRE(play.submit("2026-03-05 09:00", "甲区", "见面").accepted());
    CHECK(has(play.changes_of_last_entry(), "effect reward 甲区"));
    // 3.3e What the rules do because the petitioner asks, the rules have the power to do.
    REQUIRE(play.submit("2026-03-05 10:00", "信访人", "提交意见").accepted());
    CHECK(has(play.changes_of_last_entry(), "effect supervise 甲镇"));
  }
}

TEST_CASE("3.3d What has not happened has no moment, and a clock that waits is not one that runs", "[core]") {
  const std::string text =
      behind(with(wide_process(), reply_limit, "      自 提交意见 起 5个工作日内 应 答复\n"), in_reply,
             "    当 甲区 见面 则\n      若 有 答复期 则 记 人数 为 1\n      否则 记 人数 为 2\n"
             "    当 甲区 下达督办 则\n      若 自然日数（督办反馈 的 时刻，登记 的 时刻）超过 0 则 记 人数 "
             "为 3\n      否则 记 人数 为 4\n"
             "    当 承办单位 提交意见\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "见面").accepted());
  CHECK(play.fact("人数") == "2");
  CHECK(play.submit("2026-03-05 10:00", "甲区", "下达督办").refused == Refused::guarded);
  REQUIRE(play.submit("2026-03-05 11:00", "甲镇", "提交意见").accepted());
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "见面").accepted());
  CHECK(play.fact("人数") == "1");
}

TEST_CASE(
    "3.3b What is undecided on leaving a side stage refuses the way back and the way on, and the case stays "
    "whole",
    "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、另数（整数，可缺）");
  text = with(text, "事件 见面 #meet\n", "事件 见面 #meet 可填 另数\n");
  text = with(text, "    期间 中止 答复期 照算 其余\n",
              "    期间 中止 答复期 照算 其余\n    离开时 则 记 人数 为 另数 加 1\n");
  text = with(
      text, "    当 信访人 补正 则 返回原环节\n",
      "    当 信访人 补正 则 返回原环节\n    当 甲区 办结 则 终止 全部时限 转 已办结\n    当 甲区 见面\n");
  for (const char* way : {"补正", "办结"}) {
    CAPTURE(way);
    Play play = replying(text);
    REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "要求补正").accepted());
    const char* const who = std::string(way) == "补正" ? "信访人" : "甲区";
    const std::size_t open = play.state().obligations().size();
    CHECK(play.submit("2026-03-05 10:00", who, way).refused == Refused::undecided);
    CHECK(play.stage() == "待补正");
    CHECK(play.state().obligations().size() == open);
    CHECK(play.due("答复期") == "suspended");
    REQUIRE(play.submit("2026-03-05 11:00", "甲区", "见面", {{"另数", "3"}}).accepted());
    REQUIRE(play.submit("2026-03-05 12:00", who, way).accepted());
    CHECK(play.fact("人数") == "4");
    CHECK(play.stage() == (std::string(way) == "补正" ? "待答复" : "已办结"));
  }
}

TEST_CASE("4.8 委派 to whom nobody knows, and 收回 of what nobody has, change nothing", "[core]") {
  const std::string text =
      behind(with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、接办单位（单位，可缺）"),
             in_reply, "    当 甲区 见面 则 委派 答复期 给 接办单位\n    当 甲区 下达督办 则 收回 答复期\n");
  Play play = replying(text);
  for (const char* what : {"见面", "下达督办"}) {
    REQUIRE(play.submit("2026-03-05 10:00", "甲区", what).accepted());
    CHECK(play.changes_of_last_entry().empty());
  }
  CHECK(play.submit("2026-03-05 11:00", "乙镇", "答复").refused == Refused::not_allowed);
}

TEST_CASE("3.3b What is undecided under 顶级 refuses the event that escalates there; a timer escalates all the same", "[core]") {
  std::string text = with(wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、另数（整数，可缺）");
  text = with(text, "  顶级 则 通知 甲区 “到顶了”\n", "  顶级 则 记 人数 为 另数 加 1 通知 甲区 “到顶了”\n");
  text = behind(text, in_reply, "    当 甲区 下达督办 则 记 层级 为 区\n    当 甲区 见面 则 提级督办 承办单位\n");
  Play play = replying(text);
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "下达督办").accepted());
  const Answer answer = play.submit("2026-03-05 10:00", "甲区", "见面");
  CHECK(answer.refused == Refused::undecided);
  CHECK(play.missing(answer) == "另数");
  play.advance("2026-03-13 00:00");  // 逾期 第1个工作日 escalates
  CHECK(has(play.log(), "effect notify 甲区"));
  CHECK(play.fact("人数") == "未知");
}
