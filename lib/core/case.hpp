// The state of a case: what later steps need, and no more. What happened is in the entries.
//
// One block of memory for a case: a header, the scalar facts, anchor instants, counters, then the open obligations.
// What few cases have (text, lists, clocks that stood still, returns) lies in a cold part beside it.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/calendar/clock.hpp"
#include "lib/rulebook/model.hpp"
#include "lib/rulebook/slots.hpp"
#include "sanhuan/entry.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {

// Bounds (semantics 1.2). Reaching one is an answer, Refused::bound.
inline constexpr std::uint32_t obligations_max = 1'000;       // open at once in a case
inline constexpr std::uint32_t obligations_ever_max = 60'000;  // in the life of a case
inline constexpr int rungs_max = 24;                           // of a deadline, each 此后每 counted
inline constexpr std::uint32_t rungs_mask = (std::uint32_t{1} << rungs_max) - 1;
inline constexpr std::uint32_t list_members_max = 1'000;
inline constexpr std::uint32_t eventless_steps_max = 64;  // in one settling
inline constexpr std::uint32_t children_max = 1'000;  // of a case
inline constexpr std::uint32_t clock_events_max = 200;  // that befell the open clocks of a case
inline constexpr std::uint32_t timers_per_step_max = 10'000;
inline constexpr std::uint32_t entries_of_scope_max = 250;

// Who suspends a clock: bits. It runs again when nobody does.
inline constexpr std::uint8_t suspended_by_stage = 1;      // 期间 中止
inline constexpr std::uint8_t suspended_by_verb = 2;       // 中止 as an action
inline constexpr std::uint8_t suspended_by_return = 4;     // 退回, until the holder is known again
inline constexpr std::uint8_t suspended_to_recount = 8;    // the same, and then it starts again
inline constexpr std::uint8_t suspended_by_exclusion = 16;  // 不计入; the next bits for a second line of it, and so on
inline constexpr std::uint32_t exclusions_told_apart = 4;

enum class ClockState : std::uint8_t { waiting, running, suspended };

// What is owed, or a right that is kept (4.1), with its clock. Forty bytes: a case has a handful.
struct Obligation {
  Instant due;         // while suspended what it was before
  Instant next_timer;  // the earliest rung that has not fired; never() where there is none
  Instant anchor;      // the true one; before_all() while waiting
  UnitId unit;         // the holder
  std::uint32_t fired : rungs_max = 0;  // rungs, a bit each
  bool right : 1 = false;               // 可
  bool breached : 1 = false;
  bool unjudged : 1 = false;     // 8.3b
  bool provisional : 1 = false;
  bool stand_in : 1 = false;     // held by the 兜底 unit until the fact that names the holder is known (4.2b)
  bool in_cold : 1 = false;      // the cold part knows more of it
  bool as_received : 1 = false;  // its clock deems nothing: 实到, 法定, or what came by such a channel (2.6)
  bool held : 1 = false;         // an extension is asked for: rungs that supervise, score or escalate wait (2.7b)
  DeadlineId deadline;
  RoleId role;
  std::uint16_t serial = 0;   // of the obligation in its case, from 1: what entries call it by
  std::uint8_t ordinal = 0;   // of its scope's entry; in the thread, of the deadline's openings. Saturates
  Holder::Kind holder_kind : 4 = Holder::Kind::nobody;
  ClockState clock : 4 = ClockState::waiting;

  Holder holder() const noexcept { return {holder_kind, role, unit}; }
  void hold(Holder h) noexcept { holder_kind = h.kind, role = h.role, unit = h.unit; }
  bool has_fired(std::uint32_t rung) const noexcept { return (fired >> rung & 1) != 0; }
  void set_fired(std::uint32_t rung, bool yes) noexcept {
    const std::uint32_t bit = std::uint32_t{1} << rung;
    fired = (yes ? fired | bit : fired & ~bit) & rungs_mask;
  }
};
static_assert(sizeof(Obligation) == 40);

// What is remembered of a deadline after its obligations are settled, where a rule asks for it.
struct DeadlineSummary {
  std::uint16_t opened = 0;     // in the present entry of its scope; in the thread, ever: obligations_ever_max fit in
  std::uint16_t fulfilled = 0;  // of those that count
  std::uint16_t gone = 0;       // of those opened: who left the list, or what was opened before a reopening
  std::uint16_t counted() const noexcept { return static_cast<std::uint16_t>(opened - gone); }
};

// What few cases have. What belongs to an obligation is found by its serial, and goes with it.
struct Cold {
  std::vector<std::string> text;
  std::vector<char> text_known;
  std::vector<std::vector<std::int64_t>> lists;

