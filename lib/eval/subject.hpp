// What an expression looks at: the facts of a case, without knowing what a case is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "lib/rulebook/slots.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

struct Subject {
  const FactSlots* slots = nullptr;
  const std::byte* facts = nullptr;                                   // scalars, as `slots` lays them out
  const std::vector<std::string>* text = nullptr;                     // by text slot; may be null
  const std::vector<char>* text_known = nullptr;                      // may be null: no text is known
  const std::vector<std::vector<std::int64_t>>* lists = nullptr;      // may be null: every list is empty
  Level level = Level::unknown;
  const Organisation* organisation = nullptr;
  const Calendar* calendar = nullptr;
  // Answers what only the case and the time know: deadlines, anchors, children, today. Truths are 0 and 1.
  Scalar (*ask)(const void* context, const model::Code&) noexcept = nullptr;
  const void* context = nullptr;

  Scalar fact(std::uint32_t slot) const noexcept { return slots->read(facts, slot); }
};

}  // namespace sanhuan
