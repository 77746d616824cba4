// A sentence in both languages with the same things filled in; both are checked against them when they are compiled.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "sanhuan/error.hpp"

namespace sanhuan {

template <class... Args>
Sentence sentence(fmt::format_string<Args...> en, fmt::format_string<Args...> zh, Args&&... args) {
  return {fmt::vformat(en, fmt::make_format_args(args...)), fmt::vformat(zh, fmt::make_format_args(args...))};
}

}  // namespace sanhuan
