// Where clocks and what is asked of them meet what is seldom there: a clock that still waits, one that is late already, more fields
// than the length. Semantics 2.5c, 2.7, 2.7b, 4.5, 4.9.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/core/assigned.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";
const std::string reply_limit = "      自 进入本环节 起 5个工作日内 应 答复\n";
const std::string five_days = "      自 见面 起 5个工作日内 应 答复\n";  // it waits for 见面

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

// The wide process with more events, 答复期 as given, and 见面 in 待答复.
std::string extendable(const std::string& limit, const std::string& terms) {
  std::string text = with(wide_process(), reply_limit, limit + terms);
  text = with(text, "说明（文本，可缺）", "说明（文本，可缺）、延期天数（整数，可缺）、另件登记时刻（时刻，可缺）");
  text = with(text, "事件 见面 #meet\n",
              "事件 见面 #meet\n事件 申请延期 #ask-extension、不予延期 #decline\n事件 批准延期 #grant 可填 延期天数、说明\n"
              "事件 并入 #join 须填 另件登记时刻\n");
  return with(text, in_reply, in_reply + "    当 甲区 见面 则 通知 甲区 “见面了”\n    当 甲区 并入 则 并案 登记 取早 另件登记时刻\n");
}

const std::string granted = "      可延期 1次 不超过 5个工作日\n        须经 甲区 批准延期\n        接续 原届满日\n        按 延期天数\n";
const std::string asked_for = "      可延期 1次 不超过 2个工作日\n        自 申请延期 起 2个工作日内 须经 甲区 批准延期 或 不予延期\n        接续 原届满日\n";

}  // namespace

TEST_CASE("2.7b What else comes with a granting is a fact like any other, and not the length", "[core]") {
  Play play = assigned(extendable(reply_limit, granted));
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "批准延期", {{"说明", "要鉴定"}, {"延期天数", "2"}}).accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");
  CHECK(play.fact("说明") == "要鉴定");
  Play whole = assigned(extendable(reply_limit, granted));
  REQUIRE(whole.submit("2026-03-05 10:00", "甲区", "批准延期", {{"说明", "要鉴定"}}).accepted());
  CHECK(whole.due("答复期") == "2026-03-18 24:00");
}

TEST_CASE("2.7b A clock that waits can't be extended, and nobody can ask for it; once it runs, both", "[core]") {
  Play play = assigned(extendable(five_days, granted));
  REQUIRE(play.due("答复期") == "waiting");
  CHECK(play.submit("2026-03-05 10:00", "甲区", "批准延期").rejected());
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "见面").accepted());
  CHECK(play.submit("2026-03-05 12:00", "甲区", "批准延期").accepted());
  Play asks = assigned(extendable(five_days, asked_for));
  CHECK(asks.submit("2026-03-05 10:00", "甲镇", "申请延期").rejected());
  REQUIRE(asks.submit("2026-03-05 11:00", "甲区", "见面").accepted());
  CHECK(asks.submit("2026-03-05 12:00", "甲镇", "申请延期").accepted());
}

TEST_CASE("2.7b Where it need not be asked before expiry it may be asked when it is late; so often and not more", "[core]") {
  Play play = assigned(extendable(reply_limit, asked_for));
  play.advance("2026-03-12 09:00");
  REQUIRE(play.breached("答复期"));
  REQUIRE(play.submit("2026-03-12 10:00", "甲镇", "申请延期").accepted());
  REQUIRE(play.submit("2026-03-12 11:00", "甲区", "批准延期").accepted());
  CHECK(play.due("答复期") == "2026-03-13 24:00");
  CHECK_FALSE(has(play.changes_of_last_entry(), "reversed 答复期"));  // asked when it was broken
  CHECK(play.submit("2026-03-13 10:00", "甲镇", "申请延期").rejected());  // once
}

TEST_CASE("4.9 An earlier first event leaves alone what waits for another, and what another first event bounds", "[core]") {
  const std::string bounded = reply_limit + "      不晚于 自 首次 下达督办 起 3个工作日内\n";
  std::string text = extendable(bounded, "");
  text = with(text, "    当 承办单位 要求补正 则", "    时限 见面期 #meeting-limit 属 窗口责任\n      自 提交意见 起 3个工作日内 应 见面\n    当 甲区 下达督办 则 通知 甲区 “督办了”\n    当 承办单位 要求补正 则");
  Play play = assigned(text);
  REQUIRE(play.due("见面期") == "waiting");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  REQUIRE(play.due("答复期") == "2026-03-10 24:00");
  REQUIRE(play.submit("2026-03-05 11:00", "甲区", "并入", {{"另件登记时刻", "2026-02-24 10:00"}}).accepted());
  CHECK(play.due("全程期") == "2026-03-26 24:00");
  CHECK(play.due("答复期") == "2026-03-10 24:00");
  CHECK(play.due("见面期") == "waiting");
}

TEST_CASE("4.5 Two stages may have a return that is asked for in the same words: that of the stage is meant", "[core]") {
  const auto back_to = [](const char* stage, const char* more) {
    return std::string("    可退回 至 ") + stage + "\n      自 交办 起 9个工作日内 可 退回\n      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n      逾期 则 催办 甲区\n      合计 至多 1次\n      重算 其余\n" + more;
  };
  std::string text = with(wide_process(), "事件 见面 #meet\n", "事件 见面 #meet\n事件 退回 #give-back\n事件 同意退回 #consent、不同意退回 #refuse\n");
  text = with(text, in_reply, back_to("待交办", "") + in_reply);
  text = with(text, "责任 协办责任", "责任 收尾责任 #wrap-up 由 承办单位\n责任 协办责任");
  text = with(text, "    时限 办结期 #close-limit 属 窗口责任\n", back_to("待答复", "") + "    时限 办结期 #close-limit 属 收尾责任\n");
  Play play = assigned(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  REQUIRE(play.stage() == "待办结");
  REQUIRE(play.submit("2026-03-05 11:00", "甲镇", "退回").accepted());
  REQUIRE(play.submit("2026-03-05 12:00", "甲区", "同意退回").accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("4.5 What is a right of the holder is no work of his, and is not given back", "[core]") {
  std::string text = with(wide_process(), "事件 见面 #meet\n", "事件 见面 #meet\n事件 退回 #give-back\n事件 同意退回 #consent、不同意退回 #refuse\n");
  text = with(text, "    时限 办结期 #close-limit 属 窗口责任\n",
              "    可退回 至 待答复\n      自 交办 起 9个工作日内 可 退回\n      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n      逾期 则 催办 甲区\n      合计 至多 1次\n      重算 其余\n"
              "    时限 异议期 #objection-period 属 主办责任\n      自 进入本环节 起 5个工作日内 可 提交意见\n      逾期 则 视为 “没有异议”\n    时限 办结期 #close-limit 属 窗口责任\n");
  Play play = assigned(text);
  REQUIRE(play.submit("2026-03-05 10:00", "甲镇", "答复").accepted());
  REQUIRE(play.open_obligations("异议期") == 1);
  CHECK(play.submit("2026-03-05 11:00", "甲镇", "退回").refused == Refused::not_allowed);
  CHECK(play.submit("2026-03-05 11:00", "甲区", "退回").accepted());
}
