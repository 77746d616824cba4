// The line an auditor keeps: `sanhuan-ledger 1 <ledger id> <entries> sha256:<hash> <instant>`.
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "lib/ledger/chain.hpp"

namespace sanhuan {
namespace {

std::string_view algorithm_name(Algorithm algorithm) noexcept {
  switch (algorithm) {
    case Algorithm::sha256: return "sha256";
    case Algorithm::sm3: return "sm3";
  }
  return "?";
}

}  // namespace

LedgerCheckpoint checkpoint(Store& store, Instant now) {
  return {store.info().ledger_id, store.head(), now, store.info().algorithm};
}

std::string to_string(const LedgerCheckpoint& c) {
  const std::string_view id(reinterpret_cast<const char*>(c.ledger_id.data()), c.ledger_id.size());
  return fmt::format("sanhuan-ledger 1 {} {} {}:{} {}", hex(id), c.head.size, algorithm_name(c.algorithm),
                     hex(view(c.head.hash)), to_string_utc(c.at));
}

std::optional<LedgerCheckpoint> parse_checkpoint(std::string_view line) {
  std::array<std::string_view, 6> words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t end = i + 1 < words.size() ? line.find(' ') : line.size();
    if (end == std::string_view::npos) return std::nullopt;
    words[i] = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  LedgerCheckpoint c;
  if (words[0] != "sanhuan-ledger" || words[1] != "1") return std::nullopt;
  if (!read_hex(words[2], c.ledger_id.data(), c.ledger_id.size())) return std::nullopt;
  const char* const digits_end = words[3].data() + words[3].size();
  if (const auto [end, error] = std::from_chars(words[3].data(), digits_end, c.head.size);
      error != std::errc() || end != digits_end)
    return std::nullopt;
  const std::size_t colon = words[4].find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view algorithm = words[4].substr(0, colon);
  if (algorithm == "sm3")
    c.algorithm = Algorithm::sm3;
  else if (algorithm != "sha256")
    return std::nullopt;
  if (!read_hex(words[4].substr(colon + 1), c.head.hash.data(), c.head.hash.size())) return std::nullopt;
  const std::optional<Instant> at = parse_instant(words[5], Zone{0});
  if (!at) return std::nullopt;
  c.at = *at;
  return c;
}

}  // namespace sanhuan
