// A counter-example as a scenario: the text that `sanhuan test` runs to the same end. Semantics 9.3.
#pragma once

#include <string>

#include "sanhuan/proof.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::cli {

// `case_type`: its name, written where the pack has several.
std::string scenario_text(const Rulebook&, const Counterexample&, std::string_view case_type);

// 甲区 受理 填 人数 为 29: who did what with which facts, as a scenario says it.
std::string step_text(const Rulebook&, const RecordedEvent&);

}  // namespace sanhuan::cli
