// E0416, E0421: what the end of a clock may do (semantics 2.9, language.md 5).
#include <algorithm>
#include <optional>
#include <vector>

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

// The first duty of the scopes from `leaf` up that going to `target` leaves (3.3.9) and that nobody ends; of those that
// hold `beside` too nothing is said.
std::optional<DeadlineId> left_owing(const CheckInput& in, ScopeId leaf, ScopeId target, const model::Consequence& then,
                                     ScopeId beside = {}) {
  for (ScopeId s = leaf; s; s = in.process.scopes[s.value].parent) {
    const bool shared = is_inside(in.process, target, s) && s != target;
    const bool closing = in.process.scopes[target.value].kind == model::ScopeKind::final;
    if ((shared && !closing) || (beside && is_inside(in.process, beside, s))) break;
    const model::Range own = in.process.scopes[s.value].deadlines;
    for (std::uint32_t d = own.first; d < own.first + own.count; ++d) {
      const bool owed = in.process.deadlines[d].modal == model::Modal::shall;
      if (owed && !ends(in, then, DeadlineId(d))) return DeadlineId(d);
    }
  }
  return std::nullopt;
}

class Expiries {
 public:
  explicit Expiries(const CheckInput& in) : in_(in), edges_(edges_of(in.rules, in.process)) {}

  void check() const {
    for (std::size_t d = 0; d < in_.process.deadlines.size(); ++d) {
      const model::Range rungs = in_.process.deadlines[d].rungs;
      for (std::uint32_t r = rungs.first; r < rungs.first + rungs.count; ++r) {
        const model::Consequence& then = in_.rules.rungs[r].then;
        if (then.move != model::Move::go) continue;
        for (const ScopeId target : {then.target, then.afterwards}) {
          if (!target) continue;
          const auto owing = owed_by(DeadlineId(d), target, then);
          if (!owing) continue;
          in_.sink.report("E0416", in_.place(in_.rules.rungs[r].rule),
                          {in_.name(in_.process.scopes[target.value].name), in_.name(in_.process.deadlines[owing->value].name)})
              .notes.push_back({in_.draft.deadlines[owing->value].place, "还可能欠着", "may still be owed"});
          break;
        }
      }
    }
  }

 private:
  // Wherever the case may be when the clock of `d` ends: in the scope of `d`, or in a side stage while that sleeps and
  // its clock runs on.
  std::optional<DeadlineId> owed_by(DeadlineId d, ScopeId target, const model::Consequence& then) const {
    const ScopeId scope = in_.process.deadlines[d.value].scope;
    for (std::size_t i = 0; i < in_.process.scopes.size(); ++i) {
      const ScopeId leaf(i);
      const model::Scope& stage = in_.process.scopes[i];
      if (!is_leaf(in_.process, leaf) || stage.kind == model::ScopeKind::final || !is_inside(in_.process, leaf, scope)) continue;
      if (const auto owing = left_owing(in_, leaf, target, then)) return owing;
    }
    for (const StageEdge& e : edges_) {
      const model::Scope& side = in_.process.scopes[e.to.value];
      const bool sleeps = side.side && !e.leads_back && is_inside(in_.process, e.from, scope) && !is_inside(in_.process, e.to, scope);
      if (!sleeps || std::find(side.suspends.begin(), side.suspends.end(), d) != side.suspends.end()) continue;
      if (const auto owing = left_owing(in_, e.to, target, then, e.from)) return owing;
    }
    return std::nullopt;
  }

  const CheckInput& in_;
  std::vector<StageEdge> edges_;
};

}  // namespace

void check_expiry(const CheckInput& in) { Expiries(in).check(); }

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
