// Reads text as if it stood in a file, and says what was found in a form that a test can compare.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/yaml/document.hpp"

namespace sanhuan::test {

// `E0511 2:1+4`: code, line, column, length in characters. One line each, in order of place.
inline std::string brief(const std::vector<Diagnostic>& diagnostics) {
  std::string result;
  for (const Diagnostic& d : diagnostics) {
    if (!result.empty()) result += "; ";
    result += d.code + " " + std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + "+" +
              std::to_string(d.place.length);
  }
  return result;
}

struct ReadText {
  std::optional<dsl::yaml::Node> root;
  std::vector<Diagnostic> diagnostics;
};

inline ReadText read_yaml(std::string text) {
  dsl::Sink sink;
  ReadText result;
  if (const auto file = dsl::check_source(std::move(text), "test.yaml", 0, sink))
    result.root = dsl::yaml::read_document(*file, sink);
  result.diagnostics = sink.take();
  return result;
}

inline std::string errors_of(std::string text) { return brief(read_yaml(std::move(text)).diagnostics); }

// A folder of files for one test, deleted with it. Its own for each process: tests run beside each other.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("sanhuan-" + name + "-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const Folder& write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return *this;
  }
  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace sanhuan::test
