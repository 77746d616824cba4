// What is hashed: entries along their case, commits along the ledger. Every store calls this, none has its own.
// The bytes are those of docs/ledger-format.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/ledger/digest.hpp"

namespace sanhuan {

inline constexpr std::size_t salt_bytes = 16;
using LedgerId = std::array<std::uint8_t, 16>;

class Chain {
 public:
  Chain(Algorithm, const LedgerId&);

  Digest entry(const Digest& previous_of_case, std::string_view case_id, const ChainedEntry&);
  // `hashes`: those of the commit's entries, one after the other.
  Digest link(const Digest& previous, LedgerNumber first, std::string_view hashes);
  Digest content(std::string_view bytes);  // of a rulebook or a register revision
  Digest personal(std::uint32_t field, std::string_view salt, std::string_view value);

 private:
  void begin(std::uint8_t tag);

  Hasher hash_;
  LedgerId ledger_id_;
  std::string bytes_;  // kept for its capacity
};

// `personal` of a chained entry: field and digest, one after the other.
struct PersonalDigest {
  std::uint32_t field = 0;
  Digest digest{};
};
void put_personal(std::string& out, const PersonalDigest&);
std::vector<PersonalDigest> read_personal(std::string_view);

// Bodies of the ledger's own stream.
enum class StreamKind : std::uint8_t { revision = 1, rulebook = 2 };  // on disk; also the kind of the entry
std::string rulebook_body(std::string_view hash, const Digest& content);
std::string revision_body(const Revision&, const Digest& content);
struct StreamBody {
  StreamKind kind = StreamKind::rulebook;
  std::uint8_t register_kind = 0;
  Day known_from;
  std::string_view hash;
  Digest content{};
};
std::optional<StreamBody> read_stream_body(std::string_view) noexcept;

}  // namespace sanhuan
