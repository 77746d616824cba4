// A case kept beside its entries, so that going on with it does not fold them again. Not hashed: what is kept here can
// be counted again, and `verify --fold` does.
#include <algorithm>

#include "lib/base/wire.hpp"
#include "lib/core/case.hpp"

namespace sanhuan {

namespace {

enum HeaderBit : std::uint8_t { is_closed = 1, is_begun = 2, has_cold = 4, is_migrated = 8, has_kept = 16 };
enum ObligationBit : std::uint16_t {
  is_right = 1, is_breached = 2, is_unjudged = 4, is_provisional = 8, is_stand_in = 16, is_in_cold = 32,
  is_as_received = 64, is_held = 128,
};

// Instants lie near the opening, or at either end of time.
class Near {
 public:
  explicit Near(Instant opened) noexcept : opened_(opened.ms) {}
  void put(WireWriter& to, Instant at) const {
    if (at == Instant::before_all()) return to.number(0);
    if (at == Instant::never()) return to.number(1);
    to.number(zigzag(static_cast<std::int64_t>(static_cast<std::uint64_t>(at.ms) - static_cast<std::uint64_t>(opened_))) + 2);
  }
  Instant get(WireReader& from) const noexcept {
    const std::uint64_t v = from.number();
    if (v == 0) return Instant::before_all();
    if (v == 1) return Instant::never();
    const std::uint64_t z = v - 2;
    return Instant{static_cast<std::int64_t>(((z >> 1) ^ (~(z & 1) + 1)) + static_cast<std::uint64_t>(opened_))};
  }

