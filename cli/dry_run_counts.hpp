// Numbers by name, as the reports of a dry-run give them; what is not there is none.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "cli/deadline_totals.hpp"

namespace sanhuan::cli {

inline const DeadlineTotals& totals_of(const Totals& totals, const std::string& key) {
  static const DeadlineTotals none;
  const auto found = totals.deadlines.find(key);
  return found == totals.deadlines.end() ? none : found->second;
}

inline std::uint64_t value_of(const std::map<std::string, std::uint64_t>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

inline std::uint64_t sum_of(const std::map<std::string, std::uint64_t>& counts) {
  std::uint64_t sum = 0;
  for (const auto& [key, n] : counts) sum += n;
  return sum;
}

inline std::int64_t change(std::uint64_t from, std::uint64_t to) {
  return static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from);
}

inline std::set<std::string> keys_of(const std::map<std::string, std::uint64_t>& a,
                                     const std::map<std::string, std::uint64_t>& b) {
  std::set<std::string> keys;
  for (const auto& [key, n] : a) keys.insert(key);
  for (const auto& [key, n] : b) keys.insert(key);
  return keys;
}

}  // namespace sanhuan::cli
