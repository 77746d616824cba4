#include "dsl/resolve/deadline.hpp"

#include <algorithm>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/length.hpp"
#include "dsl/resolve/refs.hpp"

namespace sanhuan::dsl {

namespace {

using model::AnchorKind;
using model::Rung;
using model::RungKind;

model::Range list_events(Context& context, const std::vector<EventId>& events) {
  const model::Range range{static_cast<std::uint32_t>(context.out.event_lists.size()),
                           static_cast<std::uint32_t>(events.size())};
  context.out.event_lists.insert(context.out.event_lists.end(), events.begin(), events.end());
  return range;
}

// The names of events in a node; `fine` becomes false where one is unknown.
std::vector<EventId> read_events(Context& context, const ProcessDraft& process, Cursor node, bool& fine) {
  std::vector<EventId> events;
  for (const Cursor& part : node.children()) {
    if (!part.is(NodeKind::name) && !(part.is(NodeKind::flag) && part.word() == Word::escalate)) continue;
    const EventId event = read_event(context, process.names, part);
    fine = fine && event;
    if (event) events.push_back(event);
  }
  return events;
}

struct Clock {  // of a line that begins with 自
  AnchorKind anchor = AnchorKind::entry;
  std::vector<EventId> events;
  Length length;
  bool fine = true;
};

Clock read_clock(Context& context, const ProcessDraft& process, Cursor from) {
  Clock clock;
  const Cursor anchor = from.child(NodeKind::anchor);
  if (anchor && anchor.word() != Word::entry) {
    clock.anchor = anchor.word() == Word::first_time ? AnchorKind::first : AnchorKind::latest;
    clock.events = read_events(context, process, anchor, clock.fine);
  }
  const auto length = read_length(context, from.child(NodeKind::length));
  clock.fine = clock.fine && anchor && length;
  if (length) clock.length = *length;
  if (from.flag(Word::roll)) clock.length.roll = Roll::roll;
  if (from.flag(Word::no_roll)) clock.length.roll = Roll::no_roll;
  return clock;
}

class DeadlineReader {
 public:
  DeadlineReader(Context& context, ProcessDraft& process, DeadlineId id)
      : context_(context), process_(process), draft_(process.deadlines[id.value]),
        deadline_(process.model.deadlines[id.value]) {}

  void run() {
    read_head();
    for (const LineRef& line : draft_.line.below()) {
      switch (line.kind()) {
        case NodeKind::hole:
          if (line.node().word() == Word::none || line.node().word() == Word::overdue) process_.shape_known = false;
          hole();
          break;
        case NodeKind::only_if: read_only_if(line); break;
        case NodeKind::from: read_from(line); break;
        case NodeKind::remaining: read_remaining(line); break;
        case NodeKind::overdue: read_overdue(line); break;
        case NodeKind::then_every: read_then_every(line); break;
        case NodeKind::extendable: read_extension(line); break;
        case NodeKind::exclude: read_exclusion(line); break;
        case NodeKind::restart: read_restart(line); break;
        case NodeKind::calendar_change: read_calendar_change(line); break;
        default: break;
      }
    }
    if (!has_clock_ && draft_.readable && !draft_.line.has_hole()) {
      context_.sink.report("E0422", draft_.place, {std::string(context_.out.text(deadline_.name))});
      hole();
    }
    deadline_.exclusions = {static_cast<std::uint32_t>(context_.out.exclusions.size()),
                            static_cast<std::uint32_t>(exclusions_.size())};
    context_.out.exclusions.insert(context_.out.exclusions.end(), exclusions_.begin(), exclusions_.end());
    // What the petitioner himself must do is never moved earlier by a notice (2.3b).
    if (!calendar_change_written_ && by_petitioner()) deadline_.calendar_change = model::CalendarChange::never_earlier;
    put_breach();
  }

 private:
  void hole() {
    draft_.readable = false;
    process_.sound = false;
  }

  void read_head() {
    const Cursor node = draft_.line.node();
    deadline_.statutory = node.flag(Word::statutory);
    deadline_.as_received = deadline_.statutory || node.flag(Word::as_received);  // 2.6
    const Symbol* found =
        context_.look_up(process_.names, node.child(NodeKind::name), {NameKind::responsibility});
    if (found == nullptr) return hole();
    deadline_.responsibility = ResponsibilityId(found->id);
  }

  void read_only_if(LineRef line) {
    ExpressionReader reader(context_, process_.around);
    deadline_.only_if = reader.condition(line.node().child(std::size_t{0}), context_.rule(line, deadline_.rule));
    if (!deadline_.only_if) process_.sound = false;
  }

