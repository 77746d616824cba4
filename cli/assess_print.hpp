// Assessments for people, and as rows for programs and spreadsheets.
#pragma once

#include <optional>
#include <vector>

#include "cli/rows.hpp"
#include "cli/session.hpp"
#include "sanhuan/assessment.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::cli {

struct AssessedPeriod {
  Day from, to;
};

void print_scores(const Assessor&, const Rulebook&, AssessedPeriod, std::optional<RowFormat>, Session&);
// Two rankings of the same units, by the name of the unit: what a change of the rules does to it.
void print_changes(const Assessor& base, const Rulebook&, const Assessor& candidate, const Rulebook&, AssessedPeriod, std::optional<RowFormat>,
                   Session&);
void print_sample(const Assessor&, const Rulebook&, AssessedPeriod, std::uint64_t seed, std::optional<RowFormat>, Session&);

}  // namespace sanhuan::cli
