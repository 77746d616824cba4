// What `step` looks up instead of searching: candidates for each leaf and event, the slots of anchors, the events
// that touch clocks (model.hpp).
#include <algorithm>

#include "dsl/resolve/process.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

class AnchorSlots {
 public:
  explicit AnchorSlots(RulebookData& rules, std::uint16_t next = 0) : rules_(rules), next_(next) {}
  void latest(EventId event) { give(event, &model::Event::anchor_latest); }
  void first(EventId event) { give(event, &model::Event::anchor_first); }
  void of(model::AnchorKind kind, model::Range events) {
    for (std::uint32_t i = 0; i < events.count; ++i) {
      const EventId event = rules_.event_lists[events.first + i];
      if (kind == model::AnchorKind::first) first(event);
      else if (kind == model::AnchorKind::latest) latest(event);
    }
  }
  std::uint16_t count() const { return next_; }

 private:
  void give(EventId event, std::uint16_t model::Event::*slot) {
    if (event && rules_.events[event.value].*slot == 0xffff) rules_.events[event.value].*slot = next_++;
  }
  RulebookData& rules_;
  std::uint16_t next_;
};

void flatten_rungs(RulebookData& rules, ProcessDraft& draft) {
  for (std::size_t i = 0; i < draft.deadlines.size(); ++i) {
    const std::vector<model::Rung>& rungs = draft.deadlines[i].rungs;
    draft.model.deadlines[i].rungs = {static_cast<std::uint32_t>(rules.rungs.size()),
                                      static_cast<std::uint32_t>(rungs.size())};
    rules.rungs.insert(rules.rungs.end(), rungs.begin(), rungs.end());
  }
}

void give_slots(const model::Process& process, AnchorSlots& slots) {
  for (const model::Deadline& deadline : process.deadlines) {
    slots.of(deadline.anchor, deadline.anchor_events);
    slots.of(deadline.bound.anchor, deadline.bound.anchor_events);
    slots.latest(deadline.restart);
  }
  for (const model::Return& line : process.returns) slots.of(line.anchor, line.anchor_events);
}

// 登记 的 时刻 in an expression, 应 答复 in a promise; 并案 登记 取早 …
void give_slots(const RulebookData& rules, AnchorSlots& slots) {
  for (const model::Code& code : rules.code)
    if (code.op == model::Op::anchor || code.op == model::Op::happened) slots.latest(EventId(code.a));
  for (const model::Action& action : rules.actions) {
    if (action.verb != model::Verb::merge) continue;
    slots.latest(action.event);
    slots.first(action.event);
  }
}

// From leaf to root, in file order within each scope (3.2, 3.3.4).
model::Range gather(const ProcessDraft& draft, model::Process& process, ScopeId leaf, EventId event) {
  model::Range range{static_cast<std::uint32_t>(process.candidate_list.size()), 0};
  for (ScopeId scope = leaf; scope; scope = draft.parent(scope)) {
    const model::Range own = process.scopes[scope.value].transitions;
    for (std::uint32_t t = own.first; t < own.first + own.count; ++t) {
      if (process.transitions[t].event != event) continue;
      process.candidate_list.push_back(TransitionId(t));
      ++range.count;
    }
  }
  return range;
}

void gather_candidates(const RulebookData& rules, ProcessDraft& draft) {
  model::Process& process = draft.model;
  const std::size_t events = rules.events.size();
  process.candidates.assign(process.scopes.size() * events, {});
  process.eventless.assign(process.scopes.size(), {});
  for (std::size_t s = 0; s < process.scopes.size(); ++s) {
    if (!is_leaf(process, ScopeId(s)) || process.scopes[s].kind == model::ScopeKind::final) continue;
    for (std::size_t e = 0; e < events; ++e)
      process.candidates[s * events + e] = gather(draft, process, ScopeId(s), EventId(e));
    process.eventless[s] = gather(draft, process, ScopeId(s), EventId{});
  }
}

// A stage with 返回原环节 in it, in a transition or a rung, is a side stage (3.4).
void mark_side_stages(ProcessDraft& draft) {
  model::Process& process = draft.model;
  const auto mark = [&](ScopeId scope, const model::Consequence& then) {
    if (then.move == model::Move::back) process.scopes[scope.value].side = true;
  };
  for (const model::Transition& t : process.transitions) mark(t.scope, t.then);
  for (std::size_t i = 0; i < process.deadlines.size(); ++i)
    for (const model::Rung& rung : draft.deadlines[i].rungs) mark(process.deadlines[i].scope, rung.then);
}

}  // namespace

void finish_processes(Context& context, std::deque<ProcessDraft>& drafts) {
  AnchorSlots slots(context.out);
  for (ProcessDraft& draft : drafts) {
    add_requests(context, draft);
    flatten_rungs(context.out, draft);
    mark_side_stages(draft);
    give_slots(draft.model, slots);
  }
  give_slots(context.out, slots);
  for (ProcessDraft& draft : drafts) {
    gather_candidates(context.out, draft);
    draft.model.anchor_slots = slots.count();
  }
}

void finish_scenarios(RulebookData& rules) {
  if (rules.processes.empty()) return;
  AnchorSlots slots(rules, rules.processes.front().anchor_slots);
  give_slots(rules, slots);
  for (model::Process& process : rules.processes) process.anchor_slots = slots.count();
}

}  // namespace sanhuan::dsl
