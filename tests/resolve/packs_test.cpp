// Packs that build on one another: language.md 10.
#include <algorithm>

#include <catch2/catch.hpp>

#include "lib/rulebook/model.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::string manifest(std::string_view more) {
  return "name: local\ncalendar: ../calendars/cn\norganisation: ../small/org.yaml\nfiles: [local.huan]\n" + std::string(more);
}

Loaded local(std::string_view more, std::string_view rules) {
  return load_files({{"small/process.huan", wide_process()},
                     {"local/pack.yaml", manifest(more)},
                     {"local/local.huan", std::string(rules)}}, "local");
}

std::string renamed_process() {
  std::string process = wide_process().substr(std::string(vocabulary()).size());
  return with(process, "流程 办理流程 #main", "流程 本地流程 #local");
}

}  // namespace

TEST_CASE("a pack uses the words of the pack it builds on and puts its own process in place", "[resolve][packs]") {
  const Loaded loaded = local("builds_on: ../small\nreplaces: [办理流程]\n", renamed_process());
  CHECK(problems(loaded).empty());
  REQUIRE(loaded.rulebook);
  REQUIRE(loaded.rulebook->data().processes.size() == 1);
  CHECK(loaded.rulebook->data().text(loaded.rulebook->data().processes[0].key) == "local");
  CHECK(loaded.rulebook->name() == "local");
}

TEST_CASE("two processes for one case type do not load", "[resolve][packs]") {
  CHECK(problems(local("builds_on: ../small\n", renamed_process())) == Problems{"E0401 本地流程 #local"});
}

TEST_CASE("only a process that is there can be replaced", "[resolve][packs]") {
  const Loaded loaded = local("builds_on: ../small\nreplaces: [办里流程]\n", "注 没有规则\n");
  REQUIRE(problems(loaded) == Problems{"E0437 办里流程"});
  CHECK(loaded.diagnostics[0].suggestion == "办理流程");
}

TEST_CASE("a pack may add facts, values and fields to what the pack below declared", "[resolve][packs]") {
  const Loaded loaded = local("builds_on: ../small\n",
                              "枚举 来源种类：网上\n事项 诉求\n  要素 涉案金额（金额，可缺）\n事件 登记 可填 涉案金额\n");
  CHECK(problems(loaded).empty());
  REQUIRE(loaded.rulebook);
  const CaseTypeId type = loaded.rulebook->case_type("petition");
  const FactId amount = loaded.rulebook->fact(type, "涉案金额");
  REQUIRE(amount);
  CHECK(loaded.rulebook->parse_value({FactKind::money, false, {}}, "120.5")->number == 12050);
  const FactType source = loaded.rulebook->data().facts[loaded.rulebook->fact(type, "来源").value].type;
  CHECK(loaded.rulebook->parse_value(source, "网上")->number == 2);
}

TEST_CASE("what a pack adds to keeps its key", "[resolve][packs]") {
  CHECK(problems(local("builds_on: ../small\n", "事件 登记 #enter\n")) == Problems{"E0316 enter"});
}

TEST_CASE("a verb that nobody declared is an error that names the verb that was meant, and nothing else is said of it", "[resolve][packs]") {
  const struct { const char *from, *to, *problem, *meant; } cases[] = {
      {"则 黄牌 承办单位", "则 黄排 承办单位", "E0346 黄排", "黄牌"},
      {"红牌 承办单位 提级督办 承办单位", "红牌 承办单位 提及督办 承办单位", "E0346 提及督办", "提级督办"},
      {"则 黄牌 承办单位", "则 黄牌承办单位", "E0346 黄牌承办单位", "黄牌 承办单位"},
      {"则 终止 全部时限", "则 终止全部时限", "E0346 终止全部时限", "终止 全部时限"},
      {"则 黄牌 承办单位", "then yelow_card 承办单位", "E0346 yelow_card", "yellow_card"},
      {"则 通知 甲区 “到顶了”", "then notfy 甲区 “到顶了”", "E0346 notfy", "notify"},
      {"答复 则 转 待办结", "答复 则 转到 待办结", "E0346 转到", "转"},
      {"则 黄牌 承办单位", "则 送公示系统 承办单位", "E0346 送公示系统", ""},
  };
  for (const auto& c : cases) {
    const Loaded loaded = load_rules(with(small_process(), c.from, c.to));
    REQUIRE(problems(loaded) == Problems{c.problem});
    CHECK(loaded.diagnostics[0].suggestion == c.meant);
  }
}