  struct Befell {
    std::uint16_t serial = 0;
    ClockEvent event;
  };
  std::vector<Befell> history;  // of open clocks, in order of time
  struct Suspended {
    std::uint16_t serial = 0;
    std::uint8_t by = 0;  // who suspends: bits
  };
  std::vector<Suspended> suspended;  // clocks that stand still
  struct Counted {
    std::uint16_t serial = 0;
    std::uint8_t limit = 0;  // which 若 … 则 限 holds, from 1; 0: the length of 自 (2.5b)
    Instant second = Instant::before_all();  // the anchor of 不晚于 or 不早于 (2.5c)
  };
  std::vector<Counted> counted;
  struct Kept {  // by what a clock is counted since a migration that left it as it was (8.2)
    std::uint16_t serial = 0;
    Length first;
    model::BoundKind bound = model::BoundKind::none;
    Length second;
  };
  std::vector<Kept> kept;
  struct Opened {
    std::uint16_t serial = 0;
    Instant at;
  };
  std::vector<Opened> opened;  // where an event may be entered late (4.6)
  struct Asked {
    std::uint16_t request = 0;  // the obligation to decide
    std::uint16_t serial = 0;   // whose extension it decides; 0: a return
    Instant at;
    Instant until;              // the end of the time to decide, of an extension: what is held back fires then
    bool late = false;          // of an extension: the breach was there before the asking
    UnitId giver;               // of a return: whose work it is
  };
  std::vector<Asked> asked;
  struct Breached {
    std::uint16_t serial = 0;
    Instant due;
  };
  std::vector<Breached> breached;  // the due that was broken, where one that is late was extended since
  struct Scored {
    std::uint16_t serial = 0;
    std::uint32_t action = 0;
    std::int64_t to = 0;
  };
  std::vector<Scored> scored;  // 扣分 and 加分 of rungs, to be taken back with the breach (4.6)
  struct Cause {
    std::uint16_t supervision = 0;  // an obligation of the thread that runs 自 提级督办
    std::uint16_t serial = 0;       // whose breach escalated; 0: one that stands whatever comes, or something else
  };
  std::vector<Cause> causes;
  struct Delegated {
    std::uint16_t serial = 0;
    UnitId to;
  };
  std::vector<Delegated> delegated;  // 委派 (4.8)

  std::vector<UnitId> returned_by;  // a unit for each return that was granted (4.5)
  struct Carried {
    DeadlineId deadline;
    std::int64_t left = 0;
  };
  std::vector<Carried> carried;  // 续算: with what the next obligation of a deadline starts
  struct Child {
    std::uint32_t entry = 0;
    std::uint16_t position = 0;
    CaseTypeId type;
    bool closed = false;
  };
  std::vector<Child> children;
  UnitId supervisor;  // of the case, since it last moved up
  Instant last_escalation = Instant::before_all();
  Instant closed_at = Instant::before_all();

  void forget(std::uint16_t serial);  // all that belongs to an obligation
};

// How a case of a type is laid out; computed once for each rulebook.
struct CaseLayout {
  static constexpr std::uint16_t none = 0xffff;
  FactSlots slots;
  std::uint16_t anchors = 0;
  std::vector<std::uint16_t> counter_of;  // by scope: which counter; `none` where no rule asks how often it was entered
  std::vector<std::uint16_t> summary_of;  // by deadline: which summary; `none` where no rule asks
  std::uint32_t anchors_at = 0, counters_at = 0, summaries_at = 0;  // from the start of the facts
  std::uint32_t fixed_size = 0;                                     // all but the obligations
  static CaseLayout of(const RulebookData&, const model::CaseType&);
};

class CaseState {
 public:
  CaseState() = default;
  CaseState(CaseTypeId, const CaseLayout&);
  CaseState(CaseState&&) noexcept = default;
  CaseState& operator=(CaseState&&) noexcept = default;
  void assign(const CaseState&);  // deep copy that reuses memory
  // All but the cold part, to go back to.
  void copy_block(std::vector<std::byte>& to) const {
    to.resize(used());
    std::memcpy(to.data(), block_.get(), to.size());
  }
  void restore_block(const std::vector<std::byte>&) noexcept;
  void restore_cold(std::unique_ptr<Cold> cold) noexcept { cold_ = std::move(cold); }
  explicit operator bool() const noexcept { return block_ != nullptr; }

  struct Header {
    CaseTypeId type;
    ScopeId leaf;      // none before opening
    ScopeId sleeping;  // under a side stage
    Level level = Level::unknown;
    bool closed : 1 = false;
    bool begun : 1 = false;      // an event has been accepted: the facts that must be known are
    bool migrated : 1 = false;   // some of its entries were written under other rules (8.2)
    std::uint32_t sequence = 0;  // of the last entry
    std::uint16_t obligations = 0, capacity = 0;
    std::uint16_t last_serial = 0;
    std::uint16_t breaches = 0;  // not reversed; saturates
    std::uint32_t fixed_size = 0;
    Instant opened, last;        // instants of the first and last entry
  };
  Header& head() noexcept { return *reinterpret_cast<Header*>(block_.get()); }
  const Header& head() const noexcept { return *reinterpret_cast<const Header*>(block_.get()); }

