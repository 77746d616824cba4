// Breaches taken back: what happened in time was entered late, or time was granted (4.6, 2.7b).
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

Instant Context::due_broken(const Obligation& o) const noexcept {
  const Cold::Breached* const breached = o.in_cold ? record_of(state_.cold()->breached, o.serial) : nullptr;
  return breached != nullptr ? breached->due : o.due;
}

// What is entered late and came in time after all (4.6).
bool Context::disproves(const Obligation& o, Instant at) const noexcept { return o.breached && at < now_ && at <= due_broken(o); }

void Context::reverse(Obligation& o) {
  o.breached = false;
  o.set_fired(deadline(o.deadline).breach_rung, false);  // a due that is over all the same is breached again
  if (head().breaches > 0) --head().breaches;
  change(ChangeKind::reversed, o);
  if (!o.in_cold) return;
  // Scores are compensated by an effect of the opposite sign, to whom they went.
  for (const Cold::Scored& scored : state_.cold()->scored) {
    if (scored.serial != o.serial) continue;
    const model::Action& action = rules().actions[scored.action];
    Change& sent = change(ChangeKind::effect, static_cast<std::uint32_t>(action.verb), scored.action, scored.to, action.rule);
    sent.at = stood_;
    sent.flags = change_flag::compensates;
  }
  // Supervision that only this breach opened is waived; a level once reached stays.
  const std::uint16_t serial = o.serial;
  std::vector<std::uint16_t> supervisions;
  for (const Cold::Cause& cause : state_.cold()->causes)
    if (cause.serial == serial) supervisions.push_back(cause.supervision);
  std::erase_if(cold().scored, [&](const auto& s) { return s.serial == serial; });
  std::erase_if(cold().breached, [&](const auto& b) { return b.serial == serial; });
  std::erase_if(cold().causes, [&](const auto& c) { return c.serial == serial; });
  for (const std::uint16_t supervision : supervisions) {
    const auto& causes = state_.cold()->causes;
    if (std::any_of(causes.begin(), causes.end(), [&](const auto& c) { return c.supervision == supervision; })) continue;
    to_waive_.push_back(supervision);
  }
}

void Context::waive_supervision() {
  for (const std::uint16_t serial : to_waive_) close_if_open(serial, ChangeKind::waived);
  to_waive_.clear();
}

}  // namespace sanhuan
