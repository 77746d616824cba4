// The stages of a process as a graph: what can be reached, what leads out, what goes round. Semantics 3.3c, 9.1.
#pragma once

#include <vector>

#include "lib/rulebook/model.hpp"

namespace sanhuan {

struct StageEdge {  // from leaf to leaf or final stage
  ScopeId from, to;
  bool bounded = false;    // 至多 N次, or a return with a bound
  bool eventless = false;  // 一旦
  RuleId rule;
  bool leads_back = false;  // 返回原环节
};

bool is_leaf(const model::Process&, ScopeId) noexcept;  // a stage without sub-stages, a sub-stage, a final stage
bool is_inside(const model::Process&, ScopeId inner, ScopeId outer) noexcept;

// Transitions of a ring or of the thread leave from every leaf in it. 返回原环节 leads back to wherever the side stage
// may be entered from.
std::vector<StageEdge> edges_of(const RulebookData&, const model::Process&);

std::vector<char> reached_from(const model::Process&, const std::vector<StageEdge>&, ScopeId start);
std::vector<char> leads_to_final(const model::Process&, const std::vector<StageEdge>&);

// Each group of leaves that the edges go round among, with one edge that closes the loop; in the order of the file.
struct Loop {
  std::vector<ScopeId> leaves;
  StageEdge edge;
};
std::vector<Loop> loops(const model::Process&, const std::vector<StageEdge>&);

}  // namespace sanhuan
