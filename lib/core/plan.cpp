#include "lib/core/plan.hpp"

#include "lib/rulebook/walk.hpp"

namespace sanhuan {

namespace {

using model::Verb;

Holder fixed_holder(const RulebookData& rules, const model::Responsibility& responsibility) noexcept {
  if (responsibility.each || responsibility.holder.count != 1) return {};
  const model::Ref& ref = rules.refs[responsibility.holder.first];
  switch (ref.kind) {
    case model::RefKind::unit: return {ref.role ? Holder::Kind::role : Holder::Kind::unit, ref.role, ref.unit};
    case model::RefKind::responsible: return {Holder::Kind::role, ref.role, {}};
    case model::RefKind::petitioner: return {Holder::Kind::petitioner, {}, {}};
    case model::RefKind::system: return {Holder::Kind::system, {}, {}};
    default: return {};
  }
}

// What cannot be taken back is held back while an extension is asked for.
bool waits_for_decision(const RulebookData& rules, const model::Consequence& then) noexcept {
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    switch (rules.actions[then.actions.first + i].verb) {
      case Verb::supervise: case Verb::escalate: case Verb::red_card: case Verb::penalise: case Verb::reward:
        return true;
      default: break;
    }
  }
  return false;
}

class Relations {
 public:
  Relations(const RulebookData& rules, ProcessPlan& plan) : rules_(rules), plan_(plan) {}

  void of(std::size_t deadline) { deadline_ = deadline; }
  void mark(EventId event, std::uint8_t bit) {
    if (!event) return;
    plan_.relations[event.value * plan_.deadlines + deadline_] |= bit;
    plan_.touches[event.value] |= bit;
    const bool touches = (bit & (relation::fulfils | relation::befalls)) != 0;
    if (touches && rules_.events[event.value].late_days != 0) plan_.late[deadline_] = true;
  }
  void mark_all(model::Range events, std::uint8_t bit) {
    for (std::uint32_t i = 0; i < events.count; ++i) mark(rules_.event_lists[events.first + i], bit);
  }

 private:
  const RulebookData& rules_;
  ProcessPlan& plan_;
  std::size_t deadline_ = 0;
};

}  // namespace

ProcessPlan::ProcessPlan(const RulebookData& rules, const model::Process& process)
    : deadlines(process.deadlines.size()),
      relations(rules.events.size() * deadlines),
      touches(rules.events.size()),
      warnings(deadlines),
      held_back(deadlines),
      late(deadlines) {
  for (const model::Responsibility& r : process.responsibilities) holders.push_back(fixed_holder(rules, r));
  Relations events(rules, *this);
  for (std::size_t d = 0; d < deadlines; ++d) {
    const model::Deadline& deadline = process.deadlines[d];
    events.of(d);
    events.mark_all(deadline.fulfilled_by, relation::fulfils);
    if (deadline.anchor != model::AnchorKind::entry) {
      events.mark_all(deadline.anchor_events, relation::anchors);
      if (deadline.scope == ScopeId(0) || deadline.request) events.mark_all(deadline.anchor_events, relation::opens);
    }
    if (deadline.bound.kind != model::BoundKind::none) events.mark_all(deadline.bound.anchor_events, relation::bounds);
    events.mark(deadline.restart, relation::restarts);
    events.mark(deadline.extension.ask, relation::asks);
    if (!deadline.extension.ask) events.mark(deadline.extension.grant, relation::extends);
    for (std::uint32_t i = 0; i < deadline.exclusions.count; ++i) {
      events.mark(rules.exclusions[deadline.exclusions.first + i].from, relation::excludes);
      events.mark(rules.exclusions[deadline.exclusions.first + i].to, relation::excludes);
    }
    for (std::uint32_t r = 0; r < deadline.rungs.count; ++r) {
      const model::Rung& rung = rules.rungs[deadline.rungs.first + r];
      const std::uint32_t bit = std::uint32_t{1} << r;
      if (rung.after < 0 && rung.kind == model::RungKind::remaining) warnings[d] |= bit;
      if (waits_for_decision(rules, rung.then)) held_back[d] |= bit;
    }
    has_class_limits = has_class_limits || !deadline.class_limits.empty();
  }
  for_actions(rules, process, [&](const model::Action& action) { opens_cases |= action.verb == Verb::open_case; });
}

Plan::Plan(const RulebookData& data) : rules(data), evaluator(data) {
  for (const model::CaseType& type : data.case_types) layouts.push_back(CaseLayout::of(data, type));
  for (const model::Process& process : data.processes) processes.emplace_back(data, process);
  for (const model::Event& event : data.events) {
    bool plain = true;
    for (std::uint32_t f = 0; f < event.fields.count; ++f) plain = plain && !data.fields[event.fields.first + f].required;
    plain_events.push_back(plain);
  }
}

}  // namespace sanhuan
