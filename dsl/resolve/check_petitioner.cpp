// E0454, E0455, E0456: who petitions owes nothing and is not held to account, by whatever name he goes (semantics 4.1, 6.2).
#include <algorithm>

#include "dsl/resolve/checks.hpp"

namespace sanhuan::dsl {

namespace {

bool names(const CheckInput& in, model::Refs refs, model::RefKind kind) {
  const auto* const first = in.rules.refs.data() + refs.first;
  return std::any_of(first, first + refs.count, [&](const model::Ref& r) { return r.kind == kind; });
}

// What a request owes its decider owes (4.5, 2.7b); anything else the holder of its responsibility.
void check_holders(const CheckInput& in) {
  for (std::size_t d = 0; d < in.process.deadlines.size(); ++d) {
    const model::Deadline& deadline = in.process.deadlines[d];
    if (deadline.modal != model::Modal::shall || (!deadline.request && !deadline.responsibility)) continue;
    const std::size_t r = deadline.responsibility.value;
    const model::Refs holder = deadline.request ? deadline.by : in.process.responsibilities[r].holder;
    if (!names(in, holder, model::RefKind::petitioner)) continue;
    Diagnostic& report = in.sink.report("E0454", in.draft.deadlines[d].place, {in.name(deadline.name)});
    if (!deadline.request)
      report.notes.push_back({in.draft.responsibility_places[r], "责任写在这里", "the responsibility is here"});
  }
}

void check_handed(const CheckInput& in) {
  for_actions(in, [&](const model::Action& action) {
    if (action.verb != model::Verb::transfer && action.verb != model::Verb::delegate) return;
    if (!names(in, action.to, model::RefKind::petitioner)) return;
    for (std::size_t d = 0; d < in.process.deadlines.size(); ++d) {
      const auto* const first = in.rules.deadline_lists.data() + action.deadlines.first;
      const auto* const last = first + action.deadlines.count;
      const bool meant = action.all_deadlines || std::find(first, last, DeadlineId(d)) != last;
      const model::Deadline& deadline = in.process.deadlines[d];
      if (!meant || deadline.request || deadline.modal != model::Modal::shall) continue;
      in.sink.report("E0455", in.place(action.rule), {in.name(deadline.name)});
      return;
    }
  });
}

bool holds_to_account(model::Verb verb) {
  switch (verb) {
    case model::Verb::supervise: case model::Verb::escalate: case model::Verb::yellow_card:
    case model::Verb::red_card: case model::Verb::penalise: case model::Verb::reward:
      return true;
    default: return false;
  }
}

// Where he acts he is 本单位; a line that names nobody is his too.
void check_acting(const CheckInput& in, model::Refs actor, const model::Consequence& then) {
  if (!actor.empty() && !names(in, actor, model::RefKind::petitioner)) return;
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    const model::Action& action = in.rules.actions[then.actions.first + i];
    if (holds_to_account(action.verb) && names(in, action.to, model::RefKind::holder)) {
      in.sink.report("E0456", in.place(action.rule));
      return;
    }
  }
}

}  // namespace

void check_petitioner(const CheckInput& in) {
  check_holders(in);
  check_handed(in);
  for (const model::Transition& t : in.process.transitions)
    if (t.event) check_acting(in, t.actor, t.then);
  for (const model::Reopening& r : in.process.reopenings) check_acting(in, r.actor, r.then);
}

}  // namespace sanhuan::dsl
