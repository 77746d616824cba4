// The text of an effect: a rule's “…” with {事实} and {编号} filled in, as the case stood.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "lib/core/case.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

// `event` gives payload fields that are no facts (理由); may be null. What is not known is written as `?`.
std::string fill_text(const Rulebook&, const CaseLayout&, const CaseState&, std::string_view case_id,
                      const Event* event, std::string_view text);

// Whether it would fill in something of this name, {事实}, that `is` says yes to.
bool text_names(std::string_view text, const std::function<bool(std::string_view)>& is);

// A fact as a host reads it; null where it is unknown.
Value read_fact(const RulebookData&, const CaseLayout&, const CaseState&, FactId);

}  // namespace sanhuan
