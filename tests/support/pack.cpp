#include "tests/support/pack.hpp"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <unistd.h>

#include "sanhuan/pack.hpp"

namespace sanhuan::test {

namespace fs = std::filesystem;

namespace {

constexpr Zone shanghai{480};

constexpr std::string_view manifest = R"(name: small
title: 测试用的规则
language: zh
zone: Asia/Shanghai
calendar: ../calendars/cn
organisation: org.yaml
files: [process.huan]
)";

constexpr std::string_view midnight_days = "days: {end: midnight, receipt: as_is}\n";
constexpr std::string_view office_days = R"(days: {end: closing, receipt: next_opening, channel: 来源, as_received: [热线]}
office_hours:
  - {from: "01-01", to: "12-31", hours: ["08:30-17:30"]}
)";

constexpr std::string_view roles = R"(roles:
  - {name: 窗口人员, key: clerk}
  - {name: 负责人, key: head}
)";

constexpr std::string_view organisation = R"(units:
  - {name: 甲区, key: district, level: 区, kind: line}
  - {name: 甲镇, key: town-a, level: 镇, parent: 甲区, kind: line}
  - {name: 乙镇, key: town-b, level: 镇, parent: 甲区, kind: line}
  - {name: 甲村, key: village-a, level: 村, parent: 甲镇, kind: line}
  - {name: 甲格, key: grid-a, level: 网格, parent: 甲村, kind: line}
  - {name: 乙局, key: bureau-b, level: 区, parent: 甲区, kind: department}
  - {name: 丙局, key: bureau-c, level: 区, parent: 甲区, kind: department}
  - {name: 甲科, key: section-a, level: 镇, parent: 甲镇, kind: section}
)";

// A folder of its own for each pack, gone with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    static std::atomic<unsigned> next{0};
    path_ = fs::temp_directory_path() /
            ("sanhuan-test-" + std::to_string(::getpid()) + "-" + std::to_string(next.fetch_add(1)));
    fs::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write(const fs::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

Loaded load_whole(std::string_view rules, PackOptions options) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "calendars");
  fs::copy(fs::path(SANHUAN_SOURCE_DIR) / "rules/calendars/cn", folder.path() / "calendars/cn",
           fs::copy_options::recursive);
  const fs::path pack = folder.path() / "small";
  fs::create_directories(pack);
  write(pack / "pack.yaml", std::string(manifest)
                                .append("version: \"")
                                .append(options.version)
                                .append("\"\neffective: ")
                                .append(options.effective)
                                .append("\n")
                                .append(options.office_days ? office_days : midnight_days));
  write(pack / "org.yaml", std::string(options.without_roles ? "" : roles).append(organisation).append(options.more_organisation));
  write(pack / "process.huan", rules);
  Loaded loaded = load_pack(pack);
  if (loaded.rulebook) return loaded;
  std::string problems = "the pack does not load:";
  for (const Diagnostic& d : loaded.diagnostics)
    problems += "\n  " + (d.place.known() && d.place.file < loaded.files.size() ? loaded.files[d.place.file].path : "") +
                ":" + std::to_string(d.place.line) + ": " + d.code + " " + d.en;
  throw std::runtime_error(problems);
}

std::shared_ptr<const Rulebook> load(std::string_view rules, PackOptions options) { return load_whole(rules, options).rulebook; }

std::string_view vocabulary() {
  return R"(枚举 来源种类：来访、热线

事项 诉求 #petition
  要素 所在网格 #grid（网格）、来源（来源种类，可缺）、紧急（是非，可缺）、人数（整数，可缺）
  要素 承办单位 #unit（单位，可缺）、协办单位（单位，可多个）、说明（文本，可缺）

事件 登记 #register 须填 所在网格 可填 来源、紧急、人数
事件 交办 #assign、改派 #reassign 须填 承办单位 可填 协办单位
事件 见面 #meet
事件 答复 #reply 可填 说明、紧急
事件 办结 #close
事件 提交意见 #opinion、要求补正 #ask-supplement、补正 #supplement、撤回 #withdraw
事件 下达督办 #order、督办反馈 #feedback

)";
}

std::string small_process() {
  return std::string(vocabulary()) + R"(流程 办理流程 #main 用于 诉求
  属地 所在网格
  兜底 甲区
  顶级 则 通知 甲区 “到顶了”
责任 窗口责任 #window 由 甲区
责任 主办责任 #lead 由 承办单位

贯穿 全程督查 #oversight
  当 信访人 撤回 则 终止 全部时限 转 已撤回
  时限 全程期 #overall-limit 属 窗口责任
    自 登记 起 30个自然日内 应 办结
    逾期 则 催办 甲区

环 受理环 #intake
  环节 待登记 #registering 起点
    时限 登记期 #register-limit 属 窗口责任
      自 进入本环节 起 2个工作日内 应 登记
      逾期 则 催办 甲区
    当 甲区 登记 则 记 层级 为 村 转 待交办
  环节 待交办 #assigning
    时限 交办期 #assign-limit 属 窗口责任
      自 登记 起 1个工作日内 应 交办
      逾期 则 提级督办 甲区
    当 甲区 交办 则 转 待答复

环 办理环 #handling
  环节 待答复 #replying
    时限 答复期 #reply-limit 属 主办责任
      依据 推定 “125”工作法之“5”
      自 进入本环节 起 5个工作日内 应 答复
      剩余 1个工作日 则 黄牌 承办单位
      逾期 则 催办 承办单位
      逾期 第1个工作日 则 红牌 承办单位 提级督办 承办单位
      此后每 1个工作日 至多 2次 则 催办 承办单位
    当 承办单位 答复 则 转 待办结
  环节 待办结 #closing
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 3个工作日内 应 办结
      逾期 则 提级督办 甲区
    当 甲区 办结 则 转 已办结
  结案 已办结 #closed、已撤回 #withdrawn
)";
}

