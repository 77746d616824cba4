// Timers: rungs of the ladders and breaches, earliest first. Semantics 2.4b, 2.4c, 4.3.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::Rung;
using model::RungKind;

Refusal Context::fire(std::size_t index, std::uint32_t rung) {
  Obligation& o = state_.obligations()[index];
  const model::Deadline& d = deadline(o.deadline);
  const Rung& r = rules().rungs[d.rungs.first + rung];
  entry().deadline = o.deadline;
  change(ChangeKind::rung, o, rung).rule = r.rule;
  if (r.kind == RungKind::breach && r.after < 0 && !o.right && !o.breached) {
    o.breached = true;
    if (head().breaches < UINT16_MAX) ++head().breaches;
    change(ChangeKind::breached, o).at = o.due;
    if (rung_fires(o, rung) > now_) {  // marked, and held back until the asking is decided (2.7b)
      place_rungs(o);
      return {};
    }
  }
  o.set_fired(rung, true);
  const Obligation at_hand = o;  // what follows may close the obligation
  if (r.kind == RungKind::breach && o.right) close(index, ChangeKind::lapsed);
  else place_rungs(o);
  if (r.silent) return {};
  bool enabled = false;
  const ScopeId target = target_of(r.then, enabled);
  // A pack whose expiry leaves something owed does not load (2.9); should one be built by other means, the expiry
  // acts and the case stays.
  if (target && still_owed(r.then, target)) return act(r.then.actions, &at_hand);
  return take(r.then, &at_hand, r.rule);
}

// Which rung stands at the obligation's next timer; past the last one: none does any more. Of rungs that fire at one
// instant the breach is first, then the order of the file; of what was held back (2.7b), the order of the file alone.
std::uint32_t Context::next_rung(const Obligation& o) const noexcept {
  const model::Deadline& d = deadline(o.deadline);
  const auto fires = [&](std::uint32_t r) { return !o.has_fired(r) && rung_fires(o, r) == o.next_timer; };
  const bool breaches = !o.right && !o.breached && o.due == o.next_timer - 1;
  if (breaches || (o.right && fires(d.breach_rung))) return d.breach_rung;
  for (std::uint32_t r = 0; r < d.rungs.count; ++r)
    if (fires(r)) return r;
  return d.rungs.count;
}

std::uint32_t Context::fire_all(Instant until, std::uint32_t budget) {
  std::uint32_t fired = 0;
  // Requests stand behind all that is declared, and among themselves in the order of opening alone.
  const auto rank = [&](const Obligation& o) {
    return deadline(o.deadline).request ? process_->deadlines.size() : std::size_t{o.deadline.value};
  };
  while (fired < budget && !head().closed) {
    // Earliest first; ties by declaration, then by the order of opening (2.4b). A rung is declared where its line stands.
    const auto open = state_.obligations();
    std::size_t index = open.size();
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i].next_timer > until) continue;
      const bool sooner = index == open.size() || open[i].next_timer < open[index].next_timer ||
                          (open[i].next_timer == open[index].next_timer &&
                           (rank(open[i]) < rank(open[index]) || (open[i].deadline == open[index].deadline &&
                                                                  !deadline(open[i].deadline).request &&
                                                                  next_rung(open[i]) < next_rung(open[index]))));
      if (sooner) index = i;
    }
    if (index == open.size()) break;
    Obligation& o = open[index];
    const model::Deadline& d = deadline(o.deadline);
    const Instant at = o.next_timer;
    const std::uint32_t rung = next_rung(o);
    begin_entry(EntryKind::timer, std::max(at, head().last), rung < d.rungs.count ? rung_place(o, rung) : at);
    if (rung < d.rungs.count) fire(index, rung);
    else place_rungs(o);
    reclassify();
    settle();
    end_entry();
    ++fired;
  }
  return fired;
}

}  // namespace sanhuan
