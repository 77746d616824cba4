#include "lib/engine/stored_case.hpp"

#include "lib/base/wire.hpp"
#include "lib/engine/case_list.hpp"

namespace sanhuan {

namespace {

constexpr std::uint8_t snapshot_version = 1;  // docs/ledger-format.md; another one is folded from the entries

}  // namespace

void describe(const Books& books, const StoredCase& c, CaseRecord& into) {
  const CaseState::Header& head = c.state.head();
  into.rulebook = c.book->hash;
  into.closed = head.closed;
  into.next_due = head.closed ? Instant::never() : c.state.next_timer();
  list_columns(c.book->rulebook->data(), books.organisation(c.registers), c.state, into.columns);
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
