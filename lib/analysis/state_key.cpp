#include "lib/analysis/state_key.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace sanhuan {

// Two sums of different make: a collision of both would lose a state.
class StateKeys::Digest {
 public:
  void number(std::int64_t v) noexcept {
    const auto u = static_cast<std::uint64_t>(v);
    key_.high = std::rotl(key_.high ^ (u * 0x9e3779b97f4a7c15ULL), 29) * 0xbf58476d1ce4e5b9ULL + 0x94d049bb133111ebULL;
    key_.low = (std::rotl(key_.low, 23) + u) * 0xc2b2ae3d27d4eb4fULL;
    key_.low ^= key_.low >> 31;
  }
  template <class... T>
  void numbers(const T&... v) noexcept { (number(static_cast<std::int64_t>(v)), ...); }
  void scalar(Scalar s) noexcept { numbers(s.known, s.bits); }
  void end() noexcept { number(INT64_MAX); }  // of what has no length of its own
  StateKey key() const noexcept { return key_; }

 private:
  StateKey key_{0x243f6a8885a308d3ULL, 0x13198a2e03707344ULL};
};

StateKeys::StateKeys(const Relevance& relevance, const Outlook& outlook, const CaseLayout& layout, const Calendar& calendar,
                     bool timeless)
    : relevance_(relevance), outlook_(outlook), layout_(layout), calendar_(calendar), timeless_(timeless) {}

// The days from today on: which of them work, and how long.
std::uint32_t StateKeys::days_ahead(Day today, std::int32_t days) {
  const std::int64_t from = std::int64_t{today.value} << 32 | days;
  const auto known = ahead_.find(from);
  if (known != ahead_.end()) return known->second;
  std::string way;
  for (Day day = today; day <= today + days; day = day + 1) {
    way += calendar_.works(day) ? 'w' : '-';
    for (const OfficeSpan& span : calendar_.office(day)) way += std::to_string(span.from_minute) + '/' + std::to_string(span.to_minute);
  }
  const auto id = ways_ahead_.emplace(std::move(way), static_cast<std::uint32_t>(ways_ahead_.size())).first->second;
  ahead_.emplace(from, id);
  return id;
}

void StateKeys::facts(Digest& to, const CaseState& state, Day today) const {
  const RulebookData& rules = relevance_.rules;
  const model::CaseType& type = rules.case_types[state.head().type.value];
  const Cold* cold = state.cold();
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    if (relevance_.facts[f] == 0) continue;
    const model::Fact& fact = rules.facts[type.facts.first + f];
    if (fact.type.list) {
      const auto& list = cold != nullptr ? cold->lists[fact.slot] : std::vector<std::int64_t>{};
      to.number(static_cast<std::int64_t>(list.size()));
      for (const std::int64_t v : list) to.number(v);
    } else if (fact.type.kind == FactKind::text) {
      const bool is_known = cold != nullptr && cold->text_known[fact.slot] != 0;
      to.numbers(is_known, is_known ? std::hash<std::string>{}(cold->text[fact.slot]) : 0);
    } else {
      to.scalar(state.fact(layout_, fact.slot));
    }
  }
  if (relevance_.level) to.numbers(state.head().level);
  if (relevance_.breaches) to.numbers(state.head().breaches != 0);
  if (relevance_.dates) to.number(today.value);
}

// A clock whose ladder has fired may run again where its time can still be lengthened; long after, nothing can come of it.
bool StateKeys::may_move_when_spent(const Obligation& o, Instant midnight) const {
  const model::Deadline& d = relevance_.process.deadlines[o.deadline.value];
  return d.extension.times != 0 && midnight - o.due <= relevance_.horizon_days * ms_per_day;
}

