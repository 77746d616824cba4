// E0457, E0458, W0412: what counts those who have done what each of a list owes must be able to hold, and to be taken (4.1b, 3.3.10).
#include <algorithm>
#include <optional>

#include "dsl/resolve/checks.hpp"
#include "dsl/resolve/list_bounds.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

using model::Op;
using model::Quantity;

struct Asked {
  DeadlineId deadline;
  FactId list;
  std::uint32_t need = 0;  // members; 0: nothing that a longer list would help
};

bool each(const CheckInput& in, const model::Deadline& deadline) {
  return deadline.responsibility && in.process.responsibilities[deadline.responsibility.value].each;
}

// The first count of a 一旦, of those who owe each for himself, that leaves others owing: not 全部 完成.
std::optional<Asked> asked_by(const CheckInput& in, const model::Transition& once) {
  if (once.event || !once.guard) return std::nullopt;
  const model::Range code = in.rules.expressions[once.guard.value].code;
  for (std::uint32_t i = 0; i < code.count; ++i) {
    const model::Code& c = in.rules.code[code.first + i];
    if (c.op != Op::deadline_count && c.op != Op::deadline_rung && c.op != Op::deadline_done) continue;
    const model::Deadline& deadline = in.process.deadlines[c.a];
    if (!each(in, deadline)) continue;
    const auto quantity = static_cast<Quantity>(c.b >> 16);
    if (c.op == Op::deadline_count && quantity == Quantity::all) continue;
    const model::Responsibility& held = in.process.responsibilities[deadline.responsibility.value];
    Asked asked{DeadlineId(c.a), in.rules.refs[held.holder.first].fact, 0};
    if (c.op != Op::deadline_rung) asked.need = quantity == Quantity::at_least && c.op == Op::deadline_count ? c.b & 0xffff : 1;
    return asked;
  }
  return std::nullopt;
}

class Votes {
 public:
  Votes(const CheckInput& in, const model::Transition& once, const Asked& asked)
      : in_(in), once_(once), asked_(asked), scope_(in.process.deadlines[asked.deadline.value].scope) {
    const model::CaseType& type = in.rules.case_types[in.process.case_type.value];
    slot_ = in.rules.facts[type.facts.first + asked.list.value].slot;
  }

  // A way out of the scope that asks for nobody's vote but everybody's: 全部 完成, or the end of somebody else's clock.
  bool other_way_out() const {
    for (const model::Transition& t : in_.process.transitions)
      if (&t != &once_ && !t.event && leaves(t.scope, t.then) &&
          holds_when_all_done(in_.rules, t.guard, in_.process, asked_.list))
        return true;
    if (holds_when_all_done(in_.rules, once_.guard, in_.process, asked_.list)) return true;
    for (const model::Deadline& d : in_.process.deadlines) {
      if (d.request || each(in_, d)) continue;
      for (std::uint32_t r = d.rungs.first; r < d.rungs.first + d.rungs.count; ++r)
        if (leaves(d.scope, in_.rules.rungs[r].then)) return true;
    }
    return false;
  }

  // Somebody may lead out, or something else may that is not about who is late. Events of the thread are no plan for this.
  bool led_out() const {
    for (const model::Transition& t : in_.process.transitions) {
      if (!leaves(t.scope, t.then) || (t.event && t.scope == ScopeId(0))) continue;
      const auto asks = asked_by(in_, t);
      if (!asks || asks->need > 0) return true;
    }
    return false;
  }

  // Where the list may come to have too few; none where it cannot.
  std::optional<RuleId> too_few() const {
    if (scope_ == ScopeId(0)) return once_.rule;  // of the thread: nothing leads in that could ask
    if (is_inside(in_.process, in_.process.initial, scope_) && enters(0)) return in_.process.scopes[scope_.value].rule;
    std::uint32_t not_before = 0;  // of 否则: what the guards before it say where they are false
    const model::Transition* before = nullptr;
    for (const model::Transition& t : in_.process.transitions) {
      if (before == nullptr || before->group != t.group || before->event != t.event) not_before = 0;
      const std::uint32_t said = std::max(members_where(in_.rules, t.guard, slot_, true), t.otherwise ? not_before : 0);
      if (lets_down(t.scope, t.event, said, t.then)) return t.rule;
      not_before = std::max(not_before, members_where(in_.rules, t.guard, slot_, false));
      before = &t;
    }
    for (const model::Deadline& d : in_.process.deadlines)
      for (std::uint32_t r = d.rungs.first; r < d.rungs.first + d.rungs.count; ++r)
        if (lets_down(d.scope, {}, 0, in_.rules.rungs[r].then)) return in_.rules.rungs[r].rule;
    for (const model::Return& r : in_.process.returns)
      if (is_inside(in_.process, r.target, scope_) && !is_inside(in_.process, r.scope, scope_) && enters(0)) return r.rule;
    for (const model::Reopening& r : in_.process.reopenings)
      if (reaches(r.then) && enters(members_after(in_.rules, r.then, asked_.list, slot_, 0))) return r.rule;
    for (const model::Deadline& d : in_.process.deadlines)
      if (brings_unasked(d)) return d.rule;
    return std::nullopt;
  }

