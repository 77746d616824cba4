// Semantics 8.2, 7.5: a case that comes by everything is brought under other rules at every point of its way.
#include <catch2/catch.hpp>

#include "tests/core/rich_case.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const Names other_names{{"待答复", "答复中"},     {"答复期", "回复期"}, {"听证开始", "开庭"},
                        {"申请延期", "请求延期"}, {"说明", "情况说明"}, {"协办单位", "配合单位"}};

std::string under(std::string text, const std::string& lines) {
  return with(std::move(text), "责任 窗口责任 #window 由 甲区\n",
              "迁移 自 “1”\n" + lines + "责任 窗口责任 #window 由 甲区\n");
}

// The same rules, where much has another name and another key.
std::shared_ptr<const Rulebook> renamed() {
  static const auto rulebook = [] {
    std::string text = rich_process();
    for (const auto& [here, there] : other_names) text = with(text, here, there);
    for (const auto& [here, there] : Names{{"#replying", "#answering"},
                                           {"#reply-limit", "#answer-limit"},
                                           {"#hearing-begins", "#court"},
                                           {"#ask-extension", "#request-extension"}})
      text = with(text, here, there);
    return load(under(text,
                      "  环节 待答复 为 答复中\n  时限 答复期 为 回复期\n  事件 听证开始 为 开庭\n  事件 "
                      "申请延期 为 请求延期\n"
                      "  要素 说明 为 情况说明\n  要素 协办单位 为 配合单位\n"),
                {.version = "2"});
  }();
  return rulebook;
}

std::shared_ptr<const Rulebook> same_again() {
  static const auto rulebook = load(under(rich_process(), {}), {.version = "2"});
  return rulebook;
}

// What is open and when it is due, by serial.
std::vector<std::string> clocks(const Play& play) {
  std::vector<std::string> all;
  for (const Obligation& o : play.state().obligations())
    all.push_back(std::to_string(o.serial) + ' ' + std::to_string(static_cast<int>(o.clock)) + ' ' +
                  show(o.due) + ' ' + show(o.next_timer) + ' ' + std::to_string(o.unit.value) +
                  (o.breached ? " breached" : ""));
  return all;
}

}  // namespace

TEST_CASE(
    "8.2 A case brought anywhere on its way under the same rules by other names goes on as it would have",
    "[core]") {
  const auto steps = rich_steps();
  for (std::size_t done = 0; done <= steps.size(); ++done) {
    Play stays = rich_case();
    for (std::size_t i = 0; i < done; ++i) steps[i].on(stays);
    Play goes(renamed());
    if (stays.closed()) {
      CHECK(done == steps.size());
      continue;
    }
    CAPTURE(done, stays.log());
    REQUIRE(goes.migrate(stays, done == 0 ? "2026-03-02 09:00" : steps[done - 1].when.c_str()).empty());
    CHECK(clocks(goes) == clocks(stays));
    for (std::size_t i = done; i < steps.size(); ++i) {
      CAPTURE(i, goes.log());
      CHECK(steps[i].on(stays).accepted());
      CHECK(steps[i].on(goes, other_names).accepted());
      CHECK(goes.stage() == named(other_names, stays.stage()));
      CHECK(clocks(goes) == clocks(stays));
    }
    CHECK(goes.closed());
    CHECK(goes.fact("情况说明") == stays.fact("说明"));
  }
}

TEST_CASE(
    "7.5 A case that was migrated comes back from its bytes, and damaged bytes are none or within their "
    "bounds",
    "[core]") {
  std::size_t refused = 0, taken = 0;
  Play play = rich_case();
  for (const RichStep& step : rich_steps()) {
    step.on(play);
    if (play.closed()) break;
    Play goes(same_again()), target(same_again());
    REQUIRE(goes.migrate(play, step.when).empty());
    const std::string bytes = saved(goes);
    REQUIRE(load_into(target, bytes));
    CHECK(target.bytes() == goes.bytes());
    for (std::size_t n = 0; n < bytes.size(); ++n)
      CHECK_FALSE(load_into(target, std::string_view(bytes).substr(0, n)));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (const int flip : {1, 2, 4, 0x10, 0x80, 0xff}) {
        std::string bad = bytes;
        bad[i] = static_cast<char>(bad[i] ^ flip);
        ++(load_into(target, bad) ? taken : refused);
      }
    }
  }
  CHECK(refused > 1'000);
  CHECK(taken > 1'000);
}
