// Decision tables and their algebra: E07.
#include <catch2/catch.hpp>

#include "lib/rulebook/dump.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// A table over 紧急 and 人数, read by the first transition.
std::string with_table(std::string_view rows, std::string_view policy = "只取一行") {
  const std::string table = "决策表 分流表 " + std::string(policy) + "\n  | 紧急 | 人数 | 则 | 层级 | 承办单位 |\n" +
                            std::string(rows);
  return with(table + wide_process(), "记 层级 为 村", "记 层级 为 分流表 的 层级");
}

}  // namespace

TEST_CASE("a table whose rows cover everything once loads", "[resolve][tables]") {
  CHECK(problems(with_table("  | 是 | 不限 | 则 | 区 | 乙局 |\n"
                            "  | 否 | 不满 5 | 则 | 村 | 所在网格 的 村 |\n"
                            "  | 否 | 5 至 29 | 则 | 镇 | 所在网格 的 镇 |\n"
                            "  | 否 | 不少于 30 | 则 | 区 | 乙局 |\n")).empty());
}

TEST_CASE("9.1 Rows that overlap are reported with a case that both hold for", "[resolve][tables]") {
  const Loaded loaded = load_rules(with_table("  | 是 | 不限 | 则 | 区 | 乙局 |\n"
                                              "  | 否 | 不超过 30 | 则 | 镇 | 所在网格 的 镇 |\n"
                                              "  | 否 | 不少于 30 | 则 | 区 | 乙局 |\n"));
  REQUIRE(problems(loaded) == Problems{"E0701 | 否 | 不少于 30 | 则 | 区 | 乙局 |"});
  CHECK(loaded.diagnostics[0].zh == "「分流表」里两行都对得上：紧急 否、人数 30");
  CHECK(loaded.diagnostics[0].en == "two rows of `分流表` hold at once: 紧急 false, 人数 30");
  REQUIRE(loaded.diagnostics[0].notes.size() == 1);
  CHECK(loaded.diagnostics[0].notes[0].place.line == 4);
}

TEST_CASE("9.1 What no row covers is reported with an example", "[resolve][tables]") {
  const Loaded loaded = load_rules(with_table("  | 是 | 不限 | 则 | 区 | 乙局 |\n"
                                              "  | 否 | 不满 5 | 则 | 村 | 所在网格 的 村 |\n"
                                              "  | 否 | 不少于 6 | 则 | 区 | 乙局 |\n"));
  REQUIRE(problems(loaded).size() == 1);
  CHECK(loaded.diagnostics[0].code == "E0702");
  CHECK(loaded.diagnostics[0].zh == "「分流表」里没有一行管得着：紧急 否、人数 5");
}

TEST_CASE("9.1 A table need not cover what a fact cannot be", "[resolve][tables]") {
  const auto ranged = [](std::string_view rows, std::string_view policy = "只取一行") {
    return problems(with(with_table(rows, policy), "人数（整数，可缺）", "人数（整数，1 至 29，可缺）"));
  };
  CHECK(ranged("  | 不限 | 1 至 4 | 则 | 村 | 乙局 |\n  | 不限 | 5 至 29 | 则 | 镇 | 乙局 |\n").empty());
  // Of rows that begin or end outside only what is inside counts.
  CHECK(ranged("  | 不限 | 不满 5 | 则 | 村 | 乙局 |\n  | 不限 | 5 至 40 | 则 | 镇 | 乙局 |\n").empty());
  REQUIRE(ranged("  | 不限 | 1 至 4 | 则 | 村 | 乙局 |\n  | 不限 | 5 至 28 | 则 | 镇 | 乙局 |\n").size() == 1);
  CHECK(ranged("  | 不限 | 不限 | 则 | 村 | 乙局 |\n  | 不限 | 超过 29 | 则 | 镇 | 乙局 |\n", "首个") ==
        Problems{"W0203 | 不限 | 超过 29 | 则 | 镇 | 乙局 |"});
}

TEST_CASE("9.1 A table of 全部行 may find no row", "[resolve][tables]") {
  const std::string table = "决策表 会商表 全部行\n  | 紧急 | 则 | 分值 |\n  | 是 | 则 | 3 |\n";
  CHECK(problems(with(table + wide_process(), "记 层级 为 村", "记 层级 为 村 记 人数 为 会商表 的 分值 的 总和")) == Problems{});
}

TEST_CASE("a row that is there twice is reported at the second", "[resolve][tables]") {
  CHECK(problems(with_table("  | 是 | 不限 | 则 | 区 | 乙局 |\n"
                            "  | 否 | 不限 | 则 | 镇 | 乙局 |\n"
                            "  | 否 | 不限 | 则 | 村 | 乙局 |\n")) == Problems{"E0703 | 否 | 不限 | 则 | 村 | 乙局 |"});
}

TEST_CASE("其余 stands last and covers what is left", "[resolve][tables]") {
  CHECK(problems(with_table("  | 是 | 不限 | 则 | 区 | 乙局 |\n  | 其余 | 其余 | 则 | 镇 | 乙局 |\n")).empty());
  CHECK(problems(with_table("  | 其余 | 其余 | 则 | 镇 | 乙局 |\n  | 是 | 不限 | 则 | 区 | 乙局 |\n")) ==
        Problems{"E0706 | 其余 | 其余 | 则 | 镇 | 乙局 |"});
}