 private:
  bool reaches(const model::Consequence& then) const {
    return then.move == model::Move::go && ((then.target && is_inside(in_.process, then.target, scope_)) ||
                                            (then.afterwards && is_inside(in_.process, then.afterwards, scope_)));
  }

  bool leaves(ScopeId from, const model::Consequence& then) const {
    if (!is_inside(in_.process, scope_, from) && !is_inside(in_.process, from, scope_)) return false;
    return then.move == model::Move::back || (then.move == model::Move::go && then.target && !is_inside(in_.process, then.target, scope_));
  }

  // With so many members on the way in the scope has too few; its 进入时 comes before its obligations open (4.1c).
  bool enters(std::uint32_t members) const {
    return members_after(in_.rules, in_.process.scopes[scope_.value].on_entry, asked_.list, slot_, members) < asked_.need;
  }

  bool carries(EventId event) const {
    if (!event) return false;
    const model::Range fields = in_.rules.events[event.value].fields;
    for (std::uint32_t i = 0; i < fields.count; ++i) {
      const std::vector<FactId>& facts = in_.rules.fields[fields.first + i].fact;
      const std::size_t type = in_.process.case_type.value;
      if (type < facts.size() && facts[type] == asked_.list) return true;
    }
    return false;
  }

  // Whether the case may be in the scope, or in a side stage of it, where something declared in `from` happens.
  bool at_home(ScopeId from) const {
    if (is_inside(in_.process, from, scope_) || is_inside(in_.process, scope_, from)) return true;
    for (ScopeId s = from; s; s = in_.process.scopes[s.value].parent)
      if (in_.process.scopes[s.value].side) return true;
    return false;
  }

  bool lets_down(ScopeId from, EventId event, std::uint32_t said, const model::Consequence& then) const {
    const auto after = [&](std::uint32_t had) {
      return members_after(in_.rules, then, asked_.list, slot_, std::max(had, said));
    };
    if (reaches(then) && !is_inside(in_.process, from, scope_)) return enters(after(0));
    const bool touches = carries(event) || sets_list(in_.rules, then, asked_.list);
    const bool stays = then.move != model::Move::go || reaches(then);
    return touches && stays && at_home(from) && after(carries(event) ? 0 : asked_.need) < asked_.need;
  }

  // An event that brings the list and is accepted only for what it fulfils: no guard asks.
  bool brings_unasked(const model::Deadline& deadline) const {
    if (!at_home(deadline.scope)) return false;
    for (std::uint32_t i = 0; i < deadline.fulfilled_by.count; ++i) {
      const EventId event = in_.rules.event_lists[deadline.fulfilled_by.first + i];
      const auto& all = in_.process.transitions;
      if (carries(event) && std::none_of(all.begin(), all.end(), [&](const auto& t) { return t.event == event && at_home(t.scope); }))
        return true;
    }
    return false;
  }

  const CheckInput& in_;
  const model::Transition& once_;
  const Asked asked_;
  const ScopeId scope_;  // that the deadline stands in
  std::uint32_t slot_ = 0;
};

// 3.3.10: what would leave somebody owing is not taken.
bool leaves_owing(const CheckInput& in, const model::Transition& once, const Asked& asked) {
  const model::Deadline& deadline = in.process.deadlines[asked.deadline.value];
  const model::Consequence& then = once.then;
  if (deadline.modal != model::Modal::shall || then.move != model::Move::go || !then.target) return false;
  const bool closes = in.process.scopes[then.target.value].kind == model::ScopeKind::final;
  if (!closes && is_inside(in.process, then.target, deadline.scope) && then.target != deadline.scope) return false;
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    const model::Action& action = in.rules.actions[then.actions.first + i];
    if (action.verb != model::Verb::end) continue;
    const auto first = in.rules.deadline_lists.begin() + action.deadlines.first, last = first + action.deadlines.count;
    if (action.all_deadlines || std::find(first, last, asked.deadline) != last) return false;
  }
  return true;
}

}  // namespace

void check_votes(const CheckInput& in) {
  for (const model::Transition& once : in.process.transitions) {
    const auto asked = asked_by(in, once);
    if (!asked) continue;
    const std::string name = in.name(in.process.deadlines[asked->deadline.value].name);
    if (leaves_owing(in, once, *asked)) in.sink.report("W0412", in.place(once.rule), {name});
    const Votes votes(in, once, *asked);
    if (votes.other_way_out()) continue;
    if (asked->need == 0) {
      if (!votes.led_out()) in.sink.report("E0458", in.place(once.rule), {name});
      continue;
    }
    const auto where = votes.too_few();
    if (!where) continue;
    const model::CaseType& type = in.rules.case_types[in.process.case_type.value];
    Diagnostic& report = in.sink.report("E0457", in.place(once.rule),
                                        {in.name(in.rules.facts[type.facts.first + asked->list.value].name), std::to_string(asked->need), name});
    if (*where != once.rule) report.notes.push_back({in.place(*where), "到了这里也没有说够", "nothing here says that there are enough"});
  }
}

}  // namespace sanhuan::dsl
