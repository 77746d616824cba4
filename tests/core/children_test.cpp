// Semantics 3.6: what a case does about those that it opened, and what that does to its clocks.
#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// Five working days to close it; ten once all that was opened has closed, if the line says so.
Play with_class(const std::string& change) {
  Play play(load(std::string(vocabulary()) + R"(流程 办理流程 #main 用于 诉求
  属地 所在网格
  兜底 甲区
责任 窗口责任 #window 由 甲区
贯穿 全程
环 办理环
  环节 待办结 #closing 起点
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 5个工作日内 应 办结
      若 子件 全部 结案 则 限 10个工作日
)" + change + R"(    当 甲区 见面 则 录入 诉求 填 所在网格 为 所在网格
    当 甲区 办结 则 转 已办结
  结案 已办结 #closed
)"));
  REQUIRE(play.open("2026-03-02 09:00", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "见面").accepted());
  REQUIRE(play.due("办结期") == "2026-03-09 24:00");
  return play;
}

void close_child(Play& play, std::string_view local) {
  const ChildOpening child = play.entries().children.at(0);
  Entries out;
  REQUIRE(play.stepper().child_closed(play.state(), child.entry, child.position, at(local), out));
}

}  // namespace

TEST_CASE("2.5b The closing of a case that was opened makes another line decide, as any event does", "[core][3.6]") {
  Play counted_again = with_class("      情形变更 重算\n");
  close_child(counted_again, "2026-03-05 10:00");
  CHECK(counted_again.due("办结期") == "2026-03-16 24:00");
  Play from_now = with_class("      情形变更 重新起算\n");
  close_child(from_now, "2026-03-05 10:00");
  CHECK(from_now.due("办结期") == "2026-03-19 24:00");
  Play as_it_was = with_class("");
  close_child(as_it_was, "2026-03-05 10:00");
  CHECK(as_it_was.due("办结期") == "2026-03-09 24:00");
}

TEST_CASE("3.6 What a timer opens is opened at the timer's instant, not at that of the event that came after it", "[core]") {
  Play play(load(with(small_process(), "应 交办\n      逾期 则 提级督办 甲区\n", "应 交办\n      逾期 则 录入 诉求 填 所在网格 为 所在网格\n")));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  REQUIRE(play.submit("2026-03-06 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.entries().children.size() == 1);
  CHECK(play.entries().children[0].at == at("2026-03-05 00:00") + 1);
}
