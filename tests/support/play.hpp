// One case played by hand against `step`, with names instead of ids.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/core/step.hpp"
#include "lib/replay/reader.hpp"
#include "sanhuan/dry_run.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::test {

using Facts = std::vector<std::pair<std::string, std::string>>;

// 甲镇, 窗口人员, 甲镇 的 负责人, 信访人, 系统.
RecordedActor actor(std::string_view);
RecordedEvent opening(std::string_view local, Facts = {});
RecordedEvent event(std::string_view local, std::string_view by, std::string_view name, Facts = {});
RecordedEvent assumed(RecordedEvent);

class Play {
 public:
  explicit Play(std::shared_ptr<const Rulebook>);

  Answer open(std::string_view local, const Facts& = {});
  Answer submit(std::string_view local, std::string_view by, std::string_view name, const Facts& = {});
  Answer submit(const RecordedEvent&);
  std::uint32_t advance(std::string_view local) { return advance(to(local)); }
  std::uint32_t advance(Instant);
  // Takes over the case of another play, under the rules of this one (8.2). Without obstacles it goes on here.
  Obstacles migrate(const Play& before, std::string_view local);

  std::string stage() const;                      // by name
  std::string fact(std::string_view name) const;  // as people write it; 未知 where it is unknown
  bool closed() const { return state_.head().closed; }
  Level level() const { return state_.head().level; }
  std::string due(std::string_view deadline, std::string_view holder = {}) const;  // of an open one; else "none"
  std::size_t open_obligations(std::string_view deadline) const;
  std::string holder(std::string_view deadline) const;
  bool breached(std::string_view deadline) const;  // the open one

  // What happened since the opening, a line for each entry: "2026-03-04 24:00 +1 ms timer 登记期: breached 登记期, effect urge 甲区".
  std::vector<std::string> log() const;
  std::vector<std::string> changes_of_last_entry() const;
  std::string bytes() const { return state_.bytes(); }
  std::string missing(const Answer&) const;
  std::string owed(const Answer&) const;

  const CaseState& state() const { return state_; }
  CaseState& state() { return state_; }
  const Entries& entries() const { return entries_; }
  const Rulebook& rulebook() const { return *rulebook_; }
  Stepper& stepper() { return stepper_; }
  const CaseLayout& layout() const { return stepper_.layout(type_); }
  Unjudged unjudged;  // given to every step

 private:
  static Instant to(std::string_view local);
  const model::Process& process() const;
  const Obligation* find(std::string_view deadline, std::string_view holder) const;
  Holder opened_with(std::uint32_t serial) const;
  std::vector<std::string> change(const Change&) const;
  std::string holder_of(Holder) const;
  const Unjudged* judged() const { return unjudged.by_deadline.empty() ? nullptr : &unjudged; }

  std::shared_ptr<const Rulebook> rulebook_;
  Stepper stepper_;
  LineReader reader_;
  CaseTypeId type_;
  CaseState state_;
  Entries entries_;
};

}  // namespace sanhuan::test
