#include "lib/promises/judge.hpp"

#include <algorithm>

namespace sanhuan {

using model::PromiseKind;
using model::PromiseLine;

namespace {

bool holds_line(const std::vector<std::uint32_t>& lines, std::uint32_t line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}
bool is_broken(const PromiseWatch& watch, std::uint32_t line) {
  return std::any_of(watch.breaches.begin(), watch.breaches.end(), [&](const PromiseBreach& b) { return b.line == line; });
}

Instant end_of(const Calendar& calendar, const Length& length, const PromiseWatch::Counting& c) {
  const Instant anchor = c.as_received ? c.since : calendar.deemed(c.since);
  const ClockCount count = count_clock(calendar, anchor, length, c.history);
  return count.running ? count.due : Instant::never();
}

}  // namespace

PromiseJudge::PromiseJudge(const RulebookData& rules, CaseTypeId type) : rules_(rules) {
  for (std::uint32_t p = 0; p < rules.promises.size(); ++p)
    if (rules.promises[p].case_type == type) promises_.push_back(p);
}
PromiseJudge::PromiseJudge(const RulebookData& rules, std::uint32_t promise) : rules_(rules), promises_{promise} {}

std::uint32_t PromiseJudge::promise_of(std::uint32_t line) const noexcept {
  return *std::find_if(promises_.begin(), promises_.end(), [&](std::uint32_t p) {
    const model::Range lines = rules_.promises[p].lines;
    return lines.first <= line && line < lines.first + lines.count;
  });
}

bool PromiseJudge::stands_still(const CaseState& state, std::uint32_t promise) const noexcept {
  const model::Promise& p = rules_.promises[promise];
  const model::Process& process = rules_.processes[rules_.case_types[p.case_type.value].process.value];
  for (ScopeId s = state.head().leaf; s; s = process.scopes[s.value].parent)
    if (std::find(p.excluded.begin(), p.excluded.end(), s) != p.excluded.end()) return true;
  return false;
}

void PromiseJudge::settled(const Stepper& stepper, const CaseState& state, const Entries& entries, std::size_t first,
                           PromiseWatch& watch) const {
  if (empty() || first >= entries.entries.size()) return;
  const Instant at = entries.entries.back().at;
  begin_counting(stepper, state, entries, first, watch);
  count_on(stepper, state, at, watch);
  for (const std::uint32_t p : promises_) {
    const model::Range lines = rules_.promises[p].lines;
    for (std::uint32_t l = lines.first; l < lines.first + lines.count; ++l)
      if (rules_.promise_lines[l].kind != PromiseKind::within) judge(stepper, state, p, l, at, watch);
  }
}

// 凡 C 则 P is broken where C is true and P is false; what is unknown breaks nothing.
void PromiseJudge::judge(const Stepper& stepper, const CaseState& state, std::uint32_t promise, std::uint32_t line, Instant at,
                         PromiseWatch& watch) const {
  if (is_broken(watch, line)) return;
  const PromiseLine& l = rules_.promise_lines[line];
  const ExpressionId only_if = rules_.promises[promise].only_if;
  if (only_if && stepper.holds(state, only_if, at) != Truth::yes) return;
  if (stepper.holds(state, l.where, at) != Truth::yes) return;
  if (l.kind == PromiseKind::whenever && stepper.holds(state, l.must, at) != Truth::no) return;
  watch.breaches.push_back({promise, line, at, Instant::before_all()});
}

void PromiseJudge::begin_counting(const Stepper& stepper, const CaseState& state, const Entries& entries, std::size_t first,
                                  PromiseWatch& watch) const {
  for (std::size_t i = first; i < entries.entries.size(); ++i) {
    const Entry& entry = entries.entries[i];
    const auto escalates = [&] {
      const auto begin = entries.changes.begin() + entry.first_change;
      return std::any_of(begin, begin + entry.change_count, [](const Change& c) { return c.kind == ChangeKind::escalated; });
    };
    for (const std::uint32_t p : promises_) {
      const model::Range lines = rules_.promises[p].lines;
      for (std::uint32_t l = lines.first; l < lines.first + lines.count; ++l) {
        const PromiseLine& line = rules_.promise_lines[l];
        if (line.kind != PromiseKind::within) continue;
        for (std::uint32_t e = 0; e < line.anchor_events.count; ++e) {
          const EventId event = rules_.event_lists[line.anchor_events.first + e];
          const bool happened = event == model::escalation_event ? escalates()
                                                                 : entry.kind == EntryKind::event && entry.event == event;
          if (!happened) continue;
          begin(stepper, state, p, l, entry.occurred == Instant::never() ? entry.at : entry.occurred, entry.at, watch);
          break;
        }
      }
    }
  }
}

void PromiseJudge::begin(const Stepper& stepper, const CaseState& state, std::uint32_t promise, std::uint32_t line,
                         Instant since, Instant at, PromiseWatch& watch) const {
  const PromiseLine& l = rules_.promise_lines[line];
  if (is_broken(watch, line)) return;
  if (l.anchor == model::AnchorKind::first) {
    if (holds_line(watch.begun, line)) return;
    watch.begun.push_back(line);
  }
  const ExpressionId only_if = rules_.promises[promise].only_if;
  if (only_if && stepper.holds(state, only_if, at) != Truth::yes) return;
  PromiseWatch::Counting counting;
  counting.line = line;
  counting.since = since;
  counting.as_received = stepper.as_received(state);
  counting.end = end_of(*stepper.registers().calendar, l.length, counting);
  watch.counting.push_back(std::move(counting));
}

// What is kept is watched no more; what is not, and can't be since the case is closed, is broken.
void PromiseJudge::count_on(const Stepper& stepper, const CaseState& state, Instant at, PromiseWatch& watch) const {
  const Calendar& calendar = *stepper.registers().calendar;
  std::erase_if(watch.counting, [&](PromiseWatch::Counting& c) {
    const PromiseLine& line = rules_.promise_lines[c.line];
    const std::uint32_t promise = promise_of(c.line);
    if (stepper.holds(state, line.must, at, c.since) == Truth::yes) return true;
    if (state.head().closed) {
      if (!is_broken(watch, c.line)) watch.breaches.push_back({promise, c.line, at, c.since});
      return true;
    }
    const bool still = stands_still(state, promise);
    if (still != c.stands_still) {
      c.stands_still = still;
      ClockEvent event;
      event.at = c.as_received ? at : calendar.deemed(at);
      event.kind = still ? ClockEventKind::suspended : ClockEventKind::resumed;
      c.history.push_back(event);
      c.end = end_of(calendar, line.length, c);
    }
    return false;
  });
}

void PromiseJudge::passed(const Stepper& stepper, const CaseState& state, Instant now, PromiseWatch& watch) const {
  std::erase_if(watch.counting, [&](const PromiseWatch::Counting& c) {
    if (c.end == Instant::never() || c.end + 1 >= now) return false;
    // A condition on the day may have come true since the last entry.
    const bool kept = stepper.holds(state, rules_.promise_lines[c.line].must, c.end, c.since) == Truth::yes;
    if (!kept && !is_broken(watch, c.line)) watch.breaches.push_back({promise_of(c.line), c.line, c.end, c.since});
    return true;
  });
}

void PromiseJudge::recount(const Calendar& calendar, PromiseWatch& watch) const {
  for (PromiseWatch::Counting& c : watch.counting) c.end = end_of(calendar, rules_.promise_lines[c.line].length, c);
}

void advance(Stepper& stepper, CaseState& state, Instant until, Entries& entries, const PromiseJudge& judge, PromiseWatch& watch,
             const Unjudged* unjudged) {
  while (!state.head().closed && state.next_timer() <= until) {
    judge.passed(stepper, state, state.next_timer(), watch);
    const std::size_t before = entries.entries.size();
    if (stepper.advance(state, until, entries, unjudged, 1) == 0) break;
    judge.settled(stepper, state, entries, before, watch);
  }
  judge.passed(stepper, state, until + 1, watch);
}

}  // namespace sanhuan
