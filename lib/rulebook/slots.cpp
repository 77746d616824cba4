#include "lib/rulebook/slots.hpp"

#include <algorithm>
#include <limits>

namespace sanhuan {

namespace {

std::uint8_t width_for(ValueBounds bounds) noexcept {
  const auto fits = [&](auto sample) {
    using Integer = decltype(sample);
    return bounds.low >= std::numeric_limits<Integer>::min() && bounds.high <= std::numeric_limits<Integer>::max();
  };
  if (fits(std::int8_t{})) return 1;
  if (fits(std::int16_t{})) return 2;
  if (fits(std::int32_t{})) return 4;
  return 8;
}

template <class Integer>
void store(std::byte* at, std::int64_t value) noexcept {
  const auto narrow = static_cast<Integer>(value);
  std::memcpy(at, &narrow, sizeof narrow);
}

}  // namespace

ValueBounds bounds_of_type(const RulebookData& rules, const FactType& type) noexcept {
  switch (type.kind) {
    case FactKind::boolean: return {0, 1};
    case FactKind::enumeration:
      return {0, std::int64_t{rules.enumerations[type.enumeration.value].values.count} - 1};
    case FactKind::level: return {0, static_cast<std::int64_t>(Level::district)};
    case FactKind::unit:
    case FactKind::grid: return {0, std::numeric_limits<std::int32_t>::max()};
    case FactKind::role: return {0, std::int64_t{RoleId::none_value}};
    case FactKind::date: return {first_day.value, last_day.value};
    case FactKind::integer:
    case FactKind::decimal:
    case FactKind::money:
    case FactKind::instant:
    case FactKind::text: break;
  }
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

FactSlots::FactSlots(const RulebookData& rules, const model::CaseType& type) {
  for (std::uint32_t i = 0; i < type.facts.count; ++i) {
    const model::Fact& fact = rules.facts[type.facts.first + i];
    if (fact.type.list) {
      ++lists_;
    } else if (fact.type.kind == FactKind::text) {
      ++texts_;
    } else {
      places_.resize(std::max<std::size_t>(places_.size(), fact.slot + std::size_t{1}));
      const ValueBounds bounds = bounds_of_type(rules, fact.type);
      places_[fact.slot].width =
          width_for({std::max(bounds.low, fact.low), std::min(bounds.high, fact.high)});
    }
  }
  // The widest first, so that each lies on a multiple of its width and none needs padding.
  const auto known_bytes = static_cast<std::uint32_t>((places_.size() + 7) / 8);
  std::uint32_t at = 0;
  for (const int width : {8, 4, 2, 1})
    for (Place& place : places_)
      if (place.width == width) place.at = static_cast<std::uint16_t>(at), at += static_cast<std::uint32_t>(width);
  for (Place& place : places_) place.at = static_cast<std::uint16_t>(place.at + known_bytes);
  size_ = known_bytes + at;
}

void FactSlots::write(std::byte* facts, std::uint32_t slot, Scalar value) const noexcept {
  auto bits = static_cast<std::uint8_t>(facts[slot >> 3]);
  const auto bit = static_cast<std::uint8_t>(1U << (slot & 7));
  bits = static_cast<std::uint8_t>(value.known ? bits | bit : bits & ~bit);
  facts[slot >> 3] = static_cast<std::byte>(bits);
  const Place place = places_[slot];
  const std::int64_t held = value.known ? value.bits : 0;
  switch (place.width) {
    case 1: return store<std::int8_t>(facts + place.at, held);
    case 2: return store<std::int16_t>(facts + place.at, held);
    case 4: return store<std::int32_t>(facts + place.at, held);
    default: return store<std::int64_t>(facts + place.at, held);
  }
}

}  // namespace sanhuan
