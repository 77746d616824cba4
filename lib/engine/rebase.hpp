// Entries that a case wrote under rules it has left since (8.2): which they were, and what the entries say in the ids of those
// it is under now.
#pragma once

#include "lib/engine/books.hpp"
#include "lib/ledger/codec.hpp"

namespace sanhuan {

// Goes along with the entries of a case, from the first.
class RulesOfEntries {
 public:
  struct Rules {
    const Book* book = nullptr;
    CaseTypeId type;
  };
  RulesOfEntries(Reader& reader, Books& books, const Book& otherwise) : reader_(reader), books_(books), now_{&otherwise, {}} {}
  Rules at(const DecodedEntry&);  // throws Error where neither host nor ledger has them

 private:
  Reader& reader_;
  Books& books_;
  Rules now_;
};

// An opening, event or refusal as it would have been under the rules of today. What is not there any more is left out: it
// compares as other content (7.3).
void rebase(Reader&, Books&, CaseNumber, DecodedEntry&);

}  // namespace sanhuan
