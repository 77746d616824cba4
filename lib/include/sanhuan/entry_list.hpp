// The entries of a ledger in words, for tables and process mining: one by one, case by case. Semantics 7.1.
//
// Names are those of the rules; what a reader's language decides is an enumeration. Streams: memory does not grow with
// the ledger.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sanhuan/entry.hpp"
#include "sanhuan/ledger.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

struct ListedEntry {
  std::string case_id, case_type;    // type: its key
  std::uint32_t sequence = 0;        // in the case, from 1
  LedgerNumber number = 0;           // in the ledger
  EntryKind kind = EntryKind::event;
  Instant at;                        // when it took effect
  Instant occurred = Instant::never();  // entered late: when it happened
  std::string name, key;             // of the event, of the deadline whose timer it was, of the type that was opened
  std::string unit, unit_key, role;  // who
  Holder::Kind actor = Holder::Kind::nobody;
  bool assumed = false;              // nobody recorded it (8.3b)
  Refused refused = Refused::none;
  std::string stage, stage_key;      // the case stands in behind it
  bool closed = false;
  Level level = Level::unknown;      // behind it
  std::uint32_t effects = 0;         // that it asked for
  std::string rule;                  // "rules/lanshan/process.huan:92": of the move, or of the refusal; empty: none
  std::string idempotency_key;
  std::vector<std::pair<std::string, std::string>> given;  // what it brought; erased values are left out
  std::string reason;                // of an erasure
  std::string hash;                  // in hexadecimal digits
};

// In order of case number, then sequence. False: enough. Throws Error where an entry cannot be read.
void list_entries(Store&, const std::function<bool(const ListedEntry&)>&);

}  // namespace sanhuan
