#include "lib/ledger/working_heads.hpp"

namespace sanhuan {

namespace {

constexpr std::size_t pool_kept_max = 8'192;  // what a larger transaction took beyond is given back

}  // namespace

WorkingHead* WorkingHeads::find(CaseNumber number) {
  if (recent_ != nullptr && recent_->head.number == number) return recent_;
  const auto found = heads_.find(number);
  return found == heads_.end() ? nullptr : recent_ = found->second;
}

WorkingHead* WorkingHeads::find(std::string_view id) {
  if (recent_ != nullptr && recent_->head.id == id) return recent_;
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : recent_ = found->second;
}

WorkingHead& WorkingHeads::blank() {
  if (heads_.size() == pool_.size()) pool_.emplace_back();
  WorkingHead& blank = pool_[heads_.size()];
  blank.is_new = blank.changed = false;
  return blank;
}

void WorkingHeads::add(WorkingHead& working) {
  heads_[working.head.number] = &working;
  by_id_[working.head.id] = &working;
  working.stored_next_due = working.head.next_due;
  working.stored_unit = working.head.columns.unit;
  working.stored_closed = working.head.closed;
  recent_ = &working;
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
  if (pool_.size() > pool_kept_max) pool_.resize(pool_kept_max);
}

}  // namespace sanhuan