  void read_from(LineRef line) {
    const Cursor owes = line.node().child(NodeKind::owes);
    if (has_clock_ || !owes) {
      if (!line.node().holds_hole()) context_.sink.report("E0423", line.place());
      return hole();
    }
    has_clock_ = true;
    const Clock clock = read_clock(context_, process_, line.node());
    bool fine = clock.fine;
    deadline_.anchor = clock.anchor;
    deadline_.anchor_events = list_events(context_, clock.events);
    deadline_.length = clock.length;
    deadline_.modal = owes.word() == Word::may ? model::Modal::may : model::Modal::shall;
    const auto by = read_refs(context_, process_.around, owes.child(NodeKind::refs));
    fine = fine && by;
    if (by) deadline_.by = *by;
    const std::vector<EventId> fulfilled = read_events(context_, process_, owes, fine);
    deadline_.fulfilled_by = list_events(context_, fulfilled);
    if (!fine || fulfilled.empty()) hole();
  }

  bool by_petitioner() const {
    if (deadline_.by.count != 1) return false;
    return context_.out.refs[deadline_.by.first].kind == model::RefKind::petitioner;
  }

  void add_rung(LineRef line, Rung rung) {
    if (draft_.rungs.size() >= rungs_max) {
      context_.sink.report("E0426", line.place(), {std::to_string(rungs_max)});
      return hole();
    }
    draft_.rungs.push_back(rung);
    draft_.rung_places.push_back(line.place());
  }

  model::Consequence consequence(LineRef line, RuleId rule) {
    const ConsequenceDraft draft = read_consequences(context_, process_, line, rule);
    return settle(context_, process_, draft);
  }

  void read_remaining(LineRef line) {
    const auto length = read_length(context_, line.node().child(NodeKind::length));
    Rung rung;
    rung.kind = RungKind::remaining;
    rung.rule = context_.rule(line, deadline_.rule);
    rung.then = consequence(line, rung.rule);
    if (!length) return hole();
    rung.length = *length;
    add_rung(line, rung);
  }

  void read_overdue(LineRef line) {
    Rung rung;
    rung.rule = context_.rule(line, deadline_.rule);
    rung.then = consequence(line, rung.rule);
    if (const Cursor nth = line.node().child(NodeKind::nth)) {
      rung.kind = RungKind::nth_day;
      if (nth.value() < 1 || nth.value() > 366) {
        context_.sink.report("E0425", nth.place(), {"1", "366"});
        return hole();
      }
      rung.length = {static_cast<std::uint32_t>(nth.value()),
                     nth.word() == Word::calendar_days ? LengthUnit::nth_calendar_day : LengthUnit::nth_working_day,
                     Roll::by_unit};
    } else if (const Cursor after = line.node().child(NodeKind::after)) {
      rung.kind = RungKind::after_full;
      const auto length = read_length(context_, after.child(NodeKind::length));
      if (!length) return hole();
      rung.length = *length;
    } else {
      rung.kind = RungKind::breach;
      for (std::size_t i = 0; i < draft_.rungs.size(); ++i) {
        if (draft_.rungs[i].kind != RungKind::breach) continue;
        context_.sink.report("E0428", line.place())
            .notes.push_back({draft_.rung_places[i], "先前写在这里", "first written here"});
        return hole();
      }
    }
    add_rung(line, rung);
  }

  // 此后每 L 至多 K次: K rungs, each L after the one before it (4.3).
  void read_then_every(LineRef line) {
    const auto length = read_length(context_, line.node().child(NodeKind::length));
    const Cursor times = line.node().child(NodeKind::number);
    Rung rung;
    rung.kind = RungKind::after_full;
    rung.rule = context_.rule(line, deadline_.rule);
    rung.then = consequence(line, rung.rule);
    if (!length || !times) return hole();
    if (times.value() < 1 || times.value() >= static_cast<std::int64_t>(rungs_max)) {
      context_.sink.report("E0425", times.place(), {"1", std::to_string(rungs_max - 1)});
      return hole();
    }
    if (draft_.rungs.empty() || draft_.rungs.back().kind == RungKind::remaining) {
      if (draft_.readable) context_.sink.report("E0430", line.place());
      return hole();
    }
    rung.length = *length;
    for (std::int64_t i = 0; i < times.value(); ++i) {
      rung.after = static_cast<std::int16_t>(draft_.rungs.size() - 1);
      const std::size_t before = draft_.rungs.size();
      add_rung(line, rung);
      if (draft_.rungs.size() == before) return;
    }
  }

