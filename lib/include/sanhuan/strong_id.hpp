// One template for all ids: distinct types that cannot be mixed up, the size of an integer.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>

namespace sanhuan {

template <class Tag, class Integer>
struct StrongId {
  using integer = Integer;
  static constexpr Integer none_value = std::numeric_limits<Integer>::max();

  Integer value = none_value;

  constexpr StrongId() noexcept = default;
  constexpr explicit StrongId(Integer v) noexcept : value(v) {}
  template <class Other>
    requires(!std::is_same_v<Other, Integer> && std::is_integral_v<Other>)
  constexpr explicit StrongId(Other v) noexcept : value(static_cast<Integer>(v)) {}

  static constexpr StrongId none() noexcept { return StrongId{}; }
  constexpr bool valid() const noexcept { return value != none_value; }
  constexpr explicit operator bool() const noexcept { return valid(); }
  friend constexpr auto operator<=>(StrongId, StrongId) noexcept = default;
};

}  // namespace sanhuan

template <class Tag, class Integer>
struct std::hash<sanhuan::StrongId<Tag, Integer>> {
  std::size_t operator()(sanhuan::StrongId<Tag, Integer> id) const noexcept {
    return std::hash<Integer>{}(id.value);
  }
};