  Scalar fact(const CaseLayout& l, std::uint32_t slot) const noexcept { return l.slots.read(facts(), slot); }
  void set_fact(const CaseLayout& l, std::uint32_t slot, Scalar v) noexcept { l.slots.write(fixed(), slot, v); }
  const std::byte* facts() const noexcept { return block_.get() + sizeof(Header); }

  Instant anchor(const CaseLayout& l, std::uint32_t slot) const noexcept {  // before_all(): has not happened
    Instant at;
    std::memcpy(&at, facts() + l.anchors_at + 8 * slot, sizeof at);
    return at;
  }
  void set_anchor(const CaseLayout& l, std::uint32_t slot, Instant at) noexcept {
    std::memcpy(fixed() + l.anchors_at + 8 * slot, &at, sizeof at);
  }
  // How often the scope was entered, as far as a rule asks; saturates.
  std::uint8_t entries_of(const CaseLayout& l, ScopeId scope) const noexcept {
    const std::uint16_t counter = l.counter_of[scope.value];
    return counter == CaseLayout::none ? 0 : static_cast<std::uint8_t>(facts()[l.counters_at + counter]);
  }
  void count_entry(const CaseLayout& l, ScopeId scope) noexcept {
    const std::uint16_t counter = l.counter_of[scope.value];
    if (counter == CaseLayout::none) return;
    std::byte& entries = fixed()[l.counters_at + counter];
    if (static_cast<std::uint8_t>(entries) < 255)
      entries = static_cast<std::byte>(static_cast<std::uint8_t>(entries) + 1);
  }
  void set_entries(const CaseLayout& l, ScopeId scope, std::uint8_t entries) noexcept {
    const std::uint16_t counter = l.counter_of[scope.value];
    if (counter != CaseLayout::none) fixed()[l.counters_at + counter] = static_cast<std::byte>(entries);
  }
  // Null where no rule asks.
  DeadlineSummary* summary(const CaseLayout& l, DeadlineId d) noexcept {
    const std::uint16_t at = l.summary_of[d.value];
    return at == CaseLayout::none
               ? nullptr
               : reinterpret_cast<DeadlineSummary*>(fixed() + l.summaries_at + sizeof(DeadlineSummary) * at);
  }
  const DeadlineSummary* summary(const CaseLayout& l, DeadlineId d) const noexcept {
    return const_cast<CaseState*>(this)->summary(l, d);
  }

  std::span<Obligation> obligations() noexcept { return {first_obligation(), head().obligations}; }
  std::span<const Obligation> obligations() const noexcept {
    return {const_cast<CaseState*>(this)->first_obligation(), head().obligations};
  }
  Obligation& add_obligation();                        // grows the block where it must
  void remove_obligation(std::size_t index) noexcept;  // keeps the order of opening

  Cold& cold(const CaseLayout&);  // made when first needed
  Cold* cold() noexcept { return cold_.get(); }
  const Cold* cold() const noexcept { return cold_.get(); }

  Instant next_timer() const noexcept {  // the earliest of all obligations
    Instant earliest = Instant::never();
    for (const Obligation& o : obligations()) earliest = std::min(earliest, o.next_timer);
    return earliest;
  }
  // 9.2a. 有 运行时限: armed and neither waiting nor suspended; one that is overdue runs. 有 责任单位: somebody owes something, or keeps a right.
  bool has_running_clock() const noexcept;
  bool is_held() const noexcept;
  // The state as bytes, the same for the same state whatever way it came about (7.5).
  std::string bytes() const;

  // To keep it beside the entries and go on from there (snapshot.cpp; docs/ledger-format.md). `load` takes any bytes, and
  // reuses memory; false: no state of this type under these rules.
  void save(const CaseLayout&, std::string& out) const;
  bool load(std::string_view, CaseTypeId, const CaseLayout&, const RulebookData&);

 private:
  std::byte* fixed() noexcept { return block_.get() + sizeof(Header); }
  Obligation* first_obligation() noexcept { return reinterpret_cast<Obligation*>(fixed() + head().fixed_size); }
  std::size_t used() const noexcept {
    return sizeof(Header) + head().fixed_size + head().obligations * sizeof(Obligation);
  }
  void reserve(std::uint32_t obligations);
  void make_room(std::uint32_t fixed_size, std::uint16_t obligations);  // keeps nothing

  std::unique_ptr<std::byte[]> block_;  // the header, the fixed part, then the obligations
  std::unique_ptr<Cold> cold_;
};

}  // namespace sanhuan
