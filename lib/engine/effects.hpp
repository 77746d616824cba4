// The effects that entries ask for, in their order, as the case stood when they were written. Semantics 6.1.
#pragma once

#include <string_view>

#include "lib/core/case.hpp"
#include "sanhuan/effect.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

struct EffectSource {
  const Rulebook& rulebook;
  const CaseLayout& layout;
  const CaseState& state;
  std::string_view case_id;
  const Event* event;  // gives its own entries the fields of a payload that are no facts; null: none
};
Effect effect_of(const EffectSource&, const Entry&, const Change&, std::uint32_t position);

template <class Take>
void for_effects(const EffectSource& source, const Entries& written, std::size_t first_entry, Take take) {
  for (std::size_t e = first_entry; e < written.entries.size(); ++e) {
    const Entry& entry = written.entries[e];
    std::uint32_t position = 0;
    for (std::uint32_t i = 0; i < entry.change_count; ++i) {
      const Change& change = written.changes[entry.first_change + i];
      if (change.kind == ChangeKind::effect) take(effect_of(source, entry, change, position++));
    }
  }
}

}  // namespace sanhuan
