#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/actor.hpp"
#include "cli/cases.hpp"
#include "cli/complaint.hpp"
#include "cli/json_text.hpp"
#include "cli/ledger_actions.hpp"
#include "cli/ledgers.hpp"
#include "sanhuan/engine.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

ExitCode erase_from_ledger(const std::string& path, const Arguments& arguments, Session& session) {
  const auto id = arguments.value("case"), by = arguments.value("by"), reason = arguments.value("reason");
  if (!id || !by || !reason || reason->empty())
    return wrong_usage(session, Text{"要写明哪一件、谁办的、为什么：--事项 编号 --经办 单位 --事由 文字",
                                     "say which case, who has it done and why: --case ID --by UNIT --reason TEXT"});
  Instant at = now();
  if (const auto text = arguments.value("at")) {
    const auto read = parse_written_instant(*text, Zone{});
    if (!read) return wrong_usage(session, both("看不懂时刻 `{}`", "`{}` is no instant", *text));
    // Dated ahead, nothing could come to the case before then.
    if (*read > at) return wrong_usage(session, both("时刻 `{}` 还没有到", "`{}` is yet to come", *text));
    at = *read;
  }
  LedgerOptions options;
  options.open = LedgerOptions::Open::existing;
  std::shared_ptr<Store> store = open_ledger(path, options);
  Engine engine({}, store, at);  // under the ledger's own copies of its rules
  const auto rules = engine.rulebook_of(*id);
  if (!rules) return wrong_usage(session, both("台账里没有 `{0}` 这一件", "the ledger has no case `{0}`", *id));
  const auto actor = read_actor(*rules, *by, session);
  if (!actor) return ExitCode::usage;
  const CaseView view = *engine.find(*id);
  if (at < view.last)
    return wrong_usage(session, both("时刻 {0} 早于这一件的末条 {1}", "{0} lies before the last entry of the case, {1}", to_string(at, Zone{}),
                                     to_string(view.last, Zone{})));
  const std::size_t erased = engine.erase_personal(*id, at, *actor, *reason);
  const StoreHealth health = store->health();
  const bool in_log = erased != 0 && health.log_pages != 0;
  if (session.json) session.out << json_text(Json{{"case", *id}, {"erased", erased}, {"in_log", in_log}}) << "\n";
  else session.out << session.voice("{0}：删了 {1} 处个人信息，记了一条；链不受影响\n", "{0}: {1} personal values erased, and entered; the chain holds\n", *id, erased);
  if (in_log && !health.last_failure.empty())
    warn(session, both("日志清不掉，{0} 或 {0}-wal 里还留着删了的：{1}", "the log could not be emptied, and {0} or {0}-wal still holds what was erased: {1}",
                       path, health.last_failure));
  else if (in_log)
    warn(session, both("有程序还在读这本台账的旧内容，所以 {0} 或 {0}-wal 里还留着删了的；等它读完，下一次有程序写入并关闭台账，旧页就清掉",
                       "a program still reads an old state of the ledger, so what was erased is still in {0} or {0}-wal: the old pages go "
                       "when, after it has ended, the ledger is next written to and closed",
                       path));
  return ExitCode::done;
}

}  // namespace sanhuan::cli
