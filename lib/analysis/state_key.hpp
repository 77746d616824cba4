// When two states of a case are one for a promise: leaf, facts, what is owed by whom, clocks as what is left of them, the
// days ahead. Semantics 9.2b.
//
// Instants are told as they lie from the beginning of the day, so that the same week begins the same states again. What
// has no bearing is left out.
#pragma once

#include <unordered_map>

#include "lib/analysis/outlook.hpp"
#include "lib/analysis/relevance.hpp"
#include "lib/core/case.hpp"
#include "lib/promises/judge.hpp"
#include "sanhuan/calendar.hpp"

namespace sanhuan {

struct StateKey {
  std::uint64_t high = 0, low = 0;
  friend bool operator==(const StateKey&, const StateKey&) = default;
};
struct StateKeyHash {
  std::size_t operator()(const StateKey& k) const noexcept { return static_cast<std::size_t>(k.low); }
};

class StateKeys {
 public:
  // `timeless`: when anything stands is left out, whether it has happened stays.
  StateKeys(const Relevance&, const Outlook&, const CaseLayout&, const Calendar&, bool timeless);

  StateKey of(const CaseState&, const PromiseWatch&, Instant now);

 private:
  class Digest;
  void facts(Digest&, const CaseState&, Day today) const;
  void obligations(Digest&, const CaseState&, Instant midnight) const;
  bool may_move_when_spent(const Obligation&, Instant midnight) const;
  void past(Digest&, const CaseState&, Instant midnight) const;
  void watched(Digest&, const CaseState&, const PromiseWatch&, Instant midnight) const;
  std::uint32_t days_ahead(Day today, std::int32_t days);

  const Relevance& relevance_;
  const Outlook& outlook_;
  const CaseLayout& layout_;
  const Calendar& calendar_;
  const bool timeless_;
  std::unordered_map<std::int64_t, std::uint32_t> ahead_;      // by day and how many
  std::unordered_map<std::string, std::uint32_t> ways_ahead_;  // that look alike
};

}  // namespace sanhuan
