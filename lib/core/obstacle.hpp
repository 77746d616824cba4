// Why a case cannot come under other rules as they are. Semantics 8.2.
#pragma once

#include <cstdint>
#include <vector>

#include "sanhuan/migration.hpp"

namespace sanhuan {

struct Obstacle {
  ObstacleKind kind = ObstacleKind::deadline;
  std::uint32_t what = 0;  // of the rules before: a stage, a fact, a role, a deadline, a case type
  friend bool operator==(const Obstacle&, const Obstacle&) = default;
};
using Obstacles = std::vector<Obstacle>;

}  // namespace sanhuan
