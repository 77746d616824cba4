// Names, keys and types: E03.
#include <catch2/catch.hpp>

#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {
std::string wide(std::string_view from, std::string_view to) { return with(wide_process(), from, to); }
}  // namespace

TEST_CASE("the packs of the tests have nothing wrong with them", "[resolve]") {
  CHECK(problems(small_process()).empty());
  CHECK(problems(wide_process()).empty());
}

TEST_CASE("an unknown name is reported once, where it stands, with the nearest one", "[resolve]") {
  const Loaded loaded = load_rules(wide("时限 补正期 #supplement-period 属 主办责任", "时限 补正期 属 主办责仼"));
  REQUIRE(problems(loaded) == Problems{"E0301 主办责仼"});
  CHECK(loaded.diagnostics[0].suggestion == "主办责任");
  CHECK(loaded.diagnostics[0].zh == "没有叫「主办责仼」的责任");
  CHECK(loaded.diagnostics[0].en == "there is no responsibility called `主办责仼`");
  CHECK_FALSE(loaded.rulebook);
}

TEST_CASE("a name that is of another kind says what it is, and where", "[resolve]") {
  const Loaded loaded = load_rules(wide("当 甲区 办结 则 转 已办结", "当 甲区 办结 则 转 办结"));
  REQUIRE(problems(loaded).front() == "E0302 办结");
  REQUIRE(loaded.diagnostics[0].notes.size() == 1);
  CHECK(loaded.diagnostics[0].notes[0].place.line == 11);  // where the event is declared
}

TEST_CASE("names may be used before the line that declares them", "[resolve]") {
  const std::string text = wide_process();
  const std::size_t process = text.find("流程 ");
  CHECK(problems(text.substr(process) + text.substr(0, process)).empty());
}

TEST_CASE("one name cannot stand for two kinds of things", "[resolve]") {
  const Loaded loaded = load_rules(wide("环节 待办结 #closing", "环节 见面 #closing"));
  const Problems found = problems(loaded);
  CHECK(std::find(found.begin(), found.end(), "E0304 见面 #closing") != found.end());
}

TEST_CASE("a name or key that is declared twice is reported at the second", "[resolve]") {
  CHECK(problems(wide("事件 见面 #meet", "事件 见面 #meet、见面")) == Problems{"E0303 见面"});
  CHECK(problems(wide("事件 见面 #meet", "事件 见面 #close")) == Problems{"E0305 办结 #close"});
}

TEST_CASE("what a line that cannot be read may have declared is not missed", "[resolve]") {
  const Problems found = problems(wide("枚举 来源种类：来访、热线", "枚举 来源种类：：来访、热线、"));
  CHECK(found.size() <= 1);
}

TEST_CASE("a value that an enumeration does not have is reported with the nearest one", "[resolve]") {
  const Loaded loaded = load_rules(wide("若 紧急 则", "若 来源 为 来仿 则"));
  REQUIRE(problems(loaded) == Problems{"E0309 来仿"});
  CHECK(loaded.diagnostics[0].suggestion == "来访");
}

TEST_CASE("both sides of a comparison have the same type", "[resolve]") {
  CHECK(problems(wide("若 紧急 则", "若 人数 为 是 则")) == Problems{"E0307 是"});
  CHECK(problems(wide("若 紧急 则", "若 来源 超过 来访 则")) == Problems{"E0308 来源 超过 来访"});
  CHECK(problems(wide("若 紧急 则", "若 人数 则")) == Problems{"E0310 人数"});
  CHECK(problems(wide("若 紧急 则", "若 说明 超过 “急” 则")) == Problems{"E0311 说明 超过 “急”"});
  CHECK(problems(wide("若 紧急 则", "若 人数 为 9 至 3 则")) == Problems{"E0324 人数 为 9 至 3"});
}

TEST_CASE("a list is asked or held by each, never compared", "[resolve]") {
  CHECK(problems(wide("若 紧急 则", "若 协办单位 为 乙局 则")) == Problems{"E0313 协办单位"});
  CHECK(problems(wide("由 每个 协办单位", "由 协办单位")) == Problems{"E0313 协办单位"});
  CHECK(problems(wide("若 紧急 则", "若 乙局 属于 协办单位 则")).empty());
}

TEST_CASE("who acts is a unit, a role, or a fact that holds a unit", "[resolve]") {
  CHECK(problems(wide("责任 主办责任 #lead 由 承办单位", "责任 主办责任 #lead 由 人数")) == Problems{"E0319 人数"});
  CHECK(problems(wide("当 甲区 交办 则", "当 甲区 的 负责人 交办 则")).empty());
  CHECK(problems(wide("当 甲区 交办 则", "当 所在网格 的 镇 交办 则")).empty());
  CHECK(problems(wide("当 甲区 交办 则", "当 窗口人员 的 甲区 交办 则")) == Problems{"E0322 甲区"});
}

TEST_CASE("a field is a fact or brings its type", "[resolve]") {
  CHECK(problems(wide("事件 见面 #meet", "事件 见面 #meet 须填 地点")) == Problems{"E0315 地点"});
  CHECK(problems(wide("事件 见面 #meet", "事件 见面 #meet 须填 地点（文本）")).empty());
  CHECK(problems(wide("事件 见面 #meet", "事件 见面 #meet 须填 人数（文本）")) == Problems{"E0317 人数"});
}

