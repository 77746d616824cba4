// E0416, E0421: what the end of a clock may do (semantics 2.9, language.md 5).
#include <optional>

#include "dsl/resolve/checks.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

bool ends(const CheckInput& in, const model::Consequence& then, DeadlineId deadline) {
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    const model::Action& action = in.rules.actions[then.actions.first + i];
    if (action.verb != model::Verb::end) continue;
    if (action.all_deadlines) return true;
    for (std::uint32_t k = 0; k < action.deadlines.count; ++k)
      if (in.rules.deadline_lists[action.deadlines.first + k] == deadline) return true;
  }
  return false;
}

// The first duty of the scopes that going from `leaf` to `target` leaves (3.3.9) and that nobody ends.
std::optional<DeadlineId> left_owing(const CheckInput& in, ScopeId leaf, ScopeId target,
                                     const model::Consequence& then) {
  for (ScopeId s = leaf; s; s = in.process.scopes[s.value].parent) {
    const bool shared = is_inside(in.process, target, s) && s != target;
    const bool closing = in.process.scopes[target.value].kind == model::ScopeKind::final;
    if (shared && !closing) break;
    const model::Range own = in.process.scopes[s.value].deadlines;
    for (std::uint32_t d = own.first; d < own.first + own.count; ++d) {
      const bool owed = in.process.deadlines[d].modal == model::Modal::shall;
      if (owed && !ends(in, then, DeadlineId(d))) return DeadlineId(d);
    }
  }
  return std::nullopt;
}

}  // namespace

void check_expiry(const CheckInput& in) {
  for (const model::Deadline& deadline : in.process.deadlines) {
    for (std::uint32_t r = deadline.rungs.first; r < deadline.rungs.first + deadline.rungs.count; ++r) {
      const model::Consequence& then = in.rules.rungs[r].then;
      if (then.move != model::Move::go || !then.target) continue;
      for (std::size_t i = 0; i < in.process.scopes.size(); ++i) {
        const ScopeId leaf(i);
        if (!is_leaf(in.process, leaf) || !is_inside(in.process, leaf, deadline.scope)) continue;
        if (in.process.scopes[i].kind == model::ScopeKind::final) continue;
        const auto owing = left_owing(in, leaf, then.target, then);
        if (!owing) continue;
        in.sink.report("E0416", in.place(in.rules.rungs[r].rule),
                       {in.name(in.process.scopes[then.target.value].name),
                        in.name(in.process.deadlines[owing->value].name)})
            .notes.push_back({in.draft.deadlines[owing->value].place, "还可能欠着", "may still be owed"});
        break;
      }
    }
  }
}

void check_rights(const CheckInput& in) {
  for (const model::Deadline& deadline : in.process.deadlines) {
    if (deadline.modal != model::Modal::may) continue;
    for (std::uint32_t r = deadline.rungs.first; r < deadline.rungs.first + deadline.rungs.count; ++r) {
      const model::Consequence& then = in.rules.rungs[r].then;
      for (std::uint32_t i = 0; i < then.actions.count; ++i) {
        switch (in.rules.actions[then.actions.first + i].verb) {
          case model::Verb::urge: case model::Verb::supervise: case model::Verb::escalate:
          case model::Verb::yellow_card: case model::Verb::red_card: case model::Verb::penalise:
            in.sink.report("E0421", in.place(in.rules.rungs[r].rule), {in.name(deadline.name)});
            i = then.actions.count;
            break;
          default: break;
        }
      }
    }
  }
}

}  // namespace sanhuan::dsl
