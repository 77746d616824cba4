// Cases that a case opens (录入): their ids, and what they are opened with. Semantics 3.6.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "sanhuan/entry.hpp"
#include "sanhuan/event.hpp"

namespace sanhuan {

// The tail of an id: `/3.0`, for the first case that the third entry of its parent opened.
inline std::string child_tail(std::uint32_t entry, std::uint16_t position) {
  return "/" + std::to_string(entry) + "." + std::to_string(position);
}

struct Kinship {
  std::string_view parent;  // the id of the case that opened it
  std::uint32_t entry = 0;
  std::uint16_t position = 0;
};

// What the id of a child says; nullopt for an id of any other form. A host gives no such id to a case of its own.
inline std::optional<Kinship> kinship(std::string_view id) noexcept {
  const std::size_t slash = id.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  Kinship kin;
  kin.parent = id.substr(0, slash);
  const char* const end = id.data() + id.size();
  const auto entry = std::from_chars(id.data() + slash + 1, end, kin.entry);
  if (entry.ec != std::errc{} || entry.ptr == end || *entry.ptr != '.' || kin.entry == 0) return std::nullopt;
  const auto position = std::from_chars(entry.ptr + 1, end, kin.position);
  return position.ec == std::errc{} && position.ptr == end ? std::optional(kin) : std::nullopt;
}

// The case at the top of the family: what stores and shards go by.
inline std::string_view root_of(std::string_view id) noexcept {
  while (const auto kin = kinship(id)) id = kin->parent;
  return id;
}

// Views into `child`.
inline Opening opening_of(const ChildOpening& child, Instant at) noexcept {
  return {child.type, at, Actor::system(), child.facts};
}

}  // namespace sanhuan
