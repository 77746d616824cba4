// The public face of a rulebook: look-ups, and values as people write them.
#include <catch2/catch.hpp>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/rulebook.hpp"
#include "tests/support/pack.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

FactType type(FactKind kind, bool list = false) { return {kind, list, {}}; }

// Written and shown again; `-` where the text is no value of the type.
std::string again(FactType t, std::string_view text) {
  const auto value = small_pack()->parse_value(t, text);
  return value ? small_pack()->show_value(t, *value) : "-";
}

}  // namespace

TEST_CASE("things are found by their name and by their key", "[rulebook]") {
  const auto rulebook = small_pack();
  CHECK(rulebook->event("登记") == rulebook->event("register"));
  CHECK(rulebook->event_key(rulebook->event("登记")) == "register");
  CHECK_FALSE(rulebook->event("登计"));
  const CaseTypeId petition = rulebook->case_type("petition");
  REQUIRE(petition);
  CHECK(rulebook->fact(petition, "所在网格") == rulebook->fact(petition, "grid"));
  CHECK(rulebook->role_name(rulebook->role("head")) == "负责人");
  CHECK(rulebook->unit_name(rulebook->unit("town-a")) == "甲镇");
}

TEST_CASE("values are read as people write them and shown the same", "[rulebook]") {
  CHECK(again(type(FactKind::integer), "-12") == "-12");
  CHECK(again(type(FactKind::money), "120.5") == "120.50");
  CHECK(again(type(FactKind::money), "-0.05") == "-0.05");
  CHECK(again(type(FactKind::decimal), "3.250") == "3.25");
  CHECK(again(type(FactKind::boolean), "是") == "是");
  CHECK(again(type(FactKind::boolean), "false") == "否");
  CHECK(again(type(FactKind::date), "2026-09-18") == "2026-09-18");
  CHECK(again(type(FactKind::unit), "甲镇") == "甲镇");
  CHECK(again(type(FactKind::grid), "甲格") == "甲格");
  CHECK(again(type(FactKind::level), "town") == "镇");
  CHECK(again(type(FactKind::unit, true), "乙局、丙局") == "乙局、丙局");
  CHECK(again(type(FactKind::unit, true), "").empty());
}

TEST_CASE("what is no value of the type is none, and nothing is rounded", "[rulebook]") {
  CHECK(again(type(FactKind::integer), "12.5") == "-");
  CHECK(again(type(FactKind::integer), "99999999999999999999") == "-");
  CHECK(again(type(FactKind::money), "0.005") == "-");
  CHECK(again(type(FactKind::money), "12.") == "-");
  CHECK(again(type(FactKind::boolean), "对") == "-");
  CHECK(again(type(FactKind::date), "2026-02-30") == "-");
  CHECK(again(type(FactKind::grid), "甲镇") == "-");
  CHECK(again(type(FactKind::unit, true), "乙局、") == "-");
}