std::shared_ptr<const Rulebook> small_pack() {
  static const std::shared_ptr<const Rulebook> rulebook = load(small_process());
  return rulebook;
}

std::string wide_process() {
  return std::string(vocabulary()) + R"(流程 办理流程 #main 用于 诉求
  属地 所在网格
  兜底 甲区
  顶级 则 通知 甲区 “到顶了”
责任 窗口责任 #window 由 甲区
责任 主办责任 #lead 由 承办单位
责任 协办责任 #support 由 每个 协办单位

贯穿 全程督查 #oversight
  当 信访人 撤回 则 终止 全部时限 转 已撤回
  时限 全程期 #overall-limit 属 窗口责任
    自 首次 登记 起 30个自然日内 应 办结
    逾期 则 催办 甲区

环 受理环 #intake
  环节 待登记 #registering 起点
    时限 登记期 #register-limit 属 窗口责任
      自 进入本环节 起 2个工作日内 应 登记
      逾期 则 催办 甲区
    当 甲区 登记 则
      记 层级 为 村
      若 紧急 则 记 承办单位 为 甲镇 转 待答复
      否则 转 待交办
  环节 待交办 #assigning
    时限 交办期 #assign-limit 属 窗口责任
      自 登记 起 1个工作日内 应 交办
      逾期 则 提级督办 甲区
    当 甲区 交办 则
      若 有 协办单位 则 转 会商中
      否则 转 待答复

环 办理环 #handling
  环节 会商中 #consulting
    时限 会商期 #support-limit 属 协办责任
      自 进入本环节 起 2个工作日内 应 提交意见
      逾期 则 催办 本单位
    一旦 会商期 全部 完成 则 转 待答复
    一旦 会商期 任一 逾期 满 3个工作日 则 终止 会商期 转 待答复
  环节 待答复 #replying
    时限 答复期 #reply-limit 属 主办责任
      自 进入本环节 起 5个工作日内 应 答复
      剩余 1个工作日 则 黄牌 承办单位
      逾期 则 催办 承办单位
      逾期 第1个工作日 则 红牌 承办单位 提级督办 承办单位
      此后每 1个工作日 至多 2次 则 催办 承办单位
    当 承办单位 答复 则 转 待办结
    当 承办单位 要求补正 则 转 待补正 至多 1次
  环节 待补正 #supplementing
    期间 中止 答复期 照算 其余
    时限 补正期 #supplement-period 属 主办责任
      自 要求补正 起 10个自然日内 信访人 可 补正
      逾期 则 视为 “按现有材料办理” 返回原环节
    当 信访人 补正 则 返回原环节
  环节 待办结 #closing
    时限 办结期 #close-limit 属 窗口责任
      自 进入本环节 起 3个工作日内 应 办结
      逾期 则 提级督办 甲区
    当 甲区 办结 则 转 已办结
    当 甲区 改派 则 终止 办结期 转 待答复 至多 2次
  结案 已办结 #closed、已撤回 #withdrawn
)";
}

std::shared_ptr<const Rulebook> wide_pack() {
  static const std::shared_ptr<const Rulebook> rulebook = load(wide_process());
  return rulebook;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  std::size_t found = text.find(from);
  if (found == std::string::npos) throw std::runtime_error("not in the text: " + std::string(from));
  for (; found != std::string::npos; found = text.find(from, found + to.size())) text.replace(found, from.size(), to);
  return text;
}

Instant at(std::string_view local) {
  const std::optional<Instant> instant = parse_instant(local, shanghai);
  if (!instant) throw std::runtime_error("no instant: " + std::string(local));
  return *instant;
}

std::string show(Instant instant) {
  if (instant == Instant::never()) return "never";
  if (instant == Instant::before_all()) return "before all";
  const std::int32_t minute = shanghai.minute_of_day(instant);
  const std::int64_t rest = (instant - shanghai.midnight(shanghai.day(instant))) % ms_per_minute;
  if (minute == 0 && rest == 0) return to_string(shanghai.day(instant) - 1) + " 24:00";
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  std::string text = to_string(shanghai.day(instant)) + " " + two(minute / 60) + ":" + two(minute % 60);
  if (rest != 0) text += " +" + std::to_string(rest) + " ms";
  return text;
}

}  // namespace sanhuan::test
