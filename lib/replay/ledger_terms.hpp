// What the ids in a ledger's entries stand for: the ledger's own copies of rulebooks and registers.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "lib/base/sentence.hpp"
#include "lib/ledger/codec.hpp"
#include "lib/rulebook/model.hpp"
#include "sanhuan/dry_run.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

[[noreturn]] void unreadable_ledger(const Sentence& what);

std::string rulebook_name(std::uint64_t hash);  // as the ledger has it: 8 bytes, little-endian

// Rulebooks by hash, with the newest organisation: ids of units are only ever added.
class LedgerTerms {
 public:
  explicit LedgerTerms(Store&);
  const Rulebook& of(const std::string& hash);  // throws Error where the ledger has none that can be read

 private:
  Store& store_;
  std::shared_ptr<const Calendar> calendar_;
  std::shared_ptr<const Organisation> organisation_;
  std::map<std::string, std::unique_ptr<Rulebook>> books_;
};

std::string given_text(const Rulebook&, FactType, const Value&);  // members of a list with \x1f between them
RecordedActor recorded_actor(const Rulebook&, const Actor&);

// Names and values of what an opening or an event brought; what is not known, or was erased, is left out.
using NamedValues = std::vector<std::pair<std::string, std::string>>;
NamedValues given_facts(const Rulebook&, const DecodedEntry& opened);
NamedValues given_fields(const Rulebook&, const DecodedEntry& event);

}  // namespace sanhuan
