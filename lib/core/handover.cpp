// Holders that change: a fact that becomes known, members that join and leave, work that is handed over, units that
// are abolished. Semantics 4.1c, 4.2b, 4.7, 4.8, 3.6b.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

namespace {

bool named_by(const RulebookData& rules, model::Refs refs, FactId fact) noexcept {
  for (std::uint32_t r = 0; r < refs.count; ++r)
    if (rules.refs[refs.first + r].fact == fact) return true;
  return false;
}

}  // namespace

void Context::reassign(Obligation& o, Holder holder, RuleId rule) {
  o.hold(holder);
  Change& c = change(ChangeKind::reassigned, o, holder.packed());
  if (rule) c.rule = rule;
}

void Context::hand_over(FactId known) {
  for (Obligation& o : state_.obligations()) {
    if (!o.stand_in) continue;
    const model::Deadline& d = deadline(o.deadline);
    const model::Refs refs = d.request ? d.by : process_->responsibilities[d.responsibility.value].holder;
    if (!named_by(rules(), refs, known)) continue;
    const Holder holder = first_known(refs, nullptr);
    if (holder.kind == Holder::Kind::nobody) continue;
    o.stand_in = false;
    reassign(o, holder, {});
    held_again(o);
  }
}

// What stood still since a return was asked for goes on with what was left, or starts again (4.5).
void Context::held_again(Obligation& o) {
  if (o.clock != ClockState::suspended) return;
  resume(o, suspended_by_return, now_);
  to_recount_.push_back(o.serial);
}

// The event that names the new holder has happened by now: a clock that starts again counts from its own anchor.
void Context::recount_handed_over() {
  for (const std::uint16_t serial : to_recount_) {
    Obligation* const o = find(serial);
    if (o == nullptr || o->clock != ClockState::suspended || (suspenders(*o) & suspended_to_recount) == 0)
      continue;
    suspenders(*o) &= static_cast<std::uint8_t>(~suspended_to_recount);
    std::erase_if(cold().history, [&](const Cold::Befell& b) {
      return b.serial == serial && b.event.kind == ClockEventKind::suspended && b.event.left == suspended_to_recount;
    });
    if (suspenders(*o) == 0) {
      std::erase_if(cold().suspended, [&](const Cold::Suspended& s) { return s.serial == serial; });
      o->clock = ClockState::running;
    }
    // A new dispatch moves the anchor; one that was moved by 重新起算 stays where that put it.
    const model::Deadline& d = deadline(o->deadline);
    const bool dispatched = d.anchor == model::AnchorKind::latest;
    restart(*o, dispatched ? std::max(o->anchor, anchor_of(d, now_).value_or(o->anchor)) : o->anchor);
  }
  to_recount_.clear();
}

void Context::members_changed(FactId list, const std::vector<std::int64_t>& before) {
  const std::vector<std::int64_t> after = state_.cold()->lists[fact(list).slot];
  // Who stands in the place of a unit that was abolished is the member it was (3.6b).
  const auto has = [&](const std::vector<std::int64_t>& members, UnitId unit) {
    return std::any_of(members.begin(), members.end(), [&](std::int64_t m) { return organisation().current(UnitId(m)) == unit; });
  };
  for (std::size_t d = 0; d < process_->deadlines.size(); ++d) {
    const model::Deadline& deadline = process_->deadlines[d];
    const model::Responsibility& responsibility = process_->responsibilities[deadline.responsibility.value];
    if (!responsibility.each || deadline.request || rules().refs[responsibility.holder.first].fact != list)
      continue;
    // Leaving: what is still owed there is waived, on the record.
    for (std::size_t i = 0; i < state_.obligations().size();) {
      const Obligation& o = state_.obligations()[i];
      const bool leaves =
          o.deadline == DeadlineId(d) && has(before, o.unit) && !has(after, o.unit);
      if (!leaves) {
        ++i;
        continue;
      }
      close(i, ChangeKind::waived);
      // He is no longer one of all (4.1c).
      if (DeadlineSummary* summary = state_.summary(*layout_, DeadlineId(d))) ++summary->gone;
    }
    // Joining: one more, where the scope is entered.
    const bool entered = is_entered(deadline.scope);
    const bool waits = in_thread(deadline) && !anchor_of(deadline, now_);
    // What the event at hand opens in the thread it opens for each, once it has happened (4.2b).
    const bool opens = event_ != nullptr && in_thread(deadline) && deadline.anchor == model::AnchorKind::latest &&
                       (process_plan_->relation(event_->event, DeadlineId(d)) & relation::opens) != 0;
    if (!entered || waits || (opens && learning_) || (deadline.only_if && guard(deadline.only_if) != Truth::yes)) continue;
    if (!deadline.valid.always() && !valid(deadline.valid, now_)) continue;
    for (auto member = after.begin(); member != after.end(); ++member) {
      const UnitId unit = organisation().current(UnitId(*member));
      if (!has(before, unit) && !has({after.begin(), member}, unit)) open_for(DeadlineId(d), {Holder::Kind::unit, {}, unit}, false, now_);
    }
  }
}

void Context::transfer(const model::Action& action, const Obligation* at_hand) {
  const Holder to = first_known(action.to, at_hand);
  for (std::size_t i = 0; i < state_.obligations().size(); ++i) {
    Obligation& o = state_.obligations()[i];
    const model::Deadline& d = deadline(o.deadline);
    if (d.request || o.right || !names(action, o.deadline) || to.kind == Holder::Kind::nobody ||
        o.holder() == to)
      continue;
    o.stand_in = false;
    if (o.in_cold) std::erase_if(cold().delegated, [&](const auto& x) { return x.serial == o.serial; });
    reassign(o, to, action.rule);
    if (!action.recount) {
      held_again(o);
      continue;
    }
    resume(o, suspended_by_return, now_);
    resume(o, suspended_to_recount, now_);
    if (o.clock != ClockState::waiting && !o.breached) restart(o, now_);
  }
}

void Context::delegate(const model::Action& action, const Obligation* at_hand) {
  const bool recall = action.verb == model::Verb::recall;
  const Holder to = recall ? Holder{} : first_known(action.to, at_hand);
  if (!recall && !to.unit) return;
  for (Obligation& o : state_.obligations()) {
    if (!names(action, o.deadline) || deadline(o.deadline).request) continue;
    const bool had = o.in_cold && std::erase_if(cold().delegated,
                                                [&](const auto& x) { return x.serial == o.serial; }) != 0;
    if (!recall) {
      o.in_cold = true;
      cold().delegated.push_back({o.serial, to.unit});
      change(ChangeKind::delegated, o, to.packed()).rule = action.rule;
    } else if (had) {
      change(ChangeKind::recalled, o).rule = action.rule;
    }
  }
}

void Context::succeed(Obligation& o) {
  if (!o.unit) return;
  const UnitId now = organisation().current(o.unit);
  if (now != o.unit) reassign(o, {o.holder_kind, o.role, now}, {});
}

}  // namespace sanhuan
