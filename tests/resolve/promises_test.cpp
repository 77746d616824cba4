// 承诺: what it may say, which processes it speaks of, and what it becomes.
#include <catch2/catch.hpp>

#include "lib/rulebook/binary.hpp"
#include "lib/rulebook/dump.hpp"
#include "lib/rulebook/model.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Problems promised(std::string_view lines) { return problems(wide_process() + "承诺 言必行\n" + std::string(lines)); }

}  // namespace

TEST_CASE("9.2a A promise says 凡, 绝不 or 自, each with what it means", "[resolve][promises]") {
  CHECK(promised("  凡 未结案 则 有 运行时限 且 有 责任单位\n").empty());
  CHECK(promised("  绝不 曾逾期\n  凡 有 答复期 则 从未逾期\n").empty());
  CHECK(promised("  仅当 紧急\n  自 登记 起 6个工作日内 应 答复 或 提级督办 或 结案\n  不计入 待补正\n").empty());
  CHECK(promised("") == Problems{"E0468 言必行"});
  CHECK(promised("  仅当 紧急\n") == Problems{"E0468 言必行"});
}

TEST_CASE("9.2a What a promise cannot say is reported where it stands", "[resolve][promises]") {
  CHECK(promised("  自 登记 起 6个工作日内 应 答得好\n") == Problems{"E0301 答得好"});
  CHECK(promised("  自 登记 起 6个工作日内 甲区 应 答复\n") == Problems{"E0320 甲区"});
  CHECK(promised("  自 进入本环节 起 6个工作日内 应 答复\n") == Problems{"E0320 进入本环节"});
  CHECK(promised("  绝不 曾逾期\n  不计入 待补正\n") == Problems{"E0320 待补正"});
  CHECK(promised("  绝不 人数\n") == Problems{"E0310 人数"});
  CHECK(problems(wide_process() + "承诺 甲\n  绝不 曾逾期\n承诺 甲\n  绝不 曾逾期\n") == Problems{"E0303 甲"});
  CHECK(problems(wide_process() + "事件 巡查\n承诺 甲\n  自 登记 起 6个工作日内 应 巡查\n") == Problems{"E0469 巡查"});
}

TEST_CASE("a promise is part of the rulebook: of its hash, and of its bytes", "[resolve][promises]") {
  const Loaded without = load_rules(wide_process());
  const Loaded with_one = load_rules(wide_process() + "承诺 甲 #a\n  自 登记 起 6个工作日内 应 答复 或 结案\n  不计入 待补正\n");
  const Loaded longer = load_rules(wide_process() + "承诺 甲 #a\n  自 登记 起 7个工作日内 应 答复 或 结案\n  不计入 待补正\n");
  REQUIRE((without.rulebook && with_one.rulebook && longer.rulebook));
  CHECK(without.rulebook->hash() != with_one.rulebook->hash());
  CHECK(with_one.rulebook->hash() != longer.rulebook->hash());
  const RulebookData& rules = with_one.rulebook->data();
  const auto back = rulebook_from(to_bytes(rules));
  REQUIRE(back);
  CHECK(back->content_hash() == with_one.rulebook->hash());
  const std::string shown = dump(*back, with_one.rulebook->organisation());
  CHECK(shown.find("promise 甲 #a of 诉求:\n  from 登记 within 6 working_days: happened:答复 closed or\n  not counting 待补正") !=
        std::string::npos);
}

TEST_CASE("9.2a A promise speaks of each process in which all its names mean something", "[resolve][promises]") {
  const std::string other =
      "事项 小事\n  要素 说法（文本，可缺）\n流程 小流程 用于 小事\n责任 窗口 由 甲区\n环 一环\n  环节 一节 起点\n"
      "    时限 小限 属 窗口\n      自 进入本环节 起 2个工作日内 应 办结\n    当 甲区 办结 则 转 完\n  结案 完\n";
  const Loaded loaded = load_rules(wide_process() + other + "承诺 甲\n  凡 未结案 则 有 运行时限\n承诺 乙\n  绝不 有 小限\n");
  CHECK(problems(loaded) == Problems{});
  REQUIRE(loaded.rulebook);
  const RulebookData& rules = loaded.rulebook->data();
  REQUIRE(rules.promises.size() == 3);
  CHECK(rules.promises[0].case_type != rules.promises[1].case_type);
  CHECK(rules.text(rules.case_types[rules.promises[2].case_type.value].name) == "小事");
}

TEST_CASE("9.2a A promise with 用于 speaks of those case types alone, and each must know what it names", "[resolve][promises]") {
  const std::string two = wide_process() +
                          "事项 小事\n  要素 说法（文本，可缺）\n流程 小流程 用于 小事\n责任 窗口 由 甲区\n环 一环\n  环节 一节 起点\n"
                          "    时限 小限 属 窗口\n      自 进入本环节 起 2个工作日内 应 办结\n    当 甲区 办结 则 转 完\n  结案 完\n";
  const auto about = [&](const char* types, const char* line) { return load_rules(two + "承诺 甲" + types + "\n  " + line + "\n"); };
  const Loaded one = about(" 用于 小事", "凡 未结案 则 有 运行时限");
  CHECK(problems(one) == Problems{});
  REQUIRE(one.rulebook);
  const RulebookData& rules = one.rulebook->data();
  REQUIRE(rules.promises.size() == 1);
  CHECK(rules.text(rules.case_types[rules.promises[0].case_type.value].name) == "小事");
  const Loaded both = about(" 用于 诉求、小事", "凡 未结案 则 有 运行时限");
  CHECK(problems(both) == Problems{});
  CHECK(both.rulebook->data().promises.size() == 2);
  CHECK(problems(about(" 用于 诉求、小事", "绝不 有 小限")) == Problems{"E0301 小限"});
  CHECK(problems(about(" 用于 小事", "自 登记 起 6个工作日内 应 办结")) == Problems{"E0469 登记"});
  CHECK(problems(about(" 用于 大事", "凡 未结案 则 有 运行时限")) == Problems{"E0301 大事"});
  CHECK(problems(about(" 用于 登记", "凡 未结案 则 有 运行时限")) == Problems{"E0302 登记"});
}
