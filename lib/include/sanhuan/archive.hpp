// A whole ledger as a row of records, and back: the same entries, hashes, links and salts, so that every checkpoint an
// auditor keeps fits the copy as well. What writes the records down (`sanhuan ledger export`) chooses their form.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "sanhuan/ledger.hpp"

namespace sanhuan {

// Takes the records in this order: begin; then by commit `opened`, `rulebook`, `revision` and `entry` as they came, and
// `link`; then what is kept beside the chain: each case's `head`, the `effect`s not acknowledged; `end`. Views are valid
// during the call. Implementations may throw; nothing is called after that.
class ArchiveSink {
 public:
  virtual ~ArchiveSink() = default;
  virtual void begin(const StoreInfo&) = 0;  // algorithm and id of the ledger
  // Before the first entry of the case. Numbers come in order, from 1; `root` as in CaseHead.
  virtual void opened(CaseNumber, CaseNumber root, std::string_view case_id) = 0;
  // Entries of the ledger's own stream, with the bytes that they stand for and their hash.
  virtual void rulebook(std::string_view hash, std::string_view bytes, Instant at, const Digest&) = 0;
  virtual void revision(const Revision&, const Digest&) = 0;
  // `values`: those that are personal; without value and salt where they were erased.
  virtual void entry(const ChainedEntry&, std::span<const ErasableValue> values) = 0;
  virtual void link(LedgerNumber last, const Digest&) = 0;
  virtual void head(CaseNumber, const CaseRecord&) = 0;  // number 0: what engines keep with the ledger's own stream
  virtual void effect(const StoredEffect&) = 0;
  virtual void end(const LedgerHead&) = 0;
};

// Reads a ledger out, as of one moment where the store was opened for reading. Throws Error: damaged where something is
// missing (`verify` says more), busy where somebody wrote to another store meanwhile: try again.
void read_archive(Store&, ArchiveSink&);

// Writes into a ledger that was just made with the same algorithm and id and has nothing in it. Throws Error, conflict or
// damaged, at the first record that does not fit; `end` commits the last of it. What was committed until then stays.
std::unique_ptr<ArchiveSink> restore_into(Store&);

}  // namespace sanhuan
