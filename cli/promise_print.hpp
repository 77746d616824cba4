// What came of the proofs of a pack's promises, for people and as JSON.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/session.hpp"
#include "sanhuan/proof.hpp"

namespace sanhuan::cli {

void print_verdicts(const Rulebook&, const std::vector<PromiseVerdict>&, Session&);
nlohmann::ordered_json as_json(const Rulebook&, const PromiseVerdict&, Voice);

}  // namespace sanhuan::cli
