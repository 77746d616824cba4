// A disk that loses power, fills up and fails: an SQLite VFS over memory.
//
// What was written and not synced may be lost, sector by sector and in any order; a file that grew may have kept its
// length and lost its bytes; a name that was made or removed may not have reached the folder. Model: ALICE (OSDI'14),
// LevelDB's FaultInjectionTestEnv, SQLite's crash tests.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace sanhuan::testing {

enum class Fault : std::uint8_t {
  none,
  power_cut,  // this operation and all that follow fail; then `restart`
  io_once,
  io_sticky,
  full_once,
  full_sticky,
};

class Disk {
 public:
  Disk(unsigned seed, std::size_t sector);
  ~Disk();  // the VFS has no disk then
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // A file that has been on the disk since long ago.
  void put(const std::string& name, std::string bytes);

  static const char* medium();  // the name of the VFS, for LedgerOptions::medium

  // From now on the n-th operation that changes something (write, truncate, sync, a name made or removed) fails.
  void plan(Fault, std::uint64_t n);
  std::uint64_t operations() const noexcept { return operations_; }
  bool struck() const noexcept { return struck_; }  // the planned fault has happened

  // A disk that says yes to every sync and does none: no ledger survives that, and the trials must notice.
  void ignore_syncs() noexcept { lies_ = true; }

  void restart();  // power comes back: what was not synced is kept or lost by chance. No file may be open
  void repair();   // a sticky fault ends

 private:
  friend struct DiskAccess;

  struct Change {  // since the last sync
    bool truncate = false;
    std::size_t offset = 0;  // of a truncation: the size
    std::string bytes;
  };
  struct File {
    std::string now, durable;
    std::vector<Change> changes;
    bool name_durable = false;
  };
  using Files = std::map<std::string, std::shared_ptr<File>>;

  // SQLITE_OK, or what the operation answers instead of being done.
  int strike(bool is_sync);
  bool chance() { return random_() % 2 == 0; }
  bool lost() { return random_() % 16 >= kept_of_16_; }
  std::string survived(const File&);
  void apply_torn(std::string& bytes, const Change&);
  void sync_folder();

  std::mt19937 random_;
  std::size_t sector_;
  Files files_;
  Files removed_;                                                       // names whose removal is not durable
  std::map<std::string, std::vector<std::unique_ptr<char[]>>> shared_;  // of WAL indexes; gone with the power
  Fault fault_ = Fault::none;
  std::uint64_t operations_ = 0, fault_at_ = 0;
  unsigned kept_of_16_ = 8;  // how much of what was not synced survives; drawn at each restart
  bool struck_ = false, dark_ = false, lies_ = false;
};

}  // namespace sanhuan::testing
