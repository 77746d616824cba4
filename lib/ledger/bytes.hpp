// Little-endian numbers and length-prefixed text, as docs/ledger-format.md frames them: on disk, final.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sanhuan {

template <class Integer>
void put_number(std::string& out, Integer value) {
  char bytes[sizeof(Integer)];
  auto rest = static_cast<std::uint64_t>(value);
  for (char& b : bytes) {
    b = static_cast<char>(rest & 0xff);
    rest >>= 8;
  }
  out.append(bytes, sizeof bytes);
}
inline void put_text(std::string& out, std::string_view text) {
  put_number(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

// Reads what was put; `bad` once anything was missing, and every later read gives zero.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : rest_(bytes) {}

  template <class Integer>
  Integer number() noexcept {
    const std::string_view bytes = take(sizeof(Integer));
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return static_cast<Integer>(value);
  }
  std::string_view text() noexcept { return take(number<std::uint32_t>()); }
  std::string_view take(std::size_t size) noexcept {
    if (size > rest_.size()) {
      bad_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  bool done() const noexcept { return rest_.empty(); }
  bool bad() const noexcept { return bad_; }

 private:
  std::string_view rest_;
  bool bad_ = false;
};

}  // namespace sanhuan
