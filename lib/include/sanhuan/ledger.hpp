// The ledger (台账) and its stores: entries chained by hash, case heads, effects until acknowledged. Semantics 6, 7.
//
// A store knows nothing of rules: bodies, snapshots and effects are bytes to it. It promises that a transaction is
// there whole or not at all, that a commit which returned survives a power cut, and that a change to what was written
// shows (`verify`). A `Store` and what it hands out are used by one thread at a time (`WriteQueue` shares one among
// threads); several processes may open one file and take turns. Failures are `Error`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/error.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {

enum class Algorithm : std::uint8_t { sha256 = 1, sm3 = 2 };  // on disk: add at the end, never reuse
using Digest = std::array<std::uint8_t, 32>;

using CaseNumber = std::uint64_t;    // given by the store, from 1; it orders cases by when they were opened
using LedgerNumber = std::uint64_t;  // of an entry in the whole ledger, from 1, without a gap

inline constexpr CaseNumber ledger_stream = 0;  // the ledger's own entries: rulebooks, revisions
inline constexpr std::uint32_t entries_per_case_max = 0xfffff;  // a row id holds the sequence in 20 bits
inline constexpr std::uint32_t effects_per_entry_max = 0xffff;
inline constexpr std::size_t key_bytes_max = 128;
inline constexpr std::size_t case_id_bytes_max = 256;

// --- what is kept --------------------------------------------------------------------------------------------------

// Personal data that can be erased: the entry's chained bytes hold only a salted hash of it.
struct PersonalField {
  std::uint32_t field = 0;  // what the engine calls it
  std::string_view value;
};

struct NewEntry {
  std::uint32_t sequence = 0;  // must be the next one of its case; the first is 1
  Instant at;
  std::uint8_t kind = 0;
  std::string_view body;
  std::string_view key;      // idempotency key (7.3), unique in its case; empty: none
  std::string_view content;  // hash of what the key stands for
  std::span<const PersonalField> personal;
};

// Views are valid until the visit returns, or until the next call on the reader.
struct StoredEntry {
  CaseNumber case_number = 0;
  std::uint32_t sequence = 0;
  Instant at;
  std::uint8_t kind = 0;
  std::string_view body;
};

// What a host lists open cases by, given by the engine.
struct CaseColumns {
  std::string type, stage, unit;  // keys; unit: of who holds it
  std::int32_t level = 0;
  Instant due = Instant::never();  // the earliest due instant of what is owed
  friend bool operator==(const CaseColumns&, const CaseColumns&) = default;
};

struct CaseRecord {                     // what the engine says of a case after a step
  std::string rulebook;                 // hash of the rules it runs under
  Instant next_due = Instant::never();  // its earliest timer
  bool closed = false;
  CaseColumns columns;
  std::string snapshot;
};

struct CaseHead : CaseRecord {
  std::string id;
  CaseNumber number = 0;
  CaseNumber root = 0;         // the case it was opened in, at the top; its own number where there is none
  std::uint32_t sequence = 0;  // of its last entry; 0 before the first
  Digest hash{};               // of its last entry
};

struct DueCase {
  Instant at;
  std::string id;
  CaseNumber number = 0;
};

struct EffectKey {  // semantics 6.1: a host that has seen it has done it
  CaseNumber case_number = 0;
  std::uint32_t sequence = 0;  // of the entry
  std::uint32_t position = 0;
  friend auto operator<=>(const EffectKey&, const EffectKey&) = default;
};
struct StoredEffect {
  EffectKey key;
  std::string body;
};

struct KeyUse {
  std::uint32_t sequence = 0;  // of the entry that took the key
  std::string content;
};

struct Revision {  // of a register (semantics 1.1)
  std::uint8_t kind = 0;
  std::string hash;
  Day known_from;
  Instant taken_up;
  std::string bytes;
};

struct ErasableValue {
  std::uint32_t field = 0;
  std::optional<std::string> value;  // none: erased
  std::string salt;
  Digest digest{};  // what the entry's chained bytes hold
};

struct CaseQuery {  // of open cases; what is not set does not filter
  std::optional<std::string_view> type, stage, unit;
  std::optional<std::int32_t> level;
  std::optional<Instant> due_before;  // columns.due before it
};

struct LedgerHead {
  LedgerNumber size = 0;  // entries so far
  Digest hash{};          // of the last link; zeros where the ledger is empty
};

