// The readers of what a ledger keeps take any bytes: entries, effects, rulebooks, registers. What is read as an entry is
// written again as the same bytes. The first byte says which reader; of an entry it is the kind.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lib/ledger/codec.hpp"
#include "lib/rulebook/binary.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sanhuan;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0]) {
    case 'E':
      if (const auto effect = decode_effect(bytes); effect && encode_effect(*effect) != bytes) std::abort();
      return 0;
    case 'R': rulebook_from(bytes); return 0;
    case 'O': organisation_from(bytes); return 0;
    case 'C': calendar_from(bytes); return 0;
    default: break;
  }
  const auto entry = decode_entry(static_cast<EntryKind>(data[0]), Instant{1'700'000'000'000}, 1, bytes);
  if (!entry) return 0;
  std::vector<char> personal;
  EncodedEntry again;
  encode(to_write(*entry, personal), again);
  if (again.body != bytes) std::abort();
  return 0;
}
