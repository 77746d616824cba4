// 迁移 (8.2): what its lines become, and what is wrong with one before a case is looked at.
#include <catch2/catch.hpp>

#include "lib/rulebook/binary.hpp"
#include "lib/rulebook/dump.hpp"
#include "lib/rulebook/model.hpp"
#include "sanhuan/rulebook.hpp"
#include "tests/resolve/resolve_support.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::string with_block(const std::string& lines) {
  return with(small_process(), "责任 窗口责任 #window 由 甲区\n", lines + "责任 窗口责任 #window 由 甲区\n");
}

}  // namespace

TEST_CASE("8.2 Every line of a migration is read for what it says", "[resolve]") {
  const auto rules = load(with_block(
      "迁移 自 “0.9”\n  环 老环 为 受理环\n  环节 待受理 为 待登记\n  时限 受理期 为 登记期 从新兼从有利\n  时限 答复期 从新\n  时限 其余 从旧\n"
      "  时限 送达期 废止\n  时限 办结期 补开\n  要素 电话 为 说明\n  要素 旧号 废止\n  事件 分派 为 交办\n迁移 自 “0.8”\n  补开\n"));
  const std::string text = dump(rules->data(), rules->organisation());
  const std::string block = text.substr(text.find("migration of"));
  CHECK(block ==
        "migration of 诉求 from 0.9\n  stage 老环 is 受理环\n  stage 待受理 is 待登记\n  deadline 受理期 is 登记期\n"
        "  deadline 送达期 is dropped\n  fact 电话 is 说明\n  fact 旧号 is dropped\n  event 分派 is 交办\n  better_rule 登记期\n"
        "  new_rule 答复期\n  old_rule rest\n  opens 办结期\nmigration of 诉求 from 0.8\n  opens what is missing\n");
  REQUIRE(rules->data().migrations.size() == 2);
  CHECK(rules->place(rules->data().migrations[0].clocks[1].line).line == rules->place(rules->data().migrations[0].rule).line + 4);
}

TEST_CASE("8.2 A migration is part of a rulebook's bytes and hash; one without it is as it always was", "[resolve]") {
  const auto without = load(small_process());
  const auto keeps = load(with_block("迁移 自 “0.9”\n  时限 答复期 从旧\n")), renews = load(with_block("迁移 自 “0.9”\n  时限 答复期 从新\n"));
  CHECK(keeps->hash() != without->hash());
  CHECK(keeps->hash() != renews->hash());
  const auto read = rulebook_from(to_bytes(renews->data()));
  REQUIRE(read);
  CHECK(read->content_hash() == renews->hash());
  CHECK(to_bytes(*read) == to_bytes(renews->data()));
  REQUIRE(read->migrations.size() == 1);
  CHECK(read->migrations[0].clocks[0].rule == model::ClockRule::new_rule);
  CHECK(rulebook_from(to_bytes(without->data()))->migrations.empty());
}

TEST_CASE("8.2 What a migration names on this side must be there", "[resolve]") {
  CHECK(problems(with_block("迁移 自 “0.9”\n  环节 待受理 为 待登录\n")) == Problems{"E0301 待登录"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  环节 待受理 为 受理环\n")) == Problems{"E0302 受理环"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  时限 答复时限 从新\n")) == Problems{"E0301 答复时限"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  时限 老的 为 答复时限 从新\n")) == Problems{"E0301 答复时限"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  要素 电话 为 手机\n")) == Problems{"E0301 手机"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  事件 分派 为 下派\n")) == Problems{"E0301 下派"});
}

TEST_CASE("8.2 A version has one block, a name one line, and what is still there is not dropped", "[resolve]") {
  CHECK(problems(with_block("迁移 自 “0.9”\n迁移 自 “0.9”\n")) == Problems{"E0480 迁移 自 “0.9”"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  环节 甲 为 待登记\n  环节 甲 为 待交办\n")) == Problems{"E0481 甲"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  时限 答复期 从旧\n  时限 答复期 从新\n")) == Problems{"E0481 答复期"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  时限 其余 从旧\n  时限 其余 从新\n")) == Problems{"E0481 时限 其余 从新"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  时限 老的 废止\n  时限 老的 为 答复期\n")) == Problems{"E0481 老的"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  时限 答复期 废止\n")) == Problems{"E0482 答复期"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  要素 说明 废止\n")) == Problems{"E0482 说明"});
  CHECK(problems(with_block("迁移 自 “0.9”\n  时限 答复期 补开\n  时限 答复期 从新\n")).empty());
}

TEST_CASE("8.2 A block can be written in either vocabulary", "[resolve]") {
  const std::string english = with_block("migration from \"0.9\"\n  stage 待受理 = 待登记\n  deadline rest better_rule\n  open_missing\n");
  CHECK(load(english)->hash() == load(with_block("迁移 自 “0.9”\n  环节 待受理 为 待登记\n  时限 其余 从新兼从有利\n  补开\n"))->hash());
}
