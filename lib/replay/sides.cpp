#include "lib/replay/sides.hpp"

#include "lib/eval/evaluator.hpp"

namespace sanhuan {

namespace {

struct Looked {
  const CaseFold& fold;
  const FoldedCase& c;
  Instant now;

  Scalar ask(const model::Code& code) const noexcept {
    if (code.op == model::Op::today) return Scalar::of(fold.calendar().local_day(now).value);
    if (code.op != model::Op::anchor) return Scalar::unknown();
    const Instant at = c.state().anchor(c.layout(), c.rulebook().data().events[code.a].anchor_latest);
    return at == Instant::before_all() ? Scalar::unknown() : Scalar::of(at.ms);
  }

  Subject subject() const noexcept {
    Subject s;
    s.slots = &c.layout().slots;
    s.facts = c.state().facts();
    if (const Cold* cold = c.state().cold()) {
      s.text = &cold->text;
      s.text_known = &cold->text_known;
      s.lists = &cold->lists;
    }
    s.level = c.folded().level;
    s.calendar = &fold.calendar();
    s.organisation = &c.rulebook().organisation();
    s.context = this;
    s.ask = [](const void* self, const model::Code& code) noexcept { return static_cast<const Looked*>(self)->ask(code); };
    return s;
  }
};

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
  const Evaluator evaluator(rulebook.data());
  const Looked looked{fold, c, now};
  for (const Expectation::Side& side : e.sides) {
    if (!tells(rulebook.data(), side.value)) continue;
    const Scalar value = evaluator.value(side.value, looked.subject());
    told.emplace_back(side.written, value.known ? rulebook.show_value(side.type, Value::of(value.bits)) : std::string{});
  }
  return told;
}

}  // namespace sanhuan
