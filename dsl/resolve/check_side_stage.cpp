// E0413, E0414, E0415, E0471, E0475: a pause without an end is how work disappears (semantics 3.4).
#include <algorithm>
#include <set>

#include "dsl/resolve/checks.hpp"
#include "dsl/resolve/positions.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

// Deadlines whose clocks may run while the case is in the side stage: of the stages that sleep beside it, of what is
// around them, and of the root.
std::set<DeadlineId> open_around(const CheckInput& in, const std::set<Position>& positions, ScopeId side) {
  std::set<DeadlineId> open;
  const auto add = [&](ScopeId scope) {
    const model::Range own = in.process.scopes[scope.value].deadlines;
    for (std::uint32_t d = own.first; d < own.first + own.count; ++d) open.insert(DeadlineId(d));
  };
  for (const Position& at : positions) {
    if (!at.asleep || !is_inside(in.process, at.leaf, side)) continue;
    for (ScopeId s = at.asleep; s; s = in.process.scopes[s.value].parent) add(s);
  }
  return open;
}

// What 期间 中止 names of the side stage itself would stand still for as long as the case is there.
bool has_running(const model::Scope& side) {
  for (std::uint32_t d = side.deadlines.first; d < side.deadlines.first + side.deadlines.count; ++d)
    if (std::find(side.suspends.begin(), side.suspends.end(), DeadlineId(d)) == side.suspends.end()) return true;
  return false;
}

bool has_side_stage(const CheckInput& in, ScopeId around) {
  for (std::size_t i = 0; i < in.process.scopes.size(); ++i)
    if (in.process.scopes[i].side && is_leaf(in.process, ScopeId(i)) && is_inside(in.process, ScopeId(i), around)) return true;
  return false;
}

}  // namespace

void check_side_stages(const CheckInput& in) {
  const std::set<Position> positions = positions_of(in);
  for (std::size_t i = 0; i < in.process.scopes.size(); ++i) {
    const model::Scope& scope = in.process.scopes[i];
    const ScopeDraft& draft = in.draft.scopes[i];
    if (draft.while_here && !scope.side) in.sink.report("E0415", draft.covered.place, {in.name(scope.name)});
    if (!scope.side) continue;
    if (!has_running(scope) && !draft.has_hole) in.sink.report("E0413", draft.place, {in.name(scope.name)});
    if (!draft.while_here || draft.covered.rest) continue;
    for (DeadlineId d : open_around(in, positions, ScopeId(i))) {
      if (draft.covered.covers(d)) continue;
      in.sink.report("E0414", draft.covered.place, {in.name(in.process.deadlines[d.value].name)})
          .notes.push_back({in.draft.deadlines[d.value].place, "这一项没有说到", "this one is not named"});
      break;
    }
  }
}

// A side stage is entered beside the stage that it goes back to: where nothing is left to sleep, there is no way back.
void check_ways_aside(const CheckInput& in) {
  const auto refuse = [&](ScopeId target, Place place) {
    if (!target || !in.process.scopes[target.value].side) return false;
    in.sink.report("E0471", place, {in.name(in.process.scopes[target.value].name)});
    return true;
  };
  if (in.process.initial) refuse(in.process.initial, in.draft.scopes[in.process.initial.value].place);
  for (std::size_t i = 0; i < in.process.returns.size(); ++i)
    refuse(in.process.returns[i].target, in.draft.returns[i].place);
  for (std::size_t i = 0; i < in.process.reopenings.size(); ++i) {
    const model::Consequence& then = in.process.reopenings[i].then;
    if (!refuse(then.target, in.draft.reopenings[i].place)) refuse(then.afterwards, in.draft.reopenings[i].place);
  }
}

// 返回原环节 of a ring, the thread or a stage with sub-stages makes none of the stages in it a side stage: what is entered
// there leaves what was before, and nothing sleeps.
void check_ways_back(const CheckInput& in) {
  const auto check = [&](ScopeId scope, const model::Consequence& then, RuleId rule) {
    if (then.move != model::Move::back || has_side_stage(in, scope)) return;
    in.sink.report("E0475", in.place(rule), {in.name(in.process.scopes[scope.value].name)});
  };
  for (const model::Transition& t : in.process.transitions) check(t.scope, t.then, t.rule);
  for (const model::Deadline& d : in.process.deadlines)
    for (std::uint32_t r = d.rungs.first; r < d.rungs.first + d.rungs.count; ++r)
      check(d.scope, in.rules.rungs[r].then, in.rules.rungs[r].rule);
}

}  // namespace sanhuan::dsl
