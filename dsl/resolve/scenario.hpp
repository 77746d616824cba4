// 背景 and 情景: what a pack's author made up, to be run over its rules. Semantics 3.0.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "dsl/resolve/process_draft.hpp"
#include "lib/replay/scenario.hpp"

namespace sanhuan::dsl {

// Those of these files, all but their rules and their calendar. What they ask in expressions is added to the rulebook in
// the making: call it last, when the rulebook that hosts get has been set aside.
std::vector<std::shared_ptr<Scenario>> lower_scenarios(Context&, std::shared_ptr<const Organisation>,
                                                       const std::vector<const RuleFile*>&, std::deque<ProcessDraft>&,
                                                       const std::vector<TableShape>&);

// ---- the parts ---------------------------------------------------------------------------------------------------------

// What a scenario stands on: its case type, the units it makes up, what is filled in unless a line says otherwise.
class ScenarioWorld {
 public:
  ScenarioWorld(Context& context, std::deque<ProcessDraft>& drafts, std::shared_ptr<const Organisation> organisation);

  // One that begins where this one is now. The organisation is shared until either makes up another unit.
  ScenarioWorld copy();

  void add(LineRef block);  // the lines 假设 and 填 under 背景 or 情景
  // The case type: what 假设 事项 says, the only one that has a process, or the only one whose process begins with the
  // first event of the scenario. False where it is not known: reported.
  bool settle(LineRef scenario);

  ProcessDraft& process() const noexcept { return *process_; }
  const std::shared_ptr<const Organisation>& organisation() const noexcept { return organisation_; }
  const NameTable& names() const noexcept { return *names_; }
  const std::vector<Cursor>& filled() const noexcept { return filled_; }

 private:
  void add_units(Cursor given);
  void add_unit(Cursor name, Word kind, UnitId parent);
  UnitId read_parent(Cursor given);
  UnitId district() const;
  ProcessDraft* that_begins_with(EventId) const;  // null where none does, or several

  Context& context_;
  std::deque<ProcessDraft>& drafts_;
  ProcessDraft* process_ = nullptr;
  std::shared_ptr<const Organisation> organisation_;
  std::shared_ptr<Organisation> own_;  // a copy, once a unit is made up
  std::vector<std::pair<Symbol, Place>> made_up_;
  std::unique_ptr<NameTable> names_;
  std::vector<Cursor> filled_;  // assignments; a later one of the same name goes before
};

// 2026-09-24 下班, checked against its weekday. nullopt where something is wrong; reported.
std::optional<Instant> read_moment(Context&, Cursor moment);

// What stands after 核对. nullopt where something is wrong; reported.
std::optional<Expectation> read_expectation(Context&, const Surroundings&, Cursor);

// 甲镇 的 负责人, 信访人: who acts, or whom it is about. nullopt where something is wrong; reported.
std::optional<Holder> read_holder(Context&, const Surroundings&, Cursor refs);

}  // namespace sanhuan::dsl
