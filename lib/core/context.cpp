// What every part of a step uses: the entry it writes, and what conditions ask of the case.
#include "lib/core/context.hpp"

#include <algorithm>

#include "lib/core/message.hpp"
#include "lib/eval/compare.hpp"

namespace sanhuan {

Context::Context(const Plan& plan, const Registers& registers, CaseState& state, Entries& out,
                 const Unjudged* unjudged, EntryListener* listener) noexcept
    : plan_(plan),
      registers_(registers),
      state_(state),
      out_(out),
      unjudged_(unjudged),
      listener_(listener),
      type_(&plan.rules.case_types[state.head().type.value]),
      process_(&plan.rules.processes[type_->process.value]),
      process_plan_(&plan.processes[type_->process.value]),
      layout_(&plan.layouts[state.head().type.value]) {}

void Context::begin_entry(EntryKind kind, Instant at, Instant stood_at, Instant happened) {
  now_ = at;
  stood_ = stood_at;
  when_ = happened == Instant::never() ? at : happened;
  rule_ = {};
  children_opened_ = 0;
  Entry& entry = out_.entries.emplace_back();
  entry.kind = kind;
  entry.at = at;
  entry.stood_at = stood_at;
  entry.occurred = happened;
  entry.actor.kind = Holder::Kind::system;
  entry.sequence = head().sequence + 1;
  entry.first_change = static_cast<std::uint32_t>(out_.changes.size());
}

void Context::end_entry(const Event* event) {
  Entry& entry = out_.entries.back();
  entry.change_count = static_cast<std::uint32_t>(out_.changes.size()) - entry.first_change;
  head().sequence = entry.sequence;
  head().last = entry.at;
  if (listener_ != nullptr) listener_->stands(state_, event, out_);
}

void Context::drop_changes() noexcept {
  const Entry& entry = out_.entries.back();
  std::erase_if(out_.children, [&](const ChildOpening& c) { return c.entry == entry.sequence; });
  out_.changes.resize(entry.first_change);
}

Refusal Context::guarded(Unmet::Why why, RuleId rule, ExpressionId guard) const {
  if (judged_ != nullptr) judged_->push_back({why, rule, guard});
  return {Refused::guarded, why == Unmet::Why::unknown ? missing(guard) : FactId{}, {}, rule};
}

void Context::tell_unmet() {
  for (const Judged& judged : *judged_) {
    Unmet& unmet = out_.unmet.emplace_back(Unmet{judged.why, judged.rule, entry().sequence, {}});
    if (!judged.guard) continue;
    for (const FactId read : plan_.evaluator.facts_read(judged.guard, head().type, subject()))
      unmet.facts.emplace_back(read, read_fact(rules(), *layout_, state_, read));
  }
}

Subject Context::subject() const noexcept {
  Subject s;
  s.slots = &layout_->slots;
  s.facts = state_.facts();
  if (const Cold* cold = state_.cold()) {
    s.text = &cold->text;
    s.text_known = &cold->text_known;
    s.lists = &cold->lists;
  }
  s.calendar = registers_.calendar.get();
  s.level = head().level;
  s.organisation = registers_.organisation.get();
  s.context = this;
  s.ask = [](const void* self, const model::Code& code) noexcept {
    return static_cast<const Context*>(self)->ask(code);
  };
  return s;
}

Scalar Context::ask(const model::Code& code) const noexcept {
  const auto yes_or_no = [](bool b) { return Scalar::of(b ? 1 : 0); };
  switch (code.op) {
    case model::Op::ever_overdue: return yes_or_no((head().breaches != 0) == (code.a == 0));
    case model::Op::this_unit: return acting_ ? Scalar::of(acting_.value) : Scalar::unknown();
    case model::Op::today: return Scalar::of(calendar().local_day(now_).value);
    case model::Op::anchor: {
      const Instant at = state_.anchor(*layout_, rules().events[code.a].anchor_latest);
      return at == Instant::before_all() ? Scalar::unknown() : Scalar::of(at.ms);
    }
    case model::Op::happened: {
      const Instant at = state_.anchor(*layout_, rules().events[code.a].anchor_latest);
      return yes_or_no(at != Instant::before_all() && at >= since_);
    }
    case model::Op::closed: return yes_or_no(head().closed);
    case model::Op::running_clock: return yes_or_no(state_.has_running_clock());
    case model::Op::held: return yes_or_no(state_.is_held());
    case model::Op::children: {
      std::uint32_t closed = 0, all = 0;
      if (const Cold* cold = state_.cold()) {
        for (const Cold::Child& child : cold->children) closed += child.closed ? 1 : 0;
        all = static_cast<std::uint32_t>(cold->children.size());
      }
      if (code.a == model::any_children) return yes_or_no(all != 0);
      return yes_or_no(all != 0 &&
                       enough(static_cast<model::Quantity>(code.a >> 16), code.a & 0xffff, closed, all));
    }
    default: break;
  }
  const DeadlineId id(code.a);
  switch (code.op) {
    case model::Op::deadline_done: return yes_or_no(state_.summary(*layout_, id)->fulfilled > 0);
    case model::Op::deadline_count: {
      const DeadlineSummary* summary = state_.summary(*layout_, id);
      return yes_or_no(enough(static_cast<model::Quantity>(code.b >> 16), code.b & 0xffff, summary->fulfilled,
                              summary->counted()));
    }
    case model::Op::deadline_rung: {
      std::uint32_t open = 0, fired = 0;
      for (const Obligation& o : state_.obligations()) {
        if (o.deadline != id) continue;
        ++open;
        fired += o.has_fired(code.b & 0xffff) ? 1 : 0;
      }
      return yes_or_no(open > 0 &&
                       enough(static_cast<model::Quantity>(code.b >> 24), code.b >> 16 & 0xff, fired, open));
    }
    case model::Op::deadline_armed:
      for (const Obligation& o : state_.obligations())
        if (o.deadline == id && o.clock != ClockState::waiting) return yes_or_no(true);
      return yes_or_no(false);
    default:  // deadline_due: unknown while it waits or is suspended (3.3d)
      for (const Obligation& o : state_.obligations())
        if (o.deadline == id && o.clock == ClockState::running) return Scalar::of(o.due.ms);
      return Scalar::unknown();
  }
}

}  // namespace sanhuan
