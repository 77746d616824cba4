// E0405, E0406, E0407, E0420: what cannot be reached, what leads nowhere, what goes round (semantics 3.3c, 9.1).
#include <algorithm>

#include "dsl/resolve/checks.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

Arg names_of(const CheckInput& in, const std::vector<ScopeId>& leaves) {
  Arg names("");
  for (ScopeId leaf : leaves) {
    const std::string name = in.name(in.process.scopes[leaf.value].name);
    names.zh += (names.zh.empty() ? "" : "、") + name;
    names.en += (names.en.empty() ? "" : ", ") + name;
  }
  return names;
}

}  // namespace

void check_reach(const CheckInput& in) {
  if (!in.process.initial) return;
  const std::vector<StageEdge> edges = edges_of(in.rules, in.process);
  const std::vector<char> reached = reached_from(in.process, edges, in.process.initial);
  const std::vector<char> ends = leads_to_final(in.process, edges);
  const bool any_final = std::any_of(in.process.scopes.begin(), in.process.scopes.end(),
                                     [](const auto& s) { return s.kind == model::ScopeKind::final; });
  if (!any_final) in.sink.report("E0443", in.draft.scopes[0].place, {in.name(in.process.name)});
  for (std::size_t i = 0; i < in.process.scopes.size(); ++i) {
    const model::Scope& scope = in.process.scopes[i];
    if (!is_leaf(in.process, ScopeId(i))) continue;
    if (!reached[i]) in.sink.report("E0405", in.draft.scopes[i].place, {in.name(scope.name)});
    else if (any_final && !ends[i]) in.sink.report("E0406", in.draft.scopes[i].place, {in.name(scope.name)});
  }
}

void check_loops(const CheckInput& in) {
  std::vector<StageEdge> edges = edges_of(in.rules, in.process);
  std::erase_if(edges, [](const StageEdge& e) { return e.bounded; });
  for (const Loop& loop : loops(in.process, edges))
    in.sink.report("E0407", in.place(loop.edge.rule), {names_of(in, loop.leaves)});
}

// Bounded or not: a settling that goes round would only stop at the bound.
void check_eventless(const CheckInput& in) {
  std::vector<StageEdge> edges = edges_of(in.rules, in.process);
  std::erase_if(edges, [](const StageEdge& e) { return !e.eventless; });
  for (const Loop& loop : loops(in.process, edges))
    in.sink.report("E0420", in.place(loop.edge.rule), {names_of(in, loop.leaves)});
}

}  // namespace sanhuan::dsl
