// Types of facts (semantics 10) as the language writes them, and literals of a type.
#pragma once

#include <optional>

#include "dsl/resolve/context.hpp"

namespace sanhuan::dsl {

Arg type_name(const Context&, const FactType&);
bool ordered(const FactType&) noexcept;   // 不满, 不超过 … mean something
bool numeric(const FactType&) noexcept;
bool names_a_unit(const FactType&) noexcept;  // 单位 or 网格
inline FactType scalar(FactKind kind) noexcept { return {kind, false, {}}; }
// Whether a value of `from` may stand where `to` is needed: the same type, or a grid where a unit is.
bool fits(const FactType& from, const FactType& to) noexcept;

// A type in brackets. nullopt and a report where the enumeration is unknown.
std::optional<FactType> read_type(Context&, Cursor type);

// The value of an enumeration with this name; -1 where there is none.
std::int64_t enum_value(const Context&, EnumId, std::string_view name);

Level level_of(Word) noexcept;  // 区 镇 村 网格; unknown for other words

// A literal number as a value of the type: 120.50 yuan is 12050. nullopt and a report where it does not fit.
// 整数，1 至 5000: the bounds written beside a type, in `low` and `high`; false where they are wrong (reported).
bool read_range(Context&, Cursor holder, const FactType&, std::int64_t& low, std::int64_t& high);
std::optional<std::int64_t> read_number(Context&, Cursor number, const FactType&);

}  // namespace sanhuan::dsl
