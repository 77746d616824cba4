// The word somebody probably meant: `stuats` is near `status`, `实时渠到` near `实时渠道`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/sink.hpp"

namespace sanhuan::dsl::yaml {

// The first of the candidates with the fewest characters to change; empty where none is near enough.
std::string_view nearest(std::string_view written, const std::vector<std::string_view>& candidates);

// To put at the end of a way out: “; did you mean `status`”. Empty where nothing is near.
inline Arg did_you_mean(std::string_view near) {
  if (near.empty()) return "";
  return {"；是不是「" + std::string(near) + "」", "; did you mean `" + std::string(near) + "`"};
}

}  // namespace sanhuan::dsl::yaml
