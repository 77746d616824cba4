#include "lib/ledger/working_heads.hpp"

namespace sanhuan {

WorkingHead* WorkingHeads::find(CaseNumber number) {
  const auto found = heads_.find(number);
  return found == heads_.end() ? nullptr : &found->second;
}

WorkingHead* WorkingHeads::find(std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

WorkingHead& WorkingHeads::add(CaseHead&& head) {
  WorkingHead& working = heads_[head.number];
  working.head = std::move(head);
  working.stored_next_due = working.head.next_due;
  working.stored_columns = working.head.columns;
  working.stored_closed = working.head.closed;
  by_id_[working.head.id] = &working;
  return working;
}

void WorkingHeads::mark(WorkingHead& working) {
  if (!working.changed) changed_.push_back(&working);
  working.changed = true;
}

void WorkingHeads::forget() {
  changed_.clear();
  by_id_.clear();
  heads_.clear();
}

}  // namespace sanhuan
