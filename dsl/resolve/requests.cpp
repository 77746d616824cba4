// Requests (4.5, 2.7b): the decision on a return or on an extension is a deadline of its own, which opens when it is
// asked for.
#include <initializer_list>

#include "dsl/resolve/process.hpp"

namespace sanhuan::dsl {

namespace {

class Requests {
 public:
  Requests(Context& context, ProcessDraft& draft) : context_(context), draft_(draft) {}

  void of_return(model::Return& line, Place place) {
    const model::Scope& stage = process().scopes[line.scope.value];
    model::Deadline decision;
    name(decision, stage, "退回审核", "-return");
    decision.rule = line.rule;
    decision.scope = line.scope;
    decision.responsibility = responsibility_of(line.decider, ResponsibilityId(0));
    decision.anchor_events = list({line.ask});
    decision.length = line.decide_within;
    decision.by = line.decider;
    decision.fulfilled_by = list({line.consent, line.refuse});
    line.decision = add(decision, line.overdue, place);
  }

  void of_extension(DeadlineId subject) {
    const model::Deadline& asked = process().deadlines[subject.value];
    const model::Extension& extension = asked.extension;
    model::Deadline decision;
    name(decision, asked, "延期审批", "-extension");
    decision.rule = extension.rule;
    decision.scope = asked.scope;
    decision.responsibility = responsibility_of(extension.approver, asked.responsibility);
    decision.anchor_events = list({extension.ask});
    decision.length = extension.decide_within;
    decision.by = extension.approver;
    decision.fulfilled_by = list({extension.grant, extension.refuse});
    decision.extends = subject;
    const DeadlineId id = add(decision, {}, draft_.deadlines[subject.value].place);
    process().deadlines[subject.value].extension.decision = id;
  }

 private:
  model::Process& process() { return draft_.model; }

  void name(model::Deadline& decision, const model::Named& subject, std::string_view name, std::string_view key) {
    decision.name = context_.string(std::string(context_.out.text(subject.name)).append(name));
    decision.key = context_.string(std::string(context_.out.text(subject.key)).append(key));
  }

  // The responsibility that the decider has anyhow; `otherwise` where it has none.
  ResponsibilityId responsibility_of(model::Refs decider, ResponsibilityId otherwise) {
    if (decider.empty()) return otherwise;
    const model::Ref& a = context_.out.refs[decider.first];
    for (std::size_t i = 0; i < process().responsibilities.size(); ++i) {
      const model::Refs holder = process().responsibilities[i].holder;
      if (holder.empty()) continue;
      const model::Ref& b = context_.out.refs[holder.first];
      if (a.kind == b.kind && a.unit == b.unit && a.role == b.role && a.fact == b.fact) return ResponsibilityId(i);
    }
    return otherwise;
  }

  model::Range list(std::initializer_list<EventId> events) {
    model::Range range{static_cast<std::uint32_t>(context_.out.event_lists.size()), 0};
    for (const EventId event : events)
      if (event) context_.out.event_lists.push_back(event), ++range.count;
    return range;
  }

  DeadlineId add(model::Deadline decision, const model::Consequence& overdue, Place place) {
    decision.anchor = model::AnchorKind::latest;
    decision.request = true;
    const DeadlineId id(process().deadlines.size());
    process().deadlines.push_back(decision);
    DeadlineDraft beside;
    beside.place = place;
    beside.readable = false;
    model::Rung breach;
    breach.then = overdue;
    breach.rule = decision.rule;
    beside.rungs.push_back(breach);
    beside.rung_places.push_back(place);
    draft_.deadlines.push_back(std::move(beside));
    return id;
  }

  Context& context_;
  ProcessDraft& draft_;
};

}  // namespace

void add_requests(Context& context, ProcessDraft& draft) {
  Requests requests(context, draft);
  if (draft.model.responsibilities.empty()) return;
  const std::size_t written = draft.model.deadlines.size();
  for (std::size_t i = 0; i < draft.model.returns.size(); ++i) {
    model::Return& line = draft.model.returns[i];
    if (line.ask && line.consent) requests.of_return(line, draft.returns[i].place);
  }
  for (std::size_t d = 0; d < written; ++d)
    if (draft.model.deadlines[d].extension.ask) requests.of_extension(DeadlineId(d));
}

}  // namespace sanhuan::dsl
