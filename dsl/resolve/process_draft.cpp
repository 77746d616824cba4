#include "dsl/resolve/process_draft.hpp"

#include <algorithm>

#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

bool Covered::covers(DeadlineId id) const noexcept {
  return rest || names(id);
}

bool Covered::names(DeadlineId id) const noexcept {
  return std::find(named.begin(), named.end(), id) != named.end();
}

std::vector<DeadlineId> ProcessDraft::versions(DeadlineId id) const {
  std::vector<DeadlineId> all{id};
  if (const auto found = later_versions.find(id); found != later_versions.end())
    all.insert(all.end(), found->second.begin(), found->second.end());
  return all;
}

ScopeId ProcessDraft::first_leaf(ScopeId id) const noexcept {
  for (std::size_t i = id.value; i < model.scopes.size(); ++i)
    if (is_leaf(model, ScopeId(i)) && is_inside(model, ScopeId(i), id)) return ScopeId(i);
  return {};
}

}  // namespace sanhuan::dsl
