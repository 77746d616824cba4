// E0413, E0414, E0415: a pause without an end is how work disappears (semantics 3.4).
#include <algorithm>
#include <set>

#include "dsl/resolve/checks.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

// Deadlines whose clocks may run while the case is in the side stage: of the stages it is entered from, of what is
// around them, and of the root.
std::set<DeadlineId> open_around(const CheckInput& in, const std::vector<StageEdge>& edges, ScopeId side) {
  std::set<DeadlineId> open;
  const auto add = [&](ScopeId scope) {
    const model::Range own = in.process.scopes[scope.value].deadlines;
    for (std::uint32_t d = own.first; d < own.first + own.count; ++d) open.insert(DeadlineId(d));
  };
  for (const StageEdge& e : edges) {
    if (!is_inside(in.process, e.to, side) || is_inside(in.process, e.from, side)) continue;
    for (ScopeId s = e.from; s; s = in.process.scopes[s.value].parent) add(s);
  }
  return open;
}

}  // namespace

void check_side_stages(const CheckInput& in) {
  const std::vector<StageEdge> edges = edges_of(in.rules, in.process);
  for (std::size_t i = 0; i < in.process.scopes.size(); ++i) {
    const model::Scope& scope = in.process.scopes[i];
    const ScopeDraft& draft = in.draft.scopes[i];
    if (draft.while_here && !scope.side) in.sink.report("E0415", draft.covered.place, {in.name(scope.name)});
    if (!scope.side) continue;
    if (scope.deadlines.empty() && !draft.has_hole) in.sink.report("E0413", draft.place, {in.name(scope.name)});
    if (!draft.while_here || draft.covered.rest) continue;
    for (DeadlineId d : open_around(in, edges, ScopeId(i))) {
      if (draft.covered.covers(d)) continue;
      in.sink.report("E0414", draft.covered.place, {in.name(in.process.deadlines[d.value].name)})
          .notes.push_back({in.draft.deadlines[d.value].place, "这一项没有说到", "this one is not named"});
      break;
    }
  }
}

}  // namespace sanhuan::dsl
