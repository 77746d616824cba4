// One file of a pack: its bytes, checked, and where its lines begin.
//
// `read` refuses what no rule text should hold (not UTF-8, GBK, NUL, bidi and zero-width characters, a directory, too
// large, lines too long) with a diagnostic each, and strips a BOM. CRLF is accepted; the formatter writes LF.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

class Sink;

class SourceFile {
 public:
  SourceFile(std::uint16_t index, std::string path, std::string text);

  std::uint16_t index() const noexcept { return index_; }
  const std::string& path() const noexcept { return path_; }
  std::string_view text() const noexcept { return text_; }
  std::string_view text(Span s) const noexcept { return std::string_view(text_).substr(s.begin, s.end - s.begin); }
  std::string_view line(std::uint32_t number) const noexcept;  // from 1; without its line end
  std::uint32_t lines() const noexcept { return static_cast<std::uint32_t>(starts_.size()); }
  Place place(Span) const noexcept;
  Span line_span(std::uint32_t number) const noexcept;

 private:
  std::uint16_t index_;
  std::string path_, text_;
  std::vector<std::uint32_t> starts_;
};

inline constexpr std::size_t source_bytes_max = 16u << 20;      // of a rule or YAML file
inline constexpr std::size_t source_line_bytes_max = 64u << 10;

// nullopt where the file is unusable; the sink says why. `shown` is the path for people.
std::optional<SourceFile> read_source(const std::filesystem::path&, std::string shown, std::uint16_t index, Sink&);
// The same checks on text that is already in memory (tests, fuzzing). `name` is the path for people.
std::optional<SourceFile> check_source(std::string text, std::string name, std::uint16_t index, Sink&);

}  // namespace sanhuan::dsl
