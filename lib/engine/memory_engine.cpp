// Cases in memory, under one rulebook: what nothing durable is asked of.

#include <algorithm>
#include <deque>
#include <queue>
#include <unordered_map>

#include "lib/base/in_order.hpp"
#include "lib/core/kin.hpp"
#include "lib/core/step.hpp"
#include "lib/engine/case_ids.hpp"
#include "lib/engine/case_list.hpp"
#include "lib/engine/case_view.hpp"
#include "lib/engine/effects.hpp"
#include "lib/engine/impl.hpp"
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
  for (const std::size_t i : in_order(event.payload, &PayloadField::field)) {
    append(out, event.payload[i].field);
    append(out, event.payload[i].value);
  }
  append(out, event.occurred.ms);
  return out;
}
std::string content(const Opening& opening) {
  std::string out;
  append(out, opening.type.value);
  append(out, opening.by);
  for (const std::size_t i : in_order(opening.facts, &std::pair<FactId, Value>::first)) {
    append(out, opening.facts[i].first.value);
    append(out, opening.facts[i].second);
  }
  return out;
}

struct MemoryEngine final : Engine::Impl {
  using Handle = Engine::Handle;
  using Options = Engine::Options;

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
  std::unordered_map<Handle, std::vector<Handle>> families;  // of those at the top that opened cases: all of them
  Entries scratch, opening;
  TimerHours timers;
  Instant draining = Instant::before_all();  // up to where `advance` is at work
  std::vector<Handle> woken;                 // cases that it still has to come to
  std::deque<Effect> outbox;
  std::vector<Effect> asked;                 // by the step at hand

  MemoryEngine(std::shared_ptr<const Rulebook> r, Options o)
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

  AskedEffects listener(std::string_view id) { return {*rulebook, stepper, id, asked}; }

  void publish() {
    for (Effect& effect : asked) outbox.push_back(std::move(effect));
    asked.clear();
  }

  Handle add(std::string_view id, CaseState&& state, std::uint64_t opened_with, Entries& written) {
    const Handle h = ids.add(id);
    cases.push_back(std::move(state));
    openings.push_back(opened_with);
    publish();
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
    const Instant armed = cases[child.parent].next_timer();
    AskedEffects asks = listener(ids[child.parent]);
    stepper.child_closed(cases[child.parent], child.entry, child.position, cases[h].head().last, parents, nullptr, &asks);
    publish();
    rearm(child.parent, armed);
    settle_family(child.parent, parents);
  }

  void open_children(Handle parent, const std::vector<ChildOpening>& opened) {
    for (const ChildOpening& child : opened) {
      CaseState state = stepper.make(child.type);
      Entries written;
      const std::string id = std::string(ids[parent]) + child_tail(child.entry, child.position);
      AskedEffects asks = listener(id);
      if (stepper.open(state, opening_of(child), written, nullptr, &asks).rejected()) continue;
      std::vector<ChildOpening> theirs = std::exchange(written.children, {});
      const Handle h = add(id, std::move(state), 0, written);
      children.emplace(h, Child{parent, child.entry, child.position, false});
      const Handle root = top_of(parent);
      families.try_emplace(root, std::vector{root}).first->second.push_back(h);
      Entries left;
      left.children = std::move(theirs);
      settle_family(h, left);
    }
  }

  Handle top_of(Handle h) const {
    for (auto kin = children.find(h); kin != children.end(); kin = children.find(h)) h = kin->second.parent;
    return h;
  }

  // A timer may open a case that lives on before the next timer of this one.
  std::size_t fire(Handle h, Instant at) {
    Entries& out = entries_for(h);
    const std::uint32_t at_once = stepper.opens_cases(cases[h].head().type) ? 1 : timers_per_step_max;
    AskedEffects asks = listener(ids[h]);
    const std::size_t fired = stepper.advance(cases[h], at, out, nullptr, at_once, &asks);
    publish();
    rearm(h, at);
    settle_family(h, out);
    return fired;
  }

  // What stands up to an event in its family fires before it, in the order of a drain: what one case does about another
  // may have to wait for it.
  void advance_family(Handle h, const Event& event) {
    const Handle root = top_of(h);
    if (!families.contains(root) && !stepper.opens_cases(cases[h].head().type)) return;
    // What is malformed moves nothing, not even the timers of others (3.3.2).
    if (stepper.form(cases[h], event).rejected()) return;
    for (;;) {
      const auto found = families.find(root);
      std::optional<Handle> next;
      const auto look = [&](Handle m) {
        const Instant at = cases[m].next_timer();
        if (at <= event.at && (!next || at < cases[*next].next_timer() || (at == cases[*next].next_timer() && ids[m] < ids[*next]))) next = m;
      };
      if (found == families.end()) look(root);
      else for (const Handle m : found->second) look(m);
      if (!next) return;
      fire(*next, cases[*next].next_timer());
    }
  }

  Answer submit(Handle h, const Event& given) override {
    Event event = given;
    lift(event, cases[h].head().last);
    std::string key, wanted;
    if (!event.key.empty()) {
      append(key, h);
      key += event.key;
      wanted = content(event);
      if (const auto found = by_key.find(key); found != by_key.end()) {
        Answer answer = found->second.answer;
        answer.repeated = true;
        return found->second.content == wanted ? answer : key_conflict();
      }
    }
    advance_family(h, event);
    Entries& out = entries_for(h);
    const Instant armed = cases[h].next_timer();
    AskedEffects asks = listener(ids[h]);
    const Answer answer = stepper.step(cases[h], event, out, nullptr, &asks);
    if (answer.refused == Refused::malformed) return answer;  // answered and forgotten
    publish();
    rearm(h, armed);
    settle_family(h, out);
    if (!key.empty()) by_key.emplace(std::move(key), Stored{std::move(wanted), answer});
    return answer;
  }

