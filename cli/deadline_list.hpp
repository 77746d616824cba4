// The deadlines of a rulebook, for what a report says of the rules themselves.
#pragma once

#include <string>
#include <vector>

#include "sanhuan/due.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::cli {

struct DeadlineLine {
  std::string key, name;
  Length length;
  bool right = false;      // 可: the end of a right is no breach
  std::string place;       // "rules/lanshan/process.huan:92"
};

std::vector<DeadlineLine> deadlines_of(const Rulebook&);  // in the order of the rules, a key once

std::string title_of(const Rulebook&);            // 标题; may be empty
std::size_t presumed_bases(const Rulebook&);      // how many bases are 推定

// Keys of the candidate in its order, then those that only the baseline has.
std::vector<std::string> keys_in_order(const std::vector<DeadlineLine>& baseline,
                                       const std::vector<DeadlineLine>& candidate);

}  // namespace sanhuan::cli
