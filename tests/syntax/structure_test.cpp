// The head word of a line says under which line it stands.
#include <catch2/catch.hpp>

#include "tests/syntax/syntax_support.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;
using namespace sanhuan::dsl::test;

namespace {

std::vector<std::string> places(const Parsed& p) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < p.tree.lines.size(); ++i) result.push_back(place_of(p, i));
  return result;
}

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("a line of a higher kind closes what was open", "[structure]") {
  const Parsed p = parsed(
      "流程 甲 用于 乙\n"
      "环 一环\n"
      "  环节 待办\n"
      "    时限 丙 属 丁\n"
      "      可延期 1次 不超过 30个自然日\n"
      "        须在届满前\n"
      "      逾期 则 催办 戊\n"
      "    当 戊 办 则\n"
      "      转 待结\n"
      "  环节 待结\n"
      "环 二环\n"
      "枚举 己：庚\n");
  CHECK(found(p) == "");
  CHECK(places(p) == Places{"流程", "环 < 流程", "环节 < 环", "时限 < 环节", "可延期 < 时限", "须在届满前 < 可延期",
                            "逾期 < 时限", "当 < 环节", "转 < 当", "环节 < 环", "环 < 流程", "枚举"});
}

TEST_CASE("indentation carries no meaning", "[structure]") {
  const Parsed p = parsed("流程 甲 用于 乙\n环 一环\n环节 待办\n时限 丙 属 丁\n自 戊 起 当天内 应 己\n");
  CHECK(places(p) == Places{"流程", "环 < 流程", "环节 < 环", "时限 < 环节", "自 < 时限"});
}

TEST_CASE("a basis explains the line above it, whatever that is", "[structure]") {
  const Parsed p = parsed("流程 甲 用于 乙\n  依据 一\n环 一环\n  环节 待办\n    可退回 至 待改\n      依据 二\n      依据 三\n      合计 至多 2次\n");
  CHECK(places(p) == Places{"流程", "依据 < 流程", "环 < 流程", "环节 < 环", "可退回 < 环节", "依据 < 可退回", "依据 < 可退回",
                            "合计 < 可退回"});
}

TEST_CASE("a note at the margin speaks of the file", "[structure]") {
  CHECK(places(parsed("枚举 甲：乙\n  注 丙\n注 丁\n")) == Places{"枚举", "注 < 枚举", "注"});
}

TEST_CASE("若 and 否则 stand side by side, and what follows 若 belongs to it", "[structure]") {
  const Parsed p = parsed("流程 甲 用于 乙\n贯穿 全程\n  当 丙 丁 则\n    记 戊 为 己\n    若 庚 则\n      通知 辛\n    否则 转 壬\n");
  CHECK(found(p) == "");
  CHECK(places(p) == Places{"流程", "贯穿 < 流程", "当 < 贯穿", "记 < 当", "若 < 当", "通知 < 若", "否则 < 当"});
}

TEST_CASE("a broken line keeps its rank, so what hangs under it stays with it", "[structure]") {
  const Parsed p = parsed(
      "流程 甲 用于 乙\n环 一环\n  时限 丙 属 丁\n    自 戊 起 当天内 应 己\n"
      "  时限 庚 归 丁\n    自 戊 起 当天内 应 己\n");
  CHECK(found(p) == "E0201 5:8+1");
  CHECK(outline(p, 4) == "hole[deadline]");
  CHECK(p.tree.lines[5].parent == 4);
}

TEST_CASE("a misspelt head word keeps the rank of the one it is near to", "[structure]") {
  const Parsed p = parsed("流程 甲 用于 乙\n环 一环\n  时现 庚 属 丁\n    自 戊 起 当天内 应 己\n");
  CHECK(found(p) == "E0206 3:3+2");
  CHECK(outline(p, 2) == "hole[deadline]");
  CHECK(p.tree.lines[3].parent == 2);
}

TEST_CASE("a line that is not understood at all changes nothing for its neighbours", "[structure]") {
  const Parsed p = parsed("流程 甲 用于 乙\n环 一环\n哈哈 什么\n  环节 待办\n");
  CHECK(found(p) == "E0206 3:1+2");
  CHECK(p.tree.lines[3].parent == 1);
}

TEST_CASE("a line in the wrong place is one mistake, and the next line is no second one", "[structure]") {
  const Parsed p = parsed("流程 甲 用于 乙\n环 一环\n  频次 区 每季1次\n  环节 待办\n");
  CHECK(found(p) == "E0207 3:3+2");
  CHECK(p.tree.lines[3].parent == 1);
}

TEST_CASE("lines of a migration stand under it and do not open stages", "[structure]") {
  const Parsed p = parsed("流程 甲 用于 乙\n  迁移 自 \"2.3\"\n    环节 子 为 丑\n    时限 寅 从旧\n    补开\n环 一环\n  环节 子\n");
  CHECK(places(p) == Places{"流程", "迁移 < 流程", "环节 < 迁移", "时限 < 迁移", "补开 < 迁移", "环 < 流程", "环节 < 环"});
  CHECK(outline(p, 2) == "migration[stage](name 子, name 丑)");
  CHECK(outline(p, 6) == "stage(def(name 子))");
}

TEST_CASE("an indentation that disagrees with the structure is a warning", "[structure]") {
  CHECK(found(parsed("流程 甲 用于 乙\n环 一环\n环节 待办\n")) == "W0201 3:1+2");
  CHECK(found(parsed("流程 甲 用于 乙\n环 一环\n  环节 待办\n    时限 丙 属 丁\n      当 戊 己\n")) == "W0201 5:7+1");
  CHECK(found(parsed("流程 甲 用于 乙\n环 一环\n\t环节 待办\n    环节 待结\n")) == "");
}

TEST_CASE("thousands of misplaced lines take time that grows with their number", "[structure]") {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "时限 甲 属 乙\n";
  const Parsed p = parsed(text);
  CHECK(p.diagnostics.size() == 201);
  CHECK(p.tree.lines.size() == 200'000);
  // Nor do they where each holds a line that is in its place.
  const Parsed pair = parsed("时限 甲 属 乙\n  自 丙 起 当天内 应 丁\n时限 甲 属 乙\n  自 丙 起 当天内 应 丁\n");
  CHECK(pair.tree.lines[1].parent == 0);
  CHECK(pair.tree.lines[2].parent == -1);
  CHECK(pair.tree.lines[3].parent == 2);
}
