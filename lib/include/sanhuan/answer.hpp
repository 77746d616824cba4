// What a host gets back from an event: accepted, or refused with the reason. Semantics 3.3.
#pragma once

#include <cstdint>

#include "sanhuan/entry.hpp"
#include "sanhuan/ids.hpp"

namespace sanhuan {

struct Answer {
  Refused refused = Refused::none;
  Malformed detail = Malformed::none;
  bool repeated = false;       // a key seen before: this is its first outcome (7.3)
  std::uint16_t field = 0xffff;   // malformed: the payload field
  FactId missing;              // guarded or undecided: the first fact that was not known
  DeadlineId owed;             // owed: the first obligation still owed
  RuleId rule;                 // the line that refused or decided
  std::uint32_t sequence = 0;  // of the entry; 0 where there is none
  bool accepted() const noexcept { return refused == Refused::none; }
  bool rejected() const noexcept { return !accepted(); }
};

}  // namespace sanhuan
