// What can have a bearing on a promise: the facts that a rule which moves the case reads, the clocks whose ladder does
// more than tell somebody, the anchors from which such clocks run. What has none is not varied, and does not tell two
// states apart. Semantics 9.2b.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "sanhuan/calendar.hpp"

namespace sanhuan {

struct Relevance {
  Relevance(const RulebookData&, const model::Promise&, const Calendar&);

  const RulebookData& rules;
  const model::Process& process;
  const model::Promise& promise;

  std::vector<char> facts;           // by FactId
  std::vector<char> timed;           // by deadline: when its rungs and its end stand
  std::vector<char> recounted;       // by deadline, of the timed: its due may be counted again, so its past counts
  std::vector<char> done, counted;   // by deadline: D 完成; D 全部 完成
  std::vector<char> opened;          // by deadline: whether there ever was one
  std::vector<char> due;             // by deadline: its due is compared
  std::vector<char> rungs;           // by deadline: which have fired is asked
  std::vector<std::uint8_t> entries;  // by scope: how many of its entries are told apart; 0: none
  std::vector<EventId> asked;        // events whose happening the promise asks of
  // By slot: up to how many days back it is told apart when the event happened; 0: only whether; -1: not even that.
  std::vector<std::int32_t> latest_days, first_days;
  bool level = false, breaches = false, escalation = false, children = false;
  bool dates = false;                // dates are reckoned with: a state then belongs to its day
  bool within = false;               // the promise counts time itself
  bool time = false;                 // anything at all depends on when

  // Nothing that is asked depends on how long anything takes, only on what comes before what.
  bool asks_order_alone() const noexcept;

  std::int32_t horizon_days = 0;     // how far ahead any clock that starts now can reach
  std::vector<std::int32_t> reach_days;   // by deadline: its clock with its ladder
  std::vector<std::int32_t> behind_days;  // by deadline: of these, what lies behind its due
  std::vector<std::int32_t> window_days;  // by return
  std::vector<std::int32_t> line_days;    // by line of the promise

 private:
  bool matters(const model::Action&) const noexcept;
  bool matters(const model::Consequence&) const noexcept;
  bool happening_matters(EventId) const noexcept;
  bool anchored_on(EventId) const noexcept;
  void find_facts();
  void find_clocks();
  void find_anchors(const Calendar&);
};

}  // namespace sanhuan
