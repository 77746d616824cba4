#include "lib/core/case.hpp"

#include <algorithm>

#include "lib/rulebook/walk.hpp"

namespace sanhuan {

namespace {

constexpr std::uint32_t round_up(std::uint32_t n) noexcept { return (n + 7) & ~std::uint32_t{7}; }

// Which scopes a rule counts the entries of, and which deadlines a rule looks back at.
class Counted {
 public:
  Counted(const RulebookData& rules, const model::Process& process)
      : scopes(process.scopes.size()), deadlines(process.deadlines.size()) {
    for (const model::Deadline& d : process.deadlines) scopes[d.scope.value] = true;  // ordinals of obligations
    for_consequences(rules, process, [&](const model::Consequence& then) {
      if (then.at_most == 0) return;
      scopes[then.target.value] = true;
      if (then.named) scopes[then.named.value] = true;
    });
    // In the thread the ordinal is that of the deadline, and 首次 asks whether there was one.
    for (std::size_t i = 0; i < process.deadlines.size(); ++i)
      if (process.deadlines[i].scope == ScopeId(0) || process.deadlines[i].request) deadlines[i] = true;
    for (const model::Code& c : rules.code)
      if ((c.op == model::Op::deadline_done || c.op == model::Op::deadline_count) && c.a < deadlines.size())
        deadlines[c.a] = true;
  }
  std::vector<bool> scopes, deadlines;
};

std::vector<std::uint16_t> number(const std::vector<bool>& wanted, std::uint16_t& count) {
  std::vector<std::uint16_t> numbers(wanted.size(), CaseLayout::none);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i]) numbers[i] = count++;
  return numbers;
}

}  // namespace

CaseLayout CaseLayout::of(const RulebookData& rules, const model::CaseType& type) {
  CaseLayout l;
  l.slots = FactSlots(rules, type);
  std::uint16_t counters = 0, summaries = 0;
  if (type.process) {
    const model::Process& process = rules.processes[type.process.value];
    const Counted counted(rules, process);
    l.anchors = process.anchor_slots;
    l.counter_of = number(counted.scopes, counters);
    l.summary_of = number(counted.deadlines, summaries);
  }
  constexpr std::uint32_t step = alignof(DeadlineSummary);
  l.summaries_at = (l.slots.size() + step - 1) / step * step;
  l.counters_at = l.summaries_at + static_cast<std::uint32_t>(sizeof(DeadlineSummary)) * summaries;
  l.anchors_at = round_up(l.counters_at + counters);
  l.fixed_size = l.anchors_at + 8u * l.anchors;
  return l;
}

CaseState::CaseState(CaseTypeId type, const CaseLayout& layout)
    : block_(std::make_unique<std::byte[]>(sizeof(Header) + layout.fixed_size + sizeof(Obligation))) {
  Header& h = *new (block_.get()) Header;
  h.type = type;
  h.fixed_size = layout.fixed_size;
  h.capacity = 1;
  for (std::uint16_t i = 0; i < layout.anchors; ++i) set_anchor(layout, i, Instant::before_all());
}

void CaseState::reserve(std::uint32_t obligations) {
  auto grown = std::make_unique_for_overwrite<std::byte[]>(sizeof(Header) + head().fixed_size +
                                                           obligations * sizeof(Obligation));
  std::memcpy(grown.get(), block_.get(), used());
  block_ = std::move(grown);
  head().capacity = static_cast<std::uint16_t>(obligations);
}

void CaseState::make_room(std::uint32_t fixed_size, std::uint16_t obligations) {
  if (block_ && head().fixed_size == fixed_size && head().capacity >= obligations) return;
  const std::uint16_t capacity = std::max<std::uint16_t>(obligations, 4);
  block_ = std::make_unique_for_overwrite<std::byte[]>(sizeof(Header) + fixed_size + capacity * sizeof(Obligation));
  Header& h = *new (block_.get()) Header;
  h.fixed_size = fixed_size;
  h.capacity = capacity;
}

void CaseState::assign(const CaseState& other) {
  make_room(other.head().fixed_size, other.head().obligations);
  const std::uint16_t capacity = head().capacity;
  std::memcpy(block_.get(), other.block_.get(), other.used());
  head().capacity = capacity;
  if (!other.cold_) cold_.reset();
  else if (cold_) *cold_ = *other.cold_;
  else cold_ = std::make_unique<Cold>(*other.cold_);
}

// The block it was copied from may have grown since, never shrunk.
void CaseState::restore_block(const std::vector<std::byte>& from) noexcept {
  const std::uint16_t capacity = head().capacity;
  std::memcpy(block_.get(), from.data(), from.size());
  head().capacity = capacity;
}

Obligation& CaseState::add_obligation() {
  if (head().obligations == head().capacity) reserve(head().capacity < 4 ? head().capacity + 1u : head().capacity * 2u);
  auto* obligation = new (first_obligation() + head().obligations++) Obligation;
  obligation->due = Instant::never();
  obligation->next_timer = Instant::never();
  obligation->anchor = Instant::before_all();
  obligation->serial = ++head().last_serial;
  return *obligation;
}

void CaseState::remove_obligation(std::size_t index) noexcept {
  Obligation* const first = first_obligation() + index;
  if (first->in_cold && cold_) cold_->forget(first->serial);
  std::memmove(static_cast<void*>(first), first + 1, (head().obligations - index - 1) * sizeof(Obligation));
  --head().obligations;
}

