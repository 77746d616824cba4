// E0416, E0421: what the end of a clock may do (semantics 2.9, language.md 5).
#include <algorithm>
#include <optional>
#include <vector>

#include "dsl/resolve/checks.hpp"
#include "dsl/resolve/positions.hpp"
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

class Expiries {
 public:
  explicit Expiries(const CheckInput& in) : in_(in) {}

  void check() const {
    for (std::size_t d = 0; d < in_.process.deadlines.size(); ++d) {
      const model::Range rungs = in_.process.deadlines[d].rungs;
      for (std::uint32_t r = rungs.first; r < rungs.first + rungs.count; ++r) check(DeadlineId(d), in_.rules.rungs[r]);
    }
  }

 private:
  void check(DeadlineId d, const model::Rung& rung) const {
    if (rung.then.move == model::Move::stay) return;
    const bool back = rung.then.move == model::Move::back;
    for (const ScopeId target : {rung.then.target, rung.then.afterwards}) {
      if (!target && !back) continue;
      const auto owing = owed_by(d, rung, target);
      if (!owing) continue;
      Arg whither("返回原环节", "the case goes back");
      if (!back) {
        const std::string name = in_.name(in_.process.scopes[target.value].name);
        whither = Arg("转「" + name + "」", "the case goes to `" + name + "`");
      }
      in_.sink.report("E0416", in_.place(rung.rule), {whither, in_.name(in_.process.deadlines[owing->value].name)})
          .notes.push_back({in_.draft.deadlines[owing->value].place, "还可能欠着", "may still be owed"});
      return;
    }
  }

  // Wherever the case may be while the clock of `d` runs: in the scope of `d`, or in a side stage while that sleeps.
  std::optional<DeadlineId> owed_by(DeadlineId d, const model::Rung& rung, ScopeId target) const {
    const ScopeId scope = in_.process.deadlines[d.value].scope;
    for (const Position& at : positions_of(in_, not_before(d, rung))) {
      const std::vector<DeadlineId>& still = in_.process.scopes[at.leaf.value].suspends;
      if (!is_entered(in_, at, scope) || std::find(still.begin(), still.end(), d) != still.end()) continue;
      if (const auto owing = left_owing(at, target, rung.then)) return owing;
    }
    return std::nullopt;
  }

  // The lines of rungs that cannot have come before this one: where the case is now, they did not lead it. A breach
  // stands, and so do the rungs after it, but where an extension moves the due (4.3) or another obligation of the
  // deadline may be open meanwhile: of another member (4.1b), or in the thread (4.2b).
  std::vector<RuleId> not_before(DeadlineId d, const model::Rung& rung) const {
    const model::Deadline& deadline = in_.process.deadlines[d.value];
    std::vector<RuleId> lines;
    const bool each = deadline.responsibility && in_.process.responsibilities[deadline.responsibility.value].each;
    if (rung.kind == model::RungKind::remaining || deadline.extension.times != 0) return lines;
    if (each || deadline.scope == ScopeId(0)) return lines;
    std::size_t repeated = 0;
    for (std::uint32_t r = deadline.rungs.first; r < deadline.rungs.first + deadline.rungs.count; ++r) {
      const model::Rung& other = in_.rules.rungs[r];
      repeated += other.rule == rung.rule ? 1 : 0;
      const bool first = rung.kind == model::RungKind::breach && other.kind != model::RungKind::remaining;
      if (first || other.rule == rung.rule) lines.push_back(other.rule);
    }
    if (repeated > 1) lines.clear();  // 此后每: the same line again
    return lines;
  }

  // Whether going to `target`, or back where there is none, leaves the scope (3.3.9, 3.4).
  bool leaves(const Position& at, ScopeId s, ScopeId target) const {
    if (!is_entered(in_, at, s)) return false;
    if (!target) return at.asleep && !is_inside(in_.process, at.asleep, s);
    const model::Scope& stage = in_.process.scopes[target.value];
    if (stage.kind == model::ScopeKind::final) return true;
    if (target == at.leaf) return s == at.leaf;
    if (stage.side && (!at.asleep || is_inside(in_.process, at.asleep, s))) return false;
    return s == target || !is_inside(in_.process, target, s);
  }

  // The first duty of what is left that nobody ends.
  std::optional<DeadlineId> left_owing(const Position& at, ScopeId target, const model::Consequence& then) const {
    for (const ScopeId inner : {at.leaf, at.asleep}) {
      for (ScopeId s = inner; s; s = in_.process.scopes[s.value].parent) {
        if (!leaves(at, s, target)) continue;
        const model::Range own = in_.process.scopes[s.value].deadlines;
        for (std::uint32_t d = own.first; d < own.first + own.count; ++d) {
          const bool owed = in_.process.deadlines[d].modal == model::Modal::shall;
          if (owed && !ends(in_, then, DeadlineId(d))) return DeadlineId(d);
        }
      }
    }
    return std::nullopt;
  }

  const CheckInput& in_;
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
