// Compact bytes for what is kept on disk: variable-length numbers, texts with their length. docs/ledger-format.md frames
// them; final.
//
// A number has one spelling only, so that what can be read is written again as the same bytes.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sanhuan {

class WireWriter {
 public:
  explicit WireWriter(std::string& out) noexcept : out_(out) {}

  void byte(std::uint8_t v) { out_.push_back(static_cast<char>(v)); }
  // Seven bits a byte, the lowest first; the top bit says that more follow.
  void number(std::uint64_t v) {
    if (v < 0x80) return byte(static_cast<std::uint8_t>(v));
    char spelt[10];  // one call to the string, not one a byte
    std::size_t n = 0;
    for (; v >= 0x80; v >>= 7) spelt[n++] = static_cast<char>(static_cast<std::uint8_t>(v | 0x80));
    spelt[n++] = static_cast<char>(static_cast<std::uint8_t>(v));
    out_.append(spelt, n);
  }
  // 0, -1, 1, -2, … as 0, 1, 2, 3, …
  void signed_number(std::int64_t v) {
    number((static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63));
  }
  // From a base near it; wraps round, so that every pair is written.
  void distance(std::int64_t v, std::int64_t from) {
    signed_number(static_cast<std::int64_t>(static_cast<std::uint64_t>(v) - static_cast<std::uint64_t>(from)));
  }
  template <class Id>  // 0 for none
  void id(Id v) {
    number(v.valid() ? std::uint64_t{v.value} + 1 : 0);
  }
  void fixed(std::uint64_t v) {  // 8 bytes, little-endian
    char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(static_cast<std::uint8_t>(v >> 8 * i));
    out_.append(bytes, sizeof bytes);
  }
  void text(std::string_view v) {
    number(v.size());
    out_ += v;
  }
  void bytes(std::string_view v) { out_ += v; }

 private:
  std::string& out_;
};

// `bad` once anything was missing or misspelt; every later read gives zero.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) noexcept : rest_(bytes) {}

  std::uint8_t byte() noexcept {
    const std::string_view one = take(1);
    return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one[0]);
  }
  std::uint64_t number() noexcept {
    std::uint64_t v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t b = byte();
      if (bad_) return 0;
      const std::uint64_t bits = b & 0x7f;
      if ((shift == 63 && bits > 1) || (b == 0 && shift != 0)) return fail();  // too large; a blank last byte
      v |= bits << shift;
      if ((b & 0x80) == 0) return v;
    }
    return fail();
  }
  std::int64_t signed_number() noexcept {
    const std::uint64_t v = number();
    return static_cast<std::int64_t>((v >> 1) ^ (~(v & 1) + 1));
  }
  std::int64_t distance(std::int64_t from) noexcept {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(signed_number()) + static_cast<std::uint64_t>(from));
  }
  template <class Integer>
  Integer number_up_to(std::uint64_t most) noexcept {
    const std::uint64_t v = number();
    return static_cast<Integer>(v > most ? fail() : v);
  }
  template <class Id>
  Id id() noexcept {
    const std::uint64_t v = number();
    if (v == 0) return {};
    if (v - 1 >= Id::none_value) return fail(), Id{};
    return Id(static_cast<typename Id::integer>(v - 1));
  }
  std::uint64_t fixed() noexcept {
    const std::string_view bytes = take(8);
    std::uint64_t v = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) v = v << 8 | static_cast<std::uint8_t>(bytes[i]);
    return v;
  }
  std::string_view text() noexcept { return take(number()); }
  // How many follow: each takes at least a byte, so a count that lies asks for no memory.
  std::size_t count() noexcept {
    const std::uint64_t v = number();
    return static_cast<std::size_t>(v > rest_.size() ? fail() : v);
  }
  std::string_view take(std::uint64_t size) noexcept {
    if (bad_ || size > rest_.size()) {
      fail();
      return {};
    }
    const std::string_view bytes = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return bytes;
  }
  std::uint64_t fail() noexcept {
    bad_ = true;
    rest_ = {};
    return 0;
  }
  bool bad() const noexcept { return bad_; }
  bool finished() const noexcept { return !bad_ && rest_.empty(); }
  std::string_view rest() const noexcept { return rest_; }

 private:
  std::string_view rest_;
  bool bad_ = false;
};

// A name for bytes, the same on every machine; no defence against an adversary, who is what the chain is for.
inline std::uint64_t hash_of_bytes(std::string_view bytes) noexcept {
  std::uint64_t h = 0x27d4eb2f165667c5ULL ^ bytes.size();
  for (const char c : bytes) {
    h ^= static_cast<std::uint8_t>(c) * 0x9e3779b185ebca87ULL;
    h = std::rotl(h, 27) * 0xc2b2ae3d27d4eb4fULL + 0x165667b19e3779f9ULL;
  }
  h = (h ^ h >> 33) * 0xc2b2ae3d27d4eb4fULL;
  return h ^ h >> 29;
}

}  // namespace sanhuan
