// The works that are measured. Each checks its result before it reports a figure: a fast wrong answer is no figure.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/figures.hpp"

namespace sanhuan::bench {

struct Work {
  const char* name;
  std::vector<Row> (*measure)(const std::string& limits_folder);
  bool by_default = true;  // false: takes long, only when it is named
};
const std::vector<Work>& works();

std::vector<Row> case125(const std::string& limits_folder);
std::vector<Row> due_instants(const std::string& limits_folder);
std::vector<Row> duties(const std::string& limits_folder);
std::vector<Row> loading(const std::string& limits_folder);
std::vector<Row> parsing(const std::string& limits_folder);
std::vector<Row> dry_runs(const std::string& limits_folder);
std::vector<Row> store(const std::string& limits_folder);
std::vector<Row> engine(const std::string& limits_folder);
std::vector<Row> timers(const std::string& limits_folder);
std::vector<Row> timers_10m(const std::string& limits_folder);
std::vector<Row> engine_10m(const std::string& limits_folder);

}  // namespace sanhuan::bench
