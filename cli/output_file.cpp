#include "cli/output_file.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

namespace sanhuan::cli {
namespace {

// Read by the signal handler, so a plain array and a flag that is set last and cleared first.
std::array<char, 4096> unfinished_path;
std::atomic<bool> unfinished{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void watch(const std::filesystem::path& path) {
  const std::string& name = path.native();
  if (name.size() >= unfinished_path.size()) return;
  std::memcpy(unfinished_path.data(), name.c_str(), name.size() + 1);
  unfinished = true;
}

extern "C" void end_cleanly(int number) {
  if (unfinished) unlink(unfinished_path.data());
  raise(number);  // the handler was reset: this ends the program with the signal's own status
}

std::system_error failure(const std::filesystem::path& path) {
  const int code = errno != 0 ? errno : EIO;
  return {code, std::generic_category(), path.string()};
}

}  // namespace

void remove_unfinished_output_on_signals() {
  struct sigaction action {};
  action.sa_handler = end_cleanly;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaction(number, &action, nullptr);
}

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)) {
  temporary_ = path_;
  temporary_ += ".unfinished-" + std::to_string(getpid());
  errno = 0;
  watch(temporary_);
  stream_.open(temporary_, std::ios::binary | std::ios::trunc);
  if (!stream_) {
    unfinished = false;
    throw failure(path_);
  }
}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  unfinished = false;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void OutputFile::commit() {
  errno = 0;
  stream_.close();
  if (!stream_) throw failure(path_);
  std::filesystem::rename(temporary_, path_);
  unfinished = false;
  temporary_.clear();
}

}  // namespace sanhuan::cli
