// Case heads that the last transactions touched: read once, written once a commit however often they change.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sanhuan/ledger.hpp"

namespace sanhuan {

struct WorkingHead {
  CaseHead head;
  bool is_new = false;  // not in the table yet
  bool changed = false;
  // As in the table: an index that need not change is not touched.
  Instant stored_next_due = Instant::never();
  std::string stored_unit;
  bool stored_closed = false;
};
class WorkingHeads {
 public:
  WorkingHead* find(CaseNumber);
  WorkingHead* find(std::string_view id);
  // One to be filled in, then added; the next one where it was not. Its memory is that of a head that was forgotten.
  WorkingHead& blank();
  void add(WorkingHead&);
  void mark(WorkingHead&);  // changed
  std::vector<WorkingHead*>& changed() noexcept { return changed_; }
  void forget();  // all
  std::size_t size() const noexcept { return heads_.size(); }

 private:
  std::deque<WorkingHead> pool_;  // the first `size()` are in use
  std::unordered_map<CaseNumber, WorkingHead*> heads_;
  std::unordered_map<std::string_view, WorkingHead*> by_id_;  // views into the heads
  std::vector<WorkingHead*> changed_;
  WorkingHead* recent_ = nullptr;  // the last that was asked for: who asks once mostly asks again
};

}  // namespace sanhuan
