// SHA-256 or SM3 by OpenSSL, set up once: a hash of a few hundred bytes costs its blocks and little more.
#pragma once

#include <memory>
#include <string_view>

#include "sanhuan/ledger.hpp"

namespace sanhuan {

class Hasher {
 public:
  explicit Hasher(Algorithm);
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Digest operator()(std::string_view bytes);
  Algorithm algorithm() const noexcept { return algorithm_; }

 private:
  struct State;
  Algorithm algorithm_;
  std::unique_ptr<State> state_;
};

void fill_random(void* bytes, std::size_t size);  // from the operating system, through OpenSSL

inline std::string_view view(const Digest& d) noexcept {
  return {reinterpret_cast<const char*>(d.data()), d.size()};
}
Digest to_digest(std::string_view bytes) noexcept;  // zeros where it has not 32 bytes

std::string hex(std::string_view bytes);
bool read_hex(std::string_view text, std::uint8_t* bytes, std::size_t size) noexcept;

}  // namespace sanhuan
