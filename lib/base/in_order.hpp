// Places of a list in the order of one of its members; what is alike stays as it stands.
#pragma once

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace sanhuan {

template <class List, class Member>
std::vector<std::size_t> in_order(const List& list, Member member) {
  std::vector<std::size_t> places(list.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    return std::invoke(member, list[a]) < std::invoke(member, list[b]);
  });
  return places;
}

}  // namespace sanhuan
