// Where a case may be: in a leaf, and beside a side stage the stage that sleeps (semantics 3.1, 3.4).
#pragma once

#include <compare>
#include <set>
#include <vector>

#include "dsl/resolve/checks.hpp"

namespace sanhuan::dsl {

struct Position {
  ScopeId leaf, asleep;  // asleep: none outside side stages
  friend auto operator<=>(const Position&, const Position&) = default;
};

bool is_entered(const CheckInput&, const Position&, ScopeId) noexcept;

// All but the final stages, as if the lines `but` were not there.
std::set<Position> positions_of(const CheckInput&, const std::vector<RuleId>& but = {});

}  // namespace sanhuan::dsl
