// Returns (退回): asked by the holder, decided by another, at most so often. Semantics 4.5.
#include <algorithm>

#include "lib/core/context.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

using model::Return;

const Return* Context::return_asked_by(EventId event) const noexcept {
  if (head().closed) return nullptr;
  for (const Return& r : process_->returns)
    if (r.ask == event && r.decision && holds(r.scope, head().leaf)) return &r;
  return nullptr;
}

bool Context::holds_work(const Return& r, const Actor& actor) const noexcept {
  const auto open = state_.obligations();
  return std::any_of(open.begin(), open.end(), [&](const Obligation& o) {
    return holds(r.scope, deadline(o.deadline).scope) && !deadline(o.deadline).request && acts_as_holder(actor, o);
  });
}

Refusal Context::may_ask(const Return& r) const {
  const Cold* cold = state_.cold();
  if (cold != nullptr) {
    const auto granted = cold->returned_by.size();
    if (r.in_total != 0 && granted >= r.in_total) return {Refused::designated, {}, {}, r.rule};
    if (r.per_unit != 0) {
      for (const Obligation& o : state_.obligations()) {
        if (!holds(r.scope, deadline(o.deadline).scope) || deadline(o.deadline).request) continue;
        if (std::count(cold->returned_by.begin(), cold->returned_by.end(), o.unit) >= r.per_unit)
          return {Refused::designated, {}, {}, r.rule};
      }
    }
  }
  // The window is a length like any other, from the work's dispatch (2.11).
  model::Deadline window;
  window.anchor = r.anchor;
  window.anchor_events = r.anchor_events;
  const auto anchor = anchor_of(window, head().last);
  if (anchor && now_ > due(calendar(), as_received(window) ? *anchor : calendar().deemed(*anchor), r.window).at)
    return {Refused::guarded, {}, {}, r.rule};
  return {};
}

const Return* Context::return_granted_by(EventId event, const Positions& fulfilled) const noexcept {
  for (const Return& r : process_->returns) {
    if (r.consent != event) continue;
    for (const std::uint16_t position : fulfilled)
      if (state_.obligations()[position].deadline == r.decision) return &r;
  }
  return nullptr;
}

Refusal Context::give_back(const Return& r) {
  // Whose work it was, and the fact that named him: it becomes unknown, and what he holds in scopes that are not left
  // waits with the 兜底 unit until it is known again (4.2b). The clocks there are untouched.
  FactId named_by;
  UnitId unit;
  for (const Obligation& o : state_.obligations()) {
    const model::Deadline& d = deadline(o.deadline);
    if (!holds(r.scope, d.scope) || d.request) continue;
    const model::Range refs = process_->responsibilities[d.responsibility.value].holder;
    for (std::uint32_t i = 0; i < refs.count && !named_by; ++i)
      if (rules().refs[refs.first + i].kind == model::RefKind::fact) named_by = rules().refs[refs.first + i].fact;
    if (named_by) {
      unit = o.unit;
      break;
    }
  }
  giving_back_ = true;
  const Refusal refusal = take({{}, model::Move::go, r.target, 0, {}}, nullptr, r.rule);
  giving_back_ = false;
  if (refusal) return refusal;
  cold().returned_by.push_back(unit);
  if (!named_by) return {};
  set_scalar(named_by, Scalar::unknown(), r.rule);
  for (Obligation& o : state_.obligations()) {
    const model::Range refs = process_->responsibilities[deadline(o.deadline).responsibility.value].holder;
    bool names_it = false;
    for (std::uint32_t i = 0; i < refs.count; ++i) names_it |= rules().refs[refs.first + i].fact == named_by;
    if (!names_it || o.unit != unit || deadline(o.deadline).request) continue;
    o.stand_in = true;
    o.hold({process_->fallback ? Holder::Kind::unit : Holder::Kind::nobody, {}, process_->fallback});
    change(ChangeKind::reassigned, o, o.holder().packed()).rule = r.rule;
  }
  return {};
}

}  // namespace sanhuan
