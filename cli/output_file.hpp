// A file that is there whole or not at all: written under a temporary name beside its place, renamed when done.
#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iosfwd>
#include <optional>

namespace sanhuan::cli {

// While it lives, SIGINT, SIGTERM and SIGHUP remove these files: `path` with each of the suffixes. One lives at a time.
class RemovedOnSignals {
 public:
  RemovedOnSignals(const std::filesystem::path& path, std::initializer_list<const char*> suffixes);
  ~RemovedOnSignals();
  RemovedOnSignals(const RemovedOnSignals&) = delete;
  RemovedOnSignals& operator=(const RemovedOnSignals&) = delete;
};

class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path);  // throws std::system_error where it cannot be made
  ~OutputFile();                               // removes what was not committed
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() noexcept { return stream_; }
  void commit();  // throws std::system_error where the disk is full or the name is taken by a folder

 private:
  std::filesystem::path path_, temporary_;
  std::optional<RemovedOnSignals> watched_;
  std::ofstream stream_;
};

// Once, at the start of the program: SIGINT, SIGTERM and SIGHUP remove what is unfinished and then end the program as
// they would have.
void remove_unfinished_output_on_signals();

}  // namespace sanhuan::cli
