// Where in a pack something stands. Offsets are bytes of UTF-8; lines and columns are counted from 1, columns in
// characters (code points), as an editor shows them.
#pragma once

#include <cstdint>
#include <string>

namespace sanhuan {

struct Span {
  std::uint32_t begin = 0;  // byte offset
  std::uint32_t end = 0;    // one past the last byte
  friend bool operator==(const Span&, const Span&) = default;
};

struct Place {
  std::uint16_t file = 0xffff;  // index into the files of the pack or rulebook; 0xffff: no place
  std::uint32_t line = 0;       // 0: the file as a whole
  std::uint32_t column = 0;
  std::uint32_t length = 0;     // in characters
  Span span;
  bool known() const noexcept { return file != 0xffff; }
  friend bool operator==(const Place&, const Place&) = default;
};

}  // namespace sanhuan
