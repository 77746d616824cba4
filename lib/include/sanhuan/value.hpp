// Facts (要素): their types and values, with *unknown* as a value of its own. Semantics 3.3b and 10.
//
// A value is eight bytes and a type known from elsewhere: enumerations, units and roles are ids, money is whole fen,
// decimals are millionths, text and lists are handles into an arena of the case.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sanhuan/ids.hpp"

namespace sanhuan {

enum class FactKind : std::uint8_t {  // in a compiled rulebook: add at the end
  integer = 0,      // 整数, 64-bit
  decimal = 1,      // 小数, 6 places, held as millionths
  money = 2,        // 金额, yuan, held as fen
  boolean = 3,      // 是非
  text = 4,         // 文本
  date = 5,         // 日期, a Day
  instant = 6,      // 时刻, ms
  unit = 7,         // 单位, a UnitId
  grid = 8,         // 网格, a UnitId of level grid
  role = 9,         // 角色, a RoleId
  enumeration = 10, // the index of the value in its enumeration
  level = 11,       // 层级, built in: a Level
};

struct FactType {
  FactKind kind = FactKind::integer;
  bool list = false;   // 可多个
  EnumId enumeration;  // where kind is enumeration
  friend bool operator==(const FactType&, const FactType&) = default;
};

// 层级, from the smallest up. The numbers are ordered: a higher level is greater.
enum class Level : std::uint8_t { unknown = 0, grid = 1, village = 2, town = 3, district = 4 };

// The four powers of a platform (权力); bits.
namespace power {
inline constexpr std::uint8_t command = 1;    // 指挥调度
inline constexpr std::uint8_t assign = 2;     // 分流指派
inline constexpr std::uint8_t supervise = 4;  // 督查督办
inline constexpr std::uint8_t assess = 8;     // 考核奖惩
inline constexpr std::uint8_t all = 15;
}  // namespace power

// Three-valued logic of Kleene: unknown is not false.
enum class Truth : std::uint8_t { no = 0, yes = 1, unknown = 2 };
constexpr Truth truth(bool b) noexcept { return b ? Truth::yes : Truth::no; }
constexpr Truth operator!(Truth t) noexcept {
  return t == Truth::unknown ? t : t == Truth::yes ? Truth::no : Truth::yes;
}
constexpr Truth both(Truth a, Truth b) noexcept {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : Truth::yes;
}
constexpr Truth either(Truth a, Truth b) noexcept {
  if (a == Truth::yes || b == Truth::yes) return Truth::yes;
  return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : Truth::no;
}

// A scalar on the hot path.
struct Scalar {
  std::int64_t bits = 0;
  bool known = false;
  static constexpr Scalar unknown() noexcept { return {}; }
  static constexpr Scalar of(std::int64_t v) noexcept { return {v, true}; }
  friend bool operator==(const Scalar&, const Scalar&) = default;
};

// A value as a host gives it and reads it: any type, owning. `null` is unknown.
struct Value {
  enum class Tag : std::uint8_t { null, number, text, list } tag = Tag::null;
  std::int64_t number = 0;            // every scalar but text, coded as FactKind says
  std::string text;
  std::vector<std::int64_t> list;     // members coded as FactKind says; lists of text are not supported
  static Value null() { return {}; }
  static Value of(std::int64_t v) { Value r; r.tag = Tag::number; r.number = v; return r; }
  static Value of(std::string v) { Value r; r.tag = Tag::text; r.text = std::move(v); return r; }
  static Value of(std::vector<std::int64_t> v) { Value r; r.tag = Tag::list; r.list = std::move(v); return r; }
  bool known() const noexcept { return tag != Tag::null; }
  friend bool operator==(const Value&, const Value&) = default;
};

}  // namespace sanhuan
