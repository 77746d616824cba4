// Which period each thing done counts for. Semantics 5.2.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sanhuan/duties.hpp"

namespace sanhuan {

// `periods` oldest due first, `done` in order of day, all of one unit and duty. Those after `known` are not looked at.
// done_of[i] becomes how often the i-th period was done, at most its times.
void settle(std::span<const DutyPeriod> periods, std::span<const DutyDone> done, bool piles_up, Day known,
            std::vector<std::uint16_t>& done_of);

}  // namespace sanhuan
