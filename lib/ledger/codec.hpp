// Entries and effects as bytes: docs/ledger-format.md, byte by byte. On disk, final: a change is a new version, and
// every version ever written keeps its reader.
//
// An entry's kind, instant and sequence stand beside its body in the ledger and are hashed with it; the body holds the
// rest: what was received, and what it did. Decoding takes any bytes; what it reads, encoding writes again as they were.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sanhuan/effect.hpp"
#include "sanhuan/entry.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan {

inline constexpr std::uint8_t entry_version = 1;
inline constexpr std::uint8_t effect_version = 1;

using GivenFact = std::pair<FactId, Value>;

// An entry with all that it says. `Lists` are views to encode from, or vectors to decode into.
template <template <class> class List>
struct EntryContent {
  Entry entry;                  // first_change and change_count mean nothing here
  std::uint32_t registers = 0;  // the last revision that the step saw: its sequence in the ledger's own stream
  List<Change> changes;
  Actor by;                     // of opened, event, refusal, migration, erasure
  std::uint64_t rulebook = 0;   // of opened, as all before the next blank line, and of migration: the rules it runs under now
  CaseTypeId type;
  List<GivenFact> facts;

  List<PayloadField> payload;   // of event and refusal

  FactId missing;               // of a refusal, beside entry.refused: the rest of its first answer
  DeadlineId owed;
  RuleId rule;

  std::uint64_t rulebook_before = 0;  // of migration

  std::uint32_t child_entry = 0;  // of child: which of those it opened has closed
  std::uint16_t child_position = 0;

  List<char> reason;            // of erasure: why
};
template <class T>
using ConstSpan = std::span<const T>;
template <class T>
using Vector = std::vector<T>;

struct EntryToWrite : EntryContent<ConstSpan> {
  // Which of what was given is personal, and which facts are: their values stand beside the entry, not in it.
  std::span<const char> personal;        // by position in `facts` or `payload`; shorter: the rest is not
  std::span<const char> personal_facts;  // by FactId
};
struct EncodedEntry {
  std::string body;
  std::vector<std::pair<std::uint32_t, std::string>> personal;  // position, value
};
// Reuses the memory of `into`.
void encode(const EntryToWrite&, EncodedEntry& into);

struct DecodedEntry : EntryContent<Vector> {
  std::vector<std::uint32_t> apart;  // positions whose values stand beside the entry; unknown until given back
};
// nullopt: no entry of a version known here.
std::optional<DecodedEntry> decode_entry(EntryKind, Instant at, std::uint32_t sequence, std::string_view body);
// Values that stand beside the entry; how many of them are missing, since they were erased.
std::size_t give_back(DecodedEntry&, std::span<const ErasableValue>);
// As it would be written; `personal` afterwards holds what its views point to.
EntryToWrite to_write(const DecodedEntry&, std::vector<char>& personal);

std::string encode_effect(const Effect&);
std::optional<Effect> decode_effect(std::string_view bytes);  // without its entry and position

// Whether it is the same that an idempotency key stands for: event, actor, payload, `occurred`; not the instant (7.3).
bool same_content(const DecodedEntry&, const Event&);
bool same_content(const DecodedEntry&, const Opening&);

}  // namespace sanhuan
