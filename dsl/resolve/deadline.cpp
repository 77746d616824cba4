#include "dsl/resolve/deadline.hpp"

#include <algorithm>

#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/extension.hpp"
#include "dsl/resolve/ladder.hpp"
#include "dsl/resolve/length.hpp"
#include "dsl/resolve/refs.hpp"
#include "lib/core/case.hpp"

namespace sanhuan::dsl {

namespace {

template <class T>
model::Range put(std::vector<T>& all, const std::vector<T>& made) {
  const model::Range range{static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(made.size())};
  all.insert(all.end(), made.begin(), made.end());
  return range;
}

class DeadlineReader {
 public:
  DeadlineReader(Context& context, ProcessDraft& process, DeadlineId id)
      : context_(context), process_(process), id_(id), draft_(process.deadlines[id.value]),
        deadline_(process.model.deadlines[id.value]) {}

  void run() {
    read_head();
    for (const LineRef& line : draft_.line.below()) read_line(line);
    if (!has_clock_ && draft_.readable && !draft_.line.has_hole()) {
      context_.sink.report("E0422", draft_.place, {std::string(context_.out.text(deadline_.name))});
      hole();
    }
    if (class_change_ && class_limits_.empty()) context_.sink.report("E0336", class_change_.place());
    for (model::ClassLimit& limit : class_limits_) limit.length.roll = deadline_.length.roll;
    deadline_.exclusions = put(context_.out.exclusions, exclusions_);
    deadline_.class_limits = put(context_.out.class_limits, class_limits_);
    // What the petitioner himself must do is never moved earlier by a notice (2.3b).
    if (!calendar_change_written_ && by_petitioner()) deadline_.calendar_change = model::CalendarChange::never_earlier;
    if (!put_breach(context_, process_, id_)) hole();
  }

 private:
  void hole() {
    draft_.readable = false;
    process_.sound = false;
  }

  void read_line(LineRef line) {
    switch (line.kind()) {
      case NodeKind::hole:
        if (line.node().word() == Word::none || line.node().word() == Word::overdue) process_.shape_known = false;
        hole();
        break;
      case NodeKind::only_if: read_only_if(line); break;
      case NodeKind::from: read_from(line); break;
      case NodeKind::if_line: read_class(line); break;
      case NodeKind::else_line: context_.sink.report("E0332", line.place()); break;
      case NodeKind::class_change: read_class_change(line); break;
      case NodeKind::bound: read_bound(line); break;
      case NodeKind::remaining: case NodeKind::overdue: case NodeKind::then_every:
        if (!read_rung(context_, process_, id_, line)) hole();
        break;
      case NodeKind::extendable: lower_extension(context_, process_, id_, line); break;
      case NodeKind::exclude: read_exclusion(line); break;
      case NodeKind::restart: read_restart(line); break;
      case NodeKind::calendar_change: read_calendar_change(line); break;
      default: break;
    }
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
    const ClockLine clock = read_clock(context_, process_, line.node());
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

  // 若 C 则 限 L: another length, and nothing else (2.5b).
  void read_class(LineRef line) {
    const Cursor consequence = line.node().child(NodeKind::consequence);
    const Cursor limit = consequence ? consequence.child(NodeKind::limit) : Cursor{};
    if (!limit || consequence.count() != 1 || line.first(NodeKind::actions)) {
      if (!line.node().holds_hole()) context_.sink.report("E0332", line.place());
      return hole();
    }
    model::ClassLimit made;
    made.rule = context_.rule(line, deadline_.rule);
    made.when = ExpressionReader(context_, process_.around).condition(line.node().child(std::size_t{0}), made.rule);
    const auto length = read_length(context_, limit.child(NodeKind::length));
    if (!made.when || !length) return hole();
    made.length = *length;
    class_limits_.push_back(made);
  }

  void read_class_change(LineRef line) {
    class_change_ = line;
    if (line.node().flag(Word::recount)) deadline_.class_change = model::ClassChange::recount;
    else if (line.node().flag(Word::restart)) deadline_.class_change = model::ClassChange::restart;
  }

  // 不晚于 自 A 起 L内 (2.5c)
  void read_bound(LineRef line) {
    model::Bound& bound = deadline_.bound;
    if (bound.kind != model::BoundKind::none) {
      context_.sink.report("E0337", line.place());
      return hole();
    }
    const ClockLine clock = read_clock(context_, process_, line.node());
    if (!clock.fine) return hole();
    bound.kind = line.node().word() == Word::no_earlier_than ? model::BoundKind::no_earlier : model::BoundKind::no_later;
    bound.anchor = clock.anchor;
    bound.anchor_events = list_events(context_, clock.events);
    bound.length = clock.length;
  }

  void read_exclusion(LineRef line) {
    bool fine = true;
    const std::vector<EventId> events = read_events(context_, process_, line.node(), fine);
    if (!fine || events.size() != 2) return hole();
    if (exclusions_.size() == exclusions_told_apart) {
      context_.sink.report("E0474", line.place(), {std::to_string(exclusions_told_apart)});
      return hole();
    }
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
    draft_.restart = context_.rule(line, deadline_.rule);
  }

  void read_calendar_change(LineRef line) {
    calendar_change_written_ = true;
    if (line.node().flag(Word::never_earlier)) deadline_.calendar_change = model::CalendarChange::never_earlier;
    else if (line.node().flag(Word::unchanged)) deadline_.calendar_change = model::CalendarChange::unchanged;
  }

  Context& context_;
  ProcessDraft& process_;
  DeadlineId id_;
  DeadlineDraft& draft_;
  model::Deadline& deadline_;
  std::vector<model::Exclusion> exclusions_;
  std::vector<model::ClassLimit> class_limits_;
  LineRef class_change_;
  bool has_clock_ = false, calendar_change_written_ = false;
};

}  // namespace

void lower_deadline(Context& context, ProcessDraft& process, DeadlineId id) {
  DeadlineReader(context, process, id).run();
}

}  // namespace sanhuan::dsl
