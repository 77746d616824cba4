#include "lib/replay/sides.hpp"

namespace sanhuan {

namespace {

// Dues and the outcome of obligations are told by the obligations themselves.
bool tells(const RulebookData& rules, ExpressionId id) {
  const model::Range code = rules.expressions[id.value].code;
  const auto* const first = rules.code.data() + code.first;
  if (code.count == 1 && first->op == model::Op::fact) return false;
  for (std::uint32_t i = 0; i < code.count; ++i)
    if (first[i].op == model::Op::deadline_due) return false;
  return true;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> sides_of(const CaseFold& fold, const FoldedCase& c, const Expectation& e,
                                                          Instant now) {
  std::vector<std::pair<std::string, std::string>> told;
  if (e.sides.empty()) return told;
  const Rulebook& rulebook = c.rulebook();
  for (const Expectation::Side& side : e.sides) {
    if (!tells(rulebook.data(), side.value)) continue;
    const Scalar value = fold.value(c, side.value, now);
    told.emplace_back(side.written, value.known ? rulebook.show_value(side.type, Value::of(value.bits)) : std::string{});
  }
  return told;
}

}  // namespace sanhuan
