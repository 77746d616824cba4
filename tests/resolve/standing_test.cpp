// 常设 in rule text, and the catalogue of a pack: what they become, and what is wrong with them.
#include <catch2/catch.hpp>

#include "lib/rulebook/duties.hpp"
#include "sanhuan/duties.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

constexpr std::string_view sound =
    "事件 排查完成\n"
    "常设 矛盾纠纷排查 #screening\n"
    "  依据 推定 一句话\n"
    "  频次 区 每季1次、镇 每月1次、村 每周1次、网格 每天1次\n"
    "  时段 每年 6月1日 至 9月30日\n"
    "  应 排查完成 遇休息日 顺延\n"
    "  发现 则 录入 诉求\n"
    "  逾期 则 催办 本单位 提级督办 本单位\n";

std::string rules() { return small_process() + std::string(sound); }
std::string rules(std::string_view from, std::string_view to) { return small_process() + with(std::string(sound), from, to); }

const std::string manifest =
    "name: small\nversion: \"1\"\nzone: Asia/Shanghai\ncalendar: ../calendars/cn\norganisation: org.yaml\nfiles: [process.huan]\n"
    "duties: duties.yaml\n";

}  // namespace

TEST_CASE("a standing duty becomes levels, a season, an event and what follows", "[resolve][standing]") {
  const Loaded loaded = load_rules(rules());
  CHECK(problems(loaded).empty());
  REQUIRE(loaded.rulebook);
  const DutyData& duties = *loaded.rulebook->data().duties;
  REQUIRE(duties.standings.size() == 1);
  const model::Standing& standing = duties.standings[0];
  CHECK(standing.frequencies.count == 4);
  CHECK(duties.frequencies[0].level == Level::district);
  CHECK(duties.frequencies[3].frequency == Frequency{Cycle::day, 1});
  CHECK(duties.spans[standing.spans.first].to_month == 9);
  CHECK(standing.rest == RestDays::roll);
  CHECK(standing.event == loaded.rulebook->event("排查完成"));
  CHECK(standing.finding.actions.count == 1);
  CHECK(standing.overdue.actions.count == 2);
  const DutyBook book(loaded.rulebook);
  CHECK(book.find("screening") == DutyId(0));
  CHECK(book.levels(DutyId(0)).size() == 4);
}

TEST_CASE("a pack without standing duties has none", "[resolve][standing]") {
  const Loaded loaded = load_rules(small_process());
  REQUIRE(loaded.rulebook);
  CHECK(loaded.rulebook->data().duties == nullptr);
  CHECK(DutyBook(loaded.rulebook).size() == 0);
}

TEST_CASE("a standing duty says who does what how often", "[resolve][standing]") {
  CHECK(problems(rules("  频次 区 每季1次、镇 每月1次、村 每周1次、网格 每天1次\n", "")) == Problems{"E0820 矛盾纠纷排查 #screening"});
  CHECK(problems(rules("  应 排查完成 遇休息日 顺延\n", "")) == Problems{"E0821 矛盾纠纷排查 #screening"});
  CHECK(problems(rules("镇 每月1次", "区 每月1次")) == Problems{"E0822 区 每月1次"});
  CHECK(problems(rules("村 每周1次", "村 每周8次")) == Problems{"E0823 8"});
  CHECK(problems(rules("应 排查完成", "应 排查完毕")).at(0).substr(0, 5) == "E0301");
}

TEST_CASE("what is said once is said once, and a standing duty goes to no stage", "[resolve][standing]") {
  CHECK(problems(rules("  发现 则 录入 诉求\n", "  发现 则 录入 诉求\n  发现 则 催办 本单位\n")).at(0).substr(0, 5) == "E0824");
  CHECK(problems(rules("录入 诉求", "转 办理中")).at(0).substr(0, 5) == "E0825");
  CHECK(problems(rules("录入 诉求", "录入 诉求 填 人数 为 1 加 1")).at(0).substr(0, 5) == "E0826");
  CHECK(problems(rules("录入 诉求", "录入 诉求 填 人数 为 1、说明 为 “网格发现的”")).empty());
}

TEST_CASE("two standing duties of one name do not load", "[resolve][standing]") {
  CHECK(problems(rules() + std::string(sound.substr(sound.find("常设")))).at(0).substr(0, 5) == "E0303");
}

TEST_CASE("the departments and case types of the catalogue are those of the pack", "[resolve][standing]") {
  const auto load = [](const std::string& lead, const std::string& opens) {
    return problems(load_files({{"small/process.huan", small_process()},
                                {"small/pack.yaml", manifest},
                                {"small/duties.yaml", "total: 1\nclasses: {人: 1}\nitems: items.csv\n"},
                                {"small/items.csv",
                                 "编号,类别,小类,事项,主责,看什么,记什么,不得,频次,遇休息日,处置,渠道,立件,敏感,依据,确定,生效\n"
                                 "人001,人,老人,独居老人探访," + lead + ",门窗,姓名,闯入,每天,照做,走访,普通," + opens +
                                     ",无,推定,推定,2025-01-01\n"}}));
  };
  CHECK(load("乙局", "诉求").empty());
  CHECK(load("乙居", "诉求") == Problems{"E0816 乙居"});
  CHECK(load("乙局", "诉讼") == Problems{"E0817 诉讼"});
}

TEST_CASE("a missed rhythm sets off what stands after 逾期, for who missed it and the unit above", "[resolve][standing]") {
  const Loaded loaded = load_rules(rules("时段 每年 6月1日 至 9月30日", "时段 每年 9月1日 至 9月30日"));
  REQUIRE(loaded.rulebook);
  const auto book = std::make_shared<const DutyBook>(loaded.rulebook);
  const UnitId town = loaded.rulebook->unit("甲镇"), district = loaded.rulebook->unit("甲区");
  const Day from = day_of({2025, 9, 1}), to = day_of({2025, 10, 31});
  // A month that ends with a Tuesday: due that day.
  const auto effects = effects_of_missed(DutyRecord(book, {}), Level::town, from, to, to);
  REQUIRE(effects.size() == 2);
  CHECK(effects[0].kind == "urge");
  CHECK(effects[0].to.unit == town);
  CHECK(effects[0].period.due == day_of({2025, 9, 30}));
  CHECK(effects[1].kind == "escalate");
  CHECK(effects[1].to.unit == district);
  // At the top there is nobody above.
  const auto at_top = effects_of_missed(DutyRecord(book, {}), Level::district, from, to, to);
  REQUIRE(at_top.size() == 2);
  CHECK(at_top[1].to.kind == Holder::Kind::nobody);
  // What was done sets off nothing, nor does what is not over yet.
  const DutyRecord done(book, {{town, DutyId(0), day_of({2025, 9, 20}), {}}});
  CHECK(effects_of_missed(done, Level::town, from, to, to).empty());
  CHECK(effects_of_missed(DutyRecord(book, {}), Level::town, from, to, day_of({2025, 9, 30})).empty());
}
