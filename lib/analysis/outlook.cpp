#include "lib/analysis/outlook.hpp"

#include <algorithm>

#include "lib/analysis/reach.hpp"
#include "lib/core/plan.hpp"

namespace sanhuan {

using model::Deadline;

namespace {

// Where a case may still go from a leaf, what may happen there, and into what it may come.
class Future {
 public:
  Future(const Relevance& relevance, const ProcessPlan& plan, const std::vector<StageEdge>& edges, ScopeId leaf)
      : relevance_(relevance), process_(relevance.process), plan_(plan), leaves_(reached_from(process_, edges, leaf)),
        entered_(process_.scopes.size()) {
    for (const StageEdge& e : edges) {
      if (leaves_[e.from.value] == 0) continue;
      for (ScopeId s = e.to; s; s = process_.scopes[s.value].parent) entered_[s.value] = 1;
    }
  }

  bool passes(ScopeId scope) const {  // is in it, now or later
    for (std::size_t l = 0; l < leaves_.size(); ++l)
      if (leaves_[l] != 0 && is_inside(process_, ScopeId(l), scope)) return true;
    return false;
  }
  bool happens(EventId event) const {
    if (event == model::escalation_event) return relevance_.escalation;
    for (std::size_t l = 0; l < leaves_.size(); ++l)
      if (leaves_[l] != 0 && waits_at(ScopeId(l), event)) return true;
    return false;
  }
  bool happens(model::Range events) const {
    for (std::uint32_t i = 0; i < events.count; ++i)
      if (happens(relevance_.rules.event_lists[events.first + i])) return true;
    return false;
  }
  // The clock may start, or start again: by entering its scope, or in it by what it runs from.
  bool starts(const Deadline& d) const {
    if (d.scope != ScopeId(0) && entered_[d.scope.value] != 0) return true;
    return passes(d.scope) && (happens(d.anchor_events) || happens(d.bound.anchor_events) || (d.restart && happens(d.restart)));
  }

 private:
  bool waits_at(ScopeId leaf, EventId event) const {
    if (process_.candidates[leaf.value * relevance_.rules.events.size() + event.value].count != 0) return true;
    for (const model::Return& r : process_.returns)
      if ((r.ask == event || r.consent == event || r.refuse == event) && is_inside(process_, leaf, r.scope)) return true;
    if (plan_.touches[event.value] == 0) return false;
    for (std::size_t d = 0; d < process_.deadlines.size(); ++d)
      if ((plan_.relation(event, DeadlineId(d)) & (relation::fulfils | relation::befalls)) != 0 &&
          is_inside(process_, leaf, process_.deadlines[d].scope))
        return true;
    return false;
  }

  const Relevance& relevance_;
  const model::Process& process_;
  const ProcessPlan& plan_;
  std::vector<char> leaves_, entered_;
};

}  // namespace

Outlook::Outlook(const Relevance& relevance) : relevance_(relevance) {
  const model::Process& process = relevance.process;
  const RulebookData& rules = relevance.rules;
  const ProcessPlan plan(rules, process);
  const std::vector<StageEdge> edges = edges_of(rules, process);
  may_start_.assign(process.scopes.size(), relevance.horizon_days);
  begins_.assign(process.scopes.size(), 1);
  // A closed case that can be opened again may go anywhere, and a stage under which another sleeps is not told by its leaf.
  const bool sleeps = std::any_of(process.scopes.begin(), process.scopes.end(), [](const model::Scope& s) { return s.side; });
  if (!process.reopenings.empty()) return;
  for (std::size_t l = 0; l < process.scopes.size(); ++l) {
    if (!is_leaf(process, ScopeId(l))) continue;
    const Future future(relevance, plan, edges, ScopeId(l));
    std::int32_t reach = 0;
    for (std::size_t d = 0; d < process.deadlines.size(); ++d)
      if (relevance.timed[d] != 0 && (sleeps || future.starts(process.deadlines[d]))) reach = std::max(reach, relevance.reach_days[d]);
    for (std::size_t r = 0; r < process.returns.size(); ++r)
      if (future.passes(process.returns[r].scope)) reach = std::max(reach, relevance.window_days[r]);
    bool begins = false;
    for (std::uint32_t i = 0; i < relevance.promise.lines.count; ++i) {
      const model::PromiseLine& line = rules.promise_lines[relevance.promise.lines.first + i];
      if (line.kind == model::PromiseKind::within && !future.happens(line.anchor_events)) continue;
      begins = true;
      reach = std::max(reach, relevance.line_days[i]);
    }
    may_start_[l] = reach;
    begins_[l] = begins;
  }
}

std::int32_t Outlook::days(const CaseState& state, const PromiseWatch& watch, Instant midnight) const {
  std::int32_t days = std::max(may_start_[state.head().leaf.value], 1);
  const auto until = [&](Instant at) {
    if (at != Instant::never()) days = std::max(days, static_cast<std::int32_t>((at - midnight) / ms_per_day) + 1);
  };
  for (const Obligation& o : state.obligations()) {
    const std::size_t d = o.deadline.value;
    if (relevance_.timed[d] == 0 || o.clock == ClockState::waiting) continue;
    if (o.next_timer == Instant::never() && o.clock == ClockState::running && relevance_.process.deadlines[d].extension.times == 0) continue;
    if (relevance_.recounted[d] != 0 || o.clock == ClockState::suspended) days = std::max(days, relevance_.reach_days[d]);
    if (o.due != Instant::never()) until(o.due + relevance_.behind_days[d] * ms_per_day);
    until(o.next_timer);
  }
  for (const PromiseWatch::Counting& c : watch.counting) {
    until(c.end);
    if (!relevance_.promise.excluded.empty()) days = std::max(days, relevance_.horizon_days);
  }
  return days;
}

}  // namespace sanhuan
