#include "cli/deadline_list.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "lib/rulebook/model.hpp"

namespace sanhuan::cli {

std::vector<DeadlineLine> deadlines_of(const Rulebook& rulebook) {
  const RulebookData& rules = rulebook.data();
  std::vector<DeadlineLine> result;
  std::set<std::string_view> seen;
  for (const model::Process& process : rules.processes) {
    for (const model::Deadline& deadline : process.deadlines) {
      if (!seen.insert(rules.text(deadline.key)).second) continue;
      DeadlineLine line;
      line.key = rules.text(deadline.key);
      line.name = rules.text(deadline.name);
      line.length = deadline.length;
      line.right = deadline.modal == model::Modal::may;
      const Place place = rulebook.place(deadline.rule);
      if (place.known()) line.place = fmt::format("{}:{}", rulebook.file(place.file), place.line);
      result.push_back(std::move(line));
    }
  }
  return result;
}

std::string title_of(const Rulebook& rulebook) { return std::string(rulebook.data().text(rulebook.data().title)); }

std::size_t presumed_bases(const Rulebook& rulebook) {
  return static_cast<std::size_t>(std::ranges::count_if(rulebook.data().bases, &model::Basis::presumed));
}

std::vector<std::string> keys_in_order(const std::vector<DeadlineLine>& baseline,
                                       const std::vector<DeadlineLine>& candidate) {
  std::vector<std::string> keys;
  for (const DeadlineLine& line : candidate) keys.push_back(line.key);
  for (const DeadlineLine& line : baseline) {
    if (std::ranges::find(keys, line.key) == keys.end()) keys.push_back(line.key);
  }
  return keys;
}

}  // namespace sanhuan::cli
