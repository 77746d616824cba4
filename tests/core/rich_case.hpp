// A case that comes by everything a state can hold beside its block, and the rules it goes by.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

namespace sanhuan::test {

// All that lies beside the block of a case: text, lists, clocks that stand still, a second limit, an extension and a return
// that are asked for, scores, supervision, delegation, children.
inline std::string rich_process() {
  const std::string in_reply = "    当 承办单位 答复 则 转 待办结\n";
  const std::string reply_limit = "      自 进入本环节 起 5个工作日内 应 答复\n";
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
                  "    当 承办单位 提交意见 则 录入 诉求 填 所在网格 为 所在网格、说明 为 说明、协办单位 为 "
                  "协办单位、人数 为 人数\n");
  text = with(text, "  时限 全程期 #overall-limit 属 窗口责任\n",
              "  时限 督办期 #order-limit 属 窗口责任\n    自 提级督办 起 3个工作日内 应 督办反馈\n    逾期 "
              "则 催办 甲区\n"
              "  时限 全程期 #overall-limit 属 窗口责任\n");
  text = with(text, "事件 答复 #reply 可填 说明、紧急\n",
              "事件 答复 #reply 可填 说明、紧急 可补录 9个工作日 由 甲区\n");
  return with(text, "事件 见面 #meet\n",
              "事件 见面 #meet 可填 说明、人数\n事件 退回 #give-back 须填 说明\n事件 同意退回 "
              "#consent、不同意退回 #refuse\n"
              "事件 听证开始 #hearing-begins、听证结束 #hearing-ends、申请延期 #ask-extension、批准延期 "
              "#extend、不予延期 #decline\n");
}
inline std::shared_ptr<const Rulebook> rich_pack() {
  static const auto rulebook = load(rich_process());
  return rulebook;
}

// By other names, as pairs: what it is called in `rich_process`, and here.
using Names = std::vector<std::pair<std::string, std::string>>;
inline std::string named(const Names& names, const std::string& name) {
  for (const auto& [here, there] : names)
    if (here == name) return there;
  return name;
}

// A case that comes by all of it, step by step, each accepted. Without an event: time passes.
struct RichStep {
  std::string when, by, what;
  Facts facts = {};
  Answer on(Play& play, const Names& names = {}) const {
    if (what.empty()) return play.advance(when), Answer{};
    Facts given = facts;
    for (auto& [fact, value] : given) fact = named(names, fact);
    return play.submit(when, by, named(names, what), given);
  }
};
inline std::vector<RichStep> rich_steps() {
  return {
      {"2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}, {"人数", "7"}}},
      {"2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", "乙局、丙局"}}},
      {"2026-03-04 11:00", "乙局", "提交意见"},
      {"2026-03-04 12:00", "丙局", "提交意见"},
      {"2026-03-05 09:00", "甲镇", "退回", {{"说明", "不归本镇管"}}},
      {"2026-03-05 10:00", "甲区", "同意退回"},
      {"2026-03-05 11:00", "甲区", "交办", {{"承办单位", "甲镇"}, {"协办单位", ""}}},
      {"2026-03-05 14:00", "甲镇", "提交意见"},
      {"2026-03-06 09:00", "甲镇", "退回", {{"说明", "再退一次"}}},
      {"2026-03-06 10:00", "甲镇", "申请延期"},
      {"2026-03-06 11:00", "甲镇", "下达督办"},
      {"2026-03-06 12:00", "甲镇", "听证开始"},
      {"2026-03-06 13:00", "甲区", "批准延期"},
      {"2026-03-06 14:00", "甲镇", "要求补正"},
      {"2026-03-09 09:00", "信访人", "补正"},
      {"2026-03-09 10:00", "甲镇", "听证结束"},
      {"2026-03-26 09:00", "", "", {}},
      {"2026-03-26 10:00", "甲区", "督办反馈"},
      {"2026-03-26 11:00", "甲镇", "答复", {{"说明", "已答复"}}},
      {"2026-03-27 10:00", "甲区", "办结"},
  };
}

inline Play rich_case(std::shared_ptr<const Rulebook> rules = rich_pack()) {
  Play play(std::move(rules));
  play.open("2026-03-02 09:00");
  return play;
}

inline std::string saved(const Play& play) {
  std::string bytes;
  play.state().save(play.layout(), bytes);
  return bytes;
}
inline bool load_into(Play& play, std::string_view bytes) {
  return play.state().load(bytes, play.rulebook().case_type("petition"), play.layout(),
                           play.rulebook().data());
}

}  // namespace sanhuan::test
