#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/complaint.hpp"
#include "cli/json_text.hpp"
#include "cli/ledger_actions.hpp"
#include "cli/ledger_archive.hpp"
#include "cli/ledgers.hpp"
#include "cli/output_file.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

// A ledger that is there whole or not at all: written under a temporary name beside its place. What SQLite and the turns
// of processes put beside it goes with it, in an error or when a signal ends the program.
class NewLedger {
 public:
  NewLedger(std::string path, const StoreInfo& like) : path_(std::move(path)), temporary_(path_ + ".unfinished-" + std::to_string(getpid())), watched_(temporary_, suffixes) {
    remove_files();
    LedgerOptions options;
    options.algorithm = like.algorithm;
    options.ledger_id = like.ledger_id;
    store_ = open_ledger(temporary_, options);
  }
  ~NewLedger() {
    store_.reset();
    remove_files();
  }
  Store& store() { return *store_; }
  void commit() {
    store_.reset();  // its log is moved into the file
    std::error_code none;
    const auto log = std::filesystem::file_size(temporary_ + "-wal", none);
    if (!none && log != 0) throw Error(Failure::io, Commit::not_done, temporary_ + "-wal could not be moved into its file");
    std::filesystem::rename(temporary_, path_);
  }

 private:
  void remove_files() const {
    std::error_code ignored;
    for (const char* suffix : suffixes) std::filesystem::remove(temporary_ + suffix, ignored);
  }

  static constexpr std::initializer_list<const char*> suffixes = {"", "-wal", "-shm", "-journal", "-lock"};

  std::string path_, temporary_;
  RemovedOnSignals watched_;
  std::unique_ptr<Store> store_;
};

ExitCode bad_line(Session& session, const std::string& path, const BadArchive& bad) {
  return unreadable(session, path, both("第 {0} 行：{1}", "line {0}: {2}", bad.line, bad.what.zh, bad.what.en));
}

}  // namespace

ExitCode import_ledger(const std::string& path, const Arguments& arguments, Session& session) {
  const auto out = arguments.value("out");
  if (!out) return wrong_usage(session, Text{"没有说新台账叫什么：加 -o 台账.db", "it does not say what the ledger is to be called: add -o NEW.db"});
  if (std::filesystem::exists(*out))
    return wrong_usage(session, both("{0} 已经有了；导入只写新台账", "{0} is there already; an import makes a new ledger", *out));
  std::ifstream in(path, std::ios::binary);
  if (!in) return unreadable(session, path, Text{"打不开", "it cannot be opened"});
  BadArchive bad;
  const auto info = read_archive_head(in, bad);
  if (!info) return bad_line(session, path, bad);

  NewLedger made(*out, *info);
  std::uint64_t line = 1;
  try {
    if (const auto wrong = read_archive_lines(in, *info, *restore_into(made.store()), line)) return bad_line(session, path, *wrong);
  } catch (const Error& error) {
    const bool of_the_file = error.failure() == Failure::damaged || error.failure() == Failure::conflict || error.failure() == Failure::misuse;
    if (!of_the_file) throw;
    const Both what = ledger_trouble(error);
    return bad_line(session, path, {line, both("{0}", "{1}", what.zh, what.en)});
  }
  const LedgerHead head = made.store().head();
  made.commit();
  if (session.json) session.out << json_text(Json{{"entries", head.size}, {"ledger", *out}}) << "\n";
  else session.out << session.voice("{0} 条，写进 {1}；哈希与原来的一样\n", "{0} entries, written to {1}; the hashes are what they were\n", head.size, *out);
  return ExitCode::done;
}

}  // namespace sanhuan::cli
