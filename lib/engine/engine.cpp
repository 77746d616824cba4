#include "sanhuan/engine.hpp"

#include <algorithm>
#include <deque>
#include <queue>
#include <unordered_map>

#include "lib/core/kin.hpp"
#include "lib/core/message.hpp"
#include "lib/core/step.hpp"
#include "lib/engine/case_ids.hpp"
#include "lib/rulebook/keywords.hpp"
#include "lib/engine/timers.hpp"

namespace sanhuan {

namespace {

constexpr std::int64_t lift_max_ms = 1'000;

// What a key stands for (7.3): event, actor, payload; not the instant, since a retry is stamped later.
void append(std::string& out, std::int64_t v) { out.append(reinterpret_cast<const char*>(&v), sizeof v); }
void append(std::string& out, const Actor& actor) {
  append(out, static_cast<std::int64_t>(actor.kind));
  append(out, actor.unit.value);
  for (const RoleId role : actor.roles) append(out, role.value);
}
void append(std::string& out, const Value& value) {
  append(out, static_cast<std::int64_t>(value.tag));
  append(out, value.number);
  append(out, static_cast<std::int64_t>(value.text.size()));
  out += value.text;
  append(out, static_cast<std::int64_t>(value.list.size()));
  for (const std::int64_t v : value.list) append(out, v);
}
std::string content(const Event& event) {
  std::string out;
  append(out, event.event.value);
  append(out, event.by);
  for (const PayloadField& p : event.payload) {
    append(out, p.field);
    append(out, p.value);
  }
  append(out, event.occurred.ms);
  return out;
}
std::string content(const Opening& opening) {
  std::string out;
  append(out, opening.type.value);
  append(out, opening.by);
  for (const auto& [fact, value] : opening.facts) {
    append(out, fact.value);
    append(out, value);
  }
  return out;
}

}  // namespace

struct Engine::Impl {
  struct Child {  // of which case it is, and which of those that it opened
    Handle parent = 0;
    std::uint32_t entry = 0;
    std::uint16_t position = 0;
    bool told = false;
  };
  struct Stored {
    std::string content;
    Answer answer;
  };

  std::shared_ptr<const Rulebook> rulebook;
  Options options;
  Stepper stepper;
  std::vector<CaseState> cases;            // by handle, as all that follows
  std::vector<std::uint64_t> openings;     // what each was opened with, hashed
  std::vector<Entries> histories;          // where they are kept
  CaseIds ids;
  std::unordered_map<std::string, Stored> by_key;  // handle, key
  std::unordered_map<Handle, Child> children;
  Entries scratch, opening;
  TimerHours timers;
  Instant draining = Instant::before_all();  // up to where `advance` is at work
  std::vector<Handle> woken;                 // cases that it still has to come to
  std::deque<Effect> outbox;

  Impl(std::shared_ptr<const Rulebook> r, Options o)
      : rulebook(std::move(r)),
        options(o),
        stepper(rulebook->data(), {rulebook->calendar_register(), rulebook->organisation_register()}) {}

  Entries& entries_for(Handle h) {
    if (options.keep_entries) return histories[h];
    scratch.clear();
    return scratch;
  }

  // `before`: for which instant the timers hold the case.
  void rearm(Handle h, Instant before) {
    const Instant next = cases[h].next_timer();
    if (next == before || next == Instant::never()) return;
    if (next <= draining) woken.push_back(h);
    else timers.arm(h, next);
  }

  void publish(Handle h, Entries& written, std::size_t first_entry, const Event* event) {
    if (std::exchange(written.effects, 0) == 0) return;
    for (std::size_t e = first_entry; e < written.entries.size(); ++e) {
      const Entry& entry = written.entries[e];
      std::uint32_t position = 0;
      for (std::uint32_t i = 0; i < entry.change_count; ++i) {
        const Change& c = written.changes[entry.first_change + i];
        if (c.kind != ChangeKind::effect) continue;
        const RulebookData& rules = rulebook->data();
        const model::Action& action = rules.actions[c.b];
        Effect effect;
        effect.id = {std::string(ids[h]), entry.sequence, position++};
        const auto verb = static_cast<model::Verb>(c.a);
        effect.kind = verb == model::Verb::host ? rules.text(action.host_name) : keyword(verb);
        effect.to = Holder::unpack(c.value);
        effect.addressed = (c.flags & 1) == 0;
        effect.points = action.points;
        effect.due = c.at;
        effect.at = entry.at;
        effect.rule = c.rule;
        if (action.text)
          effect.text = fill_text(*rulebook, stepper.layout(cases[h].head().type), cases[h], ids[h],
                                  entry.kind == EntryKind::event ? event : nullptr, rules.text(action.text));
        outbox.push_back(std::move(effect));
      }
    }
  }

