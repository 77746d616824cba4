// What the author may have meant: the nearest known name, or the name cut into words where a blank was left out.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sanhuan::dsl {

// The nearest of the candidates, if it is near enough to be meant (dsl/syntax/suggest.hpp) and not wholly another.
// Ties go to the first. Empty where there is none.
std::string nearest(std::string_view name, std::span<const std::string> candidates);

// `自登记起` as `自 登记 起`: the fewest pieces that are all keywords or known names. Empty where it cannot be cut.
std::string cut(std::string_view name, std::span<const std::string> names);

}  // namespace sanhuan::dsl
