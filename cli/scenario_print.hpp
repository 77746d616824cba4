// What came of a pack's scenarios: what was expected and what was found, side by side.
#pragma once

#include <vector>

#include "cli/session.hpp"
#include "sanhuan/pack.hpp"
#include "sanhuan/scenario.hpp"

namespace sanhuan::cli {

void print_scenario(const ScenarioResult&, const std::vector<PackFile>&, Session&);

// 违背了承诺「…」：从 … 起，到 … 没有做到
std::string breach_text(const BrokenPromise&, Zone, Voice);

// What was found instead, in one sentence or two.
std::string found_text(const ScenarioFinding&, Zone, Voice);

}  // namespace sanhuan::cli
