#include "lib/engine/effects.hpp"

#include "lib/core/message.hpp"
#include "lib/rulebook/keywords.hpp"

namespace sanhuan {

Effect effect_of(const EffectSource& from, const Entry& entry, const Change& change, std::uint32_t position) {
  const RulebookData& rules = from.rulebook.data();
  const model::Action& action = rules.actions[change.b];
  Effect effect;
  effect.id = {std::string(from.case_id), entry.sequence, position};
  const auto verb = static_cast<model::Verb>(change.a);
  effect.kind = verb == model::Verb::host ? rules.text(action.host_name) : keyword(verb);
  effect.to = Holder::unpack(change.value);
  effect.addressed = (change.flags & change_flag::unaddressed) == 0;
  effect.points = action.points;
  effect.due = change.at;
  effect.at = entry.at;
  effect.rule = change.rule;
  if (action.text)
    effect.text = fill_text(from.rulebook, from.layout, from.state, from.case_id,
                            entry.kind == EntryKind::event ? from.event : nullptr, rules.text(action.text));
  return effect;
}

}  // namespace sanhuan
