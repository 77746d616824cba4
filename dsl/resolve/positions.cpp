#include "dsl/resolve/positions.hpp"

#include <algorithm>

#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

std::vector<StageEdge> ways_aside(const CheckInput& in, const std::vector<RuleId>& but) {
  std::vector<StageEdge> edges = edges_of(in.rules, in.process);
  std::erase_if(edges, [&](const StageEdge& e) {
    const bool aside = in.process.scopes[e.to.value].side && !e.leads_back && e.from != e.to;
    const bool left_out = std::find(but.begin(), but.end(), e.rule) != but.end();
    return !aside || left_out || in.process.scopes[e.from.value].kind == model::ScopeKind::final;
  });
  return edges;
}

}  // namespace

bool is_entered(const CheckInput& in, const Position& at, ScopeId s) noexcept {
  return is_inside(in.process, at.leaf, s) || is_inside(in.process, at.asleep, s);
}

std::set<Position> positions_of(const CheckInput& in, const std::vector<RuleId>& but) {
  std::set<Position> all;
  for (std::size_t i = 0; i < in.process.scopes.size(); ++i) {
    const model::Scope& scope = in.process.scopes[i];
    if (is_leaf(in.process, ScopeId(i)) && scope.kind != model::ScopeKind::final && !scope.side)
      all.insert({ScopeId(i), {}});
  }
  const std::vector<StageEdge> edges = ways_aside(in, but);
  for (const StageEdge& e : edges)
    if (!in.process.scopes[e.from.value].side) all.insert({e.to, e.from});
  // From one side stage to another: what sleeps goes on sleeping.
  for (std::size_t known = 0; known != all.size();) {
    known = all.size();
    std::vector<Position> led_on;
    for (const StageEdge& e : edges)
      for (const Position& at : all)
        if (at.leaf == e.from && at.asleep) led_on.push_back({e.to, at.asleep});
    all.insert(led_on.begin(), led_on.end());
  }
  return all;
}

}  // namespace sanhuan::dsl
