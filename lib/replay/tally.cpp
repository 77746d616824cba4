#include "lib/replay/tally.hpp"

#include <algorithm>

#include "lib/rulebook/keywords.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

namespace {

template <class Id>
void add_one(std::vector<std::uint64_t>& counts, Id id) {
  if (counts.size() <= id.value) counts.resize(id.value + std::size_t{1});
  ++counts[id.value];
}

template <class Enum, std::size_t size>
void name_counts(const std::array<std::uint64_t, size>& counts, std::map<std::string, std::uint64_t>& out) {
  for (std::size_t i = 0; i < size; ++i)
    if (counts[i] != 0) out[std::string(keyword(static_cast<Enum>(i)))] += counts[i];
}

void add(std::map<std::string, std::uint64_t>& into, const std::map<std::string, std::uint64_t>& from) {
  for (const auto& [name, n] : from) into[name] += n;
}

}  // namespace

void Tally::count(const FoldedObligation& o, Clock& clock) {
  using State = ObligationOutcome::State;
  if (o.unjudged) {
    ++clock.unjudged;
  } else if (o.breached) {
    ++clock.breached;
    if (o.settled != Instant::never() && o.settled > o.due) {
      clock.late_ms += static_cast<std::uint64_t>(o.settled - o.due);
      ++clock.late;
    }
  } else if (o.state == State::fulfilled) {
    ++clock.kept;
  } else if (o.state == State::open) {
    ++clock.open;
  } else {
    ++clock.other;
  }
}

void Tally::count_load(const FoldedCase& fold, Holder holder) {
  if (holder.unit) {
    add_one(load_by_unit_, holder.unit);
    ++load_by_level_[static_cast<std::size_t>(fold.rulebook().organisation().unit(holder.unit).level)];
  } else if (holder.kind == Holder::Kind::role) {
    add_one(load_by_role_, holder.role);
  }
}

void Tally::count_all(const CaseFold& fold) {
  count(fold.root());
  for (std::size_t i = 0; i < fold.children(); ++i) count(fold.child(i));
}

void Tally::count(const FoldedCase& fold) {
  const Folded& from = fold.folded();
  ++cases_;
  closed_ += from.closed ? 1 : 0;
  events_ += from.events;
  assumed_ += from.assumed;
  timers_ += from.timers;
  late_ += from.late ? 1 : 0;
  persons_ += from.persons;
  for (const FoldedRejection& r : from.rejected) {
    const auto reason = static_cast<std::size_t>(r.answer.refused);
    ++(r.assumed ? rejected_assumed_ : rejected_)[reason];
  }
  if (!from.opened) return;
  const std::size_t process = fold.process_id().value;
  if (clocks_.size() <= process) clocks_.resize(process + 1);
  clocks_[process].resize(fold.process().deadlines.size());
  for (const FoldedObligation& o : from.obligations) {
    if (o.right) continue;  // a right is neither kept nor breached, and nobody's load
    count(o, clocks_[process][o.deadline.value]);
    count_load(fold, o.holder);
  }
  for (const FoldedRung& r : from.escalations) {
    ++escalations_[static_cast<std::size_t>(r.level)];
    ++load_by_level_[static_cast<std::size_t>(r.level)];
  }
  for (const FoldedRung& r : from.effects) {
    if (r.host_name) ++host_effects_[r.host_name];
    else ++effects_[static_cast<std::size_t>(r.verb)];
  }
}

Totals Tally::totals(const Rulebook& rulebook) const {
  const RulebookData& rules = rulebook.data();
  Totals t;
  t.cases = cases_;
  t.closed = closed_;
  t.events = events_;
  t.assumed_events = assumed_;
  t.timers = timers_;
  t.late = late_;
  t.persons = persons_;
  for (std::size_t p = 0; p < clocks_.size(); ++p) {
    for (std::size_t d = 0; d < clocks_[p].size(); ++d) {
      const Clock& c = clocks_[p][d];
      if (c.none()) continue;
      const model::Deadline& deadline = rules.processes[p].deadlines[d];
      DeadlineTotals& named = t.deadlines[std::string(rules.text(deadline.key))];
      if (named.name.empty()) named.name = rules.text(deadline.name);
      named.kept += c.kept;
      named.breached += c.breached;
      named.open += c.open;
      named.unjudged += c.unjudged;
      named.other += c.other;
      named.late_ms += c.late_ms;
      named.late += c.late;
    }
  }
  name_counts<Level>(escalations_, t.escalations);
  name_counts<Level>(load_by_level_, t.load_by_level);
  name_counts<model::Verb>(effects_, t.effects);
  name_counts<Refused>(rejected_, t.rejected);
  name_counts<Refused>(rejected_assumed_, t.rejected_assumed);
  for (const auto& [name, n] : host_effects_) t.effects[std::string(rules.text(name))] += n;
  for (std::size_t u = 0; u < load_by_unit_.size(); ++u)
    if (load_by_unit_[u] != 0) t.load[std::string(rulebook.unit_name(UnitId(u)))] += load_by_unit_[u];
  for (std::size_t r = 0; r < load_by_role_.size(); ++r)
    if (load_by_role_[r] != 0) t.load[std::string(rulebook.role_name(RoleId(r)))] += load_by_role_[r];
  return t;
}

void Totals::merge(const Totals& from) {
  cases += from.cases;
  closed += from.closed;
  events += from.events;
  assumed_events += from.assumed_events;
  timers += from.timers;
  late += from.late;
  persons += from.persons;
  for (const auto& [key, d] : from.deadlines) {
    DeadlineTotals& into = deadlines[key];
    if (into.name.empty()) into.name = d.name;
    into.kept += d.kept;
    into.breached += d.breached;
    into.open += d.open;
    into.unjudged += d.unjudged;
    into.other += d.other;
    into.late_ms += d.late_ms;
    into.late += d.late;
  }
  add(escalations, from.escalations);
  add(effects, from.effects);
  add(rejected, from.rejected);
  add(rejected_assumed, from.rejected_assumed);
  add(load, from.load);
  add(load_by_level, from.load_by_level);
}

}  // namespace sanhuan
