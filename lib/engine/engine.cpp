#include "sanhuan/engine.hpp"

#include <algorithm>
#include <deque>
#include <queue>
#include <unordered_map>

#include "lib/core/message.hpp"
#include "lib/core/step.hpp"
#include "lib/engine/case_ids.hpp"
#include "lib/rulebook/keywords.hpp"
#include "lib/engine/timers.hpp"

namespace sanhuan {

namespace {

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
  Entries scratch;
  TimerHours timers;
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
    if (next != before && next != Instant::never()) timers.arm(h, next);
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

  Answer submit(Handle h, const Event& event) {
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
  CaseState state = m.stepper.make(opening.type);
  Entries written;
  Entries& out = m.options.keep_entries ? written : m.entries_for(0);
  const Answer answer = m.stepper.open(state, opening, out);
  if (answer.rejected()) return answer;
  const Handle handle = m.ids.add(id);
  m.cases.push_back(std::move(state));
  m.openings.push_back(wanted);
  m.publish(handle, out, 0, nullptr);
  if (m.options.keep_entries) m.histories.push_back(std::move(written));
  m.rearm(handle, Instant::never());
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
  std::size_t fired = 0;
  while (!due.empty() && fired < budget) {
    const auto [at, h] = due.top();
    due.pop();
    Entries& out = m.entries_for(h);
    const std::size_t first = out.entries.size();
    fired += m.stepper.advance(m.cases[h], at, out, nullptr, timers_per_step_max);
    m.publish(h, out, first, nullptr);
    if (const Instant later_on = next(h); later_on <= now) due.push({later_on, h});
    else m.rearm(h, at);
  }
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