TEST_CASE("a text names only what there is", "[resolve]") {
  CHECK(problems(wide("“到顶了”", "“{编号} {说明}”")).empty());
  CHECK(problems(wide("“到顶了”", "“{编码}”")) == Problems{"E0326 {编码}"});
}

TEST_CASE("words of promises and scenarios mean nothing in a process", "[resolve]") {
  CHECK(problems(wide("若 紧急 则", "若 有 运行时限 则")) == Problems{"E0320 运行时限"});
}

TEST_CASE("本单位 is a value where somebody acts or owes, and nowhere else", "[resolve]") {
  CHECK(problems(wide("若 紧急 则 记", "若 本单位 为 甲区 则 记")).empty());
  CHECK(problems(wide("一旦 会商期 全部 完成 则", "一旦 承办单位 为 本单位 则")) == Problems{"E0320 本单位"});
}

TEST_CASE("3.6b What is done where nobody acts names somebody", "[resolve]") {
  const char* const once = "一旦 会商期 全部 完成 则 转 待答复";
  CHECK(problems(wide(once, "一旦 会商期 全部 完成 则 通知 承办单位 的 上级 “{编号}” 转 待答复")).empty());
  CHECK(problems(wide(once, "一旦 会商期 全部 完成 则 通知 本单位 “{编号}” 转 待答复")) == Problems{"E0345 本单位"});
  CHECK(problems(wide(once, "一旦 会商期 全部 完成 则 通知 本单位 的 上级 “{编号}” 转 待答复")) == Problems{"E0345 本单位 的 上级"});
  CHECK(problems(wide("顶级 则 通知 甲区 “到顶了”", "顶级 则 通知 本单位 “到顶了”")).empty());  // whose breach went up
  CHECK(problems(wide("承办单位 答复 则 转", "承办单位 答复 则 通知 本单位 “{编号}” 转")).empty());
}

TEST_CASE("有 asks of somebody's part in scenarios alone", "[resolve]") {
  CHECK(problems(wide("若 紧急 则 记", "若 有 紧急 则 记")).empty());
  CHECK(problems(wide("若 紧急 则 记", "若 有 甲镇 的 答复期 则 记")) == Problems{"E0320 甲镇 的 答复期"});
}

TEST_CASE("除了 takes members out of a list, and of nothing else", "[resolve]") {
  CHECK(problems(wide("记 层级 为 村", "记 层级 为 村 记 协办单位 为 协办单位、甲镇 除了 乙局")).empty());
  CHECK(problems(wide("记 层级 为 村", "记 层级 为 村 记 承办单位 为 甲镇 除了 乙局")) == Problems{"E0320 除了 乙局"});
}

TEST_CASE("a name that is both a value and a fact beside an enumeration does not load", "[resolve]") {
  CHECK(problems(with(wide("若 紧急 则", "若 来源 为 来路 则"), "来访、热线\n\n事项 诉求 #petition\n",
                      "来访、热线、来路\n\n事项 诉求 #petition\n  要素 来路（来源种类，可缺）\n")) == Problems{"E0312 来路"});
}

TEST_CASE("numbers fit their type, and lists hold no text", "[resolve]") {
  CHECK(problems(wide("若 紧急 则", "若 人数 超过 1.5 则")) == Problems{"E0314 1.5"});
  CHECK(problems(wide("说明（文本，可缺）", "说明（文本，可多个）")).front().substr(0, 5) == "E0318");
}

TEST_CASE("members of a set are fixed values", "[resolve]") {
  CHECK(problems(wide("若 紧急 则", "若 人数 属于 3、人数 则")) == Problems{"E0323 人数"});
}

TEST_CASE("1.2 A condition has a bounded depth, and so has what a pack declares", "[resolve]") {
  std::string deep = "紧急", brackets;
  for (int i = 0; i < 30; ++i) deep = "人数 为 1 或 （人数 为 2 且 （" + deep + "））";
  const Problems found = problems(wide("若 紧急 则", "若 " + deep + " 则"));
  CHECK(found.size() <= 1);
  std::string events = "事件 甲0";
  for (int i = 1; i < 4'000; ++i) events += "、甲" + std::to_string(i);
  const Problems many = problems(wide_process() + events + "\n");
  REQUIRE(many.size() == 1);
  CHECK(many[0].substr(0, 5) == "E0453");
}

TEST_CASE("10 Each type that a fact can be declared of makes a fact, alone and as a list", "[resolve]") {
  for (const std::string type : {"整数", "小数", "金额", "是非", "文本", "日期", "时刻", "单位", "网格", "角色", "层级", "来源种类"}) {
    for (const std::string many : {"", "，可多个"}) {
      if (type == "文本" && !many.empty()) continue;
      CAPTURE(type, many);
      const Loaded loaded = load_rules(with(test::wide_process(), "说明（文本，可缺）", "说明（文本，可缺）、试试（" + type + "，可缺" + many + "）"));
      CHECK(problems(loaded) == Problems{});
      REQUIRE(loaded.rulebook);
      const CaseTypeId petition = loaded.rulebook->case_type("petition");
      CHECK(loaded.rulebook->fact(petition, "试试").valid());
    }
  }
}
