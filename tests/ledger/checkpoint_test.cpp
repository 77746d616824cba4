#include <catch2/catch.hpp>

#include "lib/ledger/chain.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;

namespace {

std::string hex_of(Algorithm algorithm, std::string_view bytes) {
  Hasher hasher(algorithm);
  return hex(view(hasher(bytes)));
}

}  // namespace

TEST_CASE("SHA-256 and SM3 give the published hashes of `abc`", "[chain]") {
  // FIPS 180-4 and GB/T 32905-2016, their first examples.
  CHECK(hex_of(Algorithm::sha256, "abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_of(Algorithm::sm3, "abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

TEST_CASE("the bytes that are hashed are those of docs/ledger-format.md", "[chain]") {
  LedgerId id{};
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = static_cast<std::uint8_t>(i);
  Chain chain(Algorithm::sha256, id);
  ChainedEntry e;
  e.sequence = 1;
  e.at = Instant{1'700'000'000'123};
  e.kind = 2;
  e.body = "body";
  e.key = "key";
  e.content = "content";
  const Digest first = chain.entry(Digest{}, "XF-1", e);
  std::string bytes("\x01\x01", 2);
  for (char c = 0; c < 16; ++c) bytes += c;
  bytes += std::string(32, '\0');
  bytes += std::string("\x04\0\0\0XF-1\x01\0\0\0", 12);
  bytes += std::string("\x7b\x68\xe5\xcf\x8b\x01\0\0\x02", 9);
  bytes += std::string("\x03\0\0\0key\x07\0\0\0content\0\0\0\0\x04\0\0\0body", 30);
  CHECK(hex(view(first)) == hex_of(Algorithm::sha256, bytes));
  const Digest link = chain.link(Digest{}, 1, view(first));
  std::string linked("\x02\x01", 2);
  for (char c = 0; c < 16; ++c) linked += c;
  linked += std::string(32, '\0');
  linked += std::string("\x01\0\0\0\0\0\0\0\x20\0\0\0", 12);
  linked += view(first);
  CHECK(hex(view(link)) == hex_of(Algorithm::sha256, linked));
}

TEST_CASE("a checkpoint is one line that is read back", "[chain]") {
  for (const Algorithm algorithm : {Algorithm::sha256, Algorithm::sm3}) {
    const auto store = memory_store(algorithm);
    add_now(*store, "XF-1", "one");
    const LedgerCheckpoint c = checkpoint(*store, monday);
    const std::string line = to_string(c);
    CHECK(line.find('\n') == std::string::npos);
    CHECK(line.substr(0, 17) == "sanhuan-ledger 1 ");
    const auto read = parse_checkpoint(line);
    REQUIRE(read);
    CHECK(read->ledger_id == c.ledger_id);
    CHECK(read->head.size == 1);
    CHECK(read->head.hash == c.head.hash);
    CHECK(read->at == monday);
    CHECK(read->algorithm == algorithm);
  }
}

TEST_CASE("a line that is no checkpoint is none", "[chain]") {
  const auto store = memory_store();
  const std::string line = to_string(checkpoint(*store, monday));
  for (std::size_t cut = 0; cut + 1 < line.size(); ++cut) {
    const auto read = parse_checkpoint(line.substr(0, cut));
    // An instant may end early: a date alone is one.
    if (read) CHECK(read->head.hash == store->head().hash);
    if (cut < line.rfind(' ') + 8) CHECK_FALSE(read);
  }
  for (const std::string& wrong :
       {"sanhuan-ledger 2" + line.substr(16), "Sanhuan" + line.substr(7), line + " x", "x" + line})
    CHECK_FALSE(parse_checkpoint(wrong));
}