  // The breach is always there (model.hpp): a deadline whose author wrote none is breached without consequence.
  void put_breach() {
    std::vector<Rung>& rungs = draft_.rungs;
    auto breach = std::find_if(rungs.begin(), rungs.end(), [](const Rung& r) { return r.kind == RungKind::breach; });
    if (breach == rungs.end()) {
      if (rungs.size() >= rungs_max) {
        context_.sink.report("E0426", draft_.place, {std::to_string(rungs_max)});
        return hole();
      }
      Rung rung;
      rung.rule = deadline_.rule;
      const auto at = std::find_if(rungs.begin(), rungs.end(),
                                   [](const Rung& r) { return r.kind != RungKind::remaining; });
      const auto position = at - rungs.begin();
      for (Rung& r : rungs)
        if (r.after >= position) ++r.after;
      breach = rungs.insert(at, rung);
      draft_.rung_places.insert(draft_.rung_places.begin() + position, draft_.place);
    }
    deadline_.breach_rung = static_cast<std::uint8_t>(breach - rungs.begin());
  }

  void read_extension(LineRef line) {
    model::Extension& extension = deadline_.extension;
    extension.rule = context_.rule(line, deadline_.rule);
    const Cursor times = line.node().child(NodeKind::number);
    const auto length = read_length(context_, line.node().child(NodeKind::length));
    bool fine = times && length;
    if (times && (times.value() < 1 || times.value() > 100)) {
      context_.sink.report("E0425", times.place(), {"1", "100"});
      fine = false;
    }
    if (fine) {
      extension.times = static_cast<std::uint8_t>(times.value());
      extension.at_most = *length;
    }
    bool approved = line.has_hole();
    for (const LineRef& below : line.below()) {
      const Cursor node = below.node();
      if (below.is(NodeKind::terms)) {
        extension.before_expiry = extension.before_expiry || node.flag(Word::before_expiry);
        extension.from_rolled = extension.from_rolled || node.flag(Word::rolled_end);
        if (const Cursor approval = node.child(NodeKind::approval)) {
          approved = true;
          extension.grant = read_event(context_, process_.names, approval.child(NodeKind::name));
          const auto who = read_refs(context_, process_.around, approval.child(NodeKind::refs));
          fine = fine && who && extension.grant;
          if (who) extension.approver = *who;
        }
      } else if (below.is(NodeKind::also)) {
        extension.then = consequence(below, context_.rule(below, extension.rule));
      } else if (const Cursor decides = node.child(NodeKind::decides); below.is(NodeKind::from) && decides) {
        approved = true;
        const Clock clock = read_clock(context_, process_, node);
        const std::vector<EventId> outcomes = read_events(context_, process_, decides, fine);
        const auto who = read_refs(context_, process_.around, decides.child(NodeKind::refs));
        fine = fine && clock.fine && who && outcomes.size() == 2 && clock.events.size() == 1;
        if (who) extension.approver = *who;
        if (outcomes.size() == 2 && clock.events.size() == 1) {
          extension.ask = clock.events[0];
          extension.grant = outcomes[0];
          extension.refuse = outcomes[1];
          extension.decide_within = clock.length;
        }
      }
    }
    if (!approved) context_.sink.report("E0427", line.place());
    if (!fine || !approved) process_.sound = false;
  }

  void read_exclusion(LineRef line) {
    bool fine = true;
    const std::vector<EventId> events = read_events(context_, process_, line.node(), fine);
    if (!fine || events.size() != 2) return hole();
    exclusions_.push_back({events[0], events[1], context_.rule(line, deadline_.rule)});
  }

  void read_restart(LineRef line) {
    bool fine = true;
    const std::vector<EventId> events = read_events(context_, process_, line.node(), fine);
    if (!fine || events.empty()) return hole();
    if (events.size() > 1 || deadline_.restart) {
      context_.sink.report("E0429", line.place());
      return hole();
    }
    deadline_.restart = events[0];
  }

  void read_calendar_change(LineRef line) {
    calendar_change_written_ = true;
    if (line.node().flag(Word::never_earlier)) deadline_.calendar_change = model::CalendarChange::never_earlier;
    else if (line.node().flag(Word::unchanged)) deadline_.calendar_change = model::CalendarChange::unchanged;
  }

