// What the comparisons of the language mean, for those who run them and for those who ask what could make a difference.
#pragma once

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

}  // namespace sanhuan
