#include "lib/analysis/relevance.hpp"

#include <algorithm>
#include <cmath>

#include "lib/calendar/length_bounds.hpp"
#include "lib/eval/reads.hpp"
#include "lib/rulebook/walk.hpp"

namespace sanhuan {

using model::Action;
using model::Deadline;
using model::Op;
using model::Ref;
using model::RefKind;
using model::Verb;

namespace {

bool lists(const RulebookData& rules, model::Range events, EventId event) {
  const auto first = rules.event_lists.begin() + events.first;
  return std::find(first, first + events.count, event) != first + events.count;
}

// The conditions that decide where a case goes and what is owed in it.
template <class F>
void for_conditions(const RulebookData& rules, const model::Process& process, const model::Promise& promise, F&& f) {
  f(promise.only_if);
  for (std::uint32_t l = 0; l < promise.lines.count; ++l) {
    f(rules.promise_lines[promise.lines.first + l].where);
    f(rules.promise_lines[promise.lines.first + l].must);
  }
  for (const model::Transition& t : process.transitions) f(t.guard);
  for (const Deadline& d : process.deadlines) {
    f(d.only_if);
    for (std::uint32_t i = 0; i < d.class_limits.count; ++i) f(rules.class_limits[d.class_limits.first + i].when);
  }
}

// Who owes and who may act.
template <class F>
void for_refs(const RulebookData& rules, const model::Process& process, F&& f) {
  const auto each = [&](model::Refs refs) {
    for (std::uint32_t i = 0; i < refs.count; ++i) f(rules.refs[refs.first + i]);
  };
  for (const model::Responsibility& r : process.responsibilities) each(r.holder);
  for (const Deadline& d : process.deadlines) each(d.by), each(d.extension.approver);
  for (const model::Transition& t : process.transitions) each(t.actor);
  for (const model::Return& r : process.returns) each(r.decider);
  for (const model::Reopening& r : process.reopenings) each(r.actor);
  for_actions(rules, process, [&](const Action& a) {
    if (a.verb == Verb::transfer || a.verb == Verb::delegate) each(a.to);
  });
}

}  // namespace

Relevance::Relevance(const RulebookData& data, const model::Promise& of, const Calendar& calendar)
    : rules(data), process(data.processes[data.case_types[of.case_type.value].process.value]), promise(of) {
  const std::size_t deadlines = process.deadlines.size();
  facts.resize(rules.case_types[promise.case_type.value].facts.count);
  timed.resize(deadlines), recounted.resize(deadlines), done.resize(deadlines), counted.resize(deadlines);
  opened.resize(deadlines), due.resize(deadlines), rungs.resize(deadlines);
  entries.resize(process.scopes.size());
  latest_days.assign(process.anchor_slots, -1), first_days.assign(process.anchor_slots, -1);
  for (std::uint32_t l = 0; l < promise.lines.count; ++l)
    within = within || rules.promise_lines[promise.lines.first + l].kind == model::PromiseKind::within;
  for_consequences(rules, process, [&](const model::Consequence& then) {
    if (then.at_most == 0) return;
    for (const ScopeId scope : {then.target, then.named ? then.named : then.target})
      entries[scope.value] = std::max(entries[scope.value], then.at_most);
  });
  find_facts();
  find_clocks();
  find_anchors(calendar);
  // By which channel it came says when a clock begins to count (2.6).
  if (const FactId channel = rules.case_types[promise.case_type.value].channel; channel && time) facts[channel.value] = 1;
}

bool Relevance::matters(const Action& a) const noexcept {
  switch (a.verb) {
    case Verb::notify: case Verb::inform: case Verb::urge: case Verb::supervise: case Verb::yellow_card: case Verb::red_card:
    case Verb::penalise: case Verb::reward: case Verb::deem: case Verb::designate: case Verb::host:
      return false;
    case Verb::set: return facts[a.fact.value] != 0;
    case Verb::set_level: return level;
    case Verb::escalate: return escalation;
    case Verb::open_case: return children;
    case Verb::end: case Verb::suspend: case Verb::resume: case Verb::interrupt: case Verb::merge: case Verb::transfer:
    case Verb::delegate: case Verb::recall:
      return true;
  }
  return true;
}

bool Relevance::matters(const model::Consequence& then) const noexcept {
  if (then.move != model::Move::stay) return true;
  for (std::uint32_t i = 0; i < then.actions.count; ++i)
    if (matters(rules.actions[then.actions.first + i])) return true;
  return false;
}

bool Relevance::anchored_on(EventId event) const noexcept {
  return std::any_of(process.deadlines.begin(), process.deadlines.end(), [&](const Deadline& d) {
    if (lists(rules, d.anchor_events, event) || lists(rules, d.bound.anchor_events, event) || d.restart == event) return true;
    for (std::uint32_t i = 0; i < d.exclusions.count; ++i) {
      const model::Exclusion& span = rules.exclusions[d.exclusions.first + i];
      if (span.from == event || span.to == event) return true;
    }
    return false;
  });
}

bool Relevance::happening_matters(EventId event) const noexcept {
  return std::find(asked.begin(), asked.end(), event) != asked.end() || anchored_on(event);
}

// Until nothing is added: what sets a fact that is read, reads too.
void Relevance::find_facts() {
  const model::CaseType& type = rules.case_types[promise.case_type.value];
  const auto read = [&](bool list, bool text, std::uint32_t slot) {
    for (std::uint32_t f = 0; f < type.facts.count; ++f) {
      const model::Fact& fact = rules.facts[type.facts.first + f];
      const bool is_text = !fact.type.list && fact.type.kind == FactKind::text;
      if (fact.type.list == list && is_text == text && fact.slot == slot) facts[f] = 1;
    }
  };
  const auto visit = [&](ExpressionId id) {
    for_codes(rules, id, [&](const model::Code& c) {
      switch (c.op) {
        case Op::fact: case Op::known: read(false, false, c.a); break;
        case Op::text_known: case Op::text_is: case Op::text_contains: case Op::text_copy: read(false, true, c.a); break;
        case Op::list_has: case Op::list_empty: case Op::list_size: case Op::list_in_set: case Op::list_contains:
        case Op::list_copy:
          read(true, false, c.a);
          break;
        case Op::level: level = true; break;
        case Op::ever_overdue: breaches = true; break;
        case Op::children: children = true; break;
        case Op::today: case Op::working_days: case Op::calendar_days: case Op::day_of: case Op::anchor: dates = true; break;
        case Op::deadline_done: done[c.a] = 1; break;
        case Op::deadline_count: counted[c.a] = 1; break;
        case Op::deadline_due: due[c.a] = 1; break;
        case Op::deadline_rung: rungs[c.a] = 1; break;
        case Op::happened:
          if (std::find(asked.begin(), asked.end(), EventId(c.a)) == asked.end()) asked.emplace_back(c.a);
          break;
        default: break;
      }
    });
  };
  for_conditions(rules, process, promise, visit);
  for_refs(rules, process, [&](const Ref& ref) {
    if (ref.fact && ref.fact.value < facts.size()) facts[ref.fact.value] = 1;
  });
  for (bool again = true; again;) {
    const auto before = facts;
    const bool level_before = level;
    const auto values = [&](const Action& a) {
      if (a.verb == Verb::merge) visit(a.value);
      if ((a.verb != Verb::set || facts[a.fact.value] == 0) && (a.verb != Verb::set_level || !level)) return;
      visit(a.value);
      for (std::uint32_t i = 0; i < a.members.count; ++i) visit(rules.results[a.members.first + i]);
    };
    for_actions(rules, process, values);
    again = facts != before || level != level_before;
  }
  const auto of_top = [&](const Action& a) { return a.verb != Verb::escalate && matters(a); };
  const auto top = rules.actions.begin() + process.at_top.actions.first;
  escalation = level || happening_matters(model::escalation_event) || std::any_of(top, top + process.at_top.actions.count, of_top);
}

// Two that escalate at one instant move the level once (4.4), and an asking holds rungs back until a moment (2.7b): those
// know more of time than its order.
bool Relevance::asks_order_alone() const noexcept {
  if (within || dates || level || std::find(due.begin(), due.end(), 1) != due.end()) return false;
  for (std::size_t d = 0; d < timed.size(); ++d)
    if (timed[d] != 0 && process.deadlines[d].extension.ask) return false;
  return true;
}

void Relevance::find_clocks() {
  const auto of_ladder = [&](const Deadline& d) {
    for (std::uint32_t r = 0; r < d.rungs.count; ++r)
      if (matters(rules.rungs[d.rungs.first + r].then)) return true;
    return false;
  };
  bool suspends_all = false, by_return = false;
  std::vector<char> suspended(process.deadlines.size());
  for_actions(rules, process, [&](const Action& a) {
    if (a.verb != Verb::suspend && a.verb != Verb::resume && a.verb != Verb::interrupt) return;
    suspends_all = suspends_all || a.all_deadlines;
    for (std::uint32_t i = 0; i < a.deadlines.count; ++i) suspended[rules.deadline_lists[a.deadlines.first + i].value] = 1;
  });
  for (const model::Scope& s : process.scopes)
    for (const DeadlineId d : s.suspends) suspended[d.value] = 1;
  for (const model::Return& r : process.returns) {
    by_return = by_return || (r.has_rest && r.rest != model::ReturnPolicy::unaffected);
    for (const auto& [d, policy] : r.deadlines) by_return = by_return || policy != model::ReturnPolicy::unaffected;
  }
  for (std::size_t i = 0; i < process.deadlines.size(); ++i) {
    const Deadline& d = process.deadlines[i];
    const bool bounded = d.extension.before_expiry && (matters(d.extension.then) || happening_matters(d.extension.grant));
    timed[i] = d.modal == model::Modal::may || due[i] != 0 || rungs[i] != 0 || bounded || of_ladder(d) ||
               (breaches && d.modal == model::Modal::shall);
    recounted[i] = suspends_all || by_return || suspended[i] != 0 || d.extension.times != 0 || d.exclusions.count != 0 ||
                   d.class_limits.count != 0 || d.bound.kind != model::BoundKind::none;
    opened[i] = d.scope == ScopeId(0) && d.anchor == model::AnchorKind::first;
  }
  // Asking for an extension holds back what its clock would do.
  for (std::size_t i = 0; i < process.deadlines.size(); ++i)
    if (const DeadlineId extends = process.deadlines[i].extends) timed[i] = timed[i] != 0 || timed[extends.value] != 0;
}

void Relevance::find_anchors(const Calendar& calendar) {
  LengthBounds bounds(calendar);
  const auto days = [&](const Length& l) { return static_cast<std::int32_t>(std::ceil(bounds.of(l).longest)) + 1; };
  const auto behind = [&](const Deadline& d) {
    std::int32_t most = 0;
    for (std::uint32_t r = 0; r < d.rungs.count; ++r) {
      const model::Rung& rung = rules.rungs[d.rungs.first + r];
      if (rung.kind == model::RungKind::nth_day) most = std::max(most, days({rung.length.count, LengthUnit::working_day}));
      if (rung.kind == model::RungKind::after_full) most += days(rung.length);
    }
    return most;
  };
  const auto reach = [&](const Deadline& d) {
    std::int32_t most = days(d.length);
    for (std::uint32_t i = 0; i < d.class_limits.count; ++i)
      most = std::max(most, days(rules.class_limits[d.class_limits.first + i].length));
    if (d.bound.kind != model::BoundKind::none) most = std::max(most, days(d.bound.length));
    most += d.extension.times * (d.extension.times != 0 ? days(d.extension.at_most) : 0);
    return most + behind(d);
  };
  const auto tell_apart = [&](model::AnchorKind kind, model::Range events, std::int32_t back) {
    for (std::uint32_t i = 0; i < events.count; ++i) {
      const model::Event& event = rules.events[rules.event_lists[events.first + i].value];
      const bool first = kind == model::AnchorKind::first;
      const std::uint16_t slot = first ? event.anchor_first : event.anchor_latest;
      auto& by_slot = first ? first_days : latest_days;
      if (kind != model::AnchorKind::entry && slot < by_slot.size()) by_slot[slot] = std::max(by_slot[slot], back);
    }
  };
  for (std::size_t i = 0; i < process.deadlines.size(); ++i) {
    const Deadline& d = process.deadlines[i];
    const std::int32_t back = timed[i] != 0 ? reach(d) : 0;
    reach_days.push_back(back);
    behind_days.push_back(behind(d));
    horizon_days = std::max(horizon_days, back);
    tell_apart(d.anchor, d.anchor_events, back);
    tell_apart(d.bound.anchor, d.bound.anchor_events, back);
    time = time || timed[i] != 0;
  }
  for (const model::Return& r : process.returns) {
    window_days.push_back(days(r.window));
    horizon_days = std::max(horizon_days, days(r.window));
    tell_apart(r.anchor, r.anchor_events, days(r.window));
    time = true;
  }
  for (const model::Reopening& r : process.reopenings) {
    horizon_days = std::max(horizon_days, days(r.window));
    time = true;
  }
  for (const EventId e : asked) {
    const std::uint16_t slot = rules.events[e.value].anchor_latest;
    if (slot < latest_days.size()) latest_days[slot] = std::max(latest_days[slot], 0);
  }
  for (std::uint32_t l = 0; l < promise.lines.count; ++l) {
    const model::PromiseLine& line = rules.promise_lines[promise.lines.first + l];
    line_days.push_back(line.kind == model::PromiseKind::within ? days(line.length) : 0);
    horizon_days = std::max(horizon_days, line_days.back());
  }
  const auto dated = [](const auto& x) { return !x.valid.always(); };
  dates = dates || std::any_of(process.deadlines.begin(), process.deadlines.end(), dated) ||
          std::any_of(process.transitions.begin(), process.transitions.end(), dated);
  time = time || within || dates;
}

}  // namespace sanhuan
