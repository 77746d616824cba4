#include "lib/replay/clock_marks.hpp"

namespace sanhuan {

namespace {

// Under 由 每个 several share deadline and ordinal; their holders tell them apart.
ObligationOutcome* find(const CaseFold& fold, std::vector<ObligationOutcome>& obligations, const Change& c) {
  const auto& folded = fold.folded().obligations;
  ObligationOutcome* found = nullptr;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (folded[i].deadline.value != c.a || folded[i].ordinal != c.b) continue;
    if (folded[i].holder.unit.value == c.reserved) return &obligations[i];
    if (found == nullptr) found = &obligations[i];
  }
  return found;
}

bool is_warning(const CaseFold& fold, const Change& c) {
  const model::Range rungs = fold.process().deadlines[c.a].rungs;
  const model::Rung& rung = fold.rulebook().data().rungs[rungs.first + static_cast<std::uint32_t>(c.value)];
  return rung.kind == model::RungKind::remaining;
}

}  // namespace

void mark_clocks(const CaseFold& fold, std::vector<ObligationOutcome>& obligations) {
  for (const Entry& entry : fold.entries().entries) {
    const Change* changes = fold.entries().changes.data() + entry.first_change;
    for (std::uint32_t i = 0; i < entry.change_count; ++i) {
      const Change& c = changes[i];
      const bool of_clock = c.kind == ChangeKind::rung || c.kind == ChangeKind::breached ||
                            c.kind == ChangeKind::suspended || c.kind == ChangeKind::resumed;
      if (!of_clock) continue;
      ObligationOutcome* const o = find(fold, obligations, c);
      if (o == nullptr) continue;
      if (c.kind == ChangeKind::rung && is_warning(fold, c)) o->warned.push_back(entry.at);
      if (c.kind == ChangeKind::breached && o->breached_at == Instant::never()) o->breached_at = entry.stood_at;
      if (c.kind == ChangeKind::suspended) o->suspended = true;
      if (c.kind == ChangeKind::resumed) o->suspended = false;
    }
  }
}

}  // namespace sanhuan
