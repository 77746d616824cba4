// Semantics 8.2: what is carried seldom: roles and scores, rights and requests, spans, rungs and classes that differ in part.
#include <catch2/catch.hpp>

#include "lib/core/counterparts.hpp"
#include "tests/support/migrated.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::vector<ObstacleKind> in_the_way(const Play& before, std::shared_ptr<const Rulebook> rules,
                                     const char* local) {
  Play play(std::move(rules));
  std::vector<ObstacleKind> kinds;
  for (const Obstacle& o : play.migrate(before, local)) kinds.push_back(o.kind);
  CHECK(play.entries().entries.empty() ==
        !kinds.empty());  // nothing is done where something stands in the way
  return kinds;
}

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";

}  // namespace

TEST_CASE("8.2 What was left over from a return goes on only where the new length counts the same things",
          "[core]") {
  const std::string may_return =
      "    可退回 至 待交办\n      自 交办 起 2个工作日内 可 退回\n      自 退回 起 1个工作日内 须经 甲区 "
      "同意退回 或 不同意退回\n"
      "      合计 至多 2次\n      续算 答复期 照算 其余\n";
  const auto rules = [&](const std::string& length) {
    return with(with(reply_in(length), in_reply, may_return + in_reply), "事件 见面 #meet\n",
                "事件 见面 #meet\n事件 退回 #give-back\n事件 同意退回 #consent、不同意退回 #refuse\n");
  };
  const auto returned = [&](const std::string& length) {
    Play play = replying(load(rules(length)));
    REQUIRE(play.submit("2026-03-05 09:00", "甲镇", "退回").accepted());
    REQUIRE(play.submit("2026-03-05 10:00", "甲区", "同意退回").accepted());
    REQUIRE(play.submit("2026-03-05 11:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    return play;
  };
  const std::string by_new = "  时限 答复期 从新\n";
  const Play days = returned("5个工作日"), hours = returned("40小时"),
             office_hours = returned("20个工作小时");
  const auto due_then = [&](const Play& before, const std::string& length) {
    return carried(before, second(rules(length), by_new), "2026-03-05 12:00").due("答复期");
  };
  // Four of five working days were left; the new rules count natural days, or hours: it keeps what it has.
  CHECK(days.due("答复期") == "2026-03-11 24:00");
  CHECK(due_then(days, "9个自然日") == "2026-03-11 24:00");
  CHECK(due_then(days, "90小时") == "2026-03-11 24:00");
  CHECK(due_then(hours, "9个工作日") == hours.due("答复期"));
  CHECK(due_then(hours, "30个工作小时") == hours.due("答复期"));
  CHECK(due_then(office_hours, "90小时") == office_hours.due("答复期"));
}

TEST_CASE(
    "8.2 A fact that is a role is carried by the role's key; a role that is gone stands in the way where it "
    "is known",
    "[core]") {
  const auto text = [](const std::string& process) {
    return with(with(process, "说明（文本，可缺）", "说明（文本，可缺）、值班（角色，可缺）"), "#meet\n",
                "#meet 可填 值班\n");
  };
  const std::string meets =
      with(text(small_process()), in_reply, in_reply + "    当 甲区 见面 则 通知 甲区 “{编号}”\n");
  Play before = replying(load(meets));
  PackOptions without;
  without.without_roles = true;
  CHECK(in_the_way(before, second(meets, {}, without), "2026-03-05 10:00").empty());
  REQUIRE(before.submit("2026-03-05 09:00", "甲区", "见面", {{"值班", "窗口人员"}}).accepted());
  CHECK(carried(before, second(meets), "2026-03-05 10:00").fact("值班") == "窗口人员");
  CHECK(in_the_way(before, second(meets, {}, without), "2026-03-05 10:00") ==
        std::vector{ObstacleKind::value});
}

TEST_CASE("8.2 A case type of a child that is gone stands in the way", "[core]") {
  const std::string memo =
      "事项 备查 #memo\n  要素 备注（文本，可缺）\n流程 备查流程 用于 备查\n责任 备查责任 由 甲区\n环 "
      "备查环\n  环节 待备查 起点\n"
      "    时限 备查期 属 备查责任\n      自 进入本环节 起 9个工作日内 应 办结\n    当 甲区 办结 则 转 "
      "已备查\n  结案 已备查\n";
  const std::string opens = with(small_process(), in_reply, in_reply + "    当 承办单位 见面 则 录入 备查\n");
  const std::string none =
      with(small_process(), in_reply, in_reply + "    当 承办单位 见面 则 通知 甲区 “{编号}”\n");
  Play before = replying(load(opens + memo));
  CHECK(in_the_way(before, second(none), "2026-03-05 10:00").empty());
  REQUIRE(before.submit("2026-03-05 09:00", "甲镇", "见面").accepted());
  CHECK(carried(before, second(opens + memo), "2026-03-05 10:00").state().cold()->children.size() == 1);
  CHECK(in_the_way(before, second(none), "2026-03-05 10:00") == std::vector{ObstacleKind::child});
}

TEST_CASE("8.2 废止 says of what it waives whether it was late; a right and a request lapse", "[core]") {
  const std::string asks =
      "      可延期 1次 不超过 3个工作日\n        自 见面 起 2个工作日内 须经 甲区 提交意见 或 下达督办\n";
  const std::string text = with(wide_process(), reply_within, reply_within + asks);
  const std::string without = with(
      with(with(wide_process(),
                "    时限 答复期 #reply-limit 属 主办责任\n      自 进入本环节 起 5个工作日内 应 答复\n"
                "      剩余 1个工作日 则 黄牌 承办单位\n      逾期 则 催办 承办单位\n      逾期 第1个工作日 "
                "则 红牌 承办单位 提级督办 承办单位\n"
                "      此后每 1个工作日 至多 2次 则 催办 承办单位\n",
                "    时限 回复期 #answer-limit 属 主办责任\n      自 进入本环节 起 9个工作日内 应 答复\n"),
           "中止 答复期", "中止 回复期"),
      "    时限 补正期 #supplement-period 属 主办责任\n      自 要求补正 起 10个自然日内 信访人 可 补正\n",
      "    时限 补交期 #hand-in 属 主办责任\n      自 要求补正 起 10个自然日内 信访人 可 补正\n");
  const std::string gone = "  时限 答复期 废止\n  时限 补正期 废止\n";
  const auto ended = [](const Play& play) {
    std::vector<std::pair<ChangeKind, bool>> all;
    for (const Change& c : play.entries().changes)
      if (c.kind == ChangeKind::waived || c.kind == ChangeKind::lapsed)
        all.emplace_back(c.kind, (c.flags & change_flag::late) != 0);
    return all;
  };
  using Ended = std::vector<std::pair<ChangeKind, bool>>;
  Play late = replying(load(text));
  late.advance("2026-03-12 09:00");
  REQUIRE(late.breached("答复期"));
  CHECK(ended(carried(late, second(without, gone), "2026-03-12 10:00")) == Ended{{ChangeKind::waived, true}});
  Play asked = replying(load(text));
  REQUIRE(asked.submit("2026-03-05 09:00", "甲镇", "见面").accepted());
  CHECK(ended(carried(asked, second(without, gone), "2026-03-05 10:00")) ==
        Ended{{ChangeKind::waived, false}, {ChangeKind::lapsed, false}});
  Play right = replying(load(text));
  REQUIRE(right.submit("2026-03-05 09:00", "甲镇", "要求补正").accepted());
  CHECK(ended(carried(right, second(without, gone), "2026-03-05 10:00")) ==
        Ended{{ChangeKind::waived, false}, {ChangeKind::lapsed, false}});
}

TEST_CASE("8.2 A rung is known by kind and length: one that differs in either is another", "[core]") {
  const auto rules = [](const std::string& rungs) {
    return with(small_process(), "      剩余 1个工作日 则 黄牌 承办单位\n      逾期 则 催办 承办单位\n",
                rungs);
  };
  const std::string first =
      "      剩余 3个工作日 则 通知 甲区 “三”\n      剩余 1个工作日 则 黄牌 承办单位\n      逾期 则 催办 "
      "承办单位\n";
  Play before = replying(load(rules(first)));
  before.advance("2026-03-06 09:00");  // 剩余 3个工作日 has fired
  const auto urged = [](const Play& play) {
    std::size_t n = 0;
    for (const std::string& line : play.log())
      n += line.find("“三”") != line.npos || line.find("effect notify") != line.npos ? 1 : 0;
    return n;
  };
  const auto after = [&](const std::string& rungs) {
    Play play = carried(before, second(rules(rungs)), "2026-03-06 10:00");
    play.advance("2026-03-11 09:00");
    return urged(play);
  };
  CHECK(after(first) == 0);
  // The same kind and another length, whose place lies ahead; the same length, and more done; another kind of the same length.
  CHECK(after("      剩余 2个工作日 则 通知 甲区 “二”\n      剩余 1个工作日 则 黄牌 承办单位\n      逾期 则 "
              "催办 承办单位\n") == 1);
  CHECK(after("      剩余 3个工作日 则 通知 甲区 “三” 黄牌 承办单位\n      逾期 则 "
              "催办 承办单位\n") == 0);
  CHECK(after("      剩余 20小时 则 通知 甲区 “二十小时”\n      逾期 则 催办 承办单位\n") == 1);
}

TEST_CASE("8.2 Of two returns and of two spans each finds its own again", "[core]") {
  const auto rules = [](bool turned) {
    const std::string first = "      不计入 听证开始 至 听证结束\n",
                      then = "      不计入 听证开始 至 见面\n      不计入 检验开始 至 检验结束\n";
    std::string text =
        with(small_process(), reply_within, reply_within + (turned ? then + first : first + then));
    text = with(text, "事件 见面 #meet\n",
                "事件 见面 #meet\n事件 听证开始、听证结束、检验开始、检验结束\n事件 退回 #give-back、上交 "
                "#hand-up\n事件 同意退回 #consent、不同意退回 #refuse、收下、不收\n");
    text = with(text, in_reply,
                "    可退回 至 待交办\n      自 交办 起 2个工作日内 可 退回\n      自 退回 起 1个工作日内 "
                "须经 甲区 同意退回 或 不同意退回\n"
                "      合计 至多 2次\n      重算 其余\n" +
                    in_reply);
    return with(text, "    当 甲区 办结 则 转 已办结\n",
                "    可退回 至 待交办\n      自 答复 起 2个工作日内 可 上交\n      自 上交 起 1个工作日内 "
                "须经 甲区 收下 或 不收\n"
                "      合计 至多 2次\n      重算 其余\n    当 甲区 办结 则 转 已办结\n");
  };
  Play spans = replying(load(rules(false)));
  REQUIRE(spans.submit("2026-03-05 09:00", "甲镇", "听证开始").accepted());
  Play on = carried(spans, second(rules(true)), "2026-03-05 10:00");
  CHECK(on.due("答复期") == "suspended");
  REQUIRE(on.submit("2026-03-06 09:00", "甲镇", "听证结束").accepted());
  REQUIRE(spans.submit("2026-03-06 09:00", "甲镇", "听证结束").accepted());
  CHECK(on.due("答复期") == spans.due("答复期"));

  Play returns = replying(load(rules(false)));
  REQUIRE(returns.submit("2026-03-05 09:00", "甲镇", "答复").accepted());
  REQUIRE(returns.submit("2026-03-05 10:00", "甲区", "上交").accepted());
  Play goes = carried(returns, second(rules(true)), "2026-03-05 11:00");
  REQUIRE(goes.submit("2026-03-05 12:00", "甲区", "收下").accepted());
  CHECK(goes.stage() == "待交办");
}

TEST_CASE("8.2 Lengths of classes that differ make another measure, even where there are as many", "[core]") {
  const auto rules = [](const std::string& limits) {
    return with(small_process(), reply_within, reply_within + limits);
  };
  Play before =
      replying(load(rules("      若 紧急 则 限 1个工作日内\n      若 人数 超过 5 则 限 2个工作日内\n")));
  REQUIRE(before.due("答复期") == "2026-03-11 24:00");
  const std::string same = "      若 紧急 则 限 1个工作日内\n      若 人数 超过 5 则 限 2个工作日内\n",
                    other = "      若 紧急 则 限 1个工作日内\n      若 人数 超过 5 则 限 3个工作日内\n";
  // From of old nothing moves, and the marks say whether the old measure had to be kept.
  const auto kept = [&](const std::string& limits) {
    const Play play = carried(before, second(rules(limits)), "2026-03-05 10:00");
    CHECK(play.due("答复期") == "2026-03-11 24:00");
    return play.state().cold() != nullptr && !play.state().cold()->kept.empty();
  };
  CHECK_FALSE(kept(same));
  CHECK(kept(other));
  CHECK(kept("      若 紧急 则 限 1个工作日内\n"));
}

TEST_CASE("8.2 A clock that keeps an old measure without a second limit does not hear of the new one",
          "[core]") {
  const std::string limit = "      不晚于 自 首次 登记 起 3个自然日内\n";
  Play before = replying();
  const std::string text = with(with(small_process(), reply_within, reply_within + limit), in_reply,
                                in_reply + "    当 甲区 见面 则 并案 登记 取早 另件登记时刻\n");
  const std::string merges =
      with(with(text, "说明（文本，可缺）", "说明（文本，可缺）、另件登记时刻（时刻，可缺）"),
           "事件 见面 #meet\n", "事件 见面 #meet 可填 另件登记时刻\n");
  Play keeps = carried(before, second(merges), "2026-03-05 10:00");
  CHECK(keeps.due("答复期") == "2026-03-11 24:00");
  REQUIRE(
      keeps.submit("2026-03-05 11:00", "甲区", "见面", {{"另件登记时刻", "2026-03-02 10:00"}}).accepted());
  CHECK(keeps.due("答复期") == "2026-03-11 24:00");
  Play by_new = carried(before, second(merges, "  时限 答复期 从新\n"), "2026-03-05 10:00");
  CHECK(by_new.due("答复期") == "2026-03-06 24:00");
  REQUIRE(
      by_new.submit("2026-03-05 11:00", "甲区", "见面", {{"另件登记时刻", "2026-03-02 10:00"}}).accepted());
  CHECK(by_new.due("答复期") == "2026-03-05 24:00");
}

TEST_CASE(
    "8.2 A second limit that runs from an event binds by the new rules, or as it was kept, or not at all",
    "[core]") {
  const auto rules = [](const std::string& length, const std::string& limit) {
    return with(reply_in(length, with(small_process(), reply_within, reply_within + limit)), in_reply,
                in_reply + "    当 甲区 见面 则 通知 甲区 “{编号}”\n");
  };
  const auto after_meeting = [](Play play) {
    CHECK(play.due("答复期") == "2026-03-11 24:00");
    CHECK(play.submit("2026-03-05 11:00", "甲区", "见面").accepted());
    return play.due("答复期");
  };
  const std::string one = "      不晚于 自 见面 起 1个自然日内\n",
                    four = "      不晚于 自 见面 起 4个自然日内\n";
  const Play without = replying(load(rules("5个工作日", {}))),
             limited = replying(load(rules("5个工作日", four)));
  CHECK(after_meeting(carried(without, second(rules("5个工作日", one)), "2026-03-05 10:00")) ==
        "2026-03-11 24:00");
  CHECK(after_meeting(carried(without, second(rules("5个工作日", one), "  时限 答复期 从新\n"),
                              "2026-03-05 10:00")) == "2026-03-06 24:00");
  CHECK(after_meeting(carried(limited, second(rules("9个工作日", one)), "2026-03-05 10:00")) ==
        "2026-03-09 24:00");
}

TEST_CASE("8.2 A clock that waits keeps the length of the class that it would start with", "[core]") {
  const auto rules = [](const std::string& length, const std::string& urgent) {
    return with(small_process(), reply_within,
                "      自 提交意见 起 " + length + "内 应 答复\n      若 紧急 则 限 " + urgent + "内\n");
  };
  for (const bool urgent : {false, true}) {
    CAPTURE(urgent);
    Play before(load(with(rules("5个工作日", "2个工作日"), in_reply, in_reply + "    当 甲区 提交意见\n")));
    REQUIRE(before.open("2026-03-02 09:00").accepted());
    REQUIRE(before
                .submit("2026-03-03 09:00", "甲区", "登记",
                        {{"所在网格", "甲格"}, {"紧急", urgent ? "是" : "否"}})
                .accepted());
    REQUIRE(before.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
    REQUIRE(before.due("答复期") == "waiting");
    const std::string now =
        with(rules("9个工作日", "3个工作日"), in_reply, in_reply + "    当 甲区 提交意见\n");
    const auto due = [&](const std::string& line) {
      Play play = carried(before, second(now, line), "2026-03-05 09:00");
      CHECK(play.due("答复期") == "waiting");
      CHECK(play.submit("2026-03-05 10:00", "甲区", "提交意见").accepted());
      return play.due("答复期");
    };
    CHECK(due({}) == (urgent ? "2026-03-09 24:00" : "2026-03-12 24:00"));
    CHECK(due("  时限 答复期 从新\n") == (urgent ? "2026-03-10 24:00" : "2026-03-18 24:00"));
  }
}
