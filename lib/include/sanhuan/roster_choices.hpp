// Who was given which case, read from what was reported to the cases, and what the roster says of it: semantics 5.4c.
//
// The accepted events are the only record; each choice is picked again from those before it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sanhuan/dry_run.hpp"
#include "sanhuan/roster.hpp"

namespace sanhuan {

struct RosterChoice {
  std::string case_id;   // with the path of a child: 留言1/3.0
  RosterTaken taken;     // member none(): what the event names is nobody on the list
  std::string named;     // as the event has it
  RosterWish wish;       // what the event says of this case
  RosterPick pick;       // what the roster says
  bool agrees() const noexcept { return taken.member && taken.member == pick.member; }
};

// In order of time. Events after `until` have not happened yet; refused ones gave nobody anything.
std::vector<RosterChoice> roster_choices(std::shared_ptr<const Rulebook>, const RosterBook&, std::span<const RecordedCase>, Instant until);

}  // namespace sanhuan
