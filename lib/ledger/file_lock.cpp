#include "lib/ledger/file_lock.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>

#include "lib/base/sentence.hpp"

namespace sanhuan {
namespace {

constexpr std::int64_t turnstile = 0, ledger = 1;  // the bytes that are locked
constexpr std::int64_t sleep_first_us = 50, sleep_most_us = 2'000;

}  // namespace

FileLock::FileLock(const std::string& path) : path_(path) { open(); }

void FileLock::open() {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0)
    throw Error(errno == ENOENT || errno == ENOTDIR ? Failure::missing : Failure::read_only, Commit::not_done,
                sentence("the lock file {} cannot be opened: {}", "锁文件 {} 打不开：{}", path_,
                         std::strerror(errno)));
}

// Somebody may have cleared it away: who comes next would make another, and hold another lock.
bool FileLock::is_that_of_its_path() const noexcept {
  struct stat mine {
  }, there{};
  return ::fstat(file_, &mine) == 0 && ::stat(path_.c_str(), &there) == 0 && mine.st_ino == there.st_ino &&
         mine.st_dev == there.st_dev;
}

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

bool FileLock::try_lock(std::int64_t byte, bool lock) {
  struct flock what {};
  what.l_type = static_cast<short>(lock ? F_WRLCK : F_UNLCK);
  what.l_whence = SEEK_SET;
  what.l_start = byte;
  what.l_len = 1;
  while (::fcntl(file_, F_OFD_SETLK, &what) != 0) {
    if (errno == EAGAIN || errno == EACCES) return false;
    if (errno != EINTR)
      throw Error(Failure::io, Commit::not_done,
                  sentence("{} cannot be locked: {}", "{} 锁不上：{}", path_, std::strerror(errno)));
  }
  return true;
}

std::int64_t FileLock::acquire(std::int64_t wait_ms_max) {
  std::int64_t waited_us = 0;
  const auto wait_for = [&](std::int64_t byte) {
    for (std::int64_t sleep = sleep_first_us; !try_lock(byte, true);
         sleep = std::min(2 * sleep, sleep_most_us)) {
      if (waited_us >= wait_ms_max * 1'000) return false;
      std::this_thread::sleep_for(std::chrono::microseconds(sleep));
      waited_us += sleep;
    }
    return true;
  };
  bool mine = false;
  for (;; ::close(file_), open()) {
    mine = wait_for(turnstile);
    if (mine) {
      mine = wait_for(ledger);
      try_lock(turnstile, false);
    }
    if (!mine || is_that_of_its_path()) break;
  }
  if (!mine)
    throw Error(Failure::busy, Commit::not_done,
                sentence("another process holds the ledger; waited {} ms for its turn",
                         "别的程序占着台账；等了 {} 毫秒还没轮到", waited_us / 1'000),
                waited_us / 1'000);
  return waited_us / 1'000;
}

void FileLock::release() noexcept {
  try {
    try_lock(ledger, false);
  } catch (const Error&) {  // closing the file lets go of it
    ::close(file_);
    file_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC, 0600);
  }
}

}  // namespace sanhuan