// One commit in the chain over the whole ledger: which entries it brought.
struct EntryPlace {
  CaseNumber case_number = 0;
  std::uint32_t sequence = 0;
};
struct Link {
  LedgerNumber first = 0, last = 0;  // numbers of its entries
  Digest hash{};
  std::vector<EntryPlace> entries;  // in order
};

// An entry with all that its hash covers.
struct ChainedEntry : StoredEntry {
  LedgerNumber number = 0;
  Digest hash{};
  std::string_view key, content;
  std::string_view personal;  // framed as in docs/ledger-format.md
};

// --- reading -------------------------------------------------------------------------------------------------------

using EntryVisit = std::function<bool(const StoredEntry&)>;  // false: enough

class Reader {
 public:
  virtual ~Reader() = default;

  // `into` keeps its capacity: no allocation when it is used again.
  virtual bool find(std::string_view case_id, CaseHead& into) = 0;
  virtual bool find(CaseNumber, CaseHead& into) = 0;
  virtual void entries(CaseNumber, std::uint32_t from_sequence, const EntryVisit&) = 0;
  // Every entry of the cases first..last, case by case in order of sequence: streams, in bounded memory.
  virtual void scan(CaseNumber first, CaseNumber last, const EntryVisit&) = 0;
  virtual void cases(CaseNumber first, const std::function<bool(const CaseHead&)>&) = 0;

  // Cases whose timer stands at or before `now`, in order of instant, then case id (6.3).
  virtual std::vector<DueCase> due(Instant now, std::size_t most) = 0;
  virtual Instant next_due() = 0;                                   // never() where nothing waits
  virtual std::vector<StoredEffect> effects(std::size_t most) = 0;  // not acknowledged, oldest first
  virtual std::optional<std::string> effect(const EffectKey&) = 0;  // none: acknowledged, or there never was one
  virtual std::optional<KeyUse> key(CaseNumber, std::string_view key) = 0;
  virtual void query(const CaseQuery&, const std::function<bool(const CaseHead&)>&) = 0;  // without snapshots

  virtual std::optional<std::string> rulebook(std::string_view hash) = 0;
  virtual std::vector<Revision> revisions() = 0;  // in the order they were taken up
  virtual std::vector<ErasableValue> personal(CaseNumber, std::uint32_t sequence) = 0;

  // For export and verify: the order in which entries were written.
  virtual LedgerHead head() = 0;
  virtual void links(LedgerNumber from, const std::function<bool(const Link&)>&) = 0;
  virtual bool entry(EntryPlace, ChainedEntry& into) = 0;
};

// --- writing -------------------------------------------------------------------------------------------------------

// Holds the ledger until it ends; what it reads is what it wrote. Destroyed without commit, nothing is left of it.
class Transaction : public Reader {
 public:
  // `root`: a case to be stored with, none() for a case of its own. Conflict where the id is taken.
  virtual CaseNumber open(std::string_view case_id, std::optional<CaseNumber> root = std::nullopt) = 0;
  virtual LedgerNumber append(CaseNumber, const NewEntry&) = 0;
  virtual void put(CaseNumber, const CaseRecord&) = 0;

  virtual void add_effect(const EffectKey&, std::string_view body) = 0;
  virtual bool acknowledge(const EffectKey&) = 0;  // false: it was not there
  // Of one that waits, where what it said was erased. False: it was not there.
  virtual bool rewrite_effect(const EffectKey&, std::string_view body) = 0;
  // Entries of the ledger's own stream. A rulebook that is there already is not written again.
  virtual void add_rulebook(std::string_view hash, std::string_view bytes, Instant at) = 0;
  virtual void take_up(const Revision&) = 0;
  // Deletes value and salt; the chain keeps the hash that can no longer be opened. The engine's erasure entry says why.
  virtual bool erase(CaseNumber, std::uint32_t sequence, std::uint32_t field) = 0;

  // For a copy (archive.hpp): an entry as another ledger of the same id had it, with its digests and salts. Throws Error:
  // damaged where it is not what its hash says, or a value is not what its digest says. The next call may go on.
  virtual LedgerNumber restore(CaseNumber, const ChainedEntry&, std::span<const ErasableValue>) = 0;
  // Ends the link of what was appended so far; what follows begins another one. A commit does it by itself.
  virtual void seal() = 0;

  // Returns when all is durable. Throws Error with `not_done` or `unknown`; the transaction is over either way.
  virtual void commit() = 0;
};

