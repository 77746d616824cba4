// A file that is there whole or not at all: written under a temporary name beside its place, renamed when done.
#pragma once

#include <filesystem>
#include <fstream>
#include <iosfwd>

namespace sanhuan::cli {

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
  std::ofstream stream_;
};

// Once, at the start of the program: SIGINT, SIGTERM and SIGHUP remove an unfinished file and then end the program as
// they would have. One output file is open at a time.
void remove_unfinished_output_on_signals();

}  // namespace sanhuan::cli
