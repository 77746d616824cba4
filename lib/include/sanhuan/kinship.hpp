// The id of a case that another case opened (semantics 3.6): the parent's, then `/entry.position`, as in `A-17/3.0`. A host gives
// no such id to a case of its own; event files and stores go by it.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sanhuan {

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

}  // namespace sanhuan
