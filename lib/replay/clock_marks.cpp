#include "lib/replay/clock_marks.hpp"

namespace sanhuan {

namespace {

bool is_warning(const FoldedCase& fold, const Change& c) {
  const model::Range rungs = fold.process().deadlines[c.a].rungs;
  const model::Rung& rung = fold.rulebook().data().rungs[rungs.first + static_cast<std::uint32_t>(c.value)];
  return rung.kind == model::RungKind::remaining;
}

}  // namespace

void mark_clocks(const FoldedCase& fold, std::vector<ObligationOutcome>& obligations) {
  for (const Entry& entry : fold.entries().entries) {
    const Change* changes = fold.entries().changes.data() + entry.first_change;
    for (std::uint32_t i = 0; i < entry.change_count; ++i) {
      const Change& c = changes[i];
      const bool of_clock = c.kind == ChangeKind::rung || c.kind == ChangeKind::breached ||
                            c.kind == ChangeKind::suspended || c.kind == ChangeKind::resumed;
      if (!of_clock) continue;
      ObligationOutcome* const o = &obligations[c.b - 1];
      if (c.kind == ChangeKind::rung && is_warning(fold, c)) o->warned.push_back(entry.at);
      if (c.kind == ChangeKind::breached && o->breached_at == Instant::never()) o->breached_at = entry.stood_at;
      if (c.kind == ChangeKind::suspended) o->suspended = true;
      if (c.kind == ChangeKind::resumed) o->suspended = false;
    }
  }
}

}  // namespace sanhuan
