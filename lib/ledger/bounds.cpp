#include "lib/ledger/bounds.hpp"

#include <fmt/format.h>

namespace sanhuan {

void refuse_conflict(const std::string& what) { throw Error(Failure::conflict, Commit::not_done, what); }
void refuse_misuse(const std::string& what) { throw Error(Failure::misuse, Commit::not_done, what); }

void check_case_id(std::string_view id) {
  if (id.empty()) refuse_misuse("a case needs an id");
  if (id.size() > case_id_bytes_max)
    refuse_misuse(
        fmt::format("a case id has at most {} bytes, this one has {}", case_id_bytes_max, id.size()));
}

void check_next(const CaseHead& head, const NewEntry& entry) {
  if (entry.sequence != head.sequence + 1)
    refuse_conflict(
        fmt::format("the next entry of case `{}` is {}, not {}", head.id, head.sequence + 1, entry.sequence));
  if (entry.sequence > entries_per_case_max)
    refuse_misuse(
        fmt::format("case `{}` is full: a case has at most {} entries", head.id, entries_per_case_max));
  if (entry.key.size() > key_bytes_max)
    refuse_misuse(fmt::format("an idempotency key has at most {} bytes, this one has {}", key_bytes_max,
                              entry.key.size()));
}

void check_effect(const EffectKey& key) {
  if (key.position > effects_per_entry_max)
    refuse_misuse(fmt::format("an entry has at most {} effects", effects_per_entry_max + 1));
}

}  // namespace sanhuan