 private:
  static std::uint64_t zigzag(std::int64_t v) noexcept {
    return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63);
  }
  std::int64_t opened_;
};

void put(WireWriter& to, const Near& near, const Obligation& o) {
  to.number(o.serial);
  to.id(o.deadline);
  to.byte(static_cast<std::uint8_t>((o.right ? is_right : 0) | (o.breached ? is_breached : 0) |
                                    (o.unjudged ? is_unjudged : 0) | (o.provisional ? is_provisional : 0) |
                                    (o.stand_in ? is_stand_in : 0) | (o.in_cold ? is_in_cold : 0) |
                                    (o.as_received ? is_as_received : 0) | (o.held ? is_held : 0)));
  to.byte(static_cast<std::uint8_t>(static_cast<unsigned>(o.holder_kind) | static_cast<unsigned>(o.clock) << 4));
  to.id(o.unit);
  to.id(o.role);
  to.byte(o.ordinal);
  to.number(o.fired);
  near.put(to, o.due);
  near.put(to, o.next_timer);
  near.put(to, o.anchor);
}

void get(WireReader& from, const Near& near, Obligation& o) {
  o.serial = from.number_up_to<std::uint16_t>(UINT16_MAX);
  o.deadline = from.id<DeadlineId>();
  const std::uint8_t bits = from.byte();
  o.right = (bits & is_right) != 0;
  o.breached = (bits & is_breached) != 0;
  o.unjudged = (bits & is_unjudged) != 0;
  o.provisional = (bits & is_provisional) != 0;
  o.stand_in = (bits & is_stand_in) != 0;
  o.in_cold = (bits & is_in_cold) != 0;
  o.as_received = (bits & is_as_received) != 0;
  o.held = (bits & is_held) != 0;
  const std::uint8_t kinds = from.byte();
  if ((kinds & 15) > static_cast<std::uint8_t>(Holder::Kind::system) || kinds >> 4 > static_cast<std::uint8_t>(ClockState::suspended))
    from.fail();
  o.holder_kind = static_cast<Holder::Kind>(kinds & 15);
  o.clock = static_cast<ClockState>(kinds >> 4 & 3);
  o.unit = from.id<UnitId>();
  o.role = from.id<RoleId>();
  o.ordinal = from.byte();
  o.fired = from.number_up_to<std::uint32_t>(rungs_mask) & rungs_mask;
  o.due = near.get(from);
  o.next_timer = near.get(from);
  o.anchor = near.get(from);
}

void put(WireWriter& to, const Length& length) {
  to.number(length.count);
  to.byte(static_cast<std::uint8_t>(length.unit)), to.byte(static_cast<std::uint8_t>(length.roll));
}

template <class T, class Put>
void put_each(WireWriter& to, const std::vector<T>& items, Put put_one) {
  to.number(items.size());
  for (const T& item : items) put_one(item);
}
template <class T, class Get>
void get_each(WireReader& from, std::vector<T>& items, Get get_one) {
  items.clear();
  items.resize(from.count());
  for (T& item : items) get_one(item);
}

void put(WireWriter& to, const Near& near, const Cold& cold) {
  for (std::size_t i = 0; i < cold.text.size(); ++i) {
    to.byte(static_cast<std::uint8_t>(cold.text_known[i]));
    to.text(cold.text[i]);
  }
  for (const auto& list : cold.lists) put_each(to, list, [&](std::int64_t v) { to.signed_number(v); });
  put_each(to, cold.history, [&](const Cold::Befell& b) {
    to.number(b.serial), near.put(to, b.event.at), put(to, b.event.length);
    to.signed_number(b.event.left), to.byte(static_cast<std::uint8_t>(b.event.kind));
  });
  put_each(to, cold.suspended, [&](const Cold::Suspended& s) { to.number(s.serial), to.byte(s.by); });
  put_each(to, cold.counted, [&](const Cold::Counted& c) { to.number(c.serial), to.byte(c.limit), near.put(to, c.second); });
  put_each(to, cold.opened, [&](const Cold::Opened& o) { to.number(o.serial), near.put(to, o.at); });
  put_each(to, cold.asked, [&](const Cold::Asked& a) {
    to.number(a.request), to.number(a.serial), near.put(to, a.at), near.put(to, a.until);
    to.byte(a.late ? 1 : 0), to.id(a.giver);
  });
  put_each(to, cold.breached, [&](const Cold::Breached& b) { to.number(b.serial), near.put(to, b.due); });
  put_each(to, cold.scored, [&](const Cold::Scored& s) { to.number(s.serial), to.number(s.action), to.signed_number(s.to); });
  put_each(to, cold.causes, [&](const Cold::Cause& c) { to.number(c.supervision), to.number(c.serial); });
  put_each(to, cold.delegated, [&](const Cold::Delegated& d) { to.number(d.serial), to.id(d.to); });
  put_each(to, cold.returned_by, [&](UnitId unit) { to.id(unit); });
  put_each(to, cold.carried, [&](const Cold::Carried& c) { to.id(c.deadline), to.signed_number(c.left); });
  put_each(to, cold.children, [&](const Cold::Child& c) {
    to.number(c.entry), to.number(c.position), to.id(c.type), to.byte(c.closed ? 1 : 0);
  });
  to.id(cold.supervisor);
  near.put(to, cold.last_escalation);
  near.put(to, cold.closed_at);
  if (cold.kept.empty()) return;  // as it was before there were migrations
  put_each(to, cold.kept, [&](const Cold::Kept& k) {
    to.number(k.serial), put(to, k.first), to.byte(static_cast<std::uint8_t>(k.bound)), put(to, k.second);
  });
}

// `cold` has the texts and lists of its layout.
void get(WireReader& from, const Near& near, Cold& cold, bool with_kept) {
  const auto serial = [&] { return from.number_up_to<std::uint16_t>(UINT16_MAX); };
  const auto up_to = [&](auto most) {
    const std::uint8_t v = from.byte();
    if (v > static_cast<std::uint8_t>(most)) from.fail();
    return static_cast<decltype(most)>(v > static_cast<std::uint8_t>(most) ? 0 : v);
  };
  const auto length = [&](Length& into) {
    into.count = from.number_up_to<std::uint32_t>(UINT32_MAX);
    into.unit = up_to(LengthUnit::nth_calendar_day);
    into.roll = up_to(Roll::no_roll);
  };
  for (std::size_t i = 0; i < cold.text.size(); ++i) {
    cold.text_known[i] = static_cast<char>(up_to(std::uint8_t{1}));
    cold.text[i] = from.text();
  }
  for (auto& list : cold.lists) get_each(from, list, [&](std::int64_t& v) { v = from.signed_number(); });
  get_each(from, cold.history, [&](Cold::Befell& b) {
    b.serial = serial(), b.event.at = near.get(from);
    length(b.event.length);
    b.event.left = from.signed_number();
    b.event.kind = up_to(ClockEventKind::floor);
  });
  get_each(from, cold.suspended, [&](Cold::Suspended& s) { s.serial = serial(), s.by = from.byte(); });
  get_each(from, cold.counted, [&](Cold::Counted& c) { c.serial = serial(), c.limit = from.byte(), c.second = near.get(from); });
  get_each(from, cold.opened, [&](Cold::Opened& o) { o.serial = serial(), o.at = near.get(from); });
  get_each(from, cold.asked, [&](Cold::Asked& a) {
    a.request = serial(), a.serial = serial(), a.at = near.get(from), a.until = near.get(from);
    a.late = up_to(std::uint8_t{1}) != 0, a.giver = from.id<UnitId>();
  });
  get_each(from, cold.breached, [&](Cold::Breached& b) { b.serial = serial(), b.due = near.get(from); });
  get_each(from, cold.scored, [&](Cold::Scored& s) {
    s.serial = serial(), s.action = from.number_up_to<std::uint32_t>(UINT32_MAX), s.to = from.signed_number();
  });
  get_each(from, cold.causes, [&](Cold::Cause& c) { c.supervision = serial(), c.serial = serial(); });
  get_each(from, cold.delegated, [&](Cold::Delegated& d) { d.serial = serial(), d.to = from.id<UnitId>(); });
  get_each(from, cold.returned_by, [&](UnitId& unit) { unit = from.id<UnitId>(); });
  get_each(from, cold.carried, [&](Cold::Carried& c) { c.deadline = from.id<DeadlineId>(), c.left = from.signed_number(); });
  get_each(from, cold.children, [&](Cold::Child& c) {
    c.entry = from.number_up_to<std::uint32_t>(UINT32_MAX), c.position = serial();
    c.type = from.id<CaseTypeId>(), c.closed = up_to(std::uint8_t{1}) != 0;
  });
  cold.supervisor = from.id<UnitId>();
  cold.last_escalation = near.get(from);
  cold.closed_at = near.get(from);
  cold.kept.clear();
  if (!with_kept) return;
  get_each(from, cold.kept, [&](Cold::Kept& k) {
    k.serial = serial(), length(k.first), k.bound = up_to(model::BoundKind::no_earlier), length(k.second);
  });
  if (cold.kept.empty()) from.fail();
}

}  // namespace

