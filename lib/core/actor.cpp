// Who may act, and whom a rule means: semantics 3.6b.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

using model::Ref;
using model::RefKind;

UnitId Context::locality() const noexcept {
  if (!process_->locality) return {};
  const Scalar unit = scalar(process_->locality);
  return unit.known ? UnitId(unit.bits) : UnitId{};
}

Holder Context::resolve(const Ref& ref, const Obligation* at_hand) const noexcept {
  const auto unit_of = [&](UnitId unit) {
    if (!unit) return Holder{};
    unit = organisation().current(unit);
    return Holder{ref.role ? Holder::Kind::role : Holder::Kind::unit, ref.role, unit};
  };
  switch (ref.kind) {
    case RefKind::none: return {};
    case RefKind::unit: return unit_of(ref.unit);
    case RefKind::fact: {
      const Scalar unit = scalar(ref.fact);
      return unit.known ? unit_of(UnitId(unit.bits)) : Holder{};
    }
    case RefKind::fact_level: {
      const Scalar unit = scalar(ref.fact);
      return unit.known ? unit_of(organisation().ancestor(UnitId(unit.bits), ref.level)) : Holder{};
    }
    case RefKind::each_of: return {};  // many: asked for member by member
    case RefKind::holder:
      if (at_hand == nullptr) return unit_of(acting_);
      return ref.role ? unit_of(at_hand->unit) : at_hand->holder();
    case RefKind::superior: {
      const Holder below = ref.inner == 0 ? (at_hand != nullptr ? at_hand->holder() : unit_of(acting_))
                                          : resolve(rules().refs[ref.inner - 1], at_hand);
      return below.unit ? unit_of(organisation().unit(below.unit).parent) : Holder{};
    }
    case RefKind::responsible: return {Holder::Kind::role, ref.role, {}};
    case RefKind::petitioner: return {Holder::Kind::petitioner, {}, {}};
    case RefKind::system: return {Holder::Kind::system, {}, {}};
  }
  return {};
}

Holder Context::first_known(model::Refs refs, const Obligation* at_hand) const noexcept {
  for (std::uint32_t i = 0; i < refs.count; ++i) {
    const Holder holder = resolve(rules().refs[refs.first + i], at_hand);
    if (holder.kind != Holder::Kind::nobody) return holder;
  }
  return {};
}

namespace {

bool is_or_acts_for(const Context& context, const Actor& actor, const Holder& holder) noexcept {
  switch (holder.kind) {
    case Holder::Kind::nobody: return false;
    case Holder::Kind::petitioner: return actor.kind == Actor::Kind::petitioner;
    case Holder::Kind::system: return actor.kind == Actor::Kind::system;
    case Holder::Kind::unit:
      return actor.kind == Actor::Kind::unit && actor.unit &&
             context.organisation().is_or_section_of(actor.unit, holder.unit);
    case Holder::Kind::role: break;
  }
  if (actor.kind != Actor::Kind::unit || !actor.holds(holder.role)) return false;
  if (holder.unit)
    return !actor.unit || context.organisation().is_or_section_of(actor.unit, holder.unit);
  // A role alone is held in the unit responsible for the case at any level of its line (属地 upwards), a section being
  // its unit at work; while 属地 is unknown, in the actor's own unit.
  const UnitId place = context.locality();
  if (!actor.unit || !place) return true;
  const Organisation& organisation = context.organisation();
  UnitId unit = actor.unit;
  while (organisation.unit(unit).section && organisation.unit(unit).parent) unit = organisation.unit(unit).parent;
  return organisation.in_line_of(actor.unit, place) || organisation.in_line_of(unit, place);
}

}  // namespace

bool Context::is_holder(const Actor& actor, const Obligation& obligation) const noexcept {
  return is_or_acts_for(*this, actor, obligation.holder());
}

bool Context::acts_as_holder(const Actor& actor, const Obligation& obligation) const noexcept {
  return is_holder(actor, obligation) || acts_as_delegate(actor, obligation);
}

bool Context::acts_as_delegate(const Actor& actor, const Obligation& obligation) const noexcept {
  if (!obligation.in_cold) return false;
  for (const Cold::Delegated& d : state_.cold()->delegated)
    if (d.serial == obligation.serial && is_or_acts_for(*this, actor, {Holder::Kind::unit, {}, d.to})) return true;
  return false;
}

bool Context::has_power(const Actor& actor, std::uint8_t needed) const noexcept {
  // What the rules do because a petitioner asked for it, the rules do; his own verbs have no power in them (6.2).
  if (needed == 0 || actor.kind != Actor::Kind::unit) return true;
  if (!actor.unit) return true;  // a role in the unit responsible: at whatever level that is
  return (organisation().powers(organisation().unit(actor.unit).level) & needed) == needed;
}

UnitId Context::unit_above() const noexcept {
  const UnitId place = locality();
  if (!place) return {};
  for (auto level = std::max(head().level, Level::village); level <= Level::district;
       level = static_cast<Level>(static_cast<std::uint8_t>(level) + 1))
    if (const UnitId above = organisation().ancestor(place, level)) return above;
  return {};
}

UnitId Context::acts_for(const Actor& actor, model::Refs refs) const noexcept {
  if (actor.kind != Actor::Kind::unit || !actor.unit) return {};
  for (std::uint32_t i = 0; i < refs.count; ++i) {
    const Ref& ref = rules().refs[refs.first + i];
    const Cold* cold = state_.cold();
    if (ref.kind != RefKind::each_of) {
      const Holder named = resolve(ref, nullptr);
      if (named.unit && is_or_acts_for(*this, actor, named)) return named.unit;
    } else if (cold != nullptr) {
      for (const std::int64_t member : cold->lists[fact(ref.fact).slot])
        if (const UnitId unit = organisation().current(UnitId(member)); is_or_acts_for(*this, actor, {Holder::Kind::unit, {}, unit})) return unit;
    }
  }
  return actor.unit;
}

bool Context::acts_as(const Actor& actor, model::Refs refs, const Obligation* at_hand) const noexcept {
  if (refs.empty()) return true;
  bool somebody = false;  // is named and known
  for (std::uint32_t i = 0; i < refs.count; ++i) {
    const Ref& ref = rules().refs[refs.first + i];
    if (ref.kind == RefKind::each_of) {
      somebody = true;
      const Cold* cold = state_.cold();
      if (cold == nullptr) continue;
      for (const std::int64_t member : cold->lists[fact(ref.fact).slot])
        if (is_or_acts_for(*this, actor, {Holder::Kind::unit, {}, organisation().current(UnitId(member))})) return true;
      continue;
    }
    const Holder named = resolve(ref, at_hand);
    if (is_or_acts_for(*this, actor, named)) return true;
    somebody |= named.kind != Holder::Kind::nobody;
  }
  // What nobody can do the 兜底 unit does, as it owes what nobody owes (4.2b): no case waits for somebody unknown.
  return !somebody && is_or_acts_for(*this, actor, stand_in());
}

}  // namespace sanhuan
