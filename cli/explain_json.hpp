// An explanation as JSON: the keys are in `docs/cli.md`.
#pragma once

#include <nlohmann/json.hpp>

#include "sanhuan/explain.hpp"

namespace sanhuan::cli {

nlohmann::ordered_json explanation_json(const Explanation&);

}  // namespace sanhuan::cli
