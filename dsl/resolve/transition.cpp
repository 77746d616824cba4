// 当 (an event), 一旦 (a condition), 若 … 否则 (branches): one transition for each branch. Semantics 3.3, 3.3b.
#include <algorithm>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/limits.hpp"
#include "dsl/resolve/process.hpp"
#include "lib/eval/reads.hpp"
#include "dsl/resolve/refs.hpp"

namespace sanhuan::dsl {

namespace {

struct Branch {
  ExpressionId guard;
  bool otherwise = false;
  ConsequenceDraft then;
  RuleId rule;
};

class TransitionReader {
 public:
  TransitionReader(Context& context, ProcessDraft& process) : context_(context), process_(process) {}

  void read(ScopeId scope, LineRef line) {
    scope_ = scope;
    rule_ = context_.rule(line, process_.model.scopes[scope.value].rule);
    valid_ = read_validity(context_, line);
    if (line.is(NodeKind::once)) return read_once(line);
    const SomebodyActs acts(process_);
    const auto actor = read_refs(context_, process_.around, line.node().child(NodeKind::refs));
    const ConsequenceDraft common = read_consequences(context_, process_, line, rule_);
    const std::vector<Branch> branches = read_branches(line, common);
    bool fine = actor && !line.has_hole();
    if (line.has_hole()) process_.shape_known = false;
    for (const Cursor& name : line.node().children(NodeKind::event_name)) {
      EventId event = read_event(context_, process_.names, name.child(NodeKind::name));
      fine = fine && event;
      if (!event) event = model::escalation_event;  // where it leads is still known: for the checks, not to be run
      ++group_;
      for (const Branch& branch : branches) add(event, actor ? *actor : model::Refs{}, branch);
    }
    if (!fine) process_.sound = false;
  }

 private:
  void read_once(LineRef line) {
    ExpressionReader reader(context_, process_.around);
    Branch branch;
    branch.guard = reader.condition(line.node().child(std::size_t{0}), rule_);
    branch.then = read_consequences(context_, process_, line, rule_);
    branch.rule = rule_;
    if (!branch.guard) process_.sound = false;
    ++group_;
    add(EventId{}, {}, branch);
  }

  std::vector<Branch> read_branches(LineRef line, const ConsequenceDraft& common) {
    std::vector<Branch> branches;
    LineRef otherwise;
    for (const LineRef& below : line.below()) {
      if (!below.is(NodeKind::if_line) && !below.is(NodeKind::else_line)) continue;
      if (otherwise) context_.sink.report("E0433", below.place());
      Branch branch;
      branch.rule = context_.rule(below, rule_);
      if (below.is(NodeKind::if_line)) {
        const Cursor condition = below.node().child(std::size_t{0});
        branch.guard = ExpressionReader(context_, process_.around).condition(condition, branch.rule);
        if (branch.guard) check_not_set_above(condition, branch.guard, common);
        else process_.sound = false;
      } else {
        otherwise = below;
        branch.otherwise = true;
      }
      const ConsequenceDraft own = read_consequences(context_, process_, below, branch.rule);
      if (common.moves() && own.moves()) context_.sink.report("E0424", own.move_place);
      branch.then = common;
      branch.then.append(own);
      check_done_once(context_, branch.then);
      branches.push_back(std::move(branch));
    }
    if (branches.empty()) branches.push_back({{}, false, common, rule_});
    return branches;
  }

  // Guards are judged before any action of the line is done (3.3.7): a guard that reads what the line sets first
  // would not see it.
  void check_not_set_above(Cursor condition, ExpressionId guard, const ConsequenceDraft& common) {
    const FactReads reads = reads_of(context_.out, guard);
    for (const model::Action& action : common.actions) {
      const bool level = action.verb == model::Verb::set_level && reads.level;
      bool fact = false;
      if (action.verb == model::Verb::set) {
        const model::Fact& set = context_.case_types[process_.model.case_type.value].facts[action.fact.value];
        fact = reads.has(set);
      }
      if (level || fact)
        context_.sink.report("E0434", condition.place())
            .notes.push_back({context_.out.rules[action.rule.value].place, "在这里记下", "it is set here"});
    }
  }

  void add(EventId event, model::Refs actor, const Branch& branch) {
    model::Transition made;
    const auto& all = process_.model.transitions;
    if (!context_.has_room(all.size(), transitions_max, Arg("条件行", "branches"), context_.out.rules[branch.rule.value].place)) return;
    made.scope = scope_;
    made.event = event;
    made.actor = actor;
    made.guard = branch.guard;
    made.otherwise = branch.otherwise;
    made.group = static_cast<std::uint16_t>(group_);
    made.then = settle(context_, process_, branch.then);
    made.powers = made.event ? powers_needed(context_.out, made.then) : std::uint8_t{0};
    made.valid = valid_;
    made.rule = branch.rule;
    model::Range& range = process_.model.scopes[scope_.value].transitions;
    if (range.empty()) range.first = static_cast<std::uint32_t>(process_.model.transitions.size());
    ++range.count;
    process_.model.transitions.push_back(made);
  }

  Context& context_;
  ProcessDraft& process_;
  ScopeId scope_;
  RuleId rule_;
  model::Validity valid_;
  std::uint32_t group_ = 0;
};

}  // namespace

void lower_transitions(Context& context, ProcessDraft& process) {
  TransitionReader reader(context, process);
  for (const auto& [scope, line] : process.transition_lines) reader.read(scope, line);
}

}  // namespace sanhuan::dsl
