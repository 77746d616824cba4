// The word somebody probably meant: `stuats` is near `status`, `实时渠到` near `实时渠道`.
#pragma once

#include <string_view>
#include <vector>

namespace sanhuan::dsl::yaml {

// The first of the candidates with the fewest characters to change; empty where none is near enough.
std::string_view nearest(std::string_view written, const std::vector<std::string_view>& candidates);

}  // namespace sanhuan::dsl::yaml
