// Processes take turns at a ledger: a lock of the operating system on a file beside it.
//
// SQLite's own busy handler sleeps and tries again, and whoever has just written wins again: with eight writers and a
// slow disk one waited 3.8 s and one gave up. Here two bytes are locked: whoever comes first waits at the turnstile, and
// the one who has just written finds it taken. The lock belongs to the open file, so two handles of one process take
// turns as well, and it falls when the process dies.
#pragma once

#include <cstdint>
#include <string>

namespace sanhuan {

class FileLock {
 public:
  explicit FileLock(const std::string& path);  // makes the file where it is missing; throws Error
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // Returns how long it waited, in ms, counted by its sleeps: at least so long. Throws busy when the limit is passed.
  std::int64_t acquire(std::int64_t wait_ms_max);
  void release() noexcept;

 private:
  void open();
  bool is_that_of_its_path() const noexcept;
  bool try_lock(std::int64_t byte, bool lock);

  std::string path_;
  int file_ = -1;
};

}  // namespace sanhuan
