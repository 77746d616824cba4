// What a ledger keeps of rules and registers is all that a step can see of them.
#include <catch2/catch.hpp>

#include "lib/rulebook/binary.hpp"
#include "lib/rulebook/dump.hpp"
#include "sanhuan/pack.hpp"
#include "tests/engine/scripts.hpp"

using namespace sanhuan;

TEST_CASE("rules and registers come back from a ledger as they went in", "[engine]") {
  std::vector<std::shared_ptr<const Rulebook>> packs = {test::family_pack()};
  for (const char* pack : {"rules/lanshan", "rules/petition-regulation"}) {
    const Loaded loaded = load_pack(pack);
    CAPTURE(pack);
    CAPTURE(loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().en);
    REQUIRE(loaded.rulebook);
    packs.push_back(loaded.rulebook);
  }
  bool any_duties = false;
  for (const auto& pack : packs) {
    CAPTURE(pack->name());
    any_duties = any_duties || pack->data().duties != nullptr;
    const auto rules = rulebook_from(to_bytes(pack->data()));
    REQUIRE(rules);
    CHECK(rules->content_hash() == pack->data().content_hash());
    CHECK(to_bytes(*rules) == to_bytes(pack->data()));
    CHECK(rules->files == pack->data().files);
    CHECK(rules->rules.size() == pack->data().rules.size());
    CHECK(rules->rules.back().place == pack->data().rules.back().place);
    const auto organisation = organisation_from(to_bytes(pack->organisation()));
    REQUIRE(organisation);
    CHECK(dump(*rules, *organisation) == dump(pack->data(), pack->organisation()));
    const auto calendar = calendar_from(to_bytes(pack->calendar(), last_day));
    REQUIRE(calendar);
    for (Day day = day_of({2024, 1, 1}); day < day_of({2027, 12, 31}); day = day + 1) {
      CHECK(calendar->works(day) == pack->calendar().works(day));
      CHECK(calendar->end_of(day) == pack->calendar().end_of(day));
      CHECK(calendar->provisional(day) == pack->calendar().provisional(day));
    }
  }
  CHECK(any_duties);
}

TEST_CASE("rules that were changed by a byte, or cut short, are not taken for what was kept", "[engine]") {
  const std::string bytes = to_bytes(test::family_pack()->data());
  for (std::size_t i = 0; i < bytes.size(); i += 7) {
    std::string bad = bytes;
    bad[i] = static_cast<char>(bad[i] ^ 4);
    CHECK_FALSE(rulebook_from(bad));
    CHECK_FALSE(rulebook_from(bytes.substr(0, i)));
  }
  CHECK_FALSE(calendar_from(bytes));
  CHECK_FALSE(organisation_from(bytes));
}
