#include "dsl/resolve/process_draft.hpp"

#include <algorithm>

#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

bool Covered::covers(DeadlineId id) const noexcept {
  return rest || std::find(named.begin(), named.end(), id) != named.end();
}

ScopeId ProcessDraft::first_leaf(ScopeId id) const noexcept {
  for (std::size_t i = id.value; i < model.scopes.size(); ++i)
    if (is_leaf(model, ScopeId(i)) && is_inside(model, ScopeId(i), id)) return ScopeId(i);
  return {};
}

}  // namespace sanhuan::dsl
