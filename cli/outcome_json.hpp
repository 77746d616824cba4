// How a case came out, as the JSON that `docs/cli.md` promises.
#pragma once

#include <nlohmann/json.hpp>

#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

nlohmann::ordered_json outcome_json(const Rulebook&, const RecordedCase&, const CaseOutcome&);

}  // namespace sanhuan::cli