bool CaseState::has_running_clock() const noexcept {
  const auto open = obligations();
  return std::any_of(open.begin(), open.end(), [](const Obligation& o) { return o.clock == ClockState::running; });
}

bool CaseState::is_held() const noexcept {
  const auto open = obligations();
  return std::any_of(open.begin(), open.end(), [](const Obligation& o) {
    return o.holder_kind == Holder::Kind::unit || o.holder_kind == Holder::Kind::role;
  });
}

void Cold::forget(std::uint16_t serial) {
  const auto of_it = [serial](const auto& x) { return x.serial == serial; };
  std::erase_if(history, of_it);
  std::erase_if(suspended, of_it);
  std::erase_if(counted, of_it);
  std::erase_if(kept, of_it);
  std::erase_if(opened, of_it);
  std::erase_if(asked, [&](const Asked& a) { return a.request == serial || (a.serial != 0 && a.serial == serial); });
  std::erase_if(breached, of_it);
  std::erase_if(scored, of_it);
  std::erase_if(causes, [&](const Cause& c) { return c.supervision == serial; });
  for (Cause& c : causes)
    if (c.serial == serial) c.serial = 0;  // what is settled can't be reversed any more (4.6)
  std::erase_if(delegated, of_it);
}

Cold& CaseState::cold(const CaseLayout& l) {
  if (!cold_) {
    cold_ = std::make_unique<Cold>();
    cold_->text.resize(l.slots.texts());
    cold_->text_known.resize(l.slots.texts());
    cold_->lists.resize(l.slots.lists());
  }
  return *cold_;
}

namespace {

class Bytes {
 public:
  void number(std::int64_t v) {
    for (int shift = 0; shift < 64; shift += 8)
      out.push_back(static_cast<char>(static_cast<std::uint64_t>(v) >> shift));
  }
  template <class... T>
  void numbers(const T&... v) { (number(static_cast<std::int64_t>(v)), ...); }
  template <class T, class Write>
  void each(const std::vector<T>& items, Write write) {
    number(static_cast<std::int64_t>(items.size()));
    for (const T& item : items) write(item);
  }
  void text(const std::string& s) {
    number(static_cast<std::int64_t>(s.size()));
    out += s;
  }
  std::string out;
};

void write(Bytes& to, const Obligation& o) {
  to.numbers(o.due.ms, o.next_timer.ms, o.anchor.ms, o.holder().packed(), o.fired, o.right, o.breached, o.unjudged,
             o.provisional, o.stand_in, o.as_received, o.held, o.deadline.value, o.serial, o.ordinal, o.clock);
}

void write(Bytes& to, const Cold& cold) {
  for (std::size_t i = 0; i < cold.text.size(); ++i) {
    to.number(cold.text_known[i]);
    to.text(cold.text[i]);
  }
  for (const auto& list : cold.lists) to.each(list, [&](std::int64_t v) { to.number(v); });
  to.each(cold.history, [&](const Cold::Befell& b) {
    to.numbers(b.serial, b.event.at.ms, b.event.length.count, b.event.length.unit, b.event.left, b.event.kind);
  });
  to.each(cold.suspended, [&](const Cold::Suspended& s) { to.numbers(s.serial, s.by); });
  to.each(cold.counted, [&](const Cold::Counted& c) { to.numbers(c.serial, c.limit, c.second.ms); });
  to.each(cold.kept, [&](const Cold::Kept& k) {
    to.numbers(k.serial, k.first.count, k.first.unit, k.first.roll, k.bound, k.second.count, k.second.unit, k.second.roll);
  });
  to.each(cold.opened, [&](const Cold::Opened& o) { to.numbers(o.serial, o.at.ms); });
  to.each(cold.asked, [&](const Cold::Asked& a) { to.numbers(a.request, a.serial, a.at.ms, a.until.ms, a.late, a.giver.value); });
  to.each(cold.breached, [&](const Cold::Breached& b) { to.numbers(b.serial, b.due.ms); });
  to.each(cold.scored, [&](const Cold::Scored& s) { to.numbers(s.serial, s.action, s.to); });
  to.each(cold.causes, [&](const Cold::Cause& c) { to.numbers(c.supervision, c.serial); });
  to.each(cold.delegated, [&](const Cold::Delegated& d) { to.numbers(d.serial, d.to.value); });
  to.each(cold.returned_by, [&](UnitId unit) { to.number(unit.value); });
  to.each(cold.carried, [&](const Cold::Carried& c) { to.numbers(c.deadline.value, c.left); });
  to.each(cold.children, [&](const Cold::Child& c) { to.numbers(c.entry, c.position, c.type.value, c.closed); });
  to.numbers(cold.supervisor.value, cold.last_escalation.ms, cold.closed_at.ms);
}

}  // namespace

std::string CaseState::bytes() const {
  const Header& h = head();
  Bytes to;
  to.numbers(h.type.value, h.leaf.value, h.sleeping.value, h.level, h.closed, h.begun, h.migrated, h.sequence, h.last_serial,
             h.breaches, h.opened.ms, h.last.ms);
  to.out.append(reinterpret_cast<const char*>(facts()), h.fixed_size);
  to.numbers(obligations().size());
  for (const Obligation& o : obligations()) write(to, o);
  if (cold_) write(to, *cold_);
  return std::move(to.out);
}

}  // namespace sanhuan
