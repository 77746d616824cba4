// One case of a fold: how it came out, and the entries and the state it came out with. The case that a file is about, or
// one that it opened (3.6).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/core/step.hpp"
#include "lib/promises/judge.hpp"
#include "lib/replay/folded.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

class FoldedCase {
 public:
  explicit FoldedCase(const Rulebook& rulebook) : rulebook_(&rulebook) {}

  const Rulebook& rulebook() const noexcept { return *rulebook_; }
  const std::string& path() const noexcept { return path_; }  // 3.0/2.1 below the root; of the root itself empty
  const Folded& folded() const noexcept { return folded_; }
  const Entries& entries() const noexcept { return entries_; }
  const CaseState& state() const noexcept { return state_; }
  const CaseLayout& layout() const noexcept { return *layout_; }
  ProcessId process_id() const noexcept { return rulebook_->data().case_types[folded_.type.value].process; }
  const model::Process& process() const noexcept { return rulebook_->data().processes[process_id().value]; }

  const PromiseWatch& watch() const noexcept { return watch_; }  // where the fold watches promises

  // The entry that an event of the file became; no_entry where it became none (of another case, malformed, or a
  // repeated key).
  static constexpr std::uint32_t no_entry = 0xffff'ffff;
  std::uint32_t entry_of_event(std::size_t index) const noexcept {
    return index < entry_of_event_.size() ? entry_of_event_[index] : no_entry;
  }

 private:
  friend class CaseFold;

  const Rulebook* rulebook_;
  std::string path_;
  Folded folded_;
  Entries entries_;
  CaseState state_;
  const CaseLayout* layout_ = nullptr;
  Unjudged unjudged_;
  PromiseWatch watch_;
  std::unordered_map<std::string_view, std::uint32_t> keys_;  // idempotency keys seen, to the event that brought them
  std::vector<std::uint32_t> entry_of_event_;
  std::size_t parent_ = 0;  // among the cases of the fold; of the root itself
  std::uint32_t opened_by_ = 0;
  std::uint16_t position_ = 0;
  bool told_ = false;       // its parent knows that it has closed
};

}  // namespace sanhuan
