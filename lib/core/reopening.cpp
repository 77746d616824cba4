// Cases that are taken up again after their closing. Semantics 3.5b.
#include <algorithm>

#include "lib/core/context.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

using model::Reopening;

const Reopening* reopening_by(const model::Process& process, ScopeId final, EventId event) noexcept {
  const auto& all = process.reopenings;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Reopening& r) {
    return r.event == event && std::find(r.finals.begin(), r.finals.end(), final) != r.finals.end();
  });
  return found == all.end() ? nullptr : &*found;
}

Refusal Context::may_reopen(const Reopening& r) const {
  if (!acts_as(event_->by, r.actor, nullptr)) return {Refused::not_allowed, {}, {}, {}};
  const Instant closed = state_.cold() == nullptr ? head().last : state_.cold()->closed_at;
  const Instant from = as_received({}) ? closed : calendar().deemed(closed);
  if (when_ > due(calendar(), from, r.window).at) return guarded(Unmet::Why::too_late, r.rule);
  return {};
}

Refusal Context::reopen(const Reopening& r) {
  bool enabled = false;
  const ScopeId target = target_of(r.then, enabled);
  if (!enabled || !target) return guarded(Unmet::Why::used_up, r.rule);
  acting_ = acts_for(event_->by, r.actor);
  if (const Refusal refusal = act(r.then.actions, nullptr)) return refusal;
  head().closed = false;
  moved(target, change_flag::reopens, r.rule);
  reopening_ = &r;
  const Refusal refusal = enter_from_above(ScopeId{}, target);
  reopening_ = nullptr;
  return refusal;
}

}  // namespace sanhuan