void StateKeys::obligations(Digest& to, const CaseState& state, Instant midnight) const {
  const auto open = state.obligations();
  const Cold* cold = state.cold();
  const auto& deadlines = relevance_.process.deadlines;
  // By declaration, and in it by opening, as timers stand (2.4b); requests behind all, in the order of opening.
  std::vector<const Obligation*> order;
  for (const Obligation& o : open) order.push_back(&o);
  const auto rank = [&](const Obligation* o) { return deadlines[o->deadline.value].request ? deadlines.size() : std::size_t{o->deadline.value}; };
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  const auto index_of = [&](std::uint16_t serial) {
    for (std::size_t i = 0; i < order.size(); ++i)
      if (order[i]->serial == serial) return static_cast<std::int64_t>(i);
    return std::int64_t{-1};
  };
  const auto from_today = [&](Instant at) {
    if (at == Instant::never()) return INT64_MIN + 1;
    if (at == Instant::before_all()) return INT64_MIN;
    return timeless_ ? 0 : at - midnight;
  };
  // Dues that are compared with each other are told by how far apart they lie: both may be long past.
  Instant compared = Instant::never();
  for (const Obligation* o : order)
    if (relevance_.due[o->deadline.value] != 0 && o->clock == ClockState::running) compared = std::min(compared, o->due);
  to.number(static_cast<std::int64_t>(order.size()));
  for (const Obligation* o : order) {
    to.numbers(o->deadline.value, o->holder().packed(), o->clock, o->right, o->stand_in, o->held);
    const std::size_t d = o->deadline.value;
    const bool suspended = o->clock == ClockState::suspended && cold != nullptr;
    if (suspended)
      for (const Cold::Suspended& s : cold->suspended)
        if (s.serial == o->serial) to.number(s.by);
    if (relevance_.timed[d] == 0) continue;
    to.numbers(o->breached, o->as_received, o->fired, from_today(o->next_timer));
    const bool spent = o->next_timer == Instant::never() && o->clock == ClockState::running;
    if (o->clock == ClockState::waiting) continue;
    if (relevance_.due[d] != 0 && o->clock == ClockState::running) to.number(o->due - compared);
    if (spent && (timeless_ || !may_move_when_spent(*o, midnight))) continue;
    if (!suspended) to.number(from_today(o->due));
    if (relevance_.recounted[d] == 0) continue;
    to.number(from_today(o->anchor));
    if (cold == nullptr) continue;
    for (const Cold::Befell& b : cold->history)
      if (b.serial == o->serial)
        to.numbers(from_today(b.event.at), b.event.kind, b.event.left, b.event.length.count, b.event.length.unit);
    to.end();
    for (const Cold::Counted& c : cold->counted)
      if (c.serial == o->serial) to.numbers(c.limit, from_today(c.second));
    for (const Cold::Breached& b : cold->breached)
      if (b.serial == o->serial) to.number(from_today(b.due));
    to.end();
  }
  if (cold == nullptr) return;
  to.end();
  for (const Cold::Asked& a : cold->asked) {
    to.numbers(index_of(a.request), index_of(a.serial), a.late, a.giver.value);
    const Obligation* of = nullptr;
    for (const Obligation* o : order)
      if (o->serial == a.request) of = o;
    if (of != nullptr && relevance_.timed[of->deadline.value] != 0) to.numbers(from_today(a.at), from_today(a.until));
  }
  to.end();
  for (const Cold::Delegated& d : cold->delegated) to.numbers(index_of(d.serial), d.to.value);
  to.end();
  for (const Cold::Carried& c : cold->carried)
    if (relevance_.timed[c.deadline.value] != 0) to.numbers(c.deadline.value, c.left);
  to.end();
  if (relevance_.escalation)
    for (const Cold::Cause& c : cold->causes) to.numbers(index_of(c.supervision), index_of(c.serial));
}

// What happened before, as far as it is looked back at.
void StateKeys::past(Digest& to, const CaseState& state, Instant midnight) const {
  const auto age = [&](std::int32_t days, std::uint16_t slot) {
    if (days < 0) return;
    const Instant at = state.anchor(layout_, slot);
    const bool happened = at != Instant::before_all();
    const std::int64_t back = happened ? midnight - at : 0;
    const bool old = back > days * ms_per_day;
    to.numbers(happened, timeless_ || days == 0 || (old && !relevance_.dates) ? INT64_MIN : back);
  };
  for (std::uint16_t slot = 0; slot < relevance_.process.anchor_slots; ++slot) {
    age(relevance_.latest_days[slot], slot);
    age(relevance_.first_days[slot], slot);
  }
  for (std::size_t s = 0; s < relevance_.entries.size(); ++s)
    if (relevance_.entries[s] != 0) to.numbers(std::min(state.entries_of(layout_, ScopeId(s)), relevance_.entries[s]));
  for (std::size_t d = 0; d < relevance_.done.size(); ++d) {
    const DeadlineSummary* summary = state.summary(layout_, DeadlineId(d));
    if (summary == nullptr) continue;
    if (relevance_.done[d] != 0) to.numbers(summary->fulfilled != 0);
    if (relevance_.counted[d] != 0) to.numbers(summary->opened, summary->fulfilled);
    if (relevance_.opened[d] != 0) to.numbers(summary->opened != 0);
  }
  const Cold* cold = state.cold();
  if (cold == nullptr) return;
  if (!relevance_.process.returns.empty()) {
    std::vector<std::uint32_t> units;
    for (const UnitId unit : cold->returned_by) units.push_back(unit.value);
    std::sort(units.begin(), units.end());
    to.number(static_cast<std::int64_t>(units.size()));
    for (const std::uint32_t unit : units) to.number(unit);
  }
  if (relevance_.children)
    for (const Cold::Child& child : cold->children) to.numbers(child.type.value, child.closed);
  if (!timeless_ && state.head().closed && !relevance_.process.reopenings.empty()) to.number(cold->closed_at - midnight);
}

void StateKeys::watched(Digest& to, const CaseState& state, const PromiseWatch& watch, Instant midnight) const {
  for (const std::uint32_t line : watch.begun) to.number(line);
  to.end();
  for (const PromiseWatch::Counting& c : watch.counting) {
    to.numbers(c.line, c.stands_still, c.as_received, c.end == Instant::never() ? INT64_MIN : c.end - midnight);
    for (const EventId e : relevance_.asked)
      to.numbers(state.anchor(layout_, relevance_.rules.events[e.value].anchor_latest) >= c.since);
    if (relevance_.promise.excluded.empty()) continue;
    to.number(c.since - midnight);
    for (const ClockEvent& e : c.history) to.numbers(e.kind, e.at - midnight);
    to.end();
  }
}

StateKey StateKeys::of(const CaseState& state, const PromiseWatch& watch, Instant now) {
  const CaseState::Header& head = state.head();
  const Day today = calendar_.local_day(now);
  const Instant midnight = calendar_.zone().midnight(today);
  Digest to;
  to.numbers(head.leaf.value, head.sleeping.value, head.closed, head.begun);
  facts(to, state, today);
  obligations(to, state, midnight);
  past(to, state, midnight);
  watched(to, state, watch, midnight);
  if (relevance_.time && !timeless_) to.numbers(now - midnight, days_ahead(today, outlook_.days(state, watch, midnight)));
  return to.key();
}

}  // namespace sanhuan
