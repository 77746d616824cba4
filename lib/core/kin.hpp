// Cases that a case opens (录入): their ids, and what they are opened with. Semantics 3.6.
#pragma once

#include <string>

#include "sanhuan/entry.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/kinship.hpp"

namespace sanhuan {

// The tail of an id: `/3.0`, for the first case that the third entry of its parent opened.
inline std::string child_tail(std::uint32_t entry, std::uint16_t position) {
  return "/" + std::to_string(entry) + "." + std::to_string(position);
}

// Views into `child`.
inline Opening opening_of(const ChildOpening& child) noexcept {
  return {child.type, child.at, Actor::system(), child.facts};
}

}  // namespace sanhuan
