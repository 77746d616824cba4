#include "lib/core/plan.hpp"

namespace sanhuan {

namespace {

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

std::uint32_t warnings_of(const RulebookData& rules, const model::Deadline& deadline) noexcept {
  std::uint32_t before = 0;
  for (std::uint32_t r = 0; r < deadline.rungs.count; ++r) {
    const model::Rung& rung = rules.rungs[deadline.rungs.first + r];
    if (rung.after < 0 && rung.kind == model::RungKind::remaining) before |= std::uint32_t{1} << r;
  }
  return before;
}

}  // namespace

ProcessPlan::ProcessPlan(const RulebookData& rules, const model::Process& process)
    : deadlines(process.deadlines.size()),
      relations(rules.events.size() * deadlines),
      touches(rules.events.size()) {
  for (const model::Responsibility& r : process.responsibilities) holders.push_back(fixed_holder(rules, r));
  for (std::size_t d = 0; d < deadlines; ++d) {
    const model::Deadline& deadline = process.deadlines[d];
    const auto mark = [&](EventId event, std::uint8_t bit) {
      if (!event) return;
      relations[event.value * deadlines + d] |= bit;
      touches[event.value] |= bit;
    };
    const auto mark_all = [&](model::Range events, std::uint8_t bit) {
      for (std::uint32_t i = 0; i < events.count; ++i) mark(rules.event_lists[events.first + i], bit);
    };
    mark_all(deadline.fulfilled_by, relation::fulfils);
    if (deadline.anchor != model::AnchorKind::entry) {
      mark_all(deadline.anchor_events, relation::anchors);
      if (deadline.scope == ScopeId(0) || deadline.request) mark_all(deadline.anchor_events, relation::opens);
    }
    mark(deadline.restart, relation::restarts);
    mark(deadline.extension.grant, relation::extends);
    for (std::uint32_t i = 0; i < deadline.exclusions.count; ++i) {
      mark(rules.exclusions[deadline.exclusions.first + i].from, relation::excludes);
      mark(rules.exclusions[deadline.exclusions.first + i].to, relation::excludes);
    }
    warnings.push_back(warnings_of(rules, deadline));
  }
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
