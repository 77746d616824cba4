// The assessments of a pack: their deadlines, facts, stages and duties looked up. No part of the rulebook.
#include <catch2/catch.hpp>

#include "sanhuan/rulebook.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string manifest =
    "name: small\nversion: \"1\"\nzone: Asia/Shanghai\ncalendar: ../calendars/cn\norganisation: org.yaml\nfiles: [process.huan]\n";
const std::string rules = R"(枚举 评价结果：满意、不满意
事项 件 #matter
  要素 承办单位（单位，可缺）、评价（评价结果，可缺）、初信（是非）默认 是、说明（文本，可缺）、信访人姓名（文本，可缺）
事件 办结 #finish 可填 承办单位、评价
流程 办 #work 用于 件
  兜底 甲区
责任 主办责任 #lead 由 承办单位
环 办理环 #ring
  环节 办理中 #doing 起点
    时限 办结期 #limit 属 主办责任
      自 进入本环节 起 5个工作日内 应 办结
    当 甲区 办结 则 转 已办结
  结案 已办结 #done
)";
const std::string assessments = R"(assessments:
  镇街考核:
    key: towns
    scored: 镇
    cases: 件
    responsible: 承办单位
    sample: 2
    indicators:
      - {name: 按期率, key: on-time, measure: 按期, of: 办结期, weight: 50}
      - {name: 满意率, measure: 要素, of: 评价, good: 满意, weight: 20}
      - {name: 初信率, measure: 要素, of: 初信, good: 是, weight: 10}
      - {name: 解决率, measure: 环节, good: [已办结], weight: 20}
    points:
      - {name: 红牌, effect: 红牌, each: -1, at_most: 3}
)";

Loaded load(const std::string& yaml) {
  return load_files({{"small/pack.yaml", manifest + "assessments: assessments.yaml\n"}, {"small/process.huan", rules}, {"small/assessments.yaml", yaml}});
}
Problems wrong(std::string_view from, std::string_view to) { return problems(load(with(assessments, from, to))); }

}  // namespace

TEST_CASE("an assessment's names become keys, and it is no part of the rulebook", "[resolve][assess]") {
  const Loaded loaded = load(assessments);
  CHECK(problems(loaded) == Problems{});
  REQUIRE(loaded.assessments.size() == 1);
  const Assessment& a = loaded.assessments[0];
  CHECK(a.scored == Level::town);
  CHECK(a.case_type == "matter");
  CHECK(a.unit_fact == "承办单位");
  REQUIRE(a.indicators.size() == 4);
  CHECK(a.indicators[0].of == std::vector<std::string>{"limit"});
  CHECK(a.indicators[3].good == std::vector<std::string>{"done"});
  CHECK(a.points[0].effect == "red_card");
  const Loaded without = load_files({{"small/pack.yaml", manifest}, {"small/process.huan", rules}});
  REQUIRE(without.rulebook);
  CHECK(without.rulebook->hash() == loaded.rulebook->hash());
}

TEST_CASE("only units are assessed", "[resolve][assess]") {
  CHECK(wrong("responsible: 承办单位", "responsible: 信访人姓名") == Problems{"E0922 信访人姓名"});
  CHECK(wrong("responsible: 承办单位", "responsible: 评价") == Problems{"E0922 评价"});
}

TEST_CASE("what an assessment names must be there, and its weights come to a hundred", "[resolve][assess]") {
  CHECK(wrong("of: 办结期", "of: 办结限")[0].starts_with("E0921"));
  CHECK(wrong("good: [已办结]", "good: [已结]")[0].starts_with("E0921"));
  CHECK(wrong("measure: 按期, of: 办结期", "measure: 职责, of: 排查")[0].starts_with("E0921"));
  CHECK(wrong("of: 评价, good: 满意", "of: 说明, good: 满意") == Problems{"E0923 说明"});
  CHECK(wrong("good: 满意", "good: 满足") == Problems{"E0924 满足"});
  CHECK(wrong("of: 初信, good: 是", "of: 初信, good: 对") == Problems{"E0924 对"});
  CHECK(wrong("weight: 50", "weight: 40")[0].starts_with("E0920"));
  CHECK(wrong("of: 办结期, ", "")[0].starts_with("E0925"));
  CHECK(wrong(", good: 满意", "")[0].starts_with("E0926"));
  CHECK(wrong("    cases: 件\n", "")[0].starts_with("E0927"));
  CHECK(wrong("effect: 红牌", "effect: 绿牌") != Problems{});
}
