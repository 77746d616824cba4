// A piece of data as somebody wrote it, with its place.
#pragma once

#include <string>

#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

template <class T>
struct Placed {
  T value{};
  Place place;
};

struct Written {
  std::string text;  // empty where nothing was written
  Place place;
  bool empty() const noexcept { return text.empty(); }
};

}  // namespace sanhuan::dsl
