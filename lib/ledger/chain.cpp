#include "lib/ledger/chain.hpp"

#include "lib/ledger/bytes.hpp"

namespace sanhuan {
namespace {

// The first byte of everything that is hashed, so that no bytes can stand for two things.
enum Tag : std::uint8_t { entry_tag = 1, link_tag = 2, content_tag = 3, personal_tag = 4 };  // on disk

}  // namespace

Chain::Chain(Algorithm algorithm, const LedgerId& id) : hash_(algorithm), ledger_id_(id) {}

void Chain::begin(std::uint8_t tag) {
  bytes_.clear();
  put_number(bytes_, tag);
  put_number(bytes_, static_cast<std::uint8_t>(hash_.algorithm()));
  bytes_.append(reinterpret_cast<const char*>(ledger_id_.data()), ledger_id_.size());
}

Digest Chain::entry(const Digest& previous, std::string_view case_id, const ChainedEntry& e) {
  begin(entry_tag);
  bytes_ += view(previous);
  put_text(bytes_, case_id);
  put_number(bytes_, e.sequence);
  put_number(bytes_, e.at.ms);
  put_number(bytes_, e.kind);
  put_text(bytes_, e.key);
  put_text(bytes_, e.content);
  put_text(bytes_, e.personal);
  put_text(bytes_, e.body);
  return hash_(bytes_);
}

Digest Chain::link(const Digest& previous, LedgerNumber first, std::string_view hashes) {
  begin(link_tag);
  bytes_ += view(previous);
  put_number(bytes_, first);
  put_text(bytes_, hashes);
  return hash_(bytes_);
}

Digest Chain::content(std::string_view bytes) {
  begin(content_tag);
  put_text(bytes_, bytes);
  return hash_(bytes_);
}

Digest Chain::personal(std::uint32_t field, std::string_view salt, std::string_view value) {
  begin(personal_tag);
  put_number(bytes_, field);
  put_text(bytes_, salt);
  put_text(bytes_, value);
  return hash_(bytes_);
}

void put_personal(std::string& out, const PersonalDigest& p) {
  put_number(out, p.field);
  out += view(p.digest);
}

std::vector<PersonalDigest> read_personal(std::string_view bytes) {
  std::vector<PersonalDigest> out;
  ByteReader reader(bytes);
  while (!reader.done()) {
    const auto field = reader.number<std::uint32_t>();
    out.push_back({field, to_digest(reader.take(32))});
  }
  return out;
}

std::string rulebook_body(std::string_view hash, const Digest& content) {
  std::string out;
  put_number(out, static_cast<std::uint8_t>(StreamKind::rulebook));
  put_text(out, hash);
  out += view(content);
  return out;
}

std::string revision_body(const Revision& r, const Digest& content) {
  std::string out;
  put_number(out, static_cast<std::uint8_t>(StreamKind::revision));
  put_number(out, r.kind);
  put_number(out, r.known_from.value);
  put_text(out, r.hash);
  out += view(content);
  return out;
}

std::optional<StreamBody> read_stream_body(std::string_view bytes) noexcept {
  ByteReader reader(bytes);
  StreamBody body;
  body.kind = static_cast<StreamKind>(reader.number<std::uint8_t>());
  if (body.kind == StreamKind::revision) {
    body.register_kind = reader.number<std::uint8_t>();
    body.known_from = Day{reader.number<std::int32_t>()};
  } else if (body.kind != StreamKind::rulebook) {
    return std::nullopt;
  }
  body.hash = reader.text();
  body.content = to_digest(reader.take(32));
  if (reader.bad() || !reader.done()) return std::nullopt;
  return body;
}

}  // namespace sanhuan
