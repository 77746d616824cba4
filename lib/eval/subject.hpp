// What an expression looks at: the facts of a case, without knowing what a case is.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

struct Subject {
  const std::int64_t* facts = nullptr;     // scalar slots
  const std::uint64_t* known = nullptr;    // a bit for each scalar slot
  const std::vector<char>* text_known = nullptr;                      // may be null: no text is known
  const std::vector<std::vector<std::int64_t>>* lists = nullptr;      // may be null: every list is empty
  Level level = Level::unknown;
  const Organisation* organisation = nullptr;
  // Answers the deadline operations (Op::deadline_done … Op::ever_overdue); truths are 0 and 1.
  Scalar (*deadline)(const void* context, const model::Code&) noexcept = nullptr;
  const void* context = nullptr;

  Scalar fact(std::uint32_t slot) const noexcept {
    if ((known[slot >> 6] >> (slot & 63) & 1) == 0) return Scalar::unknown();
    return Scalar::of(facts[slot]);
  }
};

}  // namespace sanhuan
