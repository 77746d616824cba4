// Assessments (考核) as written: indicators and points. What they name is not looked up yet. Semantics 5.5.
#pragma once

#include <vector>

#include "dsl/yaml/written.hpp"
#include "sanhuan/assessment.hpp"

namespace sanhuan::dsl {

class Sink;
class SourceFile;

struct IndicatorSource {
  Written name, key;
  Measure measure = Measure::kept;
  std::uint32_t weight = 0;
  std::vector<Written> of, good, counted;
};
struct AssessmentSource {
  Assessment assessment;  // without what the next ones name
  Place place;
  Written cases, responsible;
  std::vector<IndicatorSource> indicators;
};

std::vector<AssessmentSource> read_assessments(const SourceFile&, Sink&);

}  // namespace sanhuan::dsl