  Handle add(std::string_view id, CaseState&& state, std::uint64_t opened_with, Entries& written) {
    const Handle h = ids.add(id);
    cases.push_back(std::move(state));
    openings.push_back(opened_with);
    publish(h, written, 0, nullptr);
    if (options.keep_entries) histories.push_back(std::move(written));
    rearm(h, Instant::never());
    return h;
  }

  // What a step leaves to be done in the family, before anything else happens (3.6): cases to be opened, a closing to be
  // told. `out` is where the step wrote.
  void settle_family(Handle h, Entries& out) {
    if (!out.children.empty()) open_children(h, std::exchange(out.children, {}));
    const auto kin = children.find(h);
    if (kin == children.end() || kin->second.told || !cases[h].head().closed) return;
    kin->second.told = true;
    const Child child = kin->second;
    Entries& parents = entries_for(child.parent);
    const std::size_t first = parents.entries.size();
    const Instant armed = cases[child.parent].next_timer();
    stepper.child_closed(cases[child.parent], child.entry, child.position, cases[h].head().last, parents);
    publish(child.parent, parents, first, nullptr);
    rearm(child.parent, armed);
    settle_family(child.parent, parents);
  }

  void open_children(Handle parent, const std::vector<ChildOpening>& opened) {
    for (const ChildOpening& child : opened) {
      CaseState state = stepper.make(child.type);
      Entries written;
      if (stepper.open(state, opening_of(child, cases[parent].head().last), written).rejected()) continue;
      std::vector<ChildOpening> theirs = std::exchange(written.children, {});
      const std::string id = std::string(ids[parent]) + child_tail(child.entry, child.position);
      const Handle h = add(id, std::move(state), 0, written);
      children.emplace(h, Child{parent, child.entry, child.position, false});
      Entries left;
      left.children = std::move(theirs);
      settle_family(h, left);
    }
  }

