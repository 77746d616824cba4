// Reads a short text from the left: digits of a fixed width, single characters. No locale, no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sanhuan {

class TextReader {
 public:
  explicit TextReader(std::string_view text) noexcept : rest_(text) {}

  bool done() const noexcept { return rest_.empty(); }

  bool take(char expected) noexcept {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `width` ASCII digits.
  std::optional<std::int32_t> digits(std::size_t width) noexcept {
    if (rest_.size() < width) return std::nullopt;
    std::int32_t value = 0;
    for (const char c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

 private:
  std::string_view rest_;
};

// +08:00, -03:30 or Z, in minutes.
std::optional<std::int32_t> read_offset(TextReader&) noexcept;

}  // namespace sanhuan
