#include "lib/ledger/digest.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstring>

namespace sanhuan {

// A context that is ready to take bytes is copied, which spares the look-up that every initialisation costs.
struct Hasher::State {
  EVP_MD_CTX* ready = EVP_MD_CTX_new();
  EVP_MD_CTX* work = EVP_MD_CTX_new();
  ~State() {
    EVP_MD_CTX_free(ready);
    EVP_MD_CTX_free(work);
  }
};

namespace {

[[noreturn]] void no_crypto(const char* what) {
  throw Error(Failure::misuse, Commit::not_done, std::string("the crypto library refuses ") + what);
}

}  // namespace

Hasher::Hasher(Algorithm algorithm) : algorithm_(algorithm), state_(std::make_unique<State>()) {
  const char* const name = algorithm == Algorithm::sm3 ? "SM3" : "SHA256";
  const EVP_MD* const method = EVP_get_digestbyname(name);
  if (method == nullptr || state_->ready == nullptr || state_->work == nullptr ||
      EVP_DigestInit_ex(state_->ready, method, nullptr) != 1)
    no_crypto(name);
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;

Digest Hasher::operator()(std::string_view bytes) {
  Digest out{};
  unsigned size = 0;
  if (EVP_MD_CTX_copy_ex(state_->work, state_->ready) != 1 ||
      EVP_DigestUpdate(state_->work, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(state_->work, out.data(), &size) != 1 || size != out.size())
    no_crypto("to hash");
  return out;
}

void fill_random(void* bytes, std::size_t size) {
  if (RAND_bytes(static_cast<unsigned char*>(bytes), static_cast<int>(size)) != 1) no_crypto("random bytes");
}

Digest to_digest(std::string_view bytes) noexcept {
  Digest d{};
  if (bytes.size() == d.size()) std::memcpy(d.data(), bytes.data(), d.size());
  return d;
}

std::string hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

bool read_hex(std::string_view text, std::uint8_t* bytes, std::size_t size) noexcept {
  if (text.size() != 2 * size) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return false;
    bytes[i / 2] = static_cast<std::uint8_t>(i % 2 == 0 ? digit << 4 : bytes[i / 2] | digit);
  }
  return true;
}

}  // namespace sanhuan
