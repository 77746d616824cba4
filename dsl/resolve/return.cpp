#include "dsl/resolve/return.hpp"

#include <optional>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/length.hpp"
#include "dsl/resolve/refs.hpp"

namespace sanhuan::dsl {

namespace {

std::optional<model::ReturnPolicy> return_policy(Word word) {
  switch (word) {
    case Word::unaffected: return model::ReturnPolicy::unaffected;
    case Word::carry_over: return model::ReturnPolicy::carry_over;
    case Word::recount: return model::ReturnPolicy::recount;
    default: return std::nullopt;
  }
}

std::optional<model::ReopenPolicy> reopen_policy(Word word) {
  switch (word) {
    case Word::unaffected: return model::ReopenPolicy::unaffected;
    case Word::recount: return model::ReopenPolicy::recount;
    case Word::leave_out: return model::ReopenPolicy::leave_out;
    default: return std::nullopt;
  }
}

// 重算 依法办结 照算 其余: which clock goes on how. `policy_of` says what the word is here, nullopt where it is nothing.
template <class Policy>
void read_policies(Context& context, ProcessDraft& process, Cursor line, std::optional<Policy> (*policy_of)(Word),
                   std::vector<std::pair<DeadlineId, Policy>>& named, Policy& rest, Covered& covered) {
  for (const Cursor& node : line.children(NodeKind::policy)) {
    const auto policy = policy_of(node.word());
    if (!policy) {
      context.sink.report("E0320", node.place(), {std::string(node.source().text(node.node().span))});
      process.sound = false;
      continue;
    }
    if (node.flag(Word::rest)) {
      rest = *policy;
      covered.rest = true;
    }
    for (const Cursor& name : node.children(NodeKind::name)) {
      const std::vector<DeadlineId> meant = read_deadline(context, process, name);
      process.sound = process.sound && !meant.empty();
      for (DeadlineId id : meant) {
        named.emplace_back(id, *policy);
        covered.named.push_back(id);
      }
    }
  }
}

class ReturnReader {
 public:
  ReturnReader(Context& context, ProcessDraft& process) : context_(context), process_(process) {}

  void run(ScopeId scope, LineRef line) {
    draft_.place = line.place();
    made_.scope = scope;
    made_.rule = context_.rule(line, process_.model.scopes[scope.value].rule);
    const Symbol* target =
        context_.look_up(process_.names, line.node().child(NodeKind::name), {NameKind::stage, NameKind::ring});
    if (target != nullptr) made_.target = process_.first_leaf(ScopeId(target->id));
    fine_ = target != nullptr;
    for (const LineRef& below : line.below()) read_line(below);
    if (line.has_hole()) {
      fine_ = false;
    } else if (fine_ && (!made_.ask || !made_.consent)) {
      context_.sink.report("E0431", line.place());
      fine_ = false;
    }
    if (!fine_) process_.sound = process_.shape_known = false;
    process_.model.returns.push_back(std::move(made_));
    process_.returns.push_back(std::move(draft_));
  }

 private:
  void read_line(LineRef line) {
    const Cursor node = line.node();
    switch (line.kind()) {
      case NodeKind::from: read_clock_line(node); break;
      case NodeKind::overdue: {
        const ConsequenceDraft consequence =
            read_consequences(context_, process_, line, context_.rule(line, made_.rule));
        fine_ = fine_ && consequence.fine;
        made_.overdue = settle(context_, process_, consequence);
        break;
      }
      case NodeKind::return_limit: {
        const Cursor number = node.child(NodeKind::number);
        if (number && (number.value() < 1 || number.value() > 100))
          context_.sink.report("E0425", number.place(), {"1", "100"});
        if (!number || number.value() < 1 || number.value() > 100) fine_ = false;
        else (node.word() == Word::per_unit ? made_.per_unit : made_.in_total) = static_cast<std::uint8_t>(number.value());
        break;
      }
      case NodeKind::clock_policy:
        read_policies(context_, process_, node, return_policy, made_.deadlines, made_.rest, draft_.covered);
        made_.has_rest = draft_.covered.rest;
        break;
      default: break;
    }
  }

  // 自 分派 起 2个工作日内 可 退回; 自 退回 起 1个工作日内 须经 区中心 同意退回 或 不同意退回
  void read_clock_line(Cursor node) {
    const ClockLine clock = read_clock(context_, process_, node);
    fine_ = fine_ && clock.fine;
    if (const Cursor owes = node.child(NodeKind::owes)) {
      // A case keeps when events happened, and not when it came to a stage: the work's dispatch is an event (2.11).
      if (clock.fine && clock.anchor == model::AnchorKind::entry) {
        context_.sink.report("E0473", node.child(NodeKind::anchor).place());
        fine_ = false;
      }
      const std::vector<EventId> events = read_events(context_, process_, owes, fine_);
      if (events.size() == 1) made_.ask = events[0];
      made_.anchor = clock.anchor;
      made_.anchor_events = list_events(context_, clock.events);
      made_.window = clock.length;
    } else if (const Cursor decides = node.child(NodeKind::decides)) {
      const std::vector<EventId> events = read_events(context_, process_, decides, fine_);
      const auto who = read_refs(context_, process_.around, decides.child(NodeKind::refs));
      fine_ = fine_ && who;
      if (who) made_.decider = *who;
      if (events.size() == 2) made_.consent = events[0], made_.refuse = events[1];
      made_.decide_within = clock.length;
    }
  }

  Context& context_;
  ProcessDraft& process_;
  model::Return made_;
  ReturnDraft draft_;
  bool fine_ = true;
};

}  // namespace

void lower_return(Context& context, ProcessDraft& process, ScopeId scope, LineRef line) {
  ReturnReader(context, process).run(scope, line);
}

void lower_reopening(Context& context, ProcessDraft& process, const std::vector<ScopeId>& finals, LineRef line) {
  const Cursor node = line.node();
  model::Reopening made;
  ReopeningDraft draft;
  draft.place = line.place();
  made.finals = finals;
  made.rule = context.rule(line, process.model.rule);
  const auto window = read_length(context, node.child(NodeKind::length));
  const auto actor = read_refs(context, process.around, node.child(NodeKind::refs));
  made.event = read_event(context, process.names, node.child(NodeKind::event_name)
                                                      ? node.child(NodeKind::event_name).child(NodeKind::name)
                                                      : node.child(NodeKind::name));
  if (window) made.window = *window;
  if (actor) made.actor = *actor;
  const SomebodyActs acts(process);
  const ConsequenceDraft then = read_consequences(context, process, line, made.rule);
  made.then = settle(context, process, then);
  const bool leads_on = made.then.move == model::Move::go && made.then.target &&
                        process.model.scopes[made.then.target.value].kind != model::ScopeKind::final;
  if (then.fine && !leads_on) context.sink.report("E0444", line.place());
  for (const LineRef& below : line.below(NodeKind::clock_policy))
    read_policies(context, process, below.node(), reopen_policy, made.deadlines, made.rest, draft.covered);
  if (!window || !actor || !made.event || !leads_on || line.has_hole()) process.sound = process.shape_known = false;
  process.model.reopenings.push_back(std::move(made));
  process.reopenings.push_back(std::move(draft));
}

}  // namespace sanhuan::dsl
