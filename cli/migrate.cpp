// sanhuan migrate: brings the open cases of a ledger under new rules, or says what that would do.

#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/actor.hpp"
#include "cli/cases.hpp"
#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/deadline_list.hpp"
#include "cli/json_text.hpp"
#include "cli/ledgers.hpp"
#include "cli/migrate_print.hpp"
#include "cli/rules.hpp"
#include "sanhuan/engine.hpp"

namespace sanhuan::cli {
namespace {

constexpr OptionName options[] = {{"plan", "预演", false}, {"at", "时刻", true}, {"by", "经办", true}, {"all", "全列", false}};

constexpr Text help = {
    R"(把台账里在办的事项转到新规则下：哪些期限变、从哪天变到哪天、哪些转不过去

用法  sanhuan 迁移 台账.db 新规则包 [--预演]

  照新规则包里“迁移 自 …”那几段转。有一件转不过去，就一件也不转，
  说明是哪件、为什么、怎么写。每件记一条，上面有前后两部规则的哈希；
  再运行一遍什么也不做

选项
  --预演 --plan         只看要变什么，台账不动
  --时刻 --at 时刻      什么时候转；不写是现在
  --经办 --by 单位/角色 谁转的；不写是系统
  --全列 --all          每件都列出来，不只前 20 件
  --机读 --json         打印 JSON

例
  sanhuan 迁移 台账.db examples/migration/new --预演
  sanhuan 迁移 台账.db examples/migration/new
)",
    R"(Bring the open cases of a ledger under new rules: which dues change, from when
to when, and which cases cannot come

usage: sanhuan migrate LEDGER.db PACK [--plan]

  Goes by the `migration from` blocks of the new pack. Where something stands in
  the way of one case none is moved, and it is said which, why and what to
  write. Each case gets one entry with the hashes of both rules; a second run
  does nothing

options
  --plan           look only; the ledger stays as it is
  --at INSTANT     when; by default now
  --by UNIT/ROLE   who had it done; by default the system
  --all            list every case, not the first 20 alone
  --json           print JSON

examples
  sanhuan migrate ledger.db examples/migration/new --plan
  sanhuan migrate ledger.db examples/migration/new
)"};

ExitCode tell(const MigrationPage& page, Session& session) {
  if (session.json) session.out << json_text(migration_json(page)) << "\n";
  else print_migration(page, session);
  return page.plan.clear() ? ExitCode::done : ExitCode::found;
}

ExitCode run_migrate(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 2)
    return wrong_usage(session, Text{"要写哪个台账、哪个新规则包，如 sanhuan 迁移 台账.db 新规则包 --预演",
                                     "say which ledger and which new pack: sanhuan migrate ledger.db PACK --plan"});
  const OpenedPack pack = open_pack(arguments.positional[1], session);
  if (!pack.rulebook) return pack.code;
  const Rulebook& rules = *pack.rulebook;
  const Zone zone = rules.calendar().zone();
  Instant at = now();
  if (const auto text = arguments.value("at")) {
    const auto read = parse_written_instant(*text, zone);
    if (!read) return wrong_usage(session, both("看不懂时刻 `{}`", "`{}` is no instant", *text));
    at = *read;
  }
  Actor by = Actor::system();
  if (const auto text = arguments.value("by")) {
    const auto read = read_actor(rules, *text, session);
    if (!read) return ExitCode::usage;
    by = *read;
  }
  const std::string& path = arguments.positional[0];
  const MigrationPlan plan = plan_migration(*open_for_reading(path), pack.rulebook, at);
  const bool all = arguments.has("all");
  if (arguments.has("plan") || !plan.clear()) return tell({plan, title_of(rules), zone, false, all}, session);
  LedgerOptions existing;
  existing.open = LedgerOptions::Open::existing;
  Engine engine({pack.rulebook}, open_ledger(path, existing), at);
  engine.take_up(at);
  const MigrationPlan done = engine.migrate(rules, at, by);
  return tell({done, title_of(rules), zone, done.clear(), all}, session);
}

}  // namespace

const Command migrate_command = {
    "migrate", "迁移", {"把在办的事项转到新规则下", "bring open cases under new rules"}, help, options, run_migrate};

}  // namespace sanhuan::cli
