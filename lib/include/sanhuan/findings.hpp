// What is found while a standing duty is done opens a case (发现, 录入): semantics 5.3. The library opens none itself: it says
// which, as an event file would, and the host reports it.
#pragma once

#include <string>
#include <vector>

#include "sanhuan/dry_run.hpp"
#include "sanhuan/duties.hpp"

namespace sanhuan {

struct DutyFinding {
  UnitId unit;        // who found it
  DutyId duty;
  Instant at;
  std::string what;   // in words; may be empty
  std::string number;  // of what was found, as the finder has it; empty: made of unit, duty and instant
};

// The cases it opens, one event each: the type that the item names, or what 发现 则 says. None where it is only collected.
// Of the facts of the new case those are set that 填 names; the one of kind 网格, where a grid found it; and by their keys
// #duty-item (which item), #duty-lead (its 主责), #found-by (the unit), #finding (in words).
std::vector<RecordedCase> cases_of(const DutyBook&, const DutyFinding&);

}  // namespace sanhuan