struct StoreInfo {
  std::string backend;  // "memory", "SQLite 3.40.1"
  std::string caution;  // what an operator should know of it; empty: nothing
  Algorithm algorithm = Algorithm::sha256;
  std::array<std::uint8_t, 16> ledger_id{};
};

struct StoreHealth {
  std::uint64_t commits = 0;    // by this handle, as all that follows
  std::uint64_t log_pages = 0;  // waiting to be moved into the main file
  std::uint64_t checkpoints = 0, checkpoints_failed = 0;
  std::string last_failure;          // of a checkpoint
  std::int64_t longest_wait_ms = 0;  // for other processes
};

class Store : public Reader {
 public:
  // Waits for its turn among processes; busy where that takes longer than the store's limit.
  virtual std::unique_ptr<Transaction> begin() = 0;
  virtual const StoreInfo& info() const noexcept = 0;
  virtual StoreHealth health() const = 0;
  // What the medium itself finds wrong, beside the chain; empty: nothing. What a database says is English only.
  virtual std::vector<Sentence> check_medium() = 0;
  // While what is returned is kept, a store opened for reading reads everything as of one moment, whatever others write.
  // The log grows meanwhile. Others have nothing to hold: null.
  virtual std::shared_ptr<void> hold_still() { return {}; }
};

struct LedgerOptions {
  enum class Open : std::uint8_t { existing, create_if_missing, read_only } open = Open::create_if_missing;
  Algorithm algorithm = Algorithm::sha256;  // of a ledger that is created
  std::optional<std::array<std::uint8_t, 16>> ledger_id;  // the same; none: a random one
  std::int64_t wait_ms = 10'000;            // for other processes
  std::size_t cache_bytes = std::size_t{64} << 20;
  std::size_t log_bytes = std::size_t{4} << 20;  // then the log is moved into the main file
  bool network_disk = false;  // locks on network file systems cannot be trusted: refused unless said
  std::string medium;         // tests: a named layer under the store, instead of the operating system's
};

std::unique_ptr<Store> memory_store(Algorithm = Algorithm::sha256,
                                    std::optional<std::array<std::uint8_t, 16>> ledger_id = {});
std::unique_ptr<Store> open_ledger(const std::string& path,
                                   const LedgerOptions& = {});  // SQLite, the embedded default

// --- tamper evidence -----------------------------------------------------------------------------------------------

// What an auditor keeps elsewhere: a cut-off or rewritten ledger does not fit it any more.
struct LedgerCheckpoint {
  std::array<std::uint8_t, 16> ledger_id{};
  LedgerHead head;
  Instant at;
  Algorithm algorithm = Algorithm::sha256;
};
LedgerCheckpoint checkpoint(Store&, Instant now);
std::string to_string(const LedgerCheckpoint&);  // one line, without its end
std::optional<LedgerCheckpoint> parse_checkpoint(std::string_view line);

enum class Tampering : std::uint8_t {
  changed,    // the entry is not what its hash says
  removed,    // an entry that was linked is not there
  inserted,   // an entry that no commit brought
  moved,      // the entry stands where another was linked
  relinked,   // entry and hash fit, the link of its commit does not: rewritten together with its hash
  link_lost,  // a commit of the chain is missing
  cut_off,    // shorter than the checkpoint
  rewritten,  // another history than the checkpoint's
  other_ledger,
  head,     // a case's head does not fit its last entry
  content,  // a rulebook, revision or personal value is not the one whose hash was chained
  medium,   // the file itself is damaged
};
std::string_view name(Tampering) noexcept;

struct Finding {
  Tampering what = Tampering::changed;
  LedgerNumber number = 0;  // where known: the first bad entry
  std::string case_id;
  std::uint32_t sequence = 0;
  std::string text;  // one sentence
  std::string text_zh;  // the same in Chinese; empty where only English is known
};

struct Verified {
  LedgerHead head;                // as far as the chain is whole
  std::uint64_t erased = 0;       // personal values that can no longer be opened
  std::vector<Finding> findings;  // in order of the ledger; the first is the first bad entry. Empty: whole
  bool whole() const noexcept { return findings.empty(); }
};
// Streams through the ledger in the order it was written. Stops after `most` findings.
Verified verify(Store&, std::span<const LedgerCheckpoint> = {}, std::size_t most = 10);

}  // namespace sanhuan
