// Folds recorded cases over one rulebook by `step`, the only place that knows what an event does (semantics 1).
// Keeps its memory from case to case. Used by one thread at a time.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/core/step.hpp"
#include "lib/replay/folded.hpp"
#include "lib/replay/reader.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

class CaseFold {
 public:
  explicit CaseFold(std::shared_ptr<const Rulebook>);

  // Until the next call. Events after `until` have not happened yet; timers fire up to and including it.
  // `texts`, for explanations: by change, an effect's text as the case stood then, or the text or list that a fact became.
  const Folded& fold(const RecordedCase&, Instant until, std::vector<std::string>* texts = nullptr);

  const Rulebook& rulebook() const noexcept { return *rulebook_; }
  const Folded& folded() const noexcept { return folded_; }
  const Entries& entries() const noexcept { return entries_; }
  const CaseState& state() const noexcept { return state_; }
  const CaseLayout& layout() const noexcept { return stepper_.layout(folded_.type); }
  ProcessId process_id() const noexcept;
  const model::Process& process() const noexcept;
  // The entry that an event of the case became; no_entry where it became none (malformed, or a repeated key).
  static constexpr std::uint32_t no_entry = 0xffff'ffff;
  const std::vector<std::uint32_t>& entry_of_event() const noexcept { return entry_of_event_; }

 private:
  void find_unjudged(const RecordedCase&);
  void take(const RecordedCase&, std::uint32_t index);
  Answer open_with(const RecordedCase&, const Reader::Line&, bool with_event);
  void run_out(const RecordedCase&, Instant until);
  void write_texts_of_timers(const RecordedCase&, Instant until);
  void write_texts(const RecordedCase&, const CaseState&, const Event*, const Entries&, std::size_t from_change);
  bool seen_before(const RecordedCase&, std::uint32_t index);
  void reject(const RecordedCase&, std::uint32_t index, const Answer&, std::string name = {});
  const Unjudged* unjudged() const noexcept { return unjudged_.by_deadline.empty() ? nullptr : &unjudged_; }

  std::shared_ptr<const Rulebook> rulebook_;
  Reader reader_;
  Stepper stepper_;
  std::vector<CaseState> blank_;  // by case type
  CaseState state_, probe_;
  Entries entries_;
  Folded folded_;
  Unjudged unjudged_;
  std::vector<char> happened_;    // by event: bit 0 recorded, bit 1 assumed
  std::unordered_map<std::string_view, std::uint32_t> keys_;  // idempotency keys of the case at hand
  std::vector<std::uint32_t> entry_of_event_;
  std::vector<std::string>* texts_ = nullptr;
};

}  // namespace sanhuan
