#include "lib/engine/stored_case.hpp"

#include "lib/base/wire.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

namespace {

constexpr std::uint8_t snapshot_version = 1;  // docs/ledger-format.md; another one is folded from the entries

// What is owed first: not what is a right, waits or stands still.
const Obligation* first_due(const CaseState& state) noexcept {
  const Obligation* first = nullptr;
  for (const Obligation& o : state.obligations())
    if (!o.right && o.clock == ClockState::running && (first == nullptr || o.due < first->due)) first = &o;
  return first;
}

}  // namespace

void describe(const Books& books, const StoredCase& c, CaseRecord& into) {
  const CaseState::Header& head = c.state.head();
  const RulebookData& rules = c.book->rulebook->data();
  const model::CaseType& type = rules.case_types[head.type.value];
  const model::Scope& leaf = rules.processes[type.process.value].scopes[head.leaf.value];
  into.rulebook = c.book->hash;
  into.closed = head.closed;
  into.next_due = head.closed ? Instant::never() : c.state.next_timer();
  into.columns.type = rules.text(type.key);
  into.columns.stage = rules.text(leaf.key);
  into.columns.level = static_cast<std::int32_t>(head.level);
  const Obligation* const first = first_due(c.state);
  into.columns.due = first == nullptr ? Instant::never() : first->due;
  const Organisation& units = books.organisation(c.registers);
  if (first != nullptr && first->unit && first->unit.value < units.size()) into.columns.unit = units.unit(first->unit).key;
  else into.columns.unit.clear();

  into.snapshot.clear();
  WireWriter to(into.snapshot);
  to.byte(snapshot_version);
  to.fixed(c.book->rulebook->hash());
  to.number(c.registers);
  to.id(head.type);
  c.state.save(c.book->stepper.layout(head.type), into.snapshot);
}

std::uint32_t registers_of_snapshot(const StoredCase& c) noexcept {
  WireReader from(c.head.snapshot);
  if (from.byte() != snapshot_version || from.fixed() != c.book->rulebook->hash()) return 0;
  return from.number_up_to<std::uint32_t>(UINT32_MAX);
}

bool read_snapshot(StoredCase& c) {
  WireReader from(c.head.snapshot);
  if (from.byte() != snapshot_version || from.fixed() != c.book->rulebook->hash()) return false;
  c.registers = from.number_up_to<std::uint32_t>(UINT32_MAX);
  const auto type = from.id<CaseTypeId>();
  const RulebookData& rules = c.book->rulebook->data();
  return !from.bad() && type && type.value < rules.case_types.size() &&
         c.state.load(from.rest(), type, c.book->stepper.layout(type), rules) &&
         c.state.head().sequence == c.head.sequence;
}

}  // namespace sanhuan
