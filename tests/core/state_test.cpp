// Semantics 7.5: the state of a case goes into bytes and comes back the same, whatever it holds; bytes that were damaged are
// no state, or one that is bounded.
#include <functional>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";
const std::string reply_limit = "      自 进入本环节 起 5个工作日内 应 答复\n";

// All that lies beside the block of a case: text, lists, clocks that stand still, a second limit, an extension and a return
// that are asked for, scores, supervision, delegation, children.
std::shared_ptr<const Rulebook> rich() {
  static const auto rulebook = [] {
    std::string text = with(wide_process(), reply_limit,
                            reply_limit +
                                "      不晚于 自 首次 登记 起 60个自然日内\n"
                                "      不计入 听证开始 至 听证结束\n"
                                "      可延期 2次 不超过 3个工作日\n"
                                "        自 申请延期 起 2个工作日内 须经 甲区 批准延期 或 不予延期\n"
                                "        须在届满前 接续 原届满日\n");
    text = with(text, "      逾期 则 催办 承办单位\n", "      逾期 则 扣分 承办单位 5分\n");
    text = with(text, in_reply,
                "    可退回 至 待交办\n"
                "      自 交办 起 2个工作日内 可 退回\n"
                "      自 退回 起 1个工作日内 须经 甲区 同意退回 或 不同意退回\n"
                "      逾期 则 催办 甲区\n"
                "      合计 至多 2次\n"
                "      续算 答复期 照算 其余\n" +
                    in_reply +
                    "    当 承办单位 下达督办 则 委派 答复期 给 乙镇\n"
                    "    当 承办单位 提交意见 则 录入 诉求 填 所在网格 为 所在网格、说明 为 说明、协办单位 为 协办单位、人数 为 人数\n");
    text = with(text, "  时限 全程期 #overall-limit 属 窗口责任\n",
                "  时限 督办期 #order-limit 属 窗口责任\n    自 提级督办 起 3个工作日内 应 督办反馈\n    逾期 则 催办 甲区\n"
                "  时限 全程期 #overall-limit 属 窗口责任\n");
    text = with(text, "事件 答复 #reply 可填 说明、紧急\n", "事件 答复 #reply 可填 说明、紧急 可补录 9个工作日 由 甲区\n");
    return load(with(text, "事件 见面 #meet\n",
                     "事件 见面 #meet 可填 说明、人数\n事件 退回 #give-back 须填 说明\n事件 同意退回 #consent、不同意退回 #refuse\n"
                     "事件 听证开始 #hearing-begins、听证结束 #hearing-ends、申请延期 #ask-extension、批准延期 #extend、不予延期 #decline\n"));
  }();
  return rulebook;
}

// A case that comes by all of it; `look` is called after each step, with the steps that are left.
using Step = std::function<Answer(Play&)>;
std::vector<Step> steps() {
  const auto submit = [](const char* when, const char* by, const char* what, Facts facts = {}) -> Step {
    return [=](Play& play) { return play.submit(when, by, what, facts); };
  };
  return {
      submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}, {"人数", "7"}}),
      submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}),
      submit("2026-03-04 11:00", "乙局", "提交意见"),
      submit("2026-03-04 12:00", "丙局", "提交意见"),
      submit("2026-03-05 09:00", "甲镇", "退回", {{"说明", "不归本镇管"}}),
      submit("2026-03-05 10:00", "甲区", "同意退回"),
      submit("2026-03-05 11:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", ""}}),
      submit("2026-03-05 14:00", "甲镇", "提交意见"),
      submit("2026-03-06 09:00", "甲镇", "退回", {{"说明", "再退一次"}}),
      submit("2026-03-06 10:00", "甲镇", "申请延期"),
      submit("2026-03-06 11:00", "甲镇", "下达督办"),
      submit("2026-03-06 12:00", "甲镇", "听证开始"),
      submit("2026-03-06 13:00", "甲区", "批准延期"),
      submit("2026-03-06 14:00", "甲镇", "要求补正"),
      submit("2026-03-09 09:00", "信访人", "补正"),
      submit("2026-03-09 10:00", "甲镇", "听证结束"),
      [](Play& play) { return play.advance("2026-03-26 09:00"), Answer{}; },
      submit("2026-03-26 10:00", "甲区", "督办反馈"),
      submit("2026-03-26 11:00", "甲镇", "答复", {{"说明", "已答复"}}),
      submit("2026-03-27 10:00", "甲区", "办结"),
  };
}

Play opened() {
  Play play(rich());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  return play;
}

std::string saved(const Play& play) {
  std::string bytes;
  play.state().save(play.layout(), bytes);
  return bytes;
}

bool load(Play& play, std::string_view bytes) {
  return play.state().load(bytes, play.rulebook().case_type("petition"), play.layout(), play.rulebook().data());
}

}  // namespace

TEST_CASE("7.5 A case that is saved and loaded after every step goes on as if it had not been", "[core]") {
  Play whole = opened();
  std::string bytes = saved(whole);
  for (const Step& step : steps()) {
    CAPTURE(whole.stage(), whole.log());
    Play pieces = opened();
    REQUIRE(load(pieces, bytes));
    CHECK(pieces.bytes() == whole.bytes());
    CHECK(saved(pieces) == bytes);
    CHECK(step(whole).accepted());
    step(pieces);
    CHECK(pieces.bytes() == whole.bytes());
    bytes = saved(pieces);
  }
  CHECK(whole.closed());
}

TEST_CASE("7.5 A state cut short is none, and one with a byte changed is none or within its bounds", "[core]") {
  Play play = opened();
  Play target = opened();
  std::size_t refused = 0, taken = 0;
  for (const Step& step : steps()) {
    step(play);
    const std::string bytes = saved(play);
    for (std::size_t n = 0; n < bytes.size(); ++n) CHECK_FALSE(load(target, std::string_view(bytes).substr(0, n)));
    CHECK_FALSE(load(target, bytes + '\0'));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (const int flip : {1, 0x80, 0xff}) {
        std::string bad = bytes;
        bad[i] = static_cast<char>(bad[i] ^ flip);
        if (!load(target, bad)) {
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
  Play other(rich());
  REQUIRE(other.open("2026-03-02 09:00").accepted());
  CHECK_FALSE(load(other, bytes));
}
