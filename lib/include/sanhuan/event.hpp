// What happened to a case, as the host reports it: who, what, when, with which facts. Semantics 3.0, 3.6b.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "sanhuan/entry.hpp"
#include "sanhuan/ids.hpp"
#include "sanhuan/instant.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

struct Actor {
  enum class Kind : std::uint8_t { unit, petitioner, system } kind = Kind::unit;
  UnitId unit;                      // may be none: a role in the unit responsible for the case (3.0)
  std::array<RoleId, 4> roles{};    // held in that unit; unused ones are none()
  static Actor petitioner() noexcept { return {Kind::petitioner, {}, {}}; }
  static Actor system() noexcept { return {Kind::system, {}, {}}; }
  static Actor of(UnitId u, RoleId r = {}) noexcept { return {Kind::unit, u, {r}}; }
  bool holds(RoleId r) const noexcept {
    for (RoleId x : roles) if (r.valid() && x == r) return true;
    return false;
  }
};

// As far as a holder can say who acted.
inline Holder as_holder(const Actor& actor) noexcept {
  switch (actor.kind) {
    case Actor::Kind::petitioner: return {Holder::Kind::petitioner, {}, {}};
    case Actor::Kind::system: return {Holder::Kind::system, {}, {}};
    case Actor::Kind::unit: break;
  }
  return {actor.roles[0] ? Holder::Kind::role : Holder::Kind::unit, actor.roles[0], actor.unit};
}

struct PayloadField {
  std::uint16_t field = 0;  // position among the fields that the event declares
  Value value;
};

struct Event {
  EventId event;
  Instant at;
  Actor by;
  std::span<const PayloadField> payload;
  std::string_view key;   // idempotency key (7.3); empty: none
  bool assumed = false;   // nobody recorded it (8.3b)
  Instant occurred = Instant::never();  // entered late: when it happened (4.6); never(): at `at`
  Instant reported = Instant::never();  // lifted by the engine (3.3.2): as it came; never(): at `at`
};

struct Opening {
  CaseTypeId type;
  Instant at;
  Actor by;
  std::span<const std::pair<FactId, Value>> facts;
};

}  // namespace sanhuan
