// Semantics 7.5: the state of a case goes into bytes and comes back the same, whatever it holds; bytes that were damaged are
// no state, or one that is bounded.
#include <catch2/catch.hpp>

#include "tests/core/rich_case.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Play opened() {
  Play play(rich_pack());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  return play;
}

}  // namespace

TEST_CASE("7.5 A case that is saved and loaded after every step goes on as if it had not been", "[core]") {
  Play whole = opened();
  std::string bytes = saved(whole);
  for (const RichStep& step : rich_steps()) {
    CAPTURE(whole.stage(), whole.log());
    Play pieces = opened();
    REQUIRE(load_into(pieces, bytes));
    CHECK(pieces.bytes() == whole.bytes());
    CHECK(saved(pieces) == bytes);
    CHECK(step.on(whole).accepted());
    step.on(pieces);
    CHECK(pieces.bytes() == whole.bytes());
    bytes = saved(pieces);
  }
  CHECK(whole.closed());
}

TEST_CASE("7.5 A state cut short is none, and one with a byte changed is none or within its bounds",
          "[core]") {
  Play play = opened();
  Play target = opened();
  std::size_t refused = 0, taken = 0;
  for (const RichStep& step : rich_steps()) {
    step.on(play);
    const std::string bytes = saved(play);
    for (std::size_t n = 0; n < bytes.size(); ++n)
      CHECK_FALSE(load_into(target, std::string_view(bytes).substr(0, n)));
    CHECK_FALSE(load_into(target, bytes + '\0'));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (const int flip : {1, 0x80, 0xff}) {
        std::string bad = bytes;
        bad[i] = static_cast<char>(bad[i] ^ flip);
        if (!load_into(target, bad)) {
          ++refused;
          continue;
        }
        ++taken;
        CHECK(target.state().obligations().size() <= obligations_max);
        CHECK(target.state().head().leaf.value < target.rulebook().data().processes[0].scopes.size());
        CHECK(saved(target).size() < 4 * bytes.size() + 100);
      }
    }
  }
  CHECK(refused > 1'000);
  CHECK(taken > 1'000);
}

TEST_CASE("7.5 A state of another case type, or of one without a process, is none", "[core]") {
  const auto rules = load("事项 备查 #memo\n  要素 备注（文本，可缺）\n\n" + small_process());
  Play play(rules);
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  const std::string bytes = saved(play);
  const CaseTypeId memo = rules->case_type("memo");
  CHECK_FALSE(play.state().load(bytes, memo, play.stepper().layout(memo), rules->data()));
  Play other(rich_pack());
  REQUIRE(other.open("2026-03-02 09:00").accepted());
  CHECK_FALSE(load_into(other, bytes));
}
