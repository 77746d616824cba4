#include "cli/ledgers.hpp"

#include <chrono>

#include "cli/complaint.hpp"

namespace sanhuan::cli {

namespace {

Text name(Failure failure) {
  switch (failure) {
    case Failure::busy: return {"台账正被别的程序占用", "another program holds the ledger"};
    case Failure::disk_full: return {"磁盘满了", "the disk is full"};
    case Failure::io: return {"磁盘读写出错", "the disk failed"};
    case Failure::damaged: return {"台账坏了", "the ledger is damaged"};
    case Failure::not_a_ledger: return {"不是台账", "it is no ledger"};
    case Failure::newer: return {"台账是更新的版本写的", "a newer version wrote the ledger"};
    case Failure::missing: return {"没有这个文件，或者打不开", "there is no such file, or it cannot be opened"};
    case Failure::read_only: return {"台账只能读", "the ledger can only be read"};
    case Failure::conflict: return {"台账里已经有了", "the ledger has it already"};
    case Failure::closed: return {"台账不再接受写入，要重新打开", "the ledger takes no more writes: open it again"};
    case Failure::misuse: return {"超出了限度", "a bound was passed"};
  }
  return {"台账出错", "the ledger failed"};
}

bool is_wrong_input(Failure failure) {
  return failure == Failure::not_a_ledger || failure == Failure::newer || failure == Failure::missing;
}

}  // namespace

Both ledger_trouble(const Error& error) {
  const Text what = name(error.failure());
  const std::string_view chinese = error.chinese();
  if (!chinese.empty()) return both("{0}：{2}", "{1}: {3}", what.zh, what.en, chinese, error.what());
  return both("{0}（{2}）", "{1}: {2}", what.zh, what.en, error.what());  // what the database itself said
}

ExitCode ledger_failed(Session& session, const Error& error) {
  complain(session, ledger_trouble(error));
  if (error.commit() == Commit::unknown)
    complain(session, Text{"最后一笔写没写进去还不知道；同样的命令再运行一遍，就有结果",
                           "whether the last commit was done is not known: run the same command again, it settles it"});
  return is_wrong_input(error.failure()) ? ExitCode::usage : ExitCode::environment;
}

std::shared_ptr<Store> open_for_reading(const std::string& path) {
  LedgerOptions options;
  options.open = LedgerOptions::Open::read_only;
  return open_ledger(path, options);
}

std::int64_t stopwatch_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Both caution_about(const std::string& ledger, const std::string& caution) {
  if (caution.empty()) return {};
  const std::string database = caution.substr(0, caution.find(" can"));  // "SQLite 3.40.1"
  const Both lock = ledger.empty() ? Both(Text{"台账旁边的 -lock 文件", "the -lock file beside a ledger"})
                                   : both("{0}-lock", "{0}-lock", ledger);
  return both("{0} 有个已知的毛病：两个程序同时写，会损坏文件。本程序自己会按 {1} 排队；别的程序只许读，不许写",
              "{0} can damage a file that two programs write at once. sanhuan's own processes take turns by {2}; let no "
              "other program write to it",
              database, lock.zh, lock.en);
}

void warn_of_store(Session& session, const Both& caution) {
  if (!caution.en.empty()) warn(session, caution);
}

std::int64_t stopwatch_ms() { return stopwatch_us() / 1'000; }

Instant now() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

}  // namespace sanhuan::cli
