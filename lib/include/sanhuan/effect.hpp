// What the host is asked to do (效果): the library sends nothing. Semantics 6.1.
#pragma once

#include <cstdint>
#include <string>

#include "sanhuan/entry.hpp"

namespace sanhuan {

struct EffectId {        // a host that has seen it has done it
  std::string case_id;
  std::uint32_t entry = 0;
  std::uint32_t position = 0;
  friend auto operator<=>(const EffectId&, const EffectId&) = default;
};

struct Effect {
  EffectId id;
  std::string kind;        // "notify", "urge", "red_card", … (model::Verb)
  Holder to;
  bool addressed = true;   // false: the addressee is unknown; recorded, not to be sent
  std::string text;        // with {facts} filled in
  std::int32_t points = 0;
  Instant due;             // when it stood (a timer) or happened
  Instant at;              // of the step
  RuleId rule;
};

}  // namespace sanhuan
