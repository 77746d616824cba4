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

// Read by the signal handler, so plain arrays and a count that is set last and cleared first.
std::array<std::array<char, 4096>, 5> unfinished_paths;
std::atomic<std::size_t> unfinished{0};
static_assert(std::atomic<std::size_t>::is_always_lock_free);

extern "C" void end_cleanly(int number) {
  for (std::size_t i = 0; i < unfinished; ++i) unlink(unfinished_paths[i].data());
  raise(number);  // the handler was reset: this ends the program with the signal's own status
}

std::system_error failure(const std::filesystem::path& path) {
  const int code = errno != 0 ? errno : EIO;
  return {code, std::generic_category(), path.string()};
}

}  // namespace

RemovedOnSignals::RemovedOnSignals(const std::filesystem::path& path, std::initializer_list<const char*> suffixes) {
  std::size_t count = 0;
  for (const char* suffix : suffixes) {
    const std::string name = path.native() + suffix;
    if (count == unfinished_paths.size() || name.size() >= unfinished_paths[count].size()) continue;
    std::memcpy(unfinished_paths[count].data(), name.c_str(), name.size() + 1);
    ++count;
  }
  unfinished = count;
}
RemovedOnSignals::~RemovedOnSignals() { unfinished = 0; }

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
  watched_.emplace(temporary_, std::initializer_list<const char*>{""});
  stream_.open(temporary_, std::ios::binary | std::ios::trunc);
  if (!stream_) throw failure(path_);
}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  watched_.reset();
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void OutputFile::commit() {
  errno = 0;
  stream_.close();
  if (!stream_) throw failure(path_);
  std::filesystem::rename(temporary_, path_);
  watched_.reset();
  temporary_.clear();
}

}  // namespace sanhuan::cli
