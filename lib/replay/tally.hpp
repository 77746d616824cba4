// Counts outcomes in the ids of a rulebook, without a string for each case; `totals` names them at the end.
// Sums only, so that the order of cases and the number of jobs cannot show.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lib/replay/case_fold.hpp"
#include "sanhuan/dry_run.hpp"

namespace sanhuan {

class Tally {
 public:
  void count_all(const CaseFold&);  // the case and all that it opened
  void count(const FoldedCase&);
  Totals totals(const Rulebook&) const;

 private:
  static constexpr std::size_t levels = 5, reasons = 10, verbs = 24;  // the last values of their enumerations, plus one
  struct Clock {
    std::uint64_t kept = 0, breached = 0, open = 0, unjudged = 0, other = 0, late_ms = 0, late = 0;
    bool none() const noexcept { return kept + breached + open + unjudged + other == 0; }
  };
  void count(const FoldedObligation&, Clock&);
  void count_load(const FoldedCase&, Holder);

  std::uint64_t cases_ = 0, closed_ = 0, events_ = 0, assumed_ = 0, timers_ = 0, late_ = 0, persons_ = 0;
  std::vector<std::vector<Clock>> clocks_;  // by process, by deadline
  std::array<std::uint64_t, levels> escalations_{}, load_by_level_{};
  std::array<std::uint64_t, verbs> effects_{};
  std::map<StringId, std::uint64_t> host_effects_;
  std::array<std::uint64_t, reasons> rejected_{}, rejected_assumed_{};
  std::vector<std::uint64_t> load_by_unit_, load_by_role_;  // a role where no unit is known
};

}  // namespace sanhuan
