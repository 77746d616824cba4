// Bounds on what a pack declares (semantics 1.2). They are far above what people write, keep every id within its type
// and what `step` looks up within a few megabytes.
#pragma once

#include <cstddef>

namespace sanhuan::dsl {

inline constexpr std::size_t enumerations_max = 1'000;
inline constexpr std::size_t enumeration_values_max = 10'000;
inline constexpr std::size_t case_types_max = 200;
inline constexpr std::size_t facts_max = 1'000;       // of a case type
inline constexpr std::size_t events_max = 4'000;
inline constexpr std::size_t fields_max = 1'000;      // of an event
inline constexpr std::size_t tables_max = 1'000;
inline constexpr std::size_t table_rows_max = 2'000;
inline constexpr std::size_t processes_max = 200;
inline constexpr std::size_t scopes_max = 500;      // of a process
inline constexpr std::size_t responsibilities_max = 1'000;
inline constexpr std::size_t deadlines_max = 500;
inline constexpr std::size_t transitions_max = 4'000;

}  // namespace sanhuan::dsl
