// The works that are measured. Each checks its result before it reports a figure: a fast wrong answer is no figure.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/figures.hpp"

namespace sanhuan::bench {

struct Work {
  const char* name;
  std::vector<Row> (*measure)(const std::string& limits_folder);
};
const std::vector<Work>& works();

std::vector<Row> case125(const std::string& limits_folder);
std::vector<Row> due_instants(const std::string& limits_folder);
std::vector<Row> loading(const std::string& limits_folder);
std::vector<Row> parsing(const std::string& limits_folder);
std::vector<Row> dry_runs(const std::string& limits_folder);

}  // namespace sanhuan::bench
