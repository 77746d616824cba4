// A later revision of the organisation.
#pragma once

#include <memory>
#include <string_view>

#include "lib/rulebook/registers.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::test {

// `unit` is abolished, and `successor` stands in its place. Ids stay what they were.
inline std::shared_ptr<const Organisation> abolished(const Organisation& before, std::string_view unit, std::string_view successor) {
  auto after = std::make_shared<Organisation>();
  for (std::size_t u = 0; u < before.size(); ++u) {
    Unit copy = before.unit(UnitId(u));
    if (copy.name == unit) copy.successor = before.find(successor);
    after->add(std::move(copy));
  }
  return after;
}

}  // namespace sanhuan::test