void CaseState::save(const CaseLayout& l, std::string& out) const {
  const Header& h = head();
  const Near near(h.opened);
  WireWriter to(out);
  to.signed_number(h.opened.ms);
  to.byte(static_cast<std::uint8_t>((h.closed ? is_closed : 0) | (h.begun ? is_begun : 0) | (cold_ ? has_cold : 0) |
                                    (h.migrated ? is_migrated : 0) | (cold_ && !cold_->kept.empty() ? has_kept : 0)));
  to.id(h.leaf);
  to.id(h.sleeping);
  to.byte(static_cast<std::uint8_t>(h.level));
  to.number(h.sequence);
  to.number(h.last_serial);
  to.number(h.breaches);
  near.put(to, h.last);
  to.number(l.anchors_at);  // another version of the library may lay a case out otherwise: then it is folded
  to.bytes({reinterpret_cast<const char*>(facts()), l.anchors_at});
  for (std::uint32_t i = 0; i < l.anchors; ++i) near.put(to, anchor(l, i));
  to.number(h.obligations);
  for (const Obligation& o : obligations()) put(to, near, o);
  if (cold_) put(to, near, *cold_);
}

bool CaseState::load(std::string_view bytes, CaseTypeId type, const CaseLayout& l, const RulebookData& rules) {
  const model::CaseType& case_type = rules.case_types[type.value];
  if (!case_type.process) return false;
  const model::Process& process = rules.processes[case_type.process.value];
  WireReader from(bytes);
  Header h;
  h.type = type;
  h.opened = Instant{from.signed_number()};
  const Near near(h.opened);
  const std::uint8_t bits = from.byte();
  if (bits > (is_closed | is_begun | has_cold | is_migrated | has_kept)) return false;
  if ((bits & has_kept) != 0 && (bits & has_cold) == 0) return false;
  h.closed = (bits & is_closed) != 0;
  h.begun = (bits & is_begun) != 0;
  h.migrated = (bits & is_migrated) != 0;
  h.leaf = from.id<ScopeId>();
  h.sleeping = from.id<ScopeId>();
  const std::uint8_t level = from.byte();
  h.sequence = from.number_up_to<std::uint32_t>(UINT32_MAX);
  h.last_serial = from.number_up_to<std::uint16_t>(UINT16_MAX);
  h.breaches = from.number_up_to<std::uint16_t>(UINT16_MAX);
  h.last = near.get(from);
  if (from.number() != l.anchors_at) return false;
  const std::string_view fixed_part = from.take(l.anchors_at);
  if (from.bad() || level > static_cast<std::uint8_t>(Level::district) || !h.leaf || h.leaf.value >= process.scopes.size() ||
      (h.sleeping && h.sleeping.value >= process.scopes.size()))
    return false;
  h.level = static_cast<Level>(level);

  // The anchors are read before it is known how many obligations follow; the block is made for those.
  WireReader behind = from;
  for (std::uint32_t i = 0; i < l.anchors; ++i) near.get(behind);
  h.obligations = behind.number_up_to<std::uint16_t>(obligations_max);
  if (behind.bad()) return false;
  make_room(l.fixed_size, h.obligations);
  h.fixed_size = l.fixed_size;
  h.capacity = head().capacity;
  head() = h;
  std::memset(fixed(), 0, l.fixed_size);
  std::memcpy(fixed(), fixed_part.data(), fixed_part.size());
  for (std::uint32_t i = 0; i < l.anchors; ++i) set_anchor(l, i, near.get(from));
  from.number();
  for (std::uint16_t i = 0; i < h.obligations; ++i) {
    Obligation& o = *new (first_obligation() + i) Obligation;
    get(from, near, o);
    if (!o.deadline || o.deadline.value >= process.deadlines.size() || (o.in_cold && (bits & has_cold) == 0)) return false;
  }
  const bool fits = cold_ && cold_->text.size() == l.slots.texts() && cold_->lists.size() == l.slots.lists();
  if ((bits & has_cold) == 0 || !fits) cold_.reset();
  if ((bits & has_cold) != 0) get(from, near, cold(l), (bits & has_kept) != 0);
  return from.finished();
}

}  // namespace sanhuan