  Context& context_;
  ProcessDraft& process_;
  DeadlineDraft& draft_;
  model::Deadline& deadline_;
  std::vector<model::Exclusion> exclusions_;
  bool has_clock_ = false, calendar_change_written_ = false;
};

std::optional<model::ReturnPolicy> return_policy(Word word) {
  switch (word) {
    case Word::unaffected: return model::ReturnPolicy::unaffected;
    case Word::carry_over: return model::ReturnPolicy::carry_over;
    case Word::recount: return model::ReturnPolicy::recount;
    default: return std::nullopt;
  }
}

void read_policies(Context& context, ProcessDraft& process, Cursor line, model::Return& made, Covered& covered) {
  for (const Cursor& node : line.children(NodeKind::policy)) {
    const auto policy = return_policy(node.word());
    if (!policy) {
      context.sink.report("E0320", node.place(), {std::string(node.source().text(node.node().span))});
      process.sound = false;
      continue;
    }
    if (node.flag(Word::rest)) {
      made.rest = *policy;
      made.has_rest = covered.rest = true;
    }
    for (const Cursor& name : node.children(NodeKind::name)) {
      const Symbol* found = context.look_up(process.names, name, {NameKind::deadline});
      if (found == nullptr) {
        process.sound = false;
        continue;
      }
      made.deadlines.emplace_back(DeadlineId(found->id), *policy);
      covered.named.push_back(DeadlineId(found->id));
    }
  }
}

}  // namespace

EventId read_event(Context& context, const NameTable& names, Cursor node) {
  if (!node || node.is(NodeKind::hole)) return {};
  const WordRow& escalate = row(Word::escalate);
  const std::string text = node.text();
  if (node.is(NodeKind::flag) || text == escalate.zh || text == escalate.en) return model::escalation_event;
  const Symbol* found = context.look_up(names, node, {NameKind::event});
  return found == nullptr ? EventId{} : EventId(found->id);
}

std::optional<std::uint32_t> rung_at(Context& context, ProcessDraft& process, DeadlineId id, const Length* after) {
  std::vector<Rung>& rungs = process.deadlines[id.value].rungs;
  if (after == nullptr) return process.model.deadlines[id.value].breach_rung;
  for (std::size_t i = 0; i < rungs.size(); ++i)
    if (rungs[i].kind == RungKind::after_full && rungs[i].after < 0 && rungs[i].length == *after)
      return static_cast<std::uint32_t>(i);
  if (rungs.size() >= rungs_max) {
    context.sink.report("E0426", process.deadlines[id.value].place, {std::to_string(rungs_max)});
    return std::nullopt;
  }
  Rung rung;
  rung.kind = RungKind::after_full;
  rung.length = *after;
  rung.silent = true;
  rung.rule = process.model.deadlines[id.value].rule;
  rungs.push_back(rung);
  process.deadlines[id.value].rung_places.push_back(process.deadlines[id.value].place);
  return static_cast<std::uint32_t>(rungs.size() - 1);
}

void lower_deadline(Context& context, ProcessDraft& process, DeadlineId id) {
  DeadlineReader(context, process, id).run();
}

void lower_return(Context& context, ProcessDraft& process, ScopeId scope, LineRef line) {
  model::Return made;
  ReturnDraft draft;
  draft.place = line.place();
  made.scope = scope;
  made.rule = context.rule(line, process.model.scopes[scope.value].rule);
  const Symbol* target =
      context.look_up(process.names, line.node().child(NodeKind::name), {NameKind::stage, NameKind::ring});
  if (target != nullptr) made.target = process.first_leaf(ScopeId(target->id));
  bool fine = target != nullptr, asked = false, decided = false;
  for (const LineRef& below : line.below()) {
    const Cursor node = below.node();
    if (below.is(NodeKind::from)) {
      const Clock clock = read_clock(context, process, node);
      fine = fine && clock.fine;
      if (const Cursor owes = node.child(NodeKind::owes)) {
        asked = true;
        const std::vector<EventId> events = read_events(context, process, owes, fine);
        if (events.size() == 1) made.ask = events[0];
        made.anchor = clock.anchor;
        made.anchor_events = list_events(context, clock.events);
        made.window = clock.length;
      } else if (const Cursor decides = node.child(NodeKind::decides)) {
        decided = true;
        const std::vector<EventId> events = read_events(context, process, decides, fine);
        const auto who = read_refs(context, process.around, decides.child(NodeKind::refs));
        fine = fine && who;
        if (who) made.decider = *who;
        if (events.size() == 2) made.consent = events[0], made.refuse = events[1];
        made.decide_within = clock.length;
      }
    } else if (below.is(NodeKind::overdue)) {
      const RuleId rule = context.rule(below, made.rule);
      const ConsequenceDraft consequence = read_consequences(context, process, below, rule);
      fine = fine && consequence.fine;
      made.overdue = settle(context, process, consequence);
    } else if (below.is(NodeKind::return_limit)) {
      const Cursor number = node.child(NodeKind::number);
      if (!number || number.value() < 1 || number.value() > 100) {
        if (number) context.sink.report("E0425", number.place(), {"1", "100"});
        fine = false;
      } else {
        (node.word() == Word::per_unit ? made.per_unit : made.in_total) = static_cast<std::uint8_t>(number.value());
      }
    } else if (below.is(NodeKind::clock_policy)) {
      read_policies(context, process, node, made, draft.covered);
    }
  }
  if (line.has_hole()) fine = false;
  else if (fine && (!asked || !decided || !made.ask || !made.consent)) {
    context.sink.report("E0431", line.place());
    fine = false;
  }
  if (!fine) process.sound = process.shape_known = false;
  process.model.returns.push_back(std::move(made));
  process.returns.push_back(std::move(draft));
}

}  // namespace sanhuan::dsl
