#include "lib/analysis/moves.hpp"

#include <algorithm>

namespace sanhuan {

using model::RefKind;

namespace {

constexpr std::size_t choices_max = 2'000;  // of one payload, or of one opening

void add(std::vector<Actor>& actors, const Actor& actor) {
  const auto same = [&](const Actor& a) { return a.kind == actor.kind && a.unit == actor.unit && a.roles == actor.roles; };
  if (std::none_of(actors.begin(), actors.end(), same)) actors.push_back(actor);
}

Actor acting(const Holder& holder) noexcept {
  switch (holder.kind) {
    case Holder::Kind::petitioner: return Actor::petitioner();
    case Holder::Kind::nobody: case Holder::Kind::system: return Actor::system();
    case Holder::Kind::unit: case Holder::Kind::role: break;
  }
  return Actor::of(holder.unit, holder.role);
}

// Each way to take one of every list of choices. `what` is left out where a choice is null.
template <class What, class Choice>
bool combine(const std::vector<std::pair<What, std::vector<Choice>>>& parts,
             std::vector<std::vector<std::pair<What, Choice>>>& out) {
  out.assign(1, {});
  bool all = true;
  for (const auto& [what, choices] : parts) {
    std::vector<std::vector<std::pair<What, Choice>>> longer;
    for (const auto& begun : out) {
      for (const Choice& choice : choices) {
        if (longer.size() == choices_max) {
          all = false;
          break;
        }
        auto& next = longer.emplace_back(begun);
        if (choice.known()) next.emplace_back(what, choice);
      }
    }
    out = std::move(longer);
  }
  return all;
}

}  // namespace

Moves::Moves(const Relevance& relevance, const Representatives& values, const Organisation& organisation, const CaseLayout& layout)
    : relevance_(relevance), rules_(relevance.rules), process_(relevance.process),
      type_(rules_.case_types[relevance.promise.case_type.value]), values_(values), organisation_(organisation), layout_(layout),
      plan_(rules_, process_), payloads_of_(rules_.events.size()) {
  const std::size_t events = rules_.events.size();
  for (std::size_t e = 1; e < events; ++e) {  // 0 is 提级督办, which nobody reports
    const EventId event(e);
    bool named = plan_.touches[e] != 0;
    for (std::size_t s = 0; s < process_.scopes.size() && !named; ++s) named = process_.candidates[s * events + e].count != 0;
    for (const model::Return& r : process_.returns) named = named || r.ask == event || r.consent == event || r.refuse == event;
    for (const model::Reopening& r : process_.reopenings) named = named || r.event == event;
    if (named) events_.push_back(event);
  }
  for (const EventId event : events_) choose_payloads(event);
  choose_openings();
}

bool Moves::brings(EventId event, FactId fact) const noexcept {
  const model::Range fields = rules_.events[event.value].fields;
  for (std::uint32_t i = 0; i < fields.count; ++i) {
    const model::Field& field = rules_.fields[fields.first + i];
    const std::size_t type = relevance_.promise.case_type.value;
    if (type < field.fact.size() && field.fact[type] == fact) return true;
  }
  return false;
}

// Where the case begins something waits for it.
bool Moves::waits_at_first(EventId event) const noexcept {
  if (process_.candidates[process_.initial.value * rules_.events.size() + event.value].count != 0) return true;
  for (std::size_t d = 0; d < process_.deadlines.size(); ++d) {
    if ((plan_.relation(event, DeadlineId(d)) & (relation::fulfils | relation::befalls)) == 0) continue;
    for (ScopeId s = process_.initial; s; s = process_.scopes[s.value].parent)
      if (process_.deadlines[d].scope == s) return true;
  }
  return false;
}

void Moves::choose_openings() {
  std::vector<std::pair<FactId, std::vector<Value>>> parts;
  for (std::uint32_t f = 0; f < type_.facts.count; ++f) {
    const model::Fact& fact = rules_.facts[type_.facts.first + f];
    const bool needed = !fact.optional && !fact.has_default && !fact.type.list;
    const auto comes = [&](EventId e) { return brings(e, FactId(f)) && (!needed || waits_at_first(e)); };
    if (std::any_of(events_.begin(), events_.end(), comes)) continue;
    if (relevance_.facts[f] == 0 && !needed) continue;
    std::vector<Value> choices = values_.of(FactId(f));
    if (!needed && !fact.type.list) choices.push_back(Value::null());
    parts.emplace_back(FactId(f), std::move(choices));
  }
  complete_ = combine(parts, openings_) && complete_;
}

void Moves::choose_payloads(EventId id) {
  const model::Event& event = rules_.events[id.value];
  std::vector<std::pair<std::uint16_t, std::vector<Value>>> parts;
  for (std::uint32_t i = 0; i < event.fields.count; ++i) {
    const model::Field& field = rules_.fields[event.fields.first + i];
    const std::size_t type = relevance_.promise.case_type.value;
    const FactId f = type < field.fact.size() ? field.fact[type] : FactId{};
    std::vector<Value> choices;
    for (const model::Deadline& d : process_.deadlines) {  // 按 F: by how much, one or all
      if (d.extension.times == 0 || d.extension.grant != id || d.extension.measure != i) continue;
      choices = {Value::of(std::int64_t{1}), Value::of(std::int64_t{d.extension.at_most.count})};
      if (d.extension.at_most.count > 2 && relevance_.timed[static_cast<std::size_t>(&d - process_.deadlines.data())] != 0)
        complete_ = false;
    }
    const model::Fact* fact = f ? &rules_.facts[type_.facts.first + f.value] : nullptr;
    if (choices.empty() && fact != nullptr && relevance_.facts[f.value] != 0) {
      choices = values_.of(f);
      choices.push_back(Value::null());  // left as it is
    } else if (choices.empty()) {
      const bool needed = field.required || (fact != nullptr && !fact->optional && !fact->has_default && !fact->type.list);
      if (!needed) continue;
      choices.push_back(values_.any(field.type, field.low, field.high));
    }
    parts.emplace_back(static_cast<std::uint16_t>(i), std::move(choices));
  }
  std::vector<std::vector<std::pair<std::uint16_t, Value>>> all;
  complete_ = combine(parts, all) && complete_;
  payloads_of_[id.value] = {static_cast<std::uint32_t>(payloads_.size()), static_cast<std::uint32_t>(all.size())};
  for (const auto& one : all) {
    std::vector<PayloadField>& payload = payloads_.emplace_back();
    for (const auto& [field, value] : one) payload.push_back({field, value});
  }
}

// ---- who may -----------------------------------------------------------------------------------------------------------

UnitId Moves::unit_of(const CaseState& state, const model::Ref& ref) const noexcept {
  const auto held = [&](FactId f) {
    const Scalar unit = state.fact(layout_, rules_.facts[type_.facts.first + f.value].slot);
    return unit.known ? UnitId(unit.bits) : UnitId{};
  };
  switch (ref.kind) {
    case RefKind::unit: return ref.unit;
    case RefKind::fact: return held(ref.fact);
    case RefKind::fact_level: {
      const UnitId unit = held(ref.fact);
      return unit ? organisation_.ancestor(unit, ref.level) : UnitId{};
    }
    case RefKind::superior: {
      const UnitId inner = ref.inner == 0 ? UnitId{} : unit_of(state, rules_.refs[ref.inner - 1]);
      return inner ? organisation_.unit(inner).parent : UnitId{};
    }
    default: return {};
  }
}

void Moves::add_actor(const CaseState& state, const model::Ref& ref, std::vector<Actor>& actors) const {
  switch (ref.kind) {
    case RefKind::petitioner: return add(actors, Actor::petitioner());
    case RefKind::none: case RefKind::system: return add(actors, Actor::system());
    case RefKind::responsible: return add(actors, Actor::of({}, ref.role));
    case RefKind::each_of:
      if (const Cold* cold = state.cold())
        for (const std::int64_t unit : cold->lists[rules_.facts[type_.facts.first + ref.fact.value].slot])
          add(actors, Actor::of(UnitId(unit), ref.role));
      return;
    case RefKind::holder: return;  // of the obligation: his own
    case RefKind::unit: case RefKind::fact: case RefKind::fact_level: case RefKind::superior:
      if (const UnitId unit = unit_of(state, ref)) return add(actors, Actor::of(unit, ref.role));
      if (process_.fallback) add(actors, Actor::of(process_.fallback));  // he acts where nobody is known (3.6b)
  }
}

void Moves::add_actors(const CaseState& state, model::Refs refs, std::vector<Actor>& actors) const {
  for (std::uint32_t i = 0; i < refs.count; ++i) add_actor(state, rules_.refs[refs.first + i], actors);
}

void Moves::actors_of(const CaseState& state, EventId event, std::vector<Actor>& actors) const {
  if (state.head().closed) {
    for (const model::Reopening& r : process_.reopenings)
      if (r.event == event) add_actors(state, r.actor, actors);
    return;
  }
  const model::Range range = process_.candidates[state.head().leaf.value * rules_.events.size() + event.value];
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const model::Transition& t = process_.transitions[process_.candidate_list[range.first + i].value];
    if (t.actor.empty()) add(actors, Actor::system());
    add_actors(state, t.actor, actors);
  }
  const bool asks_back = std::any_of(process_.returns.begin(), process_.returns.end(), [&](const model::Return& r) { return r.ask == event; });
  if (plan_.touches[event.value] == 0 && !asks_back) return;
  for (const Obligation& o : state.obligations()) {
    const model::Deadline& d = process_.deadlines[o.deadline.value];
    if (plan_.relation(event, o.deadline) == 0 && !asks_back) continue;
    add(actors, acting(o.holder()));
    add_actors(state, d.by, actors);
    add_actors(state, d.extension.approver, actors);
  }
  if (const Cold* cold = state.cold())
    for (const Cold::Delegated& d : cold->delegated) add(actors, Actor::of(d.to));
}

void Moves::possible(const CaseState& state, std::vector<PossibleMove>& out) const {
  out.clear();
  std::vector<Actor> actors;
  for (const EventId event : events_) {
    actors.clear();
    actors_of(state, event, actors);
    const model::Range payloads = payloads_of_[event.value];
    for (const Actor& by : actors)
      for (std::uint32_t p = 0; p < payloads.count; ++p) out.push_back({event, by, payloads.first + p});
  }
}

}  // namespace sanhuan