  Answer open(std::string_view id, const Opening& opening_given, const Event* event) {
    const std::uint64_t wanted = std::hash<std::string>{}(content(opening_given));
    if (const auto found = ids.find(id)) {
      if (openings[*found] != wanted) return key_conflict();
      if (event != nullptr) return submit(*found, *event);
      Answer answer;
      answer.sequence = 1;
      answer.repeated = true;
      return answer;
    }
    if (!opening_given.type || opening_given.type.value >= rulebook->data().case_types.size())
      return malformed(Malformed::not_open);
    if (kinship(id)) return malformed(Malformed::reserved_id);
    CaseState state = stepper.make(opening_given.type);
    opening.clear();
    AskedEffects asks = listener(id);
    Answer answer = stepper.open(state, opening_given, opening, nullptr, &asks);
    // Together or not at all (3.0).
    if (answer.accepted() && event != nullptr) answer = stepper.step(state, *event, opening, nullptr, &asks);
    if (answer.rejected()) return asked.clear(), answer.sequence = 0, answer;
    Entries family;
    family.children = std::exchange(opening.children, {});
    const Handle h = add(id, std::move(state), wanted, opening);
    settle_family(h, family);
    if (event != nullptr && !event->key.empty()) {
      std::string key;
      append(key, h);
      by_key.emplace(key.append(event->key), Stored{content(*event), answer});
    }
    return answer;
  }

  Answer submit(const Submission& s) override {
    if (const Answer wrong = look_at(s, Instant::never()); wrong.rejected()) return wrong;
    const Event* event = s.event ? &*s.event : nullptr;
    if (s.open) return open(s.case_id, *s.open, event);
    const auto found = ids.find(s.case_id);
    return found && event != nullptr ? submit(*found, *event) : malformed(Malformed::not_open);
  }
  std::vector<Answer> submit(std::span<const Submission> all) override {
    std::vector<Answer> answers;
    for (const Submission& s : all) answers.push_back(submit(s));
    return answers;
  }

  Advanced advance(Instant now, const AdvanceLimits& limits) override {
    const auto next = [&](Handle h) { return cases[h].next_timer(); };
    // In order of timer instant, then case id (6.3).
    const auto later = [&](const std::pair<Instant, Handle>& a, const std::pair<Instant, Handle>& b) {
      return a.first != b.first ? a.first > b.first : ids[a.second] > ids[b.second];
    };
    std::priority_queue<std::pair<Instant, Handle>, std::vector<std::pair<Instant, Handle>>, decltype(later)> due(later);
    for (const Handle h : timers.take_due(now, next)) due.push({next(h), h});
    draining = now;
    std::size_t fired = 0;
    while (!due.empty() && fired < limits.timers) {
      const auto [at, h] = due.top();
      due.pop();
      if (next(h) != at) continue;  // it has moved on, and stands where it now belongs
      fired += fire(h, at);
      if (next(h) == at) woken.push_back(h);
      for (const Handle w : woken) due.push({next(w), w});
      woken.clear();
    }
    draining = Instant::before_all();
    const bool more = !due.empty();
    for (; !due.empty(); due.pop()) timers.arm(due.top().second, due.top().first);
    return {fired, more, ClockHeld::no, now};
  }

  Instant next_due() override {
    return timers.earliest([&](Handle h) { return cases[h].next_timer(); });
  }
  std::vector<Effect> effects(std::size_t most) override {
    return {outbox.begin(), outbox.begin() + static_cast<std::ptrdiff_t>(std::min(most, outbox.size()))};
  }
  void acknowledge(std::span<const EffectId> done) override {
    std::vector<EffectId> which(done.begin(), done.end());
    std::sort(which.begin(), which.end());
    std::erase_if(outbox, [&](const Effect& e) { return std::binary_search(which.begin(), which.end(), e.id); });
  }
  std::optional<CaseView> find(std::string_view id) override {
    const auto h = ids.find(id);
    if (!h) return std::nullopt;
    return view_of(*rulebook, stepper.layout(cases[*h].head().type), cases[*h], id);
  }
  std::size_t size() override { return cases.size(); }
  std::optional<Handle> handle(std::string_view id) override { return ids.find(id); }
  std::vector<CaseListing> list(const CaseFilter& filter, std::size_t most, const CaseListing* after) override {
    const Organisation& units = rulebook->organisation();
    const UnitId unit = rulebook->unit(filter.unit);
    CaseList kept(filter, unit ? units.unit(unit).key : std::string(), most, after);
    CaseColumns columns;
    for (Handle h = 0; h < cases.size(); ++h) {
      const bool closed = cases[h].head().closed;
      list_columns(rulebook->data(), units, cases[h], columns);
      if (!kept.fits(columns, closed)) continue;
      if (!filter.text.empty() && !kept.has_text(view_of(*rulebook, stepper.layout(cases[h].head().type), cases[h], ids[h]))) continue;
      kept.add(listing_of(ids[h], columns, closed));
    }
    return kept.take();
  }
  std::optional<Entries> entries(std::string_view id) override {
    const auto h = ids.find(id);
    return h && options.keep_entries ? std::optional(histories[*h]) : std::nullopt;
  }
  std::shared_ptr<const Rulebook> rulebook_of(std::string_view id) override {
    return ids.find(id) ? rulebook : nullptr;
  }
};

}  // namespace

std::unique_ptr<Engine::Impl> engine_in_memory(std::shared_ptr<const Rulebook> rulebook, Engine::Options options) {
  return std::make_unique<MemoryEngine>(std::move(rulebook), options);
}

}  // namespace sanhuan
