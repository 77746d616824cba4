#include "tests/bench/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace sanhuan::bench {

double Figure::median() const {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() / 2];
}

double Figure::spread() const {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return (*most - *least) / median();
}

Limits run_limit(const std::string& folder, const std::string& command) {
  std::FILE* pipe = popen((folder + "/" + command).c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("could not start " + command);
  Limits limits;
  char line[4096];
  while (std::fgets(line, sizeof line, pipe) != nullptr) {
    const auto json = nlohmann::json::parse(line);
    limits[{json.at("metric"), json.at("peer")}] = {{json.at("values").get<std::vector<double>>()}, json.at("limit")};
  }
  if (pclose(pipe) != 0 || limits.empty()) throw std::runtime_error("the limit program failed: " + command);
  return limits;
}

const Figure& best(const Limits& limits, const std::string& metric, bool higher_is_better) {
  const Figure* found = nullptr;
  for (const auto& [name, limit] : limits) {
    if (name.first != metric || !limit.marked) continue;
    if (found == nullptr || (limit.figure.median() > found->median()) == higher_is_better) found = &limit.figure;
  }
  if (found == nullptr) throw std::runtime_error("no limit for " + metric);
  return *found;
}

namespace {

// 145,000,000 as 145 M: people compare three digits.
std::string shown(double v) {
  if (v == 0) return "-";
  if (v >= 1e6) return fmt::format("{:.3g} M", v / 1e6);
  if (v >= 1e4) return fmt::format("{:.3g} k", v / 1e3);
  return fmt::format("{:.3g}", v);
}

bool reached(const Row& row) {
  return row.higher_is_better ? row.ours.median() >= row.goal : row.ours.median() <= row.goal;
}

}  // namespace

std::string table(const std::vector<Row>& rows) {
  std::string out = fmt::format("{:<42} {:>6} {:>9} {:>7} {:>9} {:>11} {:>9}\n", "work", "unit", "sanhuan", "spread",
                                "limit", "of limit", "goal");
  int with_goal = 0, kept = 0;
  for (const Row& row : rows) {
    const double ours = row.ours.median();
    // How many times the limit's cost, whichever way the unit runs.
    const double times = row.limit == 0 ? 0 : row.higher_is_better ? row.limit / ours : ours / row.limit;
    const std::string goal =
        row.goal == 0 ? "-" : fmt::format("{} {}", shown(row.goal), reached(row) ? "yes" : "NO ");
    out += fmt::format("{:<42} {:>6} {:>9} {:>6.0f}% {:>9} {:>11} {:>13}\n", row.work, row.unit, shown(ours),
                       100 * row.ours.spread(), shown(row.limit), times == 0 ? "-" : fmt::format("1/{:.3g}", times), goal);
    if (row.goal != 0) ++with_goal, kept += reached(row);
  }
  return out + fmt::format("{} of {} goals reached\n", kept, with_goal);
}

}  // namespace sanhuan::bench
