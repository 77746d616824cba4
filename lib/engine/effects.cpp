#include "lib/engine/effects.hpp"

#include "lib/core/message.hpp"
#include "lib/rulebook/keywords.hpp"

namespace sanhuan {

void AskedEffects::stands(const CaseState& state, const Event* event, const Entries& out) {
  const RulebookData& rules = rulebook_.data();
  const Entry& entry = out.entries.back();
  std::uint32_t position = 0;
  for (std::uint32_t i = 0; i < entry.change_count; ++i) {
    const Change& change = out.changes[entry.first_change + i];
    if (change.kind != ChangeKind::effect) continue;
    const model::Action& action = rules.actions[change.b];
    Effect& effect = into_.emplace_back();
    effect.id = {std::string(case_id_), entry.sequence, position++};
    const auto verb = static_cast<model::Verb>(change.a);
    effect.kind = verb == model::Verb::host ? rules.text(action.host_name) : keyword(verb);
    effect.to = Holder::unpack(change.value);
    effect.addressed = (change.flags & change_flag::unaddressed) == 0;
    effect.points = action.points;
    effect.due = change.at;
    effect.at = entry.at;
    effect.rule = change.rule;
    if (action.text)
      effect.text = fill_text(rulebook_, stepper_.layout(state.head().type), state, case_id_, event, rules.text(action.text));
  }
}

}  // namespace sanhuan
