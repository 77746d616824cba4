// Semantics 4.1c, 4.2b, 4.7: lists of holders that change while work is open, wherever the deadline stands.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";
const std::string support = "      自 进入本环节 起 2个工作日内 应 提交意见\n";

// In 会商中 with 乙局 and 丙局; 改派 gives the list anew.
Play consulting(std::string text, const std::string& under = {}) {
  text = with(text, support, support + under);
  text = with(text, "    一旦 会商期 全部 完成 则 转 待答复\n",
              "    一旦 会商期 全部 完成 则 转 待答复\n    当 甲区 改派 则 通知 甲区 “名单变了”\n    当 甲区 要求补正 则 转 待说明 至多 2次\n");
  text = with(text, "  环节 待答复 #replying\n",
              "  环节 待说明 #explaining\n    期间 中止 会商期 照算 其余\n    时限 说明期 #explain-limit 属 窗口责任\n"
              "      自 进入本环节 起 5个工作日内 应 补正\n      逾期 则 催办 甲区\n    当 甲区 补正 则 返回原环节\n"
              "    当 甲区 改派 则 通知 甲区 “名单变了”\n  环节 待答复 #replying\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}).accepted());
  return play;
}

void list(Play& play, const char* when, const char* members) {
  REQUIRE(play.submit(when, "甲区", "改派", {{"承办单位", "甲镇"}, {"协办单位", members}}).accepted());
}

}  // namespace

TEST_CASE("4.1c Who joins owes only where 仅当 holds then", "[core]") {
  std::string text = with(wide_process(), "人数（整数，可缺）", "人数（整数）默认 5");
  text = with(text, "可填 协办单位\n", "可填 协办单位、人数\n");
  const auto open = [&](const char* persons) {
    Play play = consulting(text, "      仅当 人数 不少于 2\n");
    REQUIRE(play.open_obligations("会商期") == 2);
    REQUIRE(play.submit("2026-03-05 09:00", "甲区", "改派", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局、乙镇、乙镇"}, {"人数", persons}})
                .accepted());
    return play.open_obligations("会商期");
  };
  CHECK(open("5") == 3);  // named twice he owes once
  CHECK(open("1") == 2);
}

TEST_CASE("4.1c Who joins owes only while the deadline is in force", "[core]") {
  const auto open = [](const char* span) {
    Play play = consulting(wide_process(), "      施行 2020-01-01 至 " + std::string(span) + "\n");
    const std::size_t before = play.open_obligations("会商期");
    list(play, "2026-03-05 09:00", "乙局、丙局、乙镇");
    return std::pair(before, play.open_obligations("会商期"));
  };
  CHECK(open("2026-12-31") == std::pair<std::size_t, std::size_t>(2, 3));
  CHECK(open("2026-03-04") == std::pair<std::size_t, std::size_t>(2, 2));
}

TEST_CASE("4.1c A member may join or leave while the stage sleeps, and is counted with the others after", "[core]") {
  Play play = consulting(wide_process());
  REQUIRE(play.submit("2026-03-05 09:00", "甲区", "要求补正").accepted());
  REQUIRE(play.stage() == "待说明");
  list(play, "2026-03-05 10:00", "丙局、乙镇");
  CHECK(play.due("会商期", "乙局") == "none");
  CHECK(play.open_obligations("会商期") == 2);
  REQUIRE(play.submit("2026-03-06 09:00", "甲区", "补正").accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "丙局", "提交意见").accepted());
  CHECK(play.stage() == "会商中");
  REQUIRE(play.submit("2026-03-06 11:00", "乙镇", "提交意见").accepted());
  CHECK(play.stage() == "待答复");
}

TEST_CASE("4.1c In the thread a member who joins owes once the anchor has happened, and the others are left as they are", "[core]") {
  const std::string thread = "  时限 反馈期 #feedback-limit 属 协办责任\n    自 下达督办 起 5个工作日内 应 督办反馈\n    逾期 则 催办 本单位\n";
  const std::string text = with(wide_process(), "  时限 全程期 #overall-limit 属 窗口责任\n", thread + "  时限 全程期 #overall-limit 属 窗口责任\n");
  Play play = consulting(text);
  list(play, "2026-03-05 09:00", "乙局、丙局、乙镇");
  CHECK(play.open_obligations("反馈期") == 0);  // nothing is owed until it happens
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "下达督办").refused == Refused::not_accepted);
  Play after = consulting(with(text, "    一旦 会商期 全部", "    当 甲区 下达督办 则 通知 甲区 “督办”\n    一旦 会商期 全部"));
  REQUIRE(after.submit("2026-03-05 10:00", "甲区", "下达督办").accepted());
  CHECK(after.open_obligations("反馈期") == 2);
  list(after, "2026-03-06 09:00", "乙局、乙镇");
  CHECK(after.open_obligations("反馈期") == 2);
  CHECK(after.due("反馈期", "丙局") == "none");
  CHECK(after.due("反馈期", "乙镇") == after.due("反馈期", "乙局"));  // from the anchor, the order
}

TEST_CASE("4.7 Nothing is handed over to nobody, and what only waits for its anchor is not started by 重算", "[core]") {
  const std::string thread = "  时限 反馈期 #feedback-limit 属 主办责任\n    自 下达督办 起 5个工作日内 应 督办反馈\n    逾期 则 催办 本单位\n";
  std::string text = with(wide_process(), in_reply, in_reply + "    当 甲区 改派 则 移交 全部时限 给 承办单位 重算\n    当 甲区 见面 则 记 承办单位 为 未知 移交 答复期 给 承办单位 照算\n");
  text = with(text, "      自 进入本环节 起 5个工作日内 应 答复\n", "      自 见面 起 5个工作日内 应 答复\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.due("答复期") == "waiting");
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "乙镇"}}).accepted());
  CHECK(play.holder("答复期") == "乙镇");
  CHECK(play.due("答复期") == "waiting");
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "见面").accepted());
  CHECK(play.fact("承办单位") == "未知");
  CHECK(play.holder("答复期") == "乙镇");
  CHECK(play.due("答复期") == "2026-03-13 24:00");
}

TEST_CASE("4.2b A fact that becomes known hands over only what waits for it, and only to somebody", "[core]") {
  // The town above the place owes; a place known later, without a town above it, is still nobody.
  std::string text = with(wide_process(), "责任 主办责任 #lead 由 承办单位\n", "责任 主办责任 #lead 由 承办单位 的 镇\n");
  text = with(text, "#assign、改派 #reassign 须填 承办单位", "#assign、改派 #reassign 可填 承办单位、紧急 可填");
  text = with(text, " 可填 承办单位、紧急 可填 可填 协办单位", " 可填 承办单位、协办单位");
  text = with(text, in_reply, "    当 答复 则 转 待办结\n    当 甲区 改派 则 通知 甲区 “{编号}”\n");
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办").accepted());
  REQUIRE(play.holder("答复期") == "甲区");  // 兜底
  REQUIRE(play.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "甲区"}}).accepted());
  CHECK(play.holder("答复期") == "甲区");
  Play other(load(text));
  REQUIRE(other.open("2026-03-02 09:00").accepted());
  REQUIRE(other.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(other.submit("2026-03-04 10:00", "甲区", "交办").accepted());
  REQUIRE(other.submit("2026-03-05 10:00", "甲区", "改派", {{"承办单位", "甲村"}}).accepted());
  CHECK(other.holder("答复期") == "甲镇");
}
