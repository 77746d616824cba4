// sanhuan doctor: what a ledger can be promised on this disk.

#include <filesystem>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/json_text.hpp"
#include "cli/ledgers.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "sanhuan/self_test.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr OptionName options[] = {{"kills", "次数", true}};
constexpr unsigned kills_max = 10'000;

constexpr Text help = {
    R"(自检：在放台账的这块盘上，量一量、杀一杀，说清楚能保证什么

用法  sanhuan 自检 文件.db 或 文件夹

  在旁边建一个临时文件夹，量落盘要多久；再让两个进程同时写一本台账，
  随时强行杀掉，打开来看：确认过的一笔不少，没有半笔，没有两笔。
  台账本身不动；给的是台账时，顺便核验它。有一样不对，退出码是 1

选项
  --次数 --kills N      杀多少次，不写是 50
  --机读 --json         打印 JSON

例
  sanhuan 自检 /tmp
  sanhuan 自检 台账.db --次数 200
)",
    R"(Doctor: on the disk that holds the ledger, measure and kill, and say what can be
promised there

usage: sanhuan doctor FILE.db or FOLDER

  Makes a temporary folder beside it and measures how long a flush takes. Then
  two processes write to one ledger and are killed at any moment; what is found
  afterwards must be all that was acknowledged, nothing by halves, nothing
  twice.
  The ledger itself is left alone; where one is named it is verified too.
  The exit status is 1 where anything is wrong

options
  --kills N             how often, 50 where it is not given
  --json                print JSON

examples
  sanhuan doctor /tmp
  sanhuan doctor ledger.db --kills 200
)"};

ExitCode run_doctor(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1)
    return wrong_usage(session, Text{"要写一个台账或者文件夹，如 sanhuan 自检 台账.db",
                                     "name a ledger or a folder: sanhuan doctor ledger.db"});
  SelfTestOptions test;
  test.stopwatch_us = stopwatch_us;
  if (const auto text = arguments.value("kills")) {
    const auto kills = parse_count(*text, kills_max);
    if (!kills) return wrong_usage(session, both("次数是 1 到 {} 的整数", "--kills is a whole number from 1 to {}", kills_max));
    test.kills = *kills;
  }
  const fs::path path = arguments.positional[0];
  const bool folder = fs::is_directory(path);
  if (!folder && !fs::exists(path)) return unreadable(session, path.string(), Text{"没有这个文件", "there is no such file"});
  std::optional<Verified> verified;
  if (!folder) verified = verify(*open_for_reading(path.string()));
  const std::string where = folder ? path.string() : path.has_parent_path() ? path.parent_path().string() : ".";
  Progress progress(session, test.kills);
  test.progress = [&](unsigned) { progress.step(); };
  const SelfTest found = test_disk(where, test);
  progress.end();
  const Both caution = caution_about(folder ? std::string() : path.string(), found.caution);
  const bool good = found.kept() && !found.network && (!verified || verified->whole());
  if (session.json) {
    const Json j{{"good", good},
                 {"file_system", found.file_system},
                 {"network", found.network},
                 {"volatile", found.volatile_memory},
                 {"flush_median_us", found.flush_median_us},
                 {"flush_worst_us", found.flush_worst_us},
                 {"flush_is_doubtful", found.flush_is_doubtful()},
                 {"events_per_second", found.events_per_second},
                 {"kills", found.kills},
                 {"acknowledged", found.acknowledged},
                 {"unknown_done", found.unknown_done},
                 {"lost", found.lost},
                 {"doubled", found.doubled},
                 {"halved", found.halved},
                 {"damage", found.damage},
                 {"ledger_whole", verified ? Json(verified->whole()) : Json(nullptr)},
                 {"caution", session.voice(caution)}};
    session.out << json_text(j) << "\n";
    return good ? ExitCode::done : ExitCode::found;
  }
  const Voice voice = session.voice;
  Table table({Align::left, Align::left});
  const auto row = [&](Text what, std::string value) { table.row({std::string(voice(what)), std::move(value)}); };
  row({"文件系统", "file system"}, found.file_system);
  row({"落盘一次", "one flush"}, voice("{} 微秒，最慢 {}", "{} µs, the slowest {}", found.flush_median_us, found.flush_worst_us));
  row({"每秒事件", "events a second"}, voice("{}（一笔一落盘）", "{} (one a commit)", found.events_per_second));
  row({"强行杀掉", "killed"}, voice("{} 次，每次两个进程", "{} times, two writers each", found.kills));
  row({"确认过的", "acknowledged"}, voice("{} 笔，少了 {}", "{}, lost {}", found.acknowledged, found.lost));
  row({"半笔、两笔", "by halves, twice"}, fmt::format("{}, {}", found.halved, found.doubled));
  row({"没来得及确认却已写入", "done, not yet told"}, voice("{} 笔（按幂等键认）", "{} (the key settles those)", found.unknown_done));
  if (verified) row({"这本台账", "this ledger"}, std::string(voice(verified->whole() ? Text{"链完整", "its chain is whole"} : Text{"链不完整", "its chain is broken"})));
  session.out << table.text() << "\n";
  if (!found.damage.empty()) complain(session, both("核验不过：{}", "verify found: {}", found.damage));
  if (found.network)
    complain(session, Text{"这是网络文件系统：上面的锁靠不住，台账要放在本机的盘上",
                           "this is a network file system: its locks cannot be trusted; keep the ledger on a local disk"});
  if (found.volatile_memory)
    warn(session, Text{"这是内存里的文件系统：关机就没有了", "this file system is in memory: it goes with the power"});
  if (found.flush_is_doubtful() && !found.volatile_memory)
    warn(session, Text{"落盘快得不像真的：盘可能没写完就答应了，断电保证不了",
                       "no disk flushes so fast: it may answer before the bytes are safe, and then a power cut is not survived"});
  warn_of_store(session, caution);
  session.out << (good ? voice(Text{"进程被杀不丢、不重、不半。断电要看盘是不是真落盘，这里试不出来\n",
                                    "killed processes lose, double and halve nothing. Whether the disk keeps its\n"
                                    "word when the power goes cannot be tried here\n"})
                       : voice(Text{"有不对的地方，见上\n", "something is wrong, see above\n"}));
  return good ? ExitCode::done : ExitCode::found;
}

}  // namespace

const Command doctor_command = {
    "doctor", "自检", {"在这块盘上能保证什么", "what can be promised on this disk"}, help, options, run_doctor};

}  // namespace sanhuan::cli
