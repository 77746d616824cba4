// Assessment (考核): indicators over a period for each unit, weights, points, ranking, the inspectors' sample. Semantics 5.5.
//
// Counted from what the fold of cases says and from the record of standing duties; no rule is read a second time. Only units
// are scored. An Assessor is used by one thread; two over parts of the cases merge to the same figures in any grouping.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/dry_run.hpp"
#include "sanhuan/duties.hpp"
#include "sanhuan/ids.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {

enum class Measure : std::uint8_t {
  kept,          // 按期: of the obligations that were judged, those kept
  fulfilled,     // 办成: of those that are due, those done, late or not
  not_returned,  // 未退回: of those that were settled, those not given back
  fact,          // 要素: of the cases whose fact has a counted value, those with a good one
  stage,         // 环节: of the cases, those that stand in a good stage
  duty,          // 职责: of what fell due of standing duties, what was done
};

struct Indicator {
  std::string name, key;
  Measure measure = Measure::kept;
  std::uint32_t weight = 0;
  std::vector<std::string> of;       // keys of deadlines, or of duties; the name of the fact
  std::vector<std::string> good;     // values of the fact, keys of stages
  std::vector<std::string> counted;  // values of the fact; empty: all that are known
};

struct PointRule {
  std::string name, key;
  std::string effect;         // red_card
  std::int32_t points = 0;    // for each
  std::uint32_t at_most = 0;  // how often it counts; 0: always
};

struct Assessment {
  std::string name, key;
  Level scored = Level::unknown;  // the units in line at this level, with all below them; unknown: departments, each by itself
  std::string case_type, unit_fact;  // a key and a name; for the measures over cases
  std::uint32_t sample = 0;       // cases of each unit that the inspectors look at
  std::vector<Indicator> indicators;
  std::vector<PointRule> points;
};

inline constexpr std::uint32_t assessment_weight_max = 1'000;

struct Ratio {
  std::uint64_t good = 0, counted = 0;
  friend bool operator==(const Ratio&, const Ratio&) = default;
};

struct UnitScore {
  UnitId unit;
  std::vector<Ratio> ratios;          // one for each indicator
  std::vector<std::uint64_t> times;   // one for each of Assessment::points
  std::optional<std::int64_t> score;  // in hundredths; nothing where nothing was counted
  std::uint32_t place = 0;            // from 1; 0 without a score
};

// What the points come to, each counted as often as it may be.
std::int64_t points_of(const Assessment&, const UnitScore&) noexcept;

class Assessor {
 public:
  // `from` and `to` are both included.
  Assessor(std::shared_ptr<const Rulebook>, Assessment, Day from, Day to);
  void add(const std::string& id, const CaseOutcome&);  // with the cases that it opened
  void add(const DutyRecord&, Day known);
  void merge(const Assessor&);  // of the same assessment and period

  const Assessment& assessment() const noexcept { return assessment_; }
  // By place, then in the order of the organisation; those without a score last.
  std::vector<UnitScore> scores() const;
  // For each unit the cases to look at, in the order in which they are drawn.
  struct Sampled { UnitId unit; std::vector<std::string> cases; };
  std::vector<Sampled> sample(std::uint64_t seed) const;

 private:
  UnitId scored(UnitId) const noexcept;  // in whose figures this unit's count
  UnitId addressee(std::string_view) const;
  struct Row { std::vector<Ratio> ratios; std::vector<std::uint64_t> times; std::vector<std::string> cases; };
  Row* row(UnitId);
  bool inside(Instant) const noexcept;

  std::shared_ptr<const Rulebook> rules_;
  Assessment assessment_;
  Day from_, to_;
  std::vector<std::optional<Row>> rows_;  // by unit
};

}  // namespace sanhuan
