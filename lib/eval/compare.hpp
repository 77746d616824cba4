// What the comparisons and quantities of the language mean, for those who run them and for those who ask what could make a difference.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/rulebook/model.hpp"

namespace sanhuan {

inline bool compare(model::Op op, std::int64_t a, std::int64_t b) noexcept {
  switch (op) {
    case model::Op::eq: return a == b;
    case model::Op::ne: return a != b;
    case model::Op::lt: return a < b;
    case model::Op::le: return a <= b;
    case model::Op::gt: return a > b;
    default: return a >= b;
  }
}

// The same said from the other side: a < b is b > a.
inline model::Op turned(model::Op op) noexcept {
  switch (op) {
    case model::Op::lt: return model::Op::gt;
    case model::Op::le: return model::Op::ge;
    case model::Op::gt: return model::Op::lt;
    case model::Op::ge: return model::Op::le;
    default: return op;
  }
}

// 全部, 过半, 任一, 至少 N: of what is done, of votes, of cases that were opened (4.1b).
inline bool enough(model::Quantity quantity, std::size_t n, std::size_t some, std::size_t all) noexcept {
  switch (quantity) {
    case model::Quantity::all: return some == all;
    case model::Quantity::majority: return 2 * some > all;
    case model::Quantity::any: return some > 0;
    case model::Quantity::at_least: return some >= n;
  }
  return false;
}

}  // namespace sanhuan
