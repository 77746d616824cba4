// Returns (退回): asked by the holder, decided by another, at most so often. Semantics 4.5.
#include <algorithm>

#include "lib/core/context.hpp"
#include "sanhuan/due.hpp"

namespace sanhuan {

using model::Return;
using model::ReturnPolicy;

namespace {

ReturnPolicy policy_for(const Return& r, DeadlineId d) noexcept {
  for (const auto& [named, policy] : r.deadlines)
    if (named == d) return policy;
  return r.rest;
}

// The fact that names who holds a responsibility; none() where it is no fact.
FactId naming_fact(const RulebookData& rules, const model::Responsibility& responsibility) noexcept {
  for (std::uint32_t i = 0; i < responsibility.holder.count; ++i) {
    const model::Ref& ref = rules.refs[responsibility.holder.first + i];
    if (ref.kind == model::RefKind::fact) return ref.fact;
  }
  return {};
}

}  // namespace

const Return* Context::return_asked_by(EventId event) const noexcept {
  for (const Return& r : process_->returns)
    if (r.ask == event && r.decision && holds(r.scope, head().leaf)) return &r;
  return nullptr;
}

// In the scope of the return, or in one around it that is left with it.
bool Context::concerns(const Return& r, const model::Deadline& d) const noexcept {
  return holds(r.scope, d.scope) || (holds(d.scope, r.scope) && !holds(d.scope, r.target));
}

// A delegate acts on a clock (4.8): the work is not his to give back.
bool Context::is_work_of(const Return& r, const Actor& actor, const Obligation& o) const noexcept {
  const model::Deadline& d = deadline(o.deadline);
  return concerns(r, d) && !d.request && !o.right && is_holder(actor, o);
}

bool Context::holds_work(const Return& r, const Actor& actor) const noexcept {
  const auto open = state_.obligations();
  return std::any_of(open.begin(), open.end(), [&](const Obligation& o) { return is_work_of(r, actor, o); });
}

// There is one asking at a time.
const Obligation* Context::request_for(const Return& r) const noexcept {
  const auto open = state_.obligations();
  const auto found = std::find_if(open.begin(), open.end(), [&](const Obligation& o) { return o.deadline == r.decision; });
  return found == open.end() ? nullptr : &*found;
}

Refusal Context::may_ask(const Return& r) const {
  if (request_for(r) != nullptr) return guarded(Unmet::Why::asked_already, r.rule);
  if (const Cold* cold = state_.cold()) {
    const auto granted = cold->returned_by.size();
    if (r.in_total != 0 && granted >= r.in_total) return {Refused::designated, {}, {}, r.rule};
    if (r.per_unit != 0) {
      for (const Obligation& o : state_.obligations()) {
        if (!is_work_of(r, event_->by, o)) continue;
        const auto by_him = [&](UnitId unit) { return organisation().current(unit) == o.unit; };
        if (std::count_if(cold->returned_by.begin(), cold->returned_by.end(), by_him) >= r.per_unit)
          return {Refused::designated, {}, {}, r.rule};
      }
    }
  }
  // The window is a length like any other, from the work's dispatch (2.11).
  const auto anchor = anchor_of(r.anchor, r.anchor_events, head().last);
  if (!anchor) return guarded(Unmet::Why::not_begun, r.rule);
  const Instant from = as_received({}) ? *anchor : calendar().deemed(*anchor);
  if (when_ > due(calendar(), from, r.window).at) return guarded(Unmet::Why::too_late, r.rule);
  return {};
}

void Context::ask_return(const Return& r) {
  UnitId giver;
  for (const Obligation& o : state_.obligations())
    if (is_work_of(r, event_->by, o)) {
      giver = o.unit;
      break;
    }
  open_obligation(r.decision, when_);
  Obligation& request = state_.obligations().back();
  if (request.deadline != r.decision) return;  // no room for it: refused
  request.in_cold = true;
  cold().asked.push_back({request.serial, 0, when_, request.due, false, giver});
}

const Return* Context::return_granted_by(EventId event, const Serials& fulfilled) const noexcept {
  for (const Return& r : process_->returns) {
    const Obligation* const request = r.consent == event ? request_for(r) : nullptr;
    if (request != nullptr && std::find(fulfilled.begin(), fulfilled.end(), request->serial) != fulfilled.end()) return &r;
  }
  return nullptr;
}

Cold::Asked Context::asked_return(const Return& r) const noexcept {
  const std::uint16_t request = request_for(r)->serial;
  const auto& all = state_.cold()->asked;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Cold::Asked& a) { return a.request == request; });
  Cold::Asked asked = found == all.end() ? Cold::Asked{} : *found;
  if (asked.giver) asked.giver = organisation().current(asked.giver);  // abolished since: its successor's work (3.6b)
  return asked;
}

// 续算: the next obligation of the deadline starts with what was left at the asking (2.8).
void Context::carry_over(const Obligation& o) {
  if (policy_for(*giving_back_, o.deadline) != ReturnPolicy::carry_over || o.clock == ClockState::waiting) return;
  // By what had befallen it up to then; one that was started anew since has its whole length.
  const Instant at = std::max(given_.at, o.anchor);
  const Instant asked = o.as_received ? at : calendar().deemed(at);
  const std::int64_t left = left_at(calendar(), count(o, measure_of(o), Instant::never(), at), length_of(o), asked);
  std::erase_if(cold().carried, [&](const Cold::Carried& c) { return c.deadline == o.deadline; });
  cold().carried.push_back({o.deadline, left});
}

Refusal Context::give_back(const Return& r, const Cold::Asked& asked) {
  giving_back_ = &r;
  given_ = asked;
  const Refusal refusal = take({{}, model::Move::go, r.target, 0, {}, {}}, nullptr, r.rule);
  giving_back_ = nullptr;
  return refusal;
}

FactId Context::name_of_giver() const noexcept {
  for (const Obligation& o : state_.obligations()) {
    const model::Deadline& d = deadline(o.deadline);
    if (!concerns(*giving_back_, d) || d.request || o.right || o.unit != given_.giver) continue;
    if (const FactId named_by = naming_fact(rules(), process_->responsibilities[d.responsibility.value])) return named_by;
  }
  return {};
}

// Between leaving and entering: the fact that named the giver becomes unknown, and what he holds in scopes that are not
// left waits with the 兜底 unit until it is known again (4.2b).
void Context::forget_giver(FactId named_by) {
  const Return& r = *giving_back_;
  cold().returned_by.push_back(given_.giver);
  if (!named_by) return;
  set_scalar(named_by, Scalar::unknown(), r.rule);
  for (Obligation& o : state_.obligations()) {
    const model::Deadline& d = deadline(o.deadline);
    if (d.request || o.unit != given_.giver || o.stand_in) continue;
    if (naming_fact(rules(), process_->responsibilities[d.responsibility.value]) != named_by) continue;
    if (policy_for(r, o.deadline) != ReturnPolicy::unaffected && o.clock != ClockState::waiting && !o.breached) {
      // Nobody's clock until somebody has it: it stands still from the asking on, whatever else holds it (2.7a).
      suspend(o, policy_for(r, o.deadline) == ReturnPolicy::recount ? suspended_to_recount : suspended_by_return,
              std::max(given_.at, o.anchor));
    }
    o.stand_in = true;
    reassign(o, stand_in(), r.rule);
  }
}

}  // namespace sanhuan
