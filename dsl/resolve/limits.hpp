// Bounds on what a pack declares (semantics 1.2). They are far above what people write, keep every id within its type
// and what `step` looks up within a few megabytes.
#pragma once

#include <cstddef>

#include "dsl/resolve/names.hpp"

namespace sanhuan::dsl {

inline constexpr std::size_t enumeration_values_max = 10'000;
inline constexpr std::size_t fields_max = 1'000;  // of an event
inline constexpr std::size_t table_rows_max = 10'000;
inline constexpr std::size_t transitions_max = 4'000;  // of a process, each branch counted

// How many names of a kind one level holds: a pack, a case type, a process.
constexpr std::size_t names_max(NameKind kind) noexcept {
  switch (kind) {
    case NameKind::enumeration: case NameKind::table: case NameKind::fact: case NameKind::role:
    case NameKind::directory: case NameKind::responsibility: case NameKind::thread:
      return 1'000;
    case NameKind::case_type: case NameKind::process: case NameKind::ring: return 200;
    case NameKind::event: return 4'000;
    case NameKind::stage: case NameKind::final_stage: case NameKind::deadline: return 500;
    case NameKind::unit: return 1'000'000;
  }
  return 0;
}

}  // namespace sanhuan::dsl
