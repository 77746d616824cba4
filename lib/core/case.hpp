// The state of a case: what later steps need, and no more. What happened is in the entries.
//
// One block of memory per case, laid out by its type: fact slots, anchor instants, entry counters, a summary
// for each deadline, then the open obligations. Text and lists live in a cold arena beside it.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "sanhuan/entry.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {

// Bounds (semantics 1.2). Reaching one is an answer, Refused::bound.
inline constexpr std::uint32_t obligations_max = 1'000;  // open at once in a case
inline constexpr std::uint32_t list_members_max = 1'000;
inline constexpr std::uint32_t eventless_steps_max = 64;  // in one settling
inline constexpr std::uint32_t timers_per_step_max = 10'000;
inline constexpr std::uint32_t entries_of_scope_max = 250;

// Who suspends a clock: bits of Obligation::suspensions. It runs again when nobody does.
inline constexpr std::uint8_t suspended_by_stage = 1;      // 期间 中止
inline constexpr std::uint8_t suspended_by_exclusion = 2;  // 不计入
inline constexpr std::uint8_t suspended_by_verb = 4;       // 中止 as an action

enum class ObligationState : std::uint8_t { waiting, running, suspended, stopped };

struct Obligation {
  Instant due;         // of a running clock; raw end and roll are in `raw`
  Instant next_timer;  // the earliest rung that has not fired; never() where there is none
  Instant anchor;      // deemed; before_all() while waiting
  UnitId unit;         // the holder
  RoleId role;
  DeadlineId deadline;
  Day raw;                    // the raw end day
  std::uint32_t fired = 0;    // rungs, a bit each
  std::int64_t left = 0;  // while suspended: counting days, or ms of elapsed lengths
  std::uint16_t ordinal = 0;  // of its scope's entry
  Holder::Kind holder_kind = Holder::Kind::nobody;
  ObligationState state = ObligationState::waiting;
  bool right = false;  // 可
  bool breached = false;
  bool unjudged = false;  // 8.3b
  bool provisional = false;
  bool stand_in = false;  // held by the 兜底 unit until the fact that names the holder is known (4.2b)
  std::uint8_t extensions = 0;
  std::uint8_t suspensions = 0;
  Holder holder() const noexcept { return {holder_kind, role, unit}; }
};

// What is remembered of a deadline after its obligations are settled.
struct DeadlineSummary {
  std::uint8_t opened = 0;     // in the present entry of its scope
  std::uint8_t fulfilled = 0;  // of those
  std::uint8_t breached = 0;   // ever, of all entries; saturates
  std::uint8_t late = 0;       // of the present entry: breached
};

struct ColdFacts {  // text and lists, and what few cases have
  std::vector<std::string> text;
  std::vector<char> text_known;
  std::vector<std::vector<std::int64_t>> lists;
  std::vector<UnitId> returned_by;  // a unit for each return that was granted (4.5)
};

// How a case of a type is laid out; computed once for each rulebook.
struct CaseLayout {
  std::uint16_t facts = 0, texts = 0, lists = 0, anchors = 0, scopes = 0, deadlines = 0;
  std::uint32_t known_at = 0, facts_at = 0, anchors_at = 0, counters_at = 0, summaries_at = 0, fixed_size = 0;
  static CaseLayout of(const RulebookData&, const model::CaseType&);
};

class CaseState {
 public:
  CaseTypeId type;
  ScopeId leaf;      // none before opening
  ScopeId sleeping;  // under a side stage
  Level level = Level::unknown;
  bool closed = false;
  bool begun = false;          // an event has been accepted: the facts that must be known are
  bool ever_breached = false;
  std::uint32_t sequence = 0;  // of the last entry
  Instant opened, last;        // instants of the first and last entry
  Instant last_escalation = Instant::before_all();

  CaseState() = default;
  explicit CaseState(const CaseLayout&);
  CaseState(CaseState&&) noexcept = default;
  CaseState& operator=(CaseState&&) noexcept = default;
  void assign(const CaseState&, const CaseLayout&);  // deep copy that reuses memory

  Scalar fact(const CaseLayout&, std::uint16_t slot) const noexcept;
  void set_fact(const CaseLayout&, std::uint16_t slot, Scalar) noexcept;
  Instant anchor(const CaseLayout&, std::uint16_t slot) const noexcept;  // before_all(): has not happened
  void set_anchor(const CaseLayout&, std::uint16_t slot, Instant) noexcept;
  std::uint8_t entries_of(const CaseLayout&, ScopeId) const noexcept;
  void count_entry(const CaseLayout&, ScopeId) noexcept;
  DeadlineSummary& summary(const CaseLayout&, DeadlineId) noexcept;
  const DeadlineSummary& summary(const CaseLayout&, DeadlineId) const noexcept;
  const std::int64_t* facts(const CaseLayout&) const noexcept;
  const std::uint64_t* known(const CaseLayout&) const noexcept;

  std::span<Obligation> obligations() noexcept;
  std::span<const Obligation> obligations() const noexcept;
  Obligation& add_obligation();                        // grows the block where it must
  void remove_obligation(std::size_t index) noexcept;  // keeps the order of opening

  ColdFacts& cold(const CaseLayout&);  // made when first needed
  const ColdFacts* cold() const noexcept { return cold_.get(); }

  Instant next_timer() const noexcept;  // the earliest of all obligations
  // The state as bytes, the same for the same state whatever way it came about (7.5).
  std::string bytes(const CaseLayout&) const;

 private:
  void reserve(std::uint16_t obligations);

  std::unique_ptr<std::byte[]> block_;      // the fixed part, then the obligations
  std::uint32_t fixed_ = 0;                 // bytes of the fixed part, a multiple of 8
  std::uint16_t count_ = 0, capacity_ = 0;  // obligations
  std::unique_ptr<ColdFacts> cold_;
};

}  // namespace sanhuan