TEST_CASE("a verb of the host is declared by the pack or one that it builds on, and the host gets its name", "[resolve][packs]") {
  const std::string rules = with(renamed_process(), "则 黄牌 承办单位", "则 送公示系统 承办单位 “{编号}”");
  const Loaded loaded = local("builds_on: ../small\nreplaces: [办理流程]\nhost_verbs: [送公示系统]\n", rules);
  CHECK(problems(loaded).empty());
  REQUIRE(loaded.rulebook);
  const RulebookData& data = loaded.rulebook->data();
  CHECK(std::any_of(data.actions.begin(), data.actions.end(), [&](const model::Action& a) {
    return a.verb == model::Verb::host && data.text(a.host_name) == "送公示系统";
  }));
  CHECK(problems(local("builds_on: ../small\nreplaces: [办理流程]\nhost_verbs: 送公事系统\n", rules)) == Problems{"E0346 送公示系统"});
}

TEST_CASE("a verb of the host is one word and no keyword", "[resolve][packs]") {
  const Loaded loaded = local("builds_on: ../small\nhost_verbs: [督办, 送 公示, 5号, push_sms]\n", "注 没有规则\n");
  CHECK(problems(loaded) == Problems{"E0347 督办", "E0347 送 公示", "E0347 5号"});
}

TEST_CASE("packs do not build on one another in a circle", "[resolve][packs]") {
  const Loaded loaded = local("builds_on: ../local\n", wide_process());
  REQUIRE(!problems(loaded).empty());
  CHECK(problems(loaded)[0].substr(0, 5) == "E0438");
}

TEST_CASE("a folder without a manifest is unreadable, a mistake in it is not", "[resolve][packs]") {
  CHECK(load_files({}, "nowhere").unreadable);
  const Loaded mistaken = load_files({{"small/pack.yaml", "name： small\n"}});
  CHECK_FALSE(mistaken.unreadable);
  CHECK(mistaken.diagnostics.size() == 1);
}

TEST_CASE("a mistake in the organisation brings no others with it", "[resolve][packs]") {
  const Loaded loaded = load_files({{"small/process.huan", wide_process()},
                                    {"small/org.yaml", "roles:\n  - {name: 窗口人员，key: clerk}\nunits: []\n"}});
  for (const Diagnostic& d : loaded.diagnostics) CHECK(d.code.substr(0, 3) != "E03");
  CHECK_FALSE(loaded.rulebook);
}

TEST_CASE("a pack names a calendar", "[resolve][packs]") {
  const Loaded loaded = load_files({{"small/pack.yaml", "name: small\norganisation: org.yaml\nfiles: [process.huan]\n"},
                                    {"small/process.huan", wide_process()}});
  CHECK(problems(loaded) == Problems{"E0440 small"});
}

TEST_CASE("9.1 The calendar does not begin after the dates that a pack names", "[resolve][packs]") {
  const auto from = [](std::string_view day) { return problems(local("builds_on: ../small\neffective: " + std::string(day) + "\n", "注 没有规则\n")); };
  CHECK(from("2006-12-31") == Problems{"E0470 2006-12-31"});
  CHECK(from("2007-01-01").empty());
  CHECK(from("2030-01-01").empty());  // past the last notice: provisional, and no error (2.3)
  CHECK(problems(local("builds_on: ../small\n", "施行 2001-01-01\n")) == Problems{"E0470 施行 2001-01-01"});
}

TEST_CASE("9.1 A scenario is dated in the calendar", "[resolve][packs]") {
  const auto told = [](std::string_view steps) {
    return problems(with(wide_process(), "事件 见面 #meet", "事件 见面 #meet 可补录 3个工作日 由 负责人") + "情景 早的\n" + std::string(steps) + "  核对 环节 为 待登记\n");
  };
  CHECK(told("  2006-12-29 09:00 甲区 登记\n") == Problems{"E0470 2006-12-29 09:00"});
  CHECK(told("  2007-01-04 09:00 负责人 见面 发生于 2006-12-31 09:00\n") == Problems{"E0470 2006-12-31 09:00"});
  CHECK(told("  2007-01-04 09:00 甲区 登记\n").empty());
  CHECK(told("  2030-01-04 09:00 甲区 登记\n").empty());
}