  Answer submit(Handle h, Event event) {
    // Clocks of several machines differ by a little; a little is forgiven, and the entry keeps both (3.3.2).
    const Instant last = cases[h].head().last;
    if (event.at < last && last - event.at <= lift_max_ms) event.reported = std::exchange(event.at, last);
    std::string key, wanted;
    if (!event.key.empty()) {
      append(key, h);
      key += event.key;
      wanted = content(event);
      if (const auto found = by_key.find(key); found != by_key.end()) {
        Answer answer = found->second.answer;
        if (found->second.content != wanted) {
          answer = {};
          answer.refused = Refused::key_conflict;
        } else {
          answer.repeated = true;
        }
        return answer;
      }
    }
    Entries& out = entries_for(h);
    const std::size_t first = out.entries.size();
    const Instant armed = cases[h].next_timer();
    const Answer answer = stepper.step(cases[h], event, out);
    if (answer.refused == Refused::malformed) return answer;  // answered and forgotten
    publish(h, out, first, &event);
    rearm(h, armed);
    settle_family(h, out);
    if (!key.empty()) by_key.emplace(std::move(key), Stored{std::move(wanted), answer});
    return answer;
  }
};

Engine::Engine(std::shared_ptr<const Rulebook> rulebook) : Engine(std::move(rulebook), Options{}) {}
Engine::Engine(std::shared_ptr<const Rulebook> rulebook, Options options)
    : impl_(std::make_unique<Impl>(std::move(rulebook), options)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

Answer Engine::open(std::string_view id, const Opening& opening) {
  Impl& m = *impl_;
  const std::uint64_t wanted = std::hash<std::string>{}(content(opening));
  if (const auto found = m.ids.find(id)) {
    Answer answer;
    answer.sequence = 1;
    if (m.openings[*found] == wanted) answer.repeated = true;
    else answer.refused = Refused::key_conflict;
    return answer;
  }
  if (!opening.type || opening.type.value >= m.rulebook->data().case_types.size()) {
    Answer answer;
    answer.refused = Refused::malformed;
    answer.detail = Malformed::not_open;
    return answer;
  }
  if (kinship(id)) {
    Answer answer;
    answer.refused = Refused::malformed;
    answer.detail = Malformed::reserved_id;
    return answer;
  }
  CaseState state = m.stepper.make(opening.type);
  Entries& written = m.opening;
  written.clear();
  const Answer answer = m.stepper.open(state, opening, written);
  if (answer.rejected()) return answer;
  Entries family;
  family.children = std::exchange(written.children, {});
  const Handle handle = m.add(id, std::move(state), wanted, written);
  m.settle_family(handle, family);
  return answer;
}

std::optional<Engine::Handle> Engine::handle(std::string_view case_id) const { return impl_->ids.find(case_id); }

Answer Engine::submit(std::string_view case_id, const Event& event) {
  if (const auto h = handle(case_id)) return impl_->submit(*h, event);
  Answer answer;
  answer.refused = Refused::malformed;
  answer.detail = Malformed::not_open;
  return answer;
}
Answer Engine::submit(Handle h, const Event& event) { return impl_->submit(h, event); }

std::size_t Engine::advance(Instant now, std::size_t budget) {
  Impl& m = *impl_;
  const auto next = [&](Handle h) { return m.cases[h].next_timer(); };
  // In order of timer instant, then case id (6.3).
  const auto later = [&](const std::pair<Instant, Handle>& a, const std::pair<Instant, Handle>& b) {
    return a.first != b.first ? a.first > b.first : m.ids[a.second] > m.ids[b.second];
  };
  std::priority_queue<std::pair<Instant, Handle>, std::vector<std::pair<Instant, Handle>>, decltype(later)> due(later);
  for (const Handle h : m.timers.take_due(now, next)) due.push({next(h), h});
  m.draining = now;
  std::size_t fired = 0;
  while (!due.empty() && fired < budget) {
    const auto [at, h] = due.top();
    due.pop();
    if (next(h) != at) continue;  // it has moved on, and stands where it now belongs
    Entries& out = m.entries_for(h);
    const std::size_t first = out.entries.size();
    fired += m.stepper.advance(m.cases[h], at, out, nullptr, timers_per_step_max);
    m.publish(h, out, first, nullptr);
    m.rearm(h, at);
    m.settle_family(h, out);
    for (const Handle w : m.woken) due.push({next(w), w});
    m.woken.clear();
  }
  m.draining = Instant::before_all();
  for (; !due.empty(); due.pop()) m.timers.arm(due.top().second, due.top().first);
  return fired;
}

Instant Engine::next_due() const {
  return impl_->timers.earliest([&](Handle h) { return impl_->cases[h].next_timer(); });
}

std::vector<Effect> Engine::effects(std::size_t most) const {
  const auto& outbox = impl_->outbox;
  return {outbox.begin(), outbox.begin() + static_cast<std::ptrdiff_t>(std::min(most, outbox.size()))};
}

void Engine::acknowledge(std::span<const EffectId> done) {
  std::vector<EffectId> ids(done.begin(), done.end());
  std::sort(ids.begin(), ids.end());
  std::erase_if(impl_->outbox, [&](const Effect& e) { return std::binary_search(ids.begin(), ids.end(), e.id); });
}

std::optional<CaseView> Engine::find(std::string_view case_id) const {
  const auto h = handle(case_id);
  if (!h) return std::nullopt;
  const Impl& m = *impl_;
  const RulebookData& rules = m.rulebook->data();
  const CaseState& state = m.cases[*h];
  const CaseState::Header& head = state.head();
  const model::CaseType& type = rules.case_types[head.type.value];
  const model::Process& process = rules.processes[type.process.value];
  const CaseLayout& layout = m.stepper.layout(head.type);
  CaseView view;
  view.id = case_id;
  view.type = rules.text(type.key);
  view.stage = rules.text(process.scopes[head.leaf.value].key);
  view.stage_name = rules.text(process.scopes[head.leaf.value].name);
  view.closed = head.closed;
  view.level = head.level;
  view.opened = head.opened;
  view.last = head.last;
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    const model::Fact& fact = rules.facts[type.facts.first + f];
    const Value value = read_fact(rules, layout, state, FactId(f));
    if (value.known() && !(fact.type.list && value.list.empty()))
      view.facts.emplace_back(rules.text(fact.name), m.rulebook->show_value(fact.type, value));
  }
  for (const Obligation& o : state.obligations()) {
    const model::Deadline& d = process.deadlines[o.deadline.value];
    ObligationView& v = view.obligations.emplace_back();
    v.key = rules.text(d.key);
    v.name = rules.text(d.name);
    v.responsibility = rules.text(process.responsibilities[d.responsibility.value].name);
    v.holder = o.holder();
    v.due = o.clock == ClockState::running ? o.due : Instant::never();
    v.waiting = o.clock == ClockState::waiting;
    v.suspended = o.clock == ClockState::suspended;
    v.right = o.right;
    v.breached = o.breached;
    v.provisional = o.provisional;
  }
  return view;
}

std::size_t Engine::size() const noexcept { return impl_->cases.size(); }

const Entries* Engine::entries(std::string_view case_id) const {
  const auto h = handle(case_id);
  return h && impl_->options.keep_entries ? &impl_->histories[*h] : nullptr;
}

}  // namespace sanhuan
