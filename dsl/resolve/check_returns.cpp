// E0441, E0442, E0472: a return says what it does to every clock it touches, starts no clock of the petitioner or of a
// statute again, and is what its granting does (semantics 2.11, 4.5).
#include <algorithm>

#include "dsl/resolve/checks.hpp"
#include "dsl/resolve/positions.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

bool belongs_to_petitioner(const CheckInput& in, const model::Deadline& deadline) {
  return deadline.by.count == 1 && in.rules.refs[deadline.by.first].kind == model::RefKind::petitioner;
}

namespace {

// A return may be granted wherever its request is open: in its scope, or in a side stage while that sleeps (3.4).
bool may_be_granted(const CheckInput& in, const model::Return& line, const Position& at) {
  return is_inside(in.process, at.leaf, line.scope) || is_inside(in.process, at.asleep, line.scope);
}

// What 其余 says of a clock that no return starts again: of those that may be open where it is granted.
DeadlineId started_again_by_rest(const CheckInput& in, const model::Return& line, const Covered& covered) {
  if (!covered.rest || line.rest == model::ReturnPolicy::unaffected) return {};
  const std::set<Position> positions = positions_of(in);
  for (std::size_t d = 0; d < in.process.deadlines.size(); ++d) {
    const model::Deadline& deadline = in.process.deadlines[d];
    if (deadline.request || covered.names(DeadlineId(d))) continue;
    // A right lapses with the side stage that it is of.
    const bool around = is_inside(in.process, line.scope, deadline.scope) || is_inside(in.process, deadline.scope, line.scope);
    if (!deadline.statutory && !(around && belongs_to_petitioner(in, deadline))) continue;
    for (const Position& at : positions)
      if (may_be_granted(in, line, at) && is_entered(in, at, deadline.scope)) return DeadlineId(d);
  }
  return {};
}

}  // namespace

void check_returns(const CheckInput& in) {
  for (std::size_t i = 0; i < in.process.returns.size(); ++i) {
    const model::Return& line = in.process.returns[i];
    const ReturnDraft& draft = in.draft.returns[i];
    const auto refuse = [&](DeadlineId d) {
      in.sink.report("E0442", draft.place, {in.name(in.process.deadlines[d.value].name)})
          .notes.push_back({in.draft.deadlines[d.value].place, "时限写在这里", "the deadline is here"});
    };
    for (const auto& [d, policy] : line.deadlines) {
      const model::Deadline& deadline = in.process.deadlines[d.value];
      if (policy == model::ReturnPolicy::unaffected) continue;
      if (deadline.statutory || belongs_to_petitioner(in, deadline)) refuse(d);
    }
    if (const DeadlineId d = started_again_by_rest(in, line, draft.covered)) refuse(d);
    if (draft.covered.rest) continue;
    // The scopes concerned: from the stage that is left up to the nearest one that holds the target too.
    bool reported = false;
    for (ScopeId s = line.scope; s && !reported; s = in.process.scopes[s.value].parent) {
      const model::Range own = in.process.scopes[s.value].deadlines;
      for (std::uint32_t d = own.first; d < own.first + own.count && !reported; ++d) {
        if (draft.covered.covers(DeadlineId(d))) continue;
        in.sink.report("E0441", draft.place, {in.name(in.process.deadlines[d].name)});
        reported = true;
      }
      if (line.target && is_inside(in.process, line.target, s)) break;
    }
  }
}

// The event that grants a return moves the case to where the return leads, and nothing else moves it.
void check_consents(const CheckInput& in) {
  const std::set<Position> positions = positions_of(in);
  for (const model::Transition& t : in.process.transitions) {
    if (!t.event || t.then.move == model::Move::stay) continue;
    for (std::size_t i = 0; i < in.process.returns.size(); ++i) {
      const model::Return& line = in.process.returns[i];
      const bool meets = line.consent == t.event && std::any_of(positions.begin(), positions.end(), [&](const Position& at) {
        return may_be_granted(in, line, at) && is_inside(in.process, at.leaf, t.scope);
      });
      if (!meets) continue;
      in.sink.report("E0472", in.place(t.rule), {in.name(in.rules.events[t.event.value].name)})
          .notes.push_back({in.draft.returns[i].place, "退回写在这里", "the return is here"});
      break;
    }
  }
}

// What a case that is opened again still has to keep: every deadline of the thread is spoken of, and no other (3.5b).
void check_reopenings(const CheckInput& in) {
  const model::Range thread = in.process.scopes[0].deadlines;
  for (std::size_t i = 0; i < in.process.reopenings.size(); ++i) {
    const Covered& covered = in.draft.reopenings[i].covered;
    const Place place = in.draft.reopenings[i].place;
    for (const DeadlineId d : covered.named) {
      if (in.process.deadlines[d.value].scope == ScopeId(0)) continue;
      in.sink.report("E0446", place, {in.name(in.process.deadlines[d.value].name)});
      break;
    }
    for (std::uint32_t d = thread.first; d < thread.first + thread.count; ++d) {
      if (covered.covers(DeadlineId(d))) continue;
      in.sink.report("E0445", place, {in.name(in.process.deadlines[d].name)})
          .notes.push_back({in.draft.deadlines[d].place, "这一项没有说到", "this one is not named"});
      break;
    }
  }
}

// 移交 … 重算: a clock that started when the petitioner came does not start again because others take over (2.11, 4.7).
void check_handing_over(const CheckInput& in) {
  for_actions(in, [&](const model::Action& action) {
    if (action.verb != model::Verb::transfer || !action.recount) return;
    const auto refuse = [&](DeadlineId d) {
      const model::Deadline& deadline = in.process.deadlines[d.value];
      const bool theirs = belongs_to_petitioner(in, deadline) || deadline.modal == model::Modal::may;
      if (!deadline.statutory && (!theirs || action.all_deadlines)) return false;  // 全部时限 leaves out what is theirs
      in.sink.report("E0447", in.place(action.rule), {in.name(deadline.name)})
          .notes.push_back({in.draft.deadlines[d.value].place, "时限写在这里", "the deadline is here"});
      return true;
    };
    if (action.all_deadlines) {
      for (std::size_t d = 0; d < in.process.deadlines.size(); ++d)
        if (!in.process.deadlines[d].request && refuse(DeadlineId(d))) return;
    }
    for (std::uint32_t i = 0; i < action.deadlines.count; ++i)
      if (refuse(in.rules.deadline_lists[action.deadlines.first + i])) return;
  });
}

}  // namespace sanhuan::dsl
