#include <catch2/catch.hpp>

#include "cli/arguments.hpp"

using namespace sanhuan::cli;

namespace {

constexpr OptionName options[] = {{"from", "自", true}, {"out", "输出", true, 'o'}, {"all", "全列", false}};

Arguments parse(std::vector<std::string> words) { return parse_arguments(words, options); }

}  // namespace

TEST_CASE("an option is known by its English and its Chinese name, with = or a blank", "[cli]") {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"--from", "x"}, {"--from=x"}, {"--自", "x"}, {"--自=x"}, {"－－自＝x"}, {"——自", "x"}, {"－－from＝x"}}) {
    CAPTURE(words[0]);
    const Arguments a = parse(words);
    CHECK_FALSE(a.problem);
    CHECK(a.value("from") == "x");
  }
}

TEST_CASE("full-width twins are folded only where a word begins with a dash", "[cli]") {
  CHECK(with_ascii_dashes("－－自＝a＝b") == "--自=a＝b");
  CHECK(with_ascii_dashes("a＝b") == "a＝b");
  CHECK(with_ascii_dashes("－o") == "-o");
  CHECK(with_ascii_dashes("--自=a＝b") == "--自=a＝b");
}

TEST_CASE("what is not understood is named, with the nearest name", "[cli]") {
  CHECK(parse({"--form", "x"}).problem->en == "there is no option --form; did you mean --from?");
  CHECK(parse({"--全例"}).problem->zh == "没有 --全例 这个选项；是不是 --全列");
  CHECK(parse({"--qqqqqq"}).problem->en == "there is no option --qqqqqq");
  CHECK(parse({"--from"}).problem->en == "option --from needs a value");
  CHECK(parse({"--all=1"}).problem->en == "option --all takes no value");
  CHECK(parse({"--from", "a", "--自", "b"}).problem->en == "option --from is given twice");
}

TEST_CASE("after -- every word is what it is; - alone is standard output", "[cli]") {
  const Arguments a = parse({"-o", "-", "--", "--from"});
  CHECK_FALSE(a.problem);
  CHECK(a.value("out") == "-");
  CHECK(a.positional == std::vector<std::string>{"--from"});
}

TEST_CASE("the nearest name is near in characters, not in bytes", "[cli]") {
  const std::string_view names[] = {"校验", "期限", "试运行"};
  CHECK(nearest("试云行", names) == "试运行");
  CHECK(nearest("期现", names) == "期限");
  CHECK(nearest("画图", names).empty());
}
