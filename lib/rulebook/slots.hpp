// Where a case keeps its scalar facts: a bit for each that is known, then the values, each as wide as its type needs.
//
// Text and lists are not scalars; they live in the cold part of a case, by their slot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

class FactSlots {
 public:
  FactSlots() = default;
  FactSlots(const RulebookData&, const model::CaseType&);

  std::uint32_t size() const noexcept { return size_; }  // bytes
  std::uint16_t scalars() const noexcept { return static_cast<std::uint16_t>(places_.size()); }
  std::uint16_t texts() const noexcept { return texts_; }
  std::uint16_t lists() const noexcept { return lists_; }

  Scalar read(const std::byte* facts, std::uint32_t slot) const noexcept {
    if ((static_cast<std::uint8_t>(facts[slot >> 3]) >> (slot & 7) & 1) == 0) return Scalar::unknown();
    const Place place = places_[slot];
    switch (place.width) {
      case 1: return Scalar::of(load<std::int8_t>(facts + place.at));
      case 2: return Scalar::of(load<std::int16_t>(facts + place.at));
      case 4: return Scalar::of(load<std::int32_t>(facts + place.at));
      default: return Scalar::of(load<std::int64_t>(facts + place.at));
    }
  }
  bool known(const std::byte* facts, std::uint32_t slot) const noexcept {
    return (static_cast<std::uint8_t>(facts[slot >> 3]) >> (slot & 7) & 1) != 0;
  }
  // A value within the bounds of its fact. An unknown slot holds zero, so that equal states have equal bytes (7.5).
  void write(std::byte* facts, std::uint32_t slot, Scalar value) const noexcept;

 private:
  struct Place {
    std::uint16_t at = 0;
    std::uint8_t width = 8;
  };
  template <class Integer>
  static std::int64_t load(const std::byte* at) noexcept {
    Integer value;
    std::memcpy(&value, at, sizeof value);
    return value;
  }

  std::vector<Place> places_;  // by scalar slot
  std::uint32_t size_ = 0;
  std::uint16_t texts_ = 0, lists_ = 0;
};

// The least and the greatest value that a fact or field of this type may have, as it is coded (value.hpp).
struct ValueBounds {
  std::int64_t low, high;
};
ValueBounds bounds_of_type(const RulebookData&, const FactType&) noexcept;

}  // namespace sanhuan
