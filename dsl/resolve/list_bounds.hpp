// How many members a list has at least: what a guard that holds says of it, and what actions leave of it.
#pragma once

#include <cstdint>

#include "lib/rulebook/model.hpp"

namespace sanhuan::dsl {

// Where the guard is `when`, the list in `slot` has at least so many members.
std::uint32_t members_where(const RulebookData&, ExpressionId guard, std::uint32_t slot, bool when);

// Whether the guard holds as soon as all members of `list` have done what each of them owes (4.1b: over no member too).
bool holds_when_all_done(const RulebookData&, ExpressionId guard, const model::Process&, FactId list);

bool sets_list(const RulebookData&, const model::Consequence&, FactId list);

// Of a list that had `before` members, so many are left at least when the actions are done.
std::uint32_t members_after(const RulebookData&, const model::Consequence&, FactId list, std::uint32_t slot,
                            std::uint32_t before);

}  // namespace sanhuan::dsl
