// The program as a test calls it, within the test's own process, and what it leaves behind.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "cli/command_line.hpp"
#include "cli/table.hpp"
#include "dsl/diagnostics/cells.hpp"

namespace sanhuan::cli::tests {

namespace fs = std::filesystem;

struct Result {
  int code = 0;
  std::string out, err;
};

inline Result run_program(const std::vector<std::string>& words, const std::string& lang = "zh", const std::string& input = {}) {
  std::istringstream in(input);
  std::ostringstream out, err;
  const auto environment = [&](const char* name) { return std::string(name) == "LANG" ? lang : ""; };
  const Surroundings around{out, err, environment, false, false, &in};
  const ExitCode code = run_command_line(words, around);
  return {static_cast<int>(code), out.str(), err.str()};
}

// Without the line ends that wrapping put in: where they fall depends on the length of a path.
inline std::string unwrapped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == '\n' || c == ' ';
    if (!blank) result += c;
    else if (!result.empty() && result.back() != ' ') result += ' ';
  }
  return result;
}

// No line for people is wider than the page, whatever language it is in.
inline void check_width(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(sanhuan::dsl::cells(line) <= page_cells);
  }
}

inline std::string content_of(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

class ScratchFolder {
 public:
  ScratchFolder() : path_(fs::temp_directory_path() / ("sanhuan-test-" + std::to_string(::getpid()) + "-" + std::to_string(std::rand()))) {
    fs::create_directories(path_);
  }
  ~ScratchFolder() { fs::remove_all(path_); }
  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
    return (path_ / name).string();
  }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::size_t files_with(const std::string& part) const {
    std::size_t n = 0;
    for (const fs::directory_entry& e : fs::directory_iterator(path_)) n += e.path().filename().string().find(part) != std::string::npos;
    return n;
  }

 private:
  fs::path path_;
};

}  // namespace sanhuan::cli::tests
