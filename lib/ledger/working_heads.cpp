#include "lib/ledger/working_heads.hpp"

namespace sanhuan {

WorkingHead* WorkingHeads::find(CaseNumber number) {
  if (recent_ != nullptr && recent_->head.number == number) return recent_;
  const auto found = heads_.find(number);
  return found == heads_.end() ? nullptr : recent_ = &found->second;
}

WorkingHead* WorkingHeads::find(std::string_view id) {
  if (recent_ != nullptr && recent_->head.id == id) return recent_;
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : recent_ = found->second;
}

WorkingHead& WorkingHeads::add(CaseHead&& head) {
  WorkingHead& working = heads_[head.number];
  working.head = std::move(head);
  working.stored_next_due = working.head.next_due;
  working.stored_columns = working.head.columns;
  working.stored_closed = working.head.closed;
  by_id_[working.head.id] = &working;
  recent_ = &working;
  return working;
}

void WorkingHeads::mark(WorkingHead& working) {
  if (!working.changed) changed_.push_back(&working);
  working.changed = true;
}

void WorkingHeads::forget() {
  recent_ = nullptr;
  changed_.clear();
  by_id_.clear();
  heads_.clear();
}

}  // namespace sanhuan
