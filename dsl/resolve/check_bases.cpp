// E0450, W0411: what a statute orders only a statute takes away (semantics 2.6, 2.7). That the deadline has a basis, or the
// stage, is no leave to stop it: the line that does it cites its own.
#include <algorithm>

#include "dsl/resolve/checks.hpp"

namespace sanhuan::dsl {

namespace {

// A line without a basis has that of what it stands in for explanations; that one belongs to a deadline or a scope.
bool cites(const CheckInput& in, RuleId line) {
  const model::Range bases = in.rules.rules[line.value].bases;
  if (bases.empty()) return false;
  const auto same = [&](const model::Named& around) {
    const model::Range theirs = in.rules.rules[around.rule.value].bases;
    return theirs.first == bases.first && !theirs.empty();
  };
  return std::none_of(in.process.scopes.begin(), in.process.scopes.end(), same) &&
         std::none_of(in.process.deadlines.begin(), in.process.deadlines.end(),
                      [&](const model::Deadline& d) { return !d.request && same(d); });
}

void check(const CheckInput& in, const model::Deadline& deadline, RuleId line) {
  if (!deadline.statutory || !line || cites(in, line)) return;
  in.sink.report("E0450", in.place(line), {in.name(deadline.name)});
}

}  // namespace

void check_bases(const CheckInput& in) {
  for (std::size_t d = 0; d < in.process.deadlines.size(); ++d) {
    const model::Deadline& deadline = in.process.deadlines[d];
    if (!deadline.statutory) continue;
    if (in.rules.rules[deadline.rule.value].bases.empty())
      in.sink.report("W0411", in.draft.deadlines[d].place, {in.name(deadline.name)});
    if (deadline.extension.times > 0) check(in, deadline, deadline.extension.rule);
    if (deadline.restart) check(in, deadline, in.draft.deadlines[d].restart);
    for (std::uint32_t i = 0; i < deadline.exclusions.count; ++i)
      check(in, deadline, in.rules.exclusions[deadline.exclusions.first + i].rule);
  }
  for (std::size_t s = 0; s < in.process.scopes.size(); ++s) {
    const model::Scope& side = in.process.scopes[s];
    const RuleId line = in.draft.scopes[s].covered_rule;
    for (const DeadlineId d : side.suspends) check(in, in.process.deadlines[d.value], line);
  }
  for_actions(in, [&](const model::Action& action) {
    if (action.verb != model::Verb::suspend && action.verb != model::Verb::interrupt) return;
    for (std::size_t d = 0; action.all_deadlines && d < in.process.deadlines.size(); ++d)
      check(in, in.process.deadlines[d], action.rule);
    for (std::uint32_t i = 0; i < action.deadlines.count; ++i)
      check(in, in.process.deadlines[in.rules.deadline_lists[action.deadlines.first + i].value], action.rule);
  });
}

}  // namespace sanhuan::dsl
