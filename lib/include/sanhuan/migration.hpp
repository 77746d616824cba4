// Open cases under new rules: what would become of each, what stands in the way, and what was done. Semantics 8.2.
//
// A migration is planned by making it and throwing it away, so the plan is what happens. Names are those of the rules: of
// what there was before as the rules before have them, of what there is as the rules after have them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sanhuan/instant.hpp"

namespace sanhuan {

enum class ObstacleKind : std::uint8_t {
  stage,      // the stage it is in has no counterpart, or one that is no stage of its kind
  fact,       // a fact that is known has none
  value,      // its fact may not have the value there
  role,       // nobody holds the role any more that somebody owes something by
  deadline,   // what is open under it has no counterpart
  scope,      // its counterpart stands where the case is not
  modal,      // what was owed is a right there, or a right is owed
  suspended,  // its clock stands still for a span that the rules do not know
  scored,     // a score that might be taken back is none there
  child,      // a case that this one opened is of a type that is not there
  bound,      // a limit of semantics 1.2 is reached
};
struct MigrationObstacle {
  ObstacleKind kind = ObstacleKind::deadline;
  std::string name, key;  // of what it is about
};

struct MigratedClock {
  enum class What : std::uint8_t {
    moved,    // its due is another
    started,  // it waited and runs now
    left,     // it stands still, and another length is left of it
    opened,   // the new rules have it, the old had not (补开)
    dropped,  // 废止
  } what = What::moved;
  std::string name, key;
  Instant before = Instant::never(), after = Instant::never();  // dues; never(): none
  std::string line;  // of the rules that decided: "rules/lanshan/process.huan:92"
};

struct MigratedCase {
  std::string id, type;            // key
  std::string stage, stage_after;  // by name; the same unless a line renames it
  std::vector<MigratedClock> clocks;
  std::vector<MigrationObstacle> obstacles;
};

struct MigrationPlan {
  enum class Refused : std::uint8_t {
    no,
    not_in_force,   // the new rules hold from a later day on
    other_units,    // their units are not those of the ledger's register: take up theirs first
    clock,          // the clock that the host gives is held (Advanced::held)
  } refused = Refused::no;
  std::string version;      // of the rules they come under
  std::size_t open = 0;     // cases
  std::size_t moves = 0;    // that come under the new rules; where something stands in the way, that would
  std::size_t already = 0;  // that are under them
  struct Staying {          // of a type and version from which nothing in the new rules moves them
    std::string version, type;
    std::size_t cases = 0;
  };
  std::vector<Staying> staying;
  struct Kept {  // a clock that the new rules count otherwise, and of which nobody said what becomes: it stays as it was
    std::string name, key;
    std::size_t clocks = 0;
  };
  std::vector<Kept> kept;
  std::vector<MigratedCase> cases;  // those of which there is something to say, in the order of their opening
  std::size_t obstructed = 0;       // of those, with something in the way
  bool clear() const noexcept { return refused == Refused::no && obstructed == 0; }
};

}  // namespace sanhuan
