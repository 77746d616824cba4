// Figures of a benchmark run: sanhuan's beside the limit's, and the table that compares them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sanhuan::bench {

struct Figure {
  std::vector<double> values;  // of the repeats, at least one
  double median() const;
  double spread() const;       // (largest - smallest) / median
};

// What a limit program printed: metric and peer -> figure. Of the peers of a metric those marked are its limit; the
// others do less or more than the work.
struct Limit {
  Figure figure;
  bool marked = false;
};
using Limits = std::map<std::pair<std::string, std::string>, Limit>;

// Runs a limit program that stands beside this one and reads its lines of JSON. Throws where it fails: a figure
// without its limit says nothing.
Limits run_limit(const std::string& folder, const std::string& command);
// The best of the marked ones for a metric.
const Figure& best(const Limits&, const std::string& metric, bool higher_is_better = true);

struct Row {
  std::string work, unit;
  Figure ours;
  double limit = 0;         // 0: there is none
  double goal = 0;
  bool higher_is_better = true;
};

// One line a row, and last how many goals were reached.
std::string table(const std::vector<Row>&);

}  // namespace sanhuan::bench
