// Whether a case keeps the promises (承诺) of its rulebook, watched entry by entry. Semantics 9.2a.
//
// A `PromiseJudge` is what the rules say: immutable, share it freely. A `PromiseWatch` is what is remembered of one case:
// copy it with the case. Neither changes the case; whoever moves it tells the judge.
#pragma once

#include <vector>

#include "lib/calendar/clock.hpp"
#include "lib/core/step.hpp"

namespace sanhuan {

struct PromiseBreach {
  std::uint32_t promise = 0;  // of RulebookData::promises
  std::uint32_t line = 0;     // of RulebookData::promise_lines
  Instant at;                 // of the entry after which it was broken; of 自 … 起: the end, or when the case was closed before it
  Instant since = Instant::before_all();  // of 自 … 起: when it began
};

struct PromiseWatch {
  // 自 E 起 L内 that is neither kept nor broken yet.
  struct Counting {
    std::uint32_t line = 0;
    bool as_received = false;         // deems nothing (2.6)
    bool stands_still = false;        // in a stage under 不计入
    Instant since;                    // when E happened
    Instant end = Instant::never();   // never() while it stands still
    std::vector<ClockEvent> history;  // of the stages under 不计入
  };
  std::vector<Counting> counting;
  std::vector<std::uint32_t> begun;    // lines of 自 首次 that have begun
  std::vector<PromiseBreach> breaches;  // in the order in which they were found; of each line the first
};

class PromiseJudge {
 public:
  PromiseJudge(const RulebookData&, CaseTypeId);              // all promises that speak of cases of the type
  PromiseJudge(const RulebookData&, std::uint32_t promise);   // this one

  bool empty() const noexcept { return promises_.empty(); }

  // A step, or a timer that was fired by itself, has written the entries from `first` on.
  void settled(const Stepper&, const CaseState&, const Entries&, std::size_t first, PromiseWatch&) const;
  // Every timer before `now` has fired, and nothing happens before it any more.
  void passed(const Stepper&, const CaseState&, Instant now, PromiseWatch&) const;
  // The calendar was revised (2.3b): the ends are counted again.
  void recount(const Calendar&, PromiseWatch&) const;

 private:
  void judge(const Stepper&, const CaseState&, std::uint32_t promise, std::uint32_t line, Instant at, PromiseWatch&) const;
  void begin_counting(const Stepper&, const CaseState&, const Entries&, std::size_t first, PromiseWatch&) const;
  void begin(const Stepper&, const CaseState&, std::uint32_t promise, std::uint32_t line, Instant since, Instant at,
             PromiseWatch&) const;
  void count_on(const Stepper&, const CaseState&, Instant at, PromiseWatch&) const;
  std::uint32_t promise_of(std::uint32_t line) const noexcept;
  bool stands_still(const CaseState&, std::uint32_t promise) const noexcept;

  const RulebookData& rules_;
  std::vector<std::uint32_t> promises_;
};

// Fires the timers up to `until` one by one, judging after each, and the ends that lie before or at `until`.
void advance(Stepper&, CaseState&, Instant until, Entries&, const PromiseJudge&, PromiseWatch&, const Unjudged* = nullptr);

}  // namespace sanhuan
