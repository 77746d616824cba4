// What an engine does within one transaction of a ledger: cases read, taken a step on, and written back with their
// entries and effects. Semantics 3.3, 3.6, 6, 7.
//
// Every piece of work begins with what the transaction says, so it can be done again in another one. The head of a case
// brings its snapshot: there is no second copy that could be out of date.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/stored_case.hpp"
#include "lib/ledger/codec.hpp"
#include "sanhuan/engine.hpp"

namespace sanhuan {

// Memory that is used again from work to work.
struct WorkMemory {
  std::vector<std::unique_ptr<StoredCase>> cases;
  std::size_t in_use = 0;
  CaseRecord record;
  EncodedEntry encoded;
  std::vector<PersonalField> personal;
  std::vector<DueCase> due;
};

class LedgerWork {
 public:
  LedgerWork(Transaction&, Books&, WorkMemory&);
  // What comes later is malformed: the clock may be wrong.
  LedgerWork& not_after(Instant latest) noexcept { return latest_ = latest, *this; }

  Answer submit(const Submission&);
  // One after the other. Events of one case that come together are stored once: the head is read before the first of
  // them and written after the last.
  void submit(std::span<const Submission>, std::vector<Answer>&);
  // Fires in order what is due at `now`, until `enough` says so; how many fired. `more`: it stopped before all was done.
  template <class Enough>
  std::size_t drain(Instant now, std::size_t cases_max, Enough enough, bool& more);
  // Takes account of every revision up to `at`; true where dues moved.
  bool take_account(CaseNumber, Instant at);
  // Brings the case under `to` (8.2); false: it is there, it stays, or it has closed meanwhile.
  bool migrate(CaseNumber, Book& to, Instant at, const Actor& by);
  // Erases the personal values that the case was given, and says so in an entry; how many they were.
  std::size_t erase(std::string_view case_id, Instant at, const Actor& by, std::string_view reason);

 private:
  class Lease;
  struct Given {  // what an entry was written for
    const Opening* opening = nullptr;
    const Event* event = nullptr;
    Answer answer;
    std::uint32_t child_entry = 0;
    std::uint16_t child_position = 0;
    std::string_view reason;
    std::uint64_t rulebook_before = 0;
  };

  bool load(StoredCase&);
  bool bring_up(StoredCase&, Instant at);
  Answer submit(const Submission&, StoredCase&);
  Answer open(StoredCase&, std::string_view id, const Opening&, const Event*);
  void open_child(StoredCase& parent, const ChildOpening&);
  Answer handle(StoredCase&, const Event&);
  Answer first_answer(const StoredCase&, std::uint32_t sequence, const Event*, const Opening*);
  std::size_t fire(const DueCase&);
  static bool has_kin(const StoredCase&);
  static bool may_wait_for_others(const StoredCase&);
  bool advance_family(const StoredCase&, Instant until);
  void find_earliest(const std::string& id, DueCase& earliest);
  void write(StoredCase&, const Given&);
  void write_entry(StoredCase&, const Entry&, const Given&);
  void store(StoredCase&);
  void stepped(StoredCase&, bool was_closed);
  void settle_family(StoredCase&, bool was_closed);
  void tell_parent(const StoredCase& child);
  void forget_in_effect(const StoredCase&, const EffectKey&, std::string_view text);

  Transaction& t_;
  Books& books_;
  WorkMemory& memory_;
  Instant latest_ = Instant::never();
  bool together_ = false;  // a case that nobody else looks for may be stored later
  bool unstored_ = false;  // it is
  std::vector<DueCase>* woken_ = nullptr;  // cases stored with a timer at or before `draining_`
  Instant draining_ = Instant::before_all();
};

template <class Enough>
std::size_t LedgerWork::drain(Instant now, std::size_t cases_max, Enough enough, bool& more) {
  // In order of timer instant, then case id (6.3).
  const auto later = [](const DueCase& a, const DueCase& b) { return a.at != b.at ? a.at > b.at : a.id > b.id; };
  std::vector<DueCase> due = t_.due(now, cases_max);
  // Of what lies behind the last that was read nothing is known: it is left for the next transaction.
  const bool all = due.size() < cases_max;
  DueCase last;
  if (!all) last = due.back();
  std::make_heap(due.begin(), due.end(), later);
  woken_ = &memory_.due;
  draining_ = now;
  std::size_t fired = 0;
  more = !all;
  while (!due.empty()) {
    if (enough(fired)) {
      more = true;
      break;
    }
    std::pop_heap(due.begin(), due.end(), later);
    const DueCase next = std::move(due.back());
    due.pop_back();
    if (!all && later(next, last)) continue;
    memory_.due.clear();
    fired += fire(next);
    for (DueCase& woken : memory_.due) {
      due.push_back(std::move(woken));
      std::push_heap(due.begin(), due.end(), later);
    }
  }
  woken_ = nullptr;
  draining_ = Instant::before_all();
  return fired;
}

}  // namespace sanhuan
