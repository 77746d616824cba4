#include "dsl/resolve/extension.hpp"

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/length.hpp"
#include "dsl/resolve/refs.hpp"

namespace sanhuan::dsl {

namespace {

class ExtensionReader {
 public:
  ExtensionReader(Context& context, ProcessDraft& process, model::Deadline& deadline)
      : context_(context), process_(process), extension_(deadline.extension) {
    extension_.rule = deadline.rule;
  }

  void run(LineRef line) {
    extension_.rule = context_.rule(line, extension_.rule);
    read_bound(line.node());
    for (const LineRef& below : line.below()) {
      if (below.is(NodeKind::terms)) {
        read_terms(below.node());
      } else if (below.is(NodeKind::also)) {
        const RuleId rule = context_.rule(below, extension_.rule);
        extension_.then = settle(context_, process_, read_consequences(context_, process_, below, rule));
      } else if (below.is(NodeKind::from) && below.node().child(NodeKind::decides)) {
        read_decision(below.node());
      }
    }
    if (measure_) read_measure();
    if (!approved_ && !line.has_hole()) {
      context_.sink.report("E0427", line.place());
      fine_ = false;
    }
    if (!fine_ || !approved_) process_.sound = false;
  }

 private:
  // 1次 不超过 30个自然日
  void read_bound(Cursor node) {
    const Cursor times = node.child(NodeKind::number);
    const auto length = read_length(context_, node.child(NodeKind::length));
    fine_ = times && length;
    if (times && (times.value() < 1 || times.value() > 100)) {
      context_.sink.report("E0425", times.place(), {"1", "100"});
      fine_ = false;
    }
    if (!fine_) return;
    extension_.times = static_cast<std::uint8_t>(times.value());
    extension_.at_most = *length;
  }

  void read_terms(Cursor node) {
    extension_.before_expiry = extension_.before_expiry || node.flag(Word::before_expiry);
    extension_.from_rolled = extension_.from_rolled || node.flag(Word::rolled_end);
    if (const Cursor measure = node.child(NodeKind::measure)) measure_ = measure.child(NodeKind::name);
    if (const Cursor approval = node.child(NodeKind::approval)) {
      approved_ = true;
      extension_.grant = read_event(context_, process_.names, approval.child(NodeKind::name));
      read_approver(approval);
      fine_ = fine_ && extension_.grant;
    }
  }

  // 自 A 起 L内 须经 R E 或 F
  void read_decision(Cursor node) {
    approved_ = true;
    const Cursor decides = node.child(NodeKind::decides);
    const ClockLine clock = read_clock(context_, process_, node);
    const std::vector<EventId> outcomes = read_events(context_, process_, decides, fine_);
    read_approver(decides);
    fine_ = fine_ && clock.fine;
    if (fine_ && (outcomes.size() != 2 || clock.events.size() != 1)) {
      context_.sink.report("E0334", node.place());
      fine_ = false;
    }
    if (!fine_) return;
    extension_.ask = clock.events[0];
    extension_.grant = outcomes[0];
    extension_.refuse = outcomes[1];
    extension_.decide_within = clock.length;
  }

  void read_approver(Cursor holder) {
    const auto who = read_refs(context_, process_.around, holder.child(NodeKind::refs));
    fine_ = fine_ && who;
    if (who) extension_.approver = *who;
  }

  // 按 延期天数: a whole number among what the granting event brings.
  void read_measure() {
    if (!extension_.grant) return;
    const model::Event& grant = context_.out.events[extension_.grant.value];
    for (std::uint32_t i = 0; i < grant.fields.count; ++i) {
      const model::Field& field = context_.out.fields[grant.fields.first + i];
      if (context_.out.text(field.name) != measure_.text() || field.type != scalar(FactKind::integer)) continue;
      extension_.measure = static_cast<std::uint16_t>(i);
      return;
    }
    fine_ = false;
    if (context_.may_be_in_a_hole(measure_.text())) return;
    context_.sink.report("E0335", measure_.place(), {std::string(context_.out.text(grant.name)), measure_.text()})
        .notes.push_back({context_.out.rules[grant.rule.value].place, "事件写在这里", "the event is declared here"});
  }

  Context& context_;
  ProcessDraft& process_;
  model::Extension& extension_;
  Cursor measure_;
  bool fine_ = true, approved_ = false;
};

}  // namespace

void lower_extension(Context& context, ProcessDraft& process, DeadlineId id, LineRef line) {
  ExtensionReader(context, process, process.model.deadlines[id.value]).run(line);
}

}  // namespace sanhuan::dsl
