// How a case came out, as the JSON that `docs/cli.md` promises.
#pragma once

#include <nlohmann/json.hpp>

#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

// Without the cases that it opened: each has an object of its own.
nlohmann::ordered_json outcome_json(const Rulebook&, const std::string& id, const CaseOutcome&);

}  // namespace sanhuan::cli