TEST_CASE("in a table of 首个 a row that is never reached is a warning", "[resolve][tables]") {
  CHECK(problems(with_table("  | 不限 | 不满 5 | 则 | 村 | 乙局 |\n"
                            "  | 是 | 不满 3 | 则 | 区 | 乙局 |\n"
                            "  | 不限 | 不限 | 则 | 镇 | 乙局 |\n", "首个")) ==
        Problems{"W0702 | 是 | 不满 3 | 则 | 区 | 乙局 |"});
}

TEST_CASE("a row for what a fact can never be is a warning that names the range", "[resolve][tables]") {
  const auto in_range = [](std::string_view rows) {
    return load_rules(with(with_table(rows, "首个"), "人数（整数，", "人数（整数，1 至 100，"));
  };
  for (const char* cell : {"超过 200", "101", "不满 1", "200 至 300", "0、101"}) {
    INFO(cell);
    const std::string row = "| 不限 | " + std::string(cell) + " | 则 | 区 | 乙局 |";
    const Loaded first = in_range("  " + row + "\n  | 不限 | 不限 | 则 | 镇 | 乙局 |\n");
    REQUIRE(problems(first) == Problems{"W0203 " + row});
    CHECK(first.diagnostics[0].zh == "这一行永远对不上：「人数」只能是 1 至 100");
    CHECK(problems(in_range("  | 是 | 不限 | 则 | 镇 | 乙局 |\n  " + row + "\n  | 其余 | 其余 | 则 | 镇 | 乙局 |\n")) == Problems{"W0203 " + row});
  }
  CHECK(problems(in_range("  | 不限 | 50 至 300 | 则 | 区 | 乙局 |\n  | 其余 | 其余 | 则 | 镇 | 乙局 |\n")).empty());
}

TEST_CASE("a row has a cell for each column", "[resolve][tables]") {
  CHECK(problems(with_table("  | 是 | 则 | 区 | 乙局 |\n")) == Problems{"E0704 | 是 | 则 | 区 | 乙局 |"});
}

TEST_CASE("a cell has the type of its column", "[resolve][tables]") {
  CHECK(problems(with_table("  | 是 | 来访 | 则 | 区 | 乙局 |\n")).size() == 1);
  CHECK(problems(with_table("  | 不满 5 | 不限 | 则 | 区 | 乙局 |\n")) == Problems{"E0308 不满 5"});
}

TEST_CASE("a table has a heading with 则 and at least one row", "[resolve][tables]") {
  CHECK(problems(with_table("")).front().substr(0, 5) == "E0705");
  CHECK(problems("决策表 空表 首个\n" + wide_process()) == Problems{"E0705 空表"});
  CHECK(problems("决策表 外表 首个 取自 “a.csv”\n" + wide_process()).front().substr(0, 5) == "E0530");
}

TEST_CASE("a line break in a cell of a table file is called one and not printed", "[resolve][tables]") {
  const Loaded loaded = load_files({{"small/process.huan", "决策表 外表 首个 取自 “a.csv”\n" + wide_process()},
                                    {"small/a.csv", "人数,则,层级\n\"5、\n7\",,镇\n不限,,村\n"}});
  REQUIRE(problems(loaded).front().substr(0, 5) == "E0212");
  CHECK(loaded.diagnostics[0].zh == "规则里用不到字符「换行」（U+000A）");
}

TEST_CASE("a table reads the facts of one case type", "[resolve][tables]") {
  CHECK(problems("事项 别的\n  要素 颜色（文本，可缺）\n决策表 甲表 首个\n  | 大小 | 则 | 层级 |\n  | 不限 | 则 | 镇 |\n" + wide_process())
            .front().substr(0, 5) == "E0709");
  const std::string other = "事项 别的\n  要素 级数（整数）默认 1\n决策表 别表 首个\n  | 级数 | 则 | 层级 |\n  | 不限 | 则 | 镇 |\n";
  CHECK(problems(other + with(wide_process(), "记 层级 为 村", "记 层级 为 别表 的 层级")) == Problems{"E0439 层级"});
}

TEST_CASE("a table too large to look at every case says so", "[resolve][tables]") {
  // Rows that each narrow another column and all the last: the number of sets of rows that are still possible doubles
  // with each column.
  std::string facts = "末数（整数）默认 1", heading = "  |", rows;
  constexpr int columns = 24;
  for (int c = 0; c < columns; ++c) {
    facts += "、数" + std::to_string(c) + "（整数）默认 1";
    heading += " 数" + std::to_string(c) + " |";
  }
  for (int r = 0; r < columns; ++r) {
    rows += "  |";
    for (int c = 0; c < columns; ++c) rows += c == r ? " 不满 5 |" : " 不限 |";
    rows += " " + std::to_string(r) + " | 则 | 镇 |\n";
  }
  for (const char* last : {"不满 12", "不少于 12"}) {
    rows += "  |";
    for (int c = 0; c < columns; ++c) rows += " 不限 |";
    rows += " " + std::string(last) + " | 则 | 区 |\n";
  }
  const Problems found = problems("事项 别的\n  要素 " + facts + "\n决策表 大表 首个\n" + heading + " 末数 | 则 | 层级 |\n" + rows + wide_process());
  REQUIRE(found.size() == 1);
  CHECK(found[0].substr(0, 5) == "W0701");
}
